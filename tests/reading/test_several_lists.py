"""Answers and scripts with several lists: what is hot or ranked vouches for nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from repostwatch.model import Page, RegionForm
from repostwatch.reading.addresses import names_row
from repostwatch.reading.regions.choose import choose_list
from tests.defaults import reach as reach_of
from tests.reading import reading_pages as pages

ANSWER = "https://www.example.gov.cn/zc/list.json"
OLDEST = {"hot": "2026-07-17", "list": "2026-09-09"}


def listed(about: str, newest: str, count: int = 10) -> list[dict[str, Any]]:
    first = date.fromisoformat(newest)
    return [
        {
            "title": f"{about}第{n}批行业规范企业名单的公示",
            "url": f"/{about}/t_{n}.html",
            "publishTime": f"{first - timedelta(days=n)} 10:00",
        }
        for n in range(count)
    ]


OLD, NEW = listed("热", "2026-07-26"), listed("新", "2026-09-18")


def read(data: object) -> Page:
    return pages.read(json.dumps(data, ensure_ascii=False).encode(), ANSWER, listed=True)


def reaches(page: Page) -> set[str]:
    """How far back each region that is or may be the list was seen."""
    found = set()
    for region in choose_list(page).regions:
        reach = reach_of([link for link in page.links if link.block in region.blocks])
        found.add(str(reach)[:10])
    return found


@pytest.mark.parametrize(
    "data",
    [
        {"data": {"hot": OLD, "list": NEW, "total": 318}},
        {"data": {"list": NEW, "hotList": OLD}},
        {"list": NEW, "recommend": {"rows": OLD}},
        {"rankList": OLD, "result": {"records": NEW, "totalPages": 32}},
        {"clickRank": OLD, "page": NEW},
        {"result": {"mostRead": OLD, "rows": NEW}},
        {"热点新闻": OLD, "列表": NEW},
        {"TOP_LIST": OLD, "DATA_LIST": NEW},
        {"hot1": OLD[:5], "hot2": OLD[5:], "list": NEW},
    ],
)
def test_what_is_hot_is_not_the_list(data: object) -> None:
    page = read(data)
    assert len(page.links) == 20, "what stands in any of them is an item"
    assert reaches(page) == {OLDEST["list"]}
    assert all(region.form is RegionForm.DATA for region in page.regions)


@pytest.mark.parametrize(
    "data",
    [{"a": OLD, "b": NEW}, {"b": NEW, "a": OLD}, [{"x": NEW, "y": OLD}], {"l1": NEW, "l2": OLD}],
)
def test_of_several_that_could_be_it_each_has_to_reach_back(data: object) -> None:
    page = read(data)
    assert reaches(page) == {OLDEST["list"], OLDEST["hot"]}
    assert len({region.path for region in page.regions}) == 2, "each is followed as its own"


@pytest.mark.parametrize(
    "data",
    [
        {"hot": OLD, "list": []},
        {"data": {"recommendList": OLD, "rows": None, "total": 318}},
        {"banner": OLD},
    ],
)
def test_what_is_hot_is_not_the_list_where_that_is_empty_either(data: object) -> None:
    page = read(data)
    assert len(page.links) == 10
    assert choose_list(page).regions == ()


@pytest.mark.parametrize(
    "data",
    [
        {"2026-09": NEW, "2026-07": OLD},
        [{"month": 9, "list": NEW}, {"month": 7, "list": OLD}],
        {"data": [{"rows": NEW}, {"rows": OLD}]},
    ],
)
def test_the_months_of_one_list_are_one(data: object) -> None:
    page = read(data)
    assert len(page.regions) == 1
    assert reaches(page) == {OLDEST["hot"]}


def loose(rows: list[dict[str, Any]]) -> str:
    fields = ("title:'{title}', url:'{url}', date:'{publishTime}'".format(**row) for row in rows)
    return "[" + ",\n".join(f"{{{one}}}" for one in fields) + "]"


@pytest.mark.parametrize("form", [loose, lambda rows: json.dumps(rows, ensure_ascii=False)])
@pytest.mark.parametrize(
    "code",
    [
        "var hotNews = {old};\nvar list = {new}; show(list);",
        "window.DATA = {{'list': {new}, \"hot\": {old}}};",
        "render({{ recommend : {old} , rows : {new} }});",
    ],
)
def test_several_arrays_of_a_script(code: str, form: Any) -> None:
    script = f"<div id='l'></div><script>{code.format(old=form(OLD), new=form(NEW))}</script>"
    page = pages.read(pages.page(script), listed=True)
    assert len(page.links) == 20
    assert reaches(page) == {OLDEST["list"]}


@pytest.mark.parametrize(
    ("number", "title", "day"),
    [
        ("ARTICLE_ID", "ARTICLE_TITLE", "PUBLISH_DATE"),
        ("infoId", "infoTitle", "pubDate"),
        ("ID", "ZCWJ_TITLE", "INFO_PUB_DATE"),
        ("row-id", "doc-title", "publish-time"),
        ("XH", "标题", "发布日期"),
        ("nothing", "policyTitle", "releaseDay"),
    ],
)
@pytest.mark.parametrize("form", ["%Y%m%d", "%Y-%m-%d", "%Y年%m月%d日"])
def test_a_record_without_an_address_is_an_item(
    number: str, title: str, day: str, form: str
) -> None:
    rows = [
        {number: str(2000 + n), title: one, day: date.fromisoformat(when).strftime(form)}
        for n, (one, when) in enumerate(pages.expected())
        if when
    ]
    page = pages.read(json.dumps({"rows": rows}).encode(), ANSWER, listed=True)
    assert pages.facts(page) == pages.expected()
    assert all(names_row(link.url) for link in page.links)
    assert len({link.url for link in page.links}) == 6
    assert len(page.regions) == 1


def test_a_day_of_signing_or_of_change_is_no_publication() -> None:
    rows = [
        {"id": n, "title": one, "url": f"/a/{n}.html", "lastPublishTime": when, "signDate": when}
        for n, (one, when) in enumerate(pages.expected())
    ]
    assert {link.date for link in pages.read(json.dumps(rows).encode(), ANSWER).links} == {None}
