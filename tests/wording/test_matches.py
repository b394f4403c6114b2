"""Sentences about matches whose form depends on their facts."""

from __future__ import annotations

import pytest

from repostwatch.model import Reason, because
from repostwatch.model.codes import MatchCode
from repostwatch.wording import Style, say

SAME = because(MatchCode.SAME_TITLE)
YEARS = because(MatchCode.YEARS, ours=("2025",), theirs=("2026",))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (YEARS, "年份不同：2025≠2026"),
        (because(MatchCode.PLACES, ours=(), theirs=("甲县", "乙县")), "地名不同：无≠甲县、乙县"),
        (because(MatchCode.EVENTS, ours=("会见",), theirs=()), "事件不同：会见≠无"),
        (because(MatchCode.OTHER_TITLE, score=61.6), "标题不同，相似度62"),
        (because(MatchCode.BUT, how=SAME, objection=YEARS), "标题一致，但年份不同：2025≠2026"),
        (
            because(MatchCode.WITHOUT_NUMBER, how=because(MatchCode.WITHOUT_ISSUER, how=SAME)),
            "标题一致，发文机关省略，文号省略",
        ),
        (because(MatchCode.TIED, how=SAME, count=2), "标题一致，但与2条政策同样吻合"),
        (
            because(
                MatchCode.ARTICLE,
                how=because(MatchCode.ARTICLE_SOURCE, how=SAME, source=("国务院办公厅",)),
            ),
            "正文页：标题一致，来源：国务院办公厅",
        ),
    ],
)
def test_what_is_said_of_a_match(reason: Reason, said: str) -> None:
    assert say(reason, Style()) == said
