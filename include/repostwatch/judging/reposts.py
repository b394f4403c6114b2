"""One link as a repost of one release: what it claims, what we saw, what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from repostwatch.judging import claims as claiming
from repostwatch.judging.record import PortalRecord
from repostwatch.judging.wording import clauses, length, minute, span, stated
from repostwatch.model import (
    Decision,
    Duty,
    Interval,
    PageDate,
    Precision,
    Scan,
    Sighting,
    VerdictKind,
)
from repostwatch.settings import JudgingSettings

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Repost:
    """A way in which the duty may have been done: by a link, or by the embedded feed.

    `kind` is on_time, late or review. `straddles`: only the moment is in doubt, and a finer
    date could settle it. `sure`: that it is this release is not in doubt.
    """

    kind: VerdictKind
    interval: Interval
    reason: str
    sighting: Sighting | None = None
    scan_ids: tuple[str, ...] = ()
    backdated: str | None = None
    straddles: bool = False
    sure: bool = True

    @property
    def rank(self) -> tuple[datetime, datetime, str]:
        """The earliest repost first; a fixed order among equals."""
        link_id = self.sighting.match.link_id if self.sighting else ""
        return self.interval.latest, self.interval.earliest, link_id


@dataclass(frozen=True, slots=True)
class Timing:
    """The repost interval that one claim (or none) and the observation leave."""

    interval: Interval
    facts: tuple[str, ...]
    proof: Scan | None
    backdated: str | None = None
    doubt: str = ""  # why the claim cannot be relied on, although nothing refutes it


def repost_of(
    duty: Duty,
    record: PortalRecord,
    sighting: Sighting,
    settings: JudgingSettings,
    *,
    vouched: bool = False,
) -> Repost:
    """What one link says about one duty, whatever other links say.

    `vouched`: a person recognised the link, so that an early date is no doubt about what it is.
    """
    own = claiming.usable(sighting)
    chosen = claiming.best(own)
    weighed: list[PageDate | None] = [*chosen] or [None]
    timings = [_timing(duty, record, sighting, claim, settings) for claim in weighed]
    if vouched:
        timings = [replace(timing, doubt="") for timing in timings]
    kinds = [VerdictKind.REVIEW if t.doubt else in_time(t.interval, duty.deadline) for t in timings]
    timing, kind, extra = timings[0], kinds[0], ""
    if chosen:
        extra = claiming.conflict(chosen[0], own)
    if len(set(kinds)) > 1:
        kind = VerdictKind.REVIEW
        told = "、".join(stated(claim) for claim in chosen)
        extra = f"页面标注不一（{told}），据此结论不同，须人工核对"
    return Repost(
        kind=kind,
        interval=timing.interval,
        reason=clauses(
            [
                *timing.facts,
                extra,
                timing.doubt or against_deadline(timing.interval, duty.deadline),
                _vanished(duty, record, sighting, chosen[0] if chosen else None),
            ]
        ),
        sighting=sighting,
        scan_ids=_evidence(timing.proof, record.at(sighting.first_seen)),
        backdated=timing.backdated,
        straddles=kind is VerdictKind.REVIEW and not timing.doubt and not sighting.direct,
        sure=sighting.match.decision is Decision.MATCH,
    )


def in_time(interval: Interval, deadline: Interval) -> VerdictKind:
    """On time or late only where every moment of the interval is; else a person must look."""
    if interval.latest <= deadline.earliest:
        return VerdictKind.ON_TIME
    if interval.earliest > deadline.latest:
        return VerdictKind.LATE
    return VerdictKind.REVIEW


def against_deadline(interval: Interval, deadline: Interval) -> str:
    kind = in_time(interval, deadline)
    if kind is VerdictKind.ON_TIME:
        return f"不晚于截止时间{span(deadline)}"
    if kind is VerdictKind.LATE:
        least, most = interval.earliest - deadline.latest, interval.latest - deadline.earliest
        over = length(least) if least == most else f"至少{length(least)}，至多{length(most)}"
        return f"截止时间为{span(deadline)}，超时{over}"
    return (
        f"转载时间只能确定在{span(interval)}之间，截止时间{span(deadline)}在其中，无法判定是否按时"
    )


def _timing(
    duty: Duty,
    record: PortalRecord,
    sighting: Sighting,
    claim: PageDate | None,
    settings: JudgingSettings,
) -> Timing:
    seen, published = sighting.first_seen, duty.published.earliest
    # A list is sorted by what its items claim: a scan that did not reach back to the claimed
    # date cannot have shown the link, and so does not prove that it was not there.
    loose = record.last_proof(seen, published)
    proof = loose
    if claim is not None and loose is not None:
        proof = record.last_proof(seen, published, claim.interval.latest)
    facts = _observed(proof, seen)
    observed = Interval(proof.started_at if proof else min(published, seen), seen)
    if claim is None:
        return Timing(observed, ("页面没有标注日期", *facts), proof)
    told = f"页面标注{stated(claim)}"
    if claim.interval.earliest > seen:
        return Timing(observed, (f"{told}，晚于首次采集到的时间，不采信", *facts), proof)
    if proof is not None and (ends := _stated_end(claim)) < proof.started_at:
        return _contradicted(observed, claim, (told, *facts), proof, ends, settings)
    interval = _meet(claim, observed if proof else Interval(claim.interval.earliest, seen))
    doubt = ""
    if claim.interval.latest < published:
        doubt = _early(duty, claim, loose if loose is not proof else None, settings)
    return Timing(interval, (told, *facts), proof, doubt=doubt)


def _observed(proof: Scan | None, seen: datetime) -> tuple[str, str]:
    before = f"{minute(proof.started_at)}完整采集时未见" if proof else "此前没有完整采集"
    return before, f"{minute(seen)}首次采集到"


def _stated_end(claim: PageDate) -> datetime:
    """The last moment that an honest page can have meant: a minute without seconds lasts one."""
    if claim.precision is Precision.MINUTE and claim.value.second == 0:
        return claim.value + ONE_MINUTE
    return claim.interval.latest


def _meet(claim: PageDate, observed: Interval) -> Interval:
    stated_exactly = claim.interval.meet(observed)
    if stated_exactly is not None:
        return stated_exactly
    return Interval(observed.earliest, min(_stated_end(claim), observed.latest))


def _contradicted(
    observed: Interval,
    claim: PageDate,
    facts: tuple[str, ...],
    proof: Scan,
    ends: datetime,
    settings: JudgingSettings,
) -> Timing:
    """The claim lies before a scan that would have shown the link: the observation wins."""
    grace = timedelta(minutes=settings.backdating_grace_minutes)
    if proof.started_at - ends <= grace:
        return Timing(observed, (*facts, "标注与采集相差在正常发布延迟之内，以采集为准"), proof)
    backdated = (
        f"页面标注{stated(claim)}，但{minute(proof.started_at)}完整采集时没有该链接，"
        f"{minute(observed.latest)}才首次采集到"
    )
    return Timing(observed, (*facts, "标注日期与采集不符，以采集为准"), proof, backdated)


def _early(duty: Duty, claim: PageDate, loose: Scan | None, settings: JudgingSettings) -> str:
    """Why a date before the release's own publication is not taken at its word."""
    ends, published = claim.interval.latest, duty.published
    if loose is not None and loose.started_at > ends:
        return (
            f"标注日期早于政策发布时间{span(published)}；{minute(loose.started_at)}采集时未见该链接，"
            "但那次采集的列表没有回溯到标注日期，无法判定，须人工核对"
        )
    if published.earliest - ends > timedelta(hours=settings.early_claim_hours):
        return (
            f"标注日期早于政策发布时间{span(published)}超过{settings.early_claim_hours:g}小时，"
            "可能是同名旧文、成文日期或日期有误，须人工核对"
        )
    return ""


def _vanished(duty: Duty, record: PortalRecord, sighting: Sighting, claim: PageDate | None) -> str:
    gone = record.first_proof(
        sighting.last_seen,
        duty.published.earliest,
        None if claim is None else claim.interval.latest,
    )
    if gone is None:
        return ""
    return (
        f"{minute(sighting.last_seen)}最后一次采集到，{minute(gone.started_at)}完整采集时已不在，"
        "曾经转载的事实不变"
    )


def _evidence(*scans: Scan | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scan.scan_id for scan in scans if scan is not None))
