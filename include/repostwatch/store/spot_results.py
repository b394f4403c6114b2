"""What people saw of a quarter's sampled sites, and the results of its spot check."""

from __future__ import annotations

from collections.abc import Iterable

from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    IndicatorResult,
    SiteResult,
    VetoIndicator,
)
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack


def add_entries(conn: Connection, quarter: str, entries: Iterable[ChecklistEntry]) -> None:
    """What was said before stays; the same once more changes nothing."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO checklist_entries "
            "(quarter, portal_id, indicator, at, by, result, evidence) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                (quarter, e.portal_id, e.indicator.value, e.at, e.by, e.result.value, e.evidence)
                for e in entries
            ],
        )


def entries_of(conn: Connection, quarter: str) -> list[ChecklistEntry]:
    rows = conn.execute(
        "SELECT * FROM checklist_entries WHERE quarter = %s ORDER BY at, btrim(evidence) <> '', by",
        (quarter,),
    )
    return [
        ChecklistEntry(
            portal_id=row["portal_id"],
            indicator=VetoIndicator(row["indicator"]),
            result=CheckResult(row["result"]),
            by=row["by"],
            at=row["at"],
            evidence=row["evidence"],
        )
        for row in rows
    ]


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
