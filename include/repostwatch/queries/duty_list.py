"""Duties listed by what is asked for: a page of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from repostwatch.model import Interval, VerdictKind
from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.conditions import OF_DUTIES, Condition, unshown
from repostwatch.settings import Settings
from repostwatch.store import duty_rows, portal_rows
from repostwatch.store.database import Connection

# Of so many that have the words, the first ones are not met soon in the order of all duties.
FEW = 2_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of how many, both count from 1; `beyond` is the one that was asked for and does
    not exist."""

    page: int
    pages: int
    total: int
    beyond: int | None = None

    @classmethod
    def of(cls, wanted: int, total: int, size: int) -> Paging:
        pages = max(1, -(-total // size))
        return cls(min(max(1, wanted), pages), pages, total, wanted if wanted > pages else None)

    def rows(self, size: int) -> slice:
        """Which of all rows the page shows, where they are all at hand."""
        return slice((self.page - 1) * size, self.page * size)


@dataclass(frozen=True, slots=True)
class DutyList:
    """A page of duties. `counts` by verdict are of all that the other conditions leave;
    `authorities` can be chosen among, `most` is as many as a download holds. `conditions`: what it
    is filtered by and no field of the form shows."""

    asked: AskedDuties
    conditions: Sequence[Condition]
    rows: Sequence[dict[str, Any]]
    paging: Paging
    counts: Counter[VerdictKind]
    authorities: Sequence[str]
    most: int


def duty_list(conn: Connection, settings: Settings, asked: AskedDuties, page: int) -> DutyList:
    wanted, size = asked.filter(settings), settings.pages.rows
    counts = duty_rows.counts(conn, replace(wanted, kinds=()))
    total = sum(counts[kind] for kind in asked.kinds or counts)
    paging = Paging.of(page, total, size)
    offset = (paging.page - 1) * size
    wanted = replace(wanted, few=wanted.words is not None and total <= FEW)
    rows = duty_rows.rows(conn, wanted, asked.order, size, offset) if total else iter(())
    return DutyList(
        asked=asked,
        conditions=unshown(conn, asked, OF_DUTIES),
        rows=tuple(shown(rows)),
        paging=paging,
        counts=counts,
        authorities=portal_rows.authorities(conn),
        most=settings.pages.csv_rows,
    )


def shown(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with their two intervals as such."""
    for row in rows:
        reposted = row["reposted_earliest"] and Interval(
            row["reposted_earliest"], row["reposted_latest"]
        )
        published = Interval(row["published_earliest"], row["published_latest"])
        yield row | {"reposted": reposted, "published": published}
