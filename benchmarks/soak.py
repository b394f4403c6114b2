"""Continuous scans against the fault server: do memory, sockets and file handles stay flat?

    python benchmarks/soak.py MINUTES

Every fault that there is is a portal, a healthy one stands after every tenth, and one page is
drawn in the browser where there is one. Scan follows scan. A line each half minute shows the
process itself between two scans, and the readers it had during the last one; the end compares
the last third of the time with the middle one, after a warm-up. Exits with 1 where it grew.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import psutil
from crawl_runs import Reading

sys.path.insert(0, str(Path(__file__).parents[1]))  # the faults of the tests
from repostwatch.model import Level, Portal
from repostwatch.pipeline.scan import scan_portals
from repostwatch.services.postgres import embedded
from repostwatch.settings import CrawlSettings, Settings
from repostwatch.store import portals as portal_table
from repostwatch.store.database import connect
from repostwatch.store.schema import upgrade_schema
from tests.faults.fault_web import fault_web
from tests.faults.faults import FAULTS, PAGE, Fault, Wire

# Short, so that many scans fit into the time; every limit is still met by some fault.
LIMITS = {
    "total_seconds": 2.0,
    "connect_seconds": 0.5,
    "read_seconds": 0.5,
    "attempts": 1,
    "gap_seconds": 0.0,
    "max_bytes": 2_000_000,
}
EVERY_SECONDS = 30.0
MB = 1024 * 1024
# Peaks and pauses of a shared machine; what leaks grows without end and is beyond it soon.
ALLOWED_GROWTH = 1.05


class Healthy(Fault, abstract=True):
    """Changes a little at every look, as a portal does."""

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE + f"<!-- {len(self.asked)} -->".encode())


class Drawn(Fault, abstract=True):
    """A page that its script draws."""

    async def talk(self, wire: Wire, target: str) -> None:
        if target == "/list":
            await wire.answer(b"[1, 2, 3]", Content_Type="application/json")
        else:
            await wire.answer(
                b"<html><body><ul></ul><script>fetch('/list').then(r => r.json()).then(l => "
                b"document.querySelector('ul').innerHTML = l.map(i => '<li>' + i).join(''))"
                b"</script></body></html>"
            )


def portals(faults: dict[str, Fault]) -> list[Portal]:
    return [
        Portal(name, name, Level.PROVINCE, fault.url, render=isinstance(fault, Drawn))
        for name, fault in faults.items()
    ]


def main(minutes: float) -> int:
    faults: dict[str, Fault] = {}
    for number, kind in enumerate(FAULTS):
        faults[kind.__name__] = kind()
        if number % 10 == 0:
            faults[f"healthy-{number}"] = Healthy()
    if shutil.which(CrawlSettings().chromium):
        faults["drawn"] = Drawn()
    process = psutil.Process()
    samples: list[tuple[float, ...]] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        embedded(Path(folder) / "pg") as server,
        fault_web(list(faults.values())),
    ):
        url = server.url("soak")
        upgrade_schema(url)
        settings = Settings.model_validate(
            {"allow_loopback": True, "var_dir": folder, "crawl": LIMITS}
        )
        with connect(url) as conn:
            portal_table.save(conn, portals(faults))
            print(f"{len(faults)} portals, {minutes:g} minutes\n")
            print(
                "| minute | scans | memory MB | sockets | file handles | threads | children "
                "| readers | their MB |"
            )
            print("|---|---|---|---|---|---|---|---|---|")
            began = next_print = time.monotonic()
            scans, now = 0, settings.now()
            while time.monotonic() < began + minutes * 60:
                # A day later each time: every pause and every Retry-After has passed.
                reading = Reading()
                moment = settings.as_of(now + timedelta(hours=25 * scans))
                scan_portals(conn, moment, on_portal=reading.look)
                scans += 1
                sample = (
                    process.memory_info().rss / MB,
                    len(process.net_connections("all")),
                    process.num_fds(),
                    process.num_threads(),
                    len(process.children(recursive=True)),
                    reading.most,
                    reading.memory / MB,
                )
                samples.append(sample)
                if time.monotonic() >= next_print:
                    next_print = time.monotonic() + EVERY_SECONDS
                    minute = (time.monotonic() - began) / 60
                    figures = " | ".join(f"{value:.0f}" for value in sample)
                    print(f"| {minute:.1f} | {scans} | {figures} |", flush=True)
    return _verdict(samples)


def _verdict(samples: list[tuple[float, ...]]) -> int:
    third = len(samples) // 3
    if third < 3:
        print("\ntoo few scans to tell")
        return 1
    names = (
        *("memory", "sockets", "file handles", "threads", "children"),
        *("readers", "readers' memory"),
    )
    grew = []
    for name, next_print in zip(names, zip(*samples, strict=True), strict=True):
        middle = statistics.median(next_print[third : 2 * third])
        last = statistics.median(next_print[-third:])
        print(f"\n{name}: median {middle:.1f} in the middle third, {last:.1f} in the last", end="")
        if last > middle * ALLOWED_GROWTH and last - middle >= 1:
            grew.append(name)
    print(f"\n\n{len(samples)} scans: " + (f"grew: {', '.join(grew)}" if grew else "flat"))
    return 1 if grew else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float)
    sys.exit(main(parser.parse_args().minutes))
