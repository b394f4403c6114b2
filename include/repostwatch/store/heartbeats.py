"""When each step last ended."""

from __future__ import annotations

from datetime import datetime

from repostwatch.model.steps import Step
from repostwatch.store.database import Connection


def beat(conn: Connection, step: Step, at: datetime) -> None:
    conn.execute(
        "INSERT INTO heartbeats (step, at) VALUES (%s, %s) "
        "ON CONFLICT (step) DO UPDATE SET at = excluded.at",
        (step.value, at),
    )


def load(conn: Connection) -> dict[Step, datetime]:
    """step → when it last ended; a step that never did is not there. Scans tell it themselves."""
    found = conn.execute(
        "SELECT step, at FROM heartbeats WHERE step = ANY(%s) "
        "UNION ALL (SELECT %s, ended_at FROM scans ORDER BY ended_at DESC LIMIT 1)",
        ([step.value for step in Step if step is not Step.SCAN], Step.SCAN.value),
    )
    return {Step(row["step"]): row["at"] for row in found}
