"""People's decisions about verdicts and columns, and their overrides of duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from psycopg.rows import DictRow

from repostwatch.model import Standing
from repostwatch.model.decisions import ColumnDecision, DutyOverride, HumanDecision
from repostwatch.store.database import Connection


@contextmanager
def one_at_a_time(conn: Connection, *about: str) -> Iterator[None]:
    """A transaction with a lock on one subject; a concurrent decision waits, and then sees the
    first one."""
    with conn.transaction():
        name = "\n".join(("decision", *about))
        conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))
        yield


def save(conn: Connection, release_id: str, portal_id: str, decision: HumanDecision) -> None:
    """Add a decision on a duty; the newest counts, older ones are kept."""
    conn.execute(
        "INSERT INTO decisions (release_id, portal_id, kind, link_id, decided_by, reason, "
        "decided_at, expires_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (
            release_id,
            portal_id,
            decision.kind,
            decision.link_id,
            decision.by,
            decision.reason,
            decision.at,
            decision.expires,
        ),
    )


def load(conn: Connection, release_ids: Sequence[str]) -> dict[tuple[str, str], HumanDecision]:
    """(release, portal) → the newest decision."""
    rows = conn.execute(
        "SELECT DISTINCT ON (release_id, portal_id) * FROM decisions WHERE release_id = ANY(%s) "
        "ORDER BY release_id, portal_id, decision_id DESC",
        (list(release_ids),),
    )
    return {(row["release_id"], row["portal_id"]): _decision(row) for row in rows}


def history(conn: Connection, release_id: str, portal_id: str) -> list[HumanDecision]:
    """Every decision on a duty, the newest first."""
    rows = conn.execute(
        "SELECT * FROM decisions WHERE release_id = %s AND portal_id = %s "
        "ORDER BY decision_id DESC",
        (release_id, portal_id),
    )
    return [_decision(row) for row in rows]


def save_column(conn: Connection, portal_id: str, decision: ColumnDecision) -> None:
    """Add a decision on a portal's column; the newest counts, older ones are kept."""
    conn.execute(
        "INSERT INTO column_decisions (portal_id, standing, rests_on, decided_by, reason, "
        "decided_at, expires_at) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        (
            portal_id,
            decision.standing and decision.standing.value,
            decision.rests_on,
            decision.by,
            decision.reason,
            decision.at,
            decision.expires,
        ),
    )


def load_columns(conn: Connection, portal_ids: Sequence[str]) -> dict[str, ColumnDecision]:
    """Portal → the newest decision on its column."""
    rows = conn.execute(
        "SELECT DISTINCT ON (portal_id) * FROM column_decisions WHERE portal_id = ANY(%s) "
        "ORDER BY portal_id, decision_id DESC",
        (list(portal_ids),),
    )
    return {row["portal_id"]: _column_decision(row) for row in rows}


def column_history(conn: Connection, portal_id: str) -> list[ColumnDecision]:
    """Every decision on a portal's column, the newest first."""
    rows = conn.execute(
        "SELECT * FROM column_decisions WHERE portal_id = %s ORDER BY decision_id DESC",
        (portal_id,),
    )
    return [_column_decision(row) for row in rows]


def save_override(conn: Connection, override: DutyOverride) -> None:
    conn.execute(
        "INSERT INTO duty_overrides (release_id, target, action, decided_by, reason, decided_at, "
        "expires_at, hours) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (
            override.release_id,
            override.target,
            override.action,
            override.by,
            override.reason,
            override.at,
            override.expires,
            override.hours,
        ),
    )


def load_overrides(conn: Connection, release_ids: Sequence[str]) -> tuple[DutyOverride, ...]:
    """Every change to the duties of these releases, in the order it was made."""
    rows = conn.execute(
        "SELECT * FROM duty_overrides WHERE release_id = ANY(%s) ORDER BY override_id",
        (list(release_ids),),
    )
    return tuple(
        DutyOverride(
            release_id=row["release_id"],
            target=row["target"],
            action=row["action"],
            by=row["decided_by"],
            reason=row["reason"],
            at=row["decided_at"],
            expires=row["expires_at"],
            hours=row["hours"],
        )
        for row in rows
    )


def _decision(row: DictRow) -> HumanDecision:
    return HumanDecision(
        kind=row["kind"],
        link_id=row["link_id"],
        by=row["decided_by"],
        reason=row["reason"],
        at=row["decided_at"],
        expires=row["expires_at"],
    )


def _column_decision(row: DictRow) -> ColumnDecision:
    return ColumnDecision(
        standing=row["standing"] and Standing(row["standing"]),
        rests_on=row["rests_on"],
        by=row["decided_by"],
        reason=row["reason"],
        at=row["decided_at"],
        expires=row["expires_at"],
    )


def labelled(conn: Connection) -> list[tuple[str, str, str, str]]:
    """(release's title and number, link's title, yes or no) of every link decided about.

    The newest decision on a link counts; waivers say nothing about it, nor what was withdrawn.
    """
    rows = conn.execute(
        """
        SELECT DISTINCT ON (d.release_id, d.link_id)
               r.title AS release_title, coalesce(r.doc_number, '') AS doc_number,
               l.title AS portal_title,
               CASE d.kind WHEN 'reject' THEN 'no' ELSE 'yes' END AS label
        FROM decisions d
        JOIN releases r USING (release_id)
        JOIN links l ON l.link_id::text = d.link_id
        WHERE d.kind IN ('confirm', 'late', 'reject') AND NOT EXISTS (
            SELECT 1 FROM decisions w WHERE w.kind = 'withdraw' AND w.release_id = d.release_id
                AND w.portal_id = d.portal_id AND w.decision_id > d.decision_id)
        ORDER BY d.release_id, d.link_id, d.decision_id DESC
        """
    )
    fields = ("release_title", "doc_number", "portal_title", "label")
    return sorted(tuple(row[name] for name in fields) for row in rows)
