"""What a scan could not see, and what is wrong with a page once it is read."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class ScanCode(Code):
    HOME_FAILED = "scan.home_failed", "outcome", "reason?"
    LIST_FAILED = "scan.list_failed", "url", "outcome", "reason?"
    LIST_UNDATED = "scan.list_undated", "url", "name?"
    LIST_UNORDERED = "scan.list_unordered", "url", "name?"
    LIST_PARTIAL = "scan.list_partial", "url", "name?", "why"
    LIST_WITHOUT_HEAD = "scan.list_without_head", "url", "number"  # not its first page
    LIST_OF_ONE_KIND = "scan.list_of_one_kind", "url", "names"
    LIST_BEHIND_HOME = "scan.list_behind_home", "url", "newest", "newer"
    LIST_NOT_FOUND = "scan.list_not_found", "url"
    LIST_WITHOUT_ROWS = "scan.list_without_rows", "url", "name?", "why"
    LIST_LOST = "scan.list_lost", "url"  # not on its next page
    # `rows` are the first few of the `count`: reasons of `ListCode.ROW`.
    LIST_ROWS_UNREAD = "scan.list_rows_unread", "url", "name?", "count", "rows"
    LIST_IN_FOREIGN_FRAME = "scan.list_in_foreign_frame", "url"
    TOO_MANY_FRAMES = "scan.too_many_frames", "url"
    LIST_NOT_CENTRAL = "scan.list_not_central", "url", "name?"
    LIST_DOUBTED = "scan.list_doubted", "url", "why"
    # What makes a list none, or none any more.
    LIST_STALE = "scan.list_stale", "name?", "newest"
    LIST_MOVED = "scan.list_moved", "words"
    LIST_SHOWS_HOME = "scan.list_shows_home"
    LIST_SHOWS_OTHER = "scan.list_shows_other", "url"
    LIST_ENDS = "scan.list_ends", "url", "reach"
    # `next`: where its next page is said to be, on another site.
    LIST_LEADS_AWAY = "scan.list_leads_away", "url", "next", "reach"
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
    STAMP_TIMEOUT = "evidence.stamp_timeout", "seconds"
    STAMP_REFUSED = "evidence.stamp_refused", "status"
    PICTURE_NOT_KEPT = "evidence.picture_not_kept", "problem"
