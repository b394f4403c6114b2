"""What probing costs: a round over served sites, and what rounds leave in the database.

    python benchmarks/probing.py [--sites 15000] [--rounds 24] [--days 3]

Every site has an address of its own on loopback, so that its robots.txt is asked for as its
homepage is. Some refuse, some answer 503, some come after 3 s, some never. The round is that of
`probe_portals`: the whole fetcher, with its gate and its limits. Of the network itself nothing is
in it, as loopback answers at once. The servers are a process of their own, which is not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import random
import resource
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path

import psutil

from repostwatch.model import Level, Outcome, Portal
from repostwatch.model.spot_checks import Probe
from repostwatch.pipeline.probing import ProbeRound, probe_sites
from repostwatch.services.postgres import embedded
from repostwatch.settings import Settings
from repostwatch.store import probes
from repostwatch.store.database import Connection, connect
from repostwatch.store.schema import upgrade_schema

PORT = 18080
PAGE = b"<html><body>" + b"<p>news of the day</p>" * 1000 + b"</body></html>"
# Of 100 sites: so many refuse, answer 503, come late, never answer.
REFUSE, FAIL, SLOW, HANG = 2, 2, 2, 1
MONDAY = datetime(2026, 11, 1, 16, tzinfo=UTC)  # midnight in Beijing
YEAR = 365
FIRST_KNOWN = 60_000
PLAIN = """
CREATE TABLE plain_probes (portal_id text NOT NULL, at timestamptz NOT NULL, outcome text NOT NULL,
    status smallint, seconds real NOT NULL, PRIMARY KEY (portal_id, at));
INSERT INTO plain_probes SELECT 'site-' || n, timestamptz '2026-11-02' + h * interval '1 hour',
    'ok', 200, 0.4 FROM generate_series(1, %s) n, generate_series(0, %s - 1) h
"""


def address(number: int) -> str:
    return f"127.{1 + number // 60_000}.{number // 250 % 240}.{1 + number % 250}"


def fate(number: int) -> int:
    """0…99, by which a site is told what it does; known sites do well."""
    return 99 if number >= FIRST_KNOWN else number % 100


async def _serve(numbers: list[int], ready: Event) -> None:
    async def answer(kind: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            target = (await reader.readuntil(b"\r\n\r\n")).split()[1]
            status, body = "200 OK", PAGE
            if target == b"/robots.txt":
                status, body = "404 Not Found", b""
            elif kind < REFUSE + FAIL:
                status, body = "503 Service Unavailable", b""
            elif kind < REFUSE + FAIL + SLOW:
                await asyncio.sleep(3)
            elif kind < REFUSE + FAIL + SLOW + HANG:
                await asyncio.sleep(600)
            head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nConnection: close\r\n"
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    for number in numbers:
        kind = fate(number)
        if kind >= REFUSE:
            await asyncio.start_server(partial(answer, kind), address(number), PORT)
    ready.set()
    await asyncio.Event().wait()


def serve(numbers: list[int], ready: Event) -> None:
    asyncio.run(_serve(numbers, ready))


@dataclass
class Peak:
    """The most that was seen, looked at five times a second."""

    sockets: int = 0
    memory: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        here = psutil.Process()
        while not self.ended.wait(0.2):
            self.sockets = max(self.sockets, _sockets())
            self.memory = max(self.memory, here.memory_info().rss)


def _sockets() -> int:
    """Open sockets of this process, by its own file handles: a list of the machine's would cost
    more than the probes."""
    found = 0
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found += str(handle.readlink()).startswith("socket:")
    return found


def portals(numbers: range) -> list[Portal]:
    return [
        Portal(f"site-{n}", f"site {n}", Level.COUNTY, f"http://{address(n)}:{PORT}/")
        for n in numbers
    ]


def one_round(sites: int) -> ProbeRound:
    known = range(FIRST_KNOWN, FIRST_KNOWN + 3)
    ready = multiprocessing.Event()
    server = multiprocessing.Process(target=serve, args=([*range(sites), *known], ready))
    server.start()
    ready.wait()
    peak, before = Peak(), resource.getrusage(resource.RUSAGE_SELF)
    idle = psutil.Process().memory_info().rss
    watch = threading.Thread(target=peak.watch)
    watch.start()
    began = time.monotonic()
    try:
        made = probe_sites(Settings(allow_loopback=True), portals(range(sites)), portals(known))
    finally:
        took = time.monotonic() - began
        peak.ended.set()
        watch.join()
        server.terminate()
        server.join()
    after = resource.getrusage(resource.RUSAGE_SELF)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    counts = {one: sum(p.outcome is one for p in made.sites) for one in Outcome}
    print(f"round of {sites} sites: {took:.0f} s by the clock, {spent:.0f} s of one processor, "
          f"{1000 * spent / sites:.1f} ms a site")  # fmt: skip
    print(f"  {', '.join(f'{n} {one.value}' for one, n in counts.items() if n)}; "
          f"{len(made.controls)} control probes")  # fmt: skip
    print(f"  memory {peak.memory / 2**20:.0f} MiB at most ({idle / 2**20:.0f} before it), "
          f"{peak.sockets} sockets at most")  # fmt: skip
    print(f"  20 rounds a day: {20 * spent / 3600:.2f} hours of one processor")
    return made


def rounds_kept(conn: Connection, sites: int, rounds: int, days: int) -> None:
    lots = random.Random(1)
    spent = []
    for day in range(days):
        for number in range(rounds):
            at = MONDAY + timedelta(days=day, hours=number * 24 / rounds)
            made = [
                Probe(f"site-{n}", at + timedelta(milliseconds=40 * n),
                      Outcome.TIMEOUT if lots.random() < 0.03 else Outcome.OK, lots.random(), 200)
                for n in range(sites)
            ]  # fmt: skip
            began = time.monotonic()
            probes.add(conn, made, known=False)
            spent.append(time.monotonic() - began)
        size = _number(conn, "SELECT pg_total_relation_size('probe_days') AS n")
        rows = _number(conn, "SELECT count(*) AS n FROM probe_days")
        print(f"  after {day + 1} days: {rows} rows, {size / 2**20:.1f} MiB, {size / rows:.0f} "
              "bytes a site and day")  # fmt: skip
    print(f"  a round is kept in {sum(spent) / len(spent):.1f} s")
    print(f"  a year of {sites} sites: {size / days * YEAR / 2**30:.1f} GiB, {sites * YEAR} rows")
    began = time.monotonic()
    first = (MONDAY + timedelta(hours=8)).date()
    found = probes.load(conn, [f"site-{n}" for n in range(sites // 20)], first,
                        first + timedelta(days=days - 1))  # fmt: skip
    print(f"  {len(found)} probes of {sites // 20} sites read in {time.monotonic() - began:.1f} s")
    for statement in PLAIN.split(";\n"):
        conn.execute(statement.encode(), (sites, rounds) if "%s" in statement else None)
    plain = _number(conn, "SELECT pg_total_relation_size('plain_probes') AS n")
    print(f"  beside it, a row of a probe each: {plain / 2**20:.1f} MiB a day, "
          f"{plain * YEAR / 2**30:.0f} GiB and {sites * rounds * YEAR} rows a year")  # fmt: skip


def _number(conn: Connection, query: str) -> int:
    row = conn.execute(query.encode()).fetchone()
    assert row is not None
    return int(row["n"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=15_000)
    parser.add_argument("--rounds", type=int, default=24)
    parser.add_argument("--days", type=int, default=3)
    chosen = parser.parse_args()
    one_round(chosen.sites)
    with tempfile.TemporaryDirectory(prefix="rw-probing-") as name:
        Path(name).chmod(0o711)  # root's PostgreSQL runs under another account
        with embedded(Path(name) / "database") as server:
            url = server.url("repostwatch")
            upgrade_schema(url)
            with connect(url) as conn:
                rounds_kept(conn, chosen.sites, chosen.rounds, chosen.days)


if __name__ == "__main__":
    main()
