"""What a page's bytes hold and no browser shows as it opens may be put in place by a line of
script: what is new there keeps a homepage from failing, and what is old there does not."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

import html
import json

import pytest

from repostwatch.inspecting.freshness import judge_homepage
from repostwatch.model.codes import ListCode
from repostwatch.model.home_columns import HomepageLook
from repostwatch.model.spot_checks import IndicatorResult
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings, SpotCheckSettings
from tests.inspecting.test_shown_days import AT, FAILED, HOME, OLD, UNKNOWN, day, items, why

SCRIPT = "<script>document.querySelectorAll('.lazy').forEach(show)</script>"


def judged(held: str, script: str = SCRIPT) -> IndicatorResult:
    body = f"<html><body><div class='main'><div class='box'><h2>今日要闻</h2><div class='lazy'>{held}</div></div>{OLD}</div>{script}</body></html>"
    page = read_page(body.encode(), HOME, fetched_at=AT, settings=ReadingSettings(), kept_up=True)
    return judge_homepage("a", HomepageLook(AT, home_columns(page)), SpotCheckSettings())


def rows(*ago: int) -> str:
    return f"<ul>{items('今日要闻', *ago)}</ul>"


def records(*ago: int) -> str:
    return json.dumps(
        [{"title": f"县政府召开第{n}次常务会议", "url": f"/c/{n}.html", "pubDate": day(one)} for n, one in enumerate(ago)],
        ensure_ascii=False,
    )  # fmt: skip


HOLDERS = [
    "<textarea style='display:none'>{}</textarea>", "<textarea class='lazy-html' hidden>{}</textarea>",
    "<template id='t'>{}</template>", "<template><template>{}</template></template>", "<noscript>{}</noscript>",
    "<xmp style='display:none'>{}</xmp>", "<!--{}-->", "<noframes>{}</noframes>",
]  # fmt: skip


@pytest.mark.parametrize("holder", HOLDERS)
def test_new_rows_that_are_held_back_may_be_shown(holder: str) -> None:
    for ago in ((1, 2, 3), (13,)):
        found = judged(holder.format(rows(*ago)))
        assert found.result is UNKNOWN, found.reason
        assert why(found) is ListCode.ITEM_HIDDEN


@pytest.mark.parametrize("holder", HOLDERS)
def test_old_rows_that_are_held_back_change_nothing(holder: str) -> None:
    assert judged(holder.format(rows(40, 41, 42))).result is FAILED
    assert judged(holder.format("<p>请启用脚本</p>")).result is FAILED


@pytest.mark.parametrize(
    "data",
    [
        "<div data-html=\"{markup}\"></div>", "<input type='hidden' value=\"{markup}\">",
        "<div data-rows=\"{records}\"></div>", "<div data-rows='{plain}'></div>",
    ],
)  # fmt: skip
def test_attributes_and_data_that_hold_rows_are_held_back_as_well(data: str) -> None:
    for ago, result in (((1, 2, 3), UNKNOWN), ((40, 41, 42), FAILED)):
        markup, plain = rows(*ago), records(*ago)
        held = data.format(markup=html.escape(markup), records=html.escape(plain), plain=plain)
        assert judged(held).result is result


def test_a_comment_is_put_in_place_by_code_alone() -> None:
    comment = f"<!--{rows(1, 2, 3)}-->"
    assert judged(comment, script="").result is FAILED
    assert judged(f"<noscript>{rows(1, 2, 3)}</noscript>", script="").result is UNKNOWN


def test_a_frame_may_have_its_page_in_an_attribute() -> None:
    for ago, result in (((1, 2, 3), UNKNOWN), ((40, 41, 42), FAILED)):
        frame = f'<iframe srcdoc="{html.escape(rows(*ago))}" width="400" height="300"></iframe>'
        assert judged(frame, script="").result is result


@pytest.mark.parametrize(
    "hostile", ["<!--<a " * 40_000, "<template>" * 4_000, "='" * 90_000, "='" + "<a" * 90_000]
)
def test_hostile_markup_is_looked_at_once(hostile: str) -> None:
    assert judged(hostile).result in (FAILED, UNKNOWN)
