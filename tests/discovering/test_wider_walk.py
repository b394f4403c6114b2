"""A wider look ends within its pages whatever the site does, and looks at each address once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from repostwatch.base.sites import same_site
from repostwatch.discovering.steps import SeenPage, Step
from repostwatch.discovering.wider_walk import WiderWalk
from repostwatch.model import BEIJING, Link, Outcome, Page, PageDate, PageKind, Precision
from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.settings import WiderSettings

HOME = "http://moe.example/"
SINCE = datetime(2026, 8, 12, 9, tzinfo=BEIJING)
EMPTY = Page(PageKind.CONTENT)
Site = dict[str, tuple[Page | None, tuple[Lead, ...]]]


def lead(path: str, words: str) -> Lead:
    return Lead(f"{HOME}{path}", words, LeadPlace.MENU)


def listed(first: datetime, *, following: str | None = None) -> Page:
    links = tuple(
        Link(f"第{n}号", f"{HOME}a/{n}.html", PageDate(first - timedelta(days=n), Precision.DAY))
        for n in range(5)
    )
    return Page(PageKind.CONTENT, links=links, next_url=following)


def walk(pages: int = 30, **more: Any) -> WiderWalk:
    return WiderWalk(HOME, SINCE, WiderSettings(pages=pages, next_pages=2), 3, **more)


def walked(look: WiderWalk, site: Site) -> list[str]:
    """The addresses in the order in which they were looked at."""
    order = []
    while (step := look.step()) is not None:
        order.append(step.url)
        page, leads = site.get(step.url, (None, ()))
        outcome = Outcome.OK if page else Outcome.HTTP_ERROR
        look.take(step, SeenPage(step.url, outcome, page, leads))
    return order


def test_known_lists_come_first_and_scanned_ones_not_at_all() -> None:
    leads = (lead("gwyxx/", "国务院信息"), lead("zc/", "政策"), lead("xw/", "新闻"))
    known = [(f"{HOME}qt/", "其他"), (f"{HOME}zy/", "转载")]
    look = walk(known=known, scanned=[f"{HOME}gwyxx/index.html"])
    order = walked(look, {HOME: (EMPTY, leads)})
    assert order == [HOME, f"{HOME}qt/", f"{HOME}zy/", f"{HOME}zc/", f"{HOME}xw/"]


def test_a_list_is_followed_back_to_the_release_and_not_further() -> None:
    newest, first = SINCE + timedelta(days=20), f"{HOME}xw/"
    home: Site = {HOME: (EMPTY, (lead("xw/", "新闻"),))}
    back = listed(newest - timedelta(days=17), following=f"{first}index_2.html")
    site: Site = home | {
        first: (listed(newest, following=f"{first}index_1.html"), ()),
        f"{first}index_1.html": (back, ()),
        f"{first}index_2.html": (listed(SINCE), ()),
    }
    assert walked(walk(), site) == [HOME, first, f"{first}index_1.html"]
    # However far back it would be, no more than so many pages of one list.
    urls = [first + "x/" * n for n in range(9)]
    far: Site = {url: (listed(newest, following=f"{url}x/"), ()) for url in urls}
    assert walked(walk(), home | far) == [HOME, *urls[:3]]


def test_it_does_not_follow_a_redirect_to_another_site() -> None:
    look = walk()
    assert look.step() == Step(HOME)
    leads = (Lead("http://other.example/zc/", "政策", LeadPlace.MENU), lead("zc/", "政策"))
    look.take(Step(HOME), SeenPage("http://other.example/", Outcome.OK, EMPTY, leads))
    assert look.step() is None


paths = st.sampled_from(
    ["zc/", "xw/", "xw/?d=1", "xw/?d=2", "a/b/c/", "?s=9", "zc/index.html", "/x.example/", ""]
)
pages = st.dictionaries(
    paths, st.tuples(st.lists(paths, max_size=5), st.none() | paths, st.booleans()), max_size=9
)


@given(pages, st.integers(1, 12), st.lists(paths, max_size=4))
def test_it_ends_within_its_pages_and_asks_for_nothing_twice(
    made: dict[str, tuple[list[str], str | None, bool]], most: int, known: list[str]
) -> None:
    site: Site = {}
    for path, (leads, following, dated) in made.items():
        page = listed(SINCE + timedelta(days=30), following=following and HOME + following)
        shown = tuple(lead(to, f"栏目{place}") for place, to in enumerate(leads))
        site[HOME + path] = (page if dated else EMPTY, shown)
    order = walked(walk(most, known=[(HOME + path, "") for path in known]), site)
    assert order[0] == HOME
    assert len(order) <= most
    assert len(set(order)) == len(order)
    assert all(same_site(url, HOME) for url in order)
