"""What a scan could not see, and why a page cannot be shown."""

from collections.abc import Callable, Mapping

from repostwatch.model.codes import EvidenceCode, ScanCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _home_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"homepage: {words['reason'] or words['outcome']}"


def _list_failed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{words['url']}: {words['reason'] or words['outcome']}"


def _list(rest: str) -> Callable[[Mapping[str, Fact], Mapping[str, str]], str]:
    """A sentence about a list on a page, by its name where it has one."""

    def say(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
        del facts
        return f"{words['url']}: the list{_name(words)} {rest.format_map(words)}"

    return say


def _name(words: Mapping[str, str]) -> str:
    return f" “{words['name']}”" if words["name"] else ""


def _stale(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return (
        f"the newest item of the list{_name(words)} is of {words['newest']} while the homepage "
        "goes on: the column may be elsewhere now, check the address in the registry"
    )


SENTENCES: dict[Code, Sentence] = {
    ScanCode.HOME_FAILED: _home_failed,
    ScanCode.LIST_FAILED: _list_failed,
    ScanCode.LIST_UNDATED: _list("has items without usable dates, so its reach is unknown"),
    ScanCode.LIST_UNORDERED: _list("is not in order of publication, so its reach is unknown"),
    ScanCode.LIST_PARTIAL: _list(": {why}"),
    ScanCode.LIST_WITHOUT_HEAD: (
        "{url}: the registered page is page {number} of its list, newer items were not read"
    ),
    ScanCode.LIST_OF_ONE_KIND: (
        "{url}: the list is divided by kind of document, and “{names}” is not registered"
    ),
    ScanCode.LIST_BEHIND_HOME: (
        "{url}: the newest item of the list is of {newest}, the homepage's column has one of "
        "{newer}: reposts may stand elsewhere now"
    ),
    ScanCode.LIST_NOT_FOUND: "{url}: no list was read",
    ScanCode.LIST_WITHOUT_ROWS: _list("has no rows: {why}"),
    ScanCode.LIST_LOST: "{url}: the same list was not found on its next page",
    ScanCode.LIST_ROWS_UNREAD: _list("has rows that could not be read, {count} in all ({rows})"),
    ScanCode.LIST_IN_FOREIGN_FRAME: "the list is in a frame of another site: {url}",
    ScanCode.TOO_MANY_FRAMES: "frames too many or too deep, not read: {url}",
    ScanCode.LIST_NOT_CENTRAL: _list(
        "holds no policy of the State Council and no earlier repost: whether a repost would stand "
        "there is unknown"
    ),
    ScanCode.LIST_DOUBTED: "{url}: {why}",
    ScanCode.LIST_STALE: _stale,
    ScanCode.LIST_MOVED: "the list's page says that it moved: “{words}”",
    ScanCode.LIST_SHOWS_HOME: "the registered list's page shows what the homepage does",
    ScanCode.LIST_SHOWS_OTHER: "the registered list's page shows what another list does ({url})",
    ScanCode.LIST_LEADS_AWAY: (
        "{url}: the list reaches back to {reach} only; its next page is said to be on another site "
        "({next}), whose items are not this portal's"
    ),
    ScanCode.LIST_ENDS: "{url}: the list reaches back to {reach} only and has no next page",
    ScanCode.LIST_TOO_LONG: "{url}: after {pages:page|pages} the list reaches back to {reach} only",
    ScanCode.HOME_LISTS_UNNAMED: (
        "the homepage has no column of State Council policies and the registry names no list: "
        "where a repost would stand is unknown"
    ),
    ScanCode.HOME_UNDATED: (
        "the homepage's lists have no usable dates and the registry names no list: the reach is "
        "unknown"
    ),
    ScanCode.HOME_ONLY: "only the homepage was seen, its list back to {reach}",
    ScanCode.TOO_MANY_LINKS: "the page has {links:link|links}, more than {most}: not read",
    ScanCode.LIST_EMPTY: "the page opens, but no item was read from it",
    ScanCode.HOME_EMPTY: "the homepage opens, but no item was read from it",
    EvidenceCode.NO_CONTENT: "this fetch got no content",
    EvidenceCode.NOT_KEPT: "the page's content was not kept",
    EvidenceCode.EXPIRED: "the page was kept longer than settings want ({kept_for})",
    EvidenceCode.UNREADABLE: "the archive could not be read: {problem}",
    EvidenceCode.UNDECODABLE: "the page's content cannot be decoded",
    EvidenceCode.STAMP_TIMEOUT: "no answer within {seconds} s",
    EvidenceCode.STAMP_REFUSED: "the timestamp service issued none ({status})",
    EvidenceCode.PICTURE_NOT_KEPT: "the page's picture could not be kept: {problem}",
}
