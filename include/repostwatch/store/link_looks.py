"""Looks at links of sampled homepages: the latest of each site and quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from psycopg.types.json import Jsonb

from repostwatch.model import Outcome, PageKind, Reason
from repostwatch.model.spot_checks import HomeLink, LinkLook
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack, unpack

ADD = """
INSERT INTO link_looks (quarter, portal_id, url, words, looked_at, outcome, status, kind, reason,
                        led_to, evidence)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def save(
    conn: Connection,
    quarter: str,
    portal_id: str,
    home: tuple[datetime, int, Reason | None],
    looks: Sequence[LinkLook],
) -> None:
    """In the place of earlier looks at the same site. `home`: when its homepage was read, how many
    links it has, and the reason where it could not be read."""
    at, found, reason = home
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(
            "DELETE FROM link_homes WHERE quarter = %s AND portal_id = %s", (quarter, portal_id)
        )
        cursor.execute(
            "INSERT INTO link_homes (quarter, portal_id, looked_at, found, reason) "
            "VALUES (%s, %s, %s, %s, %s)",
            (quarter, portal_id, at, found, pack(reason)),
        )
        cursor.executemany(ADD, [_row(quarter, one) for one in looks])


def seen_since(conn: Connection, quarter: str, since: datetime) -> set[str]:
    """Sites whose homepage was read, and its links looked at, since then."""
    rows = conn.execute(
        "SELECT portal_id FROM link_homes WHERE quarter = %s AND looked_at >= %s "
        "AND reason IS NULL",
        (quarter, since),
    )
    return {row["portal_id"] for row in rows}


def load(conn: Connection, quarter: str) -> dict[str, tuple[int, list[LinkLook]]]:
    """Of each site whose homepage was read: how many links it has, and the looks at some."""
    homes = conn.execute(
        "SELECT portal_id, found FROM link_homes WHERE quarter = %s AND reason IS NULL "
        "ORDER BY portal_id",
        (quarter,),
    ).fetchall()
    rows = conn.execute(
        "SELECT *, reason::text AS why FROM link_looks WHERE quarter = %s ORDER BY portal_id, url",
        (quarter,),
    )
    looks: dict[str, list[LinkLook]] = defaultdict(list)
    for row in rows:
        look = LinkLook(
            row["portal_id"],
            HomeLink(row["url"], row["words"]),
            row["looked_at"],
            Outcome(row["outcome"]),
            row["status"],
            row["kind"] and PageKind(row["kind"]),
            unpack(row["why"]),
            row["led_to"],
            row["evidence"],
        )
        looks[row["portal_id"]].append(look)
    return {one["portal_id"]: (one["found"], looks[one["portal_id"]]) for one in homes}


def _row(quarter: str, look: LinkLook) -> tuple[object, ...]:
    return (
        quarter,
        look.portal_id,
        look.link.url,
        look.link.words,
        look.at,
        look.outcome.value,
        look.status,
        look.kind and look.kind.value,
        pack(look.reason),
        look.led_to,
        None if look.evidence is None else Jsonb(dict(look.evidence)),
    )
