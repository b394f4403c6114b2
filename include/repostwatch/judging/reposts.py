"""One link as a repost of one release: what it claims, what we saw, what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.judging import claims as claiming
from repostwatch.judging.record import PortalRecord
from repostwatch.judging.timing import Timing, against_deadline, timing_of
from repostwatch.model import (
    Decision,
    Duty,
    Interval,
    PageDate,
    Reason,
    Scan,
    Sighting,
    VerdictKind,
    all_of,
    because,
    together,
)
from repostwatch.model.codes import RepostCode
from repostwatch.settings import JudgingSettings

OPPOSITES = {VerdictKind.ON_TIME, VerdictKind.LATE}


@dataclass(frozen=True, slots=True)
class Repost:
    """A way in which the duty may have been done: by a link, or by the embedded feed.

    `kind` is on_time, late or review. `straddles`: only the moment is in doubt, and a finer
    date could settle it. `sure`: that it is this release is not in doubt.
    """

    kind: VerdictKind
    interval: Interval
    reason: Reason
    sighting: Sighting | None = None
    scan_ids: tuple[str, ...] = ()
    backdated: Reason | None = None
    straddles: bool = False
    sure: bool = True

    @property
    def rank(self) -> tuple[datetime, datetime, str]:
        """The earliest repost first; a fixed order among equals."""
        link_id = self.sighting.match.link_id if self.sighting else ""
        return self.interval.latest, self.interval.earliest, link_id


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

    def timing_by(claim: PageDate | None, seen: datetime = sighting.first_seen) -> Timing:
        timing = timing_of(duty, record, seen, claim, settings)
        return replace(timing, doubt=None) if vouched else timing

    own = claiming.usable(sighting)
    chosen = claiming.best(own)
    excluded = claiming.excluded(chosen, own)
    timing, *others = [timing_by(claim) for claim in chosen] or [timing_by(None)]
    kind = timing.against(duty.deadline)
    rivals = {other.against(duty.deadline) for other in others}
    against = {timing_by(claim).against(duty.deadline) for claim in excluded}
    extra = (
        because(RepostCode.OTHER_DATES, dates=tuple(excluded), chosen=chosen[0])
        if excluded
        else None
    )
    if rivals - {kind} or {kind, *against} >= OPPOSITES:
        kind = VerdictKind.REVIEW
        dates = tuple(dict.fromkeys([*chosen, *excluded]))
        extra = because(RepostCode.DATES_DISAGREE, dates=dates)
    straddles = kind is VerdictKind.REVIEW and not timing.doubt and not sighting.direct
    backdated, listed = timing.backdated, sighting.address_seen
    if listed is not None:
        # The page was there under another title: what did not show this one did not miss it.
        before = timing_by(chosen[0] if chosen else None, listed)
        backdated = backdated and before.backdated
        if kind is not VerdictKind.ON_TIME and before.against(duty.deadline) is not kind:
            kind = VerdictKind.REVIEW
            extra = all_of(because(RepostCode.ADDRESS_LISTED_BEFORE, listed_at=listed), extra)
    return Repost(
        kind=kind,
        interval=timing.interval,
        reason=together(
            *timing.facts,
            extra,
            timing.doubt or against_deadline(timing.interval, duty.deadline),
            _vanished(duty, record, sighting, chosen[0] if chosen else None),
        ),
        sighting=sighting,
        scan_ids=_evidence(timing.proof, record.at(sighting.first_seen)),
        backdated=backdated,
        straddles=straddles,
        sure=sighting.match.decision is Decision.MATCH,
    )


def _vanished(
    duty: Duty, record: PortalRecord, sighting: Sighting, claim: PageDate | None
) -> Reason | None:
    gone = record.first_proof(
        sighting.last_seen,
        duty.published.earliest,
        None if claim is None else claim.interval.latest,
    )
    if gone is None:
        return None
    return because(RepostCode.VANISHED, last_seen=sighting.last_seen, scanned_at=gone.started_at)


def _evidence(*scans: Scan | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scan.scan_id for scan in scans if scan is not None))
