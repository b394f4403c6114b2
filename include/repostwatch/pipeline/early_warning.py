"""Warn every recipient once of each of their duties that is about to be late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from repostwatch.base.clock import iso
from repostwatch.judging.early_warnings import duties_at_risk
from repostwatch.model import Duty, DutyKey, Language, because
from repostwatch.model.codes import RunCode
from repostwatch.model.mails import WARNING, Audience
from repostwatch.pipeline.mailbox import About, address_letter, post
from repostwatch.pipeline.recipients import recipients_in_force
from repostwatch.pipeline.report import recent_data
from repostwatch.pipeline.report_mail import send_letters
from repostwatch.reporting.audience import cut_to
from repostwatch.reporting.data import ReportData
from repostwatch.reporting.digest import report_digest
from repostwatch.reporting.early_warning import warning_mail
from repostwatch.settings import Settings
from repostwatch.store import warnings
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class WarningSummary:
    """`duties`: how many warnings there are of single duties to single recipients."""

    subjects: tuple[str, ...]
    letter_ids: tuple[int, ...]
    duties: int
    language: Language

    @property
    def line(self) -> str:
        if not self.duties:
            return say(because(RunCode.NOBODY_TO_WARN), Style(self.language))
        warned = because(RunCode.WARNED, duties=self.duties, sent=len(self.subjects))
        return say(warned, Style(self.language))


def warn_early(conn: Connection, settings: Settings, *, dry_run: bool = False) -> WarningSummary:
    """Post a mail for each group of recipients who are to be warned of the same duties.

    Nobody is warned of a duty twice, whichever letters and audiences there were. A dry run makes
    the mails and keeps nothing. Raises RepostwatchError where the recipients cannot be read.
    """
    data = recent_data(conn, settings)
    hours = settings.reporting.warning_hours
    risk = duties_at_risk(data.duties, data.verdicts, data.made_at, hours)
    with conn.transaction():
        warnings.lock(conn)
        groups = _groups(conn, settings, replace(data, duties=risk))
        subjects: list[str] = []
        letter_ids: list[int] = []
        count = 0
        for (audience, _), (addresses, cut) in groups.items():
            made = warning_mail(cut, settings.reporting, audience.language or settings.language)
            subjects.append(made.subject)
            count += len(cut.duties) * len(addresses)
            if dry_run:
                continue
            period = f"{iso(data.made_at)} {len(letter_ids) + 1}"
            digest = report_digest(cut, settings.reporting)
            posted = post(conn, settings, made, About(WARNING, period, audience.key, digest))
            warnings.add(conn, posted.letter.letter_id, addresses, cut.duties)
            address_letter(conn, settings, posted.letter)
            letter_ids.append(posted.letter.letter_id)
    return WarningSummary(tuple(subjects), tuple(letter_ids), count, settings.language)


def send_warnings(conn: Connection, settings: Settings, made: WarningSummary) -> str:
    """Send what was posted; one line. Raises MailError where somebody has not got it: it waits in
    the mailbox, until its deadlines have passed."""
    if not made.letter_ids:
        return made.line
    return send_letters(conn, settings, made.letter_ids).line


def _groups(
    conn: Connection, settings: Settings, data: ReportData
) -> dict[tuple[Audience, frozenset[DutyKey]], tuple[list[str], ReportData]]:
    """Recipients by audience and by the duties that each is still to be warned of, with the data
    cut to these."""
    about = sorted({duty.release_id for duty in data.duties})
    addresses: dict[tuple[Audience, frozenset[DutyKey]], list[str]] = defaultdict(list)
    cuts: dict[tuple[Audience, frozenset[DutyKey]], ReportData] = {}
    for recipient in recipients_in_force(conn, settings):
        cut = cut_to(recipient.audience, data, settings.judging)
        known = warnings.known(conn, recipient.address, about)
        left = _without(cut.duties, known)
        if left:
            keys = frozenset(duty.key for duty in left)
            group = recipient.audience, keys
            addresses[group].append(recipient.address)
            cuts[group] = replace(cut, duties=left)
    return {group: (addresses[group], cuts[group]) for group in addresses}


def _without(duties: Sequence[Duty], known: set[DutyKey]) -> tuple[Duty, ...]:
    return tuple(duty for duty in duties if duty.key not in known)
