"""Cookies as browsers keep them: what a door sets comes back, however it is written."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from repostwatch.crawl.fetch.cookies import LONGEST, MOST, MOST_BYTES, Cookies, read, read_date
from repostwatch.model import Outcome
from tests.crawl.crawling import NOW, crawler
from tests.faults.faults import PAGE, Fault, Wire, serve

HERE = URL("https://www.example.gov.cn/zc/list/")
LOOPBACK = URL("http://127.0.4.1:8080/zc/")

KEPT = {
    "plain": "sid=1",
    "partitioned": "sid=1; Path=/; HttpOnly; Partitioned",
    "partitioned and secure": "sid=1; Path=/; Secure; HttpOnly; SameSite=None; Partitioned",
    "same site": "sid=1; SameSite=Strict",
    "same site, of another spelling": "sid=1; samesite=lax; path=/",
    "same site without a value": "sid=1; SameSite",
    "priority": "sid=1; Priority=High; Path=/",
    "an attribute that nobody knows": "sid=1; Path=/; Wurst=käse; x",
    "no blanks": "sid=1;path=/;httponly",
    "blanks everywhere": "  sid =  1  ;  Path = / ;",
    "empty attributes": "sid=1;;;; ;Path=/;",
    "a path that is none": "sid=1; Path=zc",
    "an age that is none": "sid=1; Max-Age=soon",
    "an age": "sid=1; Max-Age=3600; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    "a date without weekday": "sid=1; Expires=1 Jan 2099 00:00:00",
    "a date with dashes and two digits": "sid=1; Expires=Sunday, 01-Mar-37 10:00:00 GMT",
    "a date of ISO": "sid=1; Expires=2099-01-01T00:00:00Z",
    "a date in another order": "sid=1; Expires=Thu Jan 01 00:00:00 2099",
    "a date in Chinese": "sid=1; Expires=2099年1月1日 00:00:00",
    "a date that does not exist": "sid=1; Expires=Wed, 31 Feb 2026 25:61:00 GMT",
    "a date that is a number": "sid=1; Expires=0",
    "a date that is empty": "sid=1; Expires=",
    "the own domain": "sid=1; Domain=www.example.gov.cn",
    "the domain above, with a dot": "sid=1; Domain=.example.gov.cn",
    "an empty domain": "sid=1; Domain=",
    "its prefix": "__Host-sid=1; Secure; Path=/",
}
REFUSED = {
    "nothing": "",
    "only blanks": " ; Path=/",
    "another domain": "sid=1; Domain=example.com",
    "a domain that only ends alike": "sid=1; Domain=ample.gov.cn",
    "a country": "sid=1; Domain=cn",
    "a control character": "sid=1\x00; Path=/",
    "a line end": "sid=1\r\nX: y",
    "too long": "sid=" + "x" * LONGEST,
    "bytes that are no text": "sid=\udcff",
    "a prefix without what it promises": "__Host-sid=1; Path=/",
    "the other prefix": "__Secure-sid=1",
    "ended by its age": "sid=1; Max-Age=0",
    "ended by an age below nothing": "sid=1; Max-Age=-1",
    "ended by its date": "sid=1; Expires=Thu, 01-Jan-1970 00:00:10 GMT",
}


def after(*lines: str, url: URL = HERE, of: URL = HERE) -> str:
    cookies = Cookies()
    cookies.take(lines, of, NOW)
    return cookies.header(url)


@pytest.mark.parametrize("line", KEPT.values(), ids=KEPT.keys())
def test_it_comes_back(line: str) -> None:
    assert after(line).endswith("sid=1")


@pytest.mark.parametrize("line", REFUSED.values(), ids=REFUSED.keys())
def test_it_does_not_come_back(line: str) -> None:
    assert after(line) == ""


def test_a_value_is_sent_as_it_was_written() -> None:
    assert after('a="x y, \\"z\\""', "b=令牌", "=c", "d", "e=f=g") == (
        'a="x y, \\"z\\""; b=令牌; d; e=f=g'
    )


def test_what_is_set_again_is_replaced_and_what_is_ended_is_gone() -> None:
    assert after("sid=1", "sid=2") == "sid=2"
    assert after("sid=1", "sid=; Max-Age=0") == ""
    assert after("sid=1; Path=/", "sid=2; Path=/zc", "sid=; Path=/; Max-Age=0") == "sid=2"


@pytest.mark.parametrize(
    ("line", "url", "sent"),
    [
        ("sid=1", "https://www.example.gov.cn/zc/list/2.html", True),
        ("sid=1", "https://www.example.gov.cn/zc/lists", False),
        ("sid=1", "https://www.example.gov.cn/", False),
        ("sid=1; Path=/zc", "https://www.example.gov.cn/zc", True),
        ("sid=1; Path=/zc", "https://www.example.gov.cn/zcx", False),
        ("sid=1; Path=/", "http://www.example.gov.cn/", True),
        ("sid=1; Path=/; Secure", "http://www.example.gov.cn/", False),
        ("sid=1; Path=/", "https://example.gov.cn/", False),
        ("sid=1; Path=/; Domain=example.gov.cn", "https://m.example.gov.cn/", True),
        ("sid=1; Path=/; Domain=example.gov.cn", "https://other.gov.cn/", False),
        ("sid=1; Path=/", "https://WWW.EXAMPLE.gov.cn./", True),
    ],
)
def test_where_it_goes(line: str, url: str, sent: bool) -> None:
    assert bool(after(line, url=URL(url))) is sent


def test_this_machine_is_as_safe_as_https() -> None:
    line = "sid=1; Path=/; Secure; SameSite=None"
    assert after(line, of=LOOPBACK, url=LOOPBACK) == "sid=1"
    assert after(line, of=URL("http://www.example.gov.cn/")) == ""


def test_longer_paths_stand_first() -> None:
    assert after("a=1; Path=/", "b=2; Path=/zc", "c=3; Path=/") == "b=2; a=1; c=3"


def test_number_and_bytes_are_bounded() -> None:
    sent = after(*(f"c{n}=x" for n in range(1000)))
    assert sent.count("=") == MOST
    assert "c999=x" in sent
    assert len(after(*(f"c{n}={'x' * 4000}" for n in range(20)))) <= MOST_BYTES


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Wed, 09 Jun 2021 10:18:14 GMT", datetime(2021, 6, 9, 10, 18, 14, tzinfo=UTC)),
        ("Wed, 09-Jun-21 10:18:14 GMT", datetime(2021, 6, 9, 10, 18, 14, tzinfo=UTC)),
        ("Wednesday, 09-June-1999 1:8:4", datetime(1999, 6, 9, 1, 8, 4, tzinfo=UTC)),
        ("10:18:14 jun 9 99", datetime(1999, 6, 9, 10, 18, 14, tzinfo=UTC)),
        ("9 Jun 1600 10:18:14", None),
        ("9 Jun 2021", None),
        ("soon", None),
    ],
)
def test_dates_of_any_order(text: str, moment: datetime | None) -> None:
    assert read_date(text) == moment


@given(st.text(max_size=200))
def test_nothing_is_too_strange(line: str) -> None:
    cookie = read(line, HERE, NOW)
    if cookie is not None:
        f"{cookie.name}={cookie.value}".encode()


class Door(Fault, abstract=True):
    """Redirects to itself until its cookie comes back."""

    line: ClassVar[str] = "sid=1; Path=/"

    async def talk(self, wire: Wire, target: str) -> None:
        if "sid=" in wire.headers.get("cookie", ""):
            await wire.answer(PAGE)
        else:
            await wire.answer(b"", "302 Found", Location=target, Set_Cookie=self.line)


@pytest.mark.parametrize("line", KEPT.values(), ids=KEPT.keys())
def test_a_door_opens(line: str) -> None:
    async def visit() -> Outcome:
        door = type("TheDoor", (Door,), {"line": line}, abstract=True)()
        async with serve([door]), crawler() as crawling:
            return (await crawling.fetch(door.url)).visit.outcome

    if "Domain=" in line and "Domain=;" not in line + ";":
        pytest.skip("the door stands on loopback, which has no domain")
    assert asyncio.run(visit()) is Outcome.OK
