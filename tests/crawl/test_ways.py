"""In what special way a portal is asked: request headers and a proxy, through the same gate."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from pydantic import ValidationError

from repostwatch.base.headers import read_headers
from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.model import Outcome, Visit, because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import CrawlSettings
from tests.crawl.crawling import crawler
from tests.faults.faults import PAGE, Fault, Wire, serve

REFERER = (("Referer", "https://www.example.gov.cn/"),)


class OnlyFromInside(Fault, abstract=True):
    """Answers those only who come from a page of its own, robots.txt included."""

    async def accept(self, wire: Wire) -> None:
        while True:
            self.asked.append(await wire.request())
            inside = "example.gov.cn" in wire.headers.get("referer", "")
            await wire.answer(PAGE if inside else b"", "200 OK" if inside else "403 Forbidden")


class Proxy(Fault, abstract=True):
    """Forwards nothing: whatever is asked for, it has the page."""

    async def accept(self, wire: Wire) -> None:
        while True:
            self.asked.append(await wire.request())
            await wire.answer(PAGE)


class Unwilling(Proxy, abstract=True):
    async def accept(self, wire: Wire) -> None:
        await wire.request()
        await wire.answer(b"", "407 Proxy Authentication Required")


def public(host: str, port: int) -> Sequence[str]:
    """Every name is public, but those that say otherwise."""
    del port
    return ["10.0.0.1"] if host.startswith("inner") else ["93.184.216.34"]


def visit(url: str, policy: FetchPolicy, server: Fault | None = None, **changes: object) -> Visit:
    @asynccontextmanager
    async def served() -> AsyncIterator[None]:
        async with serve([server] if server else []):
            yield

    async def run() -> Visit:
        async with served(), crawler(public, limits=changes) as crawling:
            address = url.replace("PORT", str(server.port if server else 0))
            way = policy.proxy and policy.proxy.replace("PORT", str(server.port if server else 0))
            return (
                await crawling.fetch(address, FetchPolicy(headers=policy.headers, proxy=way))
            ).visit

    return asyncio.run(run())


def test_request_headers_are_sent_with_every_request() -> None:
    here = "http://127.0.0.1:PORT/"
    assert visit(here, FetchPolicy(), OnlyFromInside()).status == 403
    seen = visit(here, FetchPolicy(headers=REFERER), OnlyFromInside())
    assert (seen.outcome, seen.reason) == (Outcome.OK, because(VisitCode.HEADERS_ADDED))


def test_headers_for_all_stand_in_the_settings_and_a_portals_own_go_before() -> None:
    general = {
        "request_headers": "Referer: https://www.example.gov.cn/",
        "request_headers_reason": "x",
    }
    assert visit("http://127.0.0.1:PORT/", FetchPolicy(), OnlyFromInside(), **general).status == 200
    other = FetchPolicy(headers=(("referer", "https://other/"),))
    assert visit("http://127.0.0.1:PORT/", other, OnlyFromInside(), **general).status == 403


def test_a_portal_is_reached_by_way_of_its_proxy() -> None:
    proxy = Proxy()
    seen = visit("http://www.example.gov.cn/", FetchPolicy(proxy="http://127.0.0.1:PORT"), proxy)
    assert (seen.outcome, seen.reason) == (Outcome.OK, because(VisitCode.BY_PROXY))
    assert proxy.asked == ["http://www.example.gov.cn/robots.txt", "http://www.example.gov.cn/"]


@pytest.mark.parametrize(
    "url",
    ["http://inner.example.gov.cn/", "http://10.0.0.1/", "http://169.254.169.254/latest/"],
)
def test_what_the_gate_refuses_no_proxy_is_asked_for(url: str) -> None:
    proxy = Proxy()
    seen = visit(
        url,
        FetchPolicy(
            proxy="http://127.0.0.1:PORT",
        ),
        proxy,
    )
    assert (seen.outcome, proxy.asked) == (Outcome.FORBIDDEN_ADDRESS, [])


@pytest.mark.parametrize("proxy", ["http://10.0.0.5:3128", "http://inner.example.cn:3128"])
def test_a_registrys_proxy_must_be_public(proxy: str) -> None:
    seen = visit("http://www.example.gov.cn/", FetchPolicy(proxy=proxy))
    assert seen.outcome is Outcome.FORBIDDEN_ADDRESS


@pytest.mark.parametrize("by", ["settings", "registry"])
def test_a_proxy_of_our_own_opens_the_gate_to_itself_only(by: str) -> None:
    proxy = Proxy()

    async def run() -> tuple[Visit, Visit]:
        async with serve([proxy]):
            address = f"http://127.0.0.1:{proxy.port}"
            way: dict[str, object] = {"own_proxies": (address,)}
            policy = FetchPolicy(proxy=address)
            if by == "settings":
                way, policy = {"proxy": address, "proxy_reason": "内网出口"}, FetchPolicy()
            async with crawler(public, allow_loopback=False, limits=way) as crawling:
                page = await crawling.fetch("http://www.example.gov.cn/", policy)
                itself = await crawling.fetch(address)
                return page.visit, itself.visit

    page, itself = asyncio.run(run())
    assert page.outcome is Outcome.OK
    assert itself.outcome is Outcome.FORBIDDEN_ADDRESS


def test_a_proxy_that_fails_is_named_not_the_portal() -> None:
    policy = FetchPolicy(proxy="http://127.0.0.1:PORT")
    seen = visit("https://www.example.gov.cn/", policy, Unwilling())
    assert (seen.outcome, seen.reason) == (
        Outcome.REFUSED,
        because(VisitCode.PROXY_REFUSED, status=407),
    )
    gone = visit("http://www.example.gov.cn/", FetchPolicy(proxy="http://127.0.0.1:9"))
    assert (gone.outcome, gone.reason) == (Outcome.REFUSED, because(VisitCode.PROXY_UNREACHABLE))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Referer", "not like"),
        ("Referer:", "not like"),
        ("Re ferer: x", "not like"),
        ("Host: x", "cannot be set"),
        ("cookie: a=b", "cannot be set"),
        ("Authorization: Basic eA==", "cannot be set"),
        ("Proxy-Connection: x", "cannot be set"),
        ("Referer: 测试", "plain ASCII"),
        ("Referer: a\nX: b", "plain ASCII"),
        ("A: 1 | a: 2", "stands twice"),
    ],
)
def test_headers_that_cannot_be_set(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_headers(text)


def test_headers_as_people_write_them() -> None:
    assert read_headers(" Referer:https://a/b:c |X-From: me; q=1 ") == (
        ("Referer", "https://a/b:c"),
        ("X-From", "me; q=1"),
    )


@pytest.mark.parametrize(
    "change",
    [
        {"request_headers": "Referer: https://a/"},
        {"proxy": "http://10.0.0.5:3128"},
        {"proxy": "socks5://10.0.0.5", "proxy_reason": "x"},
        {"request_headers": "Host: a", "request_headers_reason": "x"},
    ],
)
def test_settings_need_a_reason_and_a_form(change: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        CrawlSettings.model_validate(change)
