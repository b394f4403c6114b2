"""Queries of the UI's pages: the current state, from the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from repostwatch.judging.alarms import Alarm
from repostwatch.judging.decisions import HumanDecision
from repostwatch.judging.figures import Figure
from repostwatch.judging.findings import Finding
from repostwatch.model import (
    ColumnStanding,
    Duty,
    FindingState,
    Portal,
    Release,
    Scan,
    Sighting,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.report import recent_releases, report_data
from repostwatch.pipeline.session import Selection
from repostwatch.pipeline.watch import alarms_now
from repostwatch.releases.duties import limit_hours
from repostwatch.reporting.data import ReportData
from repostwatch.settings import Settings
from repostwatch.store import decisions, matches, outbox, scans
from repostwatch.store.database import Connection

UNSETTLED = (FindingState.OPEN, FindingState.NOTIFIED)
# Scans shown on a portal's page: two days, one an hour.
SCANS_SHOWN = 48


@dataclass(frozen=True, slots=True)
class PortalState:
    """A portal with its latest scan, its column and the number of duties by verdict."""

    portal: Portal
    scan: Scan | None
    standing: ColumnStanding | None
    counts: Counter[VerdictKind]

    @property
    def failed(self) -> bool:
        """Whether its latest scan is incomplete or missing."""
        return self.scan is None or self.scan.reach is None


@dataclass(frozen=True, slots=True)
class Overview:
    """`unsent` are letters in the outbox, with the mail server's last error.

    `alarms` are about the monitor itself.
    """

    at: datetime
    releases: tuple[Release, ...]
    figures: Sequence[Figure]
    verdicts: Counter[VerdictKind]
    standings: Counter[Standing]
    portals: tuple[PortalState, ...]
    findings: tuple[tuple[Finding, Portal, Release | None], ...]
    unsent: Sequence[dict[str, Any]]
    alarms: tuple[Alarm, ...]

    @property
    def failed(self) -> tuple[PortalState, ...]:
        return tuple(state for state in self.portals if state.failed)

    @property
    def scanned_at(self) -> datetime | None:
        ended = [state.scan.ended_at for state in self.portals if state.scan]
        return max(ended) if ended else None


@dataclass(frozen=True, slots=True)
class DutyState:
    """A duty and its verdict, None if it was not judged yet."""

    release: Release
    portal: Portal
    duty: Duty
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class DutyEvidence:
    """The evidence of a verdict, and people's decisions, newest first.

    `visits` are those of its scans; the review queue leaves them out.
    """

    state: DutyState
    sightings: Sequence[Sighting]
    scans: Sequence[Scan]
    visits: Sequence[dict[str, Any]]
    decisions: Sequence[HumanDecision]


@dataclass(frozen=True, slots=True)
class PortalDetails:
    """A portal's page. `scans` and `visits`: the latest first."""

    state: PortalState
    limit: timedelta
    duties: tuple[DutyState, ...]
    findings: Sequence[Finding]
    scans: Sequence[dict[str, Any]]
    visits: Sequence[dict[str, Any]]


def overview(conn: Connection, settings: Settings) -> Overview:
    data = _data(conn, settings)
    portals = {portal.portal_id: portal for portal in data.portals}
    releases = {release.release_id: release for release in data.releases}
    return Overview(
        at=data.made_at,
        releases=tuple(reversed(data.releases)),
        figures=data.figures,
        verdicts=Counter(verdict.kind for verdict in data.verdicts),
        standings=Counter(standing.standing for standing in data.columns),
        portals=_portal_states(data),
        findings=tuple(
            (finding, portals[finding.portal_id], releases.get(finding.release_id or ""))
            for finding in data.findings
            if finding.state in UNSETTLED
        ),
        unsent=outbox.unsent(conn),
        alarms=alarms_now(conn, settings),
    )


def portal(conn: Connection, settings: Settings, portal_id: str) -> PortalDetails:
    """Raises RefusedError where there is no such portal."""
    data = _data(conn, settings, [portal_id])
    if not data.portals:
        raise RefusedError(RefusalCode.NO_PORTAL, portal_id=portal_id)
    return PortalDetails(
        state=_portal_states(data)[0],
        limit=timedelta(hours=limit_hours(data.portals[0], settings.duties)),
        duties=tuple(reversed(_duty_states(data))),
        findings=data.findings,
        scans=scans.latest(conn, portal_id, SCANS_SHOWN),
        visits=scans.last_visits(conn, [portal_id]),
    )


def reviews(conn: Connection, settings: Settings) -> tuple[DutyEvidence, ...]:
    """The duties in review, in order of deadline."""
    data = _data(conn, settings)
    waiting = [
        state
        for state in _duty_states(data)
        if state.verdict and state.verdict.kind is VerdictKind.REVIEW
    ]
    waiting.sort(key=lambda state: (state.duty.deadline.latest, state.portal.portal_id))
    return tuple(_evidence(conn, settings, waiting))


def duty(conn: Connection, settings: Settings, release_id: str, portal_id: str) -> DutyEvidence:
    """Raises RefusedError where the portal has no such duty."""
    states = _duty_states(report_data(conn, settings, Selection([release_id], [portal_id])))
    if not states:
        raise RefusedError(RefusalCode.NO_DUTY, release_id=release_id, portal_id=portal_id)
    return _evidence(conn, settings, states)[0]


def run(conn: Connection, run_id: str) -> list[dict[str, Any]]:
    """The scans of a DAG run, incomplete ones first."""
    return sorted(scans.of_run(conn, run_id), key=lambda row: row["reach"] is not None)


def decide(
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
        known = duty(conn, settings, release_id, portal_id)
        if decision.link_id not in {None, *(one.match.link_id for one in known.sightings)}:
            raise RefusedError(RefusalCode.NO_SUCH_LINK)
        verdict = known.state.verdict
        if seen != (verdict.kind.value if verdict else ""):
            first = next((one.summary for one in known.decisions), None)
            raise RefusedError(RefusalCode.VERDICT_CHANGED, decision=first)
        decisions.save(conn, release_id, portal_id, decision)
        judge_reposts(conn, settings, Selection([release_id], [portal_id]))


def _data(
    conn: Connection, settings: Settings, portal_ids: Sequence[str] | None = None
) -> ReportData:
    """Report data of the releases that the daily report covers."""
    return report_data(conn, settings, Selection(recent_releases(conn, settings), portal_ids))


def _portal_states(data: ReportData) -> tuple[PortalState, ...]:
    last: dict[str, Scan] = {}
    for scan in data.scans:
        if scan.portal_id not in last or last[scan.portal_id].started_at < scan.started_at:
            last[scan.portal_id] = scan
    standings = {standing.portal_id: standing for standing in data.columns}
    counts: dict[str, Counter[VerdictKind]] = defaultdict(Counter)
    for verdict in data.verdicts:
        counts[verdict.portal_id][verdict.kind] += 1
    return tuple(
        PortalState(
            portal,
            last.get(portal.portal_id),
            standings.get(portal.portal_id),
            counts[portal.portal_id],
        )
        for portal in data.portals
    )


def _duty_states(data: ReportData) -> list[DutyState]:
    """In order of publication."""
    releases = {release.release_id: release for release in data.releases}
    portals = {portal.portal_id: portal for portal in data.portals}
    verdicts = {(verdict.release_id, verdict.portal_id): verdict for verdict in data.verdicts}
    return [
        DutyState(
            releases[duty.release_id],
            portals[duty.portal_id],
            duty,
            verdicts.get((duty.release_id, duty.portal_id)),
        )
        for duty in data.duties
    ]


def _evidence(
    conn: Connection, settings: Settings, states: Sequence[DutyState]
) -> list[DutyEvidence]:
    release_ids = sorted({state.release.release_id for state in states})
    portal_ids = sorted({state.portal.portal_id for state in states})
    seen = matches.sightings(conn, release_ids, portal_ids, settings.now())
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
                visits=scans.visits_of(conn, cited) if len(states) == 1 else (),
                decisions=decisions.history(conn, state.release.release_id, state.portal.portal_id),
            )
        )
    return found
