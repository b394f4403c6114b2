"""A made-up day of 103 portals and 12 releases, in the sizes and the wording of a real one."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from repostwatch.judging.figures import Figure
from repostwatch.judging.findings import known_faults, update_findings
from repostwatch.model import (
    BEIJING,
    ColumnStanding,
    Decision,
    Duty,
    FindingKind,
    FindingState,
    Interval,
    Level,
    Outcome,
    Portal,
    Release,
    Scan,
    Standing,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import DutyCode, ScanCode
from repostwatch.model.findings import Finding
from repostwatch.model.reasons import text
from repostwatch.reporting.data import ReportData

DAY = date(2026, 8, 14)
MADE = datetime(2026, 8, 14, 9, 5, tzinfo=BEIJING)
LIMIT = timedelta(hours=24)
WHY = because(DutyCode.NAMED_BY_SOURCE, duty="all")

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def portals() -> tuple[Portal, ...]:
    names = [*lines("departments.txt"), *(f"国家专门事务管理局（第{n}）" for n in range(1, 41))]
    departments = [
        Portal(f"bm{n:02}", name, Level.DEPARTMENT, f"https://www.bm{n:02}.gov.example/")
        for n, name in enumerate(names, 1)
    ]
    places = [
        Portal(f"df{n:02}", name, Level.PROVINCE, f"http://www.df{n:02}.gov.example/")
        for n, name in enumerate(lines("places.txt"), 1)
    ]
    return (*departments, *places)


def releases() -> tuple[Release, ...]:
    start = datetime(2026, 8, 10, 9, 15, tzinfo=BEIJING)
    return tuple(
        Release(
            f"r{n:02}",
            title,
            Interval.at(start + timedelta(hours=7 * n, minutes=13 * n)),
            (f"https://www.gov.example/zhengce/content/2026{n:02}.htm",),
            number or None,
        )
        for n, (title, number) in enumerate(line.split("|") for line in lines("titles.txt"))
    )


def scans(portal: Portal) -> list[Scan]:
    """Every six hours; the unreachable ones have gaps."""
    start = datetime(2026, 8, 10, 2, 0, tzinfo=BEIJING)
    found = []
    for n in range(18):
        at = start + timedelta(hours=6 * n, seconds=sum(map(ord, portal.portal_id)) % 600)
        gap = GAPS.get(portal.portal_id)
        reach = None if gap else at - timedelta(days=20)
        found.append(
            Scan(
                f"{portal.portal_id}-{n}",
                portal.portal_id,
                at,
                at + timedelta(seconds=40),
                reach,
                gap,
            )
        )
    return found


GAPS = {
    "bm23": text("首页返回412验证页面（疑似防护墙），未能读取"),
    "bm27": because(ScanCode.HOME_FAILED, outcome=Outcome.TIMEOUT, reason=None),
    "df26": because(
        ScanCode.LIST_FAILED,
        url="https://www.df26.gov.example/zw/gwyxx/",
        outcome=Outcome.HTTP_ERROR,
        reason=text("HTTP 404"),
    ),
    "df31": because(
        ScanCode.LIST_ENDS,
        url="https://www.df31.gov.example/zw/gwyxx/",
        reach=datetime(2026, 8, 11, tzinfo=BEIJING),
    ),
}


def day(seed: int = 7) -> ReportData:
    """The made-up day; the same seed gives the same day."""
    chance = random.Random(seed)
    registry, published = portals(), releases()
    scanned = {portal.portal_id: scans(portal) for portal in registry}
    duties, verdicts = [], []
    for release in published:
        for portal in registry:
            if release.release_id == "r02" and portal.portal_id not in ("df01", "bm13", "bm14"):
                continue
            duty = Duty(release.release_id, portal.portal_id, release.published, LIMIT, WHY)
            duties.append(duty)
            verdicts.append(verdict(duty, release, scanned[portal.portal_id], chance))
    standings = [standing(portal) for portal in registry]
    return ReportData(
        day=DAY,
        made_at=MADE,
        usual_limit=LIMIT,
        releases=published,
        portals=registry,
        duties=tuple(duties),
        verdicts=tuple(verdicts),
        columns=tuple(standings),
        scans=tuple(scan for own in scanned.values() for scan in own),
        figures=figures(),
        findings=(*findings(), *faults(verdicts, standings, MADE, findings())),
        notes=(text("8月12日02:00至05:00本系统网络中断。"),),
        rule_version="2026-08",
    )


def verdict(duty: Duty, release: Release, scanned: list[Scan], chance: random.Random) -> Verdict:
    ids = duty.release_id, duty.portal_id
    deadline = duty.deadline.latest
    seen: dict[str, Any] = {
        "link_title": release.title.removeprefix("国务院办公厅"),
        "link_url": f"https://www.{duty.portal_id}.gov.example/gwyxx/t{duty.release_id}.html",
        "decision": Decision.MATCH,
    }
    if gap := scanned[-1].gap:
        if deadline > MADE:
            return Verdict(*ids, VerdictKind.PENDING, text("未到期限"))
        return Verdict(*ids, VerdictKind.UNKNOWN, gap, scan_ids=(scanned[-1].scan_id,))
    if deadline > MADE and chance.random() < 0.5:
        return Verdict(*ids, VerdictKind.PENDING, text("未到期限，尚未见到"))
    after = [scan for scan in scanned if scan.started_at >= deadline]
    dice = chance.random()
    if dice < 0.006 and after:
        minutes = (after[-1].started_at - deadline) // timedelta(minutes=1)
        start = deadline + timedelta(minutes=chance.randint(1, max(1, minutes)))
        return Verdict(
            *ids,
            VerdictKind.LATE,
            text("文章页标注了时间，标题一致"),
            Interval.at(start),
            **seen,
            scan_ids=(after[0].scan_id, after[-1].scan_id),
        )
    if dice < 0.012 and len(after) > 2:
        span = Interval(after[0].started_at, after[1].started_at)
        return Verdict(
            *ids,
            VerdictKind.LATE,
            text("列表只标注日期；期限后的完整采集尚未见到，下一次采集见到"),
            span,
            **seen,
            scan_ids=(after[0].scan_id, after[1].scan_id),
            backdated=text("页面标注8月11日；8月12日的完整采集列表中没有该链接")
            if dice < 0.009
            else None,
        )
    if after and (dice < 0.022 or duty.portal_id == "df08"):
        return Verdict(
            *ids,
            VerdictKind.MISSING,
            text("期限后的完整采集均未见到标题或文号一致的链接"),
            scan_ids=tuple(scan.scan_id for scan in after),
        )
    if dice < 0.026:
        return Verdict(
            *ids,
            VerdictKind.REVIEW,
            text("标题被截断，文章页未能打开，不能确定是否为该政策"),
            **seen | {"decision": Decision.REVIEW},
            scan_ids=(scanned[-1].scan_id,),
        )
    moment = release.published.latest + timedelta(minutes=chance.randint(5, 1400))
    return Verdict(*ids, VerdictKind.ON_TIME, text("标题一致"), Interval.at(moment), **seen)


def standing(portal: Portal) -> ColumnStanding:
    odd = {
        "bm05": (Standing.NOT_PROMINENT, "专栏在首页第7屏、页脚友情链接之上，需滚动多屏才可见"),
        "bm18": (Standing.ABSENT, "首页各栏目标题中没有国务院政策专栏，也没有嵌入推送"),
        "df20": (Standing.STALE, "专栏最新一条为2026年5月30日，已76天未更新"),
        "df29": (Standing.BLANK, "有“国务院信息”标题，没有任何条目"),
        "bm23": (Standing.UNKNOWN, "首页返回412验证页面，未能读取"),
        "bm27": (Standing.UNKNOWN, "首页连接超时（45秒无响应）"),
    }
    if portal.portal_id in odd:
        kind, reason = odd[portal.portal_id]
        named = kind in (Standing.NOT_PROMINENT, Standing.STALE, Standing.BLANK)
        return ColumnStanding(
            portal.portal_id,
            kind,
            text(reason),
            "国务院信息" if named else None,
            portal.home_url + "gwyxx/" if named else None,
        )
    form = Standing.EMBEDDED if portal.portal_id.endswith("7") else Standing.PRESENT
    return ColumnStanding(portal.portal_id, form, text(""), "国务院重要政策信息", portal.home_url)


def figures() -> tuple[Figure, ...]:
    return (
        Figure("column", None, 97, 103, 2),
        Figure("column", Level.DEPARTMENT, 67, 71, 2),
        Figure("column", Level.PROVINCE, 30, 32, 0),
        Figure("repost", None, 86, 103, 9),
        Figure("repost", Level.DEPARTMENT, 60, 71, 6),
        Figure("repost", Level.PROVINCE, 26, 32, 3),
    )


def faults(
    verdicts: Iterable[Verdict],
    columns: Iterable[ColumnStanding],
    at: datetime,
    known: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """The findings that follow from verdicts and standings, beside those that are known."""
    before = {finding.key for finding in known}
    given = list(verdicts)
    judged = {(verdict.release_id, verdict.portal_id) for verdict in given}
    found = update_findings((), known_faults(given, columns), judged, at)
    return tuple(finding for finding in found if finding.key not in before)


def findings() -> tuple[Finding, ...]:
    def at(day: int) -> datetime:
        return datetime(2026, 8, day, 9, 5, tzinfo=BEIJING)

    kinds, states = FindingKind, FindingState
    return (
        Finding(kinds.COLUMN, "bm18", None, states.NOTIFIED, text("首页没有国务院政策专栏"), at(1)),
        Finding(kinds.COLUMN, "df29", None, states.NOTIFIED, text("专栏空白"), at(3)),
        Finding(kinds.MISSING, "df08", "r00", states.NOTIFIED, text("期限后未见到"), at(12)),
        Finding(kinds.MISSING, "df08", "r01", states.OPEN, text("期限后未见到"), at(13)),
        Finding(kinds.MOVED, "bm60", None, states.OPEN, text("首页跳转至另一机构的域名"), at(14)),
        Finding(kinds.LATE, "bm01", "r03", states.RECTIFIED, text("超时"), at(11)),
    )
