"""The verdict after a person's decision, with the automatic result kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from repostwatch.judging.by_facts import reposts_of, verdict_by_facts
from repostwatch.judging.reposts import Repost, repost_of
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.searched import Searches, without_rejected
from repostwatch.judging.unseen import verdict_without_link
from repostwatch.judging.weighing import verdict_of_reposts
from repostwatch.model import (
    Decision,
    DecisionKind,
    Duty,
    Reason,
    Sighting,
    Verdict,
    VerdictKind,
    because,
    together,
)
from repostwatch.model.codes import DecisionCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.settings import JudgingSettings

# The verdict of a person's decision when the facts leave the time open.
OPEN_AS = {DecisionKind.CONFIRM: VerdictKind.ON_TIME, DecisionKind.LATE: VerdictKind.LATE}


def overruled(machine: Verdict, kind: VerdictKind, decided: Reason) -> Verdict:
    """A person's decision, with the automatic result kept beside it."""
    own = because(DecisionCode.MACHINE, result=machine.kind, reason=machine.reason)
    return replace(machine, kind=kind, machine=machine.kind, reason=together(decided, own))


def verdict_after_decision(  # noqa: PLR0913, PLR0917  all that a verdict rests on
    duty: Duty,
    history: ScanHistory,
    seen: Sequence[Sighting],
    now: datetime,
    decision: HumanDecision,
    settings: JudgingSettings,
    machine: Verdict,
    searches: Searches | None,
) -> Verdict:
    """What a decision makes of the automatic verdict `machine`."""
    if decision.kind is DecisionKind.WAIVE:
        return overruled(machine, VerdictKind.WAIVED, decision.summary)
    if decision.kind is DecisionKind.REJECT:
        left = _rejected(duty, history, seen, now, decision, settings, searches)
        left = replace(left, reason=together(_left_out(seen, decision), left.reason))
    elif decision.link_id is None:
        return overruled(machine, OPEN_AS[decision.kind], decision.summary)
    else:
        confirmed = _confirmed(duty, history, seen, decision, settings)
        if confirmed is None:
            lost = together(decision.summary, because(DecisionCode.LINK_GONE))
            return overruled(machine, VerdictKind.REVIEW, lost)
        rest = reposts_of(duty, history, seen, now, settings)
        proven = [repost for repost in rest if repost.sure and repost.kind is VerdictKind.ON_TIME]
        left = verdict_of_reposts(duty, [confirmed, *proven])
    return replace(left, machine=machine.kind, reason=together(decision.summary, left.reason))


def _confirmed(
    duty: Duty,
    history: ScanHistory,
    seen: Sequence[Sighting],
    decision: HumanDecision,
    settings: JudgingSettings,
) -> Repost | None:
    """The verdict of the link that a person confirmed; their decision settles what facts do not."""
    for sighting in seen:
        if sighting.match.link_id == decision.link_id:
            sure = replace(sighting, match=replace(sighting.match, decision=Decision.MATCH))
            repost = repost_of(duty, history, sure, settings, confirmed=True)
            if repost.kind is VerdictKind.REVIEW:
                return replace(repost, kind=OPEN_AS[decision.kind])
            return repost
    return None


def _rejected(
    duty: Duty,
    history: ScanHistory,
    seen: Sequence[Sighting],
    now: datetime,
    decision: HumanDecision,
    settings: JudgingSettings,
    searches: Searches | None,
) -> Verdict:
    others = [item for item in seen if not _rejects(decision, item)]
    if decision.link_id is not None:
        titles = {item.title for item in seen if _rejects(decision, item)}
        left = None if searches is None else without_rejected(searches, duty, titles)
        return verdict_by_facts(duty, history, others, now, settings, left)
    # Without a link, the others are what came later.
    if others:
        return verdict_of_reposts(
            duty, [repost_of(duty, history, item, settings) for item in others]
        )
    verdict = verdict_without_link(duty, history, now)
    # A decision made before the deadline does not cover what came after it.
    open_ = verdict.kind in (VerdictKind.UNKNOWN, VerdictKind.REVIEW)
    if open_ and decision.at > duty.deadline.latest:
        return replace(verdict, kind=VerdictKind.MISSING)
    return verdict


def _left_out(seen: Sequence[Sighting], decision: HumanDecision) -> Reason | None:
    """The links that a person rejected: what scans proved without them says that nothing was
    seen."""
    rejected = [item for item in seen if _rejects(decision, item)]
    if not rejected:
        return None
    first = min(rejected, key=lambda item: item.first_seen)
    return because(
        DecisionCode.LEFT_OUT, title=first.title, seen_at=first.first_seen, count=len(rejected)
    )


def _rejects(decision: HumanDecision, item: Sighting) -> bool:
    """Without a link a decision is about all that was seen by then."""
    if decision.link_id is None:
        return item.first_seen <= decision.at
    return item.match.link_id == decision.link_id
