"""Verdicts and column standings: an append-only history, and the current state over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from psycopg.rows import DictRow

from repostwatch.model import (
    ColumnStanding,
    Decision,
    Interval,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack, unpack

VERDICT_FIELDS = (
    "release_id, portal_id, kind, machine, reason, reposted_earliest, reposted_latest, link_id, "
    "link_title, link_url, decision, scan_ids, backdated"
)
COLUMN_FIELDS = "portal_id, standing, machine, reason, name, url"
# Reasons come as text: equal ones are read once.
VERDICT_READ, COLUMN_READ = (
    fields.replace("reason", "reason::text").replace("backdated", "backdated::text")
    for fields in (VERDICT_FIELDS, COLUMN_FIELDS)
)


def append(
    conn: Connection, verdicts: Iterable[Verdict], rule_version: str, decided_at: datetime
) -> int:
    """Add the verdicts that differ from the current ones; returns how many did."""
    wanted = list(verdicts)
    duties = [(verdict.release_id, verdict.portal_id) for verdict in wanted]
    releases, portals = ({one[side] for one in duties} for side in (0, 1))
    # Of nearly all releases and portals the whole is read faster than one after another.
    some = len(duties) * 2 < len(releases) * len(portals)
    known = of_duties(conn, duties) if some else load(conn, sorted(releases), sorted(portals))
    current = {(verdict.release_id, verdict.portal_id): verdict for verdict in known}
    changed = [v for v in wanted if current.get((v.release_id, v.portal_id)) != v]
    if not changed:
        return 0
    with (
        conn.transaction(),
        conn.cursor() as cursor,
        cursor.copy(
            f"COPY verdicts ({VERDICT_FIELDS}, rule_version, decided_at) FROM STDIN"
        ) as copy,
    ):
        for verdict in changed:
            copy.write_row((*_verdict_row(verdict), rule_version, decided_at))
    return len(changed)


def load(conn: Connection, release_ids: Sequence[str], portal_ids: Sequence[str]) -> list[Verdict]:
    """The current verdicts over the releases and portals named, in a fixed order."""
    rows = conn.execute(
        f"SELECT {VERDICT_READ} FROM current_verdicts "  # noqa: S608  constant names
        "WHERE release_id = ANY(%s) AND portal_id = ANY(%s) ORDER BY release_id, portal_id",
        (list(release_ids), list(portal_ids)),
    )
    return [_verdict(row) for row in rows]


def of_duties(conn: Connection, duties: Sequence[tuple[str, str]]) -> list[Verdict]:
    """The current verdicts of (release, portal), in the order in which they are named."""
    rows = conn.execute(
        f"""
        SELECT v.* FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY
            AS d (release_id, portal_id, place)
        CROSS JOIN LATERAL (
            SELECT {VERDICT_READ} FROM verdicts
            WHERE release_id = d.release_id AND portal_id = d.portal_id
            ORDER BY verdict_id DESC LIMIT 1
        ) v ORDER BY d.place
        """,  # noqa: S608  constant names
        ([release for release, _ in duties], [portal for _, portal in duties]),
    )
    return [_verdict(row) for row in rows]


def history(conn: Connection, release_id: str, portal_id: str) -> list[tuple[datetime, Verdict]]:
    """The verdicts of a duty that were others than the one before, with the moment of each, the
    latest first. One whose reason alone changed is the same verdict."""
    rows = conn.execute(
        f"""
        SELECT * FROM (
            SELECT {VERDICT_READ}, verdict_id, decided_at, concat(kind, ' ', machine) AS word,
                   lag(concat(kind, ' ', machine)) OVER (ORDER BY verdict_id) AS before
            FROM verdicts WHERE release_id = %s AND portal_id = %s
        ) v WHERE before IS DISTINCT FROM word ORDER BY verdict_id DESC
        """,  # noqa: S608  constant names
        (release_id, portal_id),
    )
    return [(row["decided_at"], _verdict(row)) for row in rows]


def append_columns(
    conn: Connection, standings: Iterable[ColumnStanding], decided_at: datetime
) -> int:
    """Add the standings that differ from the current ones; returns how many did."""
    wanted = list(standings)
    current = {
        standing.portal_id: standing
        for standing in load_columns(conn, [standing.portal_id for standing in wanted])
    }
    changed = [s for s in wanted if current.get(s.portal_id) != s]
    with conn.transaction(), conn.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO column_standings ({COLUMN_FIELDS}, decided_at) "  # noqa: S608  the same
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [(*_column_row(standing), decided_at) for standing in changed],
        )
    return len(changed)


def load_columns(conn: Connection, portal_ids: Sequence[str]) -> list[ColumnStanding]:
    rows = conn.execute(
        f"SELECT {COLUMN_READ} FROM current_columns "  # noqa: S608  constant names
        "WHERE portal_id = ANY(%s) ORDER BY portal_id",
        (list(portal_ids),),
    )
    return [_column(row) for row in rows]


def columns_before(
    conn: Connection, portal_ids: Sequence[str], until: datetime
) -> dict[str, ColumnStanding]:
    """Each portal's last standing that was decided before a moment, where there is one."""
    rows = conn.execute(
        f"SELECT DISTINCT ON (portal_id) {COLUMN_READ} FROM column_standings "  # noqa: S608  the same
        "WHERE portal_id = ANY(%s) AND decided_at < %s ORDER BY portal_id, standing_id DESC",
        (list(portal_ids), until),
    )
    return {row["portal_id"]: _column(row) for row in rows}


def _column_row(standing: ColumnStanding) -> tuple[object, ...]:
    return (
        standing.portal_id,
        standing.standing.value,
        standing.machine and standing.machine.value,
        pack(standing.reason),
        standing.name,
        standing.url,
    )


def _column(row: DictRow) -> ColumnStanding:
    kinds = {name: row[name] and Standing(row[name]) for name in ("standing", "machine")}
    return ColumnStanding(**row | kinds | {"reason": given(row["reason"])})


def _verdict_row(verdict: Verdict) -> tuple[object, ...]:
    return (
        verdict.release_id,
        verdict.portal_id,
        verdict.kind.value,
        verdict.machine and verdict.machine.value,
        pack(verdict.reason),
        verdict.reposted and verdict.reposted.earliest,
        verdict.reposted and verdict.reposted.latest,
        verdict.link_id,
        verdict.link_title,
        verdict.link_url,
        verdict.decision and verdict.decision.value,
        list(verdict.scan_ids),
        pack(verdict.backdated),
    )


def _verdict(row: DictRow) -> Verdict:
    return Verdict(
        release_id=row["release_id"],
        portal_id=row["portal_id"],
        kind=VerdictKind(row["kind"]),
        machine=row["machine"] and VerdictKind(row["machine"]),
        reason=given(row["reason"]),
        reposted=row["reposted_earliest"]
        and Interval(row["reposted_earliest"], row["reposted_latest"]),
        link_title=row["link_title"],
        link_url=row["link_url"],
        link_id=row["link_id"],
        decision=row["decision"] and Decision(row["decision"]),
        scan_ids=tuple(row["scan_ids"]),
        backdated=unpack(row["backdated"]),
    )
