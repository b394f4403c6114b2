"""`repostwatch discover`: from homepages to a registry with lists."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from repostwatch.model.watched_lists import ListState
from repostwatch.store import watched_lists
from repostwatch.store.database import connect
from tests.commands.ground import RELEASES, Cli, Said, Web
from tests.discovering.sites import RELEASES as KNOWN
from tests.discovering.sites import rows
from tests.discovering.test_traps import KEPT, OTHER, site_of

NOW = "2026-09-07T09:00"
HEADER = "portal_id,name,level,home_url,column_urls,limit_hours,site_code,editor\n"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def registry(web: Web, tmp_path: Path) -> Path:
    """A portal with a list of reposts, one that is not there, one whose registry names a list."""
    made = site_of(a=("国务院文件", rows(KEPT, lag=0)), b=("要闻", OTHER))
    web.pages.update({path: page for path, page in made.pages.items() if isinstance(page, str)})
    path = tmp_path / "portals.csv"
    path.write_text(
        f'{HEADER}p,"示例市人民政府",city,{web.address}/,,24,,"王, 编辑"\n'
        f"gone,无市人民政府,city,{web.address}/gone/,,,,\n"
        f"known,已知市人民政府,city,{web.address}/,{web.address}/b/,,,\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    path = tmp_path / "releases.csv"
    lines = [
        f"{one.release_id},{one.title},,{one.published.earliest.isoformat()},,all\n"
        for one in KNOWN
    ]
    path.write_text(RELEASES + "".join(lines), encoding="utf-8")
    return path


def in_use(db: str) -> set[str]:
    """The lists of the portal that names none."""
    with connect(db) as conn:
        found = watched_lists.load(conn, ["p"])["p"]
    return {one.url for one in found if one.state is ListState.IN_USE}


def discover(run: Cli, registry: Path, releases: Path, db: str, *more: object) -> Said:
    out = registry.parent / "out"
    return run(
        "discover", "--portals", registry, "--releases", releases, "--out", out,
        "--now", NOW, *more, DB=db,
    )  # fmt: skip


def test_lists_registry_readiness_and_visits_are_written(
    run: Cli, web: Web, registry: Path, releases: Path, database_url: str
) -> None:
    said = discover(run, registry, releases, database_url)
    assert said.code == 0, said.both
    out = registry.parent / "out"
    lists = {(row["portal_id"], row["url"]): row for row in table(out / "lists.csv")}
    found = lists["p", f"{web.address}/a/"]
    assert (found["state"], found["releases"]) == ("in_use", str(len(KEPT)))
    assert list(found) == [
        "portal_id", "url", "state", "releases", "items", "newest", "reason"
    ]  # fmt: skip
    assert lists["known", f"{web.address}/b/"]["state"] == "in_use"
    assert lists["known", f"{web.address}/a/"]["state"] == "proposed"
    filled = {row["portal_id"]: row for row in table(out / "portals.csv")}
    assert filled["p"]["column_urls"] == f"{web.address}/a/"
    assert (filled["p"]["limit_hours"], filled["p"]["editor"]) == ("24", "王, 编辑")
    assert filled["gone"]["column_urls"] == ""
    assert filled["known"]["column_urls"] == f"{web.address}/b/"
    assert {row["portal_id"] for row in table(out / "readiness.csv")} == {"p", "gone", "known"}
    assert {row["portal_id"] for row in table(out / "visits.csv")} == {"p", "gone", "known"}


def test_its_registry_can_be_checked(
    run: Cli, registry: Path, releases: Path, database_url: str
) -> None:
    assert discover(run, registry, releases, database_url).code == 0
    out = registry.parent / "out"
    said = run(
        "check", "--portals", out / "portals.csv", "--releases", releases,
        "--out", registry.parent / "checked", "--now", NOW, DB=database_url,
    )  # fmt: skip
    assert said.code == 0, said.both
    verdicts = {
        (row["release_id"], row["portal_id"]): row["verdict"]
        for row in table(registry.parent / "checked" / "verdicts.csv")
    }
    assert verdicts["r2", "p"] == "on_time"


def test_pages_are_bounded_by_an_option(
    run: Cli, registry: Path, releases: Path, database_url: str
) -> None:
    assert discover(run, registry, releases, database_url, "--pages", 1).code == 0
    visited = [row["portal_id"] for row in table(registry.parent / "out" / "visits.csv")]
    assert visited.count("p") == 1


def test_a_check_finds_the_lists_of_portals_that_name_none(
    run: Cli, web: Web, registry: Path, releases: Path, database_url: str
) -> None:
    out = registry.parent / "checked"
    order = ("--portals", registry, "--releases", releases, "--out", out, "--now", NOW)
    left_out = run("check", *order, "--no-discover", DB=database_url)
    assert left_out.code == 0, left_out.both
    assert in_use(database_url) == set()
    said = run("check", *order, DB=database_url)
    assert said.code == 0, said.both
    assert in_use(database_url) == {f"{web.address}/a/"}
    verdicts = {
        (row["release_id"], row["portal_id"]): row["verdict"] for row in table(out / "verdicts.csv")
    }
    assert verdicts["r2", "p"] == "on_time"


def test_a_check_looks_for_a_list_that_it_just_found_gone(
    run: Cli, web: Web, registry: Path, releases: Path, database_url: str
) -> None:
    """The new address is read by the same check: nobody is unknown for a day over a redesign."""
    out = registry.parent / "checked"
    order = ("--portals", registry, "--releases", releases, "--out", out)
    assert run("check", *order, "--now", NOW, DB=database_url).code == 0
    web.pages["/c/"] = web.pages.pop("/a/")
    web.pages["/"] = web.pages["/"].replace("/a/", "/c/")
    said = run("check", *order, "--now", "2026-09-09T09:00", DB=database_url)
    assert said.code == 0, said.both
    scanned = {
        row["url"]: row["outcome"] for row in table(out / "visits.csv") if row["portal_id"] == "p"
    }
    assert scanned[f"{web.address}/c/"] == "ok"


def test_a_malformed_file_is_told_with_its_place(
    run: Cli, registry: Path, releases: Path, database_url: str
) -> None:
    registry.write_text(f"{HEADER}p,示例市,city,ftp://x/,,,,\n", encoding="utf-8")
    said = discover(run, registry, releases, database_url)
    assert said.code == 1
    assert "line 2" in said.both
    assert "home_url" in said.both
    assert not (registry.parent / "out").exists()
