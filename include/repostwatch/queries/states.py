"""The current state of portals and duties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from repostwatch.model import (
    ColumnStanding,
    Duty,
    Portal,
    Release,
    Scan,
    Verdict,
    VerdictKind,
)
from repostwatch.pipeline.scope import Scope
from repostwatch.reporting.data import ReportData


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
class DutyState:
    """A duty and its verdict, None if it was not judged yet."""

    release: Release
    portal: Portal
    duty: Duty
    verdict: Verdict | None

    @property
    def key(self) -> tuple[str, str]:
        """The ids of its release and of its portal, by which it is asked for."""
        return self.release.release_id, self.portal.portal_id


def portal_states(data: ReportData) -> tuple[PortalState, ...]:
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


def duty_states(wanted: Scope | ReportData, judged: Iterable[Verdict]) -> list[DutyState]:
    """Of all duties that are wanted, in order of publication."""
    releases = {release.release_id: release for release in wanted.releases}
    portals = {portal.portal_id: portal for portal in wanted.portals}
    verdicts = {verdict.key: verdict for verdict in judged}
    return [
        DutyState(
            releases[duty.release_id],
            portals[duty.portal_id],
            duty,
            verdicts.get(duty.key),
        )
        for duty in wanted.duties
    ]
