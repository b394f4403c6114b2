"""A registry as a CSV table: a malformed cell is an error that names file, line and column."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from repostwatch.base.errors import InputError
from repostwatch.model import BEIJING, Level, Portal
from repostwatch.portals.table import read_portals

HEADER = "portal_id,name,level,home_url,column_urls,limit_hours,site_code"
GOOD = "a,甲市人民政府,city,https://www.a.gov.cn/,,,"


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "portals.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_contract_form(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        HEADER,
        "fj,福建省人民政府,province,http://127.0.0.1:8080/fj/,"
        "http://127.0.0.1:8080/fj/gwyxx/ http://127.0.0.1:8080/fj/zc/,8,3500000001",
    )
    assert read_portals(path) == (
        Portal(
            portal_id="fj",
            name="福建省人民政府",
            level=Level.PROVINCE,
            home_url="http://127.0.0.1:8080/fj/",
            column_urls=("http://127.0.0.1:8080/fj/gwyxx/", "http://127.0.0.1:8080/fj/zc/"),
            limit_hours=8.0,
            site_code="3500000001",
        ),
    )


def test_an_empty_limit_is_none_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, GOOD)
    assert read_portals(path)[0].limit_hours is None
    own = write(tmp_path, HEADER, GOOD.removesuffix(",,") + ",24,")
    assert read_portals(own)[0].limit_hours == 24.0, "the usual hours, and nobody else's"
    short = write(tmp_path, HEADER.replace("limit_hours,", ""), GOOD.removesuffix(","))
    assert read_portals(short)[0].limit_hours is None


def test_our_own_columns(tmp_path: Path) -> None:
    own = "selector,render,ignore_robots_reason,legacy_tls_reason,valid_from,valid_until,successor"
    path = write(
        tmp_path,
        f"{HEADER},{own},note,anything",
        f"{GOOD},ul.list li,yes,获准,旧证书,2018-03-22,2023-03-16T09:00,b,备注,x",
    )
    portal = read_portals(path)[0]
    assert (portal.selector, portal.render, portal.successor) == ("ul.list li", True, "b")
    assert (portal.ignore_robots_reason, portal.legacy_tls_reason) == ("获准", "旧证书")
    assert portal.valid_from == datetime(2018, 3, 22, tzinfo=BEIJING)
    assert portal.valid_until == datetime(2023, 3, 16, 9, tzinfo=BEIJING)


def test_how_a_portal_is_asked_and_why(tmp_path: Path) -> None:
    own = "request_headers,request_headers_reason,proxy,proxy_reason"
    row = "Referer: https://a.gov.cn/ | X-From: b,只应答站内链接,http://10.0.0.5:3128,只对内网开放"
    portal = read_portals(write(tmp_path, f"{HEADER},{own}", f"{GOOD},{row}"))[0]
    assert portal.request_headers == "Referer: https://a.gov.cn/ | X-From: b"
    assert portal.request_headers_reason == "只应答站内链接"
    assert (portal.proxy, portal.proxy_reason) == ("http://10.0.0.5:3128", "只对内网开放")


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("Referer: https://a/,,,", "request_headers_reason", "is empty"),
        ("Cookie: a=b,x,,", "request_headers", "cannot be set"),
        ("Referer,x,,", "request_headers", "is not like"),
        (",,http://10.0.0.5:3128,", "proxy_reason", "is empty"),
        (",,10.0.0.5:3128,x", "proxy", "not an"),
        (",,http://me:secret@10.0.0.5,x", "proxy", "user name or password"),
    ],
)
def test_a_way_that_cannot_be_gone(tmp_path: Path, row: str, column: str, message: str) -> None:
    own = "request_headers,request_headers_reason,proxy,proxy_reason"
    with pytest.raises(InputError, match=message) as caught:
        read_portals(write(tmp_path, f"{HEADER},{own}", f"{GOOD},{row}"))
    assert (caught.value.line, caught.value.column) == (2, column)


@pytest.mark.parametrize(
    "proxy",
    ["http://u:secret@[::1", "ftp://u:secret@h/", "http://u:secret%zz@h:99999/", "u:secret@h:1",
     "http://u:sec/ret@h:1", "http://u:secret @h"],
)  # fmt: skip
def test_a_password_in_an_address_is_never_quoted(tmp_path: Path, proxy: str) -> None:
    own = "proxy,proxy_reason"
    with pytest.raises(InputError) as caught:
        read_portals(write(tmp_path, f"{HEADER},{own}", f"{GOOD},{proxy},x"))
    assert "sec" not in str(caught.value)


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("a b,甲,city,http://a/,,,", "portal_id", "letters, digits"),
        ("a;b,甲,city,http://a/,,,", "portal_id", "letters, digits"),
        ("all,甲,city,http://a/,,,", "portal_id", "choose another id"),
        ("none,甲,city,http://a/,,,", "portal_id", "choose another id"),
        ("province,甲,city,http://a/,,,", "portal_id", "choose another id"),
        (",甲,city,http://a/,,,", "portal_id", "is empty"),
        ("a,,city,http://a/,,,", "name", "is empty"),
        ("a,甲,town,http://a/,,,", "level", "province, city, county, below"),
        ("a,甲,,http://a/,,,", "level", "is empty"),
        ("a,甲,city,,,,", "home_url", "is empty"),
        ("a,甲,city,www.a.gov.cn,,,", "home_url", "not an http or https address"),
        ("a,甲,city,ftp://a/,,,", "home_url", "not an http or https address"),
        ("a,甲,city,file:///etc/passwd,,,", "home_url", "not an http or https address"),
        ("a,甲,city,http://user:secret@a/,,,", "home_url", "user name or password"),
        ("a,甲,city,http:///x,,,", "home_url", "not an http or https address"),
        ("a,甲,city,http://a:99999/,,,", "home_url", "is not an address"),
        ("a,甲,city,http://[::1/,,,", "home_url", "is not an address"),
        ("a,甲,city,http://a/ b,,,", "home_url", "%20"),
        ("a,甲,city,http://a/,http://a/x;http://a/y z,,", "column_urls", "'z' is not"),
        ("a,甲,city,http://a/,,24h,", "limit_hours", "not a number"),
        ("a,甲,city,http://a/,,0,", "limit_hours", "above 0"),
        ("a,甲,city,http://a/,,-1,", "limit_hours", "above 0"),
        ("a,甲,city,http://a/,,nan,", "limit_hours", "above 0"),
        ("a,甲,city,http://a/,,inf,", "limit_hours", "above 0"),
    ],
)
def test_a_malformed_cell(tmp_path: Path, row: str, column: str, message: str) -> None:
    path = write(tmp_path, HEADER, "ok,乙,city,http://ok/,,,", row)
    with pytest.raises(InputError, match=message) as caught:
        read_portals(path)
    assert (caught.value.line, caught.value.column) == (3, column)
    assert "secret" not in str(caught.value), "a password is not repeated"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("valid_from", "2018", "not a date"),
        ("valid_until", "9999-12-31x", "not a date"),
        ("render", "maybe", "neither yes nor no"),
    ],
)
def test_a_malformed_cell_of_ours(tmp_path: Path, column: str, value: str, message: str) -> None:
    path = write(tmp_path, f"{HEADER},{column}", f"{GOOD},{value}")
    with pytest.raises(InputError, match=message) as caught:
        read_portals(path)
    assert (caught.value.line, caught.value.column) == (2, column)


def test_an_end_before_the_beginning(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEADER},valid_from,valid_until", f"{GOOD},2020-01-01,2020-01-01")
    with pytest.raises(InputError, match="not after valid_from"):
        read_portals(path)


@pytest.mark.parametrize("missing", ["portal_id", "name", "level", "home_url", "column_urls"])
def test_a_missing_column(tmp_path: Path, missing: str) -> None:
    header = HEADER.replace(missing, "x")
    with pytest.raises(InputError, match="missing") as caught:
        read_portals(write(tmp_path, header, GOOD))
    assert (caught.value.line, caught.value.column) == (1, missing)


def test_no_portal_and_twice_the_same(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lists no portal"):
        read_portals(write(tmp_path, HEADER))
    with pytest.raises(InputError, match="already stands in line 2"):
        read_portals(write(tmp_path, HEADER, GOOD, GOOD))


COSTLY = [
    "div:has(a)", "div:HAS(> a)", ":is(div, ul) :is(li, p)", "ul:where(.a) li", "li:not(ul li)",
    "li:not(:not(a))", "a b c d e f g", "*>*>*>*>*>*>*", "li, a b c d e f g", "a" * 201,
]  # fmt: skip


@pytest.mark.parametrize("selector", COSTLY)
def test_a_selector_that_costs_more_than_one_pass_is_refused(tmp_path: Path, selector: str) -> None:
    table = write(tmp_path, f"{HEADER},selector", f'a,A,city,http://a.gov.cn/,,,,"{selector}"')
    with pytest.raises(InputError) as wrong:
        read_portals(table)
    assert wrong.value.column == "selector"


@pytest.mark.parametrize(
    "selector", ["ul.list li", "#mine > ul li:not(.top)", "div.a tr:nth-child(2n+1) a, .b li"]
)
def test_an_ordinary_selector_is_taken(tmp_path: Path, selector: str) -> None:
    table = write(tmp_path, f"{HEADER},selector", f'a,A,city,http://a.gov.cn/,,,,"{selector}"')
    assert read_portals(table)[0].selector == selector
