"""One look at a homepage: what it amounts to by itself, and what of it can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from repostwatch.judging.wording import stated
from repostwatch.model import Column, Outcome, Standing
from repostwatch.settings import JudgingSettings

# Of several columns on one homepage the best counts.
BEST_FIRST = (
    Standing.EMBEDDED,
    Standing.PRESENT,
    Standing.REVIEW,
    Standing.STALE,
    Standing.NOT_PROMINENT,
    Standing.BLANK,
    Standing.ABSENT,
)
TOLD = {
    Standing.PRESENT: "{}在首页显著位置",
    Standing.EMBEDDED: "首页嵌入了中国政府网推送的{}",
    Standing.NOT_PROMINENT: "{}不在首页显著位置",
    Standing.STALE: "{}长期未更新",
    Standing.BLANK: "{}只有标题，没有内容",
    Standing.ABSENT: "首页没有找到国务院政策专栏",
    Standing.REVIEW: "{}须人工核对",
}
NAMELESS = "首页有一组国务院的条目（{}条），但没有读到常见的栏目名称（可能是背景图片或其他名称）"
# Clocks differ by minutes and people date ahead by an evening; beyond that a date is a slip.
A_DAY = timedelta(days=1)
END = datetime.max.replace(tzinfo=UTC)
# What a look showed: two looks of the same face are the same state of the homepage.
Face = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnVisit:
    """One look at a homepage. `columns` is None where the homepage could not be read.

    `reason` is why not, in Chinese.
    """

    at: datetime
    outcome: Outcome
    columns: tuple[Column, ...] | None = None
    reason: str = ""

    @property
    def face(self) -> Face:
        """That of a homepage which could not be read."""
        return Standing.UNKNOWN.value, self.outcome.value


@dataclass(frozen=True, slots=True)
class Look:
    """What one readable visit amounts to; the same for those after it that found no change."""

    at: datetime
    standing: Standing
    why: str
    column: Column | None = None

    @property
    def told(self) -> str:
        named = f"“{self.column.name}”栏目" if self.column and self.column.name else "专栏"
        return TOLD[self.standing].format(named)

    @property
    def face(self) -> Face:
        if self.column is None:
            return (self.standing.value,)
        place = "prominent" if self.column.prominent else "not prominent"
        column = self.column
        # What stands behind ? may be a session or the time of day.
        path = (column.url or "").partition("?")[0]
        return self.standing.value, column.name, column.form.value, path, place


def look_at(
    at: datetime, columns: Sequence[Column], settings: JudgingSettings
) -> tuple[Look, datetime]:
    """What the columns found on one readable homepage amount to, and until when they would."""
    looks = [_judge_column(at, column, settings) for column in columns]
    ages = timedelta(days=settings.column_stale_days)
    dates = [column.newest.interval for column in columns if column.newest]
    turns = (turn for span in dates for turn in (span.earliest - A_DAY, span.latest + ages))
    until = min((turn for turn in turns if turn > at), default=END)
    if not looks:
        return Look(at, Standing.ABSENT, ""), until
    return min(looks, key=lambda look: BEST_FIRST.index(look.standing)), until


def _judge_column(at: datetime, column: Column, settings: JudgingSettings) -> Look:
    placed = Standing.PRESENT if column.prominent else Standing.NOT_PROMINENT
    if column.form.embedded:
        return Look(at, Standing.EMBEDDED if column.prominent else placed, column.reason, column)
    if column.form is column.form.CHANNEL:
        standing = settings.channel_standing
        if not column.prominent and standing is not Standing.ABSENT:
            return Look(at, placed, column.reason, column)
        return Look(at, standing, "只有通往频道页的标题，首页没有条目", column)
    if column.form is column.form.UNFILLED:
        told = "栏目内容由脚本填入" if column.name else "首页没有读到专栏，但不能确认没有"
        return Look(at, Standing.REVIEW, f"{told}；{column.reason}", column)
    if column.items == 0:
        return Look(at, Standing.BLANK, "", column)
    if not column.name:
        return Look(at, Standing.REVIEW, NAMELESS.format(column.items), column)
    if column.newest is None:
        return Look(at, Standing.REVIEW, "条目没有日期，无法确认是否更新", column)
    if column.newest.interval.earliest > at + A_DAY:
        told = f"最新一条标注为{stated(column.newest)}，晚于采集时间，无法确认是否更新"
        return Look(at, Standing.REVIEW, told, column)
    age = at - column.newest.interval.latest
    if age > timedelta(days=settings.column_stale_days):
        told = f"最新一条为{stated(column.newest)}，超过{settings.column_stale_days}天未更新"
        return Look(at, Standing.STALE, told, column)
    return Look(at, placed, "" if column.prominent else column.reason, column)
