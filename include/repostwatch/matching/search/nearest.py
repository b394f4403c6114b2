"""What comes nearest to a release that a portal has not: for people to look at, no match."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from repostwatch.matching.decide.compare import compare
from repostwatch.matching.decide.outcome import known_release
from repostwatch.matching.decide.thresholds import CALIBRATED
from repostwatch.matching.title.letters import LONGEST, fold, spell
from repostwatch.matching.title.read_title import read_title
from repostwatch.model import Release
from repostwatch.model.codes import MatchCode
from repostwatch.model.verdicts import NearestLink


def nearest_link(release: Release, links: Iterable[tuple[str, str]]) -> NearestLink | None:
    """Of links as (title, address) the one whose title is most like the release's; the first of
    equals, with what tells its title from it.

    None without any. A likeness of characters only: which one is the release is decided elsewhere.
    """
    title, known = release.title, list(links)
    spelled = [fold(spell(one[:LONGEST])) for one, _ in known]
    found = process.extractOne(fold(spell(title[:LONGEST])), spelled, scorer=fuzz.ratio)
    if found is None:
        return None
    _, score, place = found
    seen = compare(known_release(release), read_title(known[place][0]), CALIBRATED)
    # That titles are unlike is no reason beside the likeness itself.
    silent = seen.decision is not None or seen.reason.has(MatchCode.OTHER_TITLE)
    return NearestLink(*known[place], float(score), None if silent else seen.reason)
