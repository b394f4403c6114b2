"""The embedded push feed as a repost: it shows every release the moment gov.cn does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from repostwatch.judging.reposts import Repost
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.timing import against_deadline, in_time
from repostwatch.judging.vouching import Confirmed
from repostwatch.model import (
    Duty,
    Interval,
    Reason,
    Scan,
    VerdictKind,
    because,
    together,
)
from repostwatch.model.codes import FeedCode, RepostCode


def feed_repost(duty: Duty, history: ScanHistory, now: datetime) -> Repost | None:
    """The embedded feed as a repost of a duty's release; None if the homepage never had one.

    Only the homepage has to be read; lists do not matter. A scan with the feed counts from its
    end, a scan without it from its start.
    """
    if not history.ever_embedded:
        return None
    published, deadline = duty.published, duty.deadline
    home_scans = history.homes_in(Interval(published.earliest, deadline.latest))
    if not home_scans and now <= deadline.latest:
        return None
    with_feed = [scan for scan in home_scans if scan.embedded]
    if with_feed and len(with_feed) == len(home_scans) and _covers(duty, home_scans):
        return _on_time(duty, home_scans)
    before = history.home_before(published.earliest)
    if with_feed or (before is not None and before.embedded):
        return _unclear(duty, before, home_scans, history)
    return _after(duty, history)


def _covers(duty: Duty, home_scans: Sequence[Scan]) -> bool:
    """Whether a scan falls between publication and deadline for every possible publication time.

    A release with a day only may have been published at any time of that day.
    """
    latest_gap = _largest_gap(home_scans)
    return (
        home_scans[0].ended_at <= duty.deadline.earliest
        and home_scans[-1].started_at >= duty.published.latest
        and (latest_gap <= duty.limit or duty.published.earliest == duty.published.latest)
    )


def _largest_gap(home_scans: Sequence[Scan]) -> timedelta:
    pairs = pairwise(home_scans)
    return max((late.ended_at - early.started_at for early, late in pairs), default=timedelta(0))


def _on_time(duty: Duty, home_scans: Sequence[Scan]) -> Repost:
    first = next(scan for scan in home_scans if scan.started_at >= duty.published.latest)
    return Repost(
        kind=VerdictKind.ON_TIME,
        interval=Interval(duty.published.earliest, first.ended_at),
        reason=because(FeedCode.SHOWN_THROUGHOUT, scanned_at=home_scans[0].started_at),
        scan_ids=(first.scan_id,),
    )


def _unclear(
    duty: Duty, before: Scan | None, home_scans: Sequence[Scan], history: ScanHistory
) -> Repost:
    """The feed was there in some scans around the window, but not in all."""
    shown = next((scan for scan in home_scans if scan.embedded), None)
    missed = next((scan for scan in home_scans if not scan.embedded), None)
    latest = shown or next(
        (scan for scan in history.homes_after(duty.deadline.latest) if scan.embedded), None
    )
    until = max(latest.ended_at if latest else duty.deadline.latest, duty.deadline.latest)
    with_feed = before if before and before.embedded else None
    reason = together(
        because(FeedCode.ONCE_EMBEDDED),
        _at(FeedCode.SHOWN_BEFORE_RELEASE, with_feed),
        _at(FeedCode.SHOWN, shown),
        _at(FeedCode.NOT_SHOWN, missed),
        None if home_scans else because(FeedCode.HOME_UNREAD),
        because(FeedCode.UNDECIDABLE),
    )
    return Repost(
        kind=VerdictKind.REVIEW,
        interval=Interval(duty.published.earliest, until),
        reason=reason,
        scan_ids=tuple(scan.scan_id for scan in (before, shown, missed) if scan is not None),
    )


def _after(duty: Duty, history: ScanHistory) -> Repost | None:
    """The feed appeared after the deadline."""
    later = history.homes_after(duty.deadline.latest)
    first = next((scan for scan in later if scan.embedded), None)
    if first is None:
        return None
    before = history.home_before(first.started_at)
    interval = Interval(_absent_until(duty, before), first.ended_at)
    known = _at(FeedCode.NOT_EMBEDDED_BEFORE, before) or because(FeedCode.UNREAD_BEFORE)
    kind = in_time(interval, duty.deadline)
    elsewhere = None
    if kind is VerdictKind.LATE and history.lists.vouch(first) is not Confirmed.YES:
        # It may have been reposted in time where the portal's lists are, and nobody knows them.
        kind, elsewhere = VerdictKind.REVIEW, because(FeedCode.LISTS_UNPROVEN)
    return Repost(
        kind=kind,
        interval=interval,
        reason=together(
            known,
            because(RepostCode.FIRST_SEEN, seen_at=first.started_at),
            elsewhere,
            against_deadline(interval, duty.deadline),
        ),
        scan_ids=tuple(scan.scan_id for scan in (before, first) if scan is not None),
    )


def _at(code: FeedCode, scan: Scan | None) -> Reason | None:
    return because(code, scanned_at=scan.started_at) if scan else None


def _absent_until(duty: Duty, before: Scan | None) -> datetime:
    published = duty.published.earliest
    return published if before is None else max(published, before.started_at)
