"""What a scan could not see, and what is wrong with a page once it is read."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class ScanCode(Code):
    HOME_FAILED = "scan.home_failed", "outcome", "reason?"
    LIST_FAILED = "scan.list_failed", "url", "outcome", "reason?"
    LIST_UNDATED = "scan.list_undated", "url"
    LIST_ENDS = "scan.list_ends", "url", "reach"
    LIST_TOO_LONG = "scan.list_too_long", "url", "pages", "reach"
    HOME_LISTS_UNNAMED = "scan.home_lists_unnamed"
    HOME_UNDATED = "scan.home_undated"
    HOME_ONLY = "scan.home_only", "reach"
    TOO_MANY_LINKS = "scan.too_many_links", "links", "most"
    LIST_EMPTY = "scan.list_empty"
    HOME_EMPTY = "scan.home_empty"


class EvidenceCode(Code):
    """Why a page's bytes or its picture are not there to be shown."""

    NO_CONTENT = "evidence.no_content"
    NOT_KEPT = "evidence.not_kept"
    EXPIRED = "evidence.expired", "kept_for"
    UNREADABLE = "evidence.unreadable", "problem"
    UNDECODABLE = "evidence.undecodable"
    PICTURE_NOT_KEPT = "evidence.picture_not_kept", "problem"
