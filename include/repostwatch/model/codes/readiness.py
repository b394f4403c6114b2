"""Whether a portal can be judged, why not, and what to do about it."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class ReadinessCode(Code):
    # Of all portals.
    FIGURE = "readiness.figure", "portals", "proof", "word", "waiting", "cannot"
    # It can be judged. `urls` are the first few of the lists.
    PROVEN = "readiness.proven", "urls", "lists", "releases"
    EMBEDDED = "readiness.embedded"
    REGISTERED = "readiness.registered", "urls", "lists"
    VOUCHED = "readiness.vouched", "url", "said"
    # A person has to say.
    PROPOSED = "readiness.proposed", "urls", "lists", "releases"
    UNPROVEN = "readiness.unproven", "urls"
    # It cannot be judged.
    BLOCKED = "readiness.blocked", "why"
    ROBOTS = "readiness.robots", "why"
    SHELL = "readiness.shell", "why"
    HOME_FAILED = "readiness.home_failed", "why"
    CLOSED = "readiness.closed", "why"
    UNREAD = "readiness.unread", "why"
    GONE = "readiness.gone", "urls"
    NO_LIST = "readiness.no_list", "pages", "found"
    NO_REPOST = "readiness.no_repost", "pages", "asked"
    NO_RELEASES = "readiness.no_releases"
    NEVER_SEARCHED = "readiness.never_searched"
    # What to do.
    DO_DECIDE = "readiness.do_decide", "portal_id"
    DO_NAME_LIST = "readiness.do_name_list", "portal_id"
    DO_SEARCH = "readiness.do_search", "portal_id"
    DO_INGEST = "readiness.do_ingest"
    DO_ASK_ACCESS = "readiness.do_ask_access"
    DO_ASK_ROBOTS = "readiness.do_ask_robots"
    DO_BROWSER = "readiness.do_browser"
    DO_RENDER = "readiness.do_render", "portal_id"
    DO_LOOK = "readiness.do_look", "portal_id"
    DO_REGISTRY = "readiness.do_registry", "portal_id"
