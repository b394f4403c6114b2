"""What a page costs grows with its size, whatever it is made of: never with the square of it.

Measured as a ratio: four times the parts may cost ten times as much, where a square would be
sixteen. The processor's time of this process, not the clock's.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest

from repostwatch.model import Page
from repostwatch.reading.page_json import page_as_json
from tests.defaults import read_page

URL = "http://www.example.gov.cn/zwgk/"
SMALL, TIMES, MOST = 3_000, 4, 10.0
TITLE = "国务院关于某事{0}的通知"

Shape = Callable[[int], str]
SHAPES: dict[str, tuple[Shape, int]] = {
    "list": (
        lambda n: "".join(
            f"<li><a href=/a{i}.html>{TITLE.format(i)}</a><span>2026-08-01</span>" for i in range(n)
        ),
        SMALL,
    ),
    # Their first dozen thousand are parsed as they are.
    "menu of addresses": (
        lambda n: "<select>" + "".join(f"<option value=/x{i}/>网站{i}" for i in range(n)),
        16_000,
    ),
    "attributes": (
        lambda n: "<div " + " ".join(f"a{i}=x" for i in range(n)) + "><a href=/a>x</a>",
        30_000,
    ),
    # Each row stands in a hundred boxes, and each rule may mean it.
    "rules of one class within others": (
        lambda n: (
            "<style>"
            + "".join(f".a{i} .x{{display:none}}" for i in range(n))
            + "</style>"
            + "<div class=b>" * 100
            + "".join(
                f"<li class=x><a href=/a{i}.html>{TITLE.format(i)}</a><span>2026-08-01</span>"
                for i in range(n)
            )
        ),
        SMALL,
    ),
    "rules of many classes that one row has": (
        lambda n: (
            "<style>"
            + "".join(f".x{i}{{display:none}}" for i in range(n))
            + f"</style><ul><li class='{' '.join(f'x{i}' for i in range(n))}'>"
            + f"<a href=/a.html>{TITLE.format(1)}</a><span>2026-08-01</span><li>其他"
        ),
        SMALL,
    ),
    "rows alike that a style hides": (
        lambda n: (
            "<style>.x{display:none}</style><script src=/a.js></script>"
            + "".join(
                f"<li class='r x'><a href=/a{i}.html>{TITLE.format(i)}</a><span>2026-08-01</span>"
                for i in range(n)
            )
        ),
        SMALL,
    ),
    "conditions of a style": (
        lambda n: "<style>@media" + " " * 20 * n + "y{" + ".x{display:none}" * n + "}</style>",
        SMALL,
    ),
    "braces of a style": (lambda n: f"<style>{'{' * n}{'}' * n}.x{{display:none}}</style>", 30_000),
    "selectors of a style": (
        lambda n: "<style>" + ".x," * n + ".y{display:none}</style><p class=y>x</p>",
        30_000,
    ),
    "headings": (lambda n: "".join(f"<h2>国务院信息</h2><p>{i}</p>" for i in range(n)), SMALL),
    "empty lists": (lambda n: "<h2>国务院文件</h2><ul></ul>" * n, SMALL),
    "headings in headings": (lambda n: "<div class=hd>" * 400 + "国务院信息<br>" * n, SMALL),
    "rows that a script opens": (
        lambda n: "".join(f"<li onclick=\"open('{i}')\">{TITLE.format(i)}" for i in range(n)),
        SMALL,
    ),
    "tabs": (
        lambda n: (
            "".join(f"<li class=tab><a href='#p{i}'>国务院文件{i}</a>" for i in range(n))
            + "".join(
                f"<div id=p{i}><a href=/c{i}.html>{TITLE.format(i)}</a></div>" for i in range(n)
            )
        ),
        1_500,
    ),
    # Each has a column's word, and all have one parent.
    "names of a column in a script": (
        lambda n: (
            "<h2>国务院文件</h2><script>var d="
            + json.dumps(
                [{"title": f"国务院{i}", "url": f"/a{i}", "date": "2026-08-20"} for i in range(n)]
            )
            + "</script><div><ul>"
            + "".join(
                f"<li><a href=/art_{day}.html>{TITLE.format(day)}</a><span>2026-08-{day}</span>"
                for day in range(10, 30)
            )
        ),
        2_000,
    ),
    "data in a script": (
        lambda n: (
            "<script>var d=["
            + ",".join(f"{{title:'{TITLE.format(i)}',url:'/a{i}.html'}}" for i in range(n))
            + "]</script>"
        ),
        SMALL,
    ),
    "dead code": (lambda n: "<script>" + "if(false){a('<a href=/x>国务院</a>')}\n" * n, SMALL),
    "pagers": (lambda n: "".join(f"<a href=index_{i}.html>下一页</a>" for i in range(n)), SMALL),
    "crumbs": (
        lambda n: "<p>当前位置：" + "".join(f"<a href=/c{i}/>栏目{i}</a>&gt;" for i in range(n)),
        SMALL,
    ),
    "frames": (lambda n: "<iframe src=/a.html></iframe>" * n, SMALL),
    "days": (lambda n: "<p>" + "2026年8月10日 " * n, 20_000),
    "halves of titles": (
        lambda n: "".join(
            f"<a href=/a.html>国务院关于某事{i}的</a><a href=/a.html>通知{i}</a>" for i in range(n)
        ),
        SMALL,
    ),
    # Each is a region of the page's own subject.
    "headings with a list": (
        lambda n: (
            (
                "<h2>国务院政策文件</h2><ul><li><a href=/zc/1.html>国务院关于一的意见</a>"
                "<span>2026-08-01</span></li></ul>"
            )
            * n
        ),
        SMALL,
    ),
    "scripts with a list": (
        lambda n: "".join(
            f'<script>var l{i}=[{{"title":"国务院{i}","url":"/a/{i}.html"}}]</script>'
            for i in range(n)
        ),
        SMALL,
    ),
    "rows far down": (
        lambda n: (
            "<table><tr><td>" * n
            + "<ul>"
            + f"<li><a href=/a.html>{TITLE}</a> 2026-08-01"
            + "<li><b>2026-08-01</b>" * n
            + f"<li><a href=/b.html>{TITLE}甲</a> 2026-08-02</ul>"
        ),
        200,
    ),
    "title bars within each other": (lambda n: "<span class=tit>" * n + "要闻", 2_000),
    "named boxes within each other": (
        lambda n: "<script>var a=1</script>" + "".join(f"<span id=a{i}>" for i in range(n)) + "字",
        2_000,
    ),
    "labels": (lambda n: "<p>" + "发布时间：2026-08-01<br>来源：某网<br>" * n, SMALL),
}


def cost(body: bytes) -> float:
    """Seconds of the processor, the less of two."""
    return min(_once(body) for _ in range(2))


def _once(body: bytes) -> float:
    before = time.process_time()
    page = read_page(body, URL, kept_up=True)
    assert isinstance(page, Page)
    page_as_json(page)
    return time.process_time() - before


@pytest.mark.parametrize("name", SHAPES)
def test_no_part_of_a_page_costs_the_square_of_its_number(name: str) -> None:
    shape, parts = SHAPES[name]
    small, large = (("<html><body>" + shape(n)).encode() for n in (parts, TIMES * parts))
    assert cost(large) / max(cost(small), 0.01) < MOST


def test_what_is_left_out_of_a_huge_page_hides_no_link() -> None:
    wide = "<p " + " ".join(f"a{i}=x" for i in range(30_000)) + f"><a href=/a.html>{TITLE}</a>"
    menu = "<select>" + "<option value=/x/>网站" * 16_000 + "</select>"
    page = read_page(f"<html><body>{menu}{wide}".encode(), URL)
    assert [link.url for link in page.links] == ["http://www.example.gov.cn/a.html"]


def test_a_page_whose_headings_were_not_all_read_proves_nothing() -> None:
    body = "<div class=hd>" * 400 + "国务院信息<br>" * 40_000 + f"<a href=/a.html>{TITLE}</a>"
    page = read_page(f"<html><body>{body}".encode(), URL, listed=True)
    assert [region.rows for region in page.regions if region.naming == 2] == [0]
