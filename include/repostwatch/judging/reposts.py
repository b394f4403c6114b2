"""One link as a repost of one release: its claim, our observations, the verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from repostwatch.judging import claims as claiming
from repostwatch.judging.by_dates import verdict_by_dates
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.timing import Timing, against_deadline, timing_of
from repostwatch.model import (
    Decision,
    Duty,
    Interval,
    PageDate,
    Precision,
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


@dataclass(frozen=True, slots=True)
class Repost:
    """A possible repost: a link, or the embedded feed.

    `kind` is on_time, late or review. `straddles`: only the time is in doubt, and a finer date
    could decide. `sure`: there is no doubt that it is this release.
    """

    kind: VerdictKind
    interval: Interval
    reason: Reason
    sighting: Sighting | None = None
    scan_ids: tuple[str, ...] = ()
    backdated: Reason | None = None
    straddles: bool = False
    sure: bool = True
    silent: tuple[str, ...] = ()  # the scans without the link that it rests on

    @property
    def rank(self) -> tuple[datetime, datetime, str]:
        """The earliest repost first; a fixed order among equals."""
        link_id = self.sighting.match.link_id if self.sighting else ""
        return self.interval.latest, self.interval.earliest, link_id


def repost_of(
    duty: Duty,
    history: ScanHistory,
    sighting: Sighting,
    settings: JudgingSettings,
    *,
    confirmed: bool = False,
) -> Repost:
    """The repost that one link is by itself, without regard to other links.

    `confirmed`: a person recognised the link, so that an early date is no doubt.
    """

    def timing_by(claim: PageDate | None, seen: datetime = sighting.first_seen) -> Timing:
        timing = timing_of(duty, history, seen, claim, settings, wider=sighting.wider)
        return replace(timing, doubt=None) if confirmed else timing

    own = claiming.usable(sighting)
    chosen = claiming.best(own)
    claim = chosen[0] if chosen else None
    timing, *others = [timing_by(claim) for claim in chosen] or [timing_by(None)]
    kinds = [one.against(duty.deadline) for one in (timing, *others)]
    kind, extra = verdict_by_dates(duty, sighting, own, kinds, timing_by)
    straddles = kind is VerdictKind.REVIEW and not timing.doubt and not sighting.direct
    backdated, listed = timing.backdated, sighting.address_seen
    if any(other.backdated is None for other in others):
        backdated = None  # of two dates one is not refuted: the portal forged none
    if listed is not None:
        # The page was there under another title: what did not show this one did not miss it.
        before = timing_by(claim, listed)
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
            _vanished(duty, history, sighting, claim),
        ),
        sighting=sighting,
        scan_ids=_evidence(timing.proof, history.at(sighting.first_seen)),
        backdated=backdated,
        straddles=straddles,
        sure=sighting.match.decision is Decision.MATCH,
        silent=_silent(duty, history, timing, sighting, claim),
    )


def _silent(
    duty: Duty,
    history: ScanHistory,
    timing: Timing,
    sighting: Sighting,
    claim: PageDate | None,
) -> tuple[str, ...]:
    """The scans whose pages must not hold the release in any form for it to be late.

    A minute without contradiction is the portal's own statement. A coarser date, or none, needs
    observations: the last scan before the deadline, and the scan that proves the lateness.
    """
    if (
        claim is not None
        and claim.precision is Precision.MINUTE
        and timing.backdated is None
        and timing.interval.earliest == claim.value
    ):
        return ()
    published = duty.published.earliest
    end = min(duty.deadline.latest, sighting.first_seen - timedelta(microseconds=1))
    last_scan = history.last_within(Interval(published, end)) if end >= published else None
    return _evidence(last_scan, timing.proof)


def _vanished(
    duty: Duty, history: ScanHistory, sighting: Sighting, claim: PageDate | None
) -> Reason | None:
    if sighting.wider:
        return None  # scans do not look where it stands
    gone = history.first_proof(
        sighting.last_seen,
        duty.published.earliest,
        None if claim is None else claim.interval.latest,
    )
    if gone is None:
        return None
    return because(RepostCode.VANISHED, last_seen=sighting.last_seen, scanned_at=gone.started_at)


def _evidence(*scans: Scan | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scan.scan_id for scan in scans if scan is not None))
