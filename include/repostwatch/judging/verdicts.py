"""duty + scans + sightings → verdict. docs/judging.md tells the rule in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from repostwatch.judging.decisions import HumanDecision
from repostwatch.judging.embeds import embed_of
from repostwatch.judging.record import PortalRecord
from repostwatch.judging.reposts import Repost, repost_of
from repostwatch.judging.searched import Searches, accounted, searched
from repostwatch.judging.unseen import unseen
from repostwatch.judging.weighing import weigh
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
from repostwatch.settings import JudgingSettings

# Grows with every change of the rule; stands beside each verdict in the history.
RULE_VERSION = "4"
# What a person's word makes of a time that the facts leave open.
OPEN_AS = {DecisionKind.CONFIRM: VerdictKind.ON_TIME, DecisionKind.LATE: VerdictKind.LATE}


def judge(
    duty: Duty,
    scans: Sequence[Scan],
    sightings: Sequence[Sighting],
    now: datetime,
    *,
    decision: HumanDecision | None = None,
    settings: JudgingSettings,
    searches: Searches | None = None,
) -> Verdict:
    """The standing of a duty at `now`, from everything observed up to then.

    `scans` are all scans of the duty's portal, `sightings` its links that match the release.
    Their order does not matter. Give a `PortalRecord` where a portal has many duties.

    `searches` by (release, portal): what the search of the pages of `Verdict.silent` found. None
    judges without it, as it is done to learn which searches are needed; nobody is told that.
    """
    record = PortalRecord.of(scans).until(now)
    seen = [sighting for sighting in sightings if sighting.first_seen <= now]
    machine = _judge(duty, record, seen, now, settings, searches)
    if duty.waiver is not None:
        waived = because(DecisionCode.WAIVED, waiver=duty.waiver)
        return _overruled(machine, VerdictKind.WAIVED, waived)
    if decision is None or not decision.in_force(now):
        return machine
    return _decided(duty, record, seen, now, decision, settings, machine, searches)


def judge_all(
    duties: Iterable[Duty],
    scans: Mapping[str, Sequence[Scan]],
    sightings: Mapping[tuple[str, str], Sequence[Sighting]],
    now: datetime,
    *,
    decisions: Mapping[tuple[str, str], HumanDecision] | None = None,
    settings: JudgingSettings,
    searches: Searches | None = None,
) -> list[Verdict]:
    """`judge` over many duties, each portal's scans prepared once.

    `scans` by portal; `sightings` and `decisions` by (release, portal).
    """
    people = decisions or {}
    records: dict[str, PortalRecord] = {}
    verdicts = []
    for duty in duties:
        record = records.get(duty.portal_id)
        if record is None:
            record = PortalRecord.of(scans.get(duty.portal_id, ())).until(now)
            records[duty.portal_id] = record
        key = duty.release_id, duty.portal_id
        verdicts.append(
            judge(
                duty,
                record,
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
    """Links whose own page could settle what their list's date leaves open, or says alone.

    A list's word alone makes nobody late, so that what it would make late is among them.
    Empty where another link already shows that the duty was done on time.
    """
    record = PortalRecord.of(scans)
    found = [repost_of(duty, record, sighting, settings) for sighting in sightings]
    if any(repost.sure and repost.kind is VerdictKind.ON_TIME for repost in found):
        return []
    return [repost.sighting for repost in found if repost.straddles and repost.sighting]


def _reposts(
    duty: Duty,
    record: PortalRecord,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
) -> list[Repost]:
    found = [repost_of(duty, record, sighting, settings) for sighting in sightings]
    embed = embed_of(duty, record, now)
    if embed is not None:
        found.append(embed)
    return sorted(found, key=lambda repost: repost.rank)


def _judge(
    duty: Duty,
    record: PortalRecord,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
    searches: Searches | None,
) -> Verdict:
    verdict = _by_sight(duty, record, sightings, now, settings)
    return verdict if searches is None else searched(verdict, searches)


def _by_sight(
    duty: Duty,
    record: PortalRecord,
    sightings: Sequence[Sighting],
    now: datetime,
    settings: JudgingSettings,
) -> Verdict:
    found = _reposts(duty, record, sightings, now, settings)
    if not found:
        return unseen(duty, record, now)
    verdict = weigh(duty, found)
    if verdict.kind is VerdictKind.REVIEW and now <= duty.deadline.latest:
        open_yet = because(VerdictCode.NOT_DUE_YET, deadline=duty.deadline.latest)
        reason = together(verdict.reason, open_yet)
        return replace(verdict, kind=VerdictKind.PENDING, reason=reason)
    return verdict


def _overruled(machine: Verdict, kind: VerdictKind, decided: Reason) -> Verdict:
    """A person's word, with the machine's own result beside it."""
    own = because(DecisionCode.MACHINE, result=machine.kind, reason=machine.reason)
    return replace(machine, kind=kind, machine=machine.kind, reason=together(decided, own))


def _decided(  # noqa: PLR0913, PLR0917  all that a verdict rests on
    duty: Duty,
    record: PortalRecord,
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
        left = _rejected(duty, record, seen, now, decision, settings, searches)
    elif decision.link_id is None:
        return _overruled(machine, OPEN_AS[decision.kind], decision.summary)
    else:
        vouched = _vouched(duty, record, seen, decision, settings)
        if vouched is None:
            lost = together(decision.summary, because(DecisionCode.LINK_GONE))
            return _overruled(machine, VerdictKind.REVIEW, lost)
        rest = _reposts(duty, record, seen, now, settings)
        proven = [repost for repost in rest if repost.sure and repost.kind is VerdictKind.ON_TIME]
        left = weigh(duty, [vouched, *proven])
    return replace(left, machine=machine.kind, reason=together(decision.summary, left.reason))


def _vouched(
    duty: Duty,
    record: PortalRecord,
    seen: Sequence[Sighting],
    decision: HumanDecision,
    settings: JudgingSettings,
) -> Repost | None:
    """The link that a person recognised; what the facts leave open is as the person said."""
    for sighting in seen:
        if sighting.match.link_id == decision.link_id:
            sure = replace(sighting, match=replace(sighting.match, decision=Decision.MATCH))
            repost = repost_of(duty, record, sure, settings, vouched=True)
            if repost.kind is VerdictKind.REVIEW:
                return replace(repost, kind=OPEN_AS[decision.kind])
            return repost
    return None


def _rejected(
    duty: Duty,
    record: PortalRecord,
    seen: Sequence[Sighting],
    now: datetime,
    decision: HumanDecision,
    settings: JudgingSettings,
    searches: Searches | None,
) -> Verdict:
    if decision.link_id is not None:
        others = [item for item in seen if item.match.link_id != decision.link_id]
        titles = {item.title for item in seen if item.match.link_id == decision.link_id}
        left = None if searches is None else accounted(searches, duty, titles)
        return _judge(duty, record, others, now, settings, left)
    later = [item for item in seen if item.first_seen > decision.at]
    if later:
        return weigh(duty, [repost_of(duty, record, item, settings) for item in later])
    verdict = unseen(duty, record, now)
    # Who looked before the deadline has not seen what came after it.
    if verdict.kind is VerdictKind.UNKNOWN and decision.at > duty.deadline.latest:
        return replace(verdict, kind=VerdictKind.MISSING)
    return verdict
