"""The time of day beside a date: halves of the day, zones, and what is not understood.

What is not understood leaves the day: a wrong minute would accuse somebody.
"""

from __future__ import annotations

import re

COLON = "[:：∶﹕︰]"
_HALVES = {
    **dict.fromkeys(("凌晨", "清晨", "早上", "早晨", "上午", "am"), "am"),
    **dict.fromkeys(("下午", "午后", "午後", "傍晚", "pm"), "pm"),
    "中午": "noon",
    **dict.fromkeys(("晚上", "晚间", "夜间", "夜里", "夜晚", "深夜", "晚", "夜"), "night"),
}
_CHINESE = "|".join(half for half in _HALVES if len(half) > 1 and not half.isascii())
# 晚 and 夜 alone, but not of a name (北京晚报, 夜读).
_HALF = rf"(?:(?:{_CHINESE}|晚)(?!报)|夜(?![\u4e00-\u9fff])|[AaPp](?:\.\s?)?[Mm](?![A-Za-z])\.?)"
_UNIVERSAL = r"(?:世界(?:协调)?时|协调世界时|格林[尼威]治)(?:标准|平均)?时?间?"
_ZONE = (
    r"(?:[(（]?(?:(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|UTC|GMT|CST|Z|北京时间"
    rf"|{_UNIVERSAL})"
    r"(?![0-9A-Za-z])[)）]?)"
)
# Named groups: half, h, mi, s, half2, zone.
TIME = (
    rf"(?P<half>{_HALF})?\s?(?P<h>[01]?\d|2[0-4])\s?(?:{COLON}|[时点])\s?(?P<mi>[0-5]\d)(?!\d)"
    rf"(?:\s?(?:{COLON}|分)\s?(?P<s>[0-5]\d)(?!\d)(?:[.,]\d{{1,9}})?)?[分秒]?"
    rf"(?:\s?[(（]?(?P<half2>{_HALF})[)）]?)?(?:\s?(?P<zone>{_ZONE}))?"
)
# Whose hour is not Beijing's, and how far from it is not certain (summer time, names that several
# zones share): then the day is not certain either.
_ELSEWHERE = (
    r"(?:(?:伦敦|纽约|华盛顿|洛杉矶|芝加哥|巴黎|柏林|日内瓦|布鲁塞尔|莫斯科|东京|首尔|新德里|迪拜|悉尼|"
    r"美国|英国|欧洲|中欧|美[东西]|太平洋|当地|[东西][一二三四五六七八九十]{1,2}区)(?:地区)?(?:标准|夏令)?时间?"
    r"|(?<![A-Za-z])(?!CST)(?:[A-Z]{1,3}[SD]?T|MSK)(?![A-Za-z]))"
)
_OTHER_ZONE = re.compile(rf"\s?[(（]?\s?{_ELSEWHERE}")
_OTHER_ZONE_BEFORE = re.compile(rf"{_ELSEWHERE}[)）]?[\s:：,，]{{0,2}}$")
_BEFORE = 14  # characters before a date that may name its zone
# Behind a time: letters or an offset that were not read, a second time of a span.
_ODD = re.compile(r"[A-Za-z]|\s?[+-]\s?\d")
_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?")
_BEIJING = 480  # minutes before UTC
_WIDEST = 14 * 60

Clock = tuple[int, int, int]


def read(match: re.Match[str]) -> tuple[Clock, int] | None:
    """Hour, minute and second of a match with the groups of `TIME`, and the minutes that are to
    be added for Beijing; None where there is no time or it is not understood."""
    part = match.group
    if part("h") is None or _ODD.match(match.string, match.end()):
        return None
    hour, minute, second = int(part("h")), int(part("mi")), int(part("s") or 0)
    halves = {
        _HALVES["".join(text.lower().replace(".", "").split())]
        for text in (part("half"), part("half2"))
        if text
    }
    if len(halves) > 1:
        return None
    whole = _whole_day(hour, halves.pop()) if halves else hour
    away = _offset(part("zone"))
    if whole is None or whole > 23 or away is None:
        return None
    return (whole, minute, second), away


def is_elsewhere(match: re.Match[str]) -> bool:
    """Whether a date with a time is another zone's, whose day in Beijing is not known: beside it
    stands a zone that `read` does not understand."""
    if match["h"] is None:
        return False
    text, start = match.string, match.start()
    return bool(
        _OTHER_ZONE.match(text, match.end())
        or _OTHER_ZONE_BEFORE.search(text[max(0, start - _BEFORE) : start])
    )


def _whole_day(hour: int, half: str) -> int | None:
    """The hour from 0 to 23; None where the half of the day contradicts it or leaves it open."""
    if half == "am":
        return None if hour > 12 else hour % 12
    if half == "noon":
        return {11: 11, 12: 12, 13: 13, 14: 14, 1: 13, 2: 14}.get(hour)
    if half == "night" and hour in (0, 12, 24):
        return None  # the midnight before or after
    if half == "pm" and hour == 12:
        return 12
    return hour + 12 if 0 < hour < 12 else (hour if hour > 12 else None)


def _offset(zone: str | None) -> int | None:
    """Minutes from the stated zone to Beijing, 0 without one. CST is China's here."""
    if zone is None:
        return 0
    zone = zone.strip("()（）")
    if found := _OFFSET.search(zone):
        minutes = int(found[1] + "1") * (int(found[2]) * 60 + int(found[3] or 0))
        return None if abs(minutes) > _WIDEST else _BEIJING - minutes
    return 0 if zone in ("CST", "北京时间") else _BEIJING
