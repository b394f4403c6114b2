"""`python -m repostwatch.sandbox --dir DIR --seed 7`: serve a sandbox until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from datetime import datetime
from pathlib import Path

from repostwatch.base.clock import parse_moment
from repostwatch.sandbox.cast import all_portals, spread_portals
from repostwatch.sandbox.export import write
from repostwatch.sandbox.server import PortTakenError, Server
from repostwatch.sandbox.world import World, build

START = "2026-09-07T09:00+08:00"  # a Monday in a plain working fortnight, long before a holiday


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="repostwatch.sandbox", description=__doc__)
    parser.add_argument("--dir", type=Path, required=True, help="where files and truth are written")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--portals", type=_count, default=len(all_portals()),
                        help="how many portals there are, all 103 by default")  # fmt: skip
    parser.add_argument("--port", type=int, default=0, help="0 chooses a free one")
    parser.add_argument("--start", type=_moment, default=START, help="day 0, ISO 8601")
    parser.add_argument("--unlisted", action="store_true",
                        help="name no list page of half of the portals")  # fmt: skip
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Exit status 0 after SIGTERM or SIGINT, 2 where the port is taken."""
    asked = arguments(argv)
    asked.dir.mkdir(parents=True, exist_ok=True)
    try:
        world = build(
            asked.seed, asked.start, spread_portals(asked.portals), unlisted=asked.unlisted
        )
        asyncio.run(serve(world, asked.dir, asked.port))
    except PortTakenError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


async def serve(world: World, folder: Path, port: int) -> None:
    """Serve until SIGTERM or SIGINT; the ready line stands on standard output."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with Server(world, folder, port=port) as server:
        write(world, server.web, folder)
        sys.stdout.write(
            f"sandbox ready: {len(world.portals)} portals, gov.cn at {server.web.gov}, "
            f"control at {server.web.control}\n"
        )
        sys.stdout.flush()
        await stop.wait()


def _count(text: str) -> int:
    count = int(text)
    if not 0 < count <= len(all_portals()):
        raise argparse.ArgumentTypeError(f"there are 1 to {len(all_portals())} portals")
    return count


def _moment(text: str) -> datetime:
    return parse_moment(text).earliest


if __name__ == "__main__":
    raise SystemExit(main())
