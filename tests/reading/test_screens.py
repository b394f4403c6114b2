"""A column's place on the screen of a drawn page, and what is said where it is not known."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.model import Box, Column, ColumnForm, Reason, Screen, because
from repostwatch.model.codes import ColumnCode, VisitCode
from repostwatch.settings import ReadingSettings
from tests.reading import reading_pages as pages

ITEMS = f"<ul>{pages.rows('<li><a href={u}>{t}</a><span>{d}</span></li>')}</ul>"
NEWS = "".join(
    f"<li><a href='/xw/202609/t20260918_{2000 + i}.html'>某省召开第{i}次会议部署有关事项</a></li>"
    for i in range(12)
)
COLUMN = f"<div class='box'><h3>国务院信息</h3>{ITEMS}</div>"
LAST = f"<div><h3>要闻</h3><ul>{NEWS}</ul></div>{COLUMN}"
HEADING = Box("h3", "国务院信息", 360, 640, 120, 24)
MENU = Box("a", "国务院信息", 400, 20, 80, 20)  # the menu of every page has such an entry
SETTINGS = ReadingSettings()
NOT_SHOWN = because(ColumnCode.NOT_SHOWN)


def screen(*boxes: Box, doubt: Reason | None = None) -> Screen:
    return Screen(1920, 900, 20_000, boxes, doubt)


def on_screen(code: ColumnCode, number: int, top: int) -> Reason:
    return because(code, screen=number, top=top, height=900, most=2.0)


def small(width: int, height: int) -> Reason:
    return because(ColumnCode.TOO_SMALL, width=width, height=height)


def outside(left: int, top: int) -> Reason:
    return because(ColumnCode.OUTSIDE, left=left, top=top)


def column(body: str, shown: Screen | None) -> Column:
    (found,) = pages.read(pages.page(body), pages.HOME, screen=shown).columns
    return found


def test_the_first_screen_is_prominent_wherever_the_markup_has_it() -> None:
    found = column(LAST, screen(HEADING))
    assert found.prominent
    assert found.reason == on_screen(ColumnCode.HIGH, 1, 640)
    assert not column(LAST, None).prominent


def test_ten_screens_down_is_not_prominent_wherever_the_markup_has_it() -> None:
    found = column(COLUMN, screen(replace(HEADING, top=9001)))
    assert not found.prominent
    assert found.reason == on_screen(ColumnCode.LOW, 11, 9001)
    assert column(COLUMN, None).prominent


@pytest.mark.parametrize(("top", "prominent"), [(1799, True), (1800, False)])
def test_the_bound_is_a_setting(top: int, *, prominent: bool) -> None:
    shown = screen(replace(HEADING, top=top))
    assert column(COLUMN, shown).prominent is prominent
    three = SETTINGS.model_copy(update={"prominent_screens": 3.0})
    (found,) = pages.read(pages.page(COLUMN), pages.HOME, screen=shown, settings=three).columns
    assert found.prominent


@pytest.mark.parametrize(
    ("box", "reason"),
    [
        (replace(HEADING, drawn=False), NOT_SHOWN),
        (replace(HEADING, width=0, height=0, drawn=False), NOT_SHOWN),
        (replace(HEADING, clear=False), because(ColumnCode.TRANSPARENT)),
        (replace(HEADING, width=1, height=1), small(1, 1)),
        (replace(HEADING, height=0), small(120, 0)),
        (replace(HEADING, left=-9999), outside(-9999, 640)),
        (replace(HEADING, left=1920), outside(1920, 640)),
        (replace(HEADING, top=-500), outside(360, -500)),
    ],
)
def test_what_cannot_be_seen_is_not_prominent(box: Box, reason: Reason) -> None:
    found = column(COLUMN, screen(box))
    assert (found.prominent, found.reason) == (False, reason)


def test_what_fades_in_when_it_is_scrolled_to_stands_where_it_stands() -> None:
    assert column(COLUMN, screen(replace(HEADING, top=1000, clear=False))).prominent


def test_the_browser_knows_better_than_a_style_attribute() -> None:
    hidden = f"<div style='display: none'>{COLUMN}</div>"
    assert column(hidden, screen(HEADING)).prominent
    assert not column(hidden, None).prominent


def test_a_footer_is_no_prominent_place_on_a_short_page_either() -> None:
    footer = f"<div class='footer'>{COLUMN}</div>"
    found = column(footer, screen(HEADING))
    assert (found.prominent, found.reason) == (False, because(ColumnCode.IN_CHROME))


@pytest.mark.parametrize(
    "boxes",
    [
        (),
        (replace(HEADING, tag="h2"),),
        (replace(HEADING, words="国务院信息公开"),),
        (replace(HEADING, top=9000), HEADING),
    ],
    ids=["none", "other tag", "other words", "too many"],
)
def test_without_a_sure_tie_the_order_of_items_decides_and_says_so(boxes: tuple[Box, ...]) -> None:
    found = column(LAST, screen(*boxes))
    plain = column(LAST, None)
    assert found.prominent is plain.prominent
    unknown = because(ColumnCode.NOT_LOCATED)
    assert found.reason == because(ColumnCode.BY_ORDER, why=unknown, place=plain.reason)


def test_a_screen_in_doubt_decides_nothing_and_says_why() -> None:
    doubt = because(VisitCode.STYLES_MISSING, why=because(VisitCode.SILENT))
    shown = screen(replace(HEADING, top=9000), doubt=doubt)
    found = column(COLUMN, shown)
    assert found.prominent
    plain = column(COLUMN, None)
    assert found.reason == because(ColumnCode.BY_ORDER, why=doubt, place=plain.reason)


def test_the_same_name_twice_is_told_apart_by_its_order() -> None:
    twice = f"<div class='hid'><div><h3>国务院信息</h3><p>甲</p></div></div>{LAST}"
    boxes = (replace(HEADING, top=100), replace(HEADING, top=9000))
    found = pages.read(pages.page(twice), pages.HOME, screen=screen(*boxes)).columns
    assert [one.prominent for one in found if one.items] == [False]


def test_of_a_copy_for_telephones_and_one_for_desks_the_seen_one_counts() -> None:
    phone = f"<div class='phone'>{COLUMN}</div>"
    boxes = (replace(HEADING, drawn=False), HEADING)
    assert column(phone + COLUMN, screen(*boxes)).prominent


@pytest.mark.parametrize(
    ("heading", "box"),
    [
        ("<h3><span>国务院</span>信息</h3>", Box("h3", "信息", 0, 9000, 60, 24)),
        ("<h3><b>国务院</b><i>信息</i></h3>", Box("b", "国务院", 0, 9000, 60, 24)),
        (
            "<h3><i id=icon></i><img src=t.png><b>国务院</b><i>信息</i></h3>",
            Box("b", "国务院", 0, 9000, 60, 24),
        ),
        ("<div><img src=t.png alt='国务院信息'></div>", Box("img", "国务院信息", 0, 9000, 0, 0)),
        ("<a title='国务院信息' href='/gwyxx/'></a>", Box("a", "国务院信息", 0, 9000, 90, 0)),
        ("<h3> 国务院\n&nbsp;信息 </h3>", replace(HEADING, top=9000)),
        ("<noscript><h3>国务院信息</h3></noscript><h3>国务院信息</h3>", replace(HEADING, top=9000)),
    ],
    ids=[
        "split",
        "in pieces",
        "icons",
        "picture",
        "empty link",
        "blanks",
        "for those without scripts",
    ],
)
def test_headings_of_every_form_are_found_on_the_screen(heading: str, box: Box) -> None:
    icons = (Box("i", "#icon", 0, 100, 0, 0, drawn=False), Box("img", "t.png", 0, 100, 16, 16))
    found = column(f"<div class='box'>{heading}{ITEMS}</div>", screen(MENU, *icons, box))
    assert not found.prominent
    assert found.reason
    assert (found.reason.code, found.reason["screen"]) == (ColumnCode.LOW, 11)


@pytest.mark.parametrize(
    ("heading", "tag"),
    [
        ("<a title='国务院信息' href='/gwyxx/'><img src=t.png></a>", "a"),
        ("<div><img src=t.png alt='国务院信息'></div>", "img"),
    ],
)
@pytest.mark.parametrize(
    ("size", "prominent"),
    [((0, 0), True), ((90, 0), True), ((16, 16), True), ((16, 17), True), ((1, 1), False)],
)
def test_a_picture_that_was_not_loaded_is_not_called_small(
    heading: str, tag: str, size: tuple[int, int], *, prominent: bool
) -> None:
    shown = screen(MENU, Box(tag, "国务院信息", 0, 300, *size))
    found = column(f"<div class='box'>{heading}{ITEMS}</div>", shown)
    assert found.prominent is prominent, found.reason


def test_a_link_with_words_is_as_large_as_they_are() -> None:
    heading = "<h3><a href='/gwyxx/'>国务院信息</a></h3>"
    shown = screen(MENU, Box("a", "国务院信息", 0, 300, 20, 20))
    found = column(f"<div class='box'>{heading}{ITEMS}</div>", shown)
    assert found.reason == small(20, 20)


FEED = "https://www.gov.cn/pushinfo/v150203/"
FRAME = f"<div class='z'><iframe src='{FEED}'></iframe></div>"


class Change(TypedDict, total=False):
    top: int
    width: int
    height: int
    drawn: bool


@pytest.mark.parametrize(
    ("changes", "prominent", "reason"),
    [
        ({}, True, on_screen(ColumnCode.HIGH, 1, 700)),
        ({"top": 9000}, False, on_screen(ColumnCode.LOW, 11, 9000)),
        ({"width": 1, "height": 1}, False, small(1, 1)),
        ({"height": 20}, False, small(300, 20)),
        ({"drawn": False}, False, NOT_SHOWN),
    ],
)
def test_the_push_feed_in_a_frame_stands_where_its_frame_stands(
    changes: Change, reason: Reason, *, prominent: bool
) -> None:
    box = replace(Box("iframe", FEED, 100, 700, 300, 150), **changes)
    found = column(f"<ul>{NEWS}</ul>{FRAME}", screen(box))
    assert (found.form, found.prominent) == (ColumnForm.IFRAME, prominent)
    assert found.reason == reason


def test_the_push_feed_by_script_stands_where_its_place_is() -> None:
    script = f"<div id='gwy'></div><script>show('{FEED}pushinfo.jsonp');$('#gwy')</script>"
    found = column(f"<ul>{NEWS}</ul>{script}", screen(Box("div", "#gwy", 0, 9000, 300, 200)))
    assert (found.form, found.prominent) == (ColumnForm.SCRIPT, False)
    around = f"<div id='box'><div><script src='{FEED}pushinfo.js'></script></div></div>"
    found = column(f"<ul>{NEWS}</ul>{around}", screen(Box("div", "#box", 0, 640, 300, 200)))
    assert (found.prominent, found.reason) == (True, on_screen(ColumnCode.HIGH, 1, 640))


@given(
    st.lists(
        st.builds(
            Box,
            st.sampled_from(["h3", "a", "*", "", "h3:has(a", "\0"]),
            st.sampled_from(["国务院信息", "", "\ud800", "#x"]),
            *[st.integers(-(10**9), 10**9)] * 4,
            st.booleans(),
            st.booleans(),
        ),
        max_size=3,
    )
)
def test_no_screen_makes_the_reading_fail(boxes: list[Box]) -> None:
    found = column(COLUMN, screen(*boxes))
    assert found.reason
    assert found.items == len(pages.TITLES)


def test_a_screen_travels_between_processes() -> None:
    shown = screen(HEADING, doubt=because(VisitCode.STYLES_MISSING, why=because(VisitCode.SILENT)))
    assert pickle.loads(pickle.dumps(shown)) == shown
