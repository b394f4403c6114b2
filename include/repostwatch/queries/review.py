"""What only a person can decide: how much of it there is, and a page of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.model import Standing, VerdictKind
from repostwatch.queries.column_review import ColumnEvidence, columns_in_review
from repostwatch.queries.duty import DutyEvidence, evidence_of
from repostwatch.queries.duty_list import Paging
from repostwatch.queries.watched_lists import ListEvidence, lists_in_review
from repostwatch.settings import Settings
from repostwatch.store import duty_counts, duty_rows, portal_rows, watched_lists
from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import DutyFilter
from repostwatch.store.portal_rows import PortalFilter


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many duties, columns and lists wait for a person. `by_lists`: duties in review that a
    person's word on a list of their portal settles; that list waits, they are not counted."""

    duties: int
    columns: int
    lists: int
    by_lists: int = 0

    @property
    def total(self) -> int:
        return self.duties + self.columns + self.lists


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """A page of the duties, of the columns and of the lists; `waiting` has all of them. The number
    of pages is that of the longest."""

    waiting: Waiting
    paging: Paging
    duties: tuple[DutyEvidence, ...]
    columns: tuple[ColumnEvidence, ...]
    lists: tuple[ListEvidence, ...]


def review_queue(conn: Connection, settings: Settings, page: int, size: int | None) -> ReviewQueue:
    """`size` of each kind on a page, None for all of them: duties in order of deadline, columns and
    lists in the registry's. Duties that one decision about a list of their portal settles are left
    out."""
    wanted = replace(_observed(settings), kinds=(VerdictKind.REVIEW,), one_by_one=True)
    columns = portal_rows.count(conn, PortalFilter(settings.now(), standing=Standing.REVIEW))
    waiting = waiting_now(conn, settings, columns)
    longest = max(waiting.duties, waiting.columns, waiting.lists)
    paging = Paging.of(page, longest, size or max(longest, 1))
    offset = (paging.page - 1) * (size or 0)
    keys = duty_rows.keys(conn, wanted, size, offset)
    return ReviewQueue(
        waiting,
        paging,
        duties=evidence_of(conn, settings, keys),
        columns=columns_in_review(conn, settings, size, offset),
        lists=lists_in_review(conn, size, offset),
    )


def waiting_now(conn: Connection, settings: Settings, columns: int) -> Waiting:
    """`columns`: how many of them are in review."""
    every, by_lists = duty_counts.in_review(conn, _observed(settings))
    return Waiting(every - by_lists, columns, watched_lists.count_waiting(conn), by_lists)


def waiting_for_lists(
    conn: Connection, settings: Settings, portal_ids: Collection[str]
) -> dict[str, int]:
    """portal → how many of its duties are in review only because of its lists, and are judged anew
    as soon as somebody says something about one of these; without portals that have none."""
    if not portal_ids:
        return {}
    wanted = replace(
        _observed(settings),
        kinds=(VerdictKind.REVIEW,),
        portals=tuple(portal_ids),
        by_lists=True,
    )
    found = duty_rows.by_portal(conn, wanted)
    return {portal_id: counted.total() for portal_id, counted in found.items()}


def changed_by(conn: Connection, settings: Settings, one: ListEvidence) -> int:
    """How many duties of a list's portal have another verdict since the latest word on the list."""
    if one.decided_at is None:
        return 0
    before = one.decided_at - datetime.resolution  # the judging may be of the same moment
    wanted = replace(_observed(settings), portal=one.portal.portal_id, changed_after=before)
    return duty_rows.counts(conn, wanted).total()


def _observed(settings: Settings) -> DutyFilter:
    return duty_rows.observed(settings.now(), settings.scan.watch_days)
