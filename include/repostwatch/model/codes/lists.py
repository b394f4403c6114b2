"""Which part of a page is the list, and what of it could not be read."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class ListCode(Code):
    # Why a part of a page is taken for its list.
    NAMED = "list.named"
    HELD = "list.held"  # earlier reposts of the portal stand in it
    UNDER = "list.under"
    PAGED = "list.paged"
    ONLY = "list.only"
    ALL = "list.all"  # of several nobody knows which; each has to reach back
    SELECTED = "list.selected"
    # Why a part has no rows.
    SCRIPTED = "list.scripted"
    EMPTY = "list.empty"
    HEADING_ONLY = "list.heading_only"
    # Why a list with rows need not show all.
    PERIOD = "list.period", "words"  # its part of another month or year is not there
    SORTED = "list.sorted", "words"  # by something else than time, as it says itself
    BY_SIGNING = "list.by_signing"
    FILTERED = "list.filtered", "until"  # by a form that asks for days up to then
    REFILLED = "list.refilled"
    NOT_COME = "list.not_come", "words"  # stands there in the place of rows
    PART_UNREAD = "list.part_unread", "words"  # is filled from elsewhere
    # Why a row could not be kept; with its first words.
    ROW_WITHOUT_ADDRESS = "list.row_without_address"
    ROW_WITHOUT_TITLE = "list.row_without_title"
    ROW_NO_ITEM = "list.row_no_item"
    ROW_BROKEN = "list.row_broken"
    ROW_REORDERED = "list.row_reordered"  # its letters, by a style
    ROW_GENERIC = "list.row_generic"  # its title is the name of a kind, as 国务院文件
    ROW_TOO_LONG = "list.row_too_long", "most"  # characters
    ROW = "list.row", "words", "why"
    # Why a dated row need not be news of the site.
    ITEM_HIDDEN = "list.item_hidden"
    ITEM_AHEAD = "list.item_ahead"
    ITEM_BESIDE = "list.item_beside"
    ITEM_ELSEWHERE = "list.item_elsewhere"
    ITEM_MONTH = "list.item_month"  # its day is not told
    ITEM_UNLINKED = "list.item_unlinked"
    ITEM_UNCLEAR = "list.item_unclear"
    ITEM_DAY = "list.item_day"  # how its day is to be read is not certain
    ITEM_DAYS = "list.item_days"  # which of several days beside it is its own
    ITEM_EVENT = "list.item_event"  # its day may be that of what it tells of
    ITEM_GROUP = "list.item_group"  # a day stands above the items
    PLACES_WAIT = "list.places_wait", "count"  # for what a script may bring
    ITEM_MEDIA = "list.item_media"  # only the address of a picture or film tells it
    ITEM_SCRIPTED = "list.item_scripted"  # only its address was read, in a script
