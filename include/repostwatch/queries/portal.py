"""One portal: its state, duties, findings and latest scans."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from repostwatch.base.errors import InputError
from repostwatch.model import VerdictKind
from repostwatch.model.codes import RefusalCode
from repostwatch.model.findings import Finding
from repostwatch.model.readiness import Readiness
from repostwatch.model.watched_lists import ListChange, ListState
from repostwatch.pipeline.readiness import portal_readiness
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.report import recent_data
from repostwatch.portals.editions import registry
from repostwatch.queries.past_days import PastDay, last_days
from repostwatch.queries.portal_ends import PortalEnd, end_of, ends_before
from repostwatch.queries.states import (
    DutyState,
    PortalState,
    duty_states,
    portal_states,
)
from repostwatch.queries.watched_lists import ListEvidence, lists_of_portal
from repostwatch.releases.duties import limit_hours
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import scans, visits
from repostwatch.store.database import Connection

# Scans shown on a portal's page: two days, one an hour.
SCANS_SHOWN = 48
# What is watched and what waits stands before what is not.
STATES = (ListState.IN_USE, ListState.PROPOSED, ListState.GONE, ListState.REJECTED)


@dataclass(frozen=True, slots=True)
class PortalDetails:
    """A portal's page as of the moment `at`. `listed`: the registry has it, so it is watched.
    `scans`, `visits` and `changes` of its lists: the latest first. `findings`: the open ones first,
    then by when they were found, the latest first. `end`: where it has one; `before`: those whose
    successor it is.
    """

    state: PortalState
    listed: bool
    limit: timedelta
    duties: tuple[DutyState, ...]
    findings: Sequence[Finding]
    scans: Sequence[dict[str, Any]]
    visits: Sequence[dict[str, Any]]
    readiness: Readiness
    lists: tuple[ListEvidence, ...]
    days: tuple[PastDay, ...]
    at: datetime
    end: PortalEnd | None
    before: tuple[PortalEnd, ...]

    @property
    def still_due(self) -> list[DutyState]:
        """Without a repost and not due yet, the next deadline first."""
        found = [
            one
            for one in self.duties
            if one.duty.deadline.latest > self.at
            and (one.verdict is None or one.verdict.kind is VerdictKind.PENDING)
        ]
        return sorted(found, key=lambda one: one.duty.deadline.latest)

    def lasted(self, finding: Finding) -> timedelta:
        """How long a fault has been open, or was."""
        return (finding.closed_at or self.at) - finding.opened_at

    @property
    def changes(self) -> list[ListChange]:
        made = [change for one in self.lists for change in one.changes]
        return sorted(made, key=lambda change: change.at, reverse=True)


def portal_details(conn: Connection, settings: Settings, portal_id: str) -> PortalDetails:
    """Raises RefusedError where there is no such portal."""
    data = recent_data(conn, settings, portal_ids=[portal_id])
    if not data.portals:
        raise RefusedError(_why_absent(settings, portal_id), portal_id=portal_id)
    _, lists = lists_of_portal(conn, portal_id)
    return PortalDetails(
        state=portal_states(data)[0],
        listed=portal_table.is_listed(conn, portal_id),
        limit=timedelta(hours=limit_hours(data.portals[0], settings.duties)),
        duties=tuple(reversed(duty_states(data, data.verdicts))),
        findings=sorted(data.findings, key=_open_first),
        scans=scans.latest(conn, portal_id, SCANS_SHOWN),
        visits=visits.latest_of_portals(conn, [portal_id]),
        readiness=portal_readiness(conn, settings, [portal_id])[0],
        lists=tuple(sorted(lists, key=lambda one: STATES.index(one.found.state))),
        days=last_days(conn, settings, portal_id),
        at=settings.now(),
        end=end_of(conn, data.portals[0]),
        before=ends_before(conn, data.portals[0]),
    )


def _why_absent(settings: Settings, portal_id: str) -> RefusalCode:
    """A line that was just written into the registry is no portal of the database yet."""
    with suppress(InputError):
        if any(one.portal_id == portal_id for one in registry(settings)):
            return RefusalCode.PORTAL_TO_COME
    return RefusalCode.NO_PORTAL


def _open_first(finding: Finding) -> tuple[bool, float]:
    return finding.closed_at is not None, -finding.opened_at.timestamp()
