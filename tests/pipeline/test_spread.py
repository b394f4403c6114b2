"""Portals of one scan start over its slot, each at its own moment, the same in every scan."""

from __future__ import annotations

import asyncio
from pathlib import Path

from repostwatch.crawl.fetch.politeness import scan_offset
from repostwatch.model import Level, Portal
from repostwatch.pipeline.scan import scan_portals
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from tests.faults.faults import PAGE, Fault, Wire, serve

NAMES = ("mee", "moe", "ndrc", "tibet")
SLOT = 3.0


class Noticing(Fault, abstract=True):
    """Notes in a list of all which portal was looked at."""

    def __init__(self, name: str, order: list[str]) -> None:
        super().__init__()
        self.called, self.order = name, order

    async def talk(self, wire: Wire, target: str) -> None:
        if target == "/":
            self.order.append(self.called)
        await wire.answer(PAGE)


def test_the_order_is_that_of_their_moments(conn: Connection, tmp_path: Path) -> None:
    order: list[str] = []
    settings = Settings.model_validate(
        {
            "allow_loopback": True,
            "var_dir": tmp_path,
            "crawl": {"gap_seconds": 0.0},
            "scan": {"slot_seconds": SLOT},
        }
    )

    async def run() -> None:
        servers = [Noticing(name, order) for name in NAMES]
        async with serve(servers):
            portal_table.save(
                conn,
                [Portal(one.called, one.called, Level.PROVINCE, one.url) for one in servers],
            )
            await asyncio.to_thread(scan_portals, conn, settings)

    asyncio.run(run())
    assert order == sorted(NAMES, key=lambda name: scan_offset(name, SLOT))
