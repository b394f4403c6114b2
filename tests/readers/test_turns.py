"""Whose page is read next: slow portals wait behind the others, and one reader is never theirs."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.base.turns import Turns
from repostwatch.readers.pool import Readers
from repostwatch.settings import ScanSettings
from repostwatch.store.database import Connection
from tests.faults.faults import Fault
from tests.readers.test_harm import Healthy, scanned, settings
from tests.readers.test_pool import BODIES, work

SLEEPS = partial(time.sleep, 20.0)


class Clock(asyncio.SelectorEventLoop):
    """A loop whose hours pass only where all wait for one."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0.0

    def time(self) -> float:
        return self._at

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self._at = max(self._at, self._scheduled[0].when())  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]


def story(pages: list[tuple[str, float]], places: int = 2) -> tuple[list[str], dict[str, float]]:
    """Pages by (owner, seconds), all asked for at once: the order they end in, and when the last
    page of each owner did."""
    ended: list[str] = []
    when: dict[str, float] = {}

    async def run() -> None:
        turns = Turns(places, slow_seconds=5.0)

        async def page(owner: str, seconds: float) -> None:
            async with turns.turn(owner):
                await asyncio.sleep(seconds)
            ended.append(owner)
            when[owner] = asyncio.get_running_loop().time()

        await asyncio.gather(*(page(*one) for one in pages))

    loop = Clock()
    try:
        loop.run_until_complete(run())
    finally:
        loop.close()
    return ended, when


def test_a_slow_portal_leaves_a_reader_to_the_others() -> None:
    pages = [("slow", 25.0)] * 10 + [(f"quick{n}", 0.01) for n in range(50)]
    ended, when = story(pages)
    assert ended[:50] == [f"quick{n}" for n in range(50)]
    assert max(at for owner, at in when.items() if owner != "slow") < 1.0
    assert when["slow"] == pytest.approx(250.0)


def test_many_slow_portals_leave_one_together() -> None:
    """Only the first page of each can surprise: who was slow once is so for the whole scan."""
    slow = [(f"slow{n}", 25.0) for n in range(4) for _ in range(5)]
    later = [(f"quick{n}", 0.01) for n in range(50) for _ in range(4)]
    _, when = story(slow + later)
    assert max(at for owner, at in when.items() if owner.startswith("quick")) < 51.0
    assert when["slow3"] > 400.0


def test_of_equal_owners_nobody_waits_twice() -> None:
    ended, _ = story([("a", 1.0)] * 4 + [("b", 1.0)] * 4, places=1)
    assert sorted(ended[:2]) == sorted(ended[2:4]) == sorted(ended[4:6]) == ["a", "b"]


@given(
    st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from([0.0, 1.0, 9.0]))),
    st.integers(1, 4),
)
def test_every_page_is_read_in_the_end(pages: list[tuple[str, float]], places: int) -> None:
    ended, _ = story(pages, places)
    assert sorted(ended) == sorted(owner for owner, _ in pages)


def test_who_gives_up_waiting_keeps_no_place() -> None:
    async def run() -> int:
        turns, had = Turns(1, 5.0), 0
        async with turns.turn("a"):
            waiting = [asyncio.create_task(_once(turns, name)) for name in ("b", "b", "c")]
            await asyncio.sleep(0)
            waiting[0].cancel()
            await asyncio.sleep(0)
        waiting[1].cancel()  # has its turn already, and does not know it
        results = await asyncio.gather(*waiting, return_exceptions=True)
        had += sum(one is True for one in results)
        async with asyncio.timeout(5), turns.turn("d"):
            return had

    assert asyncio.run(run()) >= 1


async def _once(turns: Turns, owner: str) -> bool:
    async with turns.turn(owner):
        await asyncio.sleep(0)
    return True


def test_pages_of_a_slow_portal_wait_behind_others() -> None:
    """In real readers: of four pages that sleep, one has run when all the others were read."""

    async def run() -> list[str]:
        ended: list[str] = []

        async def read(owner: str, job: Any) -> None:
            await pool.read(job, owner)
            ended.append(owner)

        async with Readers(ScanSettings(readers=2, slow_seconds=0.5)) as pool:
            slow = [asyncio.create_task(read("slow", SLEEPS)) for _ in range(3)]
            await asyncio.sleep(0.1)
            await asyncio.gather(*(read(f"quick{n}", work(BODIES[n])) for n in range(20)))
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)
        return ended

    ended = asyncio.run(run())
    assert [name for name in ended if name.startswith("quick")] == [f"quick{n}" for n in range(20)]
    assert ended.count("slow") <= 1


def test_what_reading_cost_stands_in_the_visit(conn: Connection, tmp_path: Path) -> None:
    faults: list[Fault] = [Healthy(), Healthy()]
    scanned(conn, faults, settings(tmp_path))
    rows = conn.execute("SELECT reading, outcome FROM visits WHERE role = 'home'").fetchall()
    assert len(rows) == 2
    assert all(0 < row["reading"] < 30 for row in rows)
    # Nothing is read where nothing changed.
    scanned(conn, faults, settings(tmp_path))
    again = conn.execute("SELECT reading FROM visits ORDER BY visit_id DESC LIMIT 1").fetchone()
    assert again == {"reading": 0.0}
