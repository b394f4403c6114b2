"""How one fact reads in each language: moments in Beijing time, lengths of time, dates, lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from repostwatch.clock import beijing
from repostwatch.model import Interval, PageDate, Precision

class Language(StrEnum):
    CHINESE = "zh"
    ENGLISH = "en"


# Between the members of a list, and between the two ends of an interval.
COMMA = {Language.CHINESE: "、", Language.ENGLISH: ", "}
UNTIL = {Language.CHINESE: "至", Language.ENGLISH: " to "}


def minute(moment: datetime) -> str:
    """`2026-08-12 09:15` on a Beijing clock."""
    return beijing(moment).isoformat(" ", "minutes")[:16]


def stated(date: PageDate) -> str:
    """A date as the page has it, no finer."""
    return minute(date.value) if date.precision is Precision.MINUTE else str(date)


def interval(span: Interval, language: Language) -> str:
    if span.earliest == span.latest:
        return minute(span.earliest)
    return f"{minute(span.earliest)}{UNTIL[language]}{minute(span.latest)}"


def length(time: timedelta, language: Language) -> str:
    """A length of time, never rounded up: minutes below two days, then days and hours."""
    raise NotImplementedError(time, language)


def value(fact: Scalar, language: Language) -> str:
    """The words of one fact."""
    raise NotImplementedError(fact, language)
