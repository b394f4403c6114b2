"""Watch the monitor itself: raise alarms, remind of them, say when they are over."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from repostwatch.base.errors import MailError
from repostwatch.judging.alarms import alarms, update_alarms
from repostwatch.model import Language, Occasion, because
from repostwatch.model.alarms import Alarm, AlarmState, MonitorFacts
from repostwatch.model.codes import RunCode
from repostwatch.pipeline.mailbox import Edition, deliver, post
from repostwatch.pipeline.readiness import portal_readiness
from repostwatch.reporting.alarm import alarm_mail
from repostwatch.reporting.readiness import ReadinessText, readiness_text
from repostwatch.settings import Settings
from repostwatch.store import alarms as alarm_table
from repostwatch.store import portals as portal_table
from repostwatch.store import scans
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say

KIND = "alarm"


@dataclass(frozen=True, slots=True)
class WatchSummary:
    """`alarms` last at this moment; `unsent` says why mails that are due did not go out."""

    alarms: tuple[Alarm, ...]
    sent: int
    unsent: tuple[str, ...]
    language: Language = Language.CHINESE

    @property
    def line(self) -> str:
        watched = because(
            RunCode.WATCHED, alarms=len(self.alarms), sent=self.sent, unsent=len(self.unsent)
        )
        return say(watched, Style(self.language))


def alarms_now(conn: Connection, settings: Settings) -> tuple[Alarm, ...]:
    """What is wrong with the monitor at this moment. Writes and sends nothing."""
    now = settings.now()
    facts = MonitorFacts(
        sources=alarm_table.load_sources(conn, settings.sources),
        portals=alarm_table.portal_facts(conn, now, settings.watch.typical_scans),
        last_scan=alarm_table.last_scan(conn, now),
        timed=settings.schedule.timed,
        newest_scan=scans.newest(conn),
    )
    return alarms(facts, now, settings.watch)


def watch_monitor(conn: Connection, settings: Settings) -> WatchSummary:
    """Look at what the monitor last did; mail the operator what is new, lasting or over.

    A mail that could not be sent waits in the outbox and is tried again at the next run: only
    a mail that the server took counts as sent.
    """
    now = settings.now()
    found = alarms_now(conn, settings)
    sent, unsent = 0, []
    for state, occasion in update_alarms(alarm_table.load(conn), found, now, settings.watch):
        alarm_table.save(conn, state)
        if occasion is None:
            continue
        try:
            _mail(conn, settings, state, occasion)
            sent += 1
        except MailError as error:
            lost = because(RunCode.NOT_MAILED, alarm=state.alarm.reason, problem=str(error))
            unsent.append(say(lost, Style(settings.language)))
    return WatchSummary(found, sent, tuple(unsent), settings.language)


def _mail(conn: Connection, settings: Settings, state: AlarmState, occasion: Occasion) -> None:
    """Put the mail into the outbox under its own number, send it, and only then count it."""
    now = settings.now()
    # The same mail at the next run: about what, opened when, on which occasion.
    digest = sha256(f"{occasion} {state.alarm.about}".encode()).hexdigest()
    period = f"{state.alarm.alarm_id} {state.opened_at:%Y%m%dT%H%M%S} {digest[:8]}"
    edition = Edition(
        KIND, period, state.mails + 1, digest, name=sha256(period.encode()).hexdigest()[:16]
    )
    outbox_id = post(
        conn,
        settings,
        alarm_mail(state, occasion, now, _readiness(conn, settings), settings.language),
        settings.watch.operators or settings.reporting.recipients,
        edition,
    )
    deliver(
        conn,
        settings,
        outbox_id,
        lambda _, __: alarm_table.save(conn, state.sent(occasion, now)),
    )


def _readiness(conn: Connection, settings: Settings) -> ReadinessText:
    return readiness_text(
        portal_table.load(conn),
        portal_readiness(conn, settings),
        Style(settings.language),
        settings.watch.unready_portals,
    )
