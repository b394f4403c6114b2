"""When something was published, in every form that sources use, and in none that they do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.clock import whole_day
from repostwatch.model import BEIJING, Interval
from repostwatch.releases.dates import from_epoch, read_date

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
    ],
)
def test_a_moment(text: str) -> None:
    assert read_date(text) == Interval.at(NINE)


@pytest.mark.parametrize(
    "text",
    ["2026-09-02", "2026.9.2", "2026/09/02", "2026年9月2日", "Wed, 02 Sep 2026",
     "2026-09-02 00:00:00", "2026-09-02T00:00"],
)  # fmt: skip
def test_a_day_and_midnight_without_a_zone_is_one(text: str) -> None:
    assert read_date(text) == whole_day(NINE.date())


def test_midnight_with_a_zone_is_a_moment() -> None:
    found = read_date("Wed, 02 Sep 2026 00:00:00 +0800")
    assert found == Interval.at(datetime(2026, 9, 2, tzinfo=BEIJING))


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-13-02", "2026-02-30", "2026-09-02 25:00", "2026-09-02 09:60",
     "2026-00018", "2026-09", "09-02", "20260902", "0000-01-01", "1815-01-01", "9999-12-31",
     "Wed, 02 Sep 2026 09:00:00 EST", "Wed, 02 Foo 2026 09:00:00 GMT", "2026年9月2日 上午9时",
     "2026-09-02 09:00 来源：新华社", "2026-09-02/2026-09-03", "成文日期 2026-09-02",
     "2026-09-02T09:00+99:99", "2026-09" + "-02" * 1000],
)  # fmt: skip
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert read_date(text) is None


def test_milliseconds() -> None:
    assert from_epoch(1574758500000) == Interval.at(datetime(2019, 11, 26, 16, 55, tzinfo=BEIJING))
    for strange in (0.0, 1574758500, float("nan"), float("inf"), 1e300, -1e18):
        found = from_epoch(strange)
        assert found is None or found.earliest.year == 1970


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
