"""The step around a walk: pages fetched, kept, stored; taken up again; one portal's failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from repostwatch.discovering.walk import SiteWalk
from repostwatch.model import Level, Portal
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import ListState
from repostwatch.pipeline.discover import discover_lists
from repostwatch.pipeline.discovery_due import due_portals
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.scope import Selection
from repostwatch.settings import Settings
from repostwatch.store import discoveries, visits, watched_lists
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection
from tests.discovering.sites import NOW, RELEASES, rows
from tests.discovering.test_traps import OTHER, menu, site_of
from tests.pipeline.served import Pages, served

SHOWN = RELEASES[:30]


class Here(Pages):
    site: dict[str, str]
    asked: list[str]

    def page(self) -> str | None:
        if self.path == "/robots.txt":
            return None
        self.asked.append(self.path)
        return self.site.get(self.path)


@pytest.fixture
def address() -> Iterator[str]:
    made = site_of(a=("国务院文件", rows(SHOWN)), b=("要闻", OTHER), c=("政务公开", OTHER))
    Here.site = {path: page for path, page in made.pages.items() if isinstance(page, str)}
    Here.asked = []
    with served(Here) as here:
        yield here


@pytest.fixture
def here(conn: Connection, address: str, tmp_path: Path) -> Settings:
    portal_table.save(conn, [Portal("p", "示例省", Level.PROVINCE, f"{address}/")])
    release_table.save(conn, [replace(one, duty="all") for one in RELEASES], NOW)
    made = Settings.model_validate(
        {
            "allow_loopback": True,
            "var_dir": tmp_path,
            "crawl": {"gap_seconds": 0.0, "retry_seconds": 0.01},
            "scan": {"readers": 0},
        }
    )
    return made.as_of(NOW)


def test_a_search_stores_its_lists_pages_and_end(
    conn: Connection, here: Settings, address: str
) -> None:
    pages: list[str] = []
    (summary,) = discover_lists(conn, here, on_page=lambda _, url: pages.append(url))
    assert (summary.in_use, summary.passing) == (1, False)
    found = {one.url: one for one in watched_lists.load(conn, ["p"])["p"]}
    assert found[f"{address}/a/"].state is ListState.IN_USE
    assert len(found[f"{address}/a/"].releases) == len(SHOWN)
    ended = discoveries.latest(conn, ["p"])["p"]
    assert list(ended.pages) == pages
    assert ended.reason.code is DiscoveryCode.ENOUGH
    stored = visits.of_discoveries(conn, ["p"])
    assert [visit["url"] for visit in stored] == pages
    assert all(visit["evidence"] for visit in stored if visit["outcome"] == "ok")


def test_a_scan_follows_what_was_found(conn: Connection, here: Settings, address: str) -> None:
    discover_lists(conn, here)
    match_links(conn, here, Selection())
    later = here.as_of(NOW + timedelta(hours=2))
    (summary,) = scan_portals(conn, later)
    assert summary.complete
    (one,) = conn.execute("SELECT url FROM visits WHERE role = 'column'").fetchall()
    assert one["url"] == f"{address}/a/"


def test_a_search_that_broke_off_is_taken_up_without_asking_again(
    conn: Connection, here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, taken = SiteWalk.take, []

    def breaks(self: SiteWalk, *what: object) -> None:
        taken.append(what)
        if len(taken) == 2:
            raise OSError("the disk is full")
        take(self, *what)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(SiteWalk, "take", breaks)
        with pytest.raises(OSError, match="disk"):
            discover_lists(conn, here)
    before = list(Here.asked)
    assert len(before) == 2
    (summary,) = discover_lists(conn, here.as_of(NOW + timedelta(hours=1)))
    assert summary.in_use == 1
    assert not set(Here.asked[len(before) :]) & set(before)
    assert discoveries.latest(conn, ["p"])["p"].started_at == NOW


def test_a_search_that_ended_is_asked_again(conn: Connection, here: Settings) -> None:
    discover_lists(conn, here)
    before = len(Here.asked)
    discover_lists(conn, here.as_of(NOW + timedelta(hours=1)))
    assert len(Here.asked) == 2 * before


def test_a_portal_that_cannot_be_read_affects_no_other(
    conn: Connection, here: Settings, address: str
) -> None:
    portal_table.save(conn, [Portal("dead", "无", Level.CITY, f"{address}/none/")])
    found = {one.portal_id: one for one in discover_lists(conn, here)}
    assert (found["p"].in_use, found["dead"].in_use) == (1, 0)
    assert discoveries.latest(conn, ["dead"])["dead"].reason.code is DiscoveryCode.HOME_FAILED


def test_an_unexpected_error_fails_one_portal(
    conn: Connection, here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("nobody thought of this")

    monkeypatch.setattr(SiteWalk, "take", fails)
    (summary,) = discover_lists(conn, here)
    assert summary.in_use == 0


def test_a_redesign_is_found_by_the_search_that_is_due(
    conn: Connection, here: Settings, address: str
) -> None:
    discover_lists(conn, here)
    assert due_portals(conn, here) == {}
    Here.site["/new/"] = Here.site.pop("/a/")
    Here.site["/"] = Here.site["/"].replace("/a/", "/new/")
    later = here.as_of(NOW + timedelta(days=2))
    scan_portals(conn, later)
    assert due_portals(conn, later)["p"].code is DiscoveryCode.LIST_FAILS
    discover_lists(conn, later, list(due_portals(conn, later)))
    states = {one.url: one.state for one in watched_lists.load(conn, ["p"])["p"]}
    assert states[f"{address}/a/"] is ListState.GONE
    assert states[f"{address}/new/"] is ListState.IN_USE


def test_a_proposed_list_is_read_beside_and_proves_nothing(
    conn: Connection, here: Settings, address: str
) -> None:
    Here.site["/"] = menu(a="国务院文件")
    Here.site["/a/"] = f"<h2>国务院文件</h2>{rows(RELEASES[:2])}"
    discover_lists(conn, here)
    (one,) = watched_lists.load(conn, ["p"])["p"]
    assert one.state is ListState.PROPOSED
    (summary,) = scan_portals(conn, here.as_of(NOW + timedelta(hours=1)))
    assert not summary.complete
    stored = conn.execute("SELECT url, links FROM visits WHERE role = 'extra'").fetchall()
    assert [(row["url"], row["links"]) for row in stored] == [(f"{address}/a/", 2)]
