"""Why a list of a portal is in use, proposed or not, and how a search for lists ended."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class DiscoveryCode(Code):
    # Why a list is in its state.
    PROVEN = "discovery.proven", "releases", "days"
    TOO_FEW = "discovery.too_few", "releases", "least", "days"
    NO_RELEASE = "discovery.no_release", "items"
    # A wider look for a release that seemed to be missing found one here.
    FOUND_WIDER = "discovery.found_wider", "releases"
    # A scan follows it, because the homepage's column leads there; no repost was seen on it.
    HOME_COLUMN = "discovery.home_column"
    REGISTERED = "discovery.registered"
    ADDS_FEW = "discovery.adds_few", "releases", "alone", "least"
    OTHER_HOST = "discovery.other_host", "releases", "host"
    BESIDE = "discovery.beside", "releases"
    COVERED = "discovery.covered", "releases", "url"
    STALE = "discovery.stale", "newest", "missed"
    SUPERSEDED = "discovery.superseded", "newest", "url", "newer"
    NAMED_ONLY = "discovery.named_only", "items", "asked"
    CENTRAL_ITEMS = "discovery.central_items", "central", "items"
    HOME_ONLY = "discovery.home_only", "releases"
    UNREAD = "discovery.unread", "outcome", "reason?"
    NO_ROWS = "discovery.no_rows"
    LIST_GONE = "discovery.list_gone", "outcome", "reason?"
    ELSEWHERE = "discovery.elsewhere", "there"
    ACCEPTED = "discovery.accepted", "by", "why"
    REFUSED = "discovery.refused", "by", "why"
    WITHDRAWN = "discovery.withdrawn", "by", "why"
    # How a search ended.
    ALL_READ = "discovery.all_read", "pages"
    ENOUGH = "discovery.enough", "pages", "found", "asked"
    PAGES_SPENT = "discovery.pages_spent", "pages"
    BROKEN_OFF = "discovery.broken_off", "pages", "outcome", "reason?"
    HOME_FAILED = "discovery.home_failed", "outcome", "reason?"
    # What a search of the whole site without any release amounts to; `urls` are the first pages.
    NO_REPOSTS = "discovery.no_reposts", "at", "pages", "asked", "days", "urls"
    # Why a portal is searched, or searched again.
    NEVER_SEARCHED = "discovery.never_searched"
    LIST_FAILS = "discovery.list_fails", "why"
    LIST_SILENT = "discovery.list_silent", "releases"
    MONTH_OVER = "discovery.month_over", "days"
