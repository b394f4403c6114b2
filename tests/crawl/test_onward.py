"""Where a page leads: what a browser would follow, and what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest
from multidict import CIMultiDict
from yarl import URL

from repostwatch.crawl.fetch.markup import tags
from repostwatch.crawl.fetch.redirects import redirect_target
from repostwatch.crawl.fetch.reply import Reply

HERE = "http://www.example.gov.cn/zc/"
OLD = '<meta http-equiv="refresh" content="0;url=/zc/old.html">'
GO = '<script>location.href="list.html"</script>'
LIST = HERE + "list.html"
THICK = "<p>" + "国务院办公厅关于规范有关事项的意见" * 200


def led(markup: str, **headers: str) -> str | None:
    fields: CIMultiDict[Any] = CIMultiDict(headers)
    return redirect_target(Reply(URL(HERE), 200, fields, None, markup.encode()), page=True)


FOLLOWED = {
    "a script": GO,
    "a script beside a refresh in a comment": f"<!-- {OLD} -->{GO}",
    "a script beside a refresh in an unclosed comment's rest": f"{GO}<!-- {OLD}",
    "a script beside a refresh in noscript": f"<noscript>{OLD}</noscript>{GO}",
    "a script beside a refresh in a noscript of the head": (
        f"<head><NoScript >{OLD}</noscript ></head>{GO}"
    ),
    "a script beside a refresh in a template": f"<template>{OLD}</template>{GO}",
    "a script beside a refresh in a text field": f"<textarea>{OLD}</textarea>{GO}",
    "a script beside a refresh in an attribute": f"<div title='{OLD}'></div>{GO}",
    "a script beside a refresh for old browsers": f"<!--[if lt IE 9]>{OLD}<![endif]-->{GO}",
    "a script before a refresh": f"{OLD}{GO}",
    "a script after data": f'<script type="application/json">{{"a":1}}</script>{GO}',
    "a script beside one that is commented out": (
        f"<!--<script>location.href='old.html'</script>-->{GO}"
    ),
    "a script with old lines in it": (
        "<script>\n//location.href='old.html'\nlocation.replace('list.html');\n</script>"
    ),
    "a script in a comment of the last century": (
        "<script><!--\nwindow.location = 'list.html';\n//--></script>"
    ),
    "a refresh": '<meta http-equiv="refresh" content="0;url=list.html">',
    "a refresh in capitals, without quotes": "<META CONTENT=3;URL=list.html HTTP-EQUIV=Refresh>",
    "a refresh with quotes inside": """<meta http-equiv=refresh content="0; URL='list.html'">""",
    "a refresh with a comma": '<meta http-equiv="refresh" content="0, list.html"/>',
    "a refresh behind an empty comment": '<!--><meta http-equiv=refresh content="0;list.html">',
    "a refresh beside a script that leads nowhere": (
        "<script>var a = location.href</script>"
        '<meta http-equiv="refresh" content="0;url=list.html">'
    ),
}
NOT_FOLLOWED = {
    "a comment": f"<!-- {OLD} -->",
    "a comment with another end": f"<!-- {OLD} --!> ",
    "noscript": f"<noscript>{OLD}</noscript>",
    "a script's text": f"<script>document.write('{OLD}')</script>",
    "an attribute": f"<div title='{OLD}'>",
    "a style": f"<style>{OLD}</style>",
    "a refresh that a script overtakes": (
        f'{OLD}<script>setTimeout(function(){{location.href="list.html"}}, 1)</script>'
    ),
    "a refresh that a script overtakes by name": (
        f'{OLD}<script>var u="list.html";window.location.replace(u)</script>'
    ),
    "two scripts": f"{GO}<script>location.href='old.html'</script>",
    "a script that is data": f'<script type="text/template">{GO}</script>',
    "a slow refresh": '<meta http-equiv="refresh" content="300;url=list.html">',
    "a refresh of itself": '<meta http-equiv="refresh" content="5;url=/zc/">',
    "a refresh without address": '<meta http-equiv="refresh" content="5">',
    "a page with content": f'<meta http-equiv="refresh" content="9;url=list.html">{THICK}',
}


@pytest.mark.parametrize("markup", FOLLOWED.values(), ids=FOLLOWED.keys())
def test_followed(markup: str) -> None:
    assert led(markup) == LIST


@pytest.mark.parametrize("markup", NOT_FOLLOWED.values(), ids=NOT_FOLLOWED.keys())
def test_not_followed(markup: str) -> None:
    assert led(markup) is None


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("0; url=list.html", LIST),
        ("0;URL='list.html'", LIST),
        ("3, list.html", LIST),
        ("1.5 ; url = list.html", LIST),
        ("0;url=http://www.example.gov.cn/zc/list.html#top", LIST + "#top"),
        ("0; url=", None),
        ("5", None),
        ("300; url=list.html", None),
        ("soon; url=list.html", None),
        ("0; url=/zc/", None),
    ],
)
def test_the_header_of_that_name(header: str, address: str | None) -> None:
    assert led(f"<p>{OLD[:0]}</p>", Refresh=header) == address


def test_a_script_goes_before_the_header_and_the_header_before_the_tag() -> None:
    assert led(GO, Refresh="0;url=old.html") == LIST
    assert led(OLD, Refresh="0;url=list.html") == LIST


def test_nobody_reads_a_page_that_leads_on_at_once() -> None:
    assert led(THICK, Refresh="0;url=list.html") == LIST
    assert led('<meta http-equiv="refresh" content="0;url=list.html">' + THICK) == LIST
    assert led(THICK, Refresh="5;url=list.html") is None


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        (b"<a href='>'>x</a><b", ["a"]),
        (b"<p<b>", ["p<b"]),
        (b"< p><3><?php <i> ?><!x <i>><u>", ["u"]),
        (b"<script>'<i>'</SCRIPT\n><u>", ["script", "u"]),
        (b"<title><i></title><u>", ["title", "u"]),
        (b"<script>never ended <i>", ["script"]),
        (b'<u title="never ended ><i>', []),
        (b"</u><i/>", ["i"]),
    ],
)
def test_tags_as_a_tokenizer_meets_them(markup: bytes, names: list[str]) -> None:
    assert [tag.name for tag in tags(markup)] == names


def test_attributes_as_a_tokenizer_meets_them() -> None:
    (tag,) = tags(b"<META a=1 A=2 b = 'x > y' c d=\"&amp;\" e= f/g==>")
    assert tag.attributes == {"a": "1", "b": "x > y", "c": "", "d": "&", "e": "f/g=="}
