"""One title over two links that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

if TYPE_CHECKING:
    from repostwatch.reading.lists.row import Row

_ENDS = frozenset("、，和与及暨的—：:（(《“")
_SHUTS = frozenset("》）)”、，")
_PAIRS = (("《", "》"), ("（(", "）)"), ("“", "”"))
_WHOLE = re.compile(
    r"(?:通知|意见|决定|批复|公告|通告|通报|条例|规定|办法|方案|规划|纲要|命令|函|[》）)。！？])$"
)
_ASIDE = re.compile(r"^[\[【(（<]|^(?:详细|详情|查看|更多|阅读|全文|下载|点击|>)|[。；]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_BLOCKS = frozenset(("p", "div", "span", "h3", "h4", "h5", "dd"))
_LONGEST = 120
_LINKS = 4  # over which one title goes at most
_ALIKE = 6  # texts that begin alike are one title twice


def adjacent(first: LexborNode, second: LexborNode) -> bool:
    """Whether nothing stands between two links."""
    node = _beside(first, "next")
    return node is not None and node.mem_id == second.mem_id


def _beside(node: LexborNode, step: str) -> LexborNode | None:
    """What stands on one side of a node, blanks and line breaks aside."""
    other: LexborNode | None = getattr(node, step)
    while other is not None and (
        other.tag in ("br", "wbr")
        or (other.is_text_node and not (other.text_content or "").strip())
    ):
        other = getattr(other, step)
    return other


def stacked(first: LexborNode, second: LexborNode) -> bool:
    """Whether two links stand below one another, each alone in a block of the same kind."""
    one, other = first.parent, second.parent
    if one is None or other is None or one.tag not in _BLOCKS or one.tag != other.tag:
        return False
    if one.attributes.get("class") != other.attributes.get("class"):
        return False
    return _alone(first) and _alone(second) and adjacent(one, other)


def _alone(node: LexborNode) -> bool:
    return _beside(node, "prev") is None and _beside(node, "next") is None


def one_title_below(first: str, second: str) -> bool:
    """Whether two lines that lead to one page are a title: the second is no summary of it."""
    return one_title(first, second) and (
        _WHOLE.search("".join(second.split())) is not None or _goes_on(first, second)
    )


def one_title(first: str, second: str) -> bool:
    """Whether the texts of two links to one page are two halves of a title."""
    if len(first) + len(second) > _LONGEST or "\n" in first + second:
        return False
    if not _CHINESE.search(first) or not _CHINESE.search(second) or _ASIDE.search(second):
        return False
    one, other = "".join(first.split()), "".join(second.split())
    return one[:_ALIKE] != other[:_ALIKE] and other not in one and not _WHOLE.search(one)


def _goes_on(first: str, second: str) -> bool:
    """Whether a text ends in the middle of a title that the next one ends."""
    if not first or not second or len(first) + len(second) > _LONGEST:
        return False
    if first[:_ALIKE] == second[:_ALIKE]:
        return False
    if first[-1] in _ENDS or second[0] in _SHUTS:
        return True
    return any(
        sum(map(first.count, opens)) > sum(map(first.count, shuts)) for opens, shuts in _PAIRS
    )


def join(rows: Sequence[Row]) -> None:
    """Give neighbouring links, each of which has a part of a title, the whole of it."""
    run: list[Row] = []
    for row, following in pairwise(rows):
        if (
            len(run) < _LINKS
            and row.within == following.within
            and _goes_on(row.title, following.title)
            and adjacent(row.node, following.node)
        ):
            run = [*(run or [row]), following]
        elif run:
            _whole(run)
            run = []
    _whole(run)


def _whole(run: Sequence[Row]) -> None:
    if len(run) > 1:
        title = "".join(row.title for row in run)
        for row in run:
            row.title = title
