"""Whether portals can be judged: those that were asked for, with their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.judging.readiness import readiness_figure
from repostwatch.model import Portal, Reason
from repostwatch.model.readiness import Readiness, Ready
from repostwatch.pipeline.readiness import portal_readiness
from repostwatch.pipeline.scope import selection
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection

# What needs a person stands first.
FIRST = (Ready.WAITING, Ready.CANNOT, Ready.WORD, Ready.PROOF)


@dataclass(frozen=True, slots=True)
class ReadinessBoard:
    """Portals with their readiness, those that need somebody first. `figure` and `counts` are of
    all that were asked for."""

    rows: tuple[tuple[Portal, Readiness], ...]
    figure: Reason
    counts: Counter[Ready]


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
    return ReadinessBoard(
        rows=tuple((portals[one.portal_id], one) for one in rows),
        figure=readiness_figure(found),
        counts=Counter(one.ready for one in found),
    )
