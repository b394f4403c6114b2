"""duty + scans + sightings → verdict. docs/judging.md describes the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from repostwatch.judging.by_facts import verdict_by_facts
from repostwatch.judging.decided import overruled, verdict_after_decision
from repostwatch.judging.reposts import repost_of
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.searched import Searches
from repostwatch.model import Duty, Scan, Sighting, Verdict, VerdictKind, because
from repostwatch.model.codes import DecisionCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.settings import JudgingSettings

# Increased with every change of the rule; stored with each verdict.
RULE_VERSION = "5"


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
    in any order. Pass a `ScanHistory` if a portal has many duties, or something is known of its
    lists.

    `searches` by (release, portal): what the search of the pages of `Verdict.silent` found. None
    judges without it: a first pass that only finds out which searches are needed.
    """
    history = ScanHistory.of(scans).until(now)
    known = [sighting for sighting in sightings if sighting.first_seen <= now]
    history, seen = _counting(duty.release_id, history, known)
    machine = verdict_by_facts(duty, history, seen, now, settings, searches)
    if duty.waiver is not None:
        waived = because(DecisionCode.WAIVED, waiver=duty.waiver)
        return overruled(machine, VerdictKind.WAIVED, waived)
    if decision is None or not decision.in_force(now):
        return machine
    # A person saw the link that they name, whatever else is open.
    seen = [one for one in known if one in seen or one.match.link_id == decision.link_id]
    return verdict_after_decision(duty, history, seen, now, decision, settings, machine, searches)


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
        key = duty.key
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


def _counting(
    release_id: str, history: ScanHistory, seen: Sequence[Sighting]
) -> tuple[ScanHistory, Sequence[Sighting]]:
    """The scans and sightings that a verdict rests on.

    Scans are left out from the one on that saw a link which was compared with nothing: it may be
    the repost, or an earlier one. Where links were compared with the release as it was, what was
    found stands, and that nothing was found shows nothing.
    """
    since = history.unmatched.since
    if since is not None:
        history = history.before(since)
        seen = [one for one in seen if one.first_seen < since]
    if not seen and history.unmatched.older(release_id):
        history = history.before(None)
    return history, seen
