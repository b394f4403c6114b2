"""What comes due, by release: a deadline is that of many portals together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repostwatch.store import latest
from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import OF_PORTALS, TABLES, DutyFilter
from repostwatch.store.planning import without

# Put in order of each release that is shown, and not of all that are meant. Whether a portal could
# be seen is what its latest scan says, as in the mails: one that does not reach back to before the
# release says nothing of it.
NAMED = """
SELECT asked.release_id, t.title, n.*
FROM unnest(%(releases)s::text[]) WITH ORDINALITY asked (release_id, place)
JOIN releases t USING (release_id)
CROSS JOIN LATERAL (
    SELECT count(*) AS number, count(*) FILTER (WHERE reach IS NULL) AS unread,
           count(*) FILTER (WHERE reach > t.published_earliest) AS too_short,
           (array_agg(portal_id {order}) {seen}) [:%(named)s] AS ids,
           (array_agg(name {order}) {seen}) [:%(named)s] AS names
    FROM (
        SELECT d.portal_id, d.deadline, p.level, p.name, s.reach
        {duties} WHERE {due} AND d.release_id = asked.release_id
    ) due
) n ORDER BY asked.place
"""
# What comes due lies beyond what the planner has seen of deadlines: it takes the duties of
# thousands of portals for one, and would look up each by itself.
ONE_BY_ONE = ("nestloop",)
ORDER = "ORDER BY deadline, level, portal_id"
SEEN = "FILTER (WHERE reach <= t.published_earliest)"


@dataclass(frozen=True, slots=True)
class Deadline:
    """How many duties of a release are due at one moment."""

    release_id: str
    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class DueRelease:
    """How many duties of a release are meant, the first of their deadlines, and (id, name) of the
    first few portals that could be seen. Of the others nobody can say that there is no repost:
    `unread` were not seen wholly at their last scan, or never; the lists of `too_short` do not
    reach back to before the release."""

    release_id: str
    title: str
    deadline: datetime
    number: int
    portals: tuple[tuple[str, str], ...]
    unread: int
    too_short: int

    @property
    def unnamed(self) -> int:
        """How many more could be seen."""
        return self.number - self.unread - self.too_short - len(self.portals)


def deadlines(conn: Connection, wanted: DutyFilter) -> list[Deadline]:
    """The deadlines of the duties that are meant, the first ones first."""
    with without(conn, *ONE_BY_ONE, "sort"):
        rows = conn.execute(
            f"SELECT d.release_id, d.deadline AS at, count(*) AS number {TABLES} "
            f"{wanted.where} GROUP BY 1, 2",
            wanted.values,
        )
    return sorted((Deadline(**row) for row in rows), key=lambda one: (one.at, one.release_id))


def by_release(
    conn: Connection, wanted: DutyFilter, due: Sequence[Deadline], limit: int, named: int
) -> list[DueRelease]:
    """The releases whose duties are due first, `named` portals of each; `due` are the deadlines of
    all that are meant, in order. What was seen is as of the end of `wanted`'s releases: now."""
    first: dict[str, datetime] = {}
    for one in due:
        first.setdefault(one.release_id, one.at)
    # The releases that are meant are known already.
    own = [is_so for name, is_so in wanted.conditions.items() if not name.startswith("published")]
    duties = f"{OF_PORTALS} {latest.scan('reach')}"
    with without(conn, *ONE_BY_ONE):
        rows = conn.execute(
            NAMED.format(duties=duties, due=" AND ".join(own), order=ORDER, seen=SEEN),
            {
                **wanted.values,
                "until": wanted.published_until,
                "releases": list(first)[:limit],
                "named": named,
            },
        )
    return [
        DueRelease(
            row["release_id"],
            row["title"],
            first[row["release_id"]],
            row["number"],
            tuple(zip(row["ids"] or (), row["names"] or (), strict=True)),
            row["unread"],
            row["too_short"],
        )
        for row in rows
        if row["number"]
    ]
