"""A list page that says that newer rows stand on another one, and what only looks like it."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from repostwatch.model import Page, Reason, because
from repostwatch.model.codes import ListCode
from tests.defaults import read_page
from tests.reading.regions.test_regions import NAME, rows

URL = "http://www.example.gov.cn/zc/index.html"
NEW = "http://www.example.gov.cn/zc/n.html"
NOW = datetime(2026, 8, 12, 4, tzinfo=UTC)


def read(above: str, below: str = "", head: str = "") -> Page:
    text = f"<html><head><title>{NAME}</title>{head}</head><body>{above}<ul>{rows()}</ul>{below}</body></html>"
    return read_page(text.encode(), URL, fetched_at=NOW, listed=True)


@pytest.mark.parametrize(
    "bar",
    [
        "<div><a href='n.html'>1</a> <b>2</b> <a href='3.html'>3</a></div>",
        "<div><a href='n.html'>首页</a> <b>2</b> <a href='3.html'>末页</a></div>",
        "<ul><li><a href='n.html'>1</a></li><li class='active'><a href='index.html'>2</a></li></ul>",
        "<div><a href='n.html'>第23期</a> <b>第22期</b> <a href='21.html'>第21期</a></div>",
        "<ul class=tab><li><a href='n.html'>8月</a></li><li class='cur'><a href='index.html'>7月</a></li></ul>",
        "<p><a href='n.html'>2026年下半年</a><a class='on' href='index.html'>2026年上半年</a></p>",
        "<p><a href='n.html'>2026年</a><strong>2025年</strong></p>",
        "<p><a href='n.html'>8月</a><a class='on' href='index.html'>7月及以前</a></p>",
        "<p><a href='n.html'>查看最新文件</a></p>",
        "<p>历史文件（<a href='n.html'>返回最新</a>）</p>",
        "<p><a href='n.html'>最新文件请点击这里</a></p>",
    ],
)
def test_where_newer_rows_are(bar: str) -> None:
    assert read(bar).previous_url == NEW
    assert read("", bar).previous_url == NEW


def test_the_head_says_so() -> None:
    assert read("", head="<link rel='prev' href='n.html'>").previous_url == NEW


@pytest.mark.parametrize(
    "bar",
    [
        "<div><b>1</b> <a href='2.html'>2</a> <a href='3.html'>3</a></div>",
        "<div><a href='index.html'>1</a> <a href='2.html'>2</a></div>",
        "<div><a href='n.html'>首页</a> 共 <b>5</b> 页 <a href='3.html'>末页</a></div>",
        "<div><a href='n.html'>首页</a> 1/<b>5</b></div>",
        "<div><a href='n.html'>首页</a> <b>20</b>条</div>",
        "<div><b>第23期</b> <a href='22.html'>第22期</a></div>",
        "<ul><li class='cur'><a href='index.html'>8月</a></li><li><a href='7.html'>7月</a></li></ul>",
        "<ul><li class='cur'>8月</li><li><a href='9.html'>9月</a></li></ul>",
        "<p><strong>2026年</strong><a href='25.html'>2025年</a></p>",
        "<p><span>2026年</span><span>2025年</span><a href='27.html'>2027年</a></p>",
        "<p>" + "".join(f"<a href='d{n}.html'>{n}</a>" if n != 12 else "<b>12</b>" for n in range(1, 32)) + "</p>",
        "<p><a href='/zwgk/zxwj/'>最新文件</a><a href='https://www.example.com/new.html'>查看最新文件</a></p>",
    ],
)  # fmt: skip
def test_what_does_not_say_so(bar: str) -> None:
    assert read(bar).previous_url is None


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("<a href='javascript:more()'>查看最新文件</a>", because(ListCode.NOT_COME, words="查看最新文件")),
        ("<a href='n.html'>查看最新文件</a>", None),
        ("<a href='javascript:more()'>最新文件</a>", None),
    ],
)  # fmt: skip
def test_newer_rows_that_only_a_script_shows(link: str, reason: Reason | None) -> None:
    assert [region.reason for region in read(f"<p>{link}</p>").regions] == [reason]


@pytest.mark.parametrize(
    "line",
    [
        "8月起新文件请见<a href='/zc/n.html'>国务院文件（新）</a>",
        "2026年8月9日起，新文件发布在<a href='/zc/n.html'>新栏目</a>",
        "<a href='/zc/n.html'>8月9日以后的文件请点击这里</a>",
    ],
)
def test_a_line_that_says_where_newer_rows_are(line: str) -> None:
    assert read(f"<p>{line}</p>").notice


@pytest.mark.parametrize(
    "line", ["自2026年8月1日起施行。", "最新政策文件", "8月起实行新的办事流程"]
)
def test_a_line_that_does_not(line: str) -> None:
    assert not read(f"<p>{line}</p>").notice
