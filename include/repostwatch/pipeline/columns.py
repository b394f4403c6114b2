"""Columns before a person: what the homepage showed, what people said, and what they say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repostwatch import judging
from repostwatch.errors import RepostwatchError
from repostwatch.judging import ColumnDecision, ColumnVisit
from repostwatch.model import ColumnStanding, Portal, Standing
from repostwatch.pipeline.judge import judge
from repostwatch.pipeline.session import Only
from repostwatch.settings import Settings
from repostwatch.store import Connection, decisions, homes, verdicts
from repostwatch.store import portals as portal_table

# As many as the rule weighs where looks contradict each other.
LOOKS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ColumnEvidence:
    """What a standing rests on, and what people said about it; the newest first.

    `standing` is None where it was not judged yet.
    """

    portal: Portal
    standing: ColumnStanding | None
    looks: Sequence[ColumnVisit]
    decisions: Sequence[ColumnDecision]

    @property
    def seen(self) -> str:
        return self.standing.standing.value if self.standing else ""

    @property
    def rests_on(self) -> datetime | None:
        """When the latest look began; None where there was none."""
        return self.looks[0].at if self.looks else None


def column(conn: Connection, settings: Settings, portal_id: str) -> ColumnEvidence:
    """Raises RepostwatchError where there is no such portal."""
    found = portal_table.load(conn, [portal_id])
    if not found:
        raise RepostwatchError(f"没有编号为“{portal_id}”的门户网站")
    return _evidence(conn, settings, found)[0]


def column_reviews(conn: Connection, settings: Settings) -> tuple[ColumnEvidence, ...]:
    """The portals whose column waits for a person, in the order of the registry."""
    portals = portal_table.load(conn)
    current = verdicts.load_columns(conn, [portal.portal_id for portal in portals])
    waiting = {told.portal_id for told in current if told.standing is Standing.REVIEW}
    return _evidence(conn, settings, [p for p in portals if p.portal_id in waiting])


def decide_column(
    conn: Connection, settings: Settings, portal_id: str, decision: ColumnDecision, seen: str
) -> None:
    """Keep what a person decided about a column, and judge it anew.

    `seen` is the standing that the person had before their eyes, empty for none. Raises
    RepostwatchError where the standing or the homepage is another one by now, for they decided
    about something else.
    """
    now = settings.now()
    with decisions.one_at_a_time(conn, portal_id):
        known = column(conn, settings, portal_id)
        if seen != known.seen:
            first = "".join(f"（{one.told}）" for one in known.decisions[:1])
            raise RepostwatchError(
                f"专栏的结论在您打开页面之后已经改变{first}，未作记录。请刷新后再认定。"
            )
        looks = homes.looks(conn, [portal_id], now)[portal_id]
        if decision.rests_on not in {look.at for look in looks}:
            raise RepostwatchError("找不到您所依据的那次采集，未作记录。请刷新后再认定。")
        told = judging.column_standing(
            portal_id, looks, settings.judging, decision=decision, now=now
        )
        if told.machine is None:
            raise RepostwatchError("首页在您打开页面之后已经改变，未作记录。请刷新后再认定。")
        decisions.save_column(conn, portal_id, decision)
        judge(conn, settings, Only([], [portal_id]))


def _evidence(
    conn: Connection, settings: Settings, portals: Sequence[Portal]
) -> tuple[ColumnEvidence, ...]:
    ids = [portal.portal_id for portal in portals]
    standings = {told.portal_id: told for told in verdicts.load_columns(conn, ids)}
    looks = homes.looks(conn, ids, settings.now())
    return tuple(
        ColumnEvidence(
            portal,
            standings.get(portal.portal_id),
            looks=looks[portal.portal_id][: -LOOKS_SHOWN - 1 : -1],
            decisions=decisions.column_history(conn, portal.portal_id),
        )
        for portal in portals
    )
