"""Turns, gaps and pauses, on a clock of the test's own."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from repostwatch.crawl.fetch.outcomes import FetchError, http_failure
from repostwatch.crawl.fetch.politeness import (
    MemoryHostState,
    Politeness,
    host_key,
    lane_of,
    retry_after,
    scan_offset,
)
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.hosts import HostRecord
from tests.crawl import timeless
from tests.crawl.crawling import NOW, settings

HOST = "www.example.gov.cn"
TIMEOUT = FetchError(Outcome.TIMEOUT, because(VisitCode.SILENT))
SLOW_DOWN = FetchError(Outcome.BLOCKED, because(VisitCode.SILENT), retry_after=3600.0)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def visits(hosts: list[str], takes: float, **changes: object) -> list[tuple[str, float, float]]:
    """(host, start, end) of one turn for each host named, all asked for at once."""
    seen: list[tuple[str, float, float]] = []

    async def main() -> None:
        politeness = Politeness(settings(**changes), lambda: NOW)
        loop = asyncio.get_running_loop()

        async def one(host: str) -> None:
            async with politeness.turn(host):
                began = loop.time()
                await asyncio.sleep(takes)
                seen.append((host, began, loop.time()))

        await asyncio.gather(*(one(host) for host in hosts))

    timeless.run(main)
    return sorted(seen, key=lambda visit: visit[1])


def most_at_once(seen: list[tuple[str, float, float]]) -> int:
    return max(sum(a <= start < b for _, a, b in seen) for _, start, _ in seen)


def test_a_host_never_has_more_than_its_connections() -> None:
    seen = visits([HOST] * 10, takes=5, connections_per_host=2, gap_seconds=0.5)
    assert most_at_once(seen) == 2


def test_requests_to_a_host_start_a_gap_apart() -> None:
    starts = [start for _, start, _ in visits([HOST] * 5, takes=0.1, gap_seconds=1.5)]
    assert starts == pytest.approx([0, 1.5, 3, 4.5, 6])


def test_hosts_do_not_wait_for_each_other() -> None:
    seen = visits([f"{i}.gov.cn" for i in range(30)], takes=1, gap_seconds=60)
    assert {start for _, start, _ in seen} == {0.0}


def test_all_hosts_together_have_a_limit() -> None:
    seen = visits([f"{i}.gov.cn" for i in range(30)], takes=1, connections=7)
    assert most_at_once(seen) == 7


def test_a_crawl_delay_widens_the_gap_up_to_a_limit() -> None:
    starts: list[float] = []

    async def main() -> None:
        politeness = Politeness(settings(gap_seconds=1, crawl_delay_max_seconds=10), lambda: NOW)
        for delay in (4, 2, 3600):
            politeness.widen(HOST, delay)
            for _ in range(2):
                async with politeness.turn(HOST):
                    starts.append(asyncio.get_running_loop().time())

    timeless.run(main)
    assert [b - a for a, b in itertools.pairwise(starts)] == pytest.approx([4, 4, 4, 4, 10])


def test_parts_of_a_drawn_page_wait_for_no_gap() -> None:
    async def main() -> float:
        politeness = Politeness(settings(gap_seconds=60), lambda: NOW)
        for _ in range(5):
            async with politeness.turn(HOST, gap=False):
                pass
        return asyncio.get_running_loop().time()

    assert timeless.run(main) == 0


def refused(politeness: Politeness) -> FetchError | None:
    try:
        politeness.refuse(HOST)
    except FetchError as failure:
        return failure
    return None


def test_a_host_that_failed_again_and_again_is_left_alone_and_asked_again() -> None:
    clock = Clock()
    politeness = Politeness(settings(backoff_after=2, backoff_seconds=60), clock)
    politeness.failed(HOST, TIMEOUT)
    assert refused(politeness) is None
    politeness.failed(HOST, TIMEOUT)
    failure = refused(politeness)
    assert failure is not None
    assert (failure.outcome, failure.own, failure.passing) == (Outcome.TIMEOUT, True, False)
    assert (failure.reason.code, failure.reason["why"]) == (VisitCode.LEFT_ALONE, TIMEOUT.reason)
    until = failure.reason["until"]
    assert isinstance(until, datetime)
    assert NOW < until <= NOW + timedelta(seconds=60 * 1.2)
    clock.pass_(60 * 1.2)
    assert refused(politeness) is None


def pauses(count: int, **changes: object) -> list[float]:
    """Seconds that the host is left alone after each further failure."""
    state = MemoryHostState()
    politeness = Politeness(settings(**changes), lambda: NOW, state)
    found = []
    for _ in range(count):
        politeness.failed(HOST, TIMEOUT)
        until = state.records[HOST].until
        found.append((until - NOW).total_seconds() if until else 0.0)
    return found


def test_pauses_double_with_jitter_up_to_a_limit() -> None:
    found = pauses(40, backoff_after=2, backoff_seconds=60, backoff_max_seconds=1800)
    assert found[0] == 0
    for pause, plain in zip(found[1:], [60, 120, 240, 480, 960, *[1800] * 34], strict=True):
        assert plain * 0.8 <= pause <= plain * 1.2


def test_jitter_parts_hosts_that_failed_together() -> None:
    assert len({pauses(2)[1] for _ in range(20)}) > 15


def test_pauses_outlive_the_run() -> None:
    state = MemoryHostState()
    Politeness(settings(backoff_after=1), lambda: NOW, state).failed(HOST, TIMEOUT)
    assert refused(Politeness(settings(), lambda: NOW, state)) is not None


def test_a_success_ends_it_and_forgives_no_lie() -> None:
    state = MemoryHostState()
    politeness = Politeness(settings(backoff_after=1), lambda: NOW, state)
    politeness.distrust(HOST)
    politeness.failed(HOST, TIMEOUT)
    politeness.succeeded(HOST)
    assert state.records[HOST] == HostRecord(lying=True)
    assert not politeness.trusts(HOST)


@pytest.mark.parametrize(
    "failure",
    [
        http_failure(404),
        http_failure(500),
        FetchError(Outcome.TOO_LARGE, because(VisitCode.TOO_LARGE, limit=9)),
        FetchError(Outcome.BLOCKED, because(VisitCode.ROBOTS_DISALLOW), own=True),
    ],
    ids=str,
)
def test_one_bad_page_says_nothing_of_the_host(failure: FetchError) -> None:
    state = MemoryHostState()
    politeness = Politeness(settings(backoff_after=1), lambda: NOW, state)
    for _ in range(5):
        politeness.failed(HOST, failure)
    assert state.records == {}


def test_a_host_that_says_when_to_come_back_is_obeyed_at_once() -> None:
    clock = Clock()
    politeness = Politeness(settings(backoff_after=5), clock)
    politeness.failed(HOST, http_failure(503, 600))
    clock.pass_(599)
    assert refused(politeness) is not None
    clock.pass_(2)
    assert refused(politeness) is None


def test_those_who_wait_for_their_turn_hear_that_the_host_is_to_be_left_alone() -> None:
    async def main() -> list[object]:
        politeness = Politeness(settings(gap_seconds=5, backoff_after=1), lambda: NOW)

        async def one() -> None:
            async with politeness.turn(HOST):
                politeness.failed(HOST, TIMEOUT)

        return await asyncio.gather(*(one() for _ in range(3)), return_exceptions=True)

    first, *others = timeless.run(main)
    assert first is None
    assert all(isinstance(other, FetchError) and other.own for other in others)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 0 ", 0.0),
        ("999999999999999999999", 86400.0),
        ("Fri, 21 Aug 2026 02:05:00 GMT", 300.0),
        ("Fri, 21 Aug 2026 01:00:00 GMT", 0.0),
        ("Sun, 21 Aug 2067 02:05:00 GMT", 86400.0),
        ("Friday, 21-Aug-26 02:05:00 GMT", 300.0),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("１２", None),
        ("", None),
    ],
)
def test_retry_after(text: str | None, seconds: float | None) -> None:
    assert retry_after(text, datetime(2026, 8, 21, 2, tzinfo=UTC), 86400.0) == seconds


@given(st.text(max_size=40))
def test_no_retry_after_is_waited_for_longer_than_the_limit(text: str) -> None:
    wait = retry_after(text, NOW, 60.0)
    assert wait is None or 0 <= wait <= 60


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.gov.cn/", "https://a.gov.cn/x", True),
        ("http://a.gov.cn:8080/", "http://a.gov.cn/", False),
        ("http://a.gov.cn/", "http://b.gov.cn/", False),
    ],
)
def test_what_counts_as_one_host(one: str, other: str, same: bool) -> None:
    assert (host_key(URL(one)) == host_key(URL(other))) is same


def test_scans_spread_over_their_slot_each_portal_at_its_own_time() -> None:
    slot = 3600.0
    starts = [scan_offset(f"portal-{i}", slot) for i in range(1000)]
    assert starts == [scan_offset(f"portal-{i}", slot) for i in range(1000)]
    assert all(0 <= start < slot for start in starts)
    quarters = [sum(int(start // 900) == quarter for start in starts) for quarter in range(4)]
    assert min(quarters) > 200


@pytest.mark.parametrize("address", ["http://[::ffff:10.0.0.1]/", "http://[fe80::1]:8080/x"])
def test_an_address_in_brackets_is_a_host_like_any_other(address: str) -> None:
    politeness = Politeness(settings(polite_to_loopback=False, backoff_after=1), lambda: NOW)
    host = host_key(URL(address))
    politeness.failed(host, TIMEOUT)
    with pytest.raises(FetchError):
        politeness.refuse(host)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "127.77.1.3", "localhost:81", "[::1]:8080"])
def test_this_machine_is_nobody_to_be_polite_to(host: str) -> None:
    ours = {"polite_to_loopback": False, "gap_seconds": 60.0, "connections_per_host": 1}
    seen = visits([host] * 10, takes=5, **ours)
    assert most_at_once(seen) == 10
    politeness = Politeness(settings(backoff_after=1, **ours), lambda: NOW)
    for _ in range(3):
        politeness.failed(host, TIMEOUT)
    politeness.refuse(host)  # one portal that fails does not take the others of its host along
    politeness.failed(HOST, TIMEOUT)
    with pytest.raises(FetchError):
        politeness.refuse(HOST)


def test_whom_another_site_leads_to_a_host_keeps_nobody_there_waiting() -> None:
    async def run() -> None:
        politeness = Politeness(settings(connections_per_host=1), lambda: NOW)
        async with (
            asyncio.timeout(5),
            politeness.turn(lane_of("a.example", "b.example")),
            politeness.turn("a.example"),
        ):
            pass

    asyncio.run(run())


def test_a_pause_of_what_another_site_leads_to_is_not_the_hosts() -> None:
    politeness = Politeness(settings(), lambda: NOW)
    politeness.failed(lane_of("a.example", "b.example"), SLOW_DOWN)
    politeness.refuse("a.example")
    with pytest.raises(FetchError):
        politeness.refuse(lane_of("a.example", "b.example"))
