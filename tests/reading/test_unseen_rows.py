"""Rows that nobody sees are no items; those of a tab and of a list shown page by page are."""

from __future__ import annotations

import pytest

from tests.defaults import read_page

URL = "http://www.example.gov.cn/zc/"
TITLE = "国务院关于推进低空经济高质量发展的指导意见"
ROW = f"<li><a href=/zc/t20260810_1.html>{TITLE}</a><span>2026-08-10</span></li>"
OLD = "".join(
    f"<li><a href=/zc/t2026080{day}_9.html>国务院关于第{day}项工作安排的通知</a>"
    f"<span>2026-08-0{day}</span></li>"
    for day in (8, 6, 4)
)


def styled(style: str) -> str:
    return ROW.replace("<li>", f'<li style="{style}">')


def titles(body: str) -> list[str]:
    page = read_page(f"<html><body><h2>国务院文件</h2>{body}</body></html>".encode(), URL)
    return [link.title for link in page.links]


@pytest.mark.parametrize(
    "around",
    ["<noscript>{0}</noscript>", "<dialog>{0}</dialog>", "<video>{0}</video>",
     "<canvas>{0}</canvas>", "<audio>{0}</audio>", "<object data=/x.png>{0}</object>",
     "<div popover>{0}</div>", "<svg><desc>{0}</desc></svg>", "<svg><title>{0}</title></svg>"],
)  # fmt: skip
def test_what_a_browser_never_draws(around: str) -> None:
    found = titles(f"<ul>{around.format(ROW)}{OLD}</ul>")
    assert TITLE not in found
    assert len(found) == 3


@pytest.mark.parametrize(
    "style",
    ["opacity:0", "OPACITY : 0.0 ", "visibility:hidden", "font-size:0", "font-size:0px!important",
     "position:absolute;left:-9999px", "text-indent:-9999px", "clip-path:inset(100%)",
     "transform:scale(0)", "max-height:0;overflow:hidden", "display:none", "display : NONE ",
     "--d:none;display:var(--d)", "display:n\\6f ne", "position:absolute;top:-999em",
     "position:fixed;right:200vw", "clip-path:circle(0)", "zoom:0", "content-visibility:hidden",
     "color:transparent", "color:rgba(0,0,0,0)", "clip:rect(0,0,0,0)", "transform:scaleY(0)"],
)  # fmt: skip
def test_a_row_without_sight_above_one_that_is_seen(style: str) -> None:
    assert TITLE not in titles(f"<ul>{styled(style)}{OLD}</ul>")


@pytest.mark.parametrize(
    ("css", "mark"),
    [
        (".x{display:none}", "class=x"), ("li.x{display:none}", "class=x"),
        ("#old{display:none}", "id=old"), (".x{visibility:hidden}", "class='row x'"),
        ("ul .x{display:none!important}", "class=x style='display:block'"),
    ],
)  # fmt: skip
def test_a_row_that_the_page_s_own_style_hides(css: str, mark: str) -> None:
    row = ROW.replace("<li>", f"<li {mark}>")
    assert TITLE in titles(f"<ul>{row}{OLD}</ul>")
    assert TITLE not in titles(f"<style>{css}</style><ul>{row}{OLD}</ul>")
    assert TITLE not in titles(f"<ul>{row}{OLD}</ul><style>{css}</style>")
    assert TITLE in titles(f"<style>{css}</style><ul>{OLD}{row}</ul>"), "more, behind a click"


@pytest.mark.parametrize(
    ("css", "more"),
    [
        (".x{display:none}", "<script>$('li.x').show()</script>"),
        (".x{display:none}.x:nth-child(-n+9){display:list-item}", ""),
        ("@media print{.x{display:none}}", ""),
        (".x{visibility:hidden}", "<script src=/js/wow.js></script>"),
        ("li{display:none}", ""),
    ],
)
def test_a_row_that_a_rule_or_a_script_may_show(css: str, more: str) -> None:
    row = ROW.replace("<li>", "<li class=x>")
    assert TITLE in titles(f"<style>{css}</style><ul>{row}{OLD}</ul>{more}")


@pytest.mark.parametrize(
    "bound", ["ng-hide=a.b", "ng-show=a", "data-ng-show=a", "v-show=a", ":class=a", "x-show=a"]
)
def test_what_a_framework_shows_as_its_data_change(bound: str) -> None:
    row = ROW.replace("<li>", f"<li class=x {bound}>")
    assert TITLE in titles(f"<style>.x{{display:none}}</style><ul>{row}{OLD}</ul>")


@pytest.mark.parametrize("attribute", ["hidden", "popover", "hidden=until-found"])
def test_a_row_with_an_attribute_that_hides_it(attribute: str) -> None:
    assert TITLE not in titles(f"<ul>{ROW.replace('<li>', f'<li {attribute}>')}{OLD}</ul>")


@pytest.mark.parametrize("hides", ["hidden", "style='display:none'", "style='font-size:0'"])
def test_a_row_whose_only_link_is_hidden_although_its_date_is_not(hides: str) -> None:
    assert TITLE not in titles(f"<ul>{ROW.replace('<a ', f'<a {hides} ')}{OLD}</ul>")


def test_a_link_for_one_kind_of_screen_beside_one_for_another_is_seen() -> None:
    twice = ROW.replace("<li>", f"<li><a class=wap hidden href=/zc/t20260810_1.html>{TITLE}</a>")
    assert TITLE in titles(f"<ul>{twice}{OLD}</ul>")


@pytest.mark.parametrize(
    "body",
    [
        f"<ul>{OLD}</ul><ul style='display:none'>{ROW}</ul>",
        f"<ul>{OLD}{styled('display:none')}</ul>",
        f"<div hidden><ul>{ROW}{OLD}</ul></div>",
        f"<ul><div class=wow style='visibility:hidden;animation-name:none'>{ROW}</div>{OLD}</ul>",
        f"<dialog open><ul>{ROW}{OLD}</ul></dialog>",
        f"<div style='opacity:0'><ul>{ROW}{OLD}</ul></div>",
        f"<div style='height:0;overflow:hidden'><ul>{ROW}{OLD}</ul></div>",
        f"<ul style='opacity:0.8;font-size:0.9em;left:-10px'>{ROW}{OLD}</ul>",
    ],
)
def test_what_a_click_or_a_scroll_shows(body: str) -> None:
    assert TITLE in titles(body)
