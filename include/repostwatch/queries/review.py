"""What only a person can decide: how much of it there is, and a page of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


def _observed(settings: Settings) -> DutyFilter:
    return duty_rows.observed(settings.now(), settings.scan.watch_days)
