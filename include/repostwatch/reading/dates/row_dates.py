"""The date that stands beside a link in a list: whole, labelled, in pieces, without a year."""

from __future__ import annotations

import re
from functools import lru_cache

from repostwatch.model import PageDate
from repostwatch.reading.dates import relative_dates, written_dates
from repostwatch.reading.dates.date_pieces import CLOSE, LABEL, OPEN, Found, in_pieces
from repostwatch.reading.dates.written_dates import FULL, from_match, made

_PLAIN = re.compile(r"[\[(（]?((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)[\])）]?")
# No date is without one of these, be it read or counted back.
_SIGNS = rf"0-9０-９{relative_dates.SIGNS}〇零○"
# The letters are those of ago, just and day that a Chinese text has least; addresses have them.
_LETTERS = frozenset("gjy")
_POSSIBLE = re.compile(rf"[{_SIGNS}gjy]")
_SPOKEN = re.compile(rf"[{_SIGNS}]|ago|just|day", re.IGNORECASE)
_WHOLE = re.compile(OPEN + LABEL + FULL.pattern + CLOSE)
_SHORT = 15  # characters of a text that has no room for two dates
# A label in front of a date that says it is not when the page was published.
_OTHER_MEANING = re.compile(
    r"(?:成文|签发|制发|印发|生成|施行|实施|生效|有效|截止|截至|废止|落款|印制|起始|开始|结束|到期"
    r"|发文|更新|修改|修订|编辑|归档|采集|抓取|今天是?|今日是?|现在是?)(?:日期|时间|期|于)?\s?[:：]?\s?$"
    r"|(?i:updated?|modified)(?:\s(?:on|at))?\s?[:：]?\s?$"
)
_SIGNED = re.compile(rf"(?:成文|签发|制发|印发|发文)(?:日期|时间)?\s?[:：]?\s?(?={FULL.pattern})")
_PUBLISHED = re.compile(
    r"(?:发布|公开|发稿|上网|刊发|转载|转发|收录|上传|首发)(?:日期|时间|于)?\s?[:：]?\s?$"
)
# What a label of this kind names is a day; when which of them is this portal's own publication.
_LABELLED = re.compile(r"([\u4e00-\u9fff]{0,8})(?:日期|时间)\s?[:：]?\s?$")
_OWN = re.compile(
    r"(?:^|[站网页]|信息|文章|稿件|内容|新闻|最新|发布|公开|公布|发表|发稿|上网|上传|刊发|刊登|转载|转发|收录"
    r"|录入|添加|加入|入库|推送|上线|创建)的?$"
)
_ANOTHERS = re.compile(
    r"(?:国务院|国办|政府网|中央|上级|来源|原文?)[\u4e00-\u9fff]{0,3}"
    r"(?:发布|公布|公开|发表|刊发|印发|首发|通过|批准)\s?(?:于|日期|时间)?\s?[:：]?\s?$"
)
_SAID_OF_ANOTHER = re.compile(
    r"\s?[(（](?:国务院|国办|中国政府网|中央|上级|来源|原文|成文|印发|签发|通过|批准|发文|施行)[^)）]{0,6}[)）]"
)
_SINCE = re.compile(r"(?:自|从|于|在|至|到|截至|将)\s?$")
_UNTIL = re.compile(
    r"\s?(?:起|前|后|止|以前|以后|之前|之后|至|到|期间)(?![\u4e00-\u9fff]{0,2}[:：])"
)
_SUMMARY = 120  # in a longer text a date without a label belongs to what it tells
BREAK = "\x00"  # stands for the link itself between the texts before and after it


def find(text: str, address: str = "") -> Found | None:
    """The date in the text beside a link. `text` has one line per text node, BREAK for the link.

    Of several dates the one labelled as publication wins, then the one that the address
    repeats, then the last; dates labelled as something else (成文, 施行, 截止) are left out.
    """
    if len(text) <= _SHORT:
        return short(text)
    return _look(text, address) if possible(text) else None


def possible(text: str) -> bool:
    """Whether a text can hold a date at all."""
    sign = _POSSIBLE.search(text)
    return sign is not None and (sign[0] not in _LETTERS or _SPOKEN.search(text) is not None)


@lru_cache(maxsize=5_000)  # the same days stand on every list, written in a few ways
def short(text: str) -> Found | None:
    """What a text says that is too short for two dates, between which an address would decide."""
    return plain(text) or (_look(text, "") if possible(text) else None)


@lru_cache(maxsize=5_000)
def plain(text: str) -> Found | None:
    """A text that is nothing but a day in numbers."""
    match = _PLAIN.fullmatch(text)
    date = made(int(match[1]), int(match[2]), int(match[3])) if match else None
    return Found(date) if date else None


def day(text: str) -> Found | None:
    """A text that is nothing but a day in numbers and twice the same mark."""
    if 8 <= len(text) <= 10 and (mark := text[4]) in "-/." and text.count(mark) == 2:
        return plain(text)
    return None


def _look(text: str, address: str) -> Found | None:
    text = written_dates.narrow(text)
    flat = text.replace("\n", " ")
    matches = list(FULL.finditer(flat)) if "20" in flat or "19" in flat else []
    if not matches:
        return in_pieces([line for part in text.split("\n") if (line := " ".join(part.split()))])
    lines = [line for part in text.split("\n") if (line := " ".join(part.split()))]
    if not any(_WHOLE.match(line) for line in lines):
        # A date box beside a summary that tells of other days.
        boxed = in_pieces([line for line in lines if not FULL.search(line)])
        if boxed is not None:
            return boxed
    whole = [date for line in lines if (m := _WHOLE.match(line)) and (date := from_match(m))]
    if len(matches) == 1 and (whole or len(flat) < 40):
        date = from_match(matches[0]) if len(flat) < 40 else whole[0]
        return None if date is None or _is_other_date(flat, matches[0]) else Found(date)
    return _choose(flat, matches, whole, written_dates.in_address(address))


def signed(text: str) -> PageDate | None:
    """The day of signing (成文日期) that a row's text states beside its title."""
    flat = text.replace("\n", " ")
    label = _SIGNED.search(flat)
    match = FULL.match(flat, label.end()) if label else None
    return from_match(match) if match else None


def _is_other_date(flat: str, match: re.Match[str]) -> bool:
    """Whether a date is mentioned, or is not that of publication: 自…起, 成文日期."""
    start, end = match.span()
    return bool(
        _OTHER_MEANING.search(flat, max(0, start - 12), start)
        or _ANOTHERS.search(flat, max(0, start - 16), start)
        or (
            (label := _LABELLED.search(flat, max(0, start - 14), start))
            and not _OWN.search(label[1])
        )
        or _SAID_OF_ANOTHER.match(flat, end)
        or _SINCE.search(flat, max(0, start - 4), start)
        or _UNTIL.match(flat, end)
    )


def _choose(
    flat: str,
    matches: list[re.Match[str]],
    whole: list[PageDate],
    address_date: PageDate | None,
) -> Found | None:
    left: list[PageDate] = []
    for match in matches:
        date = from_match(match)
        if date is None:
            continue
        before = flat[max(0, match.start() - 12) : match.start()]
        if _is_other_date(flat, match):
            continue
        if _PUBLISHED.search(before):
            return Found(date)
        left.append(date)
    alone = [date for date in whole if date in left] or (left if len(flat) < _SUMMARY else [])
    for date in alone:
        if address_date and date.interval.earliest == address_date.interval.earliest:
            return Found(date)
    return Found(alone[-1]) if alone else None
