"""A column is counted once, however often and in how many pieces its homepage shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from repostwatch.model import BEIJING
from repostwatch.model.home_columns import HomeColumn
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings

AT = datetime(2026, 11, 20, 9, tzinfo=BEIJING)
NAMES = ("基层动态", "部门快讯", "乡镇要闻")
DAYS = ("2026-09-21", "2026-09-12", "2026-08-30", "2026-08-11")


def rows(name: str, days: Sequence[str] = DAYS, *, part: str = "", tag: str = "ul") -> str:
    items = "".join(
        f'<li><a href="/{name}/{part}{n}.html">{name}里第{n}件{part}值得一读的事情</a>'
        f"<span>{day}</span></li>"
        for n, day in enumerate(days)
    )
    return f"<{tag}>{items}</{tag}>"


def head(name: str, *, leads: bool = True) -> str:
    return f"<h2><a href='/{name}/'>{name}</a></h2>" if leads else f"<h2>{name}</h2>"


def box(name: str, inner: str, *, leads: bool = True) -> str:
    return f"<div class='part'>{head(name, leads=leads)}{inner}</div>"


def found(body: str, menu: str = "") -> list[HomeColumn]:
    page = read_page(
        f"<html><body>{menu}<div class='page'>{body}</div></body></html>".encode(),
        "https://a.example/",
        fetched_at=AT,
        settings=ReadingSettings(),
        kept_up=True,
    )
    return [one for one in home_columns(page) if not one.aside]


def lead(name: str) -> str:
    return (
        f"<div class='first'><a href='/{name}/t20260925_9.html'>{name}里被放在最前面的一件事</a>"
        f"<p>这里是它的摘要，只有几句话。</p></div>"
    )


FORMS: dict[str, Callable[[str], str]] = {
    "once": lambda name: box(name, rows(name)),
    "two halves": lambda name: box(
        name, f"<div class='l'>{rows(name)}</div><div class='r'>{rows(name, part='b')}</div>"
    ),
    "a list that clones itself": lambda name: box(
        name, f"<div id='a'>{rows(name)}</div><div id='b'>{rows(name)}</div>"
    ),
    "three columns of rows": lambda name: box(
        name, "".join(f"<div>{rows(name, DAYS[:2], part=part)}</div>" for part in "xyz")
    ),
    "a newer part behind an older": lambda name: box(
        name, rows(name, DAYS[2:], part="o") + "<hr>" + rows(name, DAYS[:2], part="n")
    ),
    "a lead story": lambda name: box(name, lead(name) + rows(name)),
    "pictures above": lambda name: box(
        name,
        "<ol>" + "".join(
            f"<li><a href='/{name}/p{n}.html'><img src='/{n}.jpg'><b>{name}里有图片的第{n}件事</b>"
            "</a></li>" for n in range(3)
        ) + "</ol>" + rows(name),
    ),
    "a list in an own box under its title": lambda name: (
        f"<div class='part'><div class='title'>{head(name)}<a href='/{name}/'>更多</a></div>"
        f"<div class='body'>{rows(name)}<div class='more-rows'>{rows(name, part='m')}</div></div>"
        "</div>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_one_heading_is_one_column(form: str) -> None:
    columns = found("".join(map(FORMS[form], NAMES)))
    assert [(one.name, one.again) for one in columns] == [(name, False) for name in NAMES]
    assert all(str(one.newest) >= DAYS[0] for one in columns)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("leads", [True, False])
def test_a_copy_for_another_screen_is_no_other_column(form: str, leads: bool) -> None:
    shown = "".join(map(FORMS[form], NAMES))
    small = "".join(box(name, rows(name, DAYS[:2]), leads=leads) for name in NAMES)
    columns = found(f"<div class='wide'>{shown}</div><div class='small'>{shown}</div>")
    assert sorted(one.name for one in columns) == sorted(NAMES)
    columns = found(f"<div class='wide'>{shown}</div><div class='small'>{small}</div>")
    assert sorted(one.name for one in columns if not one.again) == sorted(NAMES)


def test_a_newer_copy_acquits_a_column() -> None:
    newer = box(NAMES[0], rows(NAMES[0], ["2026-11-18"], part="n"))
    columns = {one.name: one for one in found("".join(map(FORMS["once"], NAMES)) + newer)}
    assert str(columns[NAMES[0]].newest) == "2026-11-18"
    assert len(columns) == len(NAMES)


def test_what_nothing_tells_apart_may_be_one_and_what_leads_elsewhere_is_another() -> None:
    other = rows(NAMES[0], part="z")
    first, second = found(box(NAMES[0], rows(NAMES[0])) + box(NAMES[0], other, leads=False))
    assert (first.again, second.again) == (False, True)
    elsewhere = f"<div class='part'><h2><a href='/else/'>{NAMES[0]}</a></h2>{other}</div>"
    assert [one.again for one in found(box(NAMES[0], rows(NAMES[0])) + elsewhere)] == [False] * 2


def test_one_list_under_two_names_is_one_column_of_the_longer_period() -> None:
    name = "工作动态"
    (column,) = found(box("通知公告", rows(name)) + box(name, rows(name)))
    assert column.name == "通知公告"


@pytest.mark.parametrize(
    "inner",
    [
        "<table><tr><td></td></tr></table>",
        "<table><tbody><tr><td><table><tr><td> </td></tr></table></td></tr></tbody></table>",
        "<ul><li></li></ul><ul></ul>",
        "<dl></dl><div><ul></ul></div>",
    ],
)
def test_nested_empty_lists_are_one_blank_column(inner: str) -> None:
    news = box("工作动态", rows("工作动态"))
    columns = found(news + "".join(box(name, inner, leads=False) for name in NAMES))
    assert [(one.name, one.items) for one in columns[1:]] == [(name, 0) for name in NAMES]


def test_a_blank_column_that_stands_twice_may_be_one() -> None:
    news = box("工作动态", rows("工作动态"))
    for leads in (True, False):
        said = "".join(box(name, "<p>暂无信息</p>", leads=leads) for name in NAMES)
        columns = found(f"{news}<div class='wide'>{said}</div><div class='small'>{said}</div>")
        assert sum(one.items == 0 and not one.again for one in columns) == len(NAMES)
        assert len(columns) == 1 + len(NAMES) * (1 if leads else 2)


MENUS = [
    "<div class='nav'><ul>{}</ul></div>",
    "<nav>{}</nav>",
    "<div id='menu'>{}</div>",
    "<div class='bar'><a href='/'>首页</a>{}</div>",
]


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize("form", FORMS)
def test_a_menu_names_no_column(form: str, menu: str) -> None:
    for count in range(2, 7):
        entries = "".join(
            f"<li><a href='/m{n}/'>新闻{'甲乙丙丁戊己庚'[n]}组</a></li>" for n in range(count)
        )
        columns = found("".join(map(FORMS[form], NAMES)), menu.format(entries))
        assert [one.name for one in columns] == list(NAMES), count


def test_tabs_name_their_panels_all_the_same() -> None:
    tabs = "".join(f"<a href='#t{n}'>{name}</a>" for n, name in enumerate(NAMES))
    panels = "".join(f"<div class='pane' id='t{n}'>{rows(name)}</div>"
                     for n, name in enumerate(NAMES))  # fmt: skip
    columns = found(f"<div class='nav nav-tabs'>{tabs}</div>{panels}")
    assert [one.name for one in columns] == list(NAMES)


def test_thousands_of_pieces_are_told_apart_in_a_while() -> None:
    many = "".join(box(f"动态{n % 9}", rows(f"甲{n}", DAYS[:1]), leads=False) for n in range(2_000))
    assert 9 <= len(found(many)) <= 2_000
