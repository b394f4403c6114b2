"""Is this link that release: the decision for one pair, with its reason.

A match has to be explained: the names are equal once everything is taken away that short
forms drop in practice, and no evidence speaks against it. A difference that nothing
explains is never a match; it is a review only if it is small.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from rapidfuzz import fuzz

from repostwatch.matching.decide.doubt import NO_NAME, different
from repostwatch.matching.decide.outcome import (
    Agreement,
    KnownRelease,
    Outcome,
    compare_issuers,
    compare_numbers,
    match,
    no,
    review,
)
from repostwatch.matching.decide.thresholds import Thresholds
from repostwatch.matching.title.cut import cut
from repostwatch.matching.title.decoration import before_site
from repostwatch.matching.title.facts import begins_turning, discriminators_of, named, turned
from repostwatch.matching.title.letters import fold
from repostwatch.matching.title.lexicon import SPEECHES
from repostwatch.matching.title.numbers import Number
from repostwatch.matching.title.title import Title, read_title
from repostwatch.model import Decision, Reason, because
from repostwatch.model.codes import MatchCode
from repostwatch.model.reasons import quoted

# A title that comes again and again (任免, 常务会议) comes weekly at most.
RECURS = timedelta(days=15)
# Most pairs end so: made once.
_SAME_TITLE, _SAME_NAME = because(MatchCode.SAME_TITLE), because(MatchCode.SAME_NAME)
_NUMBERS_DIFFER = no(because(MatchCode.NUMBERS_DIFFER))
_CUT_NUMBERS_DIFFER = no(because(MatchCode.CUT_NUMBERS_DIFFER))


def compare(known: KnownRelease, link: Title, limits: Thresholds) -> Outcome:
    """Decide one pair."""
    title = known.title
    numbers = compare_numbers(known.numbers, link.numbers)
    if link.name in _ONLY_NUMBER:
        return _by_number(known, link, numbers)
    if link.head.local and not title.head.local:
        return no(because(MatchCode.LOCAL_ISSUER, theirs=named(link.head.issuers)))
    issuers = compare_issuers(known.issuers, link.head.issuers)
    if link.cut and (whole := _before_site(title, link)):
        return compare(known, whole, limits)
    if numbers is not Agreement.SAME and (foreign := _foreign(known, link)):
        return no(because(MatchCode.FOREIGN_NUMBER, theirs=named(foreign)))
    how = None if link.cut else _equal(title, link)
    if issuers is Agreement.OTHER and numbers is not Agreement.SAME:
        reason = _other_issuer(known, link)
        # 国务院 for 国务院办公厅 is more often carelessness than another document.
        close = how and _central(known.issuers) and _central(link.head.issuers)
        if how and close:
            return review(85.0, because(MatchCode.BUT, how=how, objection=reason))
        return no(reason)
    if how:
        return _equal_names(known, link, how, numbers, issuers)
    if numbers is Agreement.SAME:
        return _same_number(title, link)
    return _by_a_part(title, link, limits, numbers)


def _by_a_part(title: Title, link: Title, limits: Thresholds, numbers: Agreement) -> Outcome:
    """A title of which the link shows a part."""
    if link.cut:
        seen = cut(title, link, limits)
        return _despite_number(seen) if numbers is Agreement.OTHER else seen
    if numbers is not Agreement.OTHER and (label := _label(title, link)):
        objection = because(MatchCode.LABEL, label=quoted(label))
        return review(90.0, because(MatchCode.BUT, how=_SAME_TITLE, objection=objection))
    if numbers is not Agreement.OTHER and _stops_short(title, link):
        seen = cut(title, link, limits)
        if seen.decision is not None:
            # A cut that nothing marks is never sure: it could be a headline.
            return review(seen.score, because(MatchCode.CUT_TO_READ))
    return different(title, link, limits)


def _label(title: Title, link: Title) -> str:
    """The label before a title that is the release's, where it does not say that what follows is
    another thing."""
    found = _LABELLED.match(link.text)
    if found is None or fold(found[3]) != title.whole or _ANOTHER.search(found[1] or found[2]):
        return ""
    return found[1] or found[2]


def _stops_short(title: Title, link: Title) -> bool:
    """Whether a title ends within the release's, before any kind, without a mark of the cut."""
    return (
        not link.kind
        and bool(link.head.issuers)
        and len(link.text) >= _STOPPED
        and len(link.whole) < len(title.whole)
        and title.whole.startswith(link.whole)
    )


_ONLY_NUMBER = frozenset(
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
_LABELLED = re.compile(r"(?:[\[【(（]([^\]】)）]{1,8})[\]】)）]|([^:：|]{1,8})[:：|])\s*(.{12,})")
_ANOTHER = re.compile(
    r"解读|解析|图解|图说|一图|读懂|征求|问答|问题|答|发布会|视频|动漫|漫画|音频|专家|评论|访谈|建议|提案|预告|申报|培训|竞赛"
    r"|观点|落实|贯彻|宣讲|新闻|媒体|报道"
)
_STOPPED = 10  # characters; fewer name an issuer and little else


def _despite_number(seen: Outcome) -> Outcome:
    """A cut title that fits, with another number: pages do get numbers wrong, but seldom."""
    if seen.decision is Decision.MATCH:
        return review(seen.score, because(MatchCode.CUT_OTHER_NUMBER, how=seen.reason))
    return _CUT_NUMBERS_DIFFER if seen.decision is Decision.REVIEW else seen


def _foreign(known: KnownRelease, link: Title) -> list[Number]:
    """Another body's number on a title without issuer, where the release is a central one."""
    if link.head.issuers or not _central(known.issuers):
        return []
    return [number for number in link.numbers if number.foreign]


def _before_site(title: Title, link: Title) -> Title | None:
    """The whole title, where the cut went through a site's name behind it only."""
    if not (parts := before_site(link.text)) or begins_turning(fold(parts[1])):
        return None
    whole = replace(read_title(parts[0]), numbers=link.numbers)
    return whole if title.kind and _equal(title, whole) else None


def _other_issuer(known: KnownRelease, link: Title) -> Reason:
    theirs = named(link.head.issuers)
    return because(MatchCode.OTHER_ISSUER, ours=named(known.issuers), theirs=theirs)


def _by_number(known: KnownRelease, link: Title, numbers: Agreement) -> Outcome:
    """A title that is nothing but a number, or 中华人民共和国国务院令."""
    if shared := sorted(known.numbers & link.numbers):
        return match(99.0, because(MatchCode.SAME_NUMBER, number=quoted(str(shared[0]))))
    if numbers is Agreement.OTHER:
        return _NUMBERS_DIFFER
    if known.title.name in _ONLY_NUMBER:
        same = known.title.whole == link.whole and not link.numbers
        return review(85.0, because(MatchCode.ONLY_KIND)) if same else NO_NAME
    order = "令" in link.whole or any(number.series == "国令" for number in link.numbers)
    if order and _is_order(known, numbered=bool(link.numbers)):
        return review(60.0, because(MatchCode.ONLY_ORDER))
    return NO_NAME


def may_be_order(known: KnownRelease) -> bool:
    """Whether a title that is nothing but 国务院令 or its number could be this release."""
    return (
        known.title.name in _ONLY_NUMBER
        or any(not number.year for number in known.numbers)
        or _is_order(known, numbered=True)
        or _is_order(known, numbered=False)
    )


def _is_order(known: KnownRelease, *, numbered: bool) -> bool:
    """Whether a release came as an order of the State Council (with a number we don't know)."""
    if any(number.series == "国令" for number in known.numbers):
        return not numbered
    return not known.numbers and known.title.kind.endswith(("条例", "规定", "办法"))


def _equal(title: Title, link: Title) -> Reason | None:
    """How two names are the same, None where they are not."""
    if title.name == link.name or title.whole == link.whole:
        return _SAME_TITLE
    if title.names & link.names:
        return _SAME_NAME
    if title.without_province & link.without_province and _province_on_one_side(title, link):
        return because(MatchCode.WITHOUT_PROVINCE)
    if (
        title.kind
        and title.name.removesuffix(title.kind) == link.name
        and link.rest.startswith("关于")
    ):
        return because(MatchCode.WITHOUT_KIND)
    return None


def _province_on_one_side(title: Title, link: Title) -> bool:
    ours, theirs = discriminators_of(title.rest).places, discriminators_of(link.rest).places
    return (
        ours <= theirs
        or theirs <= ours
        or bool(title.names & link.without_province)
        or bool(link.names & title.without_province)
    )


def _equal_names(
    known: KnownRelease, link: Title, how: Reason, numbers: Agreement, issuers: Agreement
) -> Outcome:
    """The names agree: does anything else speak against it?"""
    if known.title.recurring and numbers is not Agreement.SAME:
        return _recurring(known, link, numbers)
    if link.item and known.title.item and link.item != known.title.item:
        ours, theirs = quoted(str(known.title.item)), quoted(str(link.item))
        return no(because(MatchCode.OTHER_ITEM, ours=ours, theirs=theirs))
    objection = _by_evidence(known, link, numbers, issuers)
    if numbers is not Agreement.SAME:
        objection = objection or _by_form(known.title, link)
    if objection:
        return review(88.0, because(MatchCode.BUT, how=how, objection=objection))
    return match(*_shade(known, link, how, numbers))


def _by_evidence(
    known: KnownRelease, link: Title, numbers: Agreement, issuers: Agreement
) -> Reason | None:
    """What numbers, issuers and years have against a match."""
    theirs = named(link.head.issuers)
    if issuers is Agreement.OTHER:
        return _other_issuer(known, link)
    if numbers is Agreement.OTHER:
        return _other_number(known, link)
    if issuers is Agreement.PART:
        ours = named(known.issuers)
        return because(MatchCode.PARTLY_OTHER_ISSUER, ours=ours, theirs=theirs)
    if link.head.issuers and not known.issuers and not _central(link.head.issuers):
        return because(MatchCode.UNKNOWN_ISSUER, theirs=theirs)
    if link.attached and link.attached != known.title.attached:
        return because(MatchCode.ATTACHED)
    if link.item != known.title.item and not known.title.kinds - SPEECHES:
        return because(MatchCode.UNKNOWN_ITEM, item=quoted(str(link.item or known.title.item)))
    if link.year != known.title.year and numbers is not Agreement.SAME and _wrong_year(known, link):
        return because(MatchCode.OTHER_YEAR_NOTED, year=link.year or known.title.year)
    return None


def _by_form(title: Title, link: Title) -> Reason | None:
    """What the way in which the two are written has against a match."""
    if (link.announced or title.announced) and title.name != link.name:
        verb = (link if link.announced else title).verb
        return because(MatchCode.ANNOUNCEMENT, verb=verb)
    if link.forwarded != title.forwarded and title.name != link.name:
        return because(MatchCode.ONE_FORWARDS)
    if len(min(title.names & link.names, key=len, default=title.name)) < 3:
        return because(MatchCode.NAME_TOO_SHORT)
    return None


def _other_number(known: KnownRelease, link: Title) -> Reason:
    theirs = named(link.numbers)
    return because(MatchCode.OTHER_NUMBER, ours=named(known.numbers), theirs=theirs)


def _recurring(known: KnownRelease, link: Title, numbers: Agreement) -> Outcome:
    """A title that comes again word for word: its number or the date noted behind it decides."""
    if numbers is Agreement.OTHER:
        return no(_other_number(known, link))
    if not link.dated:
        return review(85.0, because(MatchCode.RECURRING))
    if link.dated == known.title.dated:
        return match(97.0, because(MatchCode.SAME_DATE, date=link.dated))
    noted = date.fromisoformat(link.dated)
    ours = known.title.dated
    day = date.fromisoformat(ours) if ours else known.release.published.earliest.date()
    if abs(noted - day) > RECURS:
        code = MatchCode.RECURRING_OTHER_DATE
        return no(because(code, ours=day.isoformat(), noted=noted.isoformat()))
    return review(85.0, because(MatchCode.RECURRING_NOTED, noted=noted.isoformat()))


def _shade(
    known: KnownRelease, link: Title, how: Reason, numbers: Agreement
) -> tuple[float, Reason]:
    if numbers is Agreement.SAME:
        return 100.0, because(MatchCode.WITH_NUMBER, how=how)
    score = 100.0 if known.title.whole == link.whole else 98.0
    if known.issuers and not link.head.issuers and known.title.whole != link.whole:
        how = because(MatchCode.WITHOUT_ISSUER, how=how)
    if known.title.numbers and not link.numbers:
        how = because(MatchCode.WITHOUT_NUMBER, how=how)
    return score, how


def _central(issuers: frozenset[str]) -> bool:
    return any(name.startswith(("国务院", "中共中央", "中央")) for name in issuers)


def _wrong_year(known: KnownRelease, link: Title) -> bool:
    """Whether a year noted behind a title (2018年) fits neither the number nor the release."""
    year = int(link.year or known.title.year or 0)
    if link.year and known.title.year:
        return True
    numbered = {number.year for number in known.numbers if number.year}
    published = {known.release.published.earliest.year, known.release.published.latest.year}
    return year not in numbered | published


def _same_number(title: Title, link: Title) -> Outcome:
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
