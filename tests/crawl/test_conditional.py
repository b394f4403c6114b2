"""Fewer bytes: asked whether it changed, believed where that is honest, found out where not."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy
from repostwatch.crawl.fetch.politeness import MemoryHostState
from repostwatch.model import Outcome
from repostwatch.model.hosts import HostRecord
from tests.crawl.crawling import NOW, crawler
from tests.faults.faults import PAGE, Fault, Wire, serve

DAY = "Thu, 20 Aug 2026 00:00:00 GMT"


class Server(Fault, abstract=True):
    """`tag` and `modified` are what it says of itself, `body` is what it has."""

    def __init__(self) -> None:
        super().__init__()
        self.tag, self.modified, self.body = '"one"', "", PAGE
        self.never_changes = False
        self.validators: list[tuple[str | None, str | None]] = []

    async def talk(self, wire: Wire, target: str) -> None:
        match = wire.headers.get("if-none-match")
        since = wire.headers.get("if-modified-since")
        self.validators.append((match, since))
        known = (match and match == self.tag) or (since and since == self.modified)
        validators = {"ETag": self.tag, "Last_Modified": self.modified}
        if (match or since) and (known or self.never_changes):
            await wire.answer(b"", "304 Not Modified", Content_Length="", **validators)
        else:
            await wire.answer(self.body, **validators)


def known(fetched: Fetched) -> FetchPolicy:
    """What a caller remembers of a page it has read."""
    visit = fetched.visit
    return FetchPolicy(
        etag=visit.etag,
        last_modified=visit.last_modified,
        digest=visit.digest,
        seen_whole_at=visit.fetched_at,
    )


def test_an_unchanged_page_is_not_sent_again() -> None:
    server = Server()

    async def run() -> tuple[Fetched, Fetched]:
        async with serve([server]), crawler() as one:
            first = await one.fetch(server.url)
            return first, await one.fetch(server.url, known(first))

    first, second = asyncio.run(run())
    assert first.visit.etag == '"one"'
    assert second.visit.outcome is Outcome.NOT_MODIFIED
    assert (second.body, second.visit.size, second.visit.status) == (None, 0, 304)
    assert server.validators == [(None, None), ('"one"', None)]


def test_last_modified_does_as_well() -> None:
    server = Server()
    server.tag, server.modified = "", DAY

    async def run() -> Fetched:
        async with serve([server]), crawler() as one:
            return await one.fetch(server.url, known(await one.fetch(server.url)))

    assert asyncio.run(run()).visit.outcome is Outcome.NOT_MODIFIED
    assert server.validators[1] == (None, DAY)


def test_a_changed_page_is_sent_whole() -> None:
    server = Server()

    async def run() -> Fetched:
        async with serve([server]), crawler() as one:
            first = await one.fetch(server.url)
            server.tag, server.body = '"two"', PAGE + b"<!-- more -->"
            return await one.fetch(server.url, known(first))

    second = asyncio.run(run())
    assert (second.visit.outcome, second.body) == (Outcome.OK, server.body)


def test_a_304_is_not_believed_for_ever() -> None:
    server = Server()

    async def run(hours: float) -> Fetched:
        async with serve([server]), crawler() as one:
            first = await one.fetch(server.url)
        later = NOW + timedelta(hours=hours)
        async with serve([server]), crawler(now=lambda: later, recheck_hours=6.0) as one:
            return await one.fetch(server.url, known(first))

    assert asyncio.run(run(5.9)).visit.outcome is Outcome.NOT_MODIFIED
    assert asyncio.run(run(6.1)).visit.outcome is Outcome.OK


@pytest.mark.parametrize(("tag", "modified"), [('"one"', ""), ("", DAY), ('"one"', DAY)])
def test_a_validator_that_stays_while_the_content_changes_is_found_out(
    tag: str, modified: str
) -> None:
    server, state = Server(), MemoryHostState()
    server.tag, server.modified, server.never_changes = tag, modified, True

    async def run() -> list[Fetched]:
        seen = []
        async with serve([server]), crawler(host_state=state) as one:
            seen.append(await one.fetch(server.url))
            server.body = PAGE + b"<li>new</li>"
            seen.append(await one.fetch(server.url, known(seen[0])))
        later = NOW + timedelta(hours=7)
        async with serve([server]), crawler(host_state=state, now=lambda: later) as one:
            seen.append(await one.fetch(server.url, known(seen[0])))
            seen.append(await one.fetch(server.url, known(seen[2])))
        return seen

    first, lie, whole, after = asyncio.run(run())
    assert lie.visit.outcome is Outcome.NOT_MODIFIED  # cannot be known yet
    assert (whole.visit.outcome, whole.body) == (Outcome.OK, server.body)
    assert list(state.records.values()) == [HostRecord(lying=True)]
    assert (after.visit.outcome, after.body) == (Outcome.OK, server.body)
    assert server.validators[-1] == (None, None)
    assert first.visit.digest != whole.visit.digest


def test_a_304_that_nobody_asked_for_is_an_error() -> None:
    class Confused(Server, abstract=True):
        async def talk(self, wire: Wire, target: str) -> None:
            await wire.answer(b"", "304 Not Modified", Content_Length="")

    async def run() -> Fetched:
        server = Confused()
        async with serve([server]), crawler() as one:
            return await one.fetch(server.url)

    assert asyncio.run(run()).visit.outcome is Outcome.HTTP_ERROR


def test_a_validator_no_header_can_carry_is_not_sent() -> None:
    server = Server()

    async def run() -> Fetched:
        async with serve([server]), crawler() as one:
            return await one.fetch(server.url, FetchPolicy(etag='"中"\r\nX: y', digest="0"))

    assert asyncio.run(run()).visit.outcome is Outcome.OK
    assert server.validators == [(None, None)]
