"""When something was published, in every form that sources use, and in none that they do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.base.clock import whole_day
from repostwatch.model import BEIJING, Interval
from repostwatch.releases.dates import from_number, read_date, two_digits, unset

NINE = datetime(2026, 9, 2, 9, 0, tzinfo=BEIJING)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-02 09:00:00",
        "2026-09-02-09:00:00",
        "2026-09-02 09:00",
        "2026-09-02T09:00:00+08:00",
        "2026-09-02T09:00:00.123+0800",
        "2026-09-02T01:00:00Z",
        "2026/9/2 9:00",
        "2026.09.02 09:00",
        "2026年9月2日 09:00",
        "2026年09月02日09:00:00",
        "  2026-09-02\n 09:00:00 ",
        "２０２６－０９－０２ ０９：００",
        "Wed, 02 Sep 2026 09:00:00 +0800",
        "Wed, 02 Sep 2026 09:00:00 CST",
        "Wed, 02 Sep 2026 01:00:00 GMT",
        "Wed,02 Sep 2026 09:00 GMT+08:00",
        "02 September 2026 09:00:00",
        "2 Sep 2026 01:00:00 Z",
        "Wed Sep 02 09:00:00 CST 2026",
        "Wed, 02 Sep 26 09:00:00 +0800",
        "2 Sep 26 01:00 GMT",
        "26年9月2日 9:00",
        "26-09-02 09:00",
        "26/9/2 9:00:00",
        "2026-09-02 09:00:00 GMT+8",
        "2026-09-02 09:00 UTC+08",
        "2026-09-02T09:00:00+08",
        "Wed, 02 Sep 2026 09:00:00 GMT+8",
        "Wed Sep 02 2026 09:00:00 GMT+0800 (中国标准时间)",
        "Wed Sep 02 09:00:00 GMT+08:00 2026",
        "20260902090000",
        "202609020900",
        "2026-09-02 上午9:00",
        "2026年9月2日9时00分",
        "2026年9月2日 上午 9点00分00秒",
    ],
)
def test_a_moment(text: str) -> None:
    assert read_date(text) == Interval.at(NINE)


@pytest.mark.parametrize(
    "text",
    ["2026-09-02", "2026.9.2", "2026/09/02", "2026年9月2日", "Wed, 02 Sep 2026",
     "2026年9月2日 上午9时", "2026年9月2日9时", "2026-09-02 00:00:00", "2026-09-02T00:00",
     "20260902", "26-09-02", "26年09月02日",
     "2 Sep 26"],
)  # fmt: skip
def test_a_day_and_midnight_without_a_zone_is_one(text: str) -> None:
    assert read_date(text) == whole_day(NINE.date())


def test_midnight_with_a_zone_is_a_moment() -> None:
    found = read_date("Wed, 02 Sep 2026 00:00:00 +0800")
    assert found == Interval.at(datetime(2026, 9, 2, tzinfo=BEIJING))


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-13-02", "2026-02-30", "2026-09-02 25:00", "2026-09-02 09:60",
     "2026-00018", "2026-09", "09-02", "20261302", "26-13-02",
     "2026090209", "0000-01-01", "1815-01-01", "9999-12-31",
     "Wed, 02 Sep 2026 09:00:00 EST", "Wed, 02 Foo 2026 09:00:00 GMT",
     "2026年9月2日 25时", "2026-09-02 上午13:00", "2026-09-02 中午9:00",
     "2026-09-02 09:00 来源：新华社", "2026-09-02/2026-09-03", "成文日期 2026-09-02",
     "2026-09-02T09:00+99:99", "2026-09" + "-02" * 1000],
)  # fmt: skip
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "number",
    [1788310800000, 1788310800, 1788310800.0, 20260902090000, 202609020900],
)
def test_a_moment_as_a_number(number: float) -> None:
    assert from_number(number) == Interval.at(NINE)


def test_a_day_as_a_number() -> None:
    assert from_number(20260902) == whole_day(NINE.date())


@pytest.mark.parametrize(
    "value",
    [True, False, None, "", [], {}, float("nan"), float("inf"), 1e300, -1e18, 10**400, 5e12],
)
def test_what_is_no_moment(value: object) -> None:
    assert from_number(value) is None


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("1970-01-01", True),
        ("1970-01-01 08:00:00", True),
        ("1970-01-01T00:00:00Z", True),
        ("1969-12-31T23:59:59Z", True),
        ("1970-07-01", True),
        ("1971-01-01", False),
        ("1968-12-31", False),
    ],
)
def test_the_date_of_what_has_none(text: str, empty: bool) -> None:
    found = read_date(text)
    assert found is not None
    assert unset(found) is empty


def test_years_of_two_digits() -> None:
    assert [two_digits(text) for text in ("26-09-02", " 26/9/2", "2026-09-02", "26年9月2日")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert read_date("2 Sep 49") == whole_day(datetime(2049, 9, 2, tzinfo=BEIJING).date())
    assert read_date("2 Sep 98") == whole_day(datetime(1998, 9, 2, tzinfo=BEIJING).date())


@given(
    st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2099, 12, 31)),  # noqa: DTZ001
    st.integers(-11, 12),
)
def test_rfc822_is_read_as_it_was_written(naive: datetime, hours: int) -> None:
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    found = read_date(moment.strftime("%a, %d %b %Y %H:%M:%S %z"))
    assert found is not None
    assert found.earliest == found.latest == moment.astimezone(UTC)


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    read_date(text)
