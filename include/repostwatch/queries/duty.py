"""One duty and its evidence, the duties in review, and a person's decision about one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from repostwatch.judging.searched import list_in_doubt
from repostwatch.model import (
    Scan,
    Sighting,
    VerdictKind,
)
from repostwatch.model.codes import RefusalCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.report import report_data
from repostwatch.pipeline.scope import Selection
from repostwatch.queries.refusal import RefusedError
from repostwatch.queries.states import (
    DutyState,
    duty_states,
    recent_data,
)
from repostwatch.settings import Settings
from repostwatch.store import decisions, scans, sightings, visits, wider_looks
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class DutyEvidence:
    """The evidence of a verdict, and people's decisions, newest first.

    `visits` are those of its scans, `wider` those of the wider look for it; the review queue
    leaves them out.
    """

    state: DutyState
    sightings: Sequence[Sighting]
    scans: Sequence[Scan]
    visits: Sequence[dict[str, Any]]
    decisions: Sequence[HumanDecision]
    wider: Sequence[dict[str, Any]] = ()


def duty_evidence(
    conn: Connection, settings: Settings, release_id: str, portal_id: str
) -> DutyEvidence:
    """Raises RefusedError where the portal has no such duty."""
    states = duty_states(report_data(conn, settings, Selection([release_id], [portal_id])))
    if not states:
        raise RefusedError(RefusalCode.NO_DUTY, release_id=release_id, portal_id=portal_id)
    (known,) = _evidence(conn, settings, states)
    look = wider_looks.load(conn, [portal_id], settings.now()).get(portal_id, {}).get(release_id)
    return replace(known, wider=visits.by_id(conn, look.visits) if look else ())


def duties_in_review(conn: Connection, settings: Settings) -> tuple[DutyEvidence, ...]:
    """The duties in review, in order of deadline; without those that one decision about a list of
    their portal settles."""
    data = recent_data(conn, settings)
    waiting = [
        state
        for state in duty_states(data)
        if state.verdict
        and state.verdict.kind is VerdictKind.REVIEW
        and list_in_doubt(state.verdict) is None
    ]
    waiting.sort(key=lambda state: (state.duty.deadline.latest, state.portal.portal_id))
    return tuple(_evidence(conn, settings, waiting))


def save_duty_decision(
    conn: Connection,
    settings: Settings,
    release_id: str,
    portal_id: str,
    decision: HumanDecision,
    seen: str,
) -> None:
    """Store a person's decision about a duty and judge it again.

    `seen` is the verdict that the person was shown, empty for none. Raises RefusedError if the
    verdict has changed since, or if the link does not belong to the duty.
    """
    with decisions.one_at_a_time(conn, release_id, portal_id):
        known = duty_evidence(conn, settings, release_id, portal_id)
        if decision.link_id not in {None, *(one.match.link_id for one in known.sightings)}:
            raise RefusedError(RefusalCode.NO_SUCH_LINK)
        verdict = known.state.verdict
        if seen != (verdict.kind.value if verdict else ""):
            first = next((one.summary for one in known.decisions), None)
            raise RefusedError(RefusalCode.VERDICT_CHANGED, decision=first)
        decisions.save(conn, release_id, portal_id, decision)
        judge_reposts(conn, settings, Selection([release_id], [portal_id]))


def _evidence(
    conn: Connection, settings: Settings, states: Sequence[DutyState]
) -> list[DutyEvidence]:
    release_ids = sorted({state.release.release_id for state in states})
    portal_ids = sorted({state.portal.portal_id for state in states})
    seen = sightings.load(conn, release_ids, portal_ids, settings.now())
    ids = {scan_id for state in states if state.verdict for scan_id in state.verdict.scan_ids}
    cited_scans = {
        scan.scan_id: scan for scan in scans.shown(conn, portal_ids, ids, settings.now())
    }
    found = []
    for state in states:
        cited = state.verdict.scan_ids if state.verdict else ()
        found.append(
            DutyEvidence(
                state,
                sightings=seen.get((state.release.release_id, state.portal.portal_id), []),
                scans=sorted(
                    (cited_scans[scan_id] for scan_id in cited if scan_id in cited_scans),
                    key=lambda scan: scan.started_at,
                ),
                visits=visits.of_scans(conn, cited) if len(states) == 1 else (),
                decisions=decisions.history(conn, state.release.release_id, state.portal.portal_id),
            )
        )
    return found
