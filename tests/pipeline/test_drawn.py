"""A portal that draws itself by script: seen where it is marked `render`, unknown where not."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))
from faults import Fault, Wire, serve
from repostwatch import pipeline
from repostwatch.model import Level, Portal
from repostwatch.settings import Settings
from repostwatch.store import Connection
from repostwatch.store import portals as portal_table

pytestmark = pytest.mark.system
TITLES = [f"国务院办公厅关于做好第{number}号重点工作的通知" for number in range(12)]
SHELL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>门户</title></head><body>
<div id="app"></div><script>
fetch('/list.json').then(r => r.json()).then(items => {
  document.getElementById('app').innerHTML = '<h2>国务院重要政策信息</h2><ul>' + items.map(
    (title, i) => `<li><a href="/art/2026/8/1/art_${i}.html">${title}</a>` +
                  '<span>2026-08-01</span></li>').join('') + '</ul>'
})</script></body></html>"""


class Drawing(Fault, abstract=True):
    async def talk(self, wire: Wire, target: str) -> None:
        if target == "/list.json":
            await wire.answer(json.dumps(TITLES).encode(), Content_Type="application/json")
        elif target == "/":
            await wire.answer(SHELL.encode())
        else:
            await wire.answer(b"", "404 Not Found")


@pytest.mark.parametrize("render", [True, False])
def test_a_drawn_portal(conn: Connection, tmp_path: Path, *, render: bool) -> None:
    settings = Settings.model_validate(
        {"allow_loopback": True, "var_dir": tmp_path, "crawl": {"gap_seconds": 0.0}}
    )
    if render and shutil.which(settings.crawl.chromium) is None:
        pytest.skip(f"there is no browser at {settings.crawl.chromium}")
    portal = Drawing()

    async def run() -> None:
        async with serve([portal]):
            registered = Portal("p1", "测试省", Level.PROVINCE, portal.url, render=render)
            portal_table.save(conn, [registered])
            await asyncio.to_thread(pipeline.scan, conn, settings)

    asyncio.run(run())
    visit = conn.execute("SELECT outcome, links, reason FROM visits WHERE role = 'home'").fetchone()
    assert visit is not None
    if render:
        assert (visit["outcome"], visit["links"]) == ("ok", len(TITLES)), visit
        found = {row["title"] for row in conn.execute("SELECT title FROM links")}
        assert found == set(TITLES)
    else:
        assert (visit["outcome"], visit["links"]) == ("empty", 0), visit
