"""Discriminators: the parts of a title of which one character decides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from repostwatch.matching.title.lexicon import (
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
from repostwatch.model import Reason, because
from repostwatch.model.codes import MatchCode
from repostwatch.model.reasons import quoted

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

_CODES = {
    "years": MatchCode.YEARS,
    "periods": MatchCode.PERIODS,
    "dates": MatchCode.DATES,
    "ordinals": MatchCode.ORDINALS,
    "quantities": MatchCode.QUANTITIES,
    "places": MatchCode.PLACES,
}


@dataclass(frozen=True, slots=True)
class Discriminators:
    """What a title states, by kind; compared as sets."""

    years: frozenset[str]
    periods: frozenset[str]
    dates: frozenset[str]
    ordinals: frozenset[str]
    quantities: frozenset[str]
    places: frozenset[str]

    def conflict(self, other: Discriminators) -> Reason | None:
        """The first kind on which both state something and neither includes the other's."""
        for field, code in _CODES.items():
            mine, theirs = getattr(self, field), getattr(other, field)
            if mine and theirs and not mine <= theirs and not theirs <= mine:
                return because(code, ours=named(mine - theirs), theirs=named(theirs - mine))
        return None

    def difference(self, other: Discriminators) -> Reason | None:
        """The first kind on which the two do not state the same; places may be left out."""
        for field, code in _CODES.items():
            mine, theirs = getattr(self, field), getattr(other, field)
            if mine != theirs and not (field == "places" and theirs < mine):
                return because(code, ours=named(mine - theirs), theirs=named(theirs - mine))
        return None

    @property
    def empty(self) -> bool:
        return not any(getattr(self, field) for field in _CODES)


def named(words: Iterable[Any]) -> tuple[str, ...]:
    """The names of titles in order, as a quoted fact, because they are untrusted text."""
    return tuple(quoted(str(word)) for word in sorted(words))


@lru_cache(maxsize=20_000)
def discriminators_of(text: str) -> Discriminators:
    """Read a bare title's discriminators."""
    years = frozenset(_YEAR.findall(text))
    rest = _YEAR.sub(" ", text)
    dates = frozenset(_DATE.findall(rest))
    rest = _DATE.sub(" ", rest)
    ordinals = frozenset(_ORDINAL.findall(rest))
    rest = _ORDINAL.sub(" ", rest)
    return Discriminators(
        years,
        frozenset(found[:3].rstrip("规时期") for found in _PERIOD.findall(text)),
        dates,
        ordinals,
        frozenset(_QUANTITY.findall(rest)),
        frozenset(_PLACES.findall(text)) | frozenset(_DIVISION.findall(text)),
    )


_GROUPS = (
    (INTERPRETATION, MatchCode.INTERPRETATION),
    (FOLLOW_UP, MatchCode.FOLLOW_UP),
    (STAGE, MatchCode.STAGE),
)
_REASONS = {word: because(code, word=word) for words, code in reversed(_GROUPS) for word in words}


def turning_words(text: str) -> dict[str, int]:
    """The words of a folded title that turn a policy into another document, with their counts."""
    return {word: text.count(word) for word in _REASONS if word in text}


def turned(
    mine: dict[str, int], theirs: dict[str, int], among: Collection[str] = _REASONS
) -> Reason | None:
    """The word that makes the second title another thing than the first, as a reason."""
    for word, count in theirs.items():
        if count > mine.get(word, 0) and word in among:
            return _REASONS[word]
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


def other_event(ours: frozenset[str], theirs: frozenset[str]) -> Reason | None:
    """What happened, where the two titles tell of different things."""
    ours, theirs = ours.difference(HOLDING), theirs.difference(HOLDING)
    if ours and theirs and ours != theirs:
        left, right = named(ours - theirs), named(theirs - ours)
        return because(MatchCode.EVENTS, ours=left, theirs=right)
    return None
