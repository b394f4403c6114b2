"""Speed and memory of the crawl, beside its peers, in one run on loopback.

    python benchmarks/crawl.py pages [--page FILE] [--scrapy PYTHON]
    python benchmarks/crawl.py curve [--sizes N …] [--rounds N]
    python benchmarks/crawl.py bombs

`pages`: the same 5,000 pages over 103 hosts for every contestant. `curve`: homepage and
column page of 100 to 10,000 portals. `bombs`: what 300 MB of zeros, packed, do to the memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crawl_web import web

from repostwatch.services.postgres import embedded
from repostwatch.store.schema import upgrade_schema

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # the faults of the tests
HOSTS, PAGES, KILOBYTES = 103, 5_000, 131
SMALL = 10  # kilobytes of the curve's pages: what changes is the number of portals
READS = 300
MB = 1024 * 1024


def run(*command: str) -> dict[str, Any]:
    """One contestant; its line of JSON."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def runner(kind: str, *rest: str) -> dict[str, Any]:
    return run(sys.executable, str(HERE / "crawl_runs.py"), kind, *rest)


@contextmanager
def database() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder) / "pg") as server:
        url = server.url("bench")
        upgrade_schema(url)
        yield url


def row(name: str, found: dict[str, Any], peer: dict[str, Any] | None) -> None:
    rate = found["pages"] / found["seconds"]
    times = cheaper = ""
    if peer:
        times = f"{rate / (peer['pages'] / peer['seconds']):.2f}"
        cheaper = f"{peer['cpu'] / peer['pages'] / (found['cpu'] / found['pages']):.2f}"
    print(
        f"| {name} | {found['pages']:,} | {rate:,.0f} | {times} | "
        f"{1000 * found['cpu'] / found['pages']:.2f} | {cheaper} | {found['memory'] / MB:,.0f} |"
    )


def pages(page: Path | None, scrapy: str | None) -> None:
    each, more = divmod(PAGES, HOSTS)
    with web(HOSTS, KILOBYTES, page) as hosts, tempfile.TemporaryDirectory() as folder:
        urls = [
            f"{address}{number or ''}"
            for place, address in enumerate(hosts)
            for number in range(each + (place < more))
        ]
        listed = Path(folder) / "urls"
        listed.write_text("\n".join(urls))
        bare = runner("aiohttp", str(listed))
        links = runner("links", str(listed))
        read = runner("read", urls[0], str(READS))
        with database() as url:
            ours = runner("ours", str(listed), url)
        peer = run(scrapy, str(HERE / "crawl_scrapy.py"), str(listed)) if scrapy else None
    kind = page.name if page else "a generated homepage"
    print(f"{PAGES:,} pages over {HOSTS} hosts: {kind}, {read['links'] // READS} items\n")
    print("| contestant | pages | pages/s | × Scrapy | CPU ms a page | × Scrapy | peak memory MB |")
    print("|---|---|---|---|---|---|---|")
    row("repostwatch: fetch, read, keep the evidence, store", ours, peer)
    row("aiohttp: fetch", bare, peer)
    row("aiohttp and selectolax: fetch and links", links, peer)
    if peer:
        row(peer["what"], peer, peer)
    else:
        print("\nScrapy was left out: name a Python that has it with --scrapy.")
    for what in ("seconds", "cpu"):
        least = bare[what] / PAGES + read[what] / READS
        print(
            f"\nBy {what}: reading alone {1000 * read[what] / READS:.2f} ms a page; ceiling 1 / "
            f"(bare fetch + whole reading) {1 / least:,.0f} pages/s; "
            f"reached {least / (ours[what] / PAGES):.2f} of it."
        )


def curve(sizes: list[int], rounds: int) -> None:
    """Every size in turn, `rounds` times over; of each size the run that took least.

    What else a machine does makes a run dearer and never cheaper, and it changes with time: the
    least of several is nearest to what the work itself costs.
    """
    runs: dict[int, list[dict[str, Any]]] = {size: [] for size in sizes}
    for number in range(rounds):
        for size in sizes:
            found = scanned(size)
            runs[size].append(found)
            print(
                f"round {number + 1}: {size:,} portals, {1000 * found['seconds'] / size:.2f} ms "
                f"and {1000 * found['cpu'] / size:.2f} CPU ms a portal",
                flush=True,
            )
    print(
        "\n| portals | seconds | ms a portal | times the first | CPU ms a portal | times the first "
        "| peak memory MB |\n|---|---|---|---|---|---|---|"
    )
    least = {
        size: {what: min(run[what] for run in found) for what in ("seconds", "cpu", "memory")}
        for size, found in runs.items()
    }
    for size, best in least.items():
        times = {
            what: best[what] / size / (least[sizes[0]][what] / sizes[0])
            for what in ("seconds", "cpu")
        }
        print(
            f"| {size:,} | {best['seconds']:.1f} | {1000 * best['seconds'] / size:.2f} | "
            f"{times['seconds']:.2f} | {1000 * best['cpu'] / size:.2f} | {times['cpu']:.2f} | "
            f"{best['memory'] / MB:,.0f} |"
        )


def scanned(size: int) -> dict[str, Any]:
    """One scan of so many portals, each with a homepage and a column page."""
    with (
        web(size, SMALL) as hosts,
        tempfile.TemporaryDirectory() as folder,
        database() as url,
    ):
        listed = Path(folder) / "urls"
        listed.write_text("\n".join(hosts))
        found = runner("ours", str(listed), url)
    assert found["pages"] == 2 * size, found  # the homepage, and where its column leads to
    return found


def bombs() -> None:
    from tests.faults.fault_body import Bomb, DeflateBomb, DeflateRawBomb, GzipBomb  # noqa: PLC0415
    from tests.faults.fault_server import PAGE, Fault, Wire  # noqa: PLC0415
    from tests.faults.fault_web import fault_web  # noqa: PLC0415

    print("| 300 MB as | outcome | peak rose by MB | seconds |\n|---|---|---|---|")

    class Armed(Fault, abstract=True):
        """A bomb at one address, a page at every other."""

        def __init__(self, bomb: Bomb) -> None:
            super().__init__()
            self.bomb = bomb

        async def talk(self, wire: Wire, target: str) -> None:
            if target == "/bomb":
                await self.bomb.talk(wire, target)
            else:
                await wire.answer(PAGE)

    Bomb.megabytes = 300
    kinds: tuple[type[Bomb], ...] = (GzipBomb, DeflateBomb, DeflateRawBomb)
    for kind in kinds:
        fault = Armed(kind())
        with fault_web([fault]):
            found = runner("bomb", fault.url)
        print(
            f"| {kind.__name__} | {found['outcome']} {found['reason']} | "
            f"{found['grown'] / MB:.1f} | {found['seconds']:.2f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pages", "curve", "bombs"))
    parser.add_argument("--page", type=Path, help="serve this file instead of a generated page")
    parser.add_argument("--scrapy", help="a Python that has Scrapy")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3, help="how often each size is measured")
    asked = parser.parse_args()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} cores, load average before: {load}\n", flush=True)
    if asked.what == "pages":
        pages(asked.page, asked.scrapy)
    elif asked.what == "curve":
        curve(asked.sizes, asked.rounds)
    else:
        bombs()


if __name__ == "__main__":
    main()
