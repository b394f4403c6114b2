"""Titles that stand there in other letters, cut without a mark, or behind a label."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from repostwatch.model import Decision, Interval, Release
from tests.defaults import Matcher
from tests.matching.links import Item

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
RELEASE = Release("r", TITLE, Interval.at(datetime(2026, 8, 10, tzinfo=UTC)))


def decision(title: str) -> Decision | None:
    return next((match.decision for match in Matcher([RELEASE]).match([Item("1", title)])), None)


@pytest.mark.parametrize("title", [TITLE.replace("高", "髙"), TITLE.replace("高", "⾼")])
def test_other_letters_for_the_same(title: str) -> None:
    assert decision(title) in {Decision.MATCH, Decision.REVIEW}


@pytest.mark.parametrize("length", range(12, len(TITLE) - 1))
def test_a_cut_without_a_mark_is_read_before_anybody_decides(length: int) -> None:
    assert decision(TITLE[:length]) is not None


@pytest.mark.parametrize(
    "title",
    ["国务院", "国务院关于推进", "国务院关于推进低空经济的意见", "国务院关于推进公共服务高质量"],
)
def test_what_is_no_cut(title: str) -> None:
    assert decision(title) is None


@pytest.mark.parametrize(
    "title",
    [f"【{label}】{TITLE}" for label in ("学习", "关注", "宣传", "政策宣传")]
    + [f"学习园地：{TITLE}"],
)
def test_what_a_label_means_is_for_a_person(title: str) -> None:
    assert decision(title) is Decision.REVIEW


@pytest.mark.parametrize(
    "title",
    [f"【解读】{TITLE}", f"图解：{TITLE}", f"【专家观点】{TITLE}", f"一图读懂|{TITLE}"],
)  # fmt: skip
def test_a_label_that_says_it_is_another_thing(title: str) -> None:
    assert decision(title) is None


@pytest.mark.parametrize(
    "title", [f"【解读】+【原文】{TITLE}", f"原文及解读：{TITLE}", f"{TITLE}（解读及原文）"]
)
def test_the_text_beside_its_interpretation_is_for_a_person(title: str) -> None:
    assert decision(title) is Decision.REVIEW
