"""What a browser's processes may hold of the machine: its memory, and its processor last.

JavaScript's heap has a bound of its own, which binary data, canvases and workers are not part of.
So the processes are weighed: one that grows too large is ended, and with it the page that it drew.
"""

from __future__ import annotations

from contextlib import suppress

import psutil

# Between two weighings; a script fills some 200 MB meanwhile.
WEIGH_SECONDS = 0.2
# Chromium maps room that it may write into and does not use, for the stacks of its threads and for
# its allocators: 500 to 550 MB in a process that holds 100 to 160 (version 156, fifteen pages). A
# page must be ended by its weight before the kernel refuses it memory: it would go on without.
UNUSED_MEGABYTES = 900
MB = 1024 * 1024
# What others do on the machine goes first, reading and drawing other pages among it.
LOWEST = 19


def end_heavy(main: psutil.Process, most: int, together: int) -> int:
    """End each process of a browser that holds more than so many bytes, and the largest ones while
    all hold more than `together`; returns how many."""
    ended = 0
    held: dict[psutil.Process, int] = {}
    for process in _all_of(main):
        with suppress(psutil.Error):
            memory = process.memory_info()
            held[process] = memory.rss - memory.shared
            if memory.rss > most:
                process.kill()
                ended += 1
                del held[process]
    held.pop(main, None)  # with it every page would end
    while held and sum(held.values()) > together:
        largest = max(held, key=lambda one: held[one])
        del held[largest]
        with suppress(psutil.Error):
            largest.kill()
            ended += 1
    return ended


def bound(main: psutil.Process, most: int) -> None:
    """What the kernel gives a process at most, however fast it asks between two weighings."""
    for process in _all_of(main):
        with suppress(psutil.Error, OSError):
            process.rlimit(psutil.RLIMIT_DATA, (most, most))


def give_way(main: psutil.Process) -> None:
    """What is started by a process later is as patient as it."""
    for process in _all_of(main):
        with suppress(psutil.Error):
            process.nice(LOWEST)


def _all_of(main: psutil.Process) -> list[psutil.Process]:
    """A browser's processes, those that the pages run in first; none where it has ended."""
    try:
        return [*main.children(recursive=True), main]
    except psutil.Error:
        return []
