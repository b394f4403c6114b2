"""robots.txt: obeyed, asked for once, and never guessed."""

from __future__ import annotations

import asyncio

import pytest

from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.model import Outcome, Visit, because
from repostwatch.model.codes import VisitCode
from tests.crawl.crawling import crawler
from tests.faults.faults import PAGE, Fault, Wire, serve


class Site(Fault, abstract=True):
    """A good page behind a robots.txt with this answer."""

    robots = b""
    line = "200 OK"

    async def accept(self, wire: Wire) -> None:
        while True:
            self.asked.append(target := await wire.request())
            if target == "/robots.txt":
                await self.rules(wire)
            else:
                await wire.answer(PAGE)

    async def rules(self, wire: Wire) -> None:
        await wire.answer(self.robots, self.line, Content_Type="text/plain")


def site(robots: bytes | str, line: str = "200 OK") -> Site:
    made = Site()
    made.robots = robots.encode() if isinstance(robots, str) else robots
    made.line = line
    return made


def visit(fault: Fault, path: str = "", policy: FetchPolicy | None = None) -> Visit:
    async def run() -> Visit:
        async with asyncio.timeout(20), serve([fault]), crawler() as one:
            return (await one.fetch(fault.url + path, policy or FetchPolicy())).visit

    return asyncio.run(run())


ALL = "User-agent: *\n"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "", True),
        (ALL + "Disallow: /", "", False),
        (ALL + "Disallow:", "", True),
        (ALL + "Disallow: /admin/", "gwyxx/", True),
        (ALL + "Disallow: /admin/", "admin/x", False),
        (ALL + "Disallow: /\nAllow: /gwyxx/", "gwyxx/1.html", True),
        (ALL + "Disallow: /*.html$", "a.html", False),
        ("User-agent: baiduspider\nDisallow: /", "", True),
        ("User-agent: repostwatch\nDisallow: /\n" + ALL + "Disallow:", "", False),
        ("User-agent: RepostWatch\nDisallow:\n" + ALL + "Disallow: /", "", True),
        ("\ufeff" + ALL + "Disallow: /", "", False),
        ("<html><body>欢迎</body></html>", "", True),
        ("User-agent: *\r\nDisallow: /\r\n", "", False),
        ("Disallow: /", "", True),
    ],
)
def test_rules(robots: str, path: str, allowed: bool) -> None:
    seen = visit(site(robots), path)
    assert (seen.outcome is Outcome.OK) is allowed
    if not allowed:
        disallowed = because(VisitCode.ROBOTS_DISALLOW)
        assert (seen.outcome, seen.reason) == (Outcome.BLOCKED, disallowed)


@pytest.mark.parametrize("line", ["404 Not Found", "403 Forbidden", "410 Gone", "401 No"])
def test_without_a_robots_txt_there_are_no_rules(line: str) -> None:
    assert visit(site(ALL + "Disallow: /", line)).outcome is Outcome.OK


@pytest.mark.parametrize("line", ["500 Oops", "502 Bad", "503 Unavailable"])
def test_a_robots_txt_that_is_out_of_order_closes_the_site(line: str) -> None:
    fault = site("", line)
    seen = visit(fault)
    assert seen.outcome is Outcome.HTTP_ERROR
    failed = because(VisitCode.HTTP_STATUS, status=int(line[:3]))
    assert seen.reason == because(VisitCode.ROBOTS_UNREADABLE, why=failed)
    assert set(fault.asked) == {"/robots.txt"}


def test_a_challenge_in_place_of_robots_txt_is_a_challenge() -> None:
    """A firewall does not ask what is asked for; who obeys it says so, and not that it broke."""
    fault = site("<script>document.cookie='a=1';location.reload()</script>", "521 ")
    seen = visit(fault)
    assert seen.outcome is Outcome.BLOCKED
    assert seen.reason == because(VisitCode.COOKIE_SCRIPT, status=521)
    assert set(fault.asked) == {"/robots.txt"}


def test_a_robots_txt_that_never_comes_closes_the_site() -> None:
    class Silent(Site, abstract=True):
        async def rules(self, wire: Wire) -> None:
            await wire.stall()

    fault = Silent()
    seen = visit(fault)
    assert seen.outcome is Outcome.TIMEOUT
    assert seen.reason == because(VisitCode.ROBOTS_UNREADABLE, why=because(VisitCode.SILENT))
    assert seen.elapsed > 0
    assert set(fault.asked) == {"/robots.txt"}


def test_a_robots_txt_that_redirects_in_circles_is_none() -> None:
    class Circle(Site, abstract=True):
        async def rules(self, wire: Wire) -> None:
            await wire.answer(b"", "302 Found", Location="/robots.txt")

    assert visit(Circle()).outcome is Outcome.OK


def test_a_robots_txt_elsewhere_counts() -> None:
    class Elsewhere(Site, abstract=True):
        async def accept(self, wire: Wire) -> None:
            while True:
                target = await wire.request()
                if target == "/robots.txt":
                    await wire.answer(b"", "301 Moved", Location="/r.txt")
                else:
                    await wire.answer(b"User-agent: *\nDisallow: /" if "r.txt" in target else PAGE)

    assert visit(Elsewhere()).outcome is Outcome.BLOCKED


def test_rules_beyond_half_a_megabyte_are_not_read() -> None:
    long = ALL + "Allow: /x\n" * 60_000 + "Disallow: /"
    assert visit(site(long)).outcome is Outcome.OK


def test_a_registered_reason_leaves_robots_txt_alone_and_the_visit_says_so() -> None:
    fault = site(ALL + "Disallow: /")
    seen = visit(fault, policy=FetchPolicy(ignore_robots=True))
    assert (seen.outcome, seen.reason) == (Outcome.OK, because(VisitCode.ROBOTS_IGNORED))
    assert fault.asked == ["/"]


def test_robots_txt_is_asked_for_once_by_many_at_once() -> None:
    fault = site(ALL + "Disallow: /admin/")

    async def run() -> list[Outcome]:
        async with asyncio.timeout(20), serve([fault]), crawler() as one:
            pages = await asyncio.gather(*(one.fetch(f"{fault.url}{i}") for i in range(20)))
            return [page.visit.outcome for page in pages]

    assert asyncio.run(run()) == [Outcome.OK] * 20
    assert fault.asked.count("/robots.txt") == 1


def test_rules_are_asked_for_again_after_their_time() -> None:
    fault = site("")

    async def run() -> None:
        async with asyncio.timeout(20), serve([fault]), crawler(robots_hours=0.0) as one:
            for _ in range(3):
                await one.fetch(fault.url)

    asyncio.run(run())
    assert fault.asked.count("/robots.txt") == 3


def test_the_host_a_redirect_leads_to_has_its_own_rules() -> None:
    closed = site(ALL + "Disallow: /")

    class Door(Site, abstract=True):
        async def accept(self, wire: Wire) -> None:
            while True:
                target = await wire.request()
                if target == "/robots.txt":
                    await wire.answer(b"", "404 Not Found")
                else:
                    await wire.answer(b"", "302 Found", Location=closed.url)

    door = Door()

    async def run() -> Visit:
        async with asyncio.timeout(20), serve([door, closed]), crawler() as one:
            return (await one.fetch(door.url)).visit

    seen = asyncio.run(run())
    assert seen.outcome is Outcome.BLOCKED
    assert closed.asked == ["/robots.txt"]


def test_a_crawl_delay_is_kept() -> None:
    fault = site(ALL + "Crawl-delay: 0.3")

    async def run() -> float:
        async with asyncio.timeout(20), serve([fault]), crawler() as one:
            loop = asyncio.get_running_loop()
            began = loop.time()
            for _ in range(3):
                await one.fetch(fault.url)
            return loop.time() - began

    assert asyncio.run(run()) >= 2 * 0.3
