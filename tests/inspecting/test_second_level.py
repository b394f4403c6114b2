"""A homepage that only leads on is judged by its second-level pages, and never by half of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.inspecting.freshness import judge_homepage
from repostwatch.inspecting.second_level import (
    NO_LIST,
    UNSEEN,
    dates_of,
    judge_second_level,
    only_leads_on,
)
from repostwatch.model import Outcome, PageDate, PageKind, Precision
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.home_columns import HomepageLook
from repostwatch.model.spot_checks import (
    CheckResult,
    HomeLink,
    IndicatorResult,
    LinkLook,
    LinkState,
    PageDates,
)
from repostwatch.settings import SpotCheckSettings
from tests.inspecting.test_freshness import AT, BLANK, OTHER, SCRIPTED, column

SETTINGS = SpotCheckSettings()
PASSED, FAILED, UNKNOWN = CheckResult.PASSED, CheckResult.FAILED, CheckResult.UNKNOWN
NAVIGATION = HomepageLook(AT, (column(None, OTHER), BLANK))
HOME = judge_homepage("a", NAVIGATION, SETTINGS)
OPENED, DEAD, UNDECIDED, OURS = (
    LinkState.OPENED, LinkState.DEAD, LinkState.UNDECIDED, LinkState.OURS,
)  # fmt: skip


def day(days: float) -> PageDate:
    return PageDate(AT - timedelta(days=days), Precision.DAY)


def old(days: float, *, whole: bool = True) -> PageDates:
    return PageDates(day(days), whole)


def judged(
    *pages: tuple[PageDates | None, LinkState], found: int = 0, home: IndicatorResult = HOME
) -> IndicatorResult:
    looks = [
        (LinkLook("a", HomeLink(f"/{n}/", "栏目"), AT, Outcome.OK, dates=dates), state)
        for n, (dates, state) in enumerate(pages)
    ]
    return judge_second_level(home, found or len(looks), looks, SETTINGS)


@pytest.mark.parametrize(
    ("pages", "found", "result", "code"),
    [
        ([(old(1), OPENED)], 0, PASSED, SpotCheckCode.SECOND_FRESH),
        ([(old(300), OPENED), (old(14), OPENED)], 0, PASSED, SpotCheckCode.SECOND_FRESH),
        ([(old(3), OPENED), (UNSEEN, UNDECIDED)], 40, PASSED, SpotCheckCode.SECOND_FRESH),
        ([(old(3, whole=False), OPENED)], 0, PASSED, SpotCheckCode.SECOND_FRESH),
        ([(old(15), OPENED), (NO_LIST, OPENED)], 0, FAILED, SpotCheckCode.SECOND_STALE),
        # A page that is not there has nothing new either.
        ([(old(15), OPENED), (UNSEEN, DEAD)], 0, FAILED, SpotCheckCode.SECOND_STALE),
        ([(old(15), OPENED), (UNSEEN, UNDECIDED)], 0, UNKNOWN, SpotCheckCode.SECOND_OPEN),
        ([(old(15), OPENED), (UNSEEN, OURS)], 0, UNKNOWN, SpotCheckCode.SECOND_OPEN),
        ([(old(15, whole=False), OPENED)], 0, UNKNOWN, SpotCheckCode.SECOND_OPEN),
        ([(old(15), OPENED)], 2, UNKNOWN, SpotCheckCode.SECOND_OPEN),
        ([(None, OPENED), (old(15), OPENED)], 0, UNKNOWN, SpotCheckCode.SECOND_OPEN),
        ([(NO_LIST, OPENED), (UNSEEN, DEAD)], 0, UNKNOWN, SpotCheckCode.SECOND_UNDATED),
        ([], 3, UNKNOWN, SpotCheckCode.HOME_UNDATED),
    ],
)
def test_what_second_level_pages_say(
    pages: list[tuple[PageDates | None, LinkState]],
    found: int,
    result: CheckResult,
    code: SpotCheckCode,
) -> None:
    got = judged(*pages, found=found)
    assert (got.result, got.reason.code) == (result, code)
    assert (got.portal_id, got.indicator) == (HOME.portal_id, HOME.indicator)


@pytest.mark.parametrize("own", [column(1), column(40), SCRIPTED])
def test_a_homepage_that_says_something_itself_stays_as_it_is(own: object) -> None:
    look = HomepageLook(AT, (own, column(None, OTHER)))  # type: ignore[arg-type]
    home = judge_homepage("a", look, SETTINGS)
    assert judged((old(1), OPENED), home=home) == home
    assert not only_leads_on(look, SETTINGS)
    assert only_leads_on(NAVIGATION, SETTINGS)


@pytest.mark.parametrize(
    ("kind", "columns", "article", "dates"),
    [
        (PageKind.CONTENT, [column(40), column(3)], None, old(3)),
        (PageKind.CONTENT, [column(40)], day(2), old(2)),
        (PageKind.CONTENT, [column(40), SCRIPTED], None, old(40, whole=False)),
        (PageKind.CONTENT, [column(40), column(-9)], None, old(40, whole=False)),  # a date ahead
        (PageKind.CONTENT, [column(40, whole=False)], None, old(40, whole=False)),
        (PageKind.CONTENT, [], None, NO_LIST),
        (PageKind.NOT_HTML, [], None, NO_LIST),
        (PageKind.SHELL, [], None, UNSEEN),
        (PageKind.LOGIN, [], None, UNSEEN),
    ],
)
def test_what_a_page_shows(
    kind: PageKind, columns: list[object], article: PageDate | None, dates: PageDates
) -> None:
    assert dates_of(kind, columns, article, AT, SETTINGS) == dates  # type: ignore[arg-type]


PAGES = st.lists(
    st.tuples(
        st.sampled_from([old(1), old(20), old(20, whole=False), NO_LIST, UNSEEN]),
        st.sampled_from([OPENED, DEAD, UNDECIDED, OURS]),
    ),
    max_size=8,
)


@given(PAGES, PAGES)
def test_more_pages_never_turn_one_result_into_its_contrary_by_what_was_not_seen(
    some: list[tuple[PageDates, LinkState]], more: list[tuple[PageDates, LinkState]]
) -> None:
    """As long as pages were not looked at, nobody fails; the rest may only acquit or decide."""
    whole = [*some, *more]
    part, all_ = judged(*some, found=len(whole) or 1), judged(*whole)
    if more:
        assert part.result is not FAILED
    if part.result is PASSED:
        assert all_.result is PASSED
