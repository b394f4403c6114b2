"""The repost interval: what a page claims, met with what we observed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.judging.record import PortalRecord
from repostwatch.judging.wording import length, minute, span, stated
from repostwatch.model import Duty, Interval, PageDate, Precision, Scan, VerdictKind
from repostwatch.settings import JudgingSettings

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """The repost interval that one claim (or none) and the observation leave."""

    interval: Interval
    facts: tuple[str, ...]
    proof: Scan | None
    backdated: str | None = None
    doubt: str = ""  # why the claim cannot be relied on, although nothing refutes it

    def against(self, deadline: Interval) -> VerdictKind:
        return VerdictKind.REVIEW if self.doubt else in_time(self.interval, deadline)


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


def timing_of(
    duty: Duty,
    record: PortalRecord,
    seen: datetime,
    claim: PageDate | None,
    settings: JudgingSettings,
) -> Timing:
    """When a link first seen at `seen` can have appeared, if `claim` is its date."""
    published = duty.published.earliest
    # A list is sorted by what its items claim: a scan that did not reach back to the claimed
    # date cannot have shown the link, and so does not prove that it was not there.
    loose = record.last_proof(seen, published)
    if claim is None:
        return Timing(
            _since(loose, min(published, seen), seen),
            ("页面没有标注日期", *_observed(loose, seen)),
            loose,
        )
    stated_span, told = claim.interval, f"页面标注{stated(claim)}"
    proof = None if loose is None else record.last_proof(seen, published, stated_span.latest)
    facts = told, *_observed(proof, seen)
    observed = _since(proof, min(published, seen), seen)
    if stated_span.earliest > seen:
        return Timing(observed, (*facts, "标注晚于首次采集到的时间，不采信"), proof)
    early = timedelta(hours=settings.early_claim_hours)
    too_early = published - stated_span.latest > early
    if proof is not None and _stated_end(claim, stated_span) <= proof.started_at:
        if too_early:
            no_repost = "标注早于政策发布，可能是成文日期，不作为转载时间，以采集为准"
            return Timing(observed, (*facts, no_repost), proof)
        return _contradicted(observed, claim, facts, proof, settings)
    doubt = ""
    if stated_span.latest < published:
        unread = loose if loose is not proof else None
        doubt = _early(duty, stated_span.latest, unread, settings.early_claim_hours, too_early)
    return Timing(_meet(claim, stated_span, seen, proof), facts, proof, doubt=doubt)


def _since(proof: Scan | None, otherwise: datetime, seen: datetime) -> Interval:
    return Interval(proof.started_at if proof else otherwise, seen)


def _observed(proof: Scan | None, seen: datetime) -> tuple[str, str]:
    before = f"{minute(proof.started_at)}完整采集时未见" if proof else "此前没有完整采集"
    return before, f"{minute(seen)}首次采集到"


def _stated_end(claim: PageDate, stated_span: Interval) -> datetime:
    """The end of what an honest page can have meant: a minute without seconds lasts one.

    The end is not part of it: nothing of 12 August is left at midnight.
    """
    if claim.precision is Precision.MINUTE and claim.value.second == 0:
        return claim.value + ONE_MINUTE
    return stated_span.latest


def _meet(claim: PageDate, stated_span: Interval, seen: datetime, proof: Scan | None) -> Interval:
    """A stated minute is its first moment, unless a scan at that moment did not see the link."""
    earliest, latest = stated_span.earliest, min(stated_span.latest, seen)
    if proof is None:
        return Interval(earliest, latest)
    if proof.started_at < latest:
        return Interval(max(earliest, proof.started_at), latest)
    return Interval(proof.started_at, min(_stated_end(claim, stated_span), seen))


def _contradicted(
    observed: Interval,
    claim: PageDate,
    facts: tuple[str, ...],
    proof: Scan,
    settings: JudgingSettings,
) -> Timing:
    """The claim lies before a scan that would have shown the link: the observation wins."""
    grace = timedelta(minutes=settings.backdating_grace_minutes)
    if proof.started_at - _stated_end(claim, claim.interval) <= grace:
        return Timing(observed, (*facts, "标注与采集相差在正常发布延迟之内，以采集为准"), proof)
    backdated = (
        f"页面标注{stated(claim)}，但{minute(proof.started_at)}完整采集时没有该链接，"
        f"{minute(observed.latest)}才首次采集到"
    )
    return Timing(observed, (*facts, "标注日期与采集不符，以采集为准"), proof, backdated)


def _early(duty: Duty, ends: datetime, unread: Scan | None, hours: float, too_early: bool) -> str:
    """Why a date before the release's own publication is not taken at its word."""
    published = span(duty.published)
    if unread is not None and unread.started_at > ends:
        return (
            f"标注日期早于政策发布时间{published}；{minute(unread.started_at)}采集时未见该链接，"
            "但那次采集的列表没有回溯到标注日期，无法判定，须人工核对"
        )
    if too_early:
        return (
            f"标注日期早于政策发布时间{published}超过{hours:g}小时，"
            "可能是同名旧文、成文日期或日期有误，须人工核对"
        )
    return ""
