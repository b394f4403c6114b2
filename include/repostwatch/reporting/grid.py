"""Portals × releases of the last days as a grid of cells, and the portals with most faults."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.judging.figures import NOT_COUNTED, OPEN
from repostwatch.model import Release, Verdict, VerdictKind
from repostwatch.model.words import OVERDUE
from repostwatch.reporting.lookup import PortalText, ReportLookup, ShownLink
from repostwatch.wording.values import percent


@dataclass(frozen=True, slots=True)
class GridRow:
    """One portal; a verdict for each release of the grid, None where it has no duty."""

    portal: PortalText
    kinds: tuple[VerdictKind | None, ...]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One release, by the number over its column."""

    number: int
    release: ShownLink
    published: str
    deadline: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The newest releases, and the portals with a cell that is not on time; `even` others."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    even: int


@dataclass(frozen=True, slots=True)
class LeagueRow:
    """One portal's duties that came due: `range` is the share on time."""

    portal: PortalText
    on_time: int
    due: int
    late: int
    missing: int
    unknown: int
    range: str

    @property
    def counts(self) -> tuple[int, ...]:
        return self.on_time, self.due, self.late, self.missing, self.unknown


def grid(lookup: ReportLookup) -> Grid:
    """The grid, the portals with most faults first."""
    newest = sorted(lookup.data.releases, key=lambda r: (r.published, r.release_id), reverse=True)
    by_portal: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for verdict in lookup.verdicts:
        by_portal[verdict.portal_id][verdict.release_id] = verdict
    asked = {verdict.release_id for verdict in lookup.verdicts}
    shown = [r for r in newest if r.release_id in asked][: lookup.settings.grid_releases]
    rows, even = [], 0
    for portal_id, own in by_portal.items():
        cells = tuple(own[r.release_id].kind if r.release_id in own else None for r in shown)
        if set(cells) <= {None, VerdictKind.ON_TIME, VerdictKind.PENDING}:
            even += 1
        else:
            rows.append(GridRow(lookup.portal(portal_id), cells))
    rows.sort(key=lambda row: (*_gravity(row.kinds), row.portal.place))
    return Grid(_columns(lookup, shown), tuple(rows), even)


def league(lookup: ReportLookup) -> list[LeagueRow]:
    """The portals with the greatest share of faults among what could be judged, so many as the
    settings say; nobody stands here for what could not be checked."""
    counts: dict[str, Counter[VerdictKind]] = defaultdict(Counter)
    for verdict in lookup.verdicts:
        if verdict.kind not in NOT_COUNTED:
            counts[verdict.portal_id][verdict.kind] += 1
    faulty = [
        (portal_id, count)
        for portal_id, count in counts.items()
        if any(count[kind] for kind in OVERDUE)
    ]
    faulty.sort(key=lambda one: (-_fault_share(one[1]), lookup.portal(one[0]).place))
    return [_league_row(lookup, *one) for one in faulty[: lookup.settings.league_rows]]


def _fault_share(count: Counter[VerdictKind]) -> float:
    faults = sum(count[kind] for kind in OVERDUE)
    return faults / (faults + count[VerdictKind.ON_TIME])


def _league_row(lookup: ReportLookup, portal_id: str, count: Counter[VerdictKind]) -> LeagueRow:
    due, on_time = count.total(), count[VerdictKind.ON_TIME]
    unknown = sum(count[kind] for kind in OPEN)
    low, high = percent(on_time / due), percent((on_time + unknown) / due)
    shown = low if low == high else lookup.label("figure.range", low=low, high=high)
    late, missing = count[VerdictKind.LATE], count[VerdictKind.MISSING]
    return LeagueRow(lookup.portal(portal_id), on_time, due, late, missing, unknown, shown)


def _gravity(kinds: Sequence[VerdictKind | None]) -> tuple[int, int]:
    counts = Counter(kinds)
    return -sum(counts[kind] for kind in OVERDUE), -sum(counts[kind] for kind in OPEN)


def _columns(lookup: ReportLookup, shown: Sequence[Release]) -> tuple[GridColumn, ...]:
    wanted = {release.release_id for release in shown}
    deadlines = defaultdict(set)
    for duty in lookup.data.duties:
        if duty.release_id in wanted:
            deadlines[duty.release_id].add(duty.deadline)
    found = []
    for number, release in enumerate(shown, start=1):
        ends = sorted(deadlines[release.release_id])
        deadline = lookup.interval(ends[-1]) if ends else ""
        if len(ends) > 1:
            shortest = lookup.interval(ends[0])
            deadline = lookup.label("release.shorter", deadline=deadline, shortest=shortest)
        link, published = lookup.release(release.release_id), lookup.interval(release.published)
        found.append(GridColumn(number, link, published, deadline))
    return tuple(found)
