"""Alarms: faults of the monitor itself, from the results of its latest runs.

An alarm is a lasting state: it is raised once, repeated while it lasts, and resolved after it has
been over for some time. Duties do not matter here: late portals concern the officers, a monitor
that does not work concerns the operator.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from repostwatch.model import Occasion, Reason, because, together
from repostwatch.model.alarms import (
    Alarm,
    AlarmState,
    MailFact,
    MonitorFacts,
    PortalFact,
    SourceFact,
)
from repostwatch.model.codes import AlarmCode
from repostwatch.settings import WatchSettings

# Number of portals named by an alarm, and of portals listed with their usual values.
NAMED, LISTED = 5, 10


def alarms(facts: MonitorFacts, now: datetime, settings: WatchSettings) -> tuple[Alarm, ...]:
    """What is wrong with the monitor at `now`."""
    found = [
        *(_source(fact, facts.timed, now, settings) for fact in facts.sources),
        _scans(facts, now, settings) if facts.timed else None,
        _unseen(facts.portals, settings),
        _links(facts.portals, settings),
        _broken(facts.portals),
        _clock(facts.newest_scan, now, settings),
        _waiting(facts.mails, now, settings),
        _refused(facts.mails),
        _for_nobody(facts, now, settings),
    ]
    return tuple(alarm for alarm in found if alarm is not None)


def update_alarms(
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
    if set(state.alarm.about) - set(state.mailed_about):
        return Occasion.GREW
    if now - state.mailed_at >= timedelta(hours=settings.remind_hours):
        return Occasion.REMINDED
    return None


def _over(
    state: AlarmState, now: datetime, settings: WatchSettings
) -> tuple[AlarmState, Occasion | None]:
    """Resolve an alarm after it was absent for some time; without an earlier mail, without one."""
    if now - state.seen_at < timedelta(hours=settings.resolve_hours):
        return state, None
    if state.mailed_at is None:
        return replace(state, closed=True), None
    return state, Occasion.RESOLVED


def _source(fact: SourceFact, timed: bool, now: datetime, settings: WatchSettings) -> Alarm | None:
    since = fact.read_at or fact.tried_at
    if fact.problem and now - since >= timedelta(hours=settings.source_hours):
        unread = because(AlarmCode.SOURCE_UNREADABLE, read_at=fact.read_at, problem=fact.problem)
        return Alarm(f"source {fact.source}", unread, (fact.source,))
    if timed and now - fact.tried_at >= timedelta(hours=settings.ingest_hours):
        stopped = because(AlarmCode.NOT_INGESTED, source=fact.source, since=fact.tried_at)
        return Alarm(f"ingest {fact.source}", stopped, (fact.source,))
    if fact.newest and now - fact.newest >= timedelta(days=settings.silent_days):
        silent = because(AlarmCode.SOURCE_SILENT, source=fact.source, newest=fact.newest)
        return Alarm(f"silent {fact.source}", silent, (fact.source,))
    return None


def _scans(facts: MonitorFacts, now: datetime, settings: WatchSettings) -> Alarm | None:
    if not facts.portals or facts.last_scan is None:
        return None  # before the first scan nothing has stopped
    if now - facts.last_scan < timedelta(hours=settings.scan_hours):
        return None
    return Alarm("scans", because(AlarmCode.NO_SCANS, since=facts.last_scan))


def _clock(newest: datetime | None, now: datetime, settings: WatchSettings) -> Alarm | None:
    if newest is None or newest - now < timedelta(minutes=settings.clock_minutes):
        return None
    return Alarm("clock", because(AlarmCode.CLOCK_BACK, newest=newest, now=now))


def _unseen(portals: tuple[PortalFact, ...], settings: WatchSettings) -> Alarm | None:
    unseen = [fact for fact in portals if not fact.whole]
    if not portals or len(unseen) / len(portals) <= settings.unseen_share:
        return None
    # It does not grow with every portal that joins: it is about us, not about them.
    return Alarm(
        "unseen",
        because(
            AlarmCode.PORTALS_UNSEEN,
            portals=len(portals),
            unseen=len(unseen),
            names=tuple(fact.name for fact in unseen[:NAMED]),
        ),
    )


def _links(portals: tuple[PortalFact, ...], settings: WatchSettings) -> Alarm | None:
    empty = [
        fact
        for fact in portals
        if fact.links == 0 and fact.typical is not None and fact.typical >= settings.many_links
    ]
    if not empty:
        return None
    first = (
        because(AlarmCode.USUAL_LINKS, name=fact.name, links=round(fact.typical or 0))
        for fact in empty[:LISTED]
    )
    return Alarm(
        "links",
        because(AlarmCode.LINKS_GONE, portals=together(*first), count=len(empty)),
        tuple(fact.portal_id for fact in empty),
    )


def _broken(portals: tuple[PortalFact, ...]) -> Alarm | None:
    broken = [fact for fact in portals if fact.broke]
    if not broken:
        return None
    first = (
        because(AlarmCode.INTERNAL_ERROR, name=fact.name, reason=fact.broke)
        for fact in broken[:LISTED]
    )
    return Alarm(
        "internal",
        because(AlarmCode.INTERNAL_ERRORS, portals=together(*first), count=len(broken)),
        tuple(fact.portal_id for fact in broken),
    )


def _waiting(mails: tuple[MailFact, ...], now: datetime, settings: WatchSettings) -> Alarm | None:
    patience = timedelta(hours=settings.unsent_hours)
    late = [mail for mail in mails if not mail.dead and now - mail.posted_at >= patience]
    if not late:
        return None
    reason = because(
        AlarmCode.MAILS_WAIT, count=len(late), since=late[0].posted_at, mails=_mails(late)
    )
    return Alarm("mail waiting", reason, _addresses(late))


def _refused(mails: tuple[MailFact, ...]) -> Alarm | None:
    dead = [mail for mail in mails if mail.dead]
    if not dead:
        return None
    reason = because(AlarmCode.MAILS_REFUSED, count=len(dead), mails=_mails(dead))
    return Alarm("mail refused", reason, _addresses(dead))


def _for_nobody(facts: MonitorFacts, now: datetime, settings: WatchSettings) -> Alarm | None:
    since, patience = facts.unaddressed, timedelta(hours=settings.unsent_hours)
    if since is None or now - since < patience:
        return None
    return Alarm("mail nobody", because(AlarmCode.MAIL_FOR_NOBODY, since=since))


def _mails(found: list[MailFact]) -> Reason:
    first = (
        because(AlarmCode.MAIL, address=mail.address, subject=mail.subject, why=mail.why)
        for mail in found[:NAMED]
    )
    return together(*first)


def _addresses(found: list[MailFact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mail.address for mail in found))
