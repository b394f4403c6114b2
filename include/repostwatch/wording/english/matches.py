"""Why a link is a release, may be one, or is none."""

from collections.abc import Callable, Mapping

from repostwatch.model.codes import MatchCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _differ(what: str) -> Callable[[Mapping[str, Fact], Mapping[str, str]], str]:
    def say(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
        del facts
        return f"other {what}: {words['ours'] or 'none'} ≠ {words['theirs'] or 'none'}"

    return say


SENTENCES: dict[Code, Sentence] = {
    MatchCode.DIRECT: "links to the original on gov.cn",
    MatchCode.SAME_TITLE: "the same title",
    MatchCode.SAME_NAME: "the same document name",
    MatchCode.WITHOUT_PROVINCE: "the same title without the province",
    MatchCode.WITHOUT_KIND: "the same title without the kind of document",
    MatchCode.WITHOUT_ISSUER: "{how}, without the issuer",
    MatchCode.WITHOUT_NUMBER: "{how}, without the document number",
    MatchCode.WITH_NUMBER: "{how}, the same document number",
    MatchCode.SAME_NUMBER: "the same document number: {number}",
    MatchCode.SAME_DATE: "the same title and date: {date}",
    MatchCode.NUMBER_NEAR_TITLE: "the same document number, a slightly different title",
    MatchCode.NUMBER_OTHER_TITLE: "the same document number, another title",
    MatchCode.NUMBER_BUT: "the same document number, but {objection}",
    MatchCode.FIRST_LINES: "the first lines of the title are the same, the subtitle is left out",
    MatchCode.LABEL: "“{label}” stands before the title",
    MatchCode.BUT: "{how}, but {objection}",
    MatchCode.OTHER_ISSUER: "other issuer: {ours} ≠ {theirs}",
    MatchCode.PARTLY_OTHER_ISSUER: "not all issuers are the same: {ours} ≠ {theirs}",
    MatchCode.OTHER_ITEM: "another item of a series: {ours} ≠ {theirs}",
    MatchCode.UNKNOWN_ITEM: "the item of the series is to be checked: {item}",
    MatchCode.ATTACHED: "another document is attached",
    MatchCode.UNKNOWN_ISSUER: "the issuer is to be checked: {theirs}",
    MatchCode.LOCAL_ISSUER: "the issuer is a local one: {theirs}",
    MatchCode.FOREIGN_NUMBER: "the document number is of another issuer: {theirs}",
    MatchCode.OTHER_NUMBER: "other document number: {ours} ≠ {theirs}",
    MatchCode.OTHER_YEAR_NOTED: "another year is noted: {year}",
    MatchCode.ANNOUNCEMENT: "the title reads like news of the publication: {verb}",
    MatchCode.ONE_FORWARDS: "one of the two is a notice that forwards the document",
    MatchCode.NAME_TOO_SHORT: "the name is too short",
    MatchCode.NO_NAME: "the title names no document",
    MatchCode.NUMBERS_DIFFER: "other document number",
    MatchCode.RECURRING: "titles like this recur: check the date or the document number",
    MatchCode.RECURRING_NOTED: "titles like this recur: check the date noted, {noted}",
    MatchCode.RECURRING_OTHER_DATE: "titles like this recur, other date: {ours} ≠ {noted}",
    MatchCode.ONLY_KIND: "the title is only a kind of document: check the document number",
    MatchCode.ONLY_ORDER: "the title is only the number or kind of an order: read the article",
    MatchCode.YEARS: _differ("year"),
    MatchCode.PERIODS: _differ("plan period"),
    MatchCode.DATES: _differ("date"),
    MatchCode.ORDINALS: _differ("batch or ordinal"),
    MatchCode.QUANTITIES: _differ("quantity"),
    MatchCode.PLACES: _differ("place"),
    MatchCode.EVENTS: _differ("event"),
    MatchCode.KINDS: _differ("kind of document"),
    MatchCode.MORE_PLACES: "other place: in addition {theirs}",
    MatchCode.ACTIVITY: "the title is about an activity: {theirs}",
    MatchCode.LOCAL_DOCUMENT: "a local document: {place}",
    MatchCode.INTERPRETATION: (
        "an interpretation or a report of the document: in addition “{word}”"
    ),
    MatchCode.FOLLOW_UP: "a document that carries out or forwards it: in addition “{word}”",
    MatchCode.STAGE: "another stage of the document: in addition “{word}”",
    MatchCode.OTHER_TITLE: lambda facts, _: (
        f"another title, likeness {float(str(facts['score'])):.0f}"
    ),
    MatchCode.NEAR_TITLE: "a close title, a few characters differ: check it",
    MatchCode.UNLIKE_TO_READ: "{how}; only the heading of its article tells: read the article",
    MatchCode.SHORT_FORM: "the title reads like a short form of the document's: read the article",
    MatchCode.FIRST_LINE_SAME: "the first line is the same, a subtitle follows: read the article",
    MatchCode.ONLY_FIRST_LINE: "only the first line of the title, the subtitle may be left out",
    MatchCode.ONLY_BEGINNING: "only the beginning of the title, the rest may be left out",
    MatchCode.SAME_MEETING: "the same kind of meeting, a part of the agenda: check the date",
    MatchCode.TELLS_OF_PUBLISHING: (
        "the title tells of the document's publication: read the article"
    ),
    MatchCode.HOLDS_NAME: "the title holds the document's name and more: read the article",
    MatchCode.ONLY_PART: "only a part of the title: read the article",
    MatchCode.NEWS: "the title reads like news of the document: read the article",
    MatchCode.CUT: "a cut title, what is seen is the same",
    MatchCode.CUT_ALONE: "a cut title, what is seen is the same; only one release begins so",
    MatchCode.CUT_TO_READ: "a cut title, what is seen is the same: read the article",
    MatchCode.CUT_OTHER_NUMBER: "{how}, but another document number: read the article",
    MatchCode.CUT_NUMBERS_DIFFER: "a cut title with another document number",
    MatchCode.CUT_TURNING: (
        "a cut title, what is seen reads like an interpretation or a call for comments"
    ),
    MatchCode.CUT_ONLY_NUMBER: ("a cut title, only number and issuer are seen: read the article"),
    MatchCode.CUT_TOO_SHORT: "a cut title, too little is seen",
    MatchCode.CUT_INSIDE: "the middle of the title is left out: read the article",
    MatchCode.CUT_DIFFERS: "a cut title, what is seen differs",
    MatchCode.TIED: "{how}, but it fits {count:policy|policies} as well",
    MatchCode.ARTICLE: "article page: {how}",
    MatchCode.ARTICLE_SOURCE: "{how}, source: {source}",
    MatchCode.ARTICLE_DATE: "article page: the same title, a date that fits",
}
