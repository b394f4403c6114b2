"""Discriminators: the parts of a title of which one character decides."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from repostwatch.matching.lexicon import (
    COUNTRIES,
    FOLLOW_UP,
    HAPPENING,
    HOLDING,
    INTERPRETATION,
    PREFECTURES,
    PROVINCES,
    PUBLISHING,
    STAGE,
)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD = re.compile(
    r"[一二三四五六七八九十]{1,2}五(?=规划|时期|期间|\"|[^一-鿿]|$)|十[一二三四五六七八九]五"
)
_DATE = re.compile(r"(?<!\d)\d{1,2}月(?:\d{1,2}日|[上中下]旬)?|[1-4一二三四]季度|[上下]半[年月]")
_ORDINAL = re.compile(r"第\d{1,5}[一-鿿]?|\(\d{1,3}\)|之[一二三四五六七八九]|[上中下]篇")
_QUANTITY = re.compile(r"\d+(?:\.\d+)?[%a-z一-鿿]?")
_PLACES = re.compile(
    "|".join(sorted((*PROVINCES, *PREFECTURES, *COUNTRIES), key=len, reverse=True))
)
# 同意甲省 and 关于甲省 are no names of three characters.
_DIVISION = re.compile(
    r"(?!意|(?<=关)于)[一-鿿]{2}(?:[省县旗盟]|自治[州区县]|(?<!城)市(?!场|民|容|政)|新区)"
)
FULL_PROVINCE = re.compile(
    r"(?<=[将在对于意为市])"
    rf"(?:{'|'.join(sorted((*PROVINCES.values(), *PROVINCES), key=len, reverse=True))})"
    r"省?(?!自然|国家)(?=[一-鿿]{1,6}?(?:自治[州县]|新区|(?<!城)市|[县区州盟旗]))"
)

_NAMES = {
    "years": "年份",
    "periods": "规划期",
    "dates": "日期",
    "ordinals": "批次或序号",
    "quantities": "数量",
    "places": "地名",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a title states, by kind; compared as sets."""

    years: frozenset[str]
    periods: frozenset[str]
    dates: frozenset[str]
    ordinals: frozenset[str]
    quantities: frozenset[str]
    places: frozenset[str]

    def conflict(self, other: Facts) -> str | None:
        """The first kind on which both state something and neither includes the other's."""
        for field, name in _NAMES.items():
            mine, theirs = getattr(self, field), getattr(other, field)
            if mine and theirs and not mine <= theirs and not theirs <= mine:
                return f"{name}不同：{_list(mine - theirs)}≠{_list(theirs - mine)}"
        return None

    def difference(self, other: Facts) -> str | None:
        """The first kind on which the two do not state the same; places may be left out."""
        for field, name in _NAMES.items():
            mine, theirs = getattr(self, field), getattr(other, field)
            if mine != theirs and not (field == "places" and theirs < mine):
                return f"{name}不同：{_list(mine - theirs) or '无'}≠{_list(theirs - mine) or '无'}"
        return None

    @property
    def empty(self) -> bool:
        return not any(getattr(self, field) for field in _NAMES)


def _list(items: frozenset[str]) -> str:
    return "、".join(sorted(items))


@lru_cache(maxsize=20_000)
def facts_of(text: str) -> Facts:
    """Read a bare title's discriminators."""
    years = frozenset(_YEAR.findall(text))
    rest = _YEAR.sub(" ", text)
    dates = frozenset(_DATE.findall(rest))
    rest = _DATE.sub(" ", rest)
    ordinals = frozenset(_ORDINAL.findall(rest))
    rest = _ORDINAL.sub(" ", rest)
    return Facts(
        years,
        frozenset(found[:3].rstrip("规时期") for found in _PERIOD.findall(text)),
        dates,
        ordinals,
        frozenset(_QUANTITY.findall(rest)),
        frozenset(_PLACES.findall(text)) | frozenset(_DIVISION.findall(text)),
    )


_GROUPS = (
    (INTERPRETATION, "是关于该文件的解读或报道"),
    (FOLLOW_UP, "是落实或转发该文件的文件"),
    (STAGE, "文件阶段不同"),
)
_REASONS = {word: reason for words, reason in reversed(_GROUPS) for word in words}


def turning_words(text: str) -> dict[str, int]:
    """The words of a folded title that make another thing of a policy, with their counts."""
    return {word: text.count(word) for word in _REASONS if word in text}


def turned(
    mine: dict[str, int], theirs: dict[str, int], among: Collection[str] = _REASONS
) -> str | None:
    """The word that makes the second title another thing than the first, as a reason."""
    for word, count in theirs.items():
        if count > mine.get(word, 0) and word in among:
            return f"{_REASONS[word]}：多出“{word}”"
    return None


def begins_turning(text: str) -> bool:
    """Whether what a cut left of a text is, or may become, a word that turns it: 解 of 解读."""
    return bool(text) and any(word.startswith(text) or word in text for word in _REASONS)


def happenings(text: str) -> frozenset[str]:
    """What a folded title tells of, other than that something was published."""
    return frozenset(word for word in HAPPENING if word in text)


def publishing(text: str) -> frozenset[str]:
    """The words of a folded title that say that something was published."""
    return frozenset(word for word in PUBLISHING if word in text)


def other_event(ours: frozenset[str], theirs: frozenset[str]) -> str | None:
    """What happened, where the two titles tell of different things."""
    ours, theirs = ours.difference(HOLDING), theirs.difference(HOLDING)
    if ours and theirs and ours != theirs:
        left, right = sorted(ours - theirs), sorted(theirs - ours)
        return f"事件不同：{'、'.join(left) or '无'}≠{'、'.join(right) or '无'}"
    return None
