"""Duties listed, counted and sorted in the database: a page never loads more than it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from repostwatch.model import Level, VerdictKind
from repostwatch.store.database import Connection
from repostwatch.store.duty_before import BEFORE_THEN, SINCE
from repostwatch.store.duty_conditions import CONDITIONS, by_words
from repostwatch.store.reasons import unpack
from repostwatch.store.texts import containing_each

# Worst first, as the column `place` has it: what an officer has to follow up, what a person has to
# look at, then the rest.
WORST = (
    VerdictKind.MISSING,
    VerdictKind.LATE,
    VerdictKind.REVIEW,
    VerdictKind.UNKNOWN,
    VerdictKind.PENDING,
    VerdictKind.WAIVED,
    VerdictKind.ON_TIME,
)


class DutySort(StrEnum):
    WORST = "worst"
    DEADLINE = "deadline"
    CHANGED = "changed"
    PORTAL = "portal"
    RELEASE = "release"


ORDERS = {
    DutySort.WORST: "d.place, d.deadline",
    DutySort.DEADLINE: "d.deadline DESC",  # what passed last
    DutySort.CHANGED: "d.changed_at DESC",
    DutySort.PORTAL: "p.level, p.name",
    DutySort.RELEASE: "r.published_latest DESC",
}
# Of what is still to come, the nearest is what somebody has to do next.
COMING = ORDERS | {DutySort.DEADLINE: "d.deadline"}
# No index begins with it, and it is the same for all: few duties are found by what is asked for and
# then put in order. By an index of their order all others would be passed to find them.
FOUND_FIRST = "d.release_id = '', "
OF_PORTALS = """
FROM duties d
JOIN portals p ON p.portal_id = d.portal_id AND p.listed
"""
TABLES = f"{OF_PORTALS}JOIN releases r ON r.release_id = d.release_id\n"
# For counts the releases are found first: joined, each would be looked for among all deadlines. Not
# where something changed: that is few, and what these releases have besides is much.
PUBLISHED = "d.release_id = ANY(ARRAY(SELECT r.release_id FROM releases r WHERE {}))"
# No deadline is before its release's publication: those of years before are not read.
RECENT = "d.deadline >= %(published_after)s"
# The counts that are kept of each release, which have no deadlines.
KEPT = "FROM release_counts d JOIN releases r ON r.release_id = d.release_id"
ROW = """
SELECT d.release_id, d.portal_id, d.deadline, d.kind, d.held AS before, d.changed_at,
       p.name, p.level, r.title, r.published_earliest, r.published_latest, v.reason::text,
       v.reposted_earliest, v.reposted_latest, v.link_title, v.link_url, v.machine, f.notified_at
"""
# What only the rows of one page need is looked up for them: findings by an index of what is written
# here, in which those about no release have an empty one.
BESIDE = """
LEFT JOIN LATERAL (
    SELECT * FROM verdicts v WHERE (v.release_id, v.portal_id) = (d.release_id, d.portal_id)
    ORDER BY v.verdict_id DESC LIMIT 1
) v ON true
LEFT JOIN LATERAL (
    SELECT max(f.notified_at) AS notified_at FROM findings f
    WHERE f.portal_id = d.portal_id AND coalesce(f.release_id, '') = d.release_id
) f ON true
"""


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """Which duties are meant; None leaves a condition out. Each of `words` stands in the
    release's title, number or id, or in the portal's name or id. `changed_after`: those whose
    verdict is another than it was at that moment; `before` is what it was then, without it the last
    other one. `again`: those that had another verdict before. `newly`: those that are overdue and
    were not before. `one_by_one`: without those in review that one decision about a list of their
    portal settles; `by_lists`: only those. `few`: there are known to be few. Times are aware;
    `after` is without that moment itself."""

    published_after: datetime | None
    published_until: datetime
    kinds: tuple[VerdictKind, ...] = ()
    before: VerdictKind | None = None
    level: Level | None = None
    authority: str | None = None
    portal: str | None = None
    portals: tuple[str, ...] = ()
    release: str | None = None
    words: str | None = None
    due_after: datetime | None = None
    due_until: datetime | None = None
    changed_after: datetime | None = None
    again: bool = False
    newly: bool = False
    few: bool = False
    one_by_one: bool = False
    by_lists: bool = False

    @property
    def values(self) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in CONDITIONS}
        given["words"] = containing_each(self.words)
        given["kinds"] = [kind.value for kind in self.kinds]
        given["portals"] = list(self.portals)
        return {name: value for name, value in given.items() if value not in (None, "", [], False)}

    @property
    def plain(self) -> bool:
        """Whether it names nothing but releases and verdicts, of which the counts are kept."""
        kept = {"published_after", "published_until", "release", "kinds"}
        return self.values.keys() <= kept

    @property
    def coming(self) -> bool:
        """Whether it names nothing but what is not decided yet."""
        return self.due_after is not None or self.kinds == (VerdictKind.PENDING,)

    @property
    def conditions(self) -> dict[str, str]:
        known = CONDITIONS | {"words": by_words(len(containing_each(self.words)))}
        if self.changed_after:
            known |= SINCE
        return {name: known[name] for name in self.values}

    @property
    def held(self) -> str:
        """The verdict before, for TABLES."""
        return BEFORE_THEN if self.changed_after else "d.before"

    @property
    def where(self) -> str:
        """For TABLES."""
        return self._where([*self.conditions.values()])

    @property
    def where_counted(self) -> str:
        """For TABLES, where no order is asked for."""
        if self.changed_after:
            return self.where
        named = self.conditions
        published = [named.pop(name) for name in list(named) if name.startswith("published")]
        return self._where([*named.values(), PUBLISHED.format(" AND ".join(published))])

    @property
    def where_kept(self) -> str:
        """For KEPT."""
        conditions = [CONDITIONS[name] for name in self.values]
        return f"WHERE {' AND '.join(conditions)}"

    def _where(self, conditions: Sequence[str]) -> str:
        recent = [RECENT] if self.published_after else []
        return f"WHERE {' AND '.join([*conditions, *recent])}\n"


def counts(conn: Connection, wanted: DutyFilter) -> Counter[VerdictKind]:
    counted = f"SELECT d.kind, count(*) AS number {TABLES} {wanted.where_counted} GROUP BY d.kind"
    if wanted.plain:
        counted = (
            f"SELECT d.kind, sum(d.number) AS number {KEPT} {wanted.where_kept} GROUP BY d.kind"
        )
    rows = conn.execute(counted, wanted.values)
    return Counter({VerdictKind(row["kind"]): int(row["number"]) for row in rows})


def rows(
    conn: Connection, wanted: DutyFilter, sort: DutySort, limit: int | None, offset: int = 0
) -> Iterator[dict[str, Any]]:
    """The duties with portal, release, the verdict's reason and interval, and when somebody was
    told of its finding. By deadline: of what is still to come the nearest first, else the last."""
    # The rows of the page are found first; what stands beside them is looked up for those alone.
    first, orders = FOUND_FIRST if wanted.few else "", COMING if wanted.coming else ORDERS
    order = f"ORDER BY {first}{orders[sort]}, d.portal_id, d.release_id"
    page = (
        f"SELECT d.*, {wanted.held} AS held {TABLES} {wanted.where} {order} "
        "LIMIT %(limit)s OFFSET %(offset)s"
    )
    found = conn.execute(
        f"{ROW} FROM ({page}) d "
        "JOIN portals p ON p.portal_id = d.portal_id "
        f"JOIN releases r ON r.release_id = d.release_id {BESIDE} {order}",
        {
            **wanted.values,
            "limit": limit,
            "offset": offset,
        },
    )
    for row in found:
        yield row | {
            "kind": VerdictKind(row["kind"]),
            "before": row["before"] and VerdictKind(row["before"]),
            "machine": row["machine"] and VerdictKind(row["machine"]),
            "level": Level(row["level"]),
            "reason": unpack(row["reason"]),
        }


def keys(
    conn: Connection, wanted: DutyFilter, limit: int | None = None, offset: int = 0
) -> list[tuple[str, str]]:
    """(release, portal), in order of deadline."""
    found = conn.execute(
        f"SELECT d.release_id, d.portal_id {TABLES} {wanted.where} "
        "ORDER BY d.deadline, d.portal_id, d.release_id LIMIT %(limit)s OFFSET %(offset)s",
        {**wanted.values, "limit": limit, "offset": offset},
    )
    return [(row["release_id"], row["portal_id"]) for row in found]


def by_portal(conn: Connection, wanted: DutyFilter) -> dict[str, Counter[VerdictKind]]:
    """portal → the number of its duties by verdict."""
    found: dict[str, Counter[VerdictKind]] = {}
    for row in conn.execute(
        f"SELECT d.portal_id, d.kind, count(*) AS number {TABLES} {wanted.where} "
        "GROUP BY d.portal_id, d.kind",
        wanted.values,
    ):
        found.setdefault(row["portal_id"], Counter())[VerdictKind(row["kind"])] = row["number"]
    return found


def observed(now: datetime, days: int | None) -> DutyFilter:
    """The duties of the releases that the daily report is about."""
    return DutyFilter(None if days is None else now - timedelta(days=days), now)
