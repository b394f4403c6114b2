"""What a run of discovering is over, and what it changed, for whoever operates it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from repostwatch.model import Portal, Reason, because
from repostwatch.model.codes import RunCode
from repostwatch.model.watched_lists import ListState
from repostwatch.pipeline.discovery_due import due_portals
from repostwatch.pipeline.scope import select_portals
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import watched_lists
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say

ListStates = Mapping[str, Mapping[str, ListState]]


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """The portals to search, and why each, a line for a log."""

    portals: list[Portal]
    lines: tuple[str, ...]


def search_plan(conn: Connection, settings: Settings, wanted: Sequence[str] = ()) -> SearchPlan:
    """The portals that were named by id or level, or else those that are due.

    Raises RepostwatchError where a name is neither, InputError for a bad registry.
    """
    portals = select_portals(conn, settings, wanted)
    if wanted:
        return SearchPlan(portals, ())
    due = due_portals(conn, settings, [portal.portal_id for portal in portals])
    chosen = [portal for portal in portals if portal.portal_id in due]
    whys = (because(RunCode.DUE, portal=one.name, why=due[one.portal_id]) for one in chosen)
    return SearchPlan(chosen, _said(whys, settings))


def list_states(conn: Connection, portal_ids: Sequence[str]) -> ListStates:
    """portal → address → state of each of its lists."""
    return {
        portal_id: {one.url: one.state for one in lists}
        for portal_id, lists in watched_lists.load(conn, portal_ids).items()
    }


def list_changes(conn: Connection, settings: Settings, before: ListStates) -> tuple[str, ...]:
    """The lists whose state is another one than `before`, a line each."""
    portals = portal_table.load(conn, list(before))
    after = watched_lists.load(conn, list(before))
    found = (
        because(
            RunCode.LIST_CHANGED, portal=portal.name, url=one.url, state=one.state, why=one.reason
        )
        for portal in portals
        for one in after[portal.portal_id]
        if before[portal.portal_id].get(one.url) is not one.state
    )
    return _said(found, settings)


def _said(reasons: Iterable[Reason], settings: Settings) -> tuple[str, ...]:
    style = Style(settings.language)
    return tuple(say(reason, style) for reason in reasons)
