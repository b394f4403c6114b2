"""Readers that one test started serve the next one: most tests read a few pages, and starting a
reader takes longer than that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from repostwatch.readers import pool

# Kept with each pair of limits, which a reader has from its start.
MOST = 4
# Here readers are what is tested, or what they cost.
NOT_IN = ("readers", "fuzz")
_started = pool._Worker
_idle: dict[tuple[float, int], list[pool._Worker]] = defaultdict(list)


def _taken(seconds: float, megabytes: int) -> pool._Worker:
    kept = _idle[seconds, megabytes]
    while kept:
        worker = kept.pop()
        if worker.alive:
            return worker
        worker.end()
    return _started(seconds, megabytes)


async def _left(readers: pool.Readers, *_: object) -> None:
    """In place of ending them all."""
    settings = readers._settings
    kept = _idle[settings.reader_seconds, settings.reader_megabytes]
    for worker in tuple(readers._all):
        if worker in readers._idle and worker.alive and len(kept) < MOST:
            kept.append(worker)
        else:
            readers._end(worker)


@contextmanager
def kept_readers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "_Worker", _taken)
        patch.setattr(pool.Readers, "__aexit__", _left)
        yield


def end_kept() -> None:
    for kept in _idle.values():
        while kept:
            kept.pop().end()
