"""Watch the monitor itself: send what is due again, raise alarms, say when they are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from repostwatch.base.errors import MailError, RepostwatchError
from repostwatch.judging.alarms import alarms, update_alarms
from repostwatch.model import DeliveryState, Language, Occasion, because
from repostwatch.model.alarms import Alarm, AlarmState, MonitorFacts
from repostwatch.model.codes import MailCode, RunCode
from repostwatch.model.mails import ALARM, OPERATORS
from repostwatch.pipeline.evidence_size import count_evidence
from repostwatch.pipeline.mailbox import About, post
from repostwatch.pipeline.readiness import portal_readiness
from repostwatch.pipeline.send_summaries import LetterSummary
from repostwatch.pipeline.sending import due_letters, send_letter
from repostwatch.reporting.alarm import alarm_mail
from repostwatch.reporting.readiness import ReadinessText, readiness_text
from repostwatch.settings import Settings
from repostwatch.store import alarms as alarm_table
from repostwatch.store import deliveries, mail_facts, scans
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class WatchSummary:
    """`alarms` last at this moment; `sent` are mails to single addresses; `unsent` says why mails
    that are due did not go out."""

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
        mails=mail_facts.unsent(conn, now - timedelta(days=settings.watch.dead_days)),
        # Where no server is set, mail is not meant to go out.
        unaddressed=mail_facts.unaddressed(conn) if settings.mails else None,
    )
    return alarms(facts, now, settings.watch)


def watch_monitor(conn: Connection, settings: Settings) -> WatchSummary:
    """Send what is due again, look at what the monitor last did, and mail the operator what is new,
    lasting or over. Counts the evidence, for the page that shows it.

    A mail that could not be sent waits in the mailbox: only one that a server took counts as sent.
    """
    now = settings.now()
    count_evidence(conn, settings)
    sent, unsent = _send_again(conn, settings)
    found = alarms_now(conn, settings)
    for state, occasion in update_alarms(alarm_table.load(conn), found, now, settings.watch):
        alarm_table.save(conn, state)
        if occasion is None:
            if state.closed:
                over = because(MailCode.ALARM_OVER)
                deliveries.withdraw_period(conn, ALARM, _period(state), over)
            continue
        try:
            sent += _mail(conn, settings, state, occasion)
        except RepostwatchError as error:
            lost = because(RunCode.NOT_MAILED, alarm=state.alarm.reason, problem=str(error))
            unsent.append(say(lost, Style(settings.language)))
    return WatchSummary(found, sent, tuple(unsent), settings.language)


def _send_again(conn: Connection, settings: Settings) -> tuple[int, list[str]]:
    """How many mails went out, and what kept others from it.

    An alarm that reached nobody yet is mailed below, if it lasts.
    """
    sent, unsent = 0, []
    style = Style(settings.language)
    if not settings.mails:
        return 0, []
    for letter in due_letters(conn, settings):
        reached = deliveries.of_letter(conn, letter.letter_id)
        if letter.kind == ALARM and not any(one.state is DeliveryState.SENT for one in reached):
            continue
        try:
            summary = send_letter(conn, settings, letter.letter_id, now_due=True)
            sent += summary.sent
            summary.line(style)
        except RepostwatchError as error:
            unsent.append(str(error))
    return sent, unsent


def _mail(conn: Connection, settings: Settings, state: AlarmState, occasion: Occasion) -> int:
    """Post the mail, send it, and only then count it; to how many it went just now.

    Raises RepostwatchError where it reached nobody, or not everybody.
    """
    now = settings.now()
    # The same mail at the next run: the how many-eth, on which occasion, about what.
    facts = f"{state.mails} {occasion} {state.alarm.about}"
    about = About(ALARM, _period(state), OPERATORS, sha256(facts.encode()).hexdigest())
    made = alarm_mail(state, occasion, now, _readiness(conn, settings), settings.language)
    summary = send_letter(conn, settings, post(conn, settings, made, about).letter.letter_id)
    return _counted(conn, settings, state, occasion, summary)


def _readiness(conn: Connection, settings: Settings) -> ReadinessText:
    return readiness_text(
        portal_table.load(conn),
        portal_readiness(conn, settings),
        Style(settings.language),
        settings.watch.unready_portals,
    )


def _counted(
    conn: Connection,
    settings: Settings,
    state: AlarmState,
    occasion: Occasion,
    summary: LetterSummary,
) -> int:
    """An alarm counts as mailed once anybody has it, even where another address refuses it."""
    if summary.arrived:
        alarm_table.save(conn, state.sent(occasion, settings.now()))
    if not summary.arrived or summary.unsent:
        raise MailError(summary.line(Style(settings.language)))
    return summary.sent


def _period(state: AlarmState) -> str:
    return f"{state.alarm.alarm_id} {state.opened_at:%Y%m%dT%H%M%S}"
