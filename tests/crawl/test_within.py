"""A redirect to another site is refused where a fetch is to stay within one."""

from __future__ import annotations

import asyncio

import pytest

from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy
from repostwatch.model import Outcome
from repostwatch.model.codes import VisitCode
from tests.crawl.crawling import crawler
from tests.faults.faults import Fault, Wire, serve

PAGE = b"<html><title>a</title><body><p>text text text text</p></body></html>"


class Door(Fault, abstract=True):
    """Answers /go by leading to `there`, in one of three ways, and everything else with a page."""

    def __init__(self, there: str, way: str) -> None:
        super().__init__()
        self.there, self.way = there, way
        self.asked: list[str] = []

    async def talk(self, wire: Wire, target: str) -> None:
        self.asked.append(target)
        if target != "/go":
            await wire.answer(PAGE)
        elif self.way == "status":
            await wire.answer(b"", "302 Found", Location=self.there)
        elif self.way == "refresh":
            await wire.answer(f'<meta http-equiv="refresh" content="0;url={self.there}">'.encode())
        else:
            await wire.answer(f"<script>location.href='{self.there}'</script>".encode())


def gone(way: str, *, there: str = "", within: bool = True) -> tuple[Fetched, list[str]]:
    """The fetch of /go, and what the other host was asked for."""
    away = Door("", "status")

    async def run() -> Fetched:
        async with serve([away]):
            # Another host to the rule of one site, the same machine to the test.
            door = Door(there or away.url.replace("127.0.0.1", "localhost"), way)
            async with serve([door]), crawler() as crawl:
                policy = FetchPolicy(within=door.url if within else None)
                return await crawl.fetch(f"{door.url}go", policy)

    return asyncio.run(run()), away.asked


@pytest.mark.parametrize("way", ["status", "refresh", "script"])
def test_it_is_not_followed_and_the_other_host_not_asked(way: str) -> None:
    fetched, asked = gone(way)
    assert fetched.visit.outcome is Outcome.SOFT_404
    assert fetched.visit.reason is not None
    assert fetched.visit.reason.code is VisitCode.REDIRECT_OFF_SITE
    assert fetched.visit.reason["there"] == "localhost"
    assert not asked


@pytest.mark.parametrize("way", ["status", "refresh", "script"])
def test_without_that_wish_it_is_followed(way: str) -> None:
    fetched, asked = gone(way, within=False)
    assert fetched.visit.outcome is Outcome.OK
    assert "/" in asked


@pytest.mark.parametrize("way", ["status", "refresh", "script"])
def test_within_the_site_it_is_followed(way: str) -> None:
    fetched, _ = gone(way, there="/list")
    assert fetched.visit.outcome is Outcome.OK


@pytest.mark.parametrize("way", ["status", "refresh", "script"])
@pytest.mark.parametrize("there", ["/delete?id=1", "/x?do=logout", "/admin/"])
def test_a_redirect_to_what_may_change_something_is_not_followed(way: str, there: str) -> None:
    door = Door(there, way)

    async def run() -> Fetched:
        async with serve([door]), crawler() as crawl:
            return await crawl.fetch(f"{door.url}go")

    fetched = asyncio.run(run())
    assert fetched.visit.outcome is Outcome.FORBIDDEN_ADDRESS
    assert fetched.visit.reason is not None
    assert fetched.visit.reason.code is VisitCode.MAY_CHANGE
    assert not [path for path in door.asked if there in path]


@pytest.mark.parametrize("followed", [True, False])
def test_what_a_page_named_is_not_asked_for_and_what_people_named_is(followed: bool) -> None:
    door = Door("", "status")

    async def run() -> Fetched:
        async with serve([door]), crawler() as crawl:
            return await crawl.fetch(f"{door.url}admin/list", FetchPolicy(followed=followed))

    outcome = asyncio.run(run()).visit.outcome
    assert outcome is (Outcome.FORBIDDEN_ADDRESS if followed else Outcome.OK)
    assert ("/admin/list" in door.asked) is not followed
