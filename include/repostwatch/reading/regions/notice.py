"""A line of a list page that says the list is elsewhere now."""

from __future__ import annotations

import re
from collections.abc import Collection

_WHAT = r"(?:栏目|专栏|频道|本页|此页|该页|网页|网站|系统|列表|版块|板块|模块|内容|信息)"
_PLACE = r"(?:栏目|专栏|频道|网页|网站|页面|平台)"
_MOVED = re.compile(
    rf"{_WHAT}[^。；]{{0,20}}?(?:已(?:经)?|现已|自[^。；]{{0,16}}起|将)[^。；]{{0,8}}?(?:迁移|搬迁|迁至|移至|转至|转移|调整[至到为]|调整(?=[，,。！!；]|$)|并入|合并|整合|变更|改版|关闭|停用|停止更新|不再更新|下线|取消)"
    rf"|{_WHAT}[^。；]{{0,12}}?(?:(?:停止|暂停|不再)(?:更新|维护)|停更|更名为|已归档)"
    rf"|(?:栏目|专栏|频道|本页|此页|该页)维护中"
    rf"|{_WHAT}(?:仅|只)?[^。；]{{0,6}}?(?:历史|以往)(?:数据|信息|文件|栏目|页面|内容)"
    rf"|自[^。；]{{1,16}}起[^。；]{{0,20}}?在[^。；]{{0,20}}?{_PLACE}(?:发布|公布|公开)"
    rf"|(?:浏览|访问|查看)的是[^。；]{{0,4}}?(?:旧版?|老|历史)的?{_PLACE}"
    r"|仅(?:显示|列出|展示|收录)[^。；]{0,4}?部分|(?:全部|完整)(?:文件|内容|信息|列表)请(?:查阅|查看|访问|见|到|点击)"
    rf"|请(?:您)?(?:访问|移步|前往|关注|查看|点击|使用|到|至)[^。；]{{0,12}}?新(?:的|版)?{_WHAT}"
    r"|(?:\d[月日]|即日)(?:起|后|以后|之后|以来)[^。；]{0,6}?(?:新|的)(?:文件|信息|政策|内容)[^。；]{0,6}?(?:请|见|(?:发布|公布)[在于])"
    r"|最新的?(?:文件|政策|信息|内容)[^。；]{0,4}?请(?:见|到|点击|查看|移步|前往)"
    r"|新(?:栏目|专栏|频道|版)(?:地址|网址|链接|入口)?\s?[:：]"
    r"|\bno longer (?:updated|maintained)\b"
    r"|\b(?:page|column|site) (?:has|was|is) (?:been )?(?:moved|archived|closed)\b",
    re.IGNORECASE,
)
# A line about a column by its name: “互动交流”栏目已迁移.
_NAMED = re.compile(rf"[“\"「【《]([^”\"」】》]{{2,20}})[”\"」】》]{_PLACE}?(?:已|现已|将|自)")
_PIECES = 3
_SHORTEST = 6  # characters; a shorter line says nothing
_LONGEST = 90  # characters; a longer line is an article's text


def notice(shown: str, titles: Collection[str], names: Collection[str] = ()) -> str:
    """The line that says that the column moved or is kept no longer, or nothing. `titles` are the
    page's own items, which may well speak of such things, `names` those of its subject: what is
    said of a column by another name does not concern it."""
    lines = shown.split("\n")
    for place, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        text, found = line, _MOVED.search(line)
        if found is None:
            # The way to the new column may be a link within the line.
            text = "".join(lines[place : place + _PIECES])
            found = _MOVED.search(text) if len(text) <= _LONGEST else None
        if found is None or len(text) < _SHORTEST:
            continue
        said = " ".join(text.split())
        other = _NAMED.search(said)
        if other and names and not any(other[1] in name or name in other[1] for name in names):
            continue
        if not any(said in title or title in said for title in titles if title):
            return said[max(0, found.start() - 20) :]
    return ""
