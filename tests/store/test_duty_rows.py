"""Duties as they stand: what judging writes, and lists of them against a filter in plain Python."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest

from repostwatch.judging.figures import figures_of, figures_of_tallies
from repostwatch.model import (
    ColumnStanding,
    Interval,
    Level,
    Portal,
    Release,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.model.reasons import text
from repostwatch.model.words import OVERDUE
from repostwatch.settings import JudgingSettings
from repostwatch.store import (
    duties,
    duty_changes,
    duty_counts,
    duty_grid,
    duty_rows,
    portal_rows,
    portals,
    releases,
    verdicts,
)
from repostwatch.store.database import Connection
from repostwatch.store.duty_changes import ChangedDuties
from repostwatch.store.duty_rows import WORST, DutyFilter, DutySort

NOW = datetime(2026, 8, 31, tzinfo=UTC)
PORTALS = [
    Portal("a", "甲_部", Level.DEPARTMENT, "https://a.example/", authority="某办"),
    Portal("b", "乙%省", Level.PROVINCE, "https://b.example/"),
    Portal("c", "丙市\\", Level.CITY, "https://c.example/", authority="某办"),
]
RELEASES = [
    Release(
        f"r{number}",
        f"第{number}件事的通知",
        Interval.at(NOW - timedelta(days=number * 3)),
        doc_number=f"国发〔2026〕{number}号",
    )
    for number in range(12)
]
ALL = duty_rows.observed(NOW, 30)


def judged(kind: VerdictKind, release: str = "r1", portal: str = "a") -> Verdict:
    return Verdict(release, portal, kind, text(kind.value))


def write(conn: Connection, kind: VerdictKind, at: datetime, deadline: datetime = NOW) -> None:
    """What one judging writes of a single duty."""
    verdicts.append(conn, [judged(kind)], "1", at)
    duties.save(conn, [("r1", "a", deadline, kind, False)], ["r1"], ["a"], at)


@pytest.fixture
def world(conn: Connection) -> Connection:
    portals.save(conn, PORTALS, whole=True)
    releases.save(conn, RELEASES, NOW)
    return conn


def the(conn: Connection) -> dict[str, Any]:
    [row] = duty_rows.rows(conn, ALL, DutySort.WORST, None)
    return row


def test_a_duty_tells_since_when_it_stands_so_and_what_it_was(world: Connection) -> None:
    write(world, VerdictKind.PENDING, NOW - timedelta(hours=9))
    first = the(world)
    assert (first["before"], first["changed_at"]) == (None, NOW - timedelta(hours=9))
    write(world, VerdictKind.MISSING, NOW - timedelta(hours=5))
    write(world, VerdictKind.MISSING, NOW - timedelta(hours=2))  # nothing new
    found = the(world)
    assert found["kind"] is VerdictKind.MISSING
    assert found["before"] is VerdictKind.PENDING
    assert found["changed_at"] == NOW - timedelta(hours=5)
    assert found["reason"] == text("missing")
    write(world, VerdictKind.PENDING, NOW - timedelta(hours=1), NOW + timedelta(hours=8))
    again = the(world)
    assert (again["before"], again["deadline"]) == (VerdictKind.MISSING, NOW + timedelta(hours=8))


def test_what_came_back_to_what_it_was_has_not_changed(world: Connection) -> None:
    """Waived and that undone: yesterday's change is still the one from pending."""
    write(world, VerdictKind.PENDING, NOW - timedelta(hours=30))
    write(world, VerdictKind.UNKNOWN, NOW - timedelta(hours=9))
    write(world, VerdictKind.WAIVED, NOW - timedelta(hours=2))
    write(world, VerdictKind.UNKNOWN, NOW - timedelta(hours=1))
    assert the(world)["before"] is VerdictKind.WAIVED, "the last step"
    yesterday = replace(ALL, changed_after=NOW - timedelta(hours=24))
    moved = {(VerdictKind.PENDING, VerdictKind.UNKNOWN): 1}
    assert duty_changes.changed(world, yesterday).turns == moved
    [row] = duty_rows.rows(world, yesterday, DutySort.CHANGED, None)
    assert row["before"] is VerdictKind.PENDING
    recently = replace(ALL, changed_after=NOW - timedelta(hours=3))
    assert duty_changes.changed(world, recently) == ChangedDuties()
    assert not duty_rows.keys(world, recently)


def test_after_an_upgrade_the_history_tells_it(world: Connection) -> None:
    """The table is empty until the first judging; what was overdue for days is not new then."""
    write(world, VerdictKind.PENDING, NOW - timedelta(days=9))
    write(world, VerdictKind.LATE, NOW - timedelta(days=5))
    world.execute("TRUNCATE duties")
    write(world, VerdictKind.LATE, NOW)
    found = the(world)
    assert (found["before"], found["changed_at"]) == (VerdictKind.PENDING, NOW - timedelta(days=5))


def test_what_is_no_duty_any_more_is_gone_and_others_stay(world: Connection) -> None:
    found = [("r1", "a", NOW, VerdictKind.LATE, False), ("r2", "b", NOW, VerdictKind.LATE, False)]
    verdicts.append(
        world, [judged(VerdictKind.LATE), judged(VerdictKind.LATE, "r2", "b")], "1", NOW
    )
    duties.save(world, found, ["r1", "r2"], ["a", "b"], NOW)
    duties.save(world, [], ["r1"], ["a", "b"], NOW)
    assert duty_rows.keys(world, ALL) == [("r2", "b")]
    portals.save(world, PORTALS[:1], whole=True)
    assert duty_rows.keys(world, ALL) == [], "a portal that is not watched owes nothing"


def filled(conn: Connection, lot: random.Random) -> list[dict[str, Any]]:
    """Every duty with a verdict by lot, as rows of plain values."""
    found = []
    for release in RELEASES:
        for portal in PORTALS:
            kinds = [lot.choice(WORST[:3]) for _ in range(4)]
            times = [NOW - timedelta(hours=lot.randrange(one, one + 15)) for one in (45, 30, 15, 0)]
            history = list(zip(kinds, times, strict=True))
            for kind, at in history:
                one = judged(kind, release.release_id, portal.portal_id)
                verdicts.append(conn, [one], "1", at)
            deadline = NOW + timedelta(hours=lot.randrange(-90, 30))
            key = release.release_id, portal.portal_id
            doubted = kinds[-1] is VerdictKind.REVIEW and lot.random() < 0.5
            duties.save(conn, [(*key, deadline, kinds[-1], doubted)], [key[0]], [key[1]], NOW)
            found.append({
                "release": release, "portal": portal, "kind": kinds[-1], "deadline": deadline,
                "doubted": doubted, "history": history,
            })  # fmt: skip
    return found


def stands_since(row: dict[str, Any]) -> datetime:
    own = takewhile(lambda one: one[0] is row["kind"], reversed(row["history"]))
    since: datetime = min(at for _, at in own)
    return since


def held(row: dict[str, Any], then: datetime) -> VerdictKind | None:
    return next((kind for kind, at in reversed(row["history"]) if at <= then), None)


def before(row: dict[str, Any], since: datetime | None) -> VerdictKind | None:
    """The verdict at that moment, or the first one; without a moment the last other one."""
    others = [kind for kind, _ in row["history"] if kind is not row["kind"]]
    if not others or since is None:
        return others[-1] if others else None
    return held(row, since) or row["history"][0][0]


def changed(row: dict[str, Any], since: datetime) -> bool:
    return stands_since(row) > since and held(row, since) is not row["kind"]


def again(row: dict[str, Any], since: datetime | None) -> bool:
    return before(row, since) not in {None, row["kind"]}


def newly(row: dict[str, Any], since: datetime | None) -> bool:
    then = before(row, None) if since is None else held(row, since)
    return row["kind"] in OVERDUE and then not in OVERDUE


def fits(row: dict[str, Any], wanted: DutyFilter) -> bool:
    """The slow and obvious oracle."""
    release, portal, since = row["release"], row["portal"], wanted.changed_after
    said = (release.title, portal.name, release.doc_number)
    return all((
        wanted.published_after is None or release.published.latest >= wanted.published_after,
        release.published.earliest <= wanted.published_until,
        not wanted.kinds or row["kind"] in wanted.kinds,
        wanted.before is None or before(row, since) is wanted.before,
        wanted.level is None or portal.level is wanted.level,
        wanted.authority is None or portal.authority == wanted.authority,
        wanted.portal is None or portal.portal_id == wanted.portal,
        wanted.release is None or release.release_id == wanted.release,
        not wanted.words or any(wanted.words in one for one in said),
        wanted.due_after is None or row["deadline"] > wanted.due_after,
        wanted.due_until is None or row["deadline"] <= wanted.due_until,
        since is None or changed(row, since),
        not wanted.again or again(row, since),
        not wanted.newly or newly(row, since),
        not wanted.one_by_one or not row["doubted"],
    ))  # fmt: skip


CHOICES: dict[str, list[Any]] = {
    "published_after": [None, NOW - timedelta(days=10)],
    "kinds": [(), (VerdictKind.MISSING,), (VerdictKind.LATE, VerdictKind.REVIEW)],
    "before": [None, VerdictKind.REVIEW],
    "level": [None, Level.PROVINCE],
    "authority": [None, "某办"],
    "portal": [None, "a"],
    "release": [None, "r4"],
    "words": [None, "第1", "%", "_", "\\", "〔2026〕3", "无此"],
    "due_after": [None, NOW],
    "due_until": [None, NOW + timedelta(hours=6)],
    "changed_after": [None, *(NOW - timedelta(hours=one) for one in (5, 24, 40, 99))],
    "again": [False, True],
    "newly": [False, False, True],
    "one_by_one": [False, True],
}


def test_filters_count_and_sort_as_plain_python_does(world: Connection) -> None:
    lot = random.Random(7)
    made = filled(world, lot)
    every = [one.release_id for one in RELEASES], [one.portal_id for one in PORTALS]
    duty_counts.count_again(world, *every, ALL)
    for _ in range(150):
        chosen = {name: lot.choice(some) for name, some in CHOICES.items() if lot.random() < 0.4}
        wanted = replace(ALL, **chosen)
        expected = {
            (one["release"].release_id, one["portal"].portal_id)
            for one in made
            if fits(one, wanted)
        }
        sort = lot.choice(list(DutySort))
        found = list(duty_rows.rows(world, wanted, sort, None))
        assert list(duty_rows.rows(world, replace(wanted, few=True), sort, None)) == found
        assert {(one["release_id"], one["portal_id"]) for one in found} == expected, chosen
        by_key = {(one["release"].release_id, one["portal"].portal_id): one for one in made}
        for one in found:
            own = by_key[one["release_id"], one["portal_id"]]
            assert one["before"] is before(own, wanted.changed_after)
        turned = [by_key[key] for key in expected if again(by_key[key], wanted.changed_after)]
        counted = duty_changes.changed(world, wanted)
        assert counted.turns == Counter(
            (before(one, wanted.changed_after), one["kind"]) for one in turned
        )
        assert counted.new == Counter(by_key[key]["kind"] for key in expected)
        new = [key for key in expected if newly(by_key[key], wanted.changed_after)]
        assert counted.overdue == len(new)
        assert duty_rows.counts(world, wanted) == counted.new
        assert duty_rows.counts(world, wanted).total() == len(expected)
        assert sum(one.total() for one in duty_rows.by_portal(world, wanted).values()) == len(
            expected
        )
        assert set(duty_rows.keys(world, wanted)) == expected
        lines = duty_grid.releases(world, wanted, 100)
        assert {line["release_id"] for line in lines} == {release for release, _ in expected}
        assert sum(sum(line["counts"].values()) for line in lines) == len(expected)


def test_the_figures_of_tallies_are_those_of_every_duty(world: Connection) -> None:
    lot = random.Random(11)
    made = filled(world, lot)
    observed = [one for one in made if fits(one, ALL)]
    decided = [
        judged(one["kind"], one["release"].release_id, one["portal"].portal_id) for one in observed
    ]
    # The last portal was never judged by its column; the first was, twice.
    standings = [
        ColumnStanding("a", Standing.ABSENT, text("no block")),
        ColumnStanding("a", Standing.PRESENT, text("a block")),
        ColumnStanding("b", Standing.REVIEW, text("no dates")),
    ]
    for standing in standings:
        verdicts.append_columns(world, [standing], NOW)
    every = [one.release_id for one in RELEASES], [one.portal_id for one in PORTALS]
    duty_counts.count_again(world, *every, ALL)
    for share in (0.2, 0.5, 1.0):
        settings = JudgingSettings(timely_share=share)
        found = figures_of_tallies(duty_counts.tallies(world), settings)
        assert found == figures_of(PORTALS, decided, standings[1:], settings)
    assert portal_rows.in_review(world) == ["b"]


def test_the_grid_has_the_portals_of_the_verdicts_and_levels_asked_for(world: Connection) -> None:
    made = filled(world, random.Random(5))
    every = [one.release_id for one in RELEASES], [one.portal_id for one in PORTALS]
    duty_counts.count_again(world, *every, ALL)
    for kinds in ((), (VerdictKind.MISSING,), (VerdictKind.WAIVED, VerdictKind.LATE)):
        for level in (None, Level.CITY):
            wanted = replace(ALL, kinds=kinds, level=level)
            expected = {one["portal"].portal_id for one in made if fits(one, wanted)}
            found = duty_grid.portals(world, wanted, 10, 0)
            assert {one["portal_id"] for one in found} == expected
            assert duty_grid.count_portals(world, wanted) == len(expected)
            worst = [(one["overdue"], one["review"], one["unknown"]) for one in found]
            assert worst == sorted(worst, reverse=True)


@pytest.mark.parametrize("sort", DutySort)
def test_pages_together_are_the_whole_in_its_order(world: Connection, sort: DutySort) -> None:
    filled(world, random.Random(3))
    whole = [row["verdict_key"] for row in keyed(world, sort, None, 0)]
    pages = [row["verdict_key"] for at in range(0, 40, 7) for row in keyed(world, sort, 7, at)]
    assert pages == whole
    if sort is DutySort.WORST:
        places = [WORST.index(row["kind"]) for row in keyed(world, sort, None, 0)]
        assert places == sorted(places)


def keyed(conn: Connection, sort: DutySort, limit: int | None, at: int) -> list[dict[str, Any]]:
    found = duty_rows.rows(conn, ALL, sort, limit, at)
    return [row | {"verdict_key": (row["release_id"], row["portal_id"])} for row in found]


def test_of_what_is_still_to_come_the_nearest_deadline_stands_first(world: Connection) -> None:
    """Of what has passed, and of both together, the latest does."""
    for number, release in enumerate(RELEASES):
        deadline = NOW + timedelta(hours=(number * 7) % 10 - 5)
        kind = VerdictKind.PENDING if number % 2 or deadline > NOW else VerdictKind.MISSING
        key = release.release_id, "a"
        verdicts.append(world, [judged(kind, *key)], "1", NOW)
        duties.save(world, [(*key, deadline, kind, False)], [key[0]], [key[1]], NOW)
    pending, overdue = (VerdictKind.PENDING,), (VerdictKind.MISSING,)
    for wanted, coming in (
        (replace(ALL, due_after=NOW), True),
        (replace(ALL, kinds=pending), True),
        (ALL, False),
        (replace(ALL, kinds=overdue), False),
        (replace(ALL, kinds=(*pending, *overdue)), False),
    ):
        rows = duty_rows.rows(world, wanted, DutySort.DEADLINE, None)
        found = [row["deadline"] for row in rows]
        assert len(set(found)) > 1
        assert found == sorted(found, reverse=not coming)
