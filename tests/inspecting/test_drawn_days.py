"""Days that are drawn, or only in the address of what is shown: such rows are not undated."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.model.codes import ListCode, SpotCheckCode
from repostwatch.reading.regions.drawn_days import written_by_styles
from tests.inspecting.test_shown_days import FAILED, UNKNOWN, WORDS, why
from tests.inspecting.test_shown_days import judged as home

TITLES = [f"县政府{word}第{n}次" for n, word in enumerate((*WORDS, *WORDS))]


def listed(form: str, *values: object, style: str = "") -> str:
    lines = "".join(
        f"<li>{form.format(t=title, n=n, v=value, a=f'<a href={chr(39)}/x/{n}.html{chr(39)}>{title}</a>')}</li>"
        for n, (title, value) in enumerate(zip(TITLES, values, strict=False))
    )
    return f"{style}<div class='box'><h2>今日要闻</h2><ul class='list'>{lines}</ul></div>"


DRAWN = [
    listed("{a}<span><i class='n{v}'></i></span>", 28, 27, 25, 24),
    listed("{a}<i class='d{v}'></i>", 1128, 1128, 1128, 1128),
    listed("<b class='num-{v}'></b>{a}", 1128, 1127, 1125, 1125),
    listed("{a}<em data-v='{v}'></em>", 28, 27, 25, 24),
    listed("{a}<img src='/n/1.gif'><img src='/n/1.gif'>-<img src='/n/2.gif'><img src='/n/{v}.gif'>", 8, 7, 5, 4),
    listed("{a}<i class='s1'></i><i class='s{v}'></i>", 8, 7, 5, 4),
    listed("<a href='/x/{n}.html' data-time='{v}'>{t}</a>", "11-28", "11-27", "11-25"),
    listed("<a href='/x/{n}.html' data-d='{v}'>{t}</a>", "11月28日", "11月27日", "11月25日"),
    listed("<a href='/x/{n}.html' data-d='{v}'>{t}</a>", "1128", "1127", "1125", style="<style>a:after{content:attr(data-d)}</style>"),
    listed("{a}<img src='/d/{n}.png' alt='{v}'>", "2026-11-28", "2026-11-27", "2026-11-26"),
    listed("{a}<img src='/d/{n}.png' alt='{v}'>", "11-28", "11-27", "11-26"),
    listed("{a}<img src='/date.php?id={n}'>", 1, 2, 3),
    listed("{a}<img src='/n/{v}.gif'><img src='/n/b.gif'>-<img src='/n/c.gif'>", *"abc"),
    listed("{a}<img src='data:image/gif;base64,R0l{v}'><img src='data:image/gif;base64,R0x'><img src='data:image/gif;base64,R0y'>", *"abc"),
    listed("{a}<canvas width='60' height='20'></canvas>", 1, 2, 3),
    listed("<a href='/x/{n}.html' class='k{n}'>{t}</a>", 1, 2, style="<style>.k0:after{content:'11-28'}</style>"),
]  # fmt: skip


@pytest.mark.parametrize("block", DRAWN)
def test_a_day_that_is_drawn_could_not_be_read(block: str) -> None:
    assert home(block).result is UNKNOWN


NOT_DRAWN = [
    listed("<i class='n{v}'></i>{a}", 1, 2, 3, 4),  # the rank of each
    listed("<i class='ico{v}'></i>{a}", 3, 3, 3, 3),
    listed("<i class='icon'></i>{a}<img src='/images/new.gif'>", 1, 1, 1),
    listed("<img src='/images/arrow1.gif'>{a}", 1, 1, 1),
    listed("<a href='/x/{n}.html'><img src='/t/a{n}.jpg'>{t}</a>", 1, 2, 3),
    listed("<div class='col-md-4'></div>{a}<em class='w20'></em><div class='mt10'></div>", 1, 2, 3),
    listed("{a}<img src='/images/time.png'>", 1, 2, 3),
    listed("{a}", 1, 2, 3, style="<style>a:after{content:'\\1128'} b{content:'09-28'}</style>"),
    listed("<a href='/x/{n}.html' data-time='{v}'>{t}</a>", "09-28", "09-27", "09-25"),
    listed("<a href='/x/{n}.html' data-d='{v}'>{t}</a>", "1128", "1127", "1125"),  # any number
]


@pytest.mark.parametrize("block", NOT_DRAWN)
def test_ranks_and_ornaments_are_no_days(block: str) -> None:
    assert home(block).result is FAILED


MEDIA = [
    "<ul><li style='background-image:url(/u/{}/a.jpg)'><a href='/y/1.html'>县政府召开常务会议部署工作</a></li></ul>",
    "<ul><li><a href='/y/1.html' style='background:URL(\"/u/W0{}.jpg\")'>县政府召开常务会议部署工作</a></li></ul>",
    "<table><tr><td background='/u/{}/a.jpg'><a href='/y/1.html'>县政府召开常务会议部署工作</a></td></tr></table>",
    "<ul><li><a href='/y/1.html'><img data-lazy-image='/u/{}/a.jpg'>县政府召开常务会议部署工作</a></li></ul>",
    "<img src='/u/{}/tt.jpg' usemap='#m'><map name='m'><area shape='rect' coords='0,0,9,9' href='/t/1.html' alt='头条新闻'></map>",
    "<ul><li><video src='/v/{}.mp4' poster='/v/1.jpg' controls></video><p>县政府召开常务会议</p></li></ul>",
    "<video controls><source src='/v/{}/1.mp4' type='video/mp4'></video>", "<audio src='/a/{}.mp3'></audio>",
    "<embed src='/paper/{}.swf'>", "<embed src='/player.swf?file=/v/{}.flv'>", "<object data='/paper/{}.pdf'></object>",
    "<object><param name='movie' value='/v/{}.swf'></object>", "<svg><image href='/u/{}/a.png'/></svg>",
    "<div class='slide' style='background:url(/u/{}/a.jpg)' onclick='go(1)'></div>", "<img src='/u/{}/notice.jpg'>",
]  # fmt: skip


@pytest.mark.parametrize("block", MEDIA)
def test_a_day_in_the_address_of_what_is_shown_is_possible(block: str) -> None:
    found = home(f"<div class='box'><h2>今日要闻</h2>{block.format('20261128')}</div>")
    assert (found.result, found.reason.code) == (UNKNOWN, SpotCheckCode.HOME_DOUBTED)
    assert (
        home(f"<div class='box'><h2>今日要闻</h2>{block.format('20260928')}</div>").result is FAILED
    )


def test_the_reason_names_the_address() -> None:
    found = home("<video src='/v/20261128.mp4'></video>")
    assert why(found) is ListCode.ITEM_MEDIA


@pytest.mark.parametrize(
    "block",
    [
        "<div class='header'><img src='/images/20261128/logo.png'></div>", "<img src='/images/logo.png?v=20261128'>",
        "<a href='/'><img src='/images/20261128/logo.png'></a>", "<img src='data:image/png;base64,20261128/'>",
    ],
)  # fmt: skip
def test_signs_and_versions_are_no_news(block: str) -> None:
    assert home(block).result is FAILED


def test_a_day_may_be_counted_in_seconds() -> None:
    new = listed("<a href='/x/view?id={n}&t={v}'>{t}</a>", 1795795200, 1795708800, 1795622400)
    milliseconds = listed("<a href='/x/{v}.html'>{t}</a>", 1795795200123, 1795708800123)
    old = listed("<a href='/x/view?id={n}&t={v}'>{t}</a>", 1785795200, 1785708800)
    ahead = listed("<a href='/x/view?id={n}&t={v}'>{t}</a>", 1895795200, 1895708800)
    assert [home(one).result for one in (new, milliseconds)] == [UNKNOWN, UNKNOWN]
    assert [home(one).result for one in (old, ahead)] == [FAILED, FAILED]


def test_attributes_that_styles_write() -> None:
    assert written_by_styles("a:before{content:attr( data-day )}") == {"data-day"}
