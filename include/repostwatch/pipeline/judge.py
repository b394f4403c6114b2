"""Judge: every duty's verdict, every homepage's column standing, the findings that follow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from repostwatch import judging
from repostwatch.model import ColumnStanding, Verdict
from repostwatch.pipeline.session import ALL, Only, Scope, scope
from repostwatch.settings import Settings
from repostwatch.store import Connection, decisions, findings, homes, matches, scans, verdicts


@dataclass(frozen=True, slots=True)
class JudgeSummary:
    counts: dict[str, int]
    changed: int

    @property
    def line(self) -> str:
        told = "，".join(f"{kind} {number}" for kind, number in sorted(self.counts.items()))
        return f"{told or '没有转载任务'}（{self.changed}项有变化）"


def judge(conn: Connection, settings: Settings, only: Only = ALL) -> JudgeSummary:
    """Judge over what the store has observed so far; only what differs is written."""
    now = settings.now()
    wanted = scope(conn, settings, only)
    decided = decide(conn, settings, wanted)
    standings = stand(conn, settings, wanted)
    moved = homes.moved(conn, wanted.portal_ids, settings.judging.column_confirmations, now)
    with conn.transaction():
        changed = verdicts.append(conn, decided, judging.RULE_VERSION, now)
        changed += verdicts.append_columns(conn, standings, now)
        known = findings.load(conn, wanted.portal_ids, wanted.release_ids)
        judged = {(duty.release_id, duty.portal_id) for duty in wanted.duties}
        told = judging.told(decided, standings, moved)
        findings.save(conn, judging.follow(known, told, judged, now))
    return JudgeSummary(dict(Counter(verdict.kind.value for verdict in decided)), changed)


def decide(conn: Connection, settings: Settings, wanted: Scope) -> list[Verdict]:
    """The verdict of every duty in scope, from all observations up to the present moment."""
    now = settings.now()
    return judging.judge_all(
        wanted.duties,
        scans.load(conn, wanted.portal_ids, now),
        matches.sightings(conn, wanted.release_ids, wanted.portal_ids, now),
        now,
        decisions=decisions.load(conn, wanted.release_ids),
        settings=settings.judging,
    )


def stand(conn: Connection, settings: Settings, wanted: Scope) -> list[ColumnStanding]:
    """The column standing of every portal in scope."""
    looks = homes.looks(conn, wanted.portal_ids, settings.now())
    return [
        judging.column_standing(portal_id, found, settings=settings.judging)
        for portal_id, found in looks.items()
    ]
