"""Why a list of a portal is in use, proposed or not, and how a search for lists ended."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class DiscoveryCode(Code):
    # Why a list is in its state.
    PROVEN = "discovery.proven", "releases", "days"
    TOO_FEW = "discovery.too_few", "releases", "least", "days"
    NO_RELEASE = "discovery.no_release", "items"
    # A scan follows it, because the homepage's column leads there; no repost was seen on it.
    HOME_COLUMN = "discovery.home_column"
    ACCEPTED = "discovery.accepted", "by", "why"
    REFUSED = "discovery.refused", "by", "why"
    # How a search ended.
    ALL_LOOKED_AT = "discovery.all_looked_at", "pages"
    ENOUGH = "discovery.enough", "pages", "found", "asked"
    PAGES_SPENT = "discovery.pages_spent", "pages"
    HOME_FAILED = "discovery.home_failed", "outcome", "reason?"
