"""Releases by their duties: all that are observed, one with every portal, and the grid of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from repostwatch.model import Interval, Release, VerdictKind
from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.conditions import OF_GRID, Condition, unshown
from repostwatch.queries.duty_list import Paging, shown
from repostwatch.settings import Settings
from repostwatch.store import duty_grid, duty_rows, portal_rows
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release and the number of its duties by verdict."""

    release_id: str
    title: str
    published: Interval
    counts: Counter[VerdictKind]


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """A release with a page of its duties, worst first. `letters` are those about its findings,
    with the addresses that have them."""

    release: Release
    counts: Counter[VerdictKind]
    chosen: tuple[VerdictKind, ...]
    rows: Sequence[dict[str, Any]]
    paging: Paging
    letters: Sequence[dict[str, Any]]

    @property
    def parameters(self) -> list[tuple[str, str]]:
        return [("verdict", kind.value) for kind in self.chosen]


@dataclass(frozen=True, slots=True)
class Grid:
    """`cells` by (release, portal); `portals` worst first, `releases` newest first. `conditions`:
    what it is filtered by and no field of the form shows."""

    asked: AskedDuties
    conditions: Sequence[Condition]
    releases: Sequence[ReleaseLine]
    portals: Sequence[dict[str, Any]]
    cells: Mapping[tuple[str, str], VerdictKind]
    paging: Paging
    authorities: Sequence[str]


def releases_seen(conn: Connection, settings: Settings, limit: int) -> list[ReleaseLine]:
    """The newest releases that somebody has to repost and that are observed."""
    wanted = duty_rows.observed(settings.now(), settings.scan.watch_days)
    return [_line(row) for row in duty_grid.releases(conn, wanted, limit)]


def release_page(
    conn: Connection, settings: Settings, release_id: str, chosen: Sequence[str], page: int
) -> ReleasePage:
    """Raises RefusedError where there is no such release."""
    found = release_table.load(conn, [release_id])
    if not found:
        raise RefusedError(RefusalCode.NO_SUCH_RELEASES, names=(release_id,))
    asked = AskedDuties(verdict=tuple(chosen), release=release_id)
    # However old it is: it was asked for by its name.
    wanted = replace(asked.filter(settings), published_after=None)
    counts = duty_rows.counts(conn, replace(wanted, kinds=()))
    size = settings.pages.rows
    paging = Paging.of(page, sum(counts[kind] for kind in asked.kinds or counts), size)
    offset = (paging.page - 1) * size
    rows = tuple(shown(duty_rows.rows(conn, wanted, asked.order, size, offset)))
    return ReleasePage(
        release=found[0],
        counts=counts,
        chosen=asked.kinds,
        rows=rows,
        paging=paging,
        letters=duty_grid.letters_about(conn, release_id),
    )


def never_judged(conn: Connection) -> bool:
    """Whether there is no duty at all yet: not that none is observed just now."""
    return not duty_grid.begun(conn)


def read_grid(conn: Connection, settings: Settings, asked: AskedDuties, page: int) -> Grid:
    wanted, size = asked.filter(settings), settings.pages.grid_portals
    all_ = duty_rows.observed(settings.now(), settings.scan.watch_days)
    paging = Paging.of(page, duty_grid.count_portals(conn, wanted), size)
    portals = duty_grid.portals(conn, wanted, size, (paging.page - 1) * size)
    lines = [_line(row) for row in duty_grid.releases(conn, all_, settings.pages.grid_releases)]
    cells = duty_grid.cells(
        conn, [line.release_id for line in lines], [one["portal_id"] for one in portals]
    )
    conditions = unshown(conn, asked, OF_GRID)
    return Grid(asked, conditions, lines, portals, cells, paging, portal_rows.authorities(conn))


def _line(row: dict[str, Any]) -> ReleaseLine:
    return ReleaseLine(
        row["release_id"],
        row["title"],
        Interval(row["published_earliest"], row["published_latest"]),
        Counter({VerdictKind(kind): number for kind, number in row["counts"].items()}),
    )
