"""Verdicts and standings → findings: faults to follow up until they are settled.

open → notified (the mail was sent) → rectified or waived; open again if the fault comes back.
The finding of a fault that cannot be judged now stays as it is, unless it rests on a word that was
taken back; and what such a word ended is again what it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from repostwatch.judging.taken_back import (
    OF_DUTIES,
    Word,
    closed_by,
    given_back,
    opened_by,
    rests_on_word,
    unvouched,
    withdrawn,
)
from repostwatch.model import (
    ColumnStanding,
    FindingKind,
    FindingState,
    Reason,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import FindingCode
from repostwatch.model.findings import Finding, Key
from repostwatch.model.words import BAD_COLUMNS, GOOD_COLUMNS

ENDED = frozenset({FindingState.RECTIFIED, FindingState.WAIVED})


class FaultState(Enum):
    STANDS = 1
    DONE = 2  # it is past and cannot come back: a late repost is there
    CURED = 3
    WITHDRAWN = 4  # a person waived it, or it turned out to be none
    UNCLEAR = 5  # nobody can tell now


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
    """The state of every possible fault of these.

    `moved` maps portals whose site was closed or moved to the reason; every other portal of
    `standings` is at its registered address. `no_reposts` maps portals that repost nothing to the
    reason, and those of which a repost was seen to None.
    """
    found: dict[Key, FaultStatus] = {}
    for verdict in verdicts:
        for kind, status in _of_verdict(verdict).items():
            found[kind, verdict.portal_id, verdict.release_id] = status
    for standing in standings:
        found[FindingKind.COLUMN, standing.portal_id, None] = _of_column(standing)
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
    words: Mapping[Key, Word] | None = None,
    ends_mailed: Collection[tuple[Key, datetime]] = (),
) -> list[Finding]:
    """The findings that are new or changed; none if called again with the same facts.

    `judged` holds the (release, portal) of every duty: a finding about another one is withdrawn.
    `words` are the latest that people said. `ends_mailed` are the faults, as opened at a
    moment, whose end a mail told: what comes after that is opened again.
    """
    findings, people = {finding.key: finding for finding in known}, words or {}
    changed = []
    for key, status in current.items():
        before = findings.get(key)
        if before is None:
            after = _opened(key, status, now)
        elif (before.key, before.opened_at) in ends_mailed:
            after = _next(before, status, now)
        else:
            after = _next(_without_word(before, status, people.get(key), now), status, now)
        if after is not None and after != before:
            changed.append(after)
    for key, finding in findings.items():
        release_id = finding.release_id
        if release_id is None or _over(finding) or (release_id, key[1]) in judged:
            continue
        gone = _withdrawn(because(FindingCode.NO_DUTY))
        changed.append(_closed(finding, FindingState.WAIVED, gone, now))
    return changed


def _of_verdict(verdict: Verdict) -> dict[FindingKind, FaultStatus]:
    kind, reason = verdict.kind, verdict.reason
    forged = verdict.backdated and FaultStatus(FaultState.STANDS, verdict.backdated)
    if kind in (VerdictKind.UNKNOWN, VerdictKind.REVIEW):
        # When it was reposted may be open, while its date is false all the same.
        unclear = dict.fromkeys(OF_DUTIES, FaultStatus(FaultState.UNCLEAR, reason))
        baseless = FaultStatus(FaultState.WITHDRAWN, _withdrawn(reason))
        unclear |= {one: baseless for one in OF_DUTIES if unvouched(one, reason)}
        return unclear | ({FindingKind.BACKDATED: forged} if forged else {})
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


def _of_column(standing: ColumnStanding) -> FaultStatus:
    if standing.standing in BAD_COLUMNS:
        return FaultStatus(FaultState.STANDS, standing.reason)
    if standing.standing in GOOD_COLUMNS:
        if standing.machine in BAD_COLUMNS:
            # Nothing was mended: a person says that there was no fault.
            return FaultStatus(FaultState.WITHDRAWN, _withdrawn(standing.reason))
        return FaultStatus(FaultState.CURED, standing.reason)
    return FaultStatus(FaultState.UNCLEAR, standing.reason)


def _withdrawn(reason: Reason) -> Reason:
    return because(FindingCode.WITHDRAWN, reason=reason)


def _opened(key: Key, status: FaultStatus, now: datetime) -> Finding | None:
    if status.state not in (FaultState.STANDS, FaultState.DONE):
        return None
    return Finding(*key, FindingState.OPEN, status.reason, now)


def _without_word(
    finding: Finding, status: FaultStatus, word: Word | None, now: datetime
) -> Finding:
    """The finding without what a word did to it that was taken back."""
    stands = status.state in (FaultState.STANDS, FaultState.DONE)
    if _over(finding) or (stands and finding.state in ENDED):
        if (stands or status.state is FaultState.UNCLEAR) and closed_by(finding, word, now):
            return given_back(finding, status.reason)
    elif word is not None and not stands and opened_by(finding, word):
        return withdrawn(finding, word.taken_back, now)
    return finding


def _next(finding: Finding, status: FaultStatus, now: datetime) -> Finding:
    ended = finding.state in ENDED
    if status.state is FaultState.UNCLEAR:
        return finding
    if status.state is FaultState.CURED:
        return finding if ended else _closed(finding, FindingState.RECTIFIED, status.reason, now)
    if status.state is FaultState.WITHDRAWN:
        over = _over(finding)
        return finding if over else _closed(finding, FindingState.WAIVED, status.reason, now)
    done = status.state is FaultState.DONE
    if done and finding.state is FindingState.NOTIFIED:
        # The repost is there, late as it is: once the portal was notified, nothing is left to mend.
        return _closed(finding, FindingState.RECTIFIED, status.reason, now)
    if done and finding.state is FindingState.RECTIFIED:
        return finding
    if not ended:
        said = rests_on_word(finding.kind, status.reason)
        if said and not rests_on_word(finding.kind, finding.reason):
            return finding  # what the machine found stands without the word
        return replace(finding, reason=status.reason)
    again = Finding(*finding.key, FindingState.OPEN, status.reason, now)
    return replace(again, reopened=finding.reopened + 1)


def _over(finding: Finding) -> bool:
    """Whether nothing of it can be taken back: it ended. That a late repost has nothing left to
    mend, once somebody was told, is no end of what it is accused of."""
    notified = finding.kind is FindingKind.LATE and finding.state is FindingState.RECTIFIED
    return finding.state in ENDED and not notified


def _closed(finding: Finding, state: FindingState, reason: Reason, now: datetime) -> Finding:
    return replace(finding, state=state, reason=reason, closed_at=now)
