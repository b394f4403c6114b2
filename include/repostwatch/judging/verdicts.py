"""duty + scans + sightings → verdict. docs/judging.md describes the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from repostwatch.judging.embedded_feed import feed_repost
from repostwatch.judging.reposts import Repost, repost_of
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.searched import Searches, apply_searches, without_rejected
from repostwatch.judging.unseen import verdict_without_link
from repostwatch.judging.weighing import verdict_of_reposts
from repostwatch.model import (
    Decision,
    DecisionKind,
    Duty,
    Reason,
    Scan,
    Sighting,
    Verdict,
    VerdictKind,
    because,
    together,
)
from repostwatch.model.codes import DecisionCode, VerdictCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.settings import JudgingSettings

# Increased with every change of the rule; stored with each verdict.
RULE_VERSION = "4"
# The verdict of a person's decision when the facts leave the time open.
OPEN_AS = {DecisionKind.CONFIRM: VerdictKind.ON_TIME, DecisionKind.LATE: VerdictKind.LATE}


def judge_duty(
    duty: Duty,
    scans: Sequence[Scan],
    sightings: Sequence[Sighting],
    now: datetime,
    *,
    decision: HumanDecision | None = None,
    settings: JudgingSettings,
    searches: Searches | None = None,
) -> Verdict:
    """The verdict on a duty at `now`, from everything observed until then.

    `scans` are all scans of the duty's portal, `sightings` its links that match the release, both
    in any order. Pass a `ScanHistory` if a portal has many duties.

    `searches` by (release, portal): what the search of the pages of `Verdict.silent` found. None
    judges without it: a first pass that only finds out which searches are needed.
    """
    history = ScanHistory.of(scans).until(now)
    seen = [sighting for sighting in sightings if sighting.first_seen <= now]
    machine = _judge(duty, history, seen, now, settings, searches)
    if duty.waiver is not None:
        waived = because(DecisionCode.WAIVED, waiver=duty.waiver)
        return _overruled(machine, VerdictKind.WAIVED, waived)
    if decision is None or not decision.in_force(now):
        return machine
    return _decided(duty, history, seen, now, decision, settings, machine, searches)


def judge_duties(
    duties: Iterable[Duty],
    scans: Mapping[str, Sequence[Scan]],
    sightings: Mapping[tuple[str, str], Sequence[Sighting]],
    now: datetime,
    *,
    decisions: Mapping[tuple[str, str], HumanDecision] | None = None,
    settings: JudgingSettings,
    searches: Searches | None = None,
) -> list[Verdict]:
    """`judge` for many duties; each portal's scans are indexed once.

    `scans` by portal; `sightings` and `decisions` by (release, portal).
    """
    people = decisions or {}
    records: dict[str, ScanHistory] = {}
    verdicts = []
    for duty in duties:
        history = records.get(duty.portal_id)
        if history is None:
            history = ScanHistory.of(scans.get(duty.portal_id, ())).until(now)
            records[duty.portal_id] = history
        key = duty.release_id, duty.portal_id
        verdicts.append(
            judge_duty(
                duty,
                history,
                sightings.get(key, ()),
                now,
                decision=people.get(key),
                settings=settings,
                searches=searches,
            )
        )
    return verdicts


def needs_finer_claim(
    duty: Duty,
    scans: Sequence[Scan],
    sightings: Sequence[Sighting],
    *,
    settings: JudgingSettings,
) -> list[Sighting]:
    """Links whose article could decide what their list's date leaves open, or states alone.

    A list's date alone does not prove lateness, so links that it would make late are included.
    Empty if another link already proves a timely repost.
    """
    history = ScanHistory.of(scans)
    found = [repost_of(duty, history, sighting, settings) for sighting in sightings]
    if any(repost.sure and repost.kind is VerdictKind.ON_TIME for repost in found):
        return []
    return [repost.sighting for repost in found if repost.straddles and repost.sighting]


def _reposts(
    duty: Duty,
    history: ScanHistory,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
) -> list[Repost]:
    found = [repost_of(duty, history, sighting, settings) for sighting in sightings]
    embed = feed_repost(duty, history, now)
    if embed is not None:
        found.append(embed)
    return sorted(found, key=lambda repost: repost.rank)


def _judge(
    duty: Duty,
    history: ScanHistory,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
    searches: Searches | None,
) -> Verdict:
    verdict = _by_sight(duty, history, sightings, now, settings)
    return verdict if searches is None else apply_searches(verdict, searches)


def _by_sight(
    duty: Duty,
    history: ScanHistory,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
) -> Verdict:
    found = _reposts(duty, history, sightings, now, settings)
    if not found:
        return verdict_without_link(duty, history, now)
    verdict = verdict_of_reposts(duty, found)
    if verdict.kind is VerdictKind.REVIEW and now <= duty.deadline.latest:
        open_yet = because(VerdictCode.NOT_DUE_YET, deadline=duty.deadline.latest)
        reason = together(verdict.reason, open_yet)
        return replace(verdict, kind=VerdictKind.PENDING, reason=reason)
    return verdict


def _overruled(machine: Verdict, kind: VerdictKind, decided: Reason) -> Verdict:
    """A person's decision, with the automatic result kept beside it."""
    own = because(DecisionCode.MACHINE, result=machine.kind, reason=machine.reason)
    return replace(machine, kind=kind, machine=machine.kind, reason=together(decided, own))


def _decided(  # noqa: PLR0913, PLR0917  all that a verdict rests on
    duty: Duty,
    history: ScanHistory,
    seen: Sequence[Sighting],
    now: datetime,
    decision: HumanDecision,
    settings: JudgingSettings,
    machine: Verdict,
    searches: Searches | None,
) -> Verdict:
    if decision.kind is DecisionKind.WAIVE:
        return _overruled(machine, VerdictKind.WAIVED, decision.summary)
    if decision.kind is DecisionKind.REJECT:
        left = _rejected(duty, history, seen, now, decision, settings, searches)
    elif decision.link_id is None:
        return _overruled(machine, OPEN_AS[decision.kind], decision.summary)
    else:
        confirmed = _confirmed(duty, history, seen, decision, settings)
        if confirmed is None:
            lost = together(decision.summary, because(DecisionCode.LINK_GONE))
            return _overruled(machine, VerdictKind.REVIEW, lost)
        rest = _reposts(duty, history, seen, now, settings)
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
    if decision.link_id is not None:
        others = [item for item in seen if item.match.link_id != decision.link_id]
        titles = {item.title for item in seen if item.match.link_id == decision.link_id}
        left = None if searches is None else without_rejected(searches, duty, titles)
        return _judge(duty, history, others, now, settings, left)
    later = [item for item in seen if item.first_seen > decision.at]
    if later:
        return verdict_of_reposts(
            duty, [repost_of(duty, history, item, settings) for item in later]
        )
    verdict = verdict_without_link(duty, history, now)
    # A decision made before the deadline does not cover what came after it.
    if verdict.kind is VerdictKind.UNKNOWN and decision.at > duty.deadline.latest:
        return replace(verdict, kind=VerdictKind.MISSING)
    return verdict
