"""Which date of an article's page is its publication: a fixture for each that is none."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.reading.dates.written_dates import in_address
from tests.reading import reading_pages as pages

TITLE = pages.TITLES[0]
TEXT = "<p>现将有关事项通知如下，各地区各部门要认真贯彻落实本意见精神。</p>" * 5


def published(below: str, behind: str = "") -> str | None:
    body = f'<h1>{TITLE}</h1>{below}<div class="article-content">{TEXT}</div>{behind}'
    page = pages.read(pages.page(body, f"<title>{TITLE}</title>"))
    date = page.article.published if page.article else None
    return str(date) if date else None


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<p>发布时间：2026年8月11日8时59分</p>", "2026-08-11T08:59+08:00"),
        ("<p>发布时间：2026年8月11日 9点30分</p>", "2026-08-11T09:30+08:00"),
        ("<p>【发布时间】2026年8月10日 下午3:20</p>", "2026-08-10T15:20+08:00"),
        ("<p>发布时间：</p><p>2026-08-</p><p>10 15:20</p>", "2026-08-10T15:20+08:00"),
        ("<p>发布时间：二〇二六年八月十日</p>", "2026-08-10"),
        ("<p>发布日期：二○二六年十一月二十一日</p>", "2026-11-21"),
        ("<p>发布时间：2026‑08‑10 15:20</p>", "2026-08-10T15:20+08:00"),
        ('<p>时间 <time itemprop="datePublished" datetime="2026-08-10T15:20:00+08:00">8月10日</time></p>', "2026-08-10T15:20+08:00"),
        ("<p>2026-08-12 10:00 | 2026-08-10 15:20 来源：中国政府网</p>", "2026-08-10T15:20+08:00"),
    ],
)  # fmt: skip
def test_the_publication(below: str, expected: str) -> None:
    assert published(below) == expected


@pytest.mark.parametrize(
    "behind",
    [
        "<h3>相关链接</h3><ul><li><a href='/a/b.html'>国务院关于另一事项的通知</a><span>2026-08-12</span></li></ul>",
        "<p>国务院</p><p>2026年7月15日</p>",
        "<p>2026年7月15日</p>",
        "<h3>延伸阅读</h3><p>2026-08-12</p>",
    ],
)  # fmt: skip
def test_what_stands_below_the_text_is_none(behind: str) -> None:
    assert published("<p>来源：中国政府网</p>", behind) is None


def test_of_two_dates_that_nothing_tells_apart_the_other_is_told_beside() -> None:
    line = "<p>2026-08-12 10:00 | 2026-08-10 15:20 来源：中国政府网</p>"
    body = f'<h1>{TITLE}</h1>{line}<div class="article-content">{TEXT}</div>'
    article = pages.read(pages.page(body, f"<title>{TITLE}</title>")).article
    assert article is not None
    assert [str(date) for date in article.tagged] == ["2026-08-12T10:00+08:00"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("国发〔2026〕15号 发布时间：2026-08-10 15:20", "国发〔2026〕15号"),
        ("国发〔2026〕15号", "国发〔2026〕15号"),
    ],
)
def test_a_number_ends_before_the_next_label(cell: str, expected: str) -> None:
    table = f"<table><tr><td>发文字号：</td><td>{cell}</td></tr><tr><td>发布日期：</td><td>2026-08-10</td></tr></table>"
    body = f'{table}<h1>{TITLE}</h1><div class="article-content">{TEXT}</div>'
    article = pages.read(pages.page(body, f"<title>{TITLE}</title>")).article
    assert article is not None
    assert article.doc_number == expected


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("/2026/1001.html", None),
        ("/2026/1001/c.html", "2026-10-01"),
        ("/20261001.html", "2026-10-01"),
    ],
)
def test_a_number_behind_a_year_is_no_day(address: str, day: str | None) -> None:
    found = in_address(address)
    assert (str(found) if found else None) == day
