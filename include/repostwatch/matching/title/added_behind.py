"""What sites add behind a title: dates, site and column names, notes, brackets around it."""

from __future__ import annotations

import re

from repostwatch.matching.title.badges import without_back
from repostwatch.matching.title.joined_names import without_attachments
from repostwatch.matching.title.lexicon import KINDS, LABELS, SITE_ENDS, TAILS

ISO = r"(?:19|20)\d\d(?:-|\.|/|年)\d{1,2}(?:-|\.|/|月)\d{1,2}日?(?: ?\d{1,2}:\d\d(?::\d\d)?)?"
PLAIN = r"(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}"
_DATE_BACK = re.compile(
    rf"(?:[(【][ ,、;]*{ISO}[ ,、;]*[)】]| {ISO}|(?:19|20)\d\d-\d\d-\d\d"
    r"| ?[(【]\d{1,2}-\d{1,2}[)】])$"
)
# 《X法》（2026年3月1日第十四届全国人民代表大会第四次会议通过）
_ADOPTED = re.compile(rf"\({ISO}[^()]{{2,60}}(?:通过|批准|公布|发布|印发)\)$")
_DAY = re.compile(r"((?:19|20)\d\d)\D(\d{1,2})\D(\d{1,2})")
# Behind a document's kind a date can be nothing but the list's.
_DATE_AFTER_KIND = re.compile(
    r"(?<=通知|意见|决定|批复|条例|规定|办法|方案|规划|通报|公告)》?"
    r"((?:19|20)\d\d年\d{1,2}月\d{1,2}日|\d\d[-/]\d\d)$"
)
_ENCLOSED = re.compile(r"\((?:转自|摘自|选自|来源|来自)[^()]{0,16}\)$")
_BRACKET_BACK = re.compile(r"[(【]([^()【】]{0,24})[)】]$")
_YEAR_NOTE = re.compile(r"^((?:19|20)\d\d)年?$")
_ADDED = re.compile(
    r" ?\(?(?:来源|文章来源|信息来源|作者|编辑|责任编辑|发布时间|发布日期|时间|日期|点击|"
    r"点击数|点击量|浏览|浏览量|浏览次数|访问量|访问次数|阅读量|阅读|阅读次数|字号|字体|发文机关|发文字号|索引号)[:数量次][^《》]{0,40}$"
)
_ADDED_MARK = re.compile("[:数量次]")
# A column of interpretations behind a title is no mere site's name.
_INTERPRETS = re.compile("解读|图解|问答|答记者|评论")
_FULL_TEXT = re.compile("(?<=》) ?(?:全文|原文)$")
_TAIL = re.compile(r"(?: ?(\||--?|/) ?| )([^ |()《》:-]{1,30})$")
_JOINT = ("中共中央", "国务院", "办公厅", "部", "委", "局")
_BACK = " ·,.、;:|*>#。!/-"
_DATE_ENDS = ("日", ")", "】")
_EMPTY = re.compile(r"[(【\[][ ,、;:·-]*[)】\]]")


def without_added_behind(text: str, *, cut: bool) -> tuple[str, str | None]:
    """Without what was added behind, and the year or the date where one was added."""
    text = text.rstrip(_BACK)
    if "(" in text or "【" in text or "[" in text:
        text = _EMPTY.sub("", text)
    if (end := text.find("_")) >= 4 and not _INTERPRETS.search(text, end):
        return text[:end] + ("》" if text.startswith("《") and "》" not in text[:end] else ""), None
    text = without_attachments(_FULL_TEXT.sub("", text))
    if _ADDED_MARK.search(text):
        text = _ADDED.sub("", text)
    if (plain := without_back(text)) != text:
        return plain, None
    if text.endswith(_DATE_ENDS) or text[-1:].isdigit():
        if found := _DATE_AFTER_KIND.search(text):
            return text[: found.start(1)], _iso(_DAY.search(found[1]))
        if found := _DATE_BACK.search(text):
            return text[: found.start()], _iso(_DAY.search(found[0]))
    if text.endswith((")", "】")):
        text, noted = _bracket(text)
        return (text if cut else _unwrapped(text)), noted
    found = _TAIL.search(text)
    if found and found.start() >= 4 and _hung_on(found[1] or "", found[2], text[: found.start()]):
        return text[: found.start()], None
    # What follows 《X》 behind a cut may be its 解读: the brackets stay as evidence.
    return (text if cut else _unwrapped(text)), None


def _bracket(text: str) -> tuple[str, str | None]:
    """Without a bracket at the end that says nothing of the document; a year in it is noted."""
    text = _ENCLOSED.sub("", _ADOPTED.sub("", text))
    if found := _BRACKET_BACK.search(text):
        inside = found[1].replace(" ", "").strip(",、;:")
        if _YEAR_NOTE.match(inside) and found.start() >= 4:
            return text[: found.start()], inside.rstrip("年")
        if inside in TAILS or (inside in LABELS and len(inside) > 1):
            return text[: found.start()], None
    return text, None


def _iso(day: re.Match[str] | None) -> str | None:
    return f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}" if day else None


def _hung_on(mark: str, tail: str, head: str) -> bool:
    """Whether the last piece names a site or a column, and the rest can stand as a title."""
    if tail in TAILS:
        return True
    if any(char.isdigit() for char in tail) or "关于" in tail:
        return False
    if not mark:
        # After a blank alone only what can be nothing but a site, behind a whole title.
        return (
            len(head) >= 12
            and not head.endswith(_JOINT)
            and (
                tail.endswith(("网", "网站", "人民政府", "频道", "专栏"))
                or (tail in ("国务院", "国务院办公厅") and head.startswith("关于"))
            )
        )
    whole = len(head) >= 8 or "关于" in head or head.rstrip("》)").endswith(KINDS) or mark == "|"
    return whole and len(tail) >= 2 and tail.endswith(SITE_ENDS)


def _unwrapped(text: str) -> str:
    """The title without brackets or quotes around all of it."""
    for opening, closing in ("《》", '""'):
        if (
            len(text) > 2
            and text[0] == opening
            and text[-1] == closing
            and closing not in text[1:-1]
            and (opening == closing or opening not in text[1:-1])
        ):
            return text[1:-1].strip()
    if text.startswith("《") and text.endswith("》") and _pairs(text[1:-1]):
        return text[1:-1].strip()
    return text


def _pairs(text: str) -> bool:
    """Whether 《 and 》 inside stand in pairs, so that the outer ones belong together."""
    depth = 0
    for char in text:
        depth += (char == "《") - (char == "》")
        if depth < 0:
            return False
    return depth == 0
