"""Portals without a list in the registry: what their homepage leads to proves nothing until it
carried a repost or a person vouches for it. Through `check`, over a web of our own."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from repostwatch.model import because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList
from repostwatch.store import watched_lists
from repostwatch.store.database import connect
from tests.commands.ground import PORTALS, RELEASES, TITLE, Cli, Files, Web

EARLIER = "国务院办公厅关于规范乡村食堂服务工作的意见"
NEWS = [
    (f"国务院关于做好第{n}号水库工作的通知", f"2026-08-{day}") for n, day in enumerate((13, 11, 8))
]
FIRST, SECOND, THIRD = (f"2026-08-{day}T10:00+08:00" for day in (14, 15, 16))


@pytest.fixture
def homes(web: Web, tmp_path: Path) -> Files:
    """Portals with nothing but a homepage: `silent` never reposted, `once` reposted an earlier
    policy, `front` has its column on the homepage only."""
    rows = web.portal("silent", *NEWS) + web.portal(
        "once", NEWS[0], (EARLIER, "2026-08-09"), NEWS[2]
    )
    web.portal("front", *NEWS)
    web.pages["/front/"] = web.pages["/front/"].replace('<a href="/front/gwy/">', "<a>")
    rows += f"front,front市人民政府,city,{web.address}/front/,,,\n"
    portals, releases = tmp_path / "portals.csv", tmp_path / "releases.csv"
    bare = "".join(",".join((*row.split(",")[:4], ",,\n")) for row in rows.splitlines())
    portals.write_text(PORTALS + bare, encoding="utf-8")
    releases.write_text(
        f"{RELEASES}r0,{EARLIER},,2026-08-09T09:00,,\nr1,{TITLE},,2026-08-12T09:00,,\n",
        encoding="utf-8",
    )
    return Files(portals, releases, tmp_path / "out")


def checked(run: Cli, files: Files, now: str, db: str) -> dict[tuple[str, str], tuple[str, str]]:
    """(portal, release) → verdict and reason."""
    said = run(
        "check", "--portals", files.portals, "--releases", files.releases,
        "--now", now, "--out", files.out, DB=db,
    )  # fmt: skip
    assert said.code == 0, said.both
    with (files.out / "verdicts.csv").open(encoding="utf-8-sig", newline="") as table:
        return {
            (row["portal_id"], row["release_id"]): (row["verdict"], row["reason"])
            for row in csv.DictReader(table)
        }


def decide(db: str, portal_id: str, state: ListState) -> WatchedList:
    """What a person says of the one list that is proposed."""
    with connect(db) as conn:
        (proposed,) = watched_lists.load(conn, [portal_id])[portal_id]
        assert (proposed.state, proposed.origin) == (ListState.PROPOSED, ListOrigin.DISCOVERED)
        code = DiscoveryCode.ACCEPTED if state is ListState.IN_USE else DiscoveryCode.REFUSED
        said = because(code, by="王敏", why="已核实")
        decided = replace(proposed, state=state, origin=ListOrigin.PERSON, reason=said)
        watched_lists.save(conn, [decided], by="王敏")
    return proposed


def test_one_decision_settles_all_duties_of_a_portal(
    run: Cli, homes: Files, web: Web, database_url: str
) -> None:
    first = checked(run, homes, FIRST, database_url)
    for release in ("r0", "r1"):
        kind, reason = first["silent", release]
        assert kind == "review"
        assert f"{web.address}/silent/gwy/：该列表从未见过转载" in reason
        assert first["front", release][0] == "review"
        assert f"{web.address}/front/：该列表从未见过转载" in first["front", release][1]
    assert first["once", "r1"][0] == "missing"

    assert decide(database_url, "silent", ListState.IN_USE).url == f"{web.address}/silent/gwy/"
    decide(database_url, "front", ListState.REJECTED)
    second = checked(run, homes, SECOND, database_url)
    for release in ("r0", "r1"):
        assert second["silent", release][0] == "missing"
        kind, reason = second["front", release]
        assert kind == "unknown"
        assert "经人工确认不采用" in reason
    # The scan from before the decision is proof as well as a later one.
    assert "2026-08-14 10:00" in second["silent", "r1"][1]


def test_a_repost_on_the_list_is_its_proof_from_then_on(
    run: Cli, homes: Files, web: Web, database_url: str
) -> None:
    assert checked(run, homes, FIRST, database_url)["silent", "r0"][0] == "review"
    for path in ("/silent/", "/silent/gwy/"):
        row = f'<li><a href="/silent/2026/art_9.html">{TITLE}</a><span>2026-08-14</span></li>'
        for list_ in ("<ul>", "<ul class='list'>"):
            web.pages[path] = web.pages[path].replace(list_, f"{list_}{row}")
    second = checked(run, homes, SECOND, database_url)
    assert second["silent", "r0"][0] == "missing"
    # Late by the scan without it: what stands on the list shows what the list is.
    assert second["silent", "r1"][0] == "late"


def test_a_repost_on_the_homepage_alone_proves_nothing_of_the_list(
    run: Cli, homes: Files, web: Web, database_url: str
) -> None:
    row = f'<li><a href="/silent/2026/art_9.html">{TITLE}</a><span>2026-08-13</span></li>'
    web.pages["/silent/"] = web.pages["/silent/"].replace("</body>", f"<ul>{row}</ul></body>")
    assert checked(run, homes, FIRST, database_url)["silent", "r0"][0] == "review"
