"""Every fault: the outcome it has to be, in bounded time, with nothing left open."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.crawl.fetch.outcomes import PASSING, PASSING_STATUSES
from repostwatch.model import Outcome
from repostwatch.model.codes import VisitCode
from repostwatch.wording import Style, say
from tests.crawl.crawling import crawler, settings
from tests.faults import fault_tls
from tests.faults.faults import FAULTS, Fault, serve

# Far above every limit in crawling.py, far below what a fault is ready to wait.
BOUND_SECONDS = 20.0


@pytest.fixture(autouse=True, scope="module")
def _others() -> None:
    """What other tests left is not gone through again after each of these."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    file = tmp_path / "authority.pem"
    file.write_bytes(fault_tls.authority())
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    yield
    gc.collect()  # a socket left to the collector is a warning, and so an error, here


async def visit(fault: Fault, **changes: object) -> Fetched:
    before = sockets()
    async with asyncio.timeout(BOUND_SECONDS), serve([fault]), crawler(limits=changes) as crawling:
        fetched = await crawling.fetch(fault.url)
    assert sockets() - before == set()
    return fetched


def sockets() -> set[str]:
    """Those that this process has open."""
    found = set()
    for each in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the folder's own
            if (name := os.readlink(each)).startswith("socket:"):  # noqa: PTH115  it is no path
                found.add(name)
    return found


@pytest.mark.parametrize("kind", FAULTS, ids=[kind.name() for kind in FAULTS])
def test_a_fault_ends_as_its_outcome(kind: type[Fault]) -> None:
    fault = kind()
    fetched = asyncio.run(visit(fault))
    seen = fetched.visit
    assert (seen.outcome, kind.explains(seen.reason)) == (kind.outcome, True), seen
    assert kind.status is None or seen.status == kind.status
    assert kind.size is None or seen.size == kind.size
    assert seen.url == fault.url
    assert 0 <= seen.elapsed < settings().total_seconds * 2
    if seen.outcome is Outcome.OK:
        assert seen.final_url == fault.url + (kind.final or "/").removeprefix("/")
        assert seen.digest
        assert fetched.body is not None
        assert len(fetched.body) == seen.size
    else:
        assert 4 <= len(say(seen.reason, Style())) <= 80


@pytest.mark.parametrize("kind", FAULTS, ids=[kind.name() for kind in FAULTS])
def test_only_what_may_pass_is_tried_again(kind: type[Fault]) -> None:
    if kind.outcome is Outcome.OK or kind.at_accept:
        pytest.skip("nothing to try again, or nobody who hears of it")
    fault = kind()
    asyncio.run(visit(fault, attempts=2, retry_after_wait_seconds=0.0))
    passing = kind.outcome in PASSING or kind.status in PASSING_STATUSES
    if kind.__name__ in ("TooManyWait", "UnavailableWait"):
        passing = False  # asked to come back much later
    pages = [target for target in fault.asked if target != "/robots.txt"]
    if kind.outcome is Outcome.TOO_MANY_REDIRECTS:
        assert len(pages) <= settings().max_redirects + 1
    elif kind.reason in (VisitCode.ROBOTS_DISALLOW, VisitCode.ROBOTS_UNREADABLE):
        assert pages == []
    else:
        assert (pages.count("/") > 1) is passing, pages
