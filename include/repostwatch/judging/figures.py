"""Verdicts and standings → the two headline figures of 国办函〔2016〕68号, with their bounds.

The bulletins publish shares only. Here every share has its numerator, its denominator and the
number of undecided portals, which give the lowest and the highest possible value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from repostwatch.model import ColumnStanding, Level, Portal, Standing, Verdict, VerdictKind
from repostwatch.settings import JudgingSettings

COLUMN, REPOST = "column", "repost"
DUTIES = "duties"  # of duties, not of portals
OPEN = frozenset({VerdictKind.UNKNOWN, VerdictKind.REVIEW})
# Verdicts that do not decide about a portal's timeliness, yet or at all.
NOT_COUNTED = frozenset({VerdictKind.PENDING, VerdictKind.WAIVED})


class Fulfilled(Enum):
    """Whether a portal fulfils what a figure counts."""

    YES = 1
    NO = 2
    UNDECIDED = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """`numerator` of `denominator` portals fulfil it; `unknown` portals are undecided.

    `name` is `column` or `repost`, or `duties` where duties are counted; `level` is None over all
    levels.
    """

    name: str
    level: Level | None
    numerator: int
    denominator: int
    unknown: int

    @property
    def worst(self) -> float | None:
        """The share (0…1) if none of the unknown fulfil it; None where nothing is counted."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def best(self) -> float | None:
        """The share if all of the unknown fulfil it."""
        return (self.numerator + self.unknown) / self.denominator if self.denominator else None

    @property
    def ends(self) -> tuple[Fraction, Fraction] | None:
        """Both, exactly and in percent; None where nothing is counted."""
        if not self.denominator:
            return None
        low, high = self.numerator, self.numerator + self.unknown
        return Fraction(100 * low, self.denominator), Fraction(100 * high, self.denominator)


@dataclass(frozen=True, slots=True)
class Tally:
    """Portals of one level whose column and duties stand alike: how many portals there are, how
    many duties each has that count, and which of these are done on time or open."""

    level: Level
    standing: Standing | None
    counted: int
    on_time: int
    open: int
    portals: int = 1


def figures_of(
    portals: Sequence[Portal],
    verdicts: Iterable[Verdict],
    standings: Iterable[ColumnStanding],
    settings: JudgingSettings,
) -> tuple[Figure, ...]:
    """Both figures over all levels, then by level, for the given portals.

    A portal without a due duty is not counted in `repost`; one whose homepage was never scanned
    is unknown in `column`.
    """
    columns = {standing.portal_id: standing.standing for standing in standings}
    counts: dict[str, Counter[VerdictKind]] = defaultdict(Counter)
    for verdict in verdicts:
        counts[verdict.portal_id][verdict.kind] += 1
    tallies = (
        _tally(portal.level, columns.get(portal.portal_id), counts[portal.portal_id])
        for portal in portals
    )
    return figures_of_tallies(tuple(tallies), settings)


def figures_of_tallies(tallies: Collection[Tally], settings: JudgingSettings) -> tuple[Figure, ...]:
    """The same of portals that were tallied."""
    due = [tally for tally in tallies if tally.counted]
    columns = [(tally, _has_column(tally.standing, settings)) for tally in tallies]
    reposts = [(tally, _is_timely(tally, settings.timely_share)) for tally in due]
    return (*_by_level(COLUMN, columns), *_by_level(REPOST, reposts))


def _tally(level: Level, standing: Standing | None, counts: Counter[VerdictKind]) -> Tally:
    counted = _counted(counts)
    return Tally(
        level,
        standing,
        counted=counted.total(),
        on_time=counted[VerdictKind.ON_TIME],
        open=sum(counted[kind] for kind in OPEN),
    )


def _counted(counts: Counter[VerdictKind]) -> Counter[VerdictKind]:
    return Counter({kind: number for kind, number in counts.items() if kind not in NOT_COUNTED})


def duty_share(verdicts: Iterable[Verdict]) -> Figure:
    """How many of the duties that count were done on time, over all levels.

    One release that a portal misses costs it the whole of `repost`; this tells how near it was.
    """
    counts = _counted(Counter(one.kind for one in verdicts))
    unknown = sum(counts[kind] for kind in OPEN)
    return Figure(DUTIES, None, counts[VerdictKind.ON_TIME], counts.total(), unknown)


def _has_column(standing: Standing | None, settings: JudgingSettings) -> Fulfilled:
    if standing in (None, Standing.UNKNOWN, Standing.REVIEW):
        return Fulfilled.UNDECIDED
    return Fulfilled.YES if standing in settings.column_counts else Fulfilled.NO


def _is_timely(tally: Tally, share: float) -> Fulfilled:
    """Whether `share` of the duties was done on time, for every outcome of the undecided ones."""
    if tally.on_time / tally.counted >= share:
        return Fulfilled.YES
    if (tally.on_time + tally.open) / tally.counted >= share:
        return Fulfilled.UNDECIDED
    return Fulfilled.NO


def _by_level(name: str, fulfilled: Sequence[tuple[Tally, Fulfilled]]) -> list[Figure]:
    known = {tally.level for tally, _ in fulfilled}
    found = []
    for level in (None, *(level for level in Level if level in known)):
        results: Counter[Fulfilled] = Counter()
        for tally, result in fulfilled:
            if level in (None, tally.level):
                results[result] += tally.portals
        found.append(
            Figure(
                name,
                level,
                results[Fulfilled.YES],
                results.total(),
                results[Fulfilled.UNDECIDED],
            )
        )
    return found
