"""Writing scans and their visits, which are never changed later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from repostwatch.model import Column, Link, ListAccount, Reason, Visit
from repostwatch.model.watched_lists import ListOrigin, ListPlace
from repostwatch.store import links, list_rows
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack, packed

# Pages that a scan reads beside its lists: whatever they show, no earlier scan can have missed it.
BESIDE = ("extra",)


@dataclass(frozen=True, slots=True)
class PageVisit:
    """A visit with the links read from it. `role`: home, column, next, frame or article."""

    role: str
    visit: Visit
    links: Sequence[links.FoundLink] = ()
    evidence: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class FollowedList:
    """A list that a scan followed, with the links that stand on it."""

    place: ListPlace
    rows: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """A scan as it is written, in one transaction. `moved` is set if the homepage or a list page
    says that it is closed or has moved; `lists` summarises each list, `followed` are the same
    with their rows, or the homepage where its column stood for one; None where it is not known."""

    portal_id: str
    started_at: datetime
    ended_at: datetime
    reach: datetime | None
    gap: Reason | None
    embedded: bool | None
    columns: tuple[Column, ...] | None
    home: Visit
    visits: Sequence[PageVisit] = field(default=())
    run_id: str = ""
    moved: Reason | None = None
    lists: tuple[ListAccount, ...] = ()
    followed: tuple[FollowedList, ...] | None = None


SAVE_SCAN = """
INSERT INTO scans (portal_id, started_at, ended_at, reach, gap, embedded, columns, home_outcome,
                   home_reason, run_id, moved, lists, followed)
VALUES (%(portal_id)s, %(started_at)s, %(ended_at)s, %(reach)s, %(gap)s, %(embedded)s,
        %(columns)s, %(home_outcome)s, %(home_reason)s, %(run_id)s, %(moved)s,
        %(lists)s, %(followed)s)
ON CONFLICT (portal_id, started_at) DO UPDATE SET
    ended_at = excluded.ended_at, reach = excluded.reach, gap = excluded.gap,
    embedded = excluded.embedded, columns = excluded.columns,
    home_outcome = excluded.home_outcome, home_reason = excluded.home_reason,
    moved = excluded.moved, lists = excluded.lists, followed = excluded.followed,
    run_id = excluded.run_id
RETURNING scan_id
"""
SAVE_VISIT = """
INSERT INTO visits (portal_id, scan_id, role, url, outcome, fetched_at, final_url, status, size,
                    elapsed, reason, digest, content_type, etag, last_modified, reading, links,
                    evidence)
VALUES (%(portal_id)s, %(scan_id)s, %(role)s, %(url)s, %(outcome)s, %(fetched_at)s, %(final_url)s,
        %(status)s, %(size)s, %(elapsed)s, %(reason)s, %(digest)s, %(content_type)s, %(etag)s,
        %(last_modified)s, %(reading)s, %(links)s, %(evidence)s)
ON CONFLICT (portal_id, md5(url), fetched_at, role) DO UPDATE SET
    scan_id = excluded.scan_id, outcome = excluded.outcome, final_url = excluded.final_url,
    status = excluded.status, size = excluded.size, elapsed = excluded.elapsed,
    reason = excluded.reason, digest = excluded.digest, content_type = excluded.content_type,
    etag = excluded.etag, last_modified = excluded.last_modified, reading = excluded.reading,
    links = excluded.links, evidence = excluded.evidence
"""


def save(conn: Connection, record: ScanRecord) -> str:
    """Write a scan, its visits and its links; returns the scan's id."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(
            SAVE_SCAN,
            {
                "portal_id": record.portal_id,
                "started_at": record.started_at,
                "ended_at": record.ended_at,
                "reach": record.reach,
                "gap": pack(record.gap),
                "embedded": record.embedded,
                "columns": _columns(record.columns),
                "home_outcome": record.home.outcome,
                "home_reason": pack(record.home.reason),
                "run_id": record.run_id,
                "moved": pack(record.moved),
                "lists": Jsonb([_account(one) for one in record.lists]),
                "followed": _places(record.followed),
            },
        )
        row = cursor.fetchone()
        scan_id = None if row is None else row["scan_id"]
        # Scanned again for the same moment: earlier searches were of other pages.
        cursor.execute("DELETE FROM searches WHERE scan_id = %s", (scan_id,))
        save_visits(conn, record.portal_id, record.visits, scan_id)
        for beside in (False, True):
            pages = [page for page in record.visits if (page.role in BESIDE) is beside]
            found = [link for page in pages for link in page.links]
            links.save(conn, record.portal_id, found, wider=beside)
        for one in record.followed or ():
            # The registry's lists need no repost as proof.
            if one.place.origin is not ListOrigin.REGISTRY:
                list_rows.save(conn, record.portal_id, one.place.url, one.rows, record.started_at)
    return str(scan_id)


def save_visits(
    conn: Connection, portal_id: str, pages: Iterable[PageVisit], scan_id: int | None = None
) -> None:
    with conn.cursor() as cursor:
        cursor.executemany(
            SAVE_VISIT,
            [
                _fields(page.visit)
                | {
                    "reason": pack(page.visit.reason),
                    "portal_id": portal_id,
                    "scan_id": scan_id,
                    "role": page.role,
                    "links": len(page.links),
                    "evidence": None if page.evidence is None else Jsonb(dict(page.evidence)),
                }
                for page in pages
            ],
        )


def _fields(value: Visit | Column | ListAccount) -> dict[str, Any]:
    # Not asdict: it would take the reason apart, too.
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _places(followed: tuple[FollowedList, ...] | None) -> Jsonb | None:
    if followed is None:
        return None
    return Jsonb([[one.place.origin, one.place.url] for one in followed])


def _account(account: ListAccount) -> dict[str, Any]:
    return _fields(account) | {"why": packed(account.why) if account.why else None}


def _columns(columns: tuple[Column, ...] | None) -> Jsonb | None:
    if columns is None:
        return None
    return Jsonb(
        [
            _fields(column)
            | {
                "reason": packed(column.reason) if column.reason else None,
                "newest": column.newest
                and [column.newest.value.isoformat(), column.newest.precision.value],
            }
            for column in columns
        ]
    )
