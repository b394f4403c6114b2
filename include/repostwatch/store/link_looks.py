"""Looks at links of sampled homepages: the latest of each site and quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from repostwatch.model import Outcome, PageKind, Reason
from repostwatch.model.spot_checks import HomeLink, LinkLook, PageDates
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack, unpack

ADD = """
INSERT INTO link_looks (quarter, portal_id, url, words, looked_at, outcome, status, kind, reason,
                        led_to, evidence, dates)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
DATES = TypeAdapter(PageDates)


@dataclass(frozen=True, slots=True)
class LinkHome:
    """A homepage as the round read it: how many links it has, and the reason where it could not be
    read. `visit` is what reads it again out of the archive; `second_level` is how many second-level
    pages it has, None where it does not only lead on."""

    at: datetime
    found: int
    reason: Reason | None
    visit: Mapping[str, Any] | None = None
    second_level: int | None = None


def save(
    conn: Connection,
    quarter: str,
    portal_id: str,
    home: LinkHome,
    looks: Sequence[LinkLook],
) -> None:
    """In the place of earlier looks at the same site."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(
            "DELETE FROM link_homes WHERE quarter = %s AND portal_id = %s", (quarter, portal_id)
        )
        cursor.execute(
            "INSERT INTO link_homes "
            "(quarter, portal_id, looked_at, found, reason, visit, second_level) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            (
                quarter,
                portal_id,
                home.at,
                home.found,
                pack(home.reason),
                None if home.visit is None else Jsonb(dict(home.visit)),
                home.second_level,
            ),
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


def load(conn: Connection, quarter: str) -> dict[str, tuple[LinkHome, list[LinkLook]]]:
    """Of each site whose homepage was read: that homepage, and the looks at some of its links."""
    read = {name: home for name, home in homes(conn, quarter).items() if home.reason is None}
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
            row["dates"] and DATES.validate_python(row["dates"]),
        )
        looks[row["portal_id"]].append(look)
    return {name: (home, looks[name]) for name, home in read.items()}


def homes(conn: Connection, quarter: str) -> dict[str, LinkHome]:
    """Of each site to whose homepage the round came, by id."""
    rows = conn.execute(
        "SELECT *, reason::text AS why FROM link_homes WHERE quarter = %s ORDER BY portal_id",
        (quarter,),
    )
    return {
        row["portal_id"]: LinkHome(
            row["looked_at"], row["found"], unpack(row["why"]), row["visit"], row["second_level"]
        )
        for row in rows
    }


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
        None if look.dates is None else Jsonb(DATES.dump_python(look.dates, mode="json")),
    )
