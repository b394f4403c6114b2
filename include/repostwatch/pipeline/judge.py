"""Judge: the verdict of every duty, the standing of every column, and their findings."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from repostwatch.judging.findings import ENDED, known_faults, update_findings
from repostwatch.judging.searched import list_in_doubt
from repostwatch.judging.taken_back import closed_by, words_by_finding
from repostwatch.judging.verdicts import RULE_VERSION
from repostwatch.model import (
    ColumnStanding,
    Duty,
    Language,
    Portal,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import RunCode
from repostwatch.model.steps import Step
from repostwatch.pipeline.closures import read_before_notices
from repostwatch.pipeline.histories import propose_unproven, reposting_nothing
from repostwatch.pipeline.judging_due import Changes, Work, changes, finish, work_of
from repostwatch.pipeline.readiness import keep_readiness
from repostwatch.pipeline.scope import ALL, Scope, Selection, load_scope
from repostwatch.pipeline.standings import judge_columns
from repostwatch.pipeline.verdicts_now import Judged, all_verdicts, due_verdicts
from repostwatch.settings import Settings
from repostwatch.store import (
    decisions,
    duties,
    duty_counts,
    duty_rows,
    findings,
    heartbeats,
    homes,
    reported,
    scans,
    verdicts,
)
from repostwatch.store.database import Connection
from repostwatch.store.duties import TurnedDuty
from repostwatch.wording import Style, say

# Scans and duties, of which each takes about a kilobyte here: some 100 MB at once, however many
# portals there are and for however many years they have been scanned.
HELD_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class JudgeSummary:
    counts: dict[str, int]
    changed: int
    turned: tuple[TurnedDuty, ...] = ()
    language: Language = Language.CHINESE

    @property
    def line(self) -> str:
        each = (
            because(RunCode.COUNT, kind=VerdictKind(kind), number=number)
            for kind, number in sorted(self.counts.items())
        )
        counts = tuple(each) or (because(RunCode.NO_DUTIES),)
        judged = because(RunCode.JUDGED, counts=counts, changed=self.changed)
        return say(judged, Style(self.language))

    @property
    def turns(self) -> Iterator[tuple[TurnedDuty, str]]:
        """Each verdict that became another, with a line for a log."""
        for one in self.turned:
            reason = because(
                RunCode.TURNED,
                portal=one.portal, title=one.title, before=one.before, result=one.kind,
            )  # fmt: skip
            yield one, say(reason, Style(self.language))


def judge_reposts(conn: Connection, settings: Settings, only: Selection = ALL) -> JudgeSummary:
    """Judge all stored observations and write the changes in one transaction, so that no report
    mixes portals judged now with portals judged before.

    Of everything, only that is judged again of which something has changed since; what is selected
    is judged whatever it is."""
    counts: Counter[str] = Counter()
    changed, since = 0, settings.now()
    with _uncollected(), conn.transaction():
        whole = load_scope(conn, settings, only)
        found = changes(conn, settings, whole) if only == ALL else None
        if found is not None and found.last is not None:
            work = work_of(conn, settings, whole, found)
            counts.update(kept.kind.value for _, kept in work.standing)
            for part in _due_parts(conn, whole, work):
                changed += _judge_due(conn, settings, part, work, found, counts)
        else:
            for part in _parts(conn, whole, settings.now()):
                judged = all_verdicts(conn, settings, part, looks=settings.wider.pages > 0)
                changed += _keep(conn, settings, part, judged, judge_columns(conn, settings, part))
                counts.update(verdict.kind.value for verdict in judged.verdicts.values())
        observed = duty_rows.observed(settings.now(), settings.scan.watch_days)
        duty_counts.count_again(conn, whole.release_ids, whole.portal_ids, observed)
        if found is None:
            duties.unsettle(conn, whole.release_ids, whole.portal_ids)
        else:
            finish(conn, settings, whole, found)
    if only == ALL:
        heartbeats.beat(conn, Step.JUDGE, settings.now())
        read_before_notices(conn, settings)
    # Judging proposes lists, and a search found some since the portals were scanned.
    keep_readiness(conn, settings)
    turned = tuple(duties.turned(conn, since))
    return JudgeSummary(dict(counts), changed, turned, settings.language)


def _judge_due(
    conn: Connection,
    settings: Settings,
    part: Scope,
    work: Work,
    found: Changes,
    counts: Counter[str],
) -> int:
    """Judge again what is due of some portals; how much of it changed."""
    assert found.last is not None  # noqa: S101  else all is judged
    own = {portal_id: work.portals[portal_id] for portal_id in part.portal_ids}
    judged = due_verdicts(conn, settings, part, own, found.lists)
    counts.update(verdict.kind.value for verdict in judged.verdicts.values())
    settled = {portal_id for portal_id, one in own.items() if not one.whole}
    standings = judge_columns(conn, settings, part, found.last.judged_at, settled)
    gone = [key for one in own.values() for key in one.gone]
    return _keep(conn, settings, part, judged, standings, gone)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector: the loaded data has no cycles, and searching hundreds of
    thousands of scans for some would take a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _parts(conn: Connection, whole: Scope, now: datetime | None) -> Iterator[Scope]:
    """The scope in parts of some portals each, so that their observations fit into memory: their
    duties, and their scans up to `now` where all of these are read."""
    per_portal: dict[str, list[Duty]] = {portal_id: [] for portal_id in whole.portal_ids}
    for duty in whole.duties:
        per_portal[duty.portal_id].append(duty)
    counts = {} if now is None else scans.counts(conn, whole.portal_ids, now)
    part: list[Portal] = []
    held = 0
    for portal in whole.portals:
        weight = counts.get(portal.portal_id, 0) + len(per_portal[portal.portal_id])
        if part and held + weight > HELD_AT_ONCE:
            yield _part(whole, part, per_portal)
            part, held = [], 0
        part.append(portal)
        held += weight
    yield _part(whole, part, per_portal)


def _due_parts(conn: Connection, whole: Scope, work: Work) -> Iterator[Scope]:
    """The same of the portals of which something is due."""
    due = Scope(
        whole.releases,
        tuple(portal for portal in whole.portals if portal.portal_id in work.portals),
        tuple(duty for duty in whole.duties if duty.portal_id in work.portals),
    )
    if due.portals:
        yield from _parts(conn, due, None)


def _part(whole: Scope, portals: list[Portal], per_portal: Mapping[str, list[Duty]]) -> Scope:
    duties = (duty for portal in portals for duty in per_portal[portal.portal_id])
    return Scope(whole.releases, tuple(portals), tuple(duties))


def _keep(
    conn: Connection,
    settings: Settings,
    wanted: Scope,
    judged: Judged,
    standings: list[ColumnStanding],
    gone: Sequence[tuple[str, str]] | None = None,
) -> int:
    """Write changed verdicts, standings and findings; returns the numbers of the first two.
    `gone`: where some of the duties were judged, those that are none any more."""
    now, decided = settings.now(), list(judged.verdicts.values())
    moved = homes.moved_portals(conn, wanted.portal_ids, settings.judging.column_confirmations, now)
    with conn.transaction():
        changed = verdicts.append(conn, decided, RULE_VERSION, now)
        _keep_duties(conn, wanted, decided, gone, now)
        duties.settle(conn, judged.settled)
        changed += verdicts.append_columns(conn, standings, now)
        propose_unproven(conn, decided, now)
        release_ids = wanted.release_ids
        if gone is not None:
            release_ids = sorted({one.release_id for one in decided} | {one for one, _ in gone})
        known = findings.load(conn, wanted.portal_ids, release_ids)
        owed = {duty.key for duty in wanted.duties}
        nothing = reposting_nothing(conn, settings, wanted.portals, now)
        faults = known_faults(decided, standings, moved, nothing)
        people = words_by_finding(
            decisions.load(conn, release_ids), decisions.load_columns(conn, wanted.portal_ids)
        )
        back = {
            one.portal_id
            for one in known
            if one.state in ENDED and closed_by(one, people.get(one.key), now)
        }
        ends_mailed = reported.ends_mailed(conn, sorted(back)) if back else ()
        findings.save(conn, update_findings(known, faults, owed, now, people, ends_mailed))
    return changed


def _keep_duties(
    conn: Connection,
    wanted: Scope,
    decided: Sequence[Verdict],
    gone: Sequence[tuple[str, str]] | None,
    now: datetime,
) -> None:
    deadlines = {duty.key: duty.deadline.latest for duty in wanted.duties}
    found = (
        (one.release_id, one.portal_id, deadlines[one.release_id, one.portal_id], one.kind,
         list_in_doubt(one) is not None)
        for one in decided
    )  # fmt: skip
    duties.save(conn, found, wanted.release_ids, wanted.portal_ids, now, gone)
