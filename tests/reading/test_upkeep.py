"""What tells whether a site is kept up is worked out only where that is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from repostwatch.model import BEIJING, Page
from repostwatch.reading import fillers, script_rows
from repostwatch.reading import page as pages
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.reading.regions import upkeep
from repostwatch.settings import ReadingSettings

URL = "https://a.example/"
AT = datetime(2026, 11, 20, 9, tzinfo=BEIJING)
_ROWS = "".join(
    f'<li><a href="/a/t20261{n}18_{n}.html">关于某某事项的第{n}号通知内容</a>'
    f"<span>11-1{n}</span></li>"
    for n in range(3)
)
HOMEPAGES = {
    "columns, a blank one, a picture": f"<div><h3>工作动态</h3><ul>{_ROWS}</ul></div>"
    '<div><h3>通知公告</h3><ul class="l"></ul><p>暂无信息</p></div>'
    '<div class="t"><a href="/a/t20261119_9.html"><img src="9.jpg"></a></div>'
    "<p>关于某某工作的情况说明</p><p>2026-11-19</p>",
    "a script that writes a link": f"<h3>工作动态</h3><ul>{_ROWS}</ul>"
    "<script>document.write('<a href=\"' + u + '\">' + t + '</a>')</script>",
    "a hidden list, a frame": f'<ul style="display:none">{_ROWS}</ul>'
    '<iframe src="/f.html"></iframe>',
    "nothing but words": "<p>欢迎访问本网站</p>",
    "an answer of data": '{"list": [{"title": "关于某某事项的第一号通知内容", "url": "/a/1.html",'
    ' "date": "2026-11-18"}, {"title": "关于某某事项的第二号通知内容", "url": "/a/2.html",'
    ' "date": "2026-11-17"}]}',
}


def read(body: str, *, listed: bool = False, kept_up: bool = False) -> Page:
    return read_page(
        body.encode(), URL, fetched_at=AT, settings=ReadingSettings(), listed=listed,
        kept_up=kept_up,
    )  # fmt: skip


def without(page: Page) -> Page:
    """A page as it is read without the question."""
    regions = tuple(
        replace(
            one, sure=None, doubted=None, doubt=None, days_unread=0, hidden=False, head=None,
            leads=None, items=frozenset(),
        )
        for one in page.regions
    )  # fmt: skip
    return replace(
        page,
        kept_up=False,
        regions=regions,
        blanks=(),
        unlinked=None,
        glimpses=(),
        foreign=False,
        places=0,
        other_ways=0,
        goes_elsewhere=False,
    )


@pytest.mark.parametrize("body", HOMEPAGES.values(), ids=list(HOMEPAGES))
def test_the_question_changes_nothing_else_of_a_page(body: str) -> None:
    asked = read(body, kept_up=True)
    assert asked.kept_up
    assert read(body, listed=True) == without(asked)


def test_a_list_is_read_without_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("asked whether the site is kept up")

    for where, name in (
        (fillers, "brings"), (fillers, "in_the_midst"), (script_rows, "standing_beside"),
        (upkeep, "NewestRows"), (upkeep, "other_rows"), (upkeep, "with_signs"),
        (upkeep, "in_scripts"), (pages, "blanks"), (pages, "unlinked"),
    ):  # fmt: skip
        monkeypatch.setattr(where, name, asked)
    body = HOMEPAGES["columns, a blank one, a picture"] + "<p>x</p><script>a()</script>"
    assert read(body, listed=True).regions
    with pytest.raises(AssertionError):
        read(body, kept_up=True)


def test_columns_of_a_page_that_was_not_asked_are_refused() -> None:
    """Without the days of its rows a homepage would look older than it is."""
    body = HOMEPAGES["columns, a blank one, a picture"]
    assert max(one.newest.value for one in home_columns(read(body, kept_up=True)) if one.newest)
    with pytest.raises(ValueError, match="kept up"):
        home_columns(read(body, listed=True))
