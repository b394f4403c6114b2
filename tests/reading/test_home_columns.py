"""Every column of a homepage with its kind, its items and its newest date."""

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import BEIJING
from repostwatch.model.home_columns import ColumnKind, HomeColumn
from repostwatch.reading.columns.home_columns import home_columns, kind_of
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings

AT = datetime(2026, 11, 20, 9, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("工作动态", ColumnKind.NEWS),
        ("政务要闻", ColumnKind.NEWS),
        ("通知公告", ColumnKind.NOTICE),
        ("政策文件", ColumnKind.NOTICE),
        ("政策动态", ColumnKind.NOTICE),  # the longer period
        ("新闻公告", ColumnKind.NOTICE),
        ("人事任免", ColumnKind.PERSONNEL),
        ("人事公示", ColumnKind.PERSONNEL),
        ("规划计划", ColumnKind.PERSONNEL),
        ("走进本县", ColumnKind.OTHER),
        ("", ColumnKind.OTHER),
    ],
)
def test_the_kind_of_a_column_by_its_name(name: str, kind: ColumnKind) -> None:
    assert kind_of(name) is kind


def block(name: str, *days: str) -> str:
    items = "".join(
        f'<li><a href="/a/{name}{n}.html" title="关于某某事项的第{n}号{name}内容">'
        f"关于某某事项的第{n}号{name}内容</a>{f'<span>{day}</span>' if day else ''}</li>"
        for n, day in enumerate(days)
    )
    return f'<div class="box"><h3>{name}</h3><ul>{items}</ul></div>'


def columns(*blocks: str) -> tuple[HomeColumn, ...]:
    body = "<html><body><div class='main'>" + "".join(blocks) + "</div></body></html>"
    page = read_page(
        body.encode(), "https://a.example/", fetched_at=AT, settings=ReadingSettings(), listed=True
    )
    return home_columns(page)


def test_columns_with_dates_without_and_blank() -> None:
    found = {one.name: one for one in columns(
        block("工作动态", "2026-11-18", "2026-11-02"),
        block("通知公告", "", "", ""),
        '<div class="box"><h3>政策文件</h3><ul class="list"></ul></div>',
    )}  # fmt: skip
    news = found["工作动态"]
    assert (news.kind, news.items, news.dated, str(news.newest)) == (
        ColumnKind.NEWS, 2, 2, "2026-11-18",
    )  # fmt: skip
    assert (found["通知公告"].items, found["通知公告"].dated) == (3, 0)
    assert found["政策文件"].items == 0


def test_a_column_that_a_script_fills_is_not_blank() -> None:
    filled = (
        '<div class="box"><h3>工作动态</h3><ul id="list1"></ul></div>'
        "<script>$.get('/list.json', function (d) { $('#list1').html(d); });</script>"
    )
    assert [one.items for one in columns(filled, block("通知公告", "2026-11-18", "2026-11-17"))
            if one.name == "工作动态"] in ([None], [])  # fmt: skip
