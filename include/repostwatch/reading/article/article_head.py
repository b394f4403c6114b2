"""The head of an article: its lines, the table of facts in them, and the date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from repostwatch.model import PageDate
from repostwatch.reading.article import labels
from repostwatch.reading.dates import relative_dates, written_dates

_PUBLISHED_LABEL = re.compile(
    r"(?:^|[\s|｜【\[(（])(?:信息)?(?P<what>发布|发稿|公开|公布|提供|上网|刊发)?(?P<kind>时间|日期|于)?\s?(?:[:：∶]|[】\]])\s?"
)
_CLOCK = re.compile(r"[0-2０-２]?\d\s?[:：∶]\s?\d\d(?:\s?[:：∶]\s?\d\d)?")
_LABEL_ENDS = frozenset(":：∶】]")
_LABEL_WORDS = re.compile("时\\s?间|日\\s?期|发布|公开|公布|刊发|发表|发稿|上网")
_RELATIVE = re.compile(relative_dates.PATTERN, re.IGNORECASE)
# What stands behind a date that is no sentence of the article.
_BESIDE_DATE = re.compile(
    r"^(?:[|｜]|发布(?![\u4e00-\u9fff]))|来源|来 源|浏览|点击|阅读|访问|字体|字号|作者|编辑"
    r"|分享|打印"
)
_ELSEWHERE = re.compile(r"相关|延伸阅读|[上下]一[篇条]|推荐|热[点门]|附件")
# Heads other articles, whose dates stand in the next lines.
_OTHERS = re.compile(
    r"(?:相关|延伸|往期|推荐|热[点门])(?:阅读|链接|文章|新闻|稿件|报道|信息|内容|推荐)[:：]?"
)
_BELOW_OTHERS = 3  # lines
# Labels by which a page says, beside a date, when it was published here or elsewhere.
_PUBLISHES = "(?:转载|收录|上传|推送|首次发布|首发|公开|公布|发布|刊发)"
_LABELLED_SO = re.compile(rf"{_PUBLISHES}(?:于|时间|日期)?[\s:：∶】\])）]{{0,3}}$")
_SAID_SO = re.compile(rf"\s?(?:首次)?{_PUBLISHES}(?!\s?(?:于|时间|日期|[:：∶]))")
_CENTURY = frozenset("12１２一二")  # what a year begins with
_TABLE_LABELS = {
    "标题": "title", "名称": "title", "文件名称": "title", "信息名称": "title",
    "发文字号": "number", "文号": "number", "发文文号": "number", "文件编号": "number",
    "发文号": "number", "文件字号": "number",
    "发布日期": "published", "发布时间": "published", "公开日期": "published",
    "公开时间": "published", "发稿时间": "published", "公布日期": "published",
    "公布时间": "published",
    "来源": "source", "信息来源": "source", "稿件来源": "source",
}  # fmt: skip
_TABLE_STARTS = frozenset("[【 " + "".join(label[0] for label in _TABLE_LABELS))
_LINES = 400  # lines of the page's text in which an article's head and table stand
_HEAD_CHARS = 20_000  # and the characters
_HEAD_LINE = 200  # characters; a longer one is the article's text
_LABEL_CHARS = 12
_NEAR = 6  # lines between an article's title and the date below it


def lines_of(shown: str) -> list[str]:
    """The first lines of a page's text, a time of day joined to the day before it."""
    lines: list[str] = []
    for part in shown[:_HEAD_CHARS].split("\n"):
        plain = part.isprintable() and "  " not in part
        if line := part if plain else " ".join(part.split()):
            timed = len(line) <= 8 and line[-1].isdecimal() and _CLOCK.fullmatch(line)
            if timed and lines and _ends_with_day(lines[-1]):
                lines[-1] += f" {line}"
                continue
            lines.append(line)
            if len(lines) == _LINES:
                break
    return lines


def _ends_with_day(line: str) -> bool:
    """Whether a time of day that stands on the next line is that of this line's end."""
    line = written_dates.narrow(line)
    found = written_dates.FULL.search(line, max(0, len(line) - 16))
    return found is not None and found.end() == len(line) and found["h"] is None


def table_of(lines: list[str]) -> dict[str, str]:
    """The values of a metadata table: label and value in neighbouring cells or one cell."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        if line[0] not in _TABLE_STARTS:
            continue
        # A label has at most 16 characters: what else a line holds is not looked at.
        if len(line) > 16 and ":" not in (start := line[:17]) and "：" not in start:
            continue
        label, colon, value = line[:220].replace("：", ":", 1).partition(":")
        if len(label) > 16 or len(line) > 220:
            continue
        name = _TABLE_LABELS.get("".join(label.split()).strip("[]【】"))
        if name is None or name in found or (name == "published" and _is_anothers(lines, index)):
            continue
        value = value.strip()
        if not value and index + 1 < len(lines):
            value = lines[index + 1].lstrip(":： ")
            if re.sub(r"[\s:：]", "", value) in _TABLE_LABELS or value.endswith((":", "：")):
                continue
        elif not colon:
            continue
        value = labels.source(value) if name == "source" else value
        if value:
            found[name] = value
    # 标题 alone also heads a list or a form; beside other labels it heads a table of facts.
    return found if len(found) > 1 or "title" not in found else {}


def labelled_date(lines: list[str], fetched_at: datetime | None) -> tuple[bool, PageDate | None]:
    """Whether a label says which date is the publication, and that date."""
    for index, line in enumerate(lines):
        # Spelled out before the expression: asked for every line of every article.
        if len(line) >= 200 or not ("时" in line or "日" in line or "公" in line or "发" in line
                                    or "上网" in line or "刊" in line):  # fmt: skip
            continue
        if not _LABEL_WORDS.search(line) or _is_anothers(lines, index):
            continue
        if not _LABEL_ENDS.isdisjoint(line):
            labelled = _behind_label(lines, index, fetched_at)
            if labelled[0]:
                return labelled
        if found := labels.in_cell(lines, index) or labels.without_colon(line):
            return True, written_dates.from_match(found)
    return False, None


def rival_dates(lines: list[str], shown: PageDate) -> list[PageDate]:
    """What else is said to be a publication, in the line of the date that is shown or beside it:
    the source's day and this portal's stand there together, in either order."""
    for index, line in enumerate(lines):
        if any(date.interval == shown.interval for _, date in _dates_in(line)):
            beside = lines[max(0, index - 1) : index + 2]
            return [date for near in beside for is_said, date in _dates_in(near) if is_said]
    return []


def _dates_in(line: str) -> Iterator[tuple[bool, PageDate]]:
    """The dates of a line, each with whether it is said to be a publication."""
    if len(line) >= _HEAD_LINE or ("20" not in line and "19" not in line):
        return
    text = written_dates.narrow(line)
    for match in written_dates.FULL.finditer(text):
        if (date := written_dates.from_match(match)) is not None:
            before = text[max(0, match.start() - _LABEL_CHARS) : match.start()]
            is_said = _LABELLED_SO.search(before) or _SAID_SO.match(text, match.end())
            yield is_said is not None, date


def _is_anothers(lines: list[str], index: int) -> bool:
    """Whether a line tells of another article: the one before or after, or a related one."""
    above = lines[max(0, index - _BELOW_OTHERS) : index]
    return bool(_ELSEWHERE.match(lines[index]) or any(map(_OTHERS.fullmatch, above)))


def _behind_label(
    lines: list[str], index: int, fetched_at: datetime | None
) -> tuple[bool, PageDate | None]:
    """Whether the label of publication stands in a line, and the date behind it."""
    # The value may stand in a node of its own.
    text = written_dates.narrow(" ".join(lines[index : index + 3]))
    for match in _PUBLISHED_LABEL.finditer(text, 0, len(lines[index]) + 1):
        if match["what"] is None and match["kind"] is None:
            continue
        if labels.OTHER.search(text[max(0, match.start() - 4) : match.end()]):
            continue
        value = text[match.end() :].lstrip()
        if found := written_dates.FULL.match(value):
            return True, written_dates.from_match(found)
        if fetched_at and (ago := _RELATIVE.match(value)):
            return True, relative_dates.resolved(ago, fetched_at)
    return False, None


def begins_with_day(line: str) -> bool:
    """Whether a date begins a line."""
    if line[:1] not in _CENTURY or len(line) >= 80:
        return False
    return written_dates.FULL.match(written_dates.narrow(line)) is not None


def dates_below(lines: list[str], heading: str, *, alone: bool) -> list[PageDate]:
    """The date without a label that begins a line just below the title, and any further ones in
    the line that no label tells from it. What stands below the text is no publication: the day of
    signing at its end, the days of other documents.

    `alone`: the page's tags have a date of their own, so that only a line which is plainly not
    the article's text counts against them.
    """
    if heading not in lines:
        return []
    at = lines.index(heading) + 1
    others = False  # dates below a row of labels follow each other
    for before, line in pairwise(lines[at - 1 : at + _NEAR]):
        others = labels.is_others(before) or (others and begins_with_day(before))
        if "。" in line or _ELSEWHERE.match(line):
            return []
        if (
            not others
            and len(line) < 80
            and (found := written_dates.FULL.match(written_dates.narrow(line)))
        ):
            rest = line[found.end() :].strip()
            if not alone or not rest or _BESIDE_DATE.search(rest):
                return _unlabelled(written_dates.narrow(line))
    return []


def _unlabelled(line: str) -> list[PageDate]:
    """The dates of a line that follow nothing, or nothing but marks, the earliest first."""
    found = [
        match for match in written_dates.FULL.finditer(line)
        if not any(map(str.isalnum, line[max(0, match.start() - 2) : match.start()]))
    ]  # fmt: skip
    stated = [date for match in found if (date := written_dates.from_match(match)) is not None]
    return sorted(stated, key=lambda date: date.value)
