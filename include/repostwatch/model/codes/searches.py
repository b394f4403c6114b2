"""What the search of silent scans' pages says about a release."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class SearchCode(Code):
    # Why a page, or a scan's pages, could not be searched.
    PAGE_NOT_KEPT = "search.page_not_kept", "url"
    PAGE_UNREAD = "search.page_unread", "url", "why"
    PAGE_UNDECODABLE = "search.page_undecodable", "url"
    NOT_YET = "search.not_yet"
    CANNOT_EXCLUDE = "search.cannot_exclude", "why"
    # `hits` are the first few of the `count`: reasons of HIT.
    FOUND = "search.found", "hits", "count"
    HIT = "search.hit", "url", "place", "excerpt"
    # What proves an absence. `why` is that of a list.
    LIST = (
        "search.list", "url", "name?", "why?", "pages", "rows", "unread", "oldest?", "newest?",
    )  # fmt: skip
    # `size` in bytes. `other`: traces inside what is known to be another document.
    NOTHING = "search.nothing", "pages", "size", "other?"
