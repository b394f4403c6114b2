"""What a page lists is bounded as well: nothing a portal sends fills the store."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from repostwatch.model import Level, Portal, because
from repostwatch.model.codes import ScanCode
from repostwatch.model.reason_json import from_json
from repostwatch.pipeline.scan import scan_portals
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from tests.faults.faults import Fault, Wire, serve


class Listing(Fault, abstract=True):
    def __init__(self, titles: list[str]) -> None:
        super().__init__()
        self.titles = titles

    async def talk(self, wire: Wire, target: str) -> None:
        rows = "".join(
            f"<li><a href='/art/2026/8/1/art_{number}.html'>{title}</a><span>2026-08-01</span></li>"
            for number, title in enumerate(self.titles)
        )
        await wire.answer(f"<html><body><ul>{rows}</ul></body></html>".encode())


def scan(conn: Connection, var: Path, listing: Listing, **changes: object) -> None:
    settings = Settings.model_validate(
        {"allow_loopback": True, "var_dir": var, "crawl": {"gap_seconds": 0.0}, "scan": changes}
    )

    async def run() -> None:
        async with serve([listing]):
            portal_table.save(conn, [Portal("p1", "测试省", Level.PROVINCE, listing.url)])
            await asyncio.to_thread(scan_portals, conn, settings)

    asyncio.run(run())


@pytest.mark.parametrize(("count", "outcome"), [(50, "ok"), (51, "too_large")])
def test_links_per_page(conn: Connection, tmp_path: Path, count: int, outcome: str) -> None:
    titles = [f"关于做好第{number}号年度工作安排的通知" for number in range(count)]
    scan(conn, tmp_path, Listing(titles), links_per_page=50)
    (visit,) = conn.execute("SELECT outcome, links, reason FROM visits").fetchall()
    kept = conn.execute("SELECT count(*) AS n FROM links").fetchone()
    assert kept is not None
    assert visit["outcome"] == outcome
    assert kept["n"] == visit["links"] == (count if outcome == "ok" else 0)
    assert outcome == "ok" or from_json(visit["reason"]) == because(
        ScanCode.TOO_MANY_LINKS, links=51, most=50
    )


def test_a_text_too_long_to_be_a_title_is_not_kept(conn: Connection, tmp_path: Path) -> None:
    usual = [f"关于做好第{number}号年度工作安排的通知" for number in range(3)]
    scan(conn, tmp_path, Listing([*usual, "国务院办公厅关于" * 10_000]))
    found = conn.execute("SELECT title FROM links ORDER BY title").fetchall()
    assert [row["title"] for row in found] == usual
