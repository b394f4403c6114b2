"""Whether portals can be judged: those that were asked for, with their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from repostwatch.judging.readiness import readiness_figure
from repostwatch.model import Portal, Reason
from repostwatch.model.readiness import Readiness, Ready
from repostwatch.pipeline.readiness import keep_readiness, portal_readiness
from repostwatch.pipeline.scope import selection
from repostwatch.queries.asked import one_of
from repostwatch.queries.duty_list import Paging
from repostwatch.queries.misread import Asked
from repostwatch.settings import Settings
from repostwatch.store import kept_readiness
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from repostwatch.store.kept_readiness import FIRST


@dataclass(frozen=True, slots=True)
class AskedReadiness(Asked):
    """The address of the page as it was sent."""

    WORDS: ClassVar = {"state": Ready}

    state: str = ""


@dataclass(frozen=True, slots=True)
class ReadinessBoard:
    """Portals with their readiness, those that need somebody first. `figure` and `counts` are of
    all that were asked for."""

    rows: tuple[tuple[Portal, Readiness], ...]
    figure: Reason
    counts: Counter[Ready]


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    """The same in pages: `rows` have portal_id, name and level of each portal, and its readiness;
    `figure` and `counts` are of all. `state` is the one that was asked for."""

    rows: Sequence[tuple[dict[str, Any], Readiness]]
    figure: Reason
    counts: Counter[Ready]
    state: Ready | None
    paging: Paging


def readiness(
    conn: Connection, settings: Settings, portal_ids: Sequence[str] | None = None
) -> tuple[Readiness, ...]:
    """Of portals by id or level, or of all; in the registry's order.

    Raises RepostwatchError for an unknown name.
    """
    only = selection(conn, portals=portal_ids or ())
    return portal_readiness(conn, settings, only.portal_ids)


def readiness_board(
    conn: Connection, settings: Settings, portal_ids: Sequence[str] | None = None
) -> ReadinessBoard:
    """Raises RepostwatchError for an unknown name."""
    found = readiness(conn, settings, portal_ids)
    portals = {
        portal.portal_id: portal
        for portal in portal_table.load(conn, [one.portal_id for one in found])
    }
    rows = sorted(found, key=lambda one: FIRST.index(one.ready))
    counts = Counter(one.ready for one in found)
    return ReadinessBoard(
        rows=tuple((portals[one.portal_id], one) for one in rows),
        figure=readiness_figure(counts),
        counts=counts,
    )


def readiness_page(
    conn: Connection, settings: Settings, asked: str = "", page: int = 1
) -> ReadinessPage:
    """A page of the listed portals in the state that is asked for; no state: in any."""
    keep_readiness(conn, settings)
    counts, state = kept_readiness.counts(conn), one_of(Ready, asked)
    total, size = counts[state] if state else counts.total(), settings.pages.rows
    paging = Paging.of(page, total, size)
    rows = kept_readiness.rows(conn, state, size, (paging.page - 1) * size)
    return ReadinessPage(rows, readiness_figure(counts), counts, state, paging)
