"""The Chinese that verdicts and standings are told in: moments to the minute, Beijing time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from repostwatch.clock import beijing
from repostwatch.model import Interval, PageDate, Precision, Standing, VerdictKind

KINDS = {
    VerdictKind.ON_TIME: "按时",
    VerdictKind.LATE: "超时",
    VerdictKind.MISSING: "未转载",
    VerdictKind.PENDING: "待观察",
    VerdictKind.UNKNOWN: "无法核验",
    VerdictKind.REVIEW: "待复核",
    VerdictKind.WAIVED: "豁免",
}
STANDINGS = {
    Standing.PRESENT: "已开设",
    Standing.EMBEDDED: "已开设（嵌入推送）",
    Standing.NOT_PROMINENT: "位置不显著",
    Standing.STALE: "更新停滞",
    Standing.BLANK: "空白专栏",
    Standing.ABSENT: "未开设",
    Standing.UNKNOWN: "无法核验",
    Standing.REVIEW: "待复核",
}


def minute(moment: datetime) -> str:
    """`2026-08-12 09:15` on a Beijing clock."""
    return beijing(moment).isoformat(" ", "minutes")[:16]


def stated(date: PageDate) -> str:
    """A date as the page has it, no finer."""
    return minute(date.value) if date.precision is Precision.MINUTE else str(date)


def span(interval: Interval) -> str:
    if interval.earliest == interval.latest:
        return minute(interval.earliest)
    return f"{minute(interval.earliest)}至{minute(interval.latest)}"


def length(time: timedelta) -> str:
    """A length of time an editor can check: minutes below an hour, days above two."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 1:
        return "不足1分钟"
    hours, minutes = divmod(minutes, 60)
    days, rest = divmod(hours, 24)
    if days >= 2:
        return f"{days}天{rest}小时" if rest else f"{days}天"
    return "".join(
        part for part, there in ((f"{hours}小时", hours), (f"{minutes}分钟", minutes)) if there
    )


def clauses(parts: Iterable[str]) -> str:
    """One sentence out of those parts that say something."""
    return "；".join(part for part in parts if part)
