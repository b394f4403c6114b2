"""Several reposts of one release → the verdict: the earliest counts, doubt is not passed over."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.judging.reposts import Repost
from repostwatch.judging.timing import against_deadline
from repostwatch.judging.wording import clauses
from repostwatch.model import Duty, Interval, Verdict, VerdictKind


def weigh(duty: Duty, found: Sequence[Repost]) -> Verdict:
    """The earliest repost counts; what may be an earlier one is not passed over."""
    sure = [repost for repost in found if repost.sure]
    for repost in sure:
        if repost.kind is VerdictKind.ON_TIME:
            return _told(duty, repost, sure)
    for repost in sure:
        if repost.kind is VerdictKind.REVIEW:
            return _told(duty, repost, sure)
    rivals = [repost for repost in found if not repost.sure]
    if not sure:
        return _doubtful(duty, rivals[0], "")
    for rival in rivals:
        if rival.kind is not VerdictKind.LATE:
            late = clauses([f"另有确认的转载链接《{_title(sure[0])}》", sure[0].reason])
            return _doubtful(duty, rival, late)
    return _told(duty, sure[0], sure)


def _told(duty: Duty, repost: Repost, sure: Sequence[Repost]) -> Verdict:
    """A verdict that rests on `repost`; the interval is that of the earliest of all."""
    first = min(sure, key=lambda other: other.interval.earliest)
    latest = min(other.interval.latest for other in sure)
    interval, reason = Interval(first.interval.earliest, latest), repost.reason
    if repost.kind is VerdictKind.LATE and interval.earliest < repost.interval.earliest:
        also = (
            f"另有链接《{_title(first)}》可能更早，合计{against_deadline(interval, duty.deadline)}"
        )
        reason = clauses([reason, also])
    return _verdict(duty, repost, repost.kind, reason, interval)


def _doubtful(duty: Duty, repost: Repost, also: str) -> Verdict:
    match = repost.sighting.match if repost.sighting else None
    doubt = f"链接《{_title(repost)}》是否为该政策存疑：{match.reason}" if match else ""
    reason = clauses([doubt, f"若属实，{repost.reason}", also])
    return _verdict(duty, repost, VerdictKind.REVIEW, reason, repost.interval)


def _verdict(
    duty: Duty, repost: Repost, kind: VerdictKind, reason: str, reposted: Interval
) -> Verdict:
    sighting = repost.sighting
    return Verdict(
        release_id=duty.release_id,
        portal_id=duty.portal_id,
        kind=kind,
        reason=reason,
        reposted=reposted,
        link_title=sighting.title if sighting else None,
        link_url=sighting.url if sighting else None,
        link_id=sighting.match.link_id if sighting else None,
        decision=sighting.match.decision if sighting else None,
        scan_ids=repost.scan_ids,
        backdated=repost.backdated,
        silent=repost.silent,
    )


def _title(repost: Repost) -> str:
    return repost.sighting.title if repost.sighting else "嵌入的推送栏目"
