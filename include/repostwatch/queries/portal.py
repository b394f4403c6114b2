"""One portal: its state, duties, findings and latest scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from repostwatch.model.codes import RefusalCode
from repostwatch.model.findings import Finding
from repostwatch.queries.refusal import RefusedError
from repostwatch.queries.states import (
    DutyState,
    PortalState,
    duty_states,
    portal_states,
    recent_data,
)
from repostwatch.releases.duties import limit_hours
from repostwatch.settings import Settings
from repostwatch.store import scans, visits
from repostwatch.store.database import Connection

# Scans shown on a portal's page: two days, one an hour.
SCANS_SHOWN = 48


@dataclass(frozen=True, slots=True)
class PortalDetails:
    """A portal's page. `scans` and `visits`: the latest first."""

    state: PortalState
    limit: timedelta
    duties: tuple[DutyState, ...]
    findings: Sequence[Finding]
    scans: Sequence[dict[str, Any]]
    visits: Sequence[dict[str, Any]]


def portal_details(conn: Connection, settings: Settings, portal_id: str) -> PortalDetails:
    """Raises RefusedError where there is no such portal."""
    data = recent_data(conn, settings, [portal_id])
    if not data.portals:
        raise RefusedError(RefusalCode.NO_PORTAL, portal_id=portal_id)
    return PortalDetails(
        state=portal_states(data)[0],
        limit=timedelta(hours=limit_hours(data.portals[0], settings.duties)),
        duties=tuple(reversed(duty_states(data))),
        findings=data.findings,
        scans=scans.latest(conn, portal_id, SCANS_SHOWN),
        visits=visits.latest_of_portals(conn, [portal_id]),
    )
