"""Homepage visits over time → the standing of the portal's policy column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from repostwatch.judging.wording import clauses, minute, stated
from repostwatch.model import Column, ColumnStanding, Outcome, Standing
from repostwatch.settings import JudgingSettings

DEFAULTS = JudgingSettings()
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
# How many of the latest looks are weighed where they contradict each other.
WINDOW = 4
# Clocks differ by minutes and people date ahead by an evening; beyond that a date is a slip.
A_DAY = timedelta(days=1)
END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ColumnVisit:
    """One look at a homepage. `columns` is None where the homepage could not be read.

    `reason` is why not, in Chinese.
    """

    at: datetime
    outcome: Outcome
    columns: tuple[Column, ...] | None = None
    reason: str = ""


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


def column_standing(
    portal_id: str, visits: Sequence[ColumnVisit], settings: JudgingSettings = DEFAULTS
) -> ColumnStanding:
    """The standing after all `visits`, whose order does not matter.

    The first readable visit decides; later a standing changes when `column_confirmations`
    looks in a row agree on another one. Unreadable visits change nothing until as many in a
    row failed, and then it is `unknown`.
    """
    looks: list[Look] = []
    times: list[datetime] = []
    failed: list[ColumnVisit] = []
    known: tuple[tuple[Column, ...], Look, datetime] | None = None
    for visit in sorted(visits, key=lambda visit: visit.at):
        if visit.columns is not None and visit.outcome.usable:
            # Mostly a homepage is as it was an hour ago, and so is what it amounts to.
            if known is None or visit.columns is not known[0] or visit.at >= known[2]:
                known = visit.columns, *look_at(visit.at, visit.columns, settings)
            looks.append(known[1])
            times.append(visit.at)
            failed = []
        elif visit.outcome is not Outcome.NOT_MODIFIED:
            failed.append(visit)
    if not looks or len(failed) >= settings.column_confirmations:
        return _unknown(portal_id, looks, times, failed)
    settled, odd = _settle(looks, settings.column_confirmations)
    if odd and _torn(looks, settled.standing):
        return _contradicting(portal_id, looks, times)
    return _standing(portal_id, settled, odd)


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
    if column.items == 0:
        return Look(at, Standing.BLANK, "", column)
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


def _settle(looks: Sequence[Look], confirmations: int) -> tuple[Look, Look | None]:
    """The look that opened the settled standing, and the latest one where that differs."""
    settled = run = looks[0]
    length = 1
    for look in looks[1:]:
        run, length = (run, length + 1) if look.standing is run.standing else (look, 1)
        if run.standing is settled.standing:
            continue
        if length >= confirmations:
            settled = run
    return settled, looks[-1] if looks[-1].standing is not settled.standing else None


def _torn(looks: Sequence[Look], standing: Standing) -> bool:
    """Whether the latest looks contradict each other so much that none of them can stand."""
    latest = looks[-WINDOW:]
    agreeing = sum(look.standing is standing for look in latest)
    return len(latest) > 2 and agreeing * 2 <= len(latest)


def _standing(portal_id: str, settled: Look, odd: Look | None) -> ColumnStanding:
    told = f"自{minute(settled.at)}采集起，{settled.told}"
    doubt = f"{minute(odd.at)}一次采集显示{odd.told}，待下次采集证实" if odd else ""
    return ColumnStanding(
        portal_id=portal_id,
        standing=settled.standing,
        reason=clauses([told, settled.why, doubt]),
        name=settled.column.name if settled.column else None,
        url=settled.column.url if settled.column else None,
    )


def _contradicting(
    portal_id: str, looks: Sequence[Look], times: Sequence[datetime]
) -> ColumnStanding:
    latest = zip(times[-WINDOW:], looks[-WINDOW:], strict=True)
    told = clauses(f"{minute(at)}{look.told}" for at, look in latest)
    named = next((look.column for look in reversed(looks) if look.column), None)
    return ColumnStanding(
        portal_id=portal_id,
        standing=Standing.REVIEW,
        reason=f"历次采集结果互相矛盾，须人工核对：{told}",
        name=named.name if named else None,
        url=named.url if named else None,
    )


def _unknown(
    portal_id: str,
    looks: Sequence[Look],
    times: Sequence[datetime],
    failed: Sequence[ColumnVisit],
) -> ColumnStanding:
    if not failed:
        return ColumnStanding(portal_id, Standing.UNKNOWN, "尚未采集过首页")
    first, why = failed[0], failed[-1].reason or failed[-1].outcome.value
    since = minute(first.at) + ("" if len(failed) == 1 else "起")
    before = f"此前{minute(times[-1])}采集时，{looks[-1].told}" if looks else ""
    told = clauses([f"{since}无法读取首页：{why}", before])
    return ColumnStanding(portal_id, Standing.UNKNOWN, told)
