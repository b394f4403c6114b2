"""Pairs that a document number decides: a title that is only one, or one with the release's."""

from __future__ import annotations

from rapidfuzz import fuzz

from repostwatch.matching.decide.doubt import NO_NAME
from repostwatch.matching.decide.outcome import Agreement, KnownRelease, Outcome, match, no, review
from repostwatch.matching.title.facts import turned
from repostwatch.matching.title.title import Title
from repostwatch.model import because
from repostwatch.model.codes import MatchCode
from repostwatch.model.reasons import quoted

_NUMBERS_DIFFER = no(because(MatchCode.NUMBERS_DIFFER))
ONLY_NUMBER = frozenset(
    (
        "",
        "国务院令",
        "令",
        "国令",
        "国务院文件",
        "国务院办公厅文件",
        "文件",
        "国务院",
        "国务院办公厅",
    )
)


def by_number(known: KnownRelease, link: Title, numbers: Agreement) -> Outcome:
    """A title that is nothing but a number, or 中华人民共和国国务院令."""
    if shared := sorted(known.numbers & link.numbers):
        return match(99.0, because(MatchCode.SAME_NUMBER, number=quoted(str(shared[0]))))
    if numbers is Agreement.OTHER:
        return _NUMBERS_DIFFER
    if known.title.name in ONLY_NUMBER:
        same = known.title.whole == link.whole and not link.numbers
        return review(85.0, because(MatchCode.ONLY_KIND)) if same else NO_NAME
    order = "令" in link.whole or any(number.series == "国令" for number in link.numbers)
    if order and _is_order(known, numbered=bool(link.numbers)):
        return review(60.0, because(MatchCode.ONLY_ORDER))
    return NO_NAME


def may_be_order(known: KnownRelease) -> bool:
    """Whether a title that is nothing but 国务院令 or its number could be this release."""
    return (
        known.title.name in ONLY_NUMBER
        or any(not number.year for number in known.numbers)
        or _is_order(known, numbered=True)
        or _is_order(known, numbered=False)
    )


def _is_order(known: KnownRelease, *, numbered: bool) -> bool:
    """Whether a release came as an order of the State Council (with a number we don't know)."""
    if any(number.series == "国令" for number in known.numbers):
        return not numbered
    return not known.numbers and known.title.kind.endswith(("条例", "规定", "办法"))


def same_number(title: Title, link: Title) -> Outcome:
    """The number is the release's, the name is not: a variant, a citation, or another thing."""
    if reason := turned(title.turning, link.turning):
        return no(reason)
    difference = title.facts.conflict(link.facts)
    score = fuzz.ratio(title.name, link.name)
    if difference:
        return review(score, because(MatchCode.NUMBER_BUT, objection=difference))
    if (score >= 90 and not title.facts.difference(link.facts)) or (
        link.cut and any(form.startswith(link.name) for form in title.forms)
    ):
        return match(max(score, 95.0), because(MatchCode.NUMBER_NEAR_TITLE))
    return review(max(score, 60.0), because(MatchCode.NUMBER_OTHER_TITLE))
