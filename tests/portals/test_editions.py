"""The registries that come along."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import TypedDict
from urllib.parse import urlsplit

import pytest

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import BEIJING, Level, Portal
from repostwatch.portals.check import check_registry
from repostwatch.portals.editions import EDITIONS, HERE, read_edition
from repostwatch.portals.validity import current_portal, in_force

AT_2016 = datetime(2016, 7, 1, tzinfo=BEIJING)
AT_2026 = datetime(2026, 7, 1, tzinfo=BEIJING)


def ids(portals: tuple[Portal, ...]) -> set[str]:
    return {portal.portal_id for portal in portals}


@pytest.mark.parametrize("name", EDITIONS)
def test_every_edition_is_sound(name: str) -> None:
    assert check_registry(read_edition(name), name=name) == []


def test_the_check_of_2016_covers_71_departments_and_32_provincial_portals() -> None:
    portals = read_edition("2016")
    assert Counter(portal.level for portal in portals) == {Level.DEPARTMENT: 71, Level.PROVINCE: 32}
    assert len({urlsplit(portal.home_url).hostname for portal in portals}) == 103
    assert len({portal.name for portal in portals}) == 103


def test_2016_is_a_snapshot_that_can_be_laid_over_any_day() -> None:
    portals = read_edition("2016")
    assert in_force(portals, AT_2016) == in_force(portals, AT_2026) == portals


def test_history_at_a_moment_is_the_edition_of_that_time() -> None:
    history = read_edition("history")
    assert ids(in_force(history, AT_2016)) == ids(read_edition("2016"))
    assert ids(in_force(history, AT_2026)) == ids(read_edition("current"))


@pytest.mark.parametrize(
    ("gone", "answers"),
    [("mep", "mee"), ("cbrc", "nfra"), ("soa", "mnr"), ("sda", "nmpa"), ("ndrc", "ndrc")],
)
def test_a_closed_portal_leads_to_the_one_that_answers_now(gone: str, answers: str) -> None:
    found = current_portal(read_edition("history"), gone, AT_2026)
    assert found is not None
    assert found.portal_id == answers


def test_every_former_portal_has_an_heir_today() -> None:
    history = read_edition("history")
    for portal in history:
        assert current_portal(history, portal.portal_id, AT_2026) in read_edition("current"), (
            portal.portal_id
        )


def test_the_merged_bank_and_insurance_regulator_answered_from_2018_to_2023() -> None:
    found = current_portal(read_edition("history"), "circ", datetime(2020, 1, 1, tzinfo=BEIJING))
    assert found is not None
    assert found.name == "中国银行保险监督管理委员会"


def test_no_portal_has_a_limit_of_its_own() -> None:
    assert {portal.limit_hours for portal in read_edition("2016")} == {None}


@pytest.mark.parametrize("file", ["2016.csv", "current.csv", "former.csv"])
def test_what_is_unverified_names_cells_that_are_there(file: str) -> None:
    with (HERE / file).open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            for name in row["unverified"].split():
                assert name == "membership" or row[name], (row["portal_id"], name)
            for name in ("column_urls", "site_code", "valid_from", "valid_until"):
                assert not row[name] or name in row["unverified"] or file == "2016.csv", row


def test_an_unknown_edition_is_told() -> None:
    with pytest.raises(RepostwatchError, match="2016, current, history"):
        read_edition("1999")


class Change(TypedDict, total=False):
    portal_id: str
    home_url: str
    site_code: str
    successor: str
    level: Level


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"portal_id": "moe"}, "moe: this id stands 2 times"),
        ({"home_url": "https://www.moe.gov.cn"}, "one address"),
        ({"site_code": "0000000001"}, "bm and 8 digits"),
        ({"successor": "nobody"}, "nobody is not known"),
        ({"successor": "mfa"}, "its own successor"),
        ({"successor": "mee"}, "no valid_until"),
        ({"level": Level.CITY}, "covers 71 portals of level department, here are 70"),
    ],
)
def test_what_is_wrong_with_a_registry_is_told(change: Change, message: str) -> None:
    first, *others = read_edition("2016")
    assert first.portal_id == "mfa"
    problems = check_registry([replace(first, **change), *others], name="2016")
    assert any(message in problem for problem in problems), problems


def test_successors_in_a_circle_are_told_and_end_nowhere() -> None:
    until = datetime(2018, 1, 1, tzinfo=BEIJING)
    a = Portal("a", "甲", Level.CITY, "http://a/", valid_until=until, successor="b")
    b = Portal("b", "乙", Level.CITY, "http://b/", valid_until=until, successor="a")
    assert "a: its successors lead back to it" in check_registry([a, b])
    assert current_portal([a, b], "a", AT_2026) is None
