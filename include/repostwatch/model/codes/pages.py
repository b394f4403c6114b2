"""What marked a page that is not simply content."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class PageCode(Code):
    EMPTY = "page.empty"
    FILE = "page.file", "file"
    OTHER_TYPE = "page.other_type", "content_type"
    UNDECODABLE = "page.undecodable"
    DATA_WITHOUT_LIST = "page.data_without_list"
    FOR_SALE_TITLE = "page.for_sale_title", "mark"
    FOR_SALE = "page.for_sale", "mark"
    FOR_SALE_MARKED = "page.for_sale_marked", "mark"
    MISSING_TITLE = "page.missing_title", "mark"
    MISSING = "page.missing", "mark"
    CHALLENGE = "page.challenge", "mark"
    CHALLENGE_SCRIPT = "page.challenge_script", "mark"
    LOGIN = "page.login"
    TEMPLATE = "page.template", "mark"
    META_REFRESH = "page.meta_refresh"
    JUMP_SCRIPT = "page.jump_script"
    SCRIPTED = "page.scripted", "characters"
    ONLY_SCRIPT = "page.only_script"
    NO_TEXT = "page.no_text"
    SELECTOR_MALFORMED = "page.selector_malformed", "selector"
    SELECTOR_WITHOUT_ITEMS = "page.selector_without_items", "selector"
