"""The time of day of a release comes from its own article, and from nothing else on it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from repostwatch.base.clock import whole_day
from repostwatch.model import BEIJING, Interval, Release
from repostwatch.releases.articles import complete_from_article, needs_article

NOON = datetime(2026, 9, 2, 12, 30, 5, tzinfo=BEIJING)
DAY = whole_day(NOON.date())


def release(published: Interval = DAY) -> Release:
    return Release("r1", "国务院关于甲的通知", published, ("https://www.gov.cn/1.htm",))


def article(*tags: str, charset: str = "utf-8") -> bytes:
    table = "<table><tr><td>成文日期：</td><td>2026年08月01日</td></tr></table>"
    return f"<html><head>{''.join(tags)}</head><body>{table}正文</body></html>".encode(charset)


def tag(value: str, name: str = "firstpublishedtime") -> str:
    return f'<meta name="{name}" content="{value}">'


@pytest.mark.parametrize(
    "page",
    [
        article(tag("2026-09-02-12:30:05")),
        article(tag("2026-09-02-12:30:05"), charset="gbk"),
        article(tag("2026-09-02 12:30:05", "FirstPublishedTime")),
        article(tag("2026-09-02 12:30:05", "PubDate")),
        article(tag("2026-09-05-08:00:00", "lastmodifiedtime"), tag("2026-09-02-12:30:05")),
        article(tag("2026-09-02-18:00:00", "PubDate"), tag("2026-09-02-12:30:05")),
        article(tag("2026-09-02", "firstpublishedtime"), tag("2026-09-02 12:30:05", "PubDate")),
    ],
)
def test_the_stated_moment(page: bytes) -> None:
    assert complete_from_article(release(), page).published == Interval.at(NOON)


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\xff\xfe\x00",
        article(),
        article(tag("")),
        article(tag("null")),
        article(tag("2026-09-02")),
        article(tag("yesterday")),
        article(tag("2026-08-01-09:00:00")),
        article(tag("2026-09-02-12:30:05", "writtendate")),
    ],
)
def test_an_article_that_does_not_tell_changes_nothing(page: bytes) -> None:
    assert complete_from_article(release(), page) == release()


def test_never_later_than_the_list_s_own_day() -> None:
    late = article(tag("2026-09-04-12:00:00"))
    assert complete_from_article(release(), late).published == DAY


def test_a_list_that_shows_the_day_after_a_late_evening() -> None:
    evening = NOON.replace(day=1, hour=23)
    completed = complete_from_article(release(), article(tag(f"{evening:%Y-%m-%d-%H:%M:%S}")))
    assert completed.published == Interval.at(evening)


def test_a_moment_and_a_release_without_an_article_are_not_asked_about() -> None:
    assert needs_article(release())
    assert not needs_article(release(Interval.at(NOON)))
    assert not needs_article(Release("r1", "甲", DAY))
    exact = release(Interval.at(NOON + timedelta(hours=1)))
    assert complete_from_article(exact, article(tag("2026-09-02-12:30:05"))) == exact
