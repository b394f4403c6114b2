"""A portal that draws itself by script: seen where it is marked `render`, unknown where not."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from repostwatch.crawl.evidence.warc_files import archive_mark
from repostwatch.model import BEIJING, Interval, Level, Outcome, Portal, Reason, Release, Standing
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scan import scan_portals
from repostwatch.queries.evidence import verdict_evidence
from repostwatch.reporting.evidence import evidence_lines, evidence_page
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store import verdicts as verdict_table
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say
from tests.faults.faults import Fault, Wire, serve

pytestmark = pytest.mark.system
TITLES = [f"国务院办公厅关于做好第{number}号重点工作的通知" for number in range(12)]
SHELL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>门户</title></head><body>
<div id="app"></div><script>
fetch('/list.json').then(r => r.json()).then(items => {
  document.getElementById('app').innerHTML = '<h2>国务院重要政策信息</h2><ul>' + items.map(
    (title, i) => `<li><a href="/art/2026/8/1/art_${i}.html">${title}</a>` +
                  '<span>2026-08-01</span></li>').join('') + '</ul>'
})</script></body></html>"""


class Rendering(Fault, abstract=True):
    async def talk(self, wire: Wire, target: str) -> None:
        if target == "/list.json":
            await wire.answer(json.dumps(TITLES).encode(), Content_Type="application/json")
        elif target == "/":
            await wire.answer(SHELL.encode())
        else:
            await wire.answer(b"", "404 Not Found")


STYLED = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>门户</title>
<link rel="stylesheet" href="/s.css"></head><body><div class="top"></div>
<h2>国务院重要政策信息</h2><ul>%s</ul></body></html>"""


class Styled(Fault, abstract=True):
    """A homepage whose column begins below `pixels`, which only its style sheet says."""

    pixels = 300

    async def talk(self, wire: Wire, target: str) -> None:
        rows = "".join(
            f"<li><a href='/art/2026/8/1/art_{i}.html'>{title}</a><span>2026-08-01</span></li>"
            for i, title in enumerate(TITLES)
        )
        if target == "/":
            await wire.answer((STYLED % rows).encode())
        elif target == "/s.css":
            style = f".top {{ height: {self.pixels}px }}".encode()
            await wire.answer(style, Content_Type="text/css")
        else:
            await wire.answer(b"", "404 Not Found")


@pytest.mark.usefixtures("browser_starts")
def test_the_place_on_the_screen_decides_the_standing_though_the_markup_is_the_same(
    conn: Connection, tmp_path: Path
) -> None:
    settings = Settings.model_validate(
        {"allow_loopback": True, "var_dir": tmp_path, "crawl": {"gap_seconds": 0.0}}
    )
    site = Styled()
    known: dict[str, list[tuple[Standing, Reason]]] = {"drawn": [], "plain": []}

    async def run() -> None:
        async with serve([site]):
            registered = [
                Portal("drawn", "甲省", Level.PROVINCE, site.url, render=True),
                Portal("plain", "乙省", Level.PROVINCE, site.url),
            ]
            portal_table.save(conn, registered)
            for hour, pixels in enumerate((300, 9000, 9000)):
                site.pixels = pixels
                then = settings.as_of(datetime(2026, 8, 2, 1 + hour, tzinfo=UTC))
                await asyncio.to_thread(scan_portals, conn, then)
                await asyncio.to_thread(judge_reposts, conn, then)
                for one in verdict_table.load_columns(conn, list(known)):
                    known[one.portal_id].append((one.standing, one.reason))

    asyncio.run(run())
    digests = conn.execute("SELECT DISTINCT portal_id, digest FROM visits WHERE role = 'home'")
    assert len(digests.fetchall()) == len(known)
    assert [standing for standing, _ in known["plain"]] == [Standing.PRESENT] * 3
    first, damped, last = known["drawn"]
    assert (first[0], damped[0], last[0]) == (
        Standing.PRESENT,
        Standing.PRESENT,
        Standing.NOT_PROMINENT,
    )
    assert "栏目位于第9屏（距页首9" in say(last[1], Style())


@pytest.mark.usefixtures("browser_starts")
def test_a_picture_of_the_page_is_part_of_the_evidence(conn: Connection, tmp_path: Path) -> None:
    crawl = {"gap_seconds": 0.0, "pictures": True, "screen_width": 900, "screen_height": 600}
    settings = Settings.model_validate(
        {"allow_loopback": True, "var_dir": tmp_path, "crawl": crawl}
    ).as_of(datetime(2026, 8, 1, 4, tzinfo=UTC))
    refused = settings.model_copy(
        update={"crawl": settings.crawl.model_copy(update={"picture_bytes": 10})}
    )
    portal = Rendering()
    published = Interval.at(datetime(2026, 8, 1, 8, tzinfo=BEIJING))

    async def run() -> None:
        async with serve([portal]):
            portal_table.save(
                conn,
                [
                    Portal(portal_id, "测试省", Level.PROVINCE, portal.url, render=True)
                    for portal_id in ("seen", "unseen")
                ],
            )
            release = Release("r1", TITLES[3], published, duty="all")
            release_table.save(conn, [release], settings.now())
            await asyncio.to_thread(scan_portals, conn, settings, ["seen"])
            await asyncio.to_thread(scan_portals, conn, refused, ["unseen"])
            await asyncio.to_thread(match_links, conn, settings)
            await asyncio.to_thread(judge_reposts, conn, settings)

    asyncio.run(run())
    seen, unseen = (
        verdict_evidence(conn, settings, "r1", portal_id) for portal_id in ("seen", "unseen")
    )
    (shown,) = (one.picture for one in seen.exhibits)
    assert shown is not None
    assert (shown.body or b"")[:3] == b"\xff\xd8\xff"
    assert evidence_page(seen).count("data:image/jpeg;base64,") == 1
    mark = archive_mark(tmp_path / "evidence")
    known = f"存于repostwatch-20260801-{mark}-0000.warc.gz"
    assert any(line.startswith("网页画面：") and known in line for line in evidence_lines(seen))
    assert [one.outcome for one in unseen.exhibits] == [Outcome.OK]
    assert "data:image/jpeg" not in evidence_page(unseen)
    assert "超过10字节，未存档" in evidence_page(unseen)


@pytest.mark.parametrize("render", [True, False])
def test_a_drawn_portal(
    request: pytest.FixtureRequest, conn: Connection, tmp_path: Path, *, render: bool
) -> None:
    settings = Settings.model_validate(
        {"allow_loopback": True, "var_dir": tmp_path, "crawl": {"gap_seconds": 0.0}}
    )
    if render:
        request.getfixturevalue("browser_starts")
    portal = Rendering()

    async def run() -> None:
        async with serve([portal]):
            registered = Portal("p1", "测试省", Level.PROVINCE, portal.url, render=render)
            portal_table.save(conn, [registered])
            await asyncio.to_thread(scan_portals, conn, settings)

    asyncio.run(run())
    visit = conn.execute("SELECT outcome, links, reason FROM visits WHERE role = 'home'").fetchone()
    assert visit is not None
    if render:
        assert (visit["outcome"], visit["links"]) == ("ok", len(TITLES)), visit
        found = {row["title"] for row in conn.execute("SELECT title FROM links")}
        assert found == set(TITLES)
    else:
        assert (visit["outcome"], visit["links"]) == ("empty", 0), visit
