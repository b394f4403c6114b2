"""What every step needs: the database, a crawler, and the releases, portals and duties."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg

from repostwatch.base.errors import DatabaseError
from repostwatch.model import Duty, Portal, Release
from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.portals.editions import registry
from repostwatch.releases.duties import duties_of, too_early
from repostwatch.settings import Settings
from repostwatch.store import decisions, scans
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection, connect, lost

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scope:
    """The releases, portals and duties that a step works on."""

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
class Selection:
    """Narrows a step to some releases or portals; None means all that are listed."""

    release_ids: Sequence[str] | None = None
    portal_ids: Sequence[str] | None = None


ALL = Selection()


@contextmanager
def open_store(settings: Settings) -> Iterator[Connection]:
    """A connection to the product's database. Raises DatabaseError if none is configured, and
    where the server goes away, or can store no more, while inside."""
    if settings.db is None:
        raise DatabaseError(
            "no database: set REPOSTWATCH_DB (or the Airflow connection repostwatch_db)"
        )
    try:
        with connect(settings.db) as conn:
            yield conn
    except psycopg.OperationalError as error:
        raise lost(error, settings.db) from error


def load_scope(conn: Connection, settings: Settings, only: Selection = ALL) -> Scope:
    """Load releases and portals, and derive their duties with people's overrides.

    What came out before the watch began is left out, unless a person made it somebody's duty.
    """
    releases = release_table.load(conn, only.release_ids)
    portals = portal_table.load(conn, only.portal_ids)
    duties = duties_of(
        releases,
        portals,
        decisions.load_overrides(conn, [release.release_id for release in releases]),
        settings=settings.duties,
        now=settings.now(),
    )
    owed = {duty.release_id for duty in duties}
    watched = (
        one for one in releases if one.release_id in owed or not too_early(one, settings.duties)
    )
    return Scope(tuple(watched), portals, duties)


def select_portals(
    conn: Connection, settings: Settings, wanted: Sequence[str] = ()
) -> list[Portal]:
    """The portals to scan: those named by id or level, or all of them.

    The registry is read anew, so that an edit of its file takes effect at the next scan.
    Raises RefusedError where a wanted name is neither, InputError for a bad registry.
    """
    register_portals(conn, settings)
    return list(among(portal_table.load(conn), wanted))


def register_portals(conn: Connection, settings: Settings) -> int:
    """Take in the registry as it is now; how many portals it lists.

    The pages show a portal from here on, before any scan, and no longer show as watched what was
    removed. Raises InputError for a bad registry.
    """
    portals = registry(settings)
    portal_table.save(conn, portals, whole=True)
    return len(portals)


def selection(
    conn: Connection, releases: Sequence[str] = (), portals: Sequence[str] = ()
) -> Selection:
    """The selection of a form: releases by id, portals by id or level; none means all.

    Raises RefusedError for an unknown name, so that a typo does not mean "nothing to do".
    """
    known = {release.release_id for release in release_table.load(conn, releases)}
    if unknown := sorted(set(releases) - known):
        raise RefusedError(RefusalCode.NO_SUCH_RELEASES, names=tuple(unknown))
    chosen = among(portal_table.load(conn), portals) if portals else ()
    return Selection(
        release_ids=list(releases) or None,
        portal_ids=[portal.portal_id for portal in chosen] or None,
    )


def among(portals: Sequence[Portal], wanted: Sequence[str]) -> list[Portal]:
    """Those named by id or level, or all of them. Raises RefusedError for another name."""
    known = {portal.portal_id for portal in portals} | {portal.level.value for portal in portals}
    if unknown := sorted(set(wanted) - known):
        raise RefusedError(RefusalCode.NO_SUCH_PORTALS, names=tuple(unknown))
    return [
        portal
        for portal in portals
        if not wanted or portal.portal_id in wanted or portal.level.value in wanted
    ]


def has_scans_of(conn: Connection, run_id: str) -> bool:
    """Whether a run has looked at any portal."""
    return scans.any_of_run(conn, run_id)


def is_worth_scanning(duty: Duty, now: datetime, settings: Settings) -> bool:
    """Whether a duty is recent enough to follow lists back to its release."""
    days = settings.scan.watch_days
    return days is None or now <= duty.deadline.latest + timedelta(days=days)
