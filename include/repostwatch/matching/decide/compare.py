"""Is this link that release: the decision for one pair, with its reason.

A match has to be explained: the names are equal once everything is taken away that short
forms drop in practice, and no evidence speaks against it. A difference that nothing
explains is never a match; it is a review only if it is small.
"""

from __future__ import annotations

from dataclasses import replace

from repostwatch.matching.decide.by_number import ONLY_NUMBER, by_number, same_number
from repostwatch.matching.decide.by_part import by_part
from repostwatch.matching.decide.outcome import (
    Agreement,
    KnownRelease,
    Outcome,
    any_central,
    compare_issuers,
    compare_numbers,
    no,
    review,
)
from repostwatch.matching.decide.same_name import decide_same_name, how_same, other_issuer
from repostwatch.matching.decide.thresholds import Thresholds
from repostwatch.matching.title.decoration import before_site
from repostwatch.matching.title.facts import begins_turning, named
from repostwatch.matching.title.letters import fold
from repostwatch.matching.title.numbers import Number
from repostwatch.matching.title.read_title import read_title
from repostwatch.matching.title.title import Title
from repostwatch.model import because
from repostwatch.model.codes import MatchCode


def compare(known: KnownRelease, link: Title, limits: Thresholds) -> Outcome:
    """Decide one pair."""
    title = known.title
    numbers = compare_numbers(known.numbers, link.numbers)
    if link.name in ONLY_NUMBER:
        return by_number(known, link, numbers)
    if link.head.local and not title.head.local:
        return no(because(MatchCode.LOCAL_ISSUER, theirs=named(link.head.issuers)))
    issuers = compare_issuers(known.issuers, link.head.issuers)
    if link.cut and (whole := _before_site(title, link)):
        return compare(known, whole, limits)
    if numbers is not Agreement.SAME and (foreign := _foreign(known, link)):
        return no(because(MatchCode.FOREIGN_NUMBER, theirs=named(foreign)))
    how = None if link.cut else how_same(title, link)
    if issuers is Agreement.OTHER and numbers is not Agreement.SAME:
        reason = other_issuer(known, link)
        # 国务院 for 国务院办公厅 is more often carelessness than another document.
        close = how and any_central(known.issuers) and any_central(link.head.issuers)
        if how and close:
            return review(85.0, because(MatchCode.BUT, how=how, objection=reason))
        return no(reason)
    if how:
        return decide_same_name(known, link, how, numbers, issuers)
    if numbers is Agreement.SAME:
        return same_number(title, link)
    return by_part(title, link, limits, numbers)


def _foreign(known: KnownRelease, link: Title) -> list[Number]:
    """Another body's number on a title without issuer, where the release is a central one."""
    if link.head.issuers or not any_central(known.issuers):
        return []
    return [number for number in link.numbers if number.foreign]


def _before_site(title: Title, link: Title) -> Title | None:
    """The whole title, where the cut went through a site's name behind it only."""
    if not (parts := before_site(link.text)) or begins_turning(fold(parts[1])):
        return None
    whole = replace(read_title(parts[0]), numbers=link.numbers)
    return whole if title.kind and how_same(title, whole) else None
