"""The labels of an article's dates and source, in lines and in cells of their own."""

from __future__ import annotations

import re

from repostwatch.reading.dates import written_dates

_OTHER = (
    "成文|签发|签署|制发|制定|印制|生成|施行|实施|执行|生效|失效|截止|截至|废止|发文|印发|有效|更新|修改|修订"
    "|编辑|起草|审核|审批|登记|通过|批准|开始|结束"
)
OTHER = re.compile(rf"(?:{_OTHER})(?:日期|时间)\s?[:：]?\s?$")
# In a cell of its own a label needs no colon.
_CELL = re.compile(r"(?:信息)?(?:发布|发稿|公开|公布|提供|上网|刊发)(?:时间|日期)")
_OTHER_CELL = re.compile(rf"(?:{_OTHER}|有效期)(?:日期|时间|期?至|期限)?[:：]?")
_ANY_CELL = re.compile(
    rf"(?:(?:{_OTHER}|发布|发稿|公开|公布)(?:日期|时间)|有效期(?:至|限)?|索引号|(?:发文)?(?:字|文)号|标题|名称"
    r"|文件名称|来源|主题分类|发文机关|发布机构|(?:是否)?有效(?:性)?|主题词)"
)
_DATED = re.compile("日\\s?期|时\\s?间|期\\s?至")
_CELLS = 8  # labels that stand in a row before their values
_UNLABELLED = re.compile(
    r"(?:^|[\s|｜])(?:(?:发布|发表|刊发|发稿|上网)于\s?|(?:信息)?(?:发布|发稿|公开|公布)(?:时间|日期)\s)"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_CELL_CHARS = 16
# What one does with a page is not where it comes from.
TOOLS = re.compile(
    r"(?:打\s?印|关\s?闭|分享|收藏|返回|字体|字号|保存|复制|下载|朗读|[大中小])(?:本[页文]|窗口|到)?(?![\u4e00-\u9fff])"
)
_BEHIND_SOURCE = re.compile(
    r"[\s|｜][【\[(（]?(?:[\u4e00-\u9fff]{1,8}\s?[:：∶]|(?:19|20)\d\d\s?[-/.年]|打印|关闭|分享|收藏|字体|字号"
    r"|浏览|阅读|点击|访问)"
)


def in_cell(lines: list[str], index: int) -> re.Match[str] | None:
    """The date that belongs to a label without a colon: the next cell, or, where labels stand
    in a row of their own, the cell below."""
    if len(lines[index]) > _CELL_CHARS or not _CELL.fullmatch("".join(lines[index].split())):
        return None
    first = last = index
    while first and index - first < _CELLS and _is_cell(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and last - first < _CELLS and _is_cell(lines[last + 1]):
        last += 1
    count = last + 1 - first
    # Below a row of labels each date stands in the column of one; else a cell was left empty.
    if count > 1 and all(
        written_dates.FULL.match(value)
        for label, value in zip(lines[first:], lines[last + 1 : last + 1 + count], strict=False)
        if _DATED.search(label)
    ):
        return (
            written_dates.FULL.match(lines[index + count]) if index + count < len(lines) else None
        )
    return (
        written_dates.FULL.match(lines[index + 1])
        if last == index and index + 1 < len(lines)
        else None
    )


def _is_cell(line: str) -> bool:
    return len(line) <= _CELL_CHARS and _ANY_CELL.fullmatch("".join(line.split())) is not None


def is_others(line: str) -> bool:
    """Whether a line is nothing but the label of a date that is no publication."""
    return len(line) <= _CELL_CHARS and _OTHER_CELL.fullmatch("".join(line.split())) is not None


def without_colon(line: str) -> re.Match[str] | None:
    """The date behind 发布于, or behind a label and a blank."""
    if "20" not in line and "19" not in line:
        return None
    match = _UNLABELLED.search(line)
    found = written_dates.FULL.match(line, match.end()) if match else None
    # A sentence goes on behind its date.
    return None if found is None or _CHINESE.match(line, found.end()) else found


def source(value: str) -> str:
    """What a label says of the source, without what follows it in one line."""
    end = _BEHIND_SOURCE.search(f" {value}")
    return value[: max(0, end.start() - 1)].strip() if end else value
