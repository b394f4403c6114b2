"""Sentences about the place of a column whose form depends on their facts."""

from __future__ import annotations

import pytest

from repostwatch.model import Reason, because
from repostwatch.model.codes import ColumnCode
from repostwatch.wording import Style, say

LATE = because(ColumnCode.LATE, position=33, total=38, share=0.6)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            because(ColumnCode.EARLY, position=1, total=38, share=0.6),
            "栏目始于首页第 1 条（共 38 条），在前 60% 以内",
        ),
        (LATE, "栏目始于首页第 33 条（共 38 条），在前 60% 之后"),
        (
            because(ColumnCode.HIGH, screen=1, top=640, height=900, most=2.0),
            "栏目位于第1屏（距页首640像素，视口高900像素），在前2屏以内",
        ),
        (
            because(ColumnCode.LOW, screen=11, top=9001, height=900, most=1.5),
            "栏目位于第11屏（距页首9001像素，视口高900像素），在前1.5屏之后",
        ),
        (
            because(ColumnCode.BY_ORDER, why=because(ColumnCode.NOT_LOCATED), place=LATE),
            (
                "未能在网页画面中确定栏目的位置，按条目次序判断："
                "栏目始于首页第 33 条（共 38 条），在前 60% 之后"
            ),
        ),
    ],
)
def test_what_is_said_of_a_place(reason: Reason, said: str) -> None:
    assert say(reason, Style()) == said
