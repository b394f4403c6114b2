"""Duties and their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from repostwatch.model import (
    Scan,
    Sighting,
    Verdict,
    VerdictKind,
)
from repostwatch.model.codes import RefusalCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.scope import Selection, load_scope
from repostwatch.queries.states import DutyState, duty_states
from repostwatch.settings import Settings
from repostwatch.store import (
    decisions,
    scans,
    sightings,
    verdicts,
    visits,
    wider_looks,
)
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class DutyEvidence:
    """The evidence of a verdict, and people's decisions, newest first.

    `visits` are those of its scans, `wider` those of the wider look for it, `history` its verdicts
    with the moment of each, the latest first, `refuted` the links whose own page showed that they
    are something else; the review queue leaves them out. `latest` is the portal's latest scan.
    """

    state: DutyState
    sightings: Sequence[Sighting]
    scans: Sequence[Scan]
    visits: Sequence[dict[str, Any]]
    decisions: Sequence[HumanDecision]
    latest: Scan | None = None
    wider: Sequence[dict[str, Any]] = ()
    history: Sequence[tuple[datetime, Verdict]] = ()
    refuted: Sequence[Sighting] = ()

    @property
    def seen(self) -> str:
        """What a person is shown, to be compared when they decide: the verdict, and how many
        decisions there are."""
        verdict = self.state.verdict
        return f"{verdict.kind if verdict else ''} {len(self.decisions)}"

    @property
    def unwatched(self) -> Scan | None:
        """The portal's latest scan, where it was not complete and the duty is still to be watched:
        what no scan could see is not called unseen."""
        verdict, last = self.state.verdict, self.latest
        pending = verdict is not None and verdict.kind is VerdictKind.PENDING
        return last if pending and last is not None and last.reach is None else None


def duty_evidence(
    conn: Connection, settings: Settings, release_id: str, portal_id: str
) -> DutyEvidence:
    """Raises RefusedError where the portal has no such duty."""
    states = _states(conn, settings, Selection([release_id], [portal_id]))
    if not states:
        raise RefusedError(RefusalCode.NO_DUTY, release_id=release_id, portal_id=portal_id)
    (known,) = _evidence(conn, settings, states)
    look = wider_looks.load(conn, [portal_id], settings.now()).get(portal_id, {}).get(release_id)
    return replace(
        known,
        wider=visits.by_id(conn, look.visits) if look else (),
        history=verdicts.history(conn, release_id, portal_id),
        refuted=sightings.refuted(conn, (release_id, portal_id), settings.now()),
    )


def evidence_of(
    conn: Connection, settings: Settings, duties: Sequence[tuple[str, str]]
) -> tuple[DutyEvidence, ...]:
    """The evidence of (release, portal), in that order; what is no duty any more is left out."""
    only = Selection(sorted({one for one, _ in duties}), sorted({one for _, one in duties}))
    found = {state.key: state for state in _states(conn, settings, only)}
    return tuple(_evidence(conn, settings, [found[one] for one in duties if one in found]))


def _states(conn: Connection, settings: Settings, only: Selection) -> list[DutyState]:
    wanted = load_scope(conn, settings, only)
    return duty_states(wanted, verdicts.load(conn, wanted.release_ids, wanted.portal_ids))


def _evidence(
    conn: Connection, settings: Settings, states: Sequence[DutyState]
) -> list[DutyEvidence]:
    release_ids = sorted({state.release.release_id for state in states})
    portal_ids = sorted({state.portal.portal_id for state in states})
    seen = sightings.load(conn, release_ids, portal_ids, settings.now())
    ids = {scan_id for state in states if state.verdict for scan_id in state.verdict.scan_ids}
    shown = scans.shown(conn, portal_ids, ids, settings.now())
    cited_scans = {scan.scan_id: scan for scan in shown}
    latest = {scan.portal_id: scan for scan in shown}
    found = []
    for state in states:
        cited = state.verdict.scan_ids if state.verdict else ()
        found.append(
            DutyEvidence(
                state,
                sightings=seen.get(state.key, []),
                scans=sorted(
                    (cited_scans[scan_id] for scan_id in cited if scan_id in cited_scans),
                    key=lambda scan: scan.started_at,
                ),
                visits=visits.of_scans(conn, cited) if len(states) == 1 else (),
                decisions=decisions.history(conn, *state.key),
                latest=latest.get(state.portal.portal_id),
            )
        )
    return found
