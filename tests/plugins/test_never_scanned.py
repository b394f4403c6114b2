"""A portal that is registered and was never scanned is shown and says so; one that the registry has
no longer is not shown as watched."""

from __future__ import annotations

import re

import pytest

from repostwatch.model import Level, Portal
from repostwatch.store import portals
from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import EVIL, GOOD

NEW = Portal("new", "新设部", Level.DEPARTMENT, "https://new.example.cn/")


@pytest.fixture
def registered(store_of_ui: Connection) -> None:
    portals.save(store_of_ui, [GOOD, EVIL, NEW], whole=True)


def names(text: str) -> list[str]:
    """The portals of a list, by their links."""
    table = text.partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'href="/repostwatch/portals/([^"#?]+)"', table)


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("place", ["/portals", "/portals?unseen=1", "/portals?never=1", "/ready"])
def test_it_stands_in_the_lists(ui: Ui, place: str) -> None:
    text = ui.get(place).text
    assert "new" in names(text)
    if "=1" in place:
        assert names(text) == ["new"]
        assert "尚未采集</span>" in text


@pytest.mark.usefixtures("registered")
def test_the_first_page_counts_it_among_what_could_not_be_seen(ui: Ui) -> None:
    unseen = ui.get("/").text.partition('<section id="unseen"')[2].partition("</section>")[0]
    assert '<a class="tag bad" href="/repostwatch/portals?never=1">其中1家尚未采集</a>' in unseen
    assert names(unseen) == ["new"]


def test_where_all_were_scanned_nothing_is_said_of_it(ui: Ui) -> None:
    assert "尚未采集</a>" not in ui.get("/").text
    assert names(ui.get("/portals?never=1").text) == []


@pytest.mark.usefixtures("registered")
def test_its_own_page_says_so(ui: Ui) -> None:
    answer = ui.get("/portals/new")
    assert answer.status == 200
    assert "尚未采集</span></dd>" in answer.text
    assert 'id="unlisted"' not in answer.text


def test_what_stands_in_the_registry_alone_is_to_come(ui: Ui) -> None:
    """Its line may be a minute old. The server reads the edition that comes along."""
    answer = ui.get("/portals/mfa")
    assert answer.status == 404
    assert "“mfa”已在登记表中，尚未采集" in answer.text
    assert "没有编号为“nobody”的门户网站" in ui.get("/portals/nobody").text


def test_what_was_removed_is_not_watched(ui: Ui, store_of_ui: Connection) -> None:
    portals.save(store_of_ui, [EVIL, NEW], whole=True)
    assert "mct" not in names(ui.get("/portals").text)
    page = ui.get("/portals/mct").text
    assert "登记表中已没有此网站，不再监测" in page
    assert 'name="dag" value="scan_portals"' not in page
    assert 'name="dag" value="scan_portals"' in ui.get("/portals/evil").text
