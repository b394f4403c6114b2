"""How many verdicts are others than they were, counted in one reading of what changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from repostwatch.model import VerdictKind
from repostwatch.model.words import OVERDUE
from repostwatch.store.database import Connection
from repostwatch.store.duty_before import FIRST, HELD_THEN
from repostwatch.store.duty_rows import TABLES, DutyFilter
from repostwatch.store.planning import without

# Found first: what the releases that are meant have besides is much more.
CHANGED = TABLES.replace(
    "duties d", "(SELECT * FROM duties WHERE changed_at > %(changed_after)s OFFSET 0) d"
)
# Looked up once for each duty, and then compared.
COUNTED = """
SELECT kind, held, first, count(*) AS number
FROM (
    SELECT d.kind, d.held, CASE WHEN d.before IS NOT NULL AND d.held IS NULL THEN ({first}) END
        AS first
    FROM (
        SELECT d.release_id, d.portal_id, d.kind, d.before, {held} AS held {duties} OFFSET 0
    ) d OFFSET 0
) d GROUP BY 1, 2, 3
"""


@dataclass(slots=True)
class ChangedDuties:
    """`new`: how many duties have a verdict that they had not at the moment asked for, as
    `duty_rows.counts` counts them; `overdue`: how many of these are overdue and were not then.
    `turns`: (before, now) → how many changed so; a first verdict is no change."""

    new: Counter[VerdictKind] = field(default_factory=Counter)
    turns: Counter[tuple[VerdictKind, VerdictKind]] = field(default_factory=Counter)
    overdue: int = 0


def changed(conn: Connection, wanted: DutyFilter) -> ChangedDuties:
    """What changed after `wanted.changed_after`; without that, what has ever changed."""
    plain = replace(wanted, changed_after=None, again=False, newly=False, before=None)
    tables, held = (CHANGED, HELD_THEN) if wanted.changed_after else (TABLES, "d.before")
    duties = f"{tables} WHERE {' AND '.join(plain.conditions.values())}"
    found = ChangedDuties()
    # Tens of thousands come to a handful of kinds.
    with without(conn, "sort"):
        rows = conn.execute(COUNTED.format(first=FIRST, held=held, duties=duties), wanted.values)
    for row in rows:
        kind, then = VerdictKind(row["kind"]), row["held"] and VerdictKind(row["held"])
        before = then or (row["first"] and VerdictKind(row["first"]))
        turned = before not in {None, kind}
        newly = kind in OVERDUE and then not in OVERDUE
        if wanted.before not in {None, before} or (wanted.newly and not newly):
            continue
        if kind is not then and (turned or not wanted.again):
            found.new[kind] += row["number"]
            found.overdue += row["number"] if newly else 0
        if turned:
            found.turns[before, kind] += row["number"]
    return found
