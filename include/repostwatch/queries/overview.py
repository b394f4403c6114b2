"""Everything at a glance: figures, verdicts, portals, findings, unsent mail, alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from repostwatch.judging.figures import Figure
from repostwatch.judging.readiness import readiness_figure
from repostwatch.model import (
    FindingState,
    Portal,
    Reason,
    Release,
    Standing,
    VerdictKind,
)
from repostwatch.model.alarms import Alarm
from repostwatch.model.findings import Finding
from repostwatch.pipeline.readiness import portal_readiness
from repostwatch.pipeline.watch import alarms_now
from repostwatch.queries.mails import ArchivedLetter, unsettled_letters
from repostwatch.queries.states import (
    PortalState,
    portal_states,
    recent_data,
)
from repostwatch.queries.watched_lists import lists_in_review
from repostwatch.settings import Settings
from repostwatch.store import scans
from repostwatch.store.database import Connection

UNSETTLED = (FindingState.OPEN, FindingState.NOTIFIED)


@dataclass(frozen=True, slots=True)
class Overview:
    """`unsent` are the letters that somebody has not got, or may not have.

    `alarms` are about the monitor itself. `readiness` says how many portals can be judged, `lists`
    how many lists wait for a person.
    """

    at: datetime
    releases: tuple[Release, ...]
    figures: Sequence[Figure]
    verdicts: Counter[VerdictKind]
    standings: Counter[Standing]
    portals: tuple[PortalState, ...]
    findings: tuple[tuple[Finding, Portal, Release | None], ...]
    unsent: tuple[ArchivedLetter, ...]
    alarms: tuple[Alarm, ...]
    readiness: Reason
    lists: int

    @property
    def failed(self) -> tuple[PortalState, ...]:
        return tuple(state for state in self.portals if state.failed)

    @property
    def scanned_at(self) -> datetime | None:
        ended = [state.scan.ended_at for state in self.portals if state.scan]
        return max(ended) if ended else None


def read_overview(conn: Connection, settings: Settings) -> Overview:
    data = recent_data(conn, settings)
    portals = {portal.portal_id: portal for portal in data.portals}
    releases = {release.release_id: release for release in data.releases}
    return Overview(
        at=data.made_at,
        releases=tuple(reversed(data.releases)),
        figures=data.figures,
        verdicts=Counter(verdict.kind for verdict in data.verdicts),
        standings=Counter(standing.standing for standing in data.columns),
        portals=portal_states(data),
        findings=tuple(
            (finding, portals[finding.portal_id], releases.get(finding.release_id or ""))
            for finding in data.findings
            if finding.state in UNSETTLED
        ),
        unsent=unsettled_letters(conn, settings),
        alarms=alarms_now(conn, settings),
        readiness=readiness_figure(portal_readiness(conn, settings)),
        lists=len(lists_in_review(conn)),
    )


def scans_of_run(conn: Connection, run_id: str) -> list[dict[str, Any]]:
    """The scans of a DAG run, incomplete ones first."""
    return sorted(scans.of_run(conn, run_id), key=lambda row: row["reach"] is not None)
