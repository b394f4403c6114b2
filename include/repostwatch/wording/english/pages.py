"""What marked a page that is not simply content."""

from repostwatch.model.codes import PageCode
from repostwatch.model.reasons import Code
from repostwatch.wording.sentences import Sentence

SENTENCES: dict[Code, Sentence] = {
    PageCode.EMPTY: "the answer is empty",
    PageCode.FILE: "the answer is {file}, no web page",
    PageCode.OTHER_TYPE: "the answer is of the type {content_type}, no web page",
    PageCode.UNDECODABLE: "its charset cannot be told",
    PageCode.DATA_WITHOUT_LIST: "the answer is data without a list that can be read",
    PageCode.FOR_SALE_TITLE: (
        "the page's title has “{mark}” and no mark of a government site: "
        "the host name may be given up or in other hands"
    ),
    PageCode.FOR_SALE: (
        "the page has “{mark}” and no mark of a government site: "
        "the host name may be given up or in other hands"
    ),
    PageCode.FOR_SALE_MARKED: (
        "the page's title has “{mark}” and its text more of the kind, though it has the mark of a "
        "government site: the host name may be in other hands, or the page tampered with"
    ),
    PageCode.MISSING_TITLE: "the page's title is “{mark}”",
    PageCode.MISSING: "the page says that the page does not exist (“{mark}”)",
    PageCode.CHALLENGE: "the page is a check of visitors or a firewall's notice (“{mark}”)",
    PageCode.CHALLENGE_SCRIPT: "the page is nothing but a script against robots ({mark})",
    PageCode.LOGIN: "the page is a login (it has a field for a password)",
    PageCode.TEMPLATE: "the page's content is made by scripts ({mark}), the markup has no items",
    PageCode.META_REFRESH: "the page is nothing but a redirect (meta refresh)",
    PageCode.JUMP_SCRIPT: "the page is nothing but a script that redirects",
    PageCode.SCRIPTED: (
        "the page shows only {characters} characters, its content is made by scripts"
    ),
    PageCode.ONLY_SCRIPT: (
        "the page has nothing but a script, and what that shows or leads to was not looked at"
    ),
    PageCode.NO_TEXT: "the page shows no text",
    PageCode.SELECTOR_MALFORMED: "the selector in the registry is malformed: {selector}",
    PageCode.SELECTOR_WITHOUT_ITEMS: "the selector in the registry finds no items: {selector}",
}
