"""What people saw of a quarter's sampled sites, and the results of its spot check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from psycopg.rows import DictRow

from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    IndicatorResult,
    KeptWord,
    SiteResult,
    VetoIndicator,
    Withdrawal,
)
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack

HOLDS = "NOT EXISTS (SELECT FROM checklist_withdrawals w WHERE w.entry_id = e.entry_id)"
ENTRIES = f"""
SELECT e.* FROM checklist_entries e WHERE quarter = %s AND {HOLDS}
ORDER BY at, btrim(evidence) <> '', by, entry_id
"""  # noqa: S608  constants
COLUMNS = "quarter, portal_id, indicator, at, by, result, evidence, entered_at"
TIMES = {"at", "entered_at"}
NEW = ", ".join("%s::timestamptz" if one in TIMES else "%s::text" for one in COLUMNS.split(", "))
ADD_ENTRY = f"""
WITH said ({COLUMNS}) AS (VALUES ({NEW}))
INSERT INTO checklist_entries ({COLUMNS})
SELECT * FROM said s WHERE NOT EXISTS (
    SELECT FROM checklist_entries e
    WHERE (e.quarter, e.portal_id, e.indicator, e.at, e.by, e.result, e.evidence)
        = (s.quarter, s.portal_id, s.indicator, s.at, s.by, s.result, s.evidence) AND {HOLDS})
RETURNING entry_id
"""  # noqa: S608  constants


def add_entries(
    conn: Connection, quarter: str, entries: Iterable[ChecklistEntry], at: datetime
) -> list[int]:
    """The numbers of those that are new, entered `at`. What was said before stays; the same once
    more changes nothing, unless it was taken back."""
    rows = [
        (quarter, e.portal_id, e.indicator.value, e.at, e.by, e.result.value, e.evidence, at)
        for e in entries
    ]
    with conn.transaction(), conn.cursor() as cursor:
        cursor.executemany(ADD_ENTRY, rows, returning=True)
        return [row["entry_id"] for _ in cursor.results() for row in cursor] if rows else []


def entries_of(conn: Connection, quarter: str) -> list[ChecklistEntry]:
    """What people say, in order of time; without what was taken back."""
    return [_entry(row) for row in conn.execute(ENTRIES, (quarter,))]


def words_about(conn: Connection, quarter: str, portal_id: str) -> list[KeptWord]:
    """All that was said of a site, the latest first, also what was taken back."""
    rows = conn.execute(
        "SELECT e.*, w.at AS withdrawn_at, w.by AS withdrawn_by "
        "FROM checklist_entries e LEFT JOIN checklist_withdrawals w USING (entry_id) "
        "WHERE quarter = %s AND portal_id = %s "
        "ORDER BY e.at DESC, btrim(evidence) <> '' DESC, e.by DESC, entry_id DESC",
        (quarter, portal_id),
    )
    return [
        KeptWord(
            row["entry_id"],
            _entry(row),
            Withdrawal(row["withdrawn_by"], row["withdrawn_at"]) if row["withdrawn_at"] else None,
        )
        for row in rows
    ]


def sites_with(conn: Connection, quarter: str, first: int, last: int) -> set[str]:
    """The sites that the words of these numbers are about, also those that were taken back."""
    rows = conn.execute(
        "SELECT DISTINCT portal_id FROM checklist_entries "
        "WHERE quarter = %s AND entry_id BETWEEN %s AND %s",
        (quarter, first, last),
    )
    return {row["portal_id"] for row in rows}


def last_changed(conn: Connection, quarter: str) -> datetime | None:
    """When a word was entered or taken back last; None where there is none. Of an older word only
    when it was seen is known."""
    row = conn.execute(
        "SELECT max(greatest(coalesce(e.entered_at, e.at), w.at)) AS at "
        "FROM checklist_entries e LEFT JOIN checklist_withdrawals w USING (entry_id) "
        "WHERE quarter = %s",
        (quarter,),
    ).fetchone()
    return row["at"] if row else None


def take_back(conn: Connection, entry_id: int, withdrawal: Withdrawal) -> None:
    """The entry stays; once only, a second time is an error of the database."""
    conn.execute(
        "INSERT INTO checklist_withdrawals (entry_id, at, by) VALUES (%s, %s, %s)",
        (entry_id, withdrawal.at, withdrawal.by),
    )


def _entry(row: DictRow) -> ChecklistEntry:
    return ChecklistEntry(
        portal_id=row["portal_id"],
        indicator=VetoIndicator(row["indicator"]),
        result=CheckResult(row["result"]),
        by=row["by"],
        at=row["at"],
        evidence=row["evidence"],
    )


def save(conn: Connection, quarter: str, results: Iterable[SiteResult]) -> None:
    """In the place of what an earlier look at the same quarter came to."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute("DELETE FROM spot_results WHERE quarter = %s", (quarter,))
        cursor.executemany(
            "INSERT INTO spot_results (quarter, portal_id, indicator, result, machine, reason) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (
                    quarter,
                    one.portal_id,
                    one.indicator.value,
                    one.result.value,
                    one.machine and one.machine.value,
                    pack(one.reason),
                )
                for site in results
                for one in site.indicators
            ],
        )


def replace(conn: Connection, quarter: str, one: IndicatorResult) -> None:
    """One indicator of one site, in the place of what was kept of it."""
    conn.execute(
        "UPDATE spot_results SET result = %s, machine = %s, reason = %s "
        "WHERE quarter = %s AND portal_id = %s AND indicator = %s",
        (
            one.result.value,
            one.machine and one.machine.value,
            pack(one.reason),
            quarter,
            one.portal_id,
            one.indicator.value,
        ),
    )


FAILED = """
SELECT DISTINCT f.quarter, f.portal_id FROM spot_results f
WHERE f.result = 'failed' AND f.quarter = ANY(%(quarters)s)
AND NOT EXISTS (
    SELECT FROM spot_results g
    WHERE (g.quarter, g.portal_id) = (f.quarter, f.portal_id) AND g.result = 'gone')
ORDER BY f.quarter DESC, f.portal_id
"""


def failed_in(conn: Connection, quarters: Sequence[str]) -> list[tuple[str, str]]:
    """Quarter and site of all that failed in the spot checks of these, the latest first."""
    rows = conn.execute(FAILED, {"quarters": [*quarters]})
    return [(row["quarter"], row["portal_id"]) for row in rows]


def load(conn: Connection, quarter: str) -> list[IndicatorResult]:
    """Of every indicator of every site; none where the quarter was not inspected."""
    rows = conn.execute(
        "SELECT portal_id, indicator, result, machine, reason::text AS why FROM spot_results "
        "WHERE quarter = %s ORDER BY portal_id, indicator",
        (quarter,),
    )
    return [
        IndicatorResult(
            row["portal_id"],
            VetoIndicator(row["indicator"]),
            CheckResult(row["result"]),
            given(row["why"]),
            row["machine"] and CheckResult(row["machine"]),
        )
        for row in rows
    ]
