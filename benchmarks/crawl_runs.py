"""What is measured by benchmarks/crawl.py, each in a process of its own.

    python benchmarks/crawl_runs.py ours|aiohttp|links|read|bomb ...

Each prints one line of JSON: pages, links, seconds, cpu (seconds of this process meanwhile, and
of the processes it started and ended: the readers; its PostgreSQL, started before, is not
counted), memory (its peak and the most that its readers had together, bytes).
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import psutil
from selectolax.lexbor import LexborHTMLParser

from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.model import Language, Level, Portal
from repostwatch.pipeline.scan import ScanSummary, scan_portals
from repostwatch.reading.page import read_page
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store.database import connect
from repostwatch.wording import Style, say

AT_ONCE = 64
# Nobody's server: no gap, the connections a browser would open. Everything else as it is.
NO_MANNERS = {"gap_seconds": 0.0, "connections_per_host": 6}


class Reading:
    """The readers of one scan, looked at once a second: how many at most, and their memory."""

    def __init__(self) -> None:
        self.most = self.memory = 0
        self._process, self._measured_at = psutil.Process(), float("-inf")

    def look(self, _: ScanSummary) -> None:
        if time.monotonic() < self._measured_at + 1:
            return
        self._measured_at, sizes = time.monotonic(), []
        for child in self._process.children():
            with suppress(psutil.Error):  # it has just ended
                if "repostwatch.readers.worker" in child.cmdline():
                    sizes.append(child.memory_info().rss)
        self.most = max(self.most, len(sizes))
        self.memory = max(self.memory, sum(sizes))


class Clock:
    """Time on the wall and on the processor since it was made."""

    def __init__(self) -> None:
        self.began, self.busy = time.perf_counter(), _busy()

    def took(self) -> dict[str, float]:
        return {"seconds": time.perf_counter() - self.began, "cpu": _busy() - self.busy}


def _busy() -> float:
    """Seconds of processor time of this process and of its children that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def ours(urls: list[str], database: str) -> dict[str, float]:
    """The pipeline's own scan: robots.txt, fetching, reading, evidence, and the database."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).netloc, []).append(url)
    portals = [
        Portal(f"p{number}", f"门户{number}", Level.COUNTY, pages[0], tuple(pages[1:]))
        for number, pages in enumerate(by_host.values())
    ]
    with tempfile.TemporaryDirectory() as var, connect(database) as conn:
        settings = Settings.model_validate(
            {"allow_loopback": True, "var_dir": var, "crawl": NO_MANNERS}
        )
        portal_table.save(conn, portals)
        clock, readers = Clock(), Reading()
        scan_portals(conn, settings, on_portal=readers.look)
        took = clock.took()
        row = conn.execute(
            "SELECT count(*) AS pages, sum(links) AS links FROM visits WHERE outcome = 'ok'"
        ).fetchone()
        assert row is not None
        return {
            "pages": row["pages"],
            "links": int(row["links"] or 0),
            "children": readers.memory,
        } | took


def bare(urls: list[str], *, links: bool) -> dict[str, float]:
    """aiohttp as its documentation shows it; with selectolax for every link's address."""
    found = 0

    async def run() -> None:
        nonlocal found
        waiting = asyncio.Queue[str]()
        for url in urls:
            waiting.put_nowait(url)
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=AT_ONCE, limit_per_host=6)
        ) as session:

            async def work() -> None:
                nonlocal found
                while not waiting.empty():
                    async with session.get(waiting.get_nowait()) as response:
                        body = await response.read()
                    if links:
                        anchors = LexborHTMLParser(body).css("a")
                        found += len([anchor.attributes.get("href") for anchor in anchors])

            await asyncio.gather(*(work() for _ in range(AT_ONCE)))

    clock = Clock()
    asyncio.run(run())
    return {"pages": len(urls), "links": found} | clock.took()


def read(url: str, times: int) -> dict[str, float]:
    """Reading alone, of one page's bytes in memory."""

    async def body() -> bytes:
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return await response.read()

    page, now, found = asyncio.run(body()), datetime.now(UTC), 0
    settings = Settings().reading
    clock = Clock()
    for _ in range(times):
        found += len(read_page(page, url, settings=settings, fetched_at=now).links)
    return {"pages": times, "links": found} | clock.took()


def bomb(url: str) -> dict[str, object]:
    """One fetch; `grown` is how far the peak rose above what the program needs anyway."""

    async def run() -> dict[str, object]:
        settings = Settings().crawl
        async with Crawler(settings, allow_loopback=True, now=lambda: datetime.now(UTC)) as one:
            await one.fetch(f"{url}warm", FetchPolicy(ignore_robots=True))
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            began = time.perf_counter()
            visit = (await one.fetch(f"{url}bomb", FetchPolicy(ignore_robots=True))).visit
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            return {
                "outcome": visit.outcome.value,
                "reason": say(visit.reason, Style(Language.ENGLISH)),
                "grown": grown * 1024,
                "seconds": time.perf_counter() - began,
            }

    return asyncio.run(run())


def main() -> None:
    kind, *rest = sys.argv[1:]
    memory: float = 0
    found: Mapping[str, object]
    if kind == "bomb":
        found = bomb(rest[0])
    elif kind == "read":
        found = read(rest[0], int(rest[1]))
    elif kind == "ours":
        scan = ours(Path(rest[0]).read_text().split(), rest[1])
        found, memory = scan, scan["children"]
    else:
        found = bare(Path(rest[0]).read_text().split(), links=kind == "links")
    memory += resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({**found, "memory": memory}))


if __name__ == "__main__":
    main()
