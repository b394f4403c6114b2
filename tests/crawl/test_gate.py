"""The gate: one named test for every known way round a check of addresses."""

from __future__ import annotations

import asyncio
import ipaddress
import threading
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.crawl.fetch.addresses import literal, parse
from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.crawl.fetch.networks import permitted
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.model import Outcome, Visit, because
from repostwatch.model.codes import VisitCode
from tests.crawl.crawling import crawler
from tests.faults.fault_redirect import Moved, ToPrivate
from tests.faults.faults import PAGE, Fault, Wire, serve

FORBIDDEN = {
    "loopback": "127.0.0.1",
    "loopback, another of its 16 million": "127.1.2.3",
    "loopback in IPv6": "[::1]",
    "this network": "0.0.0.0",
    "unspecified in IPv6": "[::]",
    "private 10/8": "10.0.0.1",
    "private 172.16/12": "172.31.255.255",
    "private 192.168/16": "192.168.0.1",
    "unique local IPv6": "[fd00::1]",
    "link-local": "169.254.1.1",
    "link-local IPv6": "[fe80::1]",
    "site-local IPv6": "[fec0::1]",
    "carrier NAT": "100.64.0.1",
    "carrier NAT, its end": "100.127.255.254",
    "multicast": "224.0.0.1",
    "multicast IPv6": "[ff02::1]",
    "broadcast": "255.255.255.255",
    "reserved": "240.0.0.1",
    "benchmarks": "198.18.0.1",
    "documentation": "192.0.2.1",
    "IPv4-mapped": "[::ffff:10.0.0.1]",
    "IPv4-mapped of a public address": "[::ffff:8.8.8.8]",
    "IPv4-compatible": "[::10.0.0.1]",
    "6to4 of a private address": "[2002:a00:1::]",
    "6to4 relay": "192.88.99.1",
    "Teredo": "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "NAT64": "[64:ff9b::10.0.0.1]",
    "NAT64, local": "[64:ff9b:1::a00:1]",
    "metadata of most clouds": "169.254.169.254",
    "metadata of Alibaba Cloud": "100.100.100.200",
    "metadata of Oracle Cloud": "192.0.0.192",
    "metadata of Azure": "168.63.129.16",
    "metadata of AWS over IPv6": "[fd00:ec2::254]",
    "decimal": "2130706433",
    "octal": "0177.0.0.1",
    "hexadecimal": "0x7f000001",
    "hexadecimal in parts": "0x7f.0.0.1",
    "two parts": "127.1",
    "three parts": "10.0.1",
    "a number too large": "4294967297",
    "a leading zero": "010.0.0.1",
    "a dot at the end": "127.0.0.1.",
    "full width digits": "１２７.０.０.１",
    "circled digits": "①②⑦.⓪.⓪.①",
    "ideographic full stops": "127。0。0。1",
    "a zone": "[fe80::1%25eth0]",
    "a bare name": "localhost",
    "an intranet's name": "intranet",
    "an escaped host": "127.0.0.1%2f.example.gov.cn",
    "a soft hyphen": "127.0.0.\u00ad1",
}
ILL_FORMED = {
    "user-info": "http://www.gov.cn@10.0.0.1/",
    "user and password": "http://a:b@www.example.gov.cn/",
    "an empty user": "http://@www.example.gov.cn/",
    "backslash": "http:\\\\www.example.gov.cn\\",
    "backslash before the at": "http://www.example.gov.cn\\@10.0.0.1/",
    "backslash in the path": "http://www.example.gov.cn/a\\b",
    "odd port": "http://www.example.gov.cn:22/",
    "port of a database": "http://www.example.gov.cn:5432/",
    "port zero": "http://www.example.gov.cn:0/",
    "port too large": "http://www.example.gov.cn:65536/",
    "port no number": "http://www.example.gov.cn:http/",
    "file": "file:///etc/passwd",
    "file with a host": "file://www.example.gov.cn/etc/passwd",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,x",
    "gopher": "gopher://www.example.gov.cn/_x",
    "ftp": "ftp://www.example.gov.cn/",
    "view-source": "view-source:http://www.example.gov.cn/",
    "no scheme": "//www.example.gov.cn/",
    "no host": "http:///etc/passwd",
    "one slash": "http:/www.example.gov.cn",
    "blank in the host": "http://www.example .gov.cn/",
    "line break in the host": "http://www.example.gov.cn\r\nHost: x/",
    "NUL in the host": "http://www.example.gov.cn\0.evil.example/",
    "empty label": "http://www..gov.cn/",
    "IDN: a dotless slash": "http://www.gov.cn\u2044x.example.cn\u2488/\u0000",
    "IDN: a character that becomes a slash": "http://www.gov.cn\uff0fx.example.cn/",
    "IDN: a character that becomes a question mark": "http://www.gov.cn\uff1fx.example.cn/",
    "IDN: a character that becomes an at": "http://www.gov.cn\uff20x.example.cn/",
    "IDN: a character that becomes c/o": "http://www.gov.cn\u2105x.example.cn/",
    "IDN: punycode of nothing": "http://\u200b/",
    "brackets around a name": "http://[www.example.gov.cn]/",
    "unclosed bracket": "http://[::1/",
    "too long": "http://www.example.gov.cn/" + "a" * 5000,
}


def fetch(
    url: str, lookup: Callable[[str, int], Sequence[str]] | None = None, **changes: object
) -> Visit:
    async def run() -> Visit:
        async with (
            asyncio.timeout(20),
            crawler(lookup, allow_loopback=False, limits=changes) as one,
        ):
            return (await one.fetch(url)).visit

    return asyncio.run(run())


def unasked(host: str, port: int) -> Sequence[str]:
    raise AssertionError(f"{host}:{port} was looked up")


@pytest.mark.parametrize("host", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_an_address_that_is_not_public_is_not_visited(host: str) -> None:
    visit = fetch(f"http://{host}/", unasked)
    assert visit.outcome is Outcome.FORBIDDEN_ADDRESS, visit
    assert visit.reason


@pytest.mark.parametrize("url", ILL_FORMED.values(), ids=ILL_FORMED.keys())
def test_an_address_that_readers_disagree_about_is_not_visited(url: str) -> None:
    visit = fetch(url, unasked)
    assert visit.outcome is Outcome.FORBIDDEN_ADDRESS, visit


@pytest.mark.parametrize(
    "address", [host.strip("[]") for host in FORBIDDEN.values() if literal(host.strip("[]"))]
)
def test_a_name_that_leads_to_a_forbidden_address_is_not_visited(address: str) -> None:
    visit = fetch("http://www.example.gov.cn/", lambda _host, _port: [address])
    assert visit.outcome is Outcome.FORBIDDEN_ADDRESS
    assert visit.reason
    assert visit.reason.code is VisitCode.NAME_NOT_PUBLIC


@pytest.mark.parametrize("address", ["::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"])
def test_the_sandbox_setting_opens_loopback_and_nothing_that_looks_like_it(address: str) -> None:
    assert not permitted(ipaddress.ip_address(address), True)
    assert permitted(ipaddress.ip_address("127.0.0.1"), True)
    assert not permitted(ipaddress.ip_address("10.0.0.1"), True)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.gov.cn/",
        "https://www.mee.gov.cn:8443/x?y=1#z",
        "http://www.例子.政务.cn/首页",
        "http://8.8.8.8/",
        "http://[2400:3200::1]:8080/",
        "HTTP://WWW.GOV.CN",
        "http://a_b.example.gov.cn/",
    ],
)
def test_ordinary_addresses_pass(url: str) -> None:
    parsed = parse(url, ports=(80, 443, 8080, 8443), longest=4096, allow_loopback=False)
    assert str(parsed).isascii()


@given(st.integers(0, 2**32 - 1))
def test_what_is_permitted_is_global(number: int) -> None:
    address = ipaddress.IPv4Address(number)
    if permitted(address, False):
        assert address.is_global
        assert not address.is_multicast


@given(st.text(max_size=60))
def test_whatever_is_handed_in_it_is_an_address_or_refused(text: str) -> None:
    for candidate in (text, "http://" + text, f"http://www.gov.cn/{text}", f"http://{text}.cn/"):
        try:
            url = parse(candidate, ports=(80, 443), longest=4096, allow_loopback=False)
        except FetchError:
            continue
        assert url.scheme in ("http", "https")
        assert str(url).isascii()
        assert url.raw_user is None
        again = parse(str(url), ports=(80, 443), longest=40960, allow_loopback=False)
        assert str(again) == str(url)


def test_rebinding_the_connection_is_made_to_the_address_that_was_checked(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A name that is public when asked first and private when asked again."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def lookup(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    # Nothing but loopback can be reached from a test: what is refused to it was not loopback.
    assert fetch("http://www.example.gov.cn/", lookup).outcome is Outcome.INTERNAL_ERROR
    assert "93.184.216.34" in caplog.text
    assert asked == ["www.example.gov.cn"]


class Closing(Fault, abstract=True):
    """A good page; the connection ends with it."""

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE, Connection="close")
        raise EOFError


def test_rebinding_every_connection_is_checked_anew() -> None:
    """Good for the first page, private for the second: the second is refused."""
    fault = Closing()
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    async def run() -> list[Outcome]:
        async with (
            serve([fault]),
            crawler(lambda _h, _p: next(answers), ports=(fault.port,)) as one,
        ):
            url = f"http://www.example.gov.cn:{fault.port}/"
            policy = FetchPolicy(ignore_robots=True)
            return [(await one.fetch(url, policy)).visit.outcome for _ in range(2)]

    assert asyncio.run(run()) == [Outcome.OK, Outcome.FORBIDDEN_ADDRESS]


def test_of_several_addresses_only_the_public_ones_are_connected_to(
    caplog: pytest.LogCaptureFixture,
) -> None:
    fetched = fetch("http://www.example.gov.cn/", lambda _h, _p: ["10.0.0.1", "93.184.216.34"])
    assert fetched.outcome is Outcome.INTERNAL_ERROR
    assert "93.184.216.34" in caplog.text


def test_a_redirect_into_a_private_network_is_refused_and_said() -> None:
    """Public at first sight: loopback stands in for it, so the setting is on."""
    fault = ToPrivate()

    async def run() -> Visit:
        async with serve([fault]), crawler() as one:
            return (await one.fetch(fault.url)).visit

    visit = asyncio.run(run())
    assert visit.outcome is Outcome.FORBIDDEN_ADDRESS
    assert visit.final_url == "http://192.168.1.1/"


def test_a_name_that_does_not_exist() -> None:
    def lookup(host: str, port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    visit = fetch("http://www.example.gov.cn/", lookup)
    assert (visit.outcome, visit.reason) == (Outcome.DNS_ERROR, because(VisitCode.NAME_UNRESOLVED))


def test_a_name_without_addresses() -> None:
    visit = fetch("http://www.example.gov.cn/", lambda _h, _p: [])
    nowhere = because(VisitCode.NAME_WITHOUT_ADDRESS)
    assert (visit.outcome, visit.reason) == (Outcome.DNS_ERROR, nowhere)


def test_a_name_server_that_keeps_us_waiting() -> None:
    ended = threading.Event()

    def lookup(host: str, port: int) -> Sequence[str]:
        ended.wait(10)
        return ["93.184.216.34"]

    try:
        visit = fetch("http://www.example.gov.cn/", lookup, dns_seconds=0.1)
    finally:
        ended.set()
    slow = because(VisitCode.NAME_SLOW, seconds=0.1)
    assert (visit.outcome, visit.reason) == (Outcome.DNS_ERROR, slow)


def test_a_slow_name_server_holds_up_nobody_else() -> None:
    ended = threading.Event()
    fault = Moved()

    def lookup(host: str, port: int) -> Sequence[str]:
        if host.startswith("slow"):
            ended.wait(10)
        return ["127.0.0.1"]

    async def run() -> list[Outcome]:
        async with serve([fault]), crawler(lookup, ports=(fault.port,), dns_seconds=0.4) as one:
            urls = [f"http://slow{i}.gov.cn:{fault.port}/" for i in range(10)]
            urls.append(f"http://quick.gov.cn:{fault.port}/")
            found = await asyncio.gather(*(one.fetch(url) for url in urls))
            return [fetched.visit.outcome for fetched in found]

    try:
        outcomes = asyncio.run(run())
    finally:
        ended.set()
    assert outcomes == [Outcome.DNS_ERROR] * 10 + [Outcome.OK]
