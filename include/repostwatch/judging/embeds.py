"""The embedded push feed as a repost: it shows every release the moment gov.cn does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from repostwatch.judging.record import PortalRecord
from repostwatch.judging.reposts import Repost
from repostwatch.judging.timing import against_deadline, in_time
from repostwatch.judging.wording import clauses, minute
from repostwatch.model import Duty, Interval, Scan, VerdictKind


def embed_of(duty: Duty, record: PortalRecord, now: datetime) -> Repost | None:
    """What the homepage's embedded feed says about a duty; None where it never showed one.

    Only the homepage has to have been read: lists do not matter here. A look that found the
    feed counts from the end of its scan, one that did not from the beginning.
    """
    if not record.ever_embedded:
        return None
    published, deadline = duty.published, duty.deadline
    looks = record.homes_in(Interval(published.earliest, deadline.latest))
    if not looks and now <= deadline.latest:
        return None
    with_feed = [scan for scan in looks if scan.embedded]
    if with_feed and len(with_feed) == len(looks) and _covers(duty, looks):
        return _on_time(duty, looks)
    before = record.home_before(published.earliest)
    if with_feed or (before is not None and before.embedded):
        return _unclear(duty, before, looks, record)
    return _after(duty, record)


def _covers(duty: Duty, looks: Sequence[Scan]) -> bool:
    """Whether a look falls between publication and deadline, whenever the release came out.

    Of a release known only to the day, every moment of that day has to be served.
    """
    latest_gap = _largest_gap(looks)
    return (
        looks[0].ended_at <= duty.deadline.earliest
        and looks[-1].started_at >= duty.published.latest
        and (latest_gap <= duty.limit or duty.published.earliest == duty.published.latest)
    )


def _largest_gap(looks: Sequence[Scan]) -> timedelta:
    pairs = pairwise(looks)
    return max((late.ended_at - early.started_at for early, late in pairs), default=timedelta(0))


def _on_time(duty: Duty, looks: Sequence[Scan]) -> Repost:
    first = next(scan for scan in looks if scan.started_at >= duty.published.latest)
    return Repost(
        kind=VerdictKind.ON_TIME,
        interval=Interval(duty.published.earliest, first.ended_at),
        reason=(
            f"首页嵌入中国政府网推送栏目，与中国政府网同步显示：政策发布后{minute(looks[0].started_at)}"
            "采集时栏目在首页，截止前各次采集均在"
        ),
        scan_ids=(first.scan_id,),
    )


def _unclear(
    duty: Duty, before: Scan | None, looks: Sequence[Scan], record: PortalRecord
) -> Repost:
    """The feed was there at some looks around the window, but not at every one."""
    shown = next((scan for scan in looks if scan.embedded), None)
    missed = next((scan for scan in looks if not scan.embedded), None)
    latest = shown or next(
        (scan for scan in record.homes_after(duty.deadline.latest) if scan.embedded), None
    )
    until = max(latest.ended_at if latest else duty.deadline.latest, duty.deadline.latest)
    reason = clauses(
        [
            "首页曾嵌入中国政府网推送栏目",
            f"发布前{minute(before.started_at)}采集时在" if before and before.embedded else "",
            f"{minute(shown.started_at)}采集时在" if shown else "",
            f"{minute(missed.started_at)}采集时不在" if missed else "",
            "" if looks else "发布至截止之间没有读到首页",
            "无法判定截止前是否显示了该政策，须人工核对",
        ]
    )
    return Repost(
        kind=VerdictKind.REVIEW,
        interval=Interval(duty.published.earliest, until),
        reason=reason,
        scan_ids=tuple(scan.scan_id for scan in (before, shown, missed) if scan is not None),
    )


def _after(duty: Duty, record: PortalRecord) -> Repost | None:
    """The feed first turned up after the deadline."""
    later = record.homes_after(duty.deadline.latest)
    first = next((scan for scan in later if scan.embedded), None)
    if first is None:
        return None
    before = record.home_before(first.started_at)
    interval = Interval(_absent_until(duty, before), first.ended_at)
    known = f"{minute(before.started_at)}采集时首页没有" if before else "此前没有读到首页"
    return Repost(
        kind=in_time(interval, duty.deadline),
        interval=interval,
        reason=clauses(
            [
                known + "中国政府网推送栏目",
                f"{minute(first.started_at)}首次采集到",
                against_deadline(interval, duty.deadline),
            ]
        ),
        scan_ids=tuple(scan.scan_id for scan in (before, first) if scan is not None),
    )


def _absent_until(duty: Duty, before: Scan | None) -> datetime:
    published = duty.published.earliest
    return published if before is None else max(published, before.started_at)
