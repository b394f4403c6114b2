"""How the words of the product, moments and spans read on Chinese pages."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from repostwatch.clock import beijing
from repostwatch.judging import wording
from repostwatch.model import ColumnForm, FindingKind, FindingState, Interval, Level

VERDICTS = wording.KINDS
STANDINGS = wording.STANDINGS
FORMS = {
    ColumnForm.BLOCK: "有条目的栏目",
    ColumnForm.SCRIPT: "嵌入推送",
    ColumnForm.IFRAME: "嵌入框架",
    ColumnForm.CHANNEL: "仅有频道入口",
    ColumnForm.UNFILLED: "由脚本填入，未见条目",
}
LEVELS = {
    Level.DEPARTMENT: "部门",
    Level.PROVINCE: "地方",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
}
FINDINGS = {
    FindingKind.LATE: "超时转载",
    FindingKind.MISSING: "未转载",
    FindingKind.BACKDATED: "倒签日期",
    FindingKind.COLUMN: "专栏问题",
    FindingKind.MOVED: "网站迁移或关停",
}
STATES = {
    FindingState.OPEN: "待通知",
    FindingState.NOTIFIED: "已通知待整改",
    FindingState.RECTIFIED: "已整改",
    FindingState.WAIVED: "已豁免",
}

# 国办函〔2016〕68号; whoever has another limit is told with it.
NATIONAL_LIMIT = timedelta(hours=24)
# A day or minute as judging's reasons have them, and as no address does.
MOMENT = re.compile(
    r"(?<![\w/.?=&%-])(\d{4})-(\d\d)-(\d\d)(?: (\d\d:\d\d(?::\d\d)?))?(?![\w/.-])", re.ASCII
)


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(moment: datetime, year: int) -> str:
    """Beijing time; the year only where it is another one, seconds only where there are some."""
    local = beijing(moment)
    text = f"{local.month}月{local.day}日 {local:%H:%M}"
    if local.second:
        text += f":{local.second:02}"
    return text if local.year == year else f"{local.year}年{text}"


def minute_words(moment: datetime, year: int) -> str:
    """The same to the minute: for our own scans, where seconds say nothing."""
    return moment_words(moment.replace(second=0), year)


def interval_words(span: Interval, year: int) -> str:
    if span.earliest == span.latest:
        return moment_words(span.earliest, year)
    return f"{moment_words(span.earliest, year)} 至 {moment_words(span.latest, year)}之间"


def span_words(span: timedelta) -> str:
    """A length of time, never rounded up: seconds below a minute, minutes below two days.

    From two days on an officer counts days and hours.
    """
    seconds = int(span.total_seconds())
    if seconds < 60:
        return f"{seconds}秒"
    hours, minutes = divmod(seconds // 60, 60)
    if hours >= 48:
        days, hours = divmod(hours, 24)
        return f"{days}天{hours}小时" if hours else f"{days}天"
    parts = ((hours, "小时"), (minutes, "分钟"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def most_words(span: timedelta) -> str:
    """An upper bound in the same units, rounded up: it must not be less than the truth."""
    unit = timedelta(hours=1) if span >= timedelta(hours=48) else timedelta(minutes=1)
    return span_words(-(-span // unit) * unit)


def told_words(text: str, year: int) -> str:
    """A reason with its moments written like all others in the mail."""

    def one(found: re.Match[str]) -> str:
        day = f"{int(found[2])}月{int(found[3])}日"
        shown = f"{day} {found[4]}" if found[4] else day
        return shown if int(found[1]) == year else f"{found[1]}年{shown}"

    return MOMENT.sub(one, text)


def days_words(since: datetime, until: datetime) -> str:
    """How many Beijing calendar days lie between: an age as an officer counts it."""
    days = (beijing(until).date() - beijing(since).date()).days
    return "当天" if days <= 0 else f"{days}天"


def percent(share: float | None) -> str:
    """One decimal place; 100.0% and 0.0% only where it is exactly that."""
    if share is None:
        return "—"
    shown = f"{100 * share:.1f}%"
    if shown == "100.0%" and share < 1:
        return "99.9%"
    if shown == "0.0%" and share > 0:
        return "0.1%"
    return shown
