"""Findings and people's words that were taken back: what only such a word opened, or closed.

A word is taken back by a withdrawal, an undo, or another word in its place; not by its own end, nor
by a homepage that changed. A word about a list is none about a fault, but an absence is proven by
the lists that somebody vouches for: without that, what was accused rests on nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from repostwatch.model import FindingKind, FindingState, Reason, VerdictKind, because
from repostwatch.model.codes import DecisionCode, FeedCode, FindingCode, VerdictCode
from repostwatch.model.decisions import ColumnDecision, HumanDecision
from repostwatch.model.findings import Finding, Key
from repostwatch.model.reasons import Code
from repostwatch.model.words import BAD_COLUMNS

Word: TypeAlias = HumanDecision | ColumnDecision
OF_DUTIES = (FindingKind.MISSING, FindingKind.LATE, FindingKind.BACKDATED)
SAID = (DecisionCode.DUTY, DecisionCode.COLUMN)
# The machine's own results that are the same fault.
SAME = {
    FindingKind.MISSING: (VerdictKind.MISSING,),
    FindingKind.LATE: (VerdictKind.LATE,),
    FindingKind.COLUMN: BAD_COLUMNS,
}
# What a verdict says where nothing is known of the lists that its fault has to rest on.
UNVOUCHED: Mapping[FindingKind, tuple[Code, ...]] = {
    FindingKind.MISSING: (VerdictCode.LIST_NEVER_HELD, VerdictCode.NO_LIST_KNOWN),
    FindingKind.LATE: (FeedCode.LISTS_UNPROVEN,),
}


def words_by_finding(
    duties: Mapping[tuple[str, str], HumanDecision], columns: Mapping[str, ColumnDecision]
) -> dict[Key, Word]:
    """The latest word on what each finding is about; `duties` by (release, portal), `columns` by
    portal."""
    found: dict[Key, Word] = {
        (kind, portal_id, release_id): word
        for (release_id, portal_id), word in duties.items()
        for kind in OF_DUTIES
    }
    about = FindingKind.COLUMN
    return found | {(about, portal_id, None): word for portal_id, word in columns.items()}


def unvouched(kind: FindingKind, reason: Reason) -> bool:
    """Whether a verdict leaves this fault open because nobody vouches for the lists, or not any
    more."""
    return any(reason.has(code) for code in UNVOUCHED.get(kind, ()))


def rests_on_word(kind: FindingKind, reason: Reason) -> bool:
    """Whether a person says so, and the machine does not."""
    own = (one for one in reason.clauses if one.code is DecisionCode.MACHINE)
    same = any(one["result"] in SAME.get(kind, ()) for one in own)
    return reason.clauses[0].code in SAID and not same


def opened_by(finding: Finding, word: Word | None) -> bool:
    """Whether the finding rests on a word alone, of which `word` took the place."""
    if word is None or not rests_on_word(finding.kind, finding.reason):
        return False
    return finding.reason.clauses[0] != word.summary


def closed_by(finding: Finding, word: Word | None, now: datetime) -> bool:
    """Whether a word ended the finding, by what it says or by taking another back, and was taken
    back before its own end: `word` took its place, or the duty that it waived or took away is one
    again. So it is where the lists were vouched for by nobody."""
    if unvouched(finding.kind, finding.reason):
        return True
    first = first_clause(finding)
    if first.code is FindingCode.NO_DUTY:
        return True
    if first.code is DecisionCode.WAIVED and isinstance(waiver := first["waiver"], Reason):
        return _lasts(waiver, now)
    if word is not None and first.code is DecisionCode.WITHDRAWN:
        return first != word.taken_back
    if word is None or first.code not in SAID:
        return False
    return first != word.summary and _lasts(first, word.at)


def first_clause(finding: Finding) -> Reason:
    """What a finding rests on first; of one that was withdrawn, why it was."""
    reason = finding.reason
    if reason.code is FindingCode.WITHDRAWN and isinstance(inner := reason["reason"], Reason):
        reason = inner
    return reason.clauses[0]


def _lasts(said: Reason, moment: datetime) -> bool:
    end = said["expires"]
    return not isinstance(end, datetime) or moment < end


def given_back(finding: Finding, reason: Reason) -> Finding:
    """An ended finding as it was before: whom a mail told of it stays told."""
    state = FindingState.OPEN if finding.notified_at is None else FindingState.NOTIFIED
    return replace(finding, state=state, closed_at=None, reason=reason)


def withdrawn(finding: Finding, taken: Reason, now: datetime) -> Finding:
    """One that is over since nobody says so any more; `taken` says who took the word back."""
    why = because(FindingCode.WITHDRAWN, reason=taken)
    return replace(finding, state=FindingState.WAIVED, reason=why, closed_at=now)
