"""The lists of all portals by what is asked for: a page of them, with what proves each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import ClassVar

from repostwatch.model.watched_lists import ListProof, ListState
from repostwatch.queries.asked import one_of
from repostwatch.queries.duty_list import Paging
from repostwatch.queries.misread import Asked
from repostwatch.queries.watched_lists import ListEvidence, lists_at
from repostwatch.settings import Settings
from repostwatch.store import lists_found
from repostwatch.store.database import Connection
from repostwatch.store.lists_found import ListFilter


@dataclass(frozen=True, slots=True)
class AskedLists(Asked):
    """The fields of the form of lists as they were sent."""

    WORDS: ClassVar = {"state": ListState, "proof": ListProof}

    portal: str = ""
    q: str = ""
    state: str = ""
    proof: str = ""

    @property
    def filter(self) -> ListFilter:
        return ListFilter(
            portal=self.portal or None,
            words=self.q.strip() or None,
            state=one_of(ListState, self.state),
            proof=one_of(ListProof, self.proof),
        )

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Of the address that asks for the same."""
        return [(name, getattr(self, name)) for name in ("portal", "q", "state", "proof")]


@dataclass(frozen=True, slots=True)
class AllLists:
    """A page of lists, those that wait for a person first. `counts` by state are of all that the
    other conditions leave."""

    asked: AskedLists
    rows: tuple[ListEvidence, ...]
    counts: Counter[ListState]
    paging: Paging


def all_lists(conn: Connection, settings: Settings, asked: AskedLists, page: int) -> AllLists:
    wanted, size = asked.filter, settings.pages.rows
    counts = lists_found.counts(conn, replace(wanted, state=None))
    total = counts[wanted.state] if wanted.state else counts.total()
    paging = Paging.of(page, total, size)
    places = lists_found.keys(conn, wanted, size, (paging.page - 1) * size)
    return AllLists(asked, lists_at(conn, places), counts, paging)
