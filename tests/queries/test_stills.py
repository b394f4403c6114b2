"""Evidence that is opened again: the same page at no cost, also where it cannot be read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from repostwatch.model import Outcome, StillPage, because
from repostwatch.model.codes import ReaderCode
from repostwatch.queries.stills import Stills, shown_page
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.settings import ScanSettings, Settings

VISIT = {"url": "http://a.example/", "final_url": None, "content_type": "text/html"}
BODY = "<ul><li><a href=/1.html>国务院关于某事的通知</a>".encode()
LINK = frozenset({"http://a.example/1.html"})
SETTINGS = Settings()


class Counting(Readers):
    """Readers that count what they are asked, and fail where they are told to."""

    def __init__(self, failure: ReadError | None = None) -> None:
        super().__init__(ScanSettings(readers=0))
        self.asked, self.failure = 0, failure

    async def still(self, work: Any) -> StillPage | None:
        self.asked += 1
        if self.failure:
            raise self.failure
        return await super().still(work)


def show(readers: Readers, stills: Stills, body: bytes = BODY, **visit: Any) -> Any:
    links = visit.pop("links", LINK)
    return asyncio.run(shown_page(VISIT | visit, body, SETTINGS, readers, links, stills))


def test_the_same_page_is_read_once() -> None:
    readers, stills = Counting(), Stills()
    first = show(readers, stills)
    assert first[0].rows
    assert show(readers, stills) == first
    assert readers.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        {"body": BODY + b"<p>"},
        {"links": frozenset()},
        {"url": "http://b.example/"},
        {"content_type": "text/html; charset=gbk"},
    ],
)
def test_whatever_the_page_depends_on_makes_it_another(other: dict[str, Any]) -> None:
    readers, stills = Counting(), Stills()
    show(readers, stills)
    show(readers, stills, **other)
    assert readers.asked == 2


def test_a_page_that_takes_all_the_time_takes_it_once() -> None:
    failure = ReadError(Outcome.TOO_LARGE, because(ReaderCode.TIMEOUT, seconds=30.0))
    readers, stills = Counting(failure), Stills()
    assert show(readers, stills) == (None, failure.reason)
    assert show(readers, stills) == (None, failure.reason)
    assert readers.asked == 1


def test_memory_is_bounded_and_the_oldest_goes() -> None:
    readers, stills = Counting(), Stills(most=3000)
    bodies = [BODY + b" " * number for number in range(10)]
    for body in bodies:
        show(readers, stills, body)
    show(readers, stills, bodies[-1])
    assert readers.asked == 10
    show(readers, stills, bodies[0])
    assert readers.asked == 11
