"""A browser's processes hold no more than they may: each, all together, and between weighings."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import psutil
import pytest

from repostwatch.crawl.browser import chromium
from repostwatch.crawl.browser.memory import MB, UNUSED_MEGABYTES, bound, end_heavy
from repostwatch.model import Outcome
from tests.crawl.test_hostile_drawing import FILLS, fetched
from tests.crawl.test_render import DRAW, Site

HOLDS = "import sys; kept = b'x' * ({} << 20); print(flush=True); sys.stdin.read()"
FAMILY = """
import subprocess, sys
held = [subprocess.Popen([sys.executable, "-c", line], stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE) for line in sys.argv[1:]]
for one in held:
    one.stdout.readline()
print(*(one.pid for one in held), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def family() -> Iterator[tuple[psutil.Process, list[psutil.Process]]]:
    """A process with children that hold 40, 80 and 120 MB."""
    lines = [HOLDS.format(megabytes) for megabytes in (40, 80, 120)]
    with subprocess.Popen(
        [sys.executable, "-c", FAMILY, *lines],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as main:  # fmt: skip
        assert main.stdout
        children = [psutil.Process(int(pid)) for pid in main.stdout.readline().split()]
        yield psutil.Process(main.pid), children
        for child in children:
            child.kill()
        main.kill()


def alive(processes: list[psutil.Process]) -> list[bool]:
    psutil.wait_procs(processes, timeout=1)
    return [one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes]


def test_each_that_is_too_large_is_ended(
    family: tuple[psutil.Process, list[psutil.Process]],
) -> None:
    main, children = family
    assert end_heavy(main, 100 * MB, 1000 * MB) == 1
    assert alive(children) == [True, True, False]
    assert end_heavy(main, 100 * MB, 1000 * MB) == 0


def test_the_largest_is_ended_while_all_hold_too_much(
    family: tuple[psutil.Process, list[psutil.Process]],
) -> None:
    main, children = family
    assert end_heavy(main, 1000 * MB, 200 * MB) == 1
    assert alive(children) == [True, True, False]
    assert end_heavy(main, 1000 * MB, 100 * MB) == 1
    assert alive(children) == [True, False, False]
    assert end_heavy(main, 1000 * MB, 100 * MB) == 0


def test_the_kernel_gives_no_more_however_fast_one_asks() -> None:
    asks = "import sys; sys.stdin.readline(); kept = b'x' * (300 << 20)"
    with subprocess.Popen(
        [sys.executable, "-c", asks], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        bound(psutil.Process(process.pid), 200 * MB)
        _, said = process.communicate("\n")
    assert "MemoryError" in said


@pytest.mark.system
@pytest.mark.usefixtures("browser_starts")
def test_a_page_that_nobody_weighs_holds_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "WEIGH_SECONDS", 1000.0)
    over, most = threading.Event(), [0]

    def watch() -> None:
        while not over.wait(0.05):
            for child in psutil.Process().children(recursive=True):
                try:
                    most[0] = max(most[0], child.memory_info().rss)
                except psutil.Error:
                    continue

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        _, drawn = fetched(Site(FILLS), Site(DRAW), render_megabytes=200, render_seconds=15.0)
    finally:
        over.set()
        watching.join()
    assert drawn.visit.outcome is Outcome.OK
    assert 200 * MB < most[0] < (200 + UNUSED_MEGABYTES) * MB
