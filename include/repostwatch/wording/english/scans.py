"""What a scan could not see, and why a page cannot be shown."""

from collections.abc import Mapping

from repostwatch.model.codes import EvidenceCode, ScanCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _home_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"homepage: {words['reason'] or words['outcome']}"


def _list_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{words['url']}: {words['reason'] or words['outcome']}"


SENTENCES: dict[Code, Sentence] = {
    ScanCode.HOME_FAILED: _home_failed,
    ScanCode.LIST_FAILED: _list_failed,
    ScanCode.LIST_UNDATED: "{url}: the list's items have no usable dates, so its reach is unknown",
    ScanCode.LIST_ENDS: "{url}: the list reaches back to {reach} only and has no next page",
    ScanCode.LIST_TOO_LONG: "{url}: after {pages} pages the list reaches back to {reach} only",
    ScanCode.HOME_LISTS_UNNAMED: (
        "the homepage has no column of State Council policies and the registry names no list: "
        "where a repost would stand is unknown"
    ),
    ScanCode.HOME_UNDATED: (
        "the homepage's lists have no usable dates and the registry names no list: the reach is "
        "unknown"
    ),
    ScanCode.HOME_ONLY: "only the homepage was seen, its list back to {reach}",
    ScanCode.TOO_MANY_LINKS: "the page has {links} links, more than {most}: not read",
    ScanCode.LIST_EMPTY: "the page opens, but no item was read from it",
    ScanCode.HOME_EMPTY: "the homepage opens, but no item was read from it",
    EvidenceCode.NO_CONTENT: "this fetch got no content",
    EvidenceCode.NOT_KEPT: "the page's content was not kept",
    EvidenceCode.EXPIRED: "the page was kept longer than settings want ({kept_for})",
    EvidenceCode.UNREADABLE: "the archive could not be read: {problem}",
    EvidenceCode.UNDECODABLE: "the page's content cannot be decoded",
    EvidenceCode.PICTURE_NOT_KEPT: "the page's picture could not be kept: {problem}",
}
