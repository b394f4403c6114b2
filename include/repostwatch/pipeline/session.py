"""What every step starts with: the store, the crawler, and whom and what the step is about."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from repostwatch import portals as portals_room
from repostwatch import releases as releasing
from repostwatch import store
from repostwatch.crawl import Crawler
from repostwatch.errors import DatabaseError, RepostwatchError
from repostwatch.model import Duty, Portal, Release
from repostwatch.settings import Settings
from repostwatch.store import Connection, decisions, hosts
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scope:
    """The releases, portals and duties that a step is about."""

    releases: tuple[Release, ...]
    portals: tuple[Portal, ...]
    duties: tuple[Duty, ...]

    @property
    def release_ids(self) -> list[str]:
        return [release.release_id for release in self.releases]

    @property
    def portal_ids(self) -> list[str]:
        return [portal.portal_id for portal in self.portals]


@dataclass(frozen=True, slots=True)
class Only:
    """Narrows a step to some releases or portals; None means all that are listed."""

    release_ids: Sequence[str] | None = None
    portal_ids: Sequence[str] | None = None


ALL = Only()


async def together(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """All results in order. Where one fails, the others are done before its error goes on."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    except BaseException:  # we are to stop
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    if failures := [one for one in ended if isinstance(one, BaseException)]:
        for failure in failures[1:]:
            log.error("%r", failure, exc_info=failure)
        raise failures[0]
    return [one for one in ended if not isinstance(one, BaseException)]


@contextmanager
def open_store(settings: Settings) -> Iterator[Connection]:
    """A connection to the product's database. Raises DatabaseError where there is none."""
    if settings.db is None:
        raise DatabaseError(
            "no database: set REPOSTWATCH_DB (or the Airflow connection repostwatch_db)"
        )
    with store.connect(settings.db) as conn:
        yield conn


def crawler_of(conn: Connection, settings: Settings) -> Crawler:
    """A crawler that knows from the store which hosts are to be left alone, and tells it."""
    return Crawler(
        settings.crawl,
        allow_loopback=settings.allow_loopback,
        now=settings.now,
        host_state=hosts.StoredHosts(conn),
    )


def scope(conn: Connection, settings: Settings, only: Only = ALL) -> Scope:
    """Duties follow from the releases, the portals and what people changed about them."""
    releases = release_table.load(conn, only.release_ids)
    portals = portal_table.load(conn, only.portal_ids)
    duties = releasing.duties(
        releases,
        portals,
        decisions.load_overrides(conn, [release.release_id for release in releases]),
        settings=settings.duties,
        now=settings.now(),
    )
    return Scope(releases, portals, duties)


def select_portals(
    conn: Connection, settings: Settings, wanted: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """(portal_id, name) of the portals to scan: those named by id or level, or all of them.

    The registry is read anew, so that an edit of its file takes effect at the next scan.
    Raises RepostwatchError where a wanted name is neither, InputError for a bad registry.
    """
    registry = (
        portals_room.read_portals(settings.portals)
        if settings.portals
        else portals_room.edition("current")
    )
    portal_table.save(conn, registry, whole=True)
    chosen = _chosen(portal_table.load(conn), wanted)
    return [(portal.portal_id, portal.name) for portal in chosen]


def narrow(conn: Connection, releases: Sequence[str] = (), portals: Sequence[str] = ()) -> Only:
    """What a form asked for: releases by id, portals by id or level; none named means all.

    Raises RepostwatchError where a name is unknown: misspelt is not "nothing to do".
    """
    known = {release.release_id for release in release_table.load(conn, releases)}
    if strangers := sorted(set(releases) - known):
        raise RepostwatchError(
            f"no such release: {', '.join(strangers)}. A duty's page shows its release's id."
        )
    chosen = _chosen(portal_table.load(conn), portals) if portals else ()
    return Only(
        release_ids=list(releases) or None,
        portal_ids=[portal.portal_id for portal in chosen] or None,
    )


def _chosen(portals: Sequence[Portal], wanted: Sequence[str]) -> list[Portal]:
    known = {portal.portal_id for portal in portals} | {portal.level.value for portal in portals}
    if strangers := sorted(set(wanted) - known):
        raise RepostwatchError(
            f"no such portal or level: {', '.join(strangers)}. "
            "`repostwatch portals list` shows those that are watched."
        )
    return [
        portal
        for portal in portals
        if not wanted or portal.portal_id in wanted or portal.level.value in wanted
    ]


def watched(duty: Duty, now: datetime, settings: Settings) -> bool:
    """Whether a duty is still worth reading deep lists for."""
    days = settings.scan.watch_days
    return days is None or now <= duty.deadline.latest + timedelta(days=days)
