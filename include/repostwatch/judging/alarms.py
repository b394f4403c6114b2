"""The monitor watches itself: from what it last did to what the operator must hear of.

An alarm is a state that lasts: it is raised once, reminded of while it lasts, and resolved when
it has been over for a while. Nothing here looks at portals' duties: a portal that reposts late
is the officer's business, a monitor that sees nothing is the operator's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from repostwatch.judging.wording import minute
from repostwatch.settings import WatchSettings


@dataclass(frozen=True, slots=True)
class SourceFact:
    """A source of releases: when it last could be read, its newest release, and what was wrong
    with it at the latest try (empty where nothing was)."""

    source: str
    tried_at: datetime
    read_at: datetime | None = None
    newest: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PortalFact:
    """A portal's latest scan: whether it saw everything, the links it read, and how many its
    scans before it read typically (None where there are too few to tell). `broke` is the reason
    of a page that ended by a mistake of ours since then, empty where there was none."""

    portal_id: str
    name: str
    whole: bool
    links: int
    typical: float | None
    broke: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """`timed`: whether the steps run by the clock, so that a missing one means something."""

    sources: tuple[SourceFact, ...]
    portals: tuple[PortalFact, ...]
    last_scan: datetime | None
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Alarm:
    """`alarm_id` is the same as long as it is about the same; `about` are those concerned."""

    alarm_id: str
    reason: str  # Chinese, for the operator
    about: tuple[str, ...] = ()


class Occasion(StrEnum):
    """Why a mail goes out."""

    RAISED = "raised"
    GREW = "grew"  # it concerns more than was told
    REMINDED = "reminded"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class AlarmState:
    """An alarm over time. `told` and `mailed_at` are what a mail that was sent has said."""

    alarm: Alarm
    opened_at: datetime
    seen_at: datetime
    mailed_at: datetime | None = None
    mails: int = 0
    told: tuple[str, ...] = ()
    closed: bool = False

    def sent(self, occasion: Occasion, now: datetime) -> AlarmState:
        """The state after the mail of `occasion` was taken by the mail server."""
        return replace(
            self,
            mailed_at=now,
            mails=self.mails + 1,
            told=tuple(sorted({*self.told, *self.alarm.about})),
            closed=occasion is Occasion.RESOLVED,
        )


def alarms(facts: Facts, now: datetime, settings: WatchSettings) -> tuple[Alarm, ...]:
    """What is wrong with the monitor at `now`."""
    found = [
        *(_source(fact, facts.timed, now, settings) for fact in facts.sources),
        _scans(facts, now, settings) if facts.timed else None,
        _unseen(facts.portals, settings),
        _links(facts.portals, settings),
        _broken(facts.portals),
    ]
    return tuple(alarm for alarm in found if alarm is not None)


def follow(
    known: Iterable[AlarmState], current: Iterable[Alarm], now: datetime, settings: WatchSettings
) -> tuple[tuple[AlarmState, Occasion | None], ...]:
    """Every alarm's state at `now`, with the mail that is due for it.

    A mail stays due, run by run, until `AlarmState.sent` says that it went out.
    """
    here = {alarm.alarm_id: alarm for alarm in current}
    before = {state.alarm.alarm_id: state for state in known if not state.closed}
    states = []
    for alarm_id, alarm in here.items():
        old = before.get(alarm_id)
        state = replace(old, alarm=alarm, seen_at=now) if old else AlarmState(alarm, now, now)
        states.append((state, _due(state, now, settings)))
    for alarm_id, state in before.items():
        if alarm_id not in here:
            states.append(_over(state, now, settings))
    return tuple(states)


def _due(state: AlarmState, now: datetime, settings: WatchSettings) -> Occasion | None:
    if state.mailed_at is None:
        return Occasion.RAISED
    if set(state.alarm.about) - set(state.told):
        return Occasion.GREW
    if now - state.mailed_at >= timedelta(hours=settings.remind_hours):
        return Occasion.REMINDED
    return None


def _over(
    state: AlarmState, now: datetime, settings: WatchSettings
) -> tuple[AlarmState, Occasion | None]:
    """Over only once it was gone for a while; what nobody was told of needs no mail."""
    if now - state.seen_at < timedelta(hours=settings.resolve_hours):
        return state, None
    if state.mailed_at is None:
        return replace(state, closed=True), None
    return state, Occasion.RESOLVED


def _source(fact: SourceFact, timed: bool, now: datetime, settings: WatchSettings) -> Alarm | None:
    since = fact.read_at or fact.tried_at
    if fact.problem and now - since >= timedelta(hours=settings.source_hours):
        when = f"自{minute(fact.read_at)}起" if fact.read_at else "从来"
        return Alarm(f"source {fact.source}", f"发布源{when}读不出：{fact.problem}", (fact.source,))
    if timed and now - fact.tried_at >= timedelta(hours=settings.ingest_hours):
        told = f"发布源{fact.source}自{minute(fact.tried_at)}起没有再采集"
        return Alarm(f"ingest {fact.source}", told, (fact.source,))
    if fact.newest and now - fact.newest >= timedelta(days=settings.silent_days):
        told = f"发布源{fact.source}最新一条是{minute(fact.newest)}的，此后没有新的发布信息"
        return Alarm(f"silent {fact.source}", told, (fact.source,))
    return None


def _scans(facts: Facts, now: datetime, settings: WatchSettings) -> Alarm | None:
    if not facts.portals or facts.last_scan is None:
        return None  # before the first scan nothing has stopped
    if now - facts.last_scan < timedelta(hours=settings.scan_hours):
        return None
    return Alarm("scans", f"自{minute(facts.last_scan)}起没有采集任何门户网站")


def _unseen(portals: tuple[PortalFact, ...], settings: WatchSettings) -> Alarm | None:
    unseen = [fact for fact in portals if not fact.whole]
    if not portals or len(unseen) / len(portals) <= settings.unseen_share:
        return None
    # It does not grow with every portal that joins: it is about us, not about them.
    return Alarm(
        "unseen",
        f"{len(portals)}个门户网站中有{len(unseen)}个最近一次采集不完整："
        f"{_named(unseen)}。多半是本系统的网络或出口地址有问题",
    )


def _links(portals: tuple[PortalFact, ...], settings: WatchSettings) -> Alarm | None:
    empty = [
        fact
        for fact in portals
        if fact.links == 0 and fact.typical is not None and fact.typical >= settings.many_links
    ]
    if not empty:
        return None
    usual = [f"{fact.name}（以往约{fact.typical:.0f}条）" for fact in empty]
    return Alarm(
        "links",
        f"网页能打开却一条链接也没读出，可能改版了：{_first(usual)}",
        tuple(fact.portal_id for fact in empty),
    )


def _broken(portals: tuple[PortalFact, ...]) -> Alarm | None:
    broken = [fact for fact in portals if fact.broke]
    if not broken:
        return None
    reasons = [f"{fact.name}（{fact.broke}）" for fact in broken]
    return Alarm(
        "internal",
        f"采集时程序自身出错，详情见运行日志：{_first(reasons)}",
        tuple(fact.portal_id for fact in broken),
    )


def _first(portals: list[str], most: int = 10) -> str:
    """The first few, and of how many where there are more."""
    rest = f"等{len(portals)}个" if len(portals) > most else ""
    return "；".join(portals[:most]) + rest


def _named(facts: list[PortalFact]) -> str:
    names = "、".join(fact.name for fact in facts[:5])
    return f"{names}等" if len(facts) > 5 else names
