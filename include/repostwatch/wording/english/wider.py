"""What a wider look came to, before a release counts as missing."""

from collections.abc import Mapping

from repostwatch.model.codes import WiderCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence
from repostwatch.wording.written import readable


def _result(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    unread = f", {words['unread']} more could not be read" if facts["unread"] else ""
    seen = "" if facts.get("found") else ": not seen on any"
    return (
        f"{words['pages']} other pages of the site were looked at until {words['at']}, "
        f"{words['lists']} of them with lists{unread}; {words['search']}{seen}"
    )


SENTENCES: dict[Code, Sentence] = {
    WiderCode.NOT_YET: (
        "the portal's other lists, sections and search were not looked at yet: nobody is accused "
        "before that"
    ),
    WiderCode.SEARCH_DUE: "the portal's own search was not asked yet; the next run does",
    WiderCode.FAILED: (
        "the wider look at {at} could not be finished ({why}); it was try {tries}, and at most "
        "{most} more follow"
    ),
    WiderCode.PAGE_FAILED: lambda _, words: (
        f"{readable(words['url'])}: {words['reason'] or words['outcome']}"
    ),
    WiderCode.RESULT: _result,
    WiderCode.SEARCHED: "the portal's own search was asked for “{words}”",
    WiderCode.ROW_UNREAD: (
        "the portal's own search was asked for “{words}” and names a page that could not be read "
        "({why})"
    ),
    WiderCode.NO_SEARCH: "no search of its own was recognised",
    WiderCode.SEARCH_UNREAD: "its own search could not be read ({why})",
}
