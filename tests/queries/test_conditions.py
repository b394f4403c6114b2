"""What a list is filtered by and its form does not show is named, and taken off one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from repostwatch.model import VerdictKind
from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.conditions import OF_DUTIES, OF_GRID, unshown
from repostwatch.store import portals, releases
from repostwatch.store.database import Connection
from tests.plugins.plugin_world import GOOD, RELEASE

ALL = AskedDuties(
    verdict=("missing", "late"), level="department", portal="mct", release="r1", q="文旅", age="9",
    due="6", later="2", changed="24", before="pending", again="1", sort="deadline",
)  # fmt: skip


@pytest.fixture
def world(conn: Connection) -> Connection:
    portals.save(conn, [GOOD], whole=True)
    releases.save(conn, [RELEASE], RELEASE.published.earliest)
    return conn


def test_ids_are_named_and_the_rest_is_as_it_was_sent(world: Connection) -> None:
    assert {one.field: dict(one.facts) for one in unshown(world, ALL, OF_DUTIES)} == {
        "verdict": {"kinds": (VerdictKind.LATE, VerdictKind.MISSING)},
        "portal": {"name": GOOD.name},
        "release": {"name": RELEASE.title},
        "due": {"hours": "6"},
        "later": {"hours": "2"},
        "changed": {"hours": "24"},
        "before": {"before": VerdictKind.PENDING},
        "again": {},
    }


def test_each_is_taken_off_alone(world: Connection) -> None:
    for one in unshown(world, ALL, OF_DUTIES):
        gone = [pair for pair in ALL.parameters if pair not in one.parameters]
        assert {name for name, _ in gone} == {one.field}
        assert len(gone) + len(one.parameters) == len(ALL.parameters)


def test_what_the_form_shows_is_not_named_again(world: Connection) -> None:
    shown = AskedDuties(("missing",), level="city", authority="某办", q="文旅", age="9")
    assert unshown(world, shown, OF_DUTIES) == ()
    # The grid is filtered by a portal, and by no hours.
    assert [one.field for one in unshown(world, replace(ALL, verdict=()), OF_GRID)] == ["portal"]


def test_what_nobody_has_is_named_as_it_was_sent(world: Connection) -> None:
    [one] = unshown(world, AskedDuties(portal="nosuch"), OF_DUTIES)
    assert one.facts == {"name": "nosuch"}
