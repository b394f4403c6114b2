"""Pairs with the same name: in what way it is the same, and what speaks against a match."""

from __future__ import annotations

from datetime import date, timedelta

from repostwatch.matching.decide.outcome import (
    Agreement,
    KnownRelease,
    Outcome,
    any_central,
    match,
    no,
    review,
)
from repostwatch.matching.title.facts import discriminators_of, named
from repostwatch.matching.title.lexicon import SPEECHES
from repostwatch.matching.title.title import Title
from repostwatch.model import Reason, because
from repostwatch.model.codes import MatchCode
from repostwatch.model.reasons import quoted

# Most pairs end so: made once.
SAME_TITLE, _SAME_NAME = because(MatchCode.SAME_TITLE), because(MatchCode.SAME_NAME)
# A title that comes again and again (任免, 常务会议) comes weekly at most.
RECURS = timedelta(days=15)


def how_same(title: Title, link: Title) -> Reason | None:
    """How two names are the same, None where they are not."""
    if title.name == link.name or title.whole == link.whole:
        return SAME_TITLE
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


def decide_same_name(
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
        return other_issuer(known, link)
    if numbers is Agreement.OTHER:
        return _other_number(known, link)
    if issuers is Agreement.PART:
        ours = named(known.issuers)
        return because(MatchCode.PARTLY_OTHER_ISSUER, ours=ours, theirs=theirs)
    if link.head.issuers and not known.issuers and not any_central(link.head.issuers):
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


def _wrong_year(known: KnownRelease, link: Title) -> bool:
    """Whether a year noted behind a title (2018年) fits neither the number nor the release."""
    year = int(link.year or known.title.year or 0)
    if link.year and known.title.year:
        return True
    numbered = {number.year for number in known.numbers if number.year}
    published = {known.release.published.earliest.year, known.release.published.latest.year}
    return year not in numbered | published


def _other_number(known: KnownRelease, link: Title) -> Reason:
    theirs = named(link.numbers)
    return because(MatchCode.OTHER_NUMBER, ours=named(known.numbers), theirs=theirs)


def other_issuer(known: KnownRelease, link: Title) -> Reason:
    theirs = named(link.head.issuers)
    return because(MatchCode.OTHER_ISSUER, ours=named(known.issuers), theirs=theirs)
