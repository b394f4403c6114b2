"""关于《X… cut short goes on with what is about X, not with X."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from repostwatch.model import Decision, Interval, Release
from tests.defaults import Matcher


@dataclass(frozen=True)
class Link:
    title: str
    link_id: str = "1"
    url: str = "http://portal.example/1.html"
    truncated: bool = True


@pytest.mark.parametrize(
    ("release", "link", "decision"),
    [
        (
            "国务院办公厅关于2027年部分节假日安排的通知",
            "关于《国务院办公厅关于2027年部分节假日安排的...",
            Decision.REVIEW,
        ),
        (
            "国务院办公厅关于2027年部分节假日安排的通知",
            "国务院办公厅关于2027年部分节假日安排的...",
            Decision.MATCH,
        ),
        (
            "国务院关于印发《全国粮食仓储发展规划纲要》的通知",
            "国务院关于印发《全国粮食仓储发展规划纲…",
            Decision.MATCH,
        ),
    ],
)
def test_a_cut_title_that_is_about_the_release_is_not_the_release(
    release: str, link: str, decision: Decision
) -> None:
    known = Release("r", release, Interval.at(datetime(2026, 9, 8, tzinfo=UTC)))
    assert [match.decision for match in Matcher([known]).match([Link(link)])] == [decision]
