"""A list keeps its state, and every change of it, with who decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from repostwatch.model import Level, PageDate, Portal, Precision, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import Discovery, ListOrigin, ListState, WatchedList
from repostwatch.store import discoveries, portals, watched_lists
from repostwatch.store.database import Connection

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
PORTAL = Portal("moa", "农业农村部", Level.DEPARTMENT, "http://www.moa.gov.cn/")
FOUND = WatchedList(
    portal_id="moa",
    url="http://www.moa.gov.cn/gwy/",
    state=ListState.PROPOSED,
    origin=ListOrigin.DISCOVERED,
    reason=because(DiscoveryCode.TOO_FEW, releases=1, least=3, days=180),
    found_at=NOON,
    checked_at=NOON,
    name="国务院信息",
    releases=("r1",),
    items=20,
    newest=PageDate(NOON, Precision.DAY),
)


def test_a_list_comes_back_as_it_was_kept(conn: Connection) -> None:
    portals.save(conn, [PORTAL])
    watched_lists.save(conn, [FOUND])
    assert watched_lists.load(conn, ["moa", "other"]) == {"moa": (FOUND,), "other": ()}


def test_a_change_of_state_is_kept_with_who_decided(conn: Connection) -> None:
    portals.save(conn, [PORTAL])
    watched_lists.save(conn, [FOUND])
    watched_lists.save(conn, [replace(FOUND, items=21, checked_at=NOON + timedelta(days=1))])
    accepted = because(DiscoveryCode.ACCEPTED, by="王工", why="看过")
    watched_lists.save(
        conn,
        [replace(FOUND, state=ListState.IN_USE, origin=ListOrigin.PERSON, reason=accepted)],
        by="王工",
    )
    made = watched_lists.changes(conn, "moa")
    assert [(change.state, change.by) for change in made] == [
        (ListState.IN_USE, "王工"),
        (ListState.PROPOSED, ""),
    ]
    (kept,) = watched_lists.load(conn, ["moa"])["moa"]
    assert kept.origin is ListOrigin.PERSON
    assert kept.reason == accepted


def test_the_latest_search_counts(conn: Connection) -> None:
    portals.save(conn, [PORTAL])
    first = Discovery(
        portal_id="moa",
        started_at=NOON,
        ended_at=NOON + timedelta(minutes=1),
        asked=40,
        found=0,
        pages=("http://www.moa.gov.cn/",),
        reason=because(DiscoveryCode.ALL_READ, pages=1),
    )
    later = replace(first, started_at=NOON + timedelta(days=30), ended_at=NOON + timedelta(days=31))
    for one in (first, later, later):
        discoveries.save(conn, one)
    assert discoveries.latest(conn, ["moa", "other"]) == {"moa": later}
