"""The samples of spot checks, each with the record by which anyone can draw it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from repostwatch.model.samples import Sample
from repostwatch.store.database import Connection

RECORD = TypeAdapter(Sample)


def keep(conn: Connection, sample: Sample, at: datetime) -> bool:
    """False where another sample of the quarter is kept already: it stays, since whoever could
    draw until the result pleases has drawn nothing by lot."""
    quarter, record = sample.order.quarter, RECORD.dump_json(sample).decode()
    conn.execute(
        "INSERT INTO samples (quarter, drawn_at, record) VALUES (%s, %s, %s) "
        "ON CONFLICT (quarter) DO NOTHING",
        (quarter, at, record),
    )
    kept = load(conn, quarter)
    # The same lot, recorded by an earlier version of the rule, is the same.
    return kept is not None and sample == (
        kept
        if kept.rule == sample.rule
        else replace(kept, rule=sample.rule, registry=sample.registry)
    )


def quarters(conn: Connection) -> list[str]:
    """Those of which a sample is kept, the latest first."""
    rows = conn.execute("SELECT quarter FROM samples ORDER BY quarter DESC")
    return [row["quarter"] for row in rows]


def last_held(conn: Connection, quarters: Sequence[str]) -> dict[str, str]:
    """Of each site the last of these quarters in whose sample it was, or would have been, had it
    still existed."""
    rows = conn.execute(
        "SELECT held.portal_id, max(quarter) AS quarter FROM samples, LATERAL ("
        "SELECT json_array_elements(record -> 'sites') ->> 'portal_id' AS portal_id UNION ALL "
        "SELECT json_array_elements_text(record -> 'absent')) held "
        "WHERE quarter = ANY(%s) GROUP BY held.portal_id",
        ([*quarters],),
    )
    return {row["portal_id"]: row["quarter"] for row in rows}


def note_inspected(conn: Connection, quarter: str, at: datetime) -> None:
    """The first moment stays once a later quarter was inspected: from it on that one counts what
    was settled."""
    conn.execute(
        "UPDATE samples SET inspected_at = %s WHERE quarter = %s AND (inspected_at IS NULL OR "
        "NOT EXISTS (SELECT FROM samples later "
        "WHERE later.quarter > samples.quarter AND later.inspected_at IS NOT NULL))",
        (at, quarter),
    )


def inspected_at(conn: Connection, quarter: str) -> datetime | None:
    """When the sample was inspected last, before any later one was; None where it was not, or there
    is none."""
    row = conn.execute("SELECT inspected_at FROM samples WHERE quarter = %s", (quarter,)).fetchone()
    return row["inspected_at"] if row else None


def load(conn: Connection, quarter: str) -> Sample | None:
    row = conn.execute("SELECT record FROM samples WHERE quarter = %s", (quarter,)).fetchone()
    return None if row is None else RECORD.validate_json(json.dumps(row["record"]))
