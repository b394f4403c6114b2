"""Whose page is read next: a fair queue, so that a portal of slow pages waits behind the others.

Each page has an owner, the portal it is of. Of those who wait, the owner comes first whose pages
have kept readers busy for the least time so far. One owner never has all readers, and those whose
pages are slow have all but one together: one is always left for pages that are read in
milliseconds. With a single reader there is only the order. What has no owner ("") counts as quick.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """So many `places`; an owner is slow once its pages took more than `slow_seconds`."""

    def __init__(self, places: int, slow_seconds: float) -> None:
        self._places, self._slow = places, slow_seconds
        self._spent: defaultdict[str, float] = defaultdict(float)
        # When each turn began that an owner has now.
        self._running: defaultdict[str, list[float]] = defaultdict(list)
        self._waiting: dict[str, deque[asyncio.Future[float]]] = {}

    @asynccontextmanager
    async def turn(self, owner: str) -> AsyncIterator[None]:
        """A place, once it is this owner's turn."""
        began = await self._enter(owner)
        try:
            yield
        finally:
            self._leave(owner, began)

    def others_wait(self, owner: str) -> bool:
        """Whether a quick owner other than this one waits for a place."""
        now = asyncio.get_running_loop().time()
        return any(
            one != owner and self._cost(one, now) <= self._slow for one in tuple(self._waiting)
        )

    async def _enter(self, owner: str) -> float:
        """When the turn began. Cancelled while it waits, it takes no place."""
        turn: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(owner, deque()).append(turn)
        self._give()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave(owner, turn.result())
            elif owner in self._waiting:
                self._forget(owner, turn)
            raise

    def _leave(self, owner: str, began: float) -> None:
        self._running[owner].remove(began)
        self._spent[owner] += asyncio.get_running_loop().time() - began
        self._give()

    def _give(self) -> None:
        """Give free places to those whose turn it is."""
        now = asyncio.get_running_loop().time()
        while (owner := self._next(now)) is not None:
            turn = self._waiting[owner][0]
            self._forget(owner, turn)
            if not turn.done():
                self._running[owner].append(now)
                turn.set_result(now)

    def _next(self, now: float) -> str | None:
        if sum(map(len, self._running.values())) >= self._places:
            return None
        fit = [owner for owner in self._waiting if self._may(owner, now)]
        return min(fit, key=lambda owner: self._cost(owner, now), default=None)

    def _may(self, owner: str, now: float) -> bool:
        """Whether this owner may have one place more."""
        if not owner:
            return True
        most = max(1, self._places - 1)
        if len(self._running[owner]) >= most:
            return False
        slow = [one for one in self._running if self._cost(one, now) > self._slow]
        return (
            self._cost(owner, now) <= self._slow
            or sum(len(self._running[one]) for one in slow) < most
        )

    def _cost(self, owner: str, now: float) -> float:
        """Seconds that readers were busy with pages of this owner, until now."""
        if not owner:
            return 0.0
        return self._spent[owner] + sum(now - began for began in self._running[owner])

    def _forget(self, owner: str, turn: asyncio.Future[float]) -> None:
        waiting = self._waiting[owner]
        waiting.remove(turn)
        if not waiting:
            del self._waiting[owner]
