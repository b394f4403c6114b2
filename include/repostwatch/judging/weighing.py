"""Several reposts of one release → one verdict: the earliest counts, and doubts are kept."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.judging.reposts import Repost
from repostwatch.judging.timing import against_deadline
from repostwatch.model import Duty, Interval, Reason, Verdict, VerdictKind, because, together
from repostwatch.model.codes import RepostCode


def verdict_of_reposts(duty: Duty, found: Sequence[Repost]) -> Verdict:
    """The verdict of the earliest repost; a doubtful one that may be earlier makes it a review."""
    sure = [repost for repost in found if repost.sure]
    for repost in sure:
        if repost.kind is VerdictKind.ON_TIME:
            return _resting_on(duty, repost, sure)
    for repost in sure:
        if repost.kind is VerdictKind.REVIEW:
            return _resting_on(duty, repost, sure)
    rivals = [repost for repost in found if not repost.sure]
    if not sure:
        return _doubtful(duty, rivals[0], None)
    for rival in rivals:
        if rival.kind is not VerdictKind.LATE:
            link = because(RepostCode.SURE_LINK, title=_title(sure[0]))
            late = together(link, sure[0].reason)
            return _doubtful(duty, rival, late)
    return _resting_on(duty, sure[0], sure)


def _resting_on(duty: Duty, repost: Repost, sure: Sequence[Repost]) -> Verdict:
    """A verdict that rests on `repost`; the interval is that of the earliest of all."""
    first = min(sure, key=lambda other: other.interval.earliest)
    latest = min(other.interval.latest for other in sure)
    interval, reason = Interval(first.interval.earliest, latest), repost.reason
    if repost.kind is VerdictKind.LATE and interval.earliest < repost.interval.earliest:
        timing = against_deadline(interval, duty.deadline)
        also = because(RepostCode.MAYBE_EARLIER, title=_title(first), timing=timing)
        reason = together(reason, also)
    return _verdict(duty, repost, repost.kind, reason, interval)


def _doubtful(duty: Duty, repost: Repost, also: Reason | None) -> Verdict:
    sighting = repost.sighting
    doubt = (
        because(RepostCode.DOUBTFUL_MATCH, title=sighting.title, match=sighting.match.reason)
        if sighting
        else None
    )
    reason = together(doubt, because(RepostCode.IF_MATCH, repost=repost.reason), also)
    return _verdict(duty, repost, VerdictKind.REVIEW, reason, repost.interval)


def _verdict(
    duty: Duty, repost: Repost, kind: VerdictKind, reason: Reason, reposted: Interval
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


def _title(repost: Repost) -> str | None:
    """The title of the link; None for the embedded feed."""
    return repost.sighting.title if repost.sighting else None
