"""What happens after a failure: again now, later, or not at all; and TLS by exception."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from yarl import URL

from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.crawl.fetch.politeness import HostState, MemoryHostState
from repostwatch.model import Outcome, Visit, because
from repostwatch.model.codes import VisitCode
from tests.crawl.crawling import NOW, crawler
from tests.faults.fault_answer import TooManyWait
from tests.faults.fault_tls import TlsAncient, TlsSelfSigned
from tests.faults.fault_wire import StallBeforeHeaders
from tests.faults.faults import PAGE, Fault, Wire, serve


class Answers(Fault, abstract=True):
    """These answers in turn: a status line and its Retry-After; then the page."""

    def __init__(self, *answers: tuple[str, str]) -> None:
        super().__init__()
        self.answers = list(answers)

    async def talk(self, wire: Wire, target: str) -> None:
        if self.answers:
            line, wait = self.answers.pop(0)
            await wire.answer(b"", line, Retry_After=wait)
        else:
            await wire.answer(PAGE)


def visits(
    fault: Fault,
    times: int = 1,
    *,
    host_state: HostState | None = None,
    now: Callable[[], datetime] = lambda: NOW,
    **changes: object,
) -> list[Visit]:
    async def run() -> list[Visit]:
        async with (
            asyncio.timeout(20),
            serve([fault]),
            crawler(host_state=host_state, now=now, limits=changes) as one,
        ):
            return [(await one.fetch(fault.url)).visit for _ in range(times)]

    return asyncio.run(run())


def test_what_passes_is_healed_within_the_run() -> None:
    (seen,) = visits(Answers(("503 Busy", "")), attempts=2)
    assert seen.outcome is Outcome.OK


def test_a_short_retry_after_is_waited_for() -> None:
    fault = Answers(("503 Busy", "1"))
    (seen,) = visits(fault, attempts=2, retry_seconds=60.0)
    assert seen.outcome is Outcome.OK


def test_a_long_retry_after_outlives_the_run() -> None:
    fault, state = TooManyWait(), MemoryHostState()
    first, second = visits(fault, 2, attempts=3, host_state=state)
    assert (first.outcome, first.status) == (Outcome.HTTP_ERROR, 429)
    assert second.outcome is Outcome.HTTP_ERROR
    often, until = because(VisitCode.HTTP_STATUS, status=429), NOW + timedelta(hours=1)
    assert second.reason == because(VisitCode.LEFT_ALONE, why=often, until=until)
    assert fault.asked == ["/robots.txt", "/"]

    later = NOW + timedelta(seconds=3601)
    visits(fault, 1, attempts=1, host_state=state, now=lambda: later)
    assert fault.asked == ["/robots.txt", "/", "/robots.txt", "/"]


def test_a_host_that_fails_is_left_alone_by_the_next_run() -> None:
    fault, state = StallBeforeHeaders(), MemoryHostState()
    visits(fault, 2, host_state=state, backoff_after=2)
    asked = list(fault.asked)
    (seen,) = visits(fault, 1, host_state=state, backoff_after=2)
    assert fault.asked == asked
    assert seen.reason
    assert (seen.outcome, seen.reason.code) == (Outcome.TIMEOUT, VisitCode.LEFT_ALONE)


def test_old_tls_is_reached_only_where_registered_and_the_visit_says_so() -> None:
    def visit(fault: Fault, *, legacy: bool) -> Visit:
        async def run() -> Visit:
            async with asyncio.timeout(20), serve([fault]), crawler() as one:
                return (await one.fetch(fault.url, FetchPolicy(legacy_tls=legacy))).visit

        return asyncio.run(run())

    for kind in (TlsAncient, TlsSelfSigned):
        assert visit(kind(), legacy=False).outcome in (Outcome.TLS_ERROR, Outcome.RESET)
        seen = visit(kind(), legacy=True)
        assert (seen.outcome, seen.reason) == (Outcome.OK, because(VisitCode.LEGACY_TLS))


def test_who_we_are_is_said_in_every_request() -> None:
    class Curious(Fault, abstract=True):
        agents: Sequence[str] = ()

        async def talk(self, wire: Wire, target: str) -> None:
            self.agents = [wire.headers["user-agent"]]
            await wire.answer(PAGE)

    fault = Curious()
    visits(fault, contact="mailto:watch@example.gov.cn")
    (agent,) = fault.agents
    assert agent == ("Mozilla/5.0 (compatible; repostwatch/0.1; +mailto:watch@example.gov.cn)")


def test_a_fault_on_one_host_harms_no_other() -> None:
    """A hundred pages of a good host while another one stalls on all its places."""
    bad, good = StallBeforeHeaders(), Answers()

    async def run() -> list[Outcome]:
        async with asyncio.timeout(30), serve([bad, good]), crawler(connections=4) as one:
            urls = [bad.url] * 5 + [f"{good.url}{i}" for i in range(100)]
            pages = await asyncio.gather(*(one.fetch(url) for url in urls))
            return [page.visit.outcome for page in pages]

    outcomes = asyncio.run(run())
    assert outcomes[5:] == [Outcome.OK] * 100
    assert set(outcomes[:5]) == {Outcome.TIMEOUT}


class LeadsTo(Fault, abstract=True):
    """A redirect to another site."""

    def __init__(self, target: Fault) -> None:
        super().__init__()
        self.target = target

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"", "302 Found", Location=self.target.url)


def test_a_host_is_not_left_alone_for_what_another_site_leads_to() -> None:
    innocent = Answers(("429 Slow Down", "86400"))
    other = LeadsTo(innocent)
    hosts = MemoryHostState()

    async def run() -> tuple[Visit, ...]:
        async with (
            asyncio.timeout(20),
            serve([innocent, other]),
            crawler(host_state=hosts, now=lambda: NOW) as one,
        ):
            leading = str(URL(other.url).with_host("localhost"))
            addresses = (leading, innocent.url, leading)
            return tuple([(await one.fetch(address)).visit for address in addresses])

    led, own, again = asyncio.run(run())
    assert led.status == 429
    assert own.outcome is Outcome.OK
    assert again.reason is not None
    assert again.reason.has(VisitCode.LEFT_ALONE)
