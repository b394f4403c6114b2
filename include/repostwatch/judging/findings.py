"""Verdicts and standings → findings: faults to follow up until they are settled.

open → notified (the mail was sent) → rectified or waived; open again if the fault comes back.
The finding of a fault that cannot be judged now stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from repostwatch.model import (
    ColumnStanding,
    FindingKind,
    FindingState,
    Reason,
    Standing,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import FindingCode
from repostwatch.model.findings import Finding, Key

# The gravest first: reports list them so.
BAD_COLUMNS = (Standing.ABSENT, Standing.BLANK, Standing.STALE, Standing.NOT_PROMINENT)
GOOD_COLUMNS = (Standing.PRESENT, Standing.EMBEDDED)
ENDED = frozenset({FindingState.RECTIFIED, FindingState.WAIVED})


class FaultState(Enum):
    STANDS = 1
    DONE = 2  # it is past and cannot come back: a late repost is there
    CURED = 3
    WITHDRAWN = 4  # a person waived it, or it turned out to be none


@dataclass(frozen=True, slots=True)
class FaultStatus:
    """The current state of a fault, and the reason."""

    state: FaultState
    reason: Reason


def known_faults(
    verdicts: Iterable[Verdict],
    standings: Iterable[ColumnStanding],
    moved: Mapping[str, Reason] | None = None,
    no_reposts: Mapping[str, Reason | None] | None = None,
) -> dict[Key, FaultStatus]:
    """The state of every possible fault, without those that cannot be judged.

    `moved` maps portals whose site was closed or moved to the reason; every other portal of
    `standings` is at its registered address. `no_reposts` maps portals that repost nothing to the
    reason, and those of which a repost was seen to None.
    """
    found: dict[Key, FaultStatus] = {}
    for verdict in verdicts:
        for kind, status in _of_verdict(verdict).items():
            found[kind, verdict.portal_id, verdict.release_id] = status
    for standing in standings:
        column = _of_column(standing)
        if column is not None:
            found[FindingKind.COLUMN, standing.portal_id, None] = column
        # Only a scan, not a person, can show that a site is at its registered address.
        if (standing.machine or standing.standing) in (*BAD_COLUMNS, *GOOD_COLUMNS):
            found[FindingKind.MOVED, standing.portal_id, None] = FaultStatus(
                FaultState.CURED, standing.reason
            )
    for portal_id, nothing in (no_reposts or {}).items():
        found[FindingKind.NO_REPOSTS, portal_id, None] = (
            FaultStatus(FaultState.STANDS, nothing)
            if nothing
            else FaultStatus(FaultState.CURED, because(FindingCode.REPOST_SEEN))
        )
    for portal_id, reason in (moved or {}).items():
        found[FindingKind.MOVED, portal_id, None] = FaultStatus(FaultState.STANDS, reason)
    return found


def update_findings(
    known: Iterable[Finding],
    current: Mapping[Key, FaultStatus],
    judged: set[tuple[str, str]],
    now: datetime,
) -> list[Finding]:
    """The findings that are new or changed; none if called again with the same facts.

    `judged` holds the (release, portal) of every duty: a finding about another one is withdrawn.
    """
    findings = {finding.key: finding for finding in known}
    changed = []
    for key, status in current.items():
        before = findings.get(key)
        after = _opened(key, status, now) if before is None else _next(before, status, now)
        if after is not None and after != before:
            changed.append(after)
    for key, finding in findings.items():
        release_id = finding.release_id
        if release_id is None or finding.state in ENDED or (release_id, key[1]) in judged:
            continue
        gone = _withdrawn(because(FindingCode.NO_DUTY))
        changed.append(_closed(finding, FindingState.WAIVED, gone, now))
    return changed


def _of_verdict(verdict: Verdict) -> dict[FindingKind, FaultStatus]:
    kind, reason = verdict.kind, verdict.reason
    forged = verdict.backdated and FaultStatus(FaultState.STANDS, verdict.backdated)
    if kind in (VerdictKind.UNKNOWN, VerdictKind.REVIEW):
        # When it was reposted may be open, while its date is false all the same.
        return {FindingKind.BACKDATED: forged} if forged else {}
    none = FaultStatus(FaultState.WITHDRAWN, _withdrawn(reason))
    found = {FindingKind.MISSING: none, FindingKind.LATE: none, FindingKind.BACKDATED: none}
    if kind is VerdictKind.WAIVED:
        waived = FaultStatus(FaultState.WITHDRAWN, reason)
        return dict.fromkeys(found, waived)
    if kind is VerdictKind.MISSING:
        found[FindingKind.MISSING] = FaultStatus(FaultState.STANDS, reason)
    if kind is VerdictKind.LATE:
        found[FindingKind.LATE] = FaultStatus(FaultState.DONE, reason)
        found[FindingKind.MISSING] = FaultStatus(FaultState.CURED, reason)
    if forged:
        found[FindingKind.BACKDATED] = forged
    return found


def _of_column(standing: ColumnStanding) -> FaultStatus | None:
    if standing.standing in BAD_COLUMNS:
        return FaultStatus(FaultState.STANDS, standing.reason)
    if standing.standing in GOOD_COLUMNS:
        if standing.machine in BAD_COLUMNS:
            # Nothing was mended: a person says that there was no fault.
            return FaultStatus(FaultState.WITHDRAWN, _withdrawn(standing.reason))
        return FaultStatus(FaultState.CURED, standing.reason)
    return None


def _withdrawn(reason: Reason) -> Reason:
    return because(FindingCode.WITHDRAWN, reason=reason)


def _opened(key: Key, status: FaultStatus, now: datetime) -> Finding | None:
    if status.state not in (FaultState.STANDS, FaultState.DONE):
        return None
    return Finding(*key, FindingState.OPEN, status.reason, now)


def _next(finding: Finding, status: FaultStatus, now: datetime) -> Finding:
    ended = finding.state in ENDED
    if status.state is FaultState.CURED:
        return finding if ended else _closed(finding, FindingState.RECTIFIED, status.reason, now)
    if status.state is FaultState.WITHDRAWN:
        return finding if ended else _closed(finding, FindingState.WAIVED, status.reason, now)
    done = status.state is FaultState.DONE
    if done and finding.state is FindingState.NOTIFIED:
        # The repost is there, late as it is: once the portal was notified, nothing is left to mend.
        return _closed(finding, FindingState.RECTIFIED, status.reason, now)
    if done and finding.state is FindingState.RECTIFIED:
        return finding
    if not ended:
        return replace(finding, reason=status.reason)
    again = Finding(*finding.key, FindingState.OPEN, status.reason, now)
    return replace(again, reopened=finding.reopened + 1)


def _closed(finding: Finding, state: FindingState, reason: Reason, now: datetime) -> Finding:
    return replace(finding, state=state, reason=reason, closed_at=now)
