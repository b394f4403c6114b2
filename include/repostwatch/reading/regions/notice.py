"""A line of a list page that says the list is elsewhere now."""

from __future__ import annotations

import re
from collections.abc import Collection

_WHAT = r"(?:栏目|专栏|频道|本页|此页|该页|网页|列表|版块|板块|模块|内容|信息)"
_MOVED = re.compile(
    rf"{_WHAT}[^。；]{{0,20}}?(?:已(?:经)?|现已|自[^。；]{{0,16}}起|将)[^。；]{{0,8}}?(?:迁移|搬迁|迁至|移至|转至|转移|调整[至到为]|调整(?=[，,。！!；]|$)|并入|合并|整合|变更|改版|关闭|停用|停止更新|不再更新|下线|取消)"
    rf"|{_WHAT}[^。；]{{0,12}}?(?:停止更新|不再更新|停更|(?:停止|不再)维护|已归档)"
    rf"|{_WHAT}(?:仅|只)[^。；]{{0,6}}?(?:历史|以往|旧)"
    rf"|请(?:您)?(?:访问|移步|前往|关注|查看|点击|使用|到|至)[^。；]{{0,12}}?新(?:的|版)?{_WHAT}"
    r"|新(?:栏目|专栏|频道|版)(?:地址|网址|链接|入口)?\s?[:：]"
)
_PIECES = 3
_LONGEST = 90  # characters; a longer line is an article's text


def notice(shown: str, titles: Collection[str]) -> str:
    """The line that says that the column moved, or nothing. `titles` are the page's own items,
    which may well speak of such things."""
    if "迁" not in shown and "新" not in shown and "栏目" not in shown and "更新" not in shown:
        return ""
    lines = shown.split("\n")
    for place, line in enumerate(lines):
        # The way to the new column may be a link within the line.
        whole = "".join(lines[place : place + _PIECES])
        text = line if _MOVED.search(line) or len(whole) > _LONGEST else whole
        if 6 <= len(text) <= _LONGEST and (found := _MOVED.search(text)):
            text = " ".join(text.split())
            if not any(text in title or title in text for title in titles if title):
                return text[max(0, found.start() - 20) :]
    return ""
