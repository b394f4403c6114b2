"""Portals listed by what is asked for, with their duties by verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from repostwatch.model import Level, Standing, VerdictKind
from repostwatch.portals.validity import ended_by
from repostwatch.queries.asked import one_of
from repostwatch.queries.duty_list import Paging
from repostwatch.queries.misread import ON, Asked
from repostwatch.settings import Settings
from repostwatch.store import duty_rows, portal_rows
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from repostwatch.store.portal_rows import PortalFilter, PortalSort


@dataclass(frozen=True, slots=True)
class AskedPortals(Asked):
    """The fields of the portals' form as they were sent."""

    WORDS: ClassVar = {"level": Level, "standing": Standing}
    FLAGS: ClassVar = ("unseen", "never")
    ORDERS: ClassVar = {"sort": PortalSort}

    q: str = ""
    level: str = ""
    authority: str = ""
    standing: str = ""
    unseen: str = ""
    never: str = ""
    sort: str = ""

    @property
    def order(self) -> PortalSort:
        return one_of(PortalSort, self.sort) or PortalSort.REGISTRY

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Of the address that asks for the same."""
        names = ("q", "level", "authority", "standing", "unseen", "never", "sort")
        return [(name, getattr(self, name)) for name in names]


@dataclass(frozen=True, slots=True)
class PortalList:
    """`ends`: portal → since when it is closed, of the rows that are."""

    asked: AskedPortals
    rows: Sequence[dict[str, Any]]
    counts: Mapping[str, Counter[VerdictKind]]
    paging: Paging
    authorities: Sequence[str]
    ends: Mapping[str, datetime]


def portal_list(conn: Connection, settings: Settings, asked: AskedPortals, page: int) -> PortalList:
    now, size = settings.now(), settings.pages.rows
    wanted = PortalFilter(
        now,
        level=one_of(Level, asked.level),
        authority=asked.authority or None,
        words=asked.q.strip() or None,
        standing=one_of(Standing, asked.standing),
        unseen=asked.unseen == ON,
        never=asked.never == ON,
    )
    paging = Paging.of(page, portal_rows.count(conn, wanted), size)
    rows = portal_rows.rows(conn, wanted, asked.order, size, (paging.page - 1) * size)
    observed = duty_rows.observed(now, settings.scan.watch_days)
    ids = tuple(row["portal_id"] for row in rows)
    counts = duty_rows.by_portal(conn, replace(observed, portals=ids)) if rows else {}
    ends = ended_by(portal_table.load(conn, ids), now)
    return PortalList(asked, rows, counts, paging, portal_rows.authorities(conn), ends)
