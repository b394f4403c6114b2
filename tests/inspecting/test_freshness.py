"""A homepage is stale, or its columns are, only if nothing that is open could acquit it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.inspecting.freshness import judge_columns, judge_homepage
from repostwatch.model import BEIJING, PageDate, Precision, because
from repostwatch.model.codes import ListCode, SpotCheckCode
from repostwatch.model.home_columns import ColumnKind, HomeColumn, HomepageLook
from repostwatch.model.reasons import text
from repostwatch.model.spot_checks import CheckResult, VetoIndicator
from repostwatch.settings import SpotCheckSettings

SETTINGS = SpotCheckSettings()
AT = datetime(2026, 11, 20, 9, tzinfo=BEIJING)
PASSED, FAILED, UNKNOWN = CheckResult.PASSED, CheckResult.FAILED, CheckResult.UNKNOWN
NEWS, NOTICE, PERSONNEL, STANDING, OTHER = ColumnKind


def column(
    days: float | None, kind: ColumnKind = NEWS, *, items: int | None = 6, whole: bool = True
) -> HomeColumn:
    """A column whose newest item is so many days old; None: no item has a date."""
    if days is None:
        return HomeColumn("栏目", kind, items, whole=whole)
    newest = PageDate(AT - timedelta(days=days), Precision.DAY)
    return HomeColumn("栏目", kind, items, items or 0, newest, whole)


BLANK = HomeColumn("空栏目", NEWS, 0)
SCRIPTED = HomeColumn("动态", NEWS, None)


def homepage(*columns: HomeColumn) -> CheckResult:
    found = judge_homepage("a", HomepageLook(AT, columns), SETTINGS)
    assert found.indicator is VetoIndicator.STALE_HOMEPAGE
    return found.result


def kept_up(*columns: HomeColumn) -> CheckResult:
    found = judge_columns("a", HomepageLook(AT, columns), SETTINGS)
    assert found.indicator is VetoIndicator.STALE_COLUMNS
    return found.result


@pytest.mark.parametrize(
    ("columns", "result"),
    [
        ([column(1)], PASSED),
        ([column(14)], PASSED),
        ([column(14.3)], PASSED),  # early on the same day
        ([column(15)], FAILED),
        ([column(16), column(400, NOTICE), column(3, OTHER)], PASSED),
        ([column(16), column(None)], FAILED),  # an undated item counts as not updated
        ([column(16), SCRIPTED], UNKNOWN),
        ([column(16), column(20, whole=False)], UNKNOWN),
        ([column(16), column(-5)], UNKNOWN),  # dated ahead: a mistake, or new
        ([column(1), SCRIPTED], PASSED),
        ([column(None), column(None)], UNKNOWN),  # maybe links only
        ([], UNKNOWN),
        ([BLANK], UNKNOWN),
        ([column(16), BLANK], FAILED),
    ],
)
def test_a_homepage(columns: list[HomeColumn], result: CheckResult) -> None:
    assert homepage(*columns) is result


def beside(days: float | None, **more: object) -> HomeColumn:
    return replace(column(days), aside=True, **more)  # type: ignore[arg-type]


DOUBT = because(ListCode.ITEM_HIDDEN)


def doubted(days: float, since: float = 40) -> HomeColumn:
    """Its newest certain item is `since` days old, and one of `days` may be none."""
    return replace(column(since), doubted=column(days).newest, doubt=DOUBT)


@pytest.mark.parametrize(
    ("columns", "result", "code"),
    [
        ([column(20), beside(1)], PASSED, SpotCheckCode.HOME_FRESH),
        ([beside(1)], PASSED, SpotCheckCode.HOME_FRESH),
        ([column(20), beside(40)], FAILED, SpotCheckCode.HOME_STALE),
        ([beside(40)], UNKNOWN, SpotCheckCode.HOME_UNDATED),
        ([column(20), beside(None, items=None)], UNKNOWN, SpotCheckCode.HOME_OPEN),
        ([doubted(2)], UNKNOWN, SpotCheckCode.HOME_DOUBTED),
        ([doubted(20)], FAILED, SpotCheckCode.HOME_STALE),
        ([doubted(2, since=3)], PASSED, SpotCheckCode.HOME_FRESH),
        ([doubted(2), column(1)], PASSED, SpotCheckCode.HOME_FRESH),
    ],
)
def test_what_stands_beside_and_what_is_doubted(
    columns: list[HomeColumn], result: CheckResult, code: SpotCheckCode
) -> None:
    found = judge_homepage("a", HomepageLook(AT, tuple(columns)), SETTINGS)
    assert (found.result, found.reason.code) == (result, code)


@pytest.mark.parametrize(
    ("columns", "result"),
    [
        ([column(1)] + [beside(40)] * 9, PASSED),
        ([column(1)] + [replace(BLANK, aside=True)] * 9, PASSED),
        ([column(1)] + [doubted(2)] * 5, UNKNOWN),
        ([column(1)] + [doubted(20)] * 5, FAILED),
        ([column(1)] + [replace(column(40), hidden=True)] * 5, UNKNOWN),
        ([column(1)] + [replace(BLANK, hidden=True)] * 5, UNKNOWN),
    ],
)
def test_columns_beside_doubted_and_hidden(columns: list[HomeColumn], result: CheckResult) -> None:
    assert kept_up(*columns) is result


def test_tomorrow_lies_ahead_and_this_evening_does_not() -> None:
    for ahead in (1, 1.4, 30):
        assert homepage(column(-ahead)) is UNKNOWN, ahead
    assert homepage(column(-0.3)) is PASSED


def test_a_month_counts_in_favour_of_the_site() -> None:
    month = PageDate(datetime(2026, 11, 1, tzinfo=BEIJING), Precision.MONTH)
    last = PageDate(datetime(2026, 10, 1, tzinfo=BEIJING), Precision.MONTH)
    assert homepage(HomeColumn("动态", NEWS, 3, 3, month)) is UNKNOWN
    assert homepage(HomeColumn("动态", NEWS, 3, 3, last)) is FAILED


@pytest.mark.parametrize("why", [None, text("timed out")])
def test_a_homepage_that_could_not_be_read_is_unknown(why: object) -> None:
    look = HomepageLook(AT, None, text("timed out") if why else None)
    for judge in (judge_homepage, judge_columns):
        found = judge("a", look, SETTINGS)
        assert found.result is UNKNOWN
        assert found.reason.code is SpotCheckCode.HOME_UNREAD


@pytest.mark.parametrize(
    ("columns", "result"),
    [
        ([column(1)] * 20, PASSED),
        ([column(20)] * 4, PASSED),
        ([column(20)] * 5, FAILED),
        ([column(20)] * 3 + [column(200, NOTICE)] * 2, FAILED),  # together
        ([column(20, NOTICE)] * 9, PASSED),  # within six months
        ([column(200, PERSONNEL)] * 20, PASSED),  # within a year
        ([column(400, PERSONNEL)] * 9, PASSED),
        ([column(400, PERSONNEL)] * 10, FAILED),
        ([column(1)] + [column(900, STANDING), column(None, STANDING)] * 5, PASSED),
        ([column(1)] + [column(9, STANDING, items=None)] * 5, UNKNOWN),  # they may be blank
        # By their names to be kept up, but the pages of their items may have days.
        ([column(None)] * 5, UNKNOWN),
        ([column(1)] + [column(None)] * 5, UNKNOWN),
        ([column(1)] + [column(None)] * 4, PASSED),
        ([column(1)] + [column(20)] * 5 + [column(None)] * 5, FAILED),
        ([column(1)] + [column(None, OTHER)] * 30, PASSED),  # blocks of links
        ([column(None, OTHER)] * 30, UNKNOWN),  # nothing but those: a page that only leads on
        ([column(None)] * 4, UNKNOWN),
        ([column(20, OTHER)] * 4, PASSED),
        ([column(20, OTHER)] * 5, UNKNOWN),  # nobody knows of what kind they are
        ([column(3, OTHER)] * 30, PASSED),  # fresh whatever they are
        ([SCRIPTED] * 5, UNKNOWN),
        ([column(20)] * 5 + [SCRIPTED] * 5, FAILED),
        ([column(1)] + [BLANK] * 4, PASSED),
        ([BLANK] * 4, UNKNOWN),
        ([SCRIPTED] * 4, UNKNOWN),
        ([BLANK] * 5, FAILED),
        ([HomeColumn("", OTHER, 0)] * 5, UNKNOWN),  # an empty list without a name
        ([column(20, whole=False)] * 5, UNKNOWN),
        ([], UNKNOWN),  # a notice of repair shows no column that is kept up
    ],
)
def test_columns(columns: list[HomeColumn], result: CheckResult) -> None:
    assert kept_up(*columns) is result


def named(name: str, days: float | None, *, again: bool = False, **more: object) -> HomeColumn:
    return replace(column(days), name=name, again=again, **more)  # type: ignore[arg-type]


NAMED = [named(name, 30) for name in "甲乙丙丁戊"]


@pytest.mark.parametrize(
    ("columns", "result"),
    [
        (NAMED, FAILED),
        ([*NAMED[:3], *(named(name, 30, again=True) for name in "甲乙丙")], UNKNOWN),
        ([*NAMED[:2], *(named(name, 30, again=True) for name in "甲乙")], PASSED),
        # What may be the same column shows that it is kept up.
        ([*NAMED, named("甲", 1, again=True)], UNKNOWN),
        ([*NAMED, named("己", 1, again=True)], FAILED),
        ([*NAMED[1:], named("甲", 30, again=True)], FAILED),  # of none that is there
        ([named(name, 1) for name in "甲乙丙"]
         + [named(name, None, items=0, again=bool(n)) for name in "子丑寅" for n in (0, 1)],
         UNKNOWN),
        ([named(name, None, items=0) for name in "子丑寅卯辰"], FAILED),
        ([named(name, None, items=0) for name in "子丑寅卯辰"]
         + [named("子", 3, again=True)], UNKNOWN),
    ],
)  # fmt: skip
def test_what_may_be_one_column_again_accuses_once(
    columns: list[HomeColumn], result: CheckResult
) -> None:
    for shown in ([*columns, column(1)], [column(1), *columns[::-1]]):
        assert kept_up(*shown) is result


AGES = st.none() | st.floats(-10, 800)
COLUMNS = st.lists(
    st.builds(
        column,
        AGES,
        st.sampled_from(ColumnKind),
        items=st.none() | st.integers(1, 9),
        whole=st.booleans(),
    ),
    max_size=14,
)


@given(COLUMNS, COLUMNS)
def test_more_that_is_open_never_turns_a_result_around(
    known: list[HomeColumn], more: list[HomeColumn]
) -> None:
    """What a script fills only makes a result open; a fresh column only acquits a homepage."""
    opened = [*known, *(SCRIPTED for _ in more)]
    for judge in (homepage, kept_up):
        assert judge(*opened) in (judge(*known), UNKNOWN)
        assert judge(*known[::-1]) is judge(*known)
    assert homepage(*known, column(1)) is PASSED


@given(AGES, st.sampled_from(Precision), st.integers(0, 23))
def test_the_time_of_day_of_a_look_decides_nothing(
    days: float | None, precision: Precision, hours: int
) -> None:
    newest = None if days is None else PageDate(AT - timedelta(days=days), precision)
    shown = HomeColumn("动态", NEWS, 3, 0 if newest is None else 3, newest)
    looks = (HomepageLook(AT.replace(hour=hour), (shown,)) for hour in (9, max(9, hours)))
    first, second = (judge_homepage("a", look, SETTINGS).result for look in looks)
    assert first is second or (days is not None and days < 0)
