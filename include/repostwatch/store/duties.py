"""The duties of the last judging as they stand: what pages list, count and sort."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import tuple_row

from repostwatch.judging.settled import Basis
from repostwatch.model import VerdictKind
from repostwatch.store.database import Connection

NEW = """
CREATE TEMP TABLE IF NOT EXISTS new_duties (
    release_id text, portal_id text, deadline timestamptz, kind text, list_in_doubt boolean
) ON COMMIT DROP
"""
GONE = """
DELETE FROM duties d
WHERE d.release_id = ANY(%(releases)s) AND d.portal_id = ANY(%(portals)s) AND NOT EXISTS (
    SELECT FROM new_duties n WHERE (n.release_id, n.portal_id) = (d.release_id, d.portal_id))
"""
GONE_OF_SOME = """
DELETE FROM duties d USING unnest(%(gone_releases)s::text[], %(gone_portals)s::text[])
    AS gone (release_id, portal_id)
WHERE (d.release_id, d.portal_id) = (gone.release_id, gone.portal_id)
"""
SETTLE = """
UPDATE duties d SET basis = s.basis, cited = s.cited, until = s.until, waived = s.waived
FROM settled s WHERE (d.release_id, d.portal_id) = (s.release_id, s.portal_id)
  AND (d.basis, d.cited, d.until, d.waived) IS DISTINCT FROM (s.basis, s.cited, s.until, s.waived)
"""
NEW_SETTLED = """
CREATE TEMP TABLE IF NOT EXISTS settled (
    release_id text, portal_id text, basis text, cited bigint[], until timestamptz, waived boolean
) ON COMMIT DROP
"""
UNSETTLE = """
UPDATE duties SET basis = NULL
WHERE release_id = ANY(%s) AND portal_id = ANY(%s) AND basis IS NOT NULL
"""
# Since when a verdict stands, and what it was before, is read of its history. After a clock was set
# back what is decided now comes before what stood.
CHANGED = """
INSERT INTO duties (release_id, portal_id, deadline, kind, list_in_doubt, before, before_since,
                    changed_at)
SELECT n.release_id, n.portal_id, n.deadline, n.kind, n.list_in_doubt, other.kind, stood.at,
       coalesce(since.at, %(now)s)
FROM new_duties n
LEFT JOIN duties d USING (release_id, portal_id)
LEFT JOIN LATERAL (
    SELECT v.verdict_id, v.kind FROM verdicts v
    WHERE v.release_id = n.release_id AND v.portal_id = n.portal_id AND v.kind <> n.kind
    ORDER BY v.verdict_id DESC LIMIT 1
) other ON true
LEFT JOIN LATERAL (
    SELECT min(v.decided_at) AS at FROM verdicts v
    WHERE v.release_id = n.release_id AND v.portal_id = n.portal_id
      AND v.verdict_id > coalesce(other.verdict_id, 0)
) since ON true
LEFT JOIN LATERAL (
    SELECT v.verdict_id FROM verdicts v
    WHERE v.release_id = n.release_id AND v.portal_id = n.portal_id AND v.kind <> other.kind
      AND v.verdict_id < other.verdict_id
    ORDER BY v.verdict_id DESC LIMIT 1
) earlier ON true
LEFT JOIN LATERAL (
    SELECT min(v.decided_at) AS at FROM verdicts v
    WHERE v.release_id = n.release_id AND v.portal_id = n.portal_id
      AND v.verdict_id <= other.verdict_id AND v.verdict_id > coalesce(earlier.verdict_id, 0)
) stood ON true
WHERE (d.kind, d.deadline, d.list_in_doubt) IS DISTINCT FROM (n.kind, n.deadline, n.list_in_doubt)
   OR d.changed_at > %(now)s
ON CONFLICT (release_id, portal_id) DO UPDATE SET
    deadline = excluded.deadline, kind = excluded.kind, list_in_doubt = excluded.list_in_doubt,
    before = excluded.before, before_since = excluded.before_since,
    changed_at = excluded.changed_at
"""
TURNED = """
SELECT d.release_id, d.portal_id, r.title, p.name, d.before, d.kind
FROM duties d JOIN releases r USING (release_id) JOIN portals p USING (portal_id)
WHERE d.changed_at >= %s AND d.before IS NOT NULL ORDER BY d.portal_id, d.release_id
"""


@dataclass(frozen=True, slots=True)
class KeptDuty:
    """A duty as it was judged. `basis` is what its verdict rests on, by the scans `cited`; None
    where it is judged each time, as it is from `until` on, when a decision about it ends."""

    release_id: str
    portal_id: str
    deadline: datetime
    kind: VerdictKind
    basis: Basis | None
    cited: tuple[str, ...] = ()
    until: datetime | None = None
    waived: bool = False


@dataclass(frozen=True, slots=True)
class TurnedDuty:
    """A duty whose verdict was `before` and is `kind`; the release's title, the portal's name."""

    release_id: str
    portal_id: str
    title: str
    portal: str
    before: VerdictKind
    kind: VerdictKind


def load(conn: Connection, release_ids: Sequence[str], portal_ids: Sequence[str]) -> list[KeptDuty]:
    """The duties of these releases and portals, as they were last judged."""
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            "SELECT release_id, portal_id, deadline, kind, basis, cited::text[], until, waived "
            "FROM duties WHERE release_id = ANY(%s) AND portal_id = ANY(%s)",
            (list(release_ids), list(portal_ids)),
        )
        return [
            KeptDuty(
                release_id, portal_id, deadline, VerdictKind(kind), basis and Basis(basis),
                tuple(cited), until, waived,
            )
            for release_id, portal_id, deadline, kind, basis, cited, until, waived in cursor
        ]  # fmt: skip


def settle(conn: Connection, judged: Iterable[KeptDuty]) -> None:
    """Write what the verdicts of stored duties rest on."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(NEW_SETTLED)
        cursor.execute("TRUNCATE settled")
        with cursor.copy("COPY settled FROM STDIN") as copy:
            for one in judged:
                copy.write_row(
                    (one.release_id, one.portal_id, one.basis and one.basis.value,
                     [int(scan_id) for scan_id in one.cited], one.until, one.waived)
                )  # fmt: skip
        cursor.execute(SETTLE)


def unsettle(conn: Connection, release_ids: Sequence[str], portal_ids: Sequence[str]) -> None:
    """The next judging of everything judges these again."""
    conn.execute(UNSETTLE, (list(release_ids), list(portal_ids)))


def save(
    conn: Connection,
    found: Iterable[tuple[str, str, datetime, VerdictKind, bool]],
    release_ids: Sequence[str],
    portal_ids: Sequence[str],
    now: datetime,
    gone: Collection[tuple[str, str]] | None = None,
) -> None:
    """Write (release, portal, deadline, verdict, whether a decision about a list settles it) of all
    duties of these releases and portals, after their verdicts were written; those that are no
    duties any more are removed. With `gone` only these are, and `found` may be some of all."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(NEW)
        cursor.execute("TRUNCATE new_duties")
        with cursor.copy("COPY new_duties FROM STDIN") as copy:
            for release_id, portal_id, deadline, kind, list_in_doubt in found:
                copy.write_row((release_id, portal_id, deadline, kind.value, list_in_doubt))
        if gone is None:
            cursor.execute(GONE, {"releases": list(release_ids), "portals": list(portal_ids)})
        else:
            releases, portals = [one[0] for one in gone], [one[1] for one in gone]
            cursor.execute(GONE_OF_SOME, {"gone_releases": releases, "gone_portals": portals})
        cursor.execute(CHANGED, {"now": now})


def unsettle_others(conn: Connection, portal_ids: Sequence[str]) -> None:
    """The next judging of everything judges the duties of all other portals again."""
    conn.execute(
        "UPDATE duties SET basis = NULL WHERE portal_id <> ALL(%s) AND basis IS NOT NULL",
        (list(portal_ids),),
    )


def turned(conn: Connection, since: datetime) -> list[TurnedDuty]:
    """The duties whose verdict became another from that moment on; a first verdict is none."""
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(TURNED, (since,))
        return [
            TurnedDuty(release_id, portal_id, title, portal, VerdictKind(before), VerdictKind(kind))
            for release_id, portal_id, title, portal, before, kind in cursor
        ]
