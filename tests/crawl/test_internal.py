"""What nobody foresaw costs one page: it is typed, logged, and ends nobody else's scan."""

from __future__ import annotations

import asyncio
import errno
import logging

import pytest

from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.crawl.fetch.transport import Transport
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from tests.crawl.crawling import crawler
from tests.faults.faults import PAGE, Fault, Wire, serve


class Plain(Fault, abstract=True):
    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE)


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("no one knew"),
        KeyError("href"),
        RecursionError(),
        OSError(errno.EMFILE, "Too many open files"),
        AssertionError(),
        MemoryError(),
    ],
    ids=repr,
)
def test_any_mistake_of_ours_is_a_typed_failure(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*args: object, **more: object) -> None:
        raise error

    async def run() -> tuple[Fetched, Fetched]:
        plain = Plain()
        async with serve([plain]), crawler() as crawling:
            with monkeypatch.context() as patch:
                patch.setattr(Transport, "ask", fail)
                broken = await crawling.fetch(plain.url)
            return broken, await crawling.fetch(plain.url)

    with caplog.at_level(logging.ERROR):
        broken, whole = asyncio.run(run())
    assert broken.visit.outcome is Outcome.INTERNAL_ERROR
    assert not broken.visit.outcome.usable
    assert broken.visit.reason == because(VisitCode.INTERNAL, error=type(error).__name__)
    assert any(record.exc_info for record in caplog.records), "the trace is in the log"
    assert whole.visit.outcome is Outcome.OK, "and the host is not blamed for it"


def test_to_be_stopped_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(*args: object, **more: object) -> None:
        await asyncio.sleep(60)

    async def run() -> None:
        monkeypatch.setattr(Transport, "ask", hang)
        async with crawler() as crawling:
            await asyncio.wait_for(crawling.fetch("http://127.0.0.1:9/"), 0.1)

    with pytest.raises(TimeoutError):
        asyncio.run(run())
