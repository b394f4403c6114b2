"""What a wider look came to, before a release counts as missing."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class WiderCode(Code):
    # Why nobody is accused yet.
    NOT_YET = "wider.not_yet"
    SEARCH_DUE = "wider.search_due"
    FAILED = "wider.failed", "at", "tries", "most", "why"
    PAGE_FAILED = "wider.page_failed", "url", "outcome", "reason?"
    # What was looked at; `search` is one of those below.
    RESULT = "wider.result", "at", "pages", "lists", "unread", "search", "found?"
    SEARCHED = "wider.searched", "words"
    ROW_UNREAD = "wider.row_unread", "words", "why"
    NO_SEARCH = "wider.no_search"
    SEARCH_UNREAD = "wider.search_unread", "why"
