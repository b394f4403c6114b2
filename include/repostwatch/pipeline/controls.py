"""Control probes of known sites, before, behind and while something is fetched."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from repostwatch.settings import Settings


@asynccontextmanager
async def controlled(
    settings: Settings, control: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """`control` makes one control probe of each known site. Where what is within fails, no more of
    them are made: what it leaves without is ours, and counts for nothing."""
    # Twice in the time that a control probe vouches for, so that nothing lies between two of them.
    pause = settings.spot_check.control_minutes * 60 / 2

    async def go_on() -> None:
        while True:
            await asyncio.sleep(pause)
            await control()

    await control()
    going_on = asyncio.create_task(go_on())
    try:
        yield
    finally:
        going_on.cancel()
        await asyncio.gather(going_on, return_exceptions=True)
    await control()
