"""How moments, spans and shares read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from repostwatch.model import (
    ColumnForm,
    FindingKind,
    FindingState,
    Interval,
    Level,
    Standing,
    VerdictKind,
)
from repostwatch.reporting import words


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=1), "1秒"),
        (timedelta(seconds=59, milliseconds=999), "59秒"),
        (timedelta(seconds=60), "1分钟"),
        (timedelta(minutes=119), "1小时59分钟"),
        (timedelta(hours=2), "2小时"),
        (timedelta(hours=47, minutes=59), "47小时59分钟"),
        (timedelta(days=3), "3天"),
        (timedelta(days=3, hours=4, minutes=59), "3天4小时"),
    ],
)
def test_spans_are_never_rounded_up(span: timedelta, said: str) -> None:
    assert words.span_words(span) == said


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
    assert words.most_words(span) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-09-11 09:00完整采集", "9月11日 09:00完整采集"),
        ("标注2025-12-01，见到", "标注2025年12月1日，见到"),
        ("2026-09-11 09:00:23至2026-09-12", "9月11日 09:00:23至9月12日"),
        (
            "https://a.example/2026-09-11/t2026-09-11.html",
            "https://a.example/2026-09-11/t2026-09-11.html",
        ),
        ("索引号 2026-02-00018", "索引号 2026-02-00018"),
        ("12026-09-111", "12026-09-111"),
    ],
)
def test_moments_of_reasons_read_like_all_others(text: str, said: str) -> None:
    assert words.told_words(text, 2026) == said


def test_moments_are_beijing_time() -> None:
    late = datetime(2025, 12, 31, 16, 0, 1, tzinfo=UTC)
    assert words.moment_words(late, 2026) == "1月1日 00:00:01"
    assert words.moment_words(late - timedelta(seconds=2), 2026) == "2025年12月31日 23:59:59"
    assert words.minute_words(late, 2026) == "1月1日 00:00"


def test_an_interval_says_both_ends() -> None:
    start = datetime(2026, 8, 12, 1, 0, tzinfo=UTC)
    assert words.interval_words(Interval.at(start), 2026) == "8月12日 09:00"
    span = Interval(start, start + timedelta(hours=6))
    assert words.interval_words(span, 2026) == "8月12日 09:00 至 8月12日 15:00之间"


def test_ages_count_calendar_days_in_beijing() -> None:
    made = datetime(2026, 8, 14, 1, 5, tzinfo=UTC)
    assert words.days_words(made - timedelta(hours=9), made) == "当天"
    assert words.days_words(made - timedelta(hours=10), made) == "1天"


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
    assert words.percent(share) == said


def test_every_word_has_its_chinese() -> None:
    assert set(words.VERDICTS) == set(VerdictKind)
    assert set(words.STANDINGS) == set(Standing)
    assert set(words.LEVELS) == set(Level)
    assert set(words.FINDINGS) == set(FindingKind)
    assert set(words.STATES) == set(FindingState)
    assert set(words.FORMS) == set(ColumnForm)
