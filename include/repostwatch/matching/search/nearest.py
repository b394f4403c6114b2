"""What comes nearest to a release that a portal has not: for people to look at, no match."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from repostwatch.matching.title.letters import LONGEST, fold, spell
from repostwatch.model.verdicts import NearestLink


def nearest_link(title: str, links: Iterable[tuple[str, str]]) -> NearestLink | None:
    """Of links as (title, address) the one whose title is most like this; the first of equals.

    None without any. A likeness of characters only: which one is the release is decided elsewhere.
    """
    known = list(links)
    spelled = [fold(spell(one[:LONGEST])) for one, _ in known]
    found = process.extractOne(fold(spell(title[:LONGEST])), spelled, scorer=fuzz.ratio)
    if found is None:
        return None
    _, score, place = found
    return NearestLink(*known[place], float(score))
