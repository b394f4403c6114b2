"""How moments, lengths of time, dates, shares and names read in each language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest

from repostwatch.model import (
    BEIJING,
    ColumnForm,
    DecisionKind,
    FindingKind,
    FindingState,
    Interval,
    Language,
    Level,
    Occasion,
    PageDate,
    Precision,
    Standing,
    VerdictKind,
)
from repostwatch.wording import Style, label, name, say_fact
from repostwatch.wording.values import NAMES, at_most, length, long_day, minute, percent, second

CHINESE, ENGLISH = Style(), Style(Language.ENGLISH)
MAIL, ENGLISH_MAIL = Style(year=2026), Style(Language.ENGLISH, 2026)


@pytest.mark.parametrize(
    ("span", "chinese", "english"),
    [
        (timedelta(0), "0秒", "0 s"),
        (timedelta(seconds=1), "1秒", "1 s"),
        (timedelta(seconds=59, milliseconds=999), "59秒", "59 s"),
        (timedelta(seconds=60), "1分钟", "1 min"),
        (timedelta(minutes=119), "1小时59分钟", "1 h 59 min"),
        (timedelta(hours=2), "2小时", "2 h"),
        (timedelta(hours=47, minutes=59), "47小时59分钟", "47 h 59 min"),
        (timedelta(days=2), "2天", "2 days"),
        (timedelta(days=3, hours=4, minutes=59), "3天4小时", "3 days 4 h"),
        (timedelta(days=184), "184天", "184 days"),
    ],
)
def test_lengths_are_never_rounded_up(span: timedelta, chinese: str, english: str) -> None:
    assert (length(span, CHINESE), length(span, ENGLISH)) == (chinese, english)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(hours=37, minutes=59, seconds=38), "38小时"),
        (timedelta(hours=37, minutes=59), "37小时59分钟"),
        (timedelta(seconds=1), "1分钟"),
        (timedelta(days=3, hours=22, minutes=29), "3天23小时"),
        (timedelta(hours=47, minutes=59, seconds=59), "2天"),
    ],
)
def test_an_upper_bound_is_never_rounded_down(span: timedelta, said: str) -> None:
    assert at_most(span, CHINESE) == said


def test_moments_are_beijing_time_and_mails_leave_out_their_own_year() -> None:
    late = datetime(2025, 12, 31, 16, 0, 1, tzinfo=UTC)
    assert minute(late, CHINESE) == minute(late, ENGLISH) == "2026-01-01 00:00"
    assert second(late, CHINESE) == "2026-01-01 00:00:01"
    assert minute(late, MAIL) == "1月1日 00:00"
    assert second(late, MAIL) == "1月1日 00:00:01"
    before = late - timedelta(seconds=2)
    assert second(before, MAIL) == "2025年12月31日 23:59:59"
    assert second(before, ENGLISH_MAIL) == "31 Dec 2025 23:59:59"
    assert minute(late, ENGLISH_MAIL) == "1 Jan 00:00"


def test_dates_are_no_finer_than_they_were_stated() -> None:
    def stated(precision: Precision) -> PageDate:
        return PageDate(datetime(2026, 8, 12, 9, 15, 7, tzinfo=BEIJING), precision)

    dates = tuple(map(stated, (Precision.MINUTE, Precision.DAY, Precision.MONTH)))
    assert say_fact(dates, CHINESE) == "2026-08-12 09:15、2026-08-12、2026-08"
    assert say_fact(dates, MAIL) == "8月12日 09:15、8月12日、2026-08"
    assert say_fact(dates, ENGLISH_MAIL) == "12 Aug 09:15, 12 Aug, 2026-08"


def test_an_interval_says_both_ends_and_a_moment_once() -> None:
    start = datetime(2026, 8, 12, 1, 0, tzinfo=UTC)
    assert say_fact(Interval.at(start), CHINESE) == "2026-08-12 09:00"
    span = Interval(start, start + timedelta(hours=6))
    assert say_fact(span, CHINESE) == "2026-08-12 09:00至2026-08-12 15:00"
    assert say_fact(span, ENGLISH_MAIL) == "12 Aug 09:00 to 12 Aug 15:00"


def test_a_day_with_its_year() -> None:
    assert long_day(date(2026, 8, 14), MAIL) == "2026年8月14日"
    assert long_day(date(2026, 8, 14), ENGLISH_MAIL) == "14 Aug 2026"


def test_plain_facts() -> None:
    assert say_fact((True, False), CHINESE) == "是、否"
    assert say_fact((True, False), ENGLISH) == "yes, no"
    assert say_fact((1, 24.0, 0.5, None, "甲"), ENGLISH) == "1, 24, 0.5, , 甲"
    assert say_fact((Standing.STALE, VerdictKind.UNKNOWN), CHINESE) == "更新停滞、无法核验"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (None, "—"),
        (0.0, "0.0%"),
        (1.0, "100.0%"),
        (0.9999, "99.9%"),
        (0.0001, "0.1%"),
        (86 / 103, "83.5%"),
    ],
)
def test_only_all_is_a_hundred_percent(share: float | None, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "kind",
    [
        VerdictKind, Standing, Level, FindingKind, FindingState, ColumnForm, DecisionKind, Occasion,
    ],
)  # fmt: skip
def test_every_word_has_its_name(kind: type[StrEnum], language: Language) -> None:
    assert set(NAMES[language].NAMES[kind]) == set(kind)
    assert len({name(word, language) for word in kind}) == len(kind), "each has its own"


@pytest.mark.parametrize(("count", "said"), [(1, "1 portal"), (2, "2 portals"), (11, "11 portals")])
def test_one_of_a_thing_is_not_many(count: int, said: str) -> None:
    assert label("portals.count", ENGLISH, count=count) == said
    assert label("portals.count", CHINESE, count=count) == f"{count}个网站"
