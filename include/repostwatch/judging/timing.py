"""The repost interval: the page's claim intersected with our observations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.judging.scan_history import ScanHistory
from repostwatch.model import (
    Duty,
    Interval,
    PageDate,
    Precision,
    Reason,
    Scan,
    VerdictKind,
    because,
)
from repostwatch.model.codes import RepostCode, VerdictCode
from repostwatch.settings import JudgingSettings

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """The repost interval from one claim (or none) and the observations."""

    interval: Interval
    facts: tuple[Reason, ...]
    proof: Scan | None
    backdated: Reason | None = None
    doubt: Reason | None = None  # why the claim cannot be relied on, although nothing refutes it

    def against(self, deadline: Interval) -> VerdictKind:
        return VerdictKind.REVIEW if self.doubt else in_time(self.interval, deadline)


def in_time(interval: Interval, deadline: Interval) -> VerdictKind:
    """On time or late if every moment of the interval is; otherwise review."""
    if interval.latest <= deadline.earliest:
        return VerdictKind.ON_TIME
    if interval.earliest > deadline.latest:
        return VerdictKind.LATE
    return VerdictKind.REVIEW


def against_deadline(interval: Interval, deadline: Interval) -> Reason:
    kind = in_time(interval, deadline)
    if kind is VerdictKind.ON_TIME:
        return because(VerdictCode.ON_TIME, deadline=deadline)
    if kind is VerdictKind.LATE:
        return because(
            VerdictCode.LATE,
            deadline=deadline,
            at_least=interval.earliest - deadline.latest,
            at_most=interval.latest - deadline.earliest,
        )
    return because(VerdictCode.STRADDLES, reposted=interval, deadline=deadline)


def timing_of(
    duty: Duty,
    history: ScanHistory,
    seen: datetime,
    claim: PageDate | None,
    settings: JudgingSettings,
    *,
    wider: bool = False,
) -> Timing:
    """When a link first seen at `seen` can have appeared, given its date `claim`.

    `wider`: it stood where no scan had looked, so that no scan shows when it was not there yet.
    """
    history = ScanHistory(()) if wider else history
    published = duty.published.earliest
    # A list is sorted by what its items claim: a scan that did not reach back to the claimed
    # date cannot have shown the link, and so does not prove that it was not there.
    found_in = history.at(seen)
    loose = history.last_proof(seen, published, found_in=found_in)
    if claim is None:
        return Timing(
            _since(loose, min(published, seen), seen),
            (because(RepostCode.NO_DATE), *_observed(loose, seen)),
            loose,
        )
    stated_span = claim.interval
    proof = None
    if loose is not None:
        proof = history.last_proof(seen, published, stated_span.latest, found_in)
    facts = because(RepostCode.DATE, date=claim), *_observed(proof, seen)
    observed = _since(proof, min(published, seen), seen)
    if stated_span.earliest > seen:
        ahead = because(RepostCode.DATE_AFTER_FIRST_SEEN)
        return Timing(observed, (*facts, ahead), proof)
    early = timedelta(hours=settings.early_claim_hours)
    too_early = published - stated_span.latest > early
    if proof is not None and _stated_end(claim, stated_span) <= proof.started_at:
        if too_early:
            no_repost = because(RepostCode.DATE_BEFORE_RELEASE)
            return Timing(observed, (*facts, no_repost), proof)
        return _contradicted(observed, claim, facts, proof, settings)
    doubt = None
    if stated_span.latest < published:
        unread = loose if loose is not proof else None
        doubt = _early(duty, stated_span.latest, unread, early, far=too_early)
    return Timing(_meet(claim, stated_span, seen, proof), facts, proof, doubt=doubt)


def _since(proof: Scan | None, otherwise: datetime, seen: datetime) -> Interval:
    return Interval(proof.started_at if proof else otherwise, seen)


def _observed(proof: Scan | None, seen: datetime) -> tuple[Reason, Reason]:
    before = (
        because(RepostCode.NOT_IN_SCAN, scanned_at=proof.started_at)
        if proof
        else because(RepostCode.NO_SCAN_BEFORE)
    )
    return before, because(RepostCode.FIRST_SEEN, seen_at=seen)


def _stated_end(claim: PageDate, stated_span: Interval) -> datetime:
    """The end of the stated date, exclusive: a minute without seconds lasts one minute, a day
    ends at midnight."""
    if claim.precision is Precision.MINUTE and claim.value.second == 0:
        return claim.value + ONE_MINUTE
    return stated_span.latest


def _meet(claim: PageDate, stated_span: Interval, seen: datetime, proof: Scan | None) -> Interval:
    """A stated minute means its start, unless a scan at that moment did not have the link."""
    earliest, latest = stated_span.earliest, min(stated_span.latest, seen)
    if proof is None:
        return Interval(earliest, latest)
    if proof.started_at < latest:
        return Interval(max(earliest, proof.started_at), latest)
    return Interval(proof.started_at, min(_stated_end(claim, stated_span), seen))


def _contradicted(
    observed: Interval,
    claim: PageDate,
    facts: tuple[Reason, ...],
    proof: Scan,
    settings: JudgingSettings,
) -> Timing:
    """The claim is before a scan that would have shown the link: the observation wins."""
    grace = timedelta(minutes=settings.backdating_grace_minutes)
    if proof.started_at - _stated_end(claim, claim.interval) <= grace:
        return Timing(observed, (*facts, because(RepostCode.PUBLISHING_DELAY)), proof)
    backdated = because(
        RepostCode.BACKDATED,
        date=claim,
        scanned_at=proof.started_at,
        first_seen=observed.latest,
    )
    return Timing(observed, (*facts, because(RepostCode.DATE_REFUTED)), proof, backdated)


def _early(
    duty: Duty, ends: datetime, unread: Scan | None, limit: timedelta, *, far: bool
) -> Reason | None:
    """Why a date before the release's own publication is not trusted.

    `far`: it is earlier by more than `limit`.
    """
    if unread is not None and unread.started_at > ends:
        return because(
            RepostCode.DATE_UNPROVEN, published=duty.published, scanned_at=unread.started_at
        )
    if far:
        return because(RepostCode.DATE_FAR_TOO_EARLY, published=duty.published, limit=limit)
    return None
