"""Verdicts and standings → findings: what somebody has to follow up, until it is settled.

open → notified (the mail that tells of it was sent) → rectified or waived; open again where
the fault comes back. A fault that cannot be looked at is left as it is.
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
    Standing,
    Verdict,
    VerdictKind,
)

# Kind, portal, and release where it is about one.
Key = tuple[FindingKind, str, str | None]
BAD_COLUMNS = frozenset({Standing.ABSENT, Standing.BLANK, Standing.STALE, Standing.NOT_PROMINENT})
GOOD_COLUMNS = frozenset({Standing.PRESENT, Standing.EMBEDDED})
ENDED = frozenset({FindingState.RECTIFIED, FindingState.WAIVED})
WITHDRAWN = "撤销：{}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one portal. `opened_at` is when it was found, or found again."""

    kind: FindingKind
    portal_id: str
    release_id: str | None
    state: FindingState
    reason: str
    opened_at: datetime
    notified_at: datetime | None = None
    closed_at: datetime | None = None
    reopened: int = 0

    @property
    def key(self) -> Key:
        return self.kind, self.portal_id, self.release_id


class Word(Enum):
    """What is now known of a fault."""

    STANDS = 1
    DONE = 2  # it is past and cannot come back: a late repost is there
    CURED = 3
    WITHDRAWN = 4  # a person waived it, or it turned out to be none


@dataclass(frozen=True, slots=True)
class Told:
    word: Word
    reason: str


def told(
    verdicts: Iterable[Verdict],
    standings: Iterable[ColumnStanding],
    moved: Mapping[str, str] | None = None,
) -> dict[Key, Told]:
    """What is known of every possible fault; those that cannot be told are left out.

    `moved` maps the portals whose site was closed or moved to the reason in Chinese; every
    other portal of `standings` is where the registry says.
    """
    found: dict[Key, Told] = {}
    for verdict in verdicts:
        for kind, word in _of_verdict(verdict).items():
            found[kind, verdict.portal_id, verdict.release_id] = word
    for standing in standings:
        column = _of_column(standing)
        if column is not None:
            found[FindingKind.COLUMN, standing.portal_id, None] = column
        # That a site is where the registry says is shown by reading it, not by a person's word.
        if (standing.machine or standing.standing) in BAD_COLUMNS | GOOD_COLUMNS:
            found[FindingKind.MOVED, standing.portal_id, None] = Told(Word.CURED, standing.reason)
    for portal_id, reason in (moved or {}).items():
        found[FindingKind.MOVED, portal_id, None] = Told(Word.STANDS, reason)
    return found


def follow(
    known: Iterable[Finding],
    now_told: Mapping[Key, Told],
    judged: set[tuple[str, str]],
    now: datetime,
) -> list[Finding]:
    """The findings that are new or change. Telling the same again changes nothing.

    `judged` holds the (release, portal) of every duty there is: a finding about another one
    has lost its ground.
    """
    findings = {finding.key: finding for finding in known}
    changed = []
    for key, word in now_told.items():
        before = findings.get(key)
        after = _opened(key, word, now) if before is None else _next(before, word, now)
        if after is not None and after != before:
            changed.append(after)
    for key, finding in findings.items():
        release_id = finding.release_id
        if release_id is None or finding.state in ENDED or (release_id, key[1]) in judged:
            continue
        gone = WITHDRAWN.format("该网站对这条政策信息不再有转载任务")
        changed.append(_closed(finding, FindingState.WAIVED, gone, now))
    return changed


def _of_verdict(verdict: Verdict) -> dict[FindingKind, Told]:
    kind, reason = verdict.kind, verdict.reason
    forged = verdict.backdated and Told(Word.STANDS, verdict.backdated)
    if kind in (VerdictKind.UNKNOWN, VerdictKind.REVIEW):
        # When it was reposted may be open, while its date is false all the same.
        return {FindingKind.BACKDATED: forged} if forged else {}
    none = Told(Word.WITHDRAWN, WITHDRAWN.format(reason))
    found = {FindingKind.MISSING: none, FindingKind.LATE: none, FindingKind.BACKDATED: none}
    if kind is VerdictKind.WAIVED:
        waived = Told(Word.WITHDRAWN, reason)
        return dict.fromkeys(found, waived)
    if kind is VerdictKind.MISSING:
        found[FindingKind.MISSING] = Told(Word.STANDS, reason)
    if kind is VerdictKind.LATE:
        found[FindingKind.LATE] = Told(Word.DONE, reason)
        found[FindingKind.MISSING] = Told(Word.CURED, reason)
    if forged:
        found[FindingKind.BACKDATED] = forged
    return found


def _of_column(standing: ColumnStanding) -> Told | None:
    if standing.standing in BAD_COLUMNS:
        return Told(Word.STANDS, standing.reason)
    if standing.standing in GOOD_COLUMNS:
        if standing.machine in BAD_COLUMNS:
            # Nothing was mended: a person says that there was no fault.
            return Told(Word.WITHDRAWN, WITHDRAWN.format(standing.reason))
        return Told(Word.CURED, standing.reason)
    return None


def _opened(key: Key, word: Told, now: datetime) -> Finding | None:
    if word.word not in (Word.STANDS, Word.DONE):
        return None
    return Finding(*key, FindingState.OPEN, word.reason, now)


def _next(finding: Finding, word: Told, now: datetime) -> Finding:
    ended = finding.state in ENDED
    if word.word is Word.CURED:
        return finding if ended else _closed(finding, FindingState.RECTIFIED, word.reason, now)
    if word.word is Word.WITHDRAWN:
        return finding if ended else _closed(finding, FindingState.WAIVED, word.reason, now)
    done = word.word is Word.DONE
    if done and finding.state is FindingState.NOTIFIED:
        # The repost is there, late as it is: once the portal was told, nothing is left to mend.
        return _closed(finding, FindingState.RECTIFIED, word.reason, now)
    if done and finding.state is FindingState.RECTIFIED:
        return finding
    if not ended:
        return replace(finding, reason=word.reason)
    again = Finding(*finding.key, FindingState.OPEN, word.reason, now)
    return replace(again, reopened=finding.reopened + 1)


def _closed(finding: Finding, state: FindingState, reason: str, now: datetime) -> Finding:
    return replace(finding, state=state, reason=reason, closed_at=now)
