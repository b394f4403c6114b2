"""The verdict on a duty for which no link was found: pending, missing or unknown, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from repostwatch.judging.scan_history import ScanHistory
from repostwatch.model import Duty, Reason, Scan, Verdict, VerdictKind, because, together
from repostwatch.model.codes import VerdictCode


def verdict_without_link(duty: Duty, history: ScanHistory, now: datetime) -> Verdict:
    """The verdict without a link: `missing` needs a complete scan after the deadline.

    A portal that reposts nothing at all is a finding of its own, and the first reason of its open
    duties.
    """
    verdict = _by_scans(duty, history, now)
    nothing = history.lists.no_reposts
    open_ = verdict.kind in (VerdictKind.UNKNOWN, VerdictKind.REVIEW)
    if nothing is None or not open_ or history.ever_embedded:
        return verdict
    return replace(verdict, reason=together(nothing, verdict.reason))


def _by_scans(duty: Duty, history: ScanHistory, now: datetime) -> Verdict:
    """The same, by scans alone.

    The reason names the first scan that proves it, or the first of the latest scans that failed
    for the same reason, so that another scan with the same result does not change a verdict.
    """
    deadline = duty.deadline
    if now <= deadline.latest:
        return _verdict(
            duty, VerdictKind.PENDING, because(VerdictCode.NOT_SEEN_YET, deadline=deadline)
        )
    proof = history.first_proof(deadline.latest, duty.published.earliest)
    if proof is not None:
        reason = together(
            because(VerdictCode.DEADLINE, deadline=deadline),
            because(VerdictCode.NOT_IN_SCAN, scanned_at=proof.started_at, published=duty.published),
        )
        return _silent(_verdict(duty, VerdictKind.MISSING, reason, proof), history)
    unproven = history.unproven(deadline.latest, duty.published.earliest)
    if unproven is not None:
        return _silent(_unproven(duty, history, unproven), history)
    if not history or history[-1].started_at <= deadline.latest:
        return _verdict(duty, VerdictKind.UNKNOWN, _not_scanned(duty, history))
    return _incomplete(duty, history)


def _unproven(duty: Duty, history: ScanHistory, scan: Scan) -> Verdict:
    """The verdict where only lists show nothing that were never seen to carry a repost."""
    due = because(VerdictCode.DEADLINE, deadline=duty.deadline)
    doubtful = history.lists.open(scan)
    if not doubtful:
        refused = tuple(place.url for place in scan.lists or ())
        none = because(VerdictCode.NO_LIST_KNOWN, urls=refused)
        return _verdict(duty, VerdictKind.UNKNOWN, together(due, none), scan)
    not_seen = because(
        VerdictCode.NOT_IN_SCAN, scanned_at=scan.started_at, published=duty.published
    )
    never = (because(VerdictCode.LIST_NEVER_HELD, url=url) for url in doubtful)
    return _verdict(duty, VerdictKind.REVIEW, together(*never, due, not_seen), scan)


def _not_scanned(duty: Duty, history: ScanHistory) -> Reason:
    waiting = history.waiting
    if waiting is not None and waiting.started_at > duty.deadline.latest:
        return because(
            VerdictCode.NOT_MATCHED, deadline=duty.deadline, scanned_at=waiting.started_at
        )
    if not history:
        return because(VerdictCode.NEVER_SCANNED, deadline=duty.deadline)
    last = history[-1].started_at
    return because(VerdictCode.NOT_SCANNED_SINCE, deadline=duty.deadline, last_scan=last)


def _incomplete(duty: Duty, history: ScanHistory) -> Verdict:
    deadline = duty.deadline.latest
    last, deepest = history[-1], history.deepest(deadline)
    if last.reach is None or deepest is None or deepest.reach is None:
        first = history.failing_since(deadline)
        reason = because(
            VerdictCode.SCANS_INCOMPLETE,
            since=first.started_at,
            lasting=first is not last,
            gap=last.gap,
        )
        return _silent(_verdict(duty, VerdictKind.UNKNOWN, reason, first), history)
    reason = because(
        VerdictCode.LISTS_TOO_SHORT,
        scanned_at=deepest.started_at,
        reach=deepest.reach,
        published=duty.published,
        gap=deepest.gap,
    )
    return _silent(_verdict(duty, VerdictKind.UNKNOWN, reason, deepest), history)


def _silent(verdict: Verdict, history: ScanHistory) -> Verdict:
    """Add the scans whose pages have to be searched: the one that the verdict rests on, and the
    latest."""
    return replace(verdict, silent=tuple(dict.fromkeys((*verdict.scan_ids, history[-1].scan_id))))


def _verdict(duty: Duty, kind: VerdictKind, reason: Reason, scan: Scan | None = None) -> Verdict:
    return Verdict(
        release_id=duty.release_id,
        portal_id=duty.portal_id,
        kind=kind,
        reason=reason,
        scan_ids=() if scan is None else (scan.scan_id,),
    )
