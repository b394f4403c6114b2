"""Judge: the verdict of every duty, the standing of every column, and their findings."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from repostwatch.judging.columns import column_standing
from repostwatch.judging.findings import known_faults, update_findings
from repostwatch.judging.searched import Searches, list_in_doubt, rests_on_absence
from repostwatch.judging.verdicts import RULE_VERSION, judge_duties
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
from repostwatch.pipeline.histories import histories, propose_unproven, reposting_nothing
from repostwatch.pipeline.readiness import keep_readiness
from repostwatch.pipeline.scope import ALL, Scope, Selection, load_scope
from repostwatch.pipeline.search import search
from repostwatch.settings import Settings
from repostwatch.store import (
    decisions,
    duties,
    duty_counts,
    duty_rows,
    findings,
    heartbeats,
    homes,
    scans,
    sightings,
    verdicts,
)
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say

# Scans and duties, of which each takes about a kilobyte here: some 100 MB at once, however many
# portals there are and for however many years they have been scanned.
HELD_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class JudgeSummary:
    counts: dict[str, int]
    changed: int
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


def judge_reposts(conn: Connection, settings: Settings, only: Selection = ALL) -> JudgeSummary:
    """Judge all stored observations and write the changes in one transaction, so that no report
    mixes portals judged now with portals judged before."""
    counts: Counter[str] = Counter()
    changed = 0
    with _uncollected(), conn.transaction():
        whole = load_scope(conn, settings, only)
        for part in _parts(conn, whole, settings.now()):
            looks = settings.wider.pages > 0
            decided = current_verdicts(conn, settings, part, looks=looks)
            changed += _keep(conn, settings, part, decided, judge_columns(conn, settings, part))
            counts.update(verdict.kind.value for verdict in decided)
        observed = duty_rows.observed(settings.now(), settings.scan.watch_days)
        duty_counts.count_again(conn, whole.release_ids, whole.portal_ids, observed)
    if only == ALL:
        heartbeats.beat(conn, Step.JUDGE, settings.now())
    # Judging proposes lists, and a search found some since the portals were scanned.
    keep_readiness(conn, settings)
    return JudgeSummary(dict(counts), changed, settings.language)


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


def _parts(conn: Connection, whole: Scope, now: datetime) -> Iterator[Scope]:
    """The scope in parts of some portals each, so that their observations fit into memory."""
    per_portal: dict[str, list[Duty]] = {portal_id: [] for portal_id in whole.portal_ids}
    for duty in whole.duties:
        per_portal[duty.portal_id].append(duty)
    counts = scans.counts(conn, whole.portal_ids, now)
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


def _part(whole: Scope, portals: list[Portal], per_portal: Mapping[str, list[Duty]]) -> Scope:
    duties = (duty for portal in portals for duty in per_portal[portal.portal_id])
    return Scope(whole.releases, tuple(portals), tuple(duties))


def _keep(
    conn: Connection,
    settings: Settings,
    wanted: Scope,
    decided: list[Verdict],
    standings: list[ColumnStanding],
) -> int:
    """Write changed verdicts, standings and findings; returns the numbers of the first two."""
    now = settings.now()
    moved = homes.moved_portals(conn, wanted.portal_ids, settings.judging.column_confirmations, now)
    with conn.transaction():
        changed = verdicts.append(conn, decided, RULE_VERSION, now)
        _keep_duties(conn, wanted, decided, now)
        changed += verdicts.append_columns(conn, standings, now)
        propose_unproven(conn, decided, now)
        known = findings.load(conn, wanted.portal_ids, wanted.release_ids)
        judged = {(duty.release_id, duty.portal_id) for duty in wanted.duties}
        nothing = reposting_nothing(conn, settings, wanted.portals, now)
        faults = known_faults(decided, standings, moved, nothing)
        findings.save(conn, update_findings(known, faults, judged, now))
    return changed


def _keep_duties(
    conn: Connection, wanted: Scope, decided: Sequence[Verdict], now: datetime
) -> None:
    deadlines = {(duty.release_id, duty.portal_id): duty.deadline.latest for duty in wanted.duties}
    found = (
        (one.release_id, one.portal_id, deadlines[one.release_id, one.portal_id], one.kind,
         list_in_doubt(one) is not None)
        for one in decided
    )  # fmt: skip
    duties.save(conn, found, wanted.release_ids, wanted.portal_ids, now)


def current_verdicts(
    conn: Connection, settings: Settings, wanted: Scope, *, looks: bool
) -> list[Verdict]:
    """The verdict of every duty in scope, from all observations up to now; without `looks` as if
    nobody had to look wider before a release is missing."""
    now = settings.now()
    seen = histories(conn, settings, wanted.portals, now, looks=looks)
    found = sightings.load(conn, wanted.release_ids, wanted.portal_ids, now)
    people = decisions.load(conn, wanted.release_ids)

    def judged(duties: Sequence[Duty], searches: Searches | None) -> list[Verdict]:
        return judge_duties(
            duties, seen, found, now,
            decisions=people, settings=settings.judging, searches=searches,
        )  # fmt: skip

    verdicts = judged(wanted.duties, None)
    # A `missing` verdict is judged again after the pages were searched.
    open_ = [place for place, verdict in enumerate(verdicts) if rests_on_absence(verdict)]
    if open_:
        silent = [verdicts[place] for place in open_]
        searches = search(conn, settings, wanted.releases, wanted.portals, silent)
        again = judged([wanted.duties[place] for place in open_], searches)
        for place, verdict in zip(open_, again, strict=True):
            verdicts[place] = verdict
    return verdicts


def judge_columns(conn: Connection, settings: Settings, wanted: Scope) -> list[ColumnStanding]:
    """The column standing of every portal in scope."""
    now = settings.now()
    people = decisions.load_columns(conn, wanted.portal_ids)
    return [
        column_standing(portal_id, found, settings.judging, decision=people.get(portal_id), now=now)
        for portal_id, found in homes.homepage_visits(conn, wanted.portal_ids, now).items()
    ]
