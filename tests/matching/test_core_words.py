"""What of a title a portal's own search is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.matching.title.core_words import LONGEST, core_words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("国务院关于加快高原索道建设的若干意见", "加快高原索道建设的若干"),
        ("国务院办公厅关于推进乡村食堂服务工作的通知", "推进乡村食堂服务工作"),
        ("国务院关于印发《“十五五”水库建设规划》的通知", "“十五五”水库建设规划"),
        ("中共中央办公厅 国务院办公厅关于加强冰雪运动的意见", "加强冰雪运动"),
        ("高原索道管理条例", "高原索道管理条例"),
        # What would be left is too little to be found by.
        ("国务院公告", "国务院公告"),
        ("中华人民共和国国务院令", "中华人民共和国国务院"),
    ],
)
def test_the_document_s_own_name(title: str, words: str) -> None:
    assert core_words(title) == words


@given(st.text(min_size=1))
def test_there_are_always_words_and_never_too_many(title: str) -> None:
    assert len(core_words(title)) <= LONGEST
    assert bool(core_words(title)) == bool(" ".join(title.split()))
