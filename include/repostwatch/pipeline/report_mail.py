"""Make the daily report, post it for everybody who is due, send it once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from psycopg import Rollback

from repostwatch.base.clock import beijing
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.files import writing
from repostwatch.base.mail_addresses import same_mailbox
from repostwatch.model import because
from repostwatch.model.codes import RunCode
from repostwatch.model.mails import DAILY, EVERYTHING, Audience, Recipient
from repostwatch.pipeline.kept_files import hand_over, report_folder, workbook_path
from repostwatch.pipeline.mailbox import About, Posted, edition_of, may_be_due, post
from repostwatch.pipeline.previous import contents_of, nearest_links, previous_reports
from repostwatch.pipeline.recipients import given_address, recipients_in_force
from repostwatch.pipeline.report import recent_data, write_files
from repostwatch.pipeline.send_summaries import LetterSummary, lines_of
from repostwatch.pipeline.sending import attempt, send_letter
from repostwatch.reporting.audience import cut_to
from repostwatch.reporting.daily import build_report
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.digest import report_digest
from repostwatch.settings import Settings
from repostwatch.store import deliveries, letters
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class MadeMail:
    """One mail of a day; `letter_id` is None where it was not posted (a dry run)."""

    subject: str
    html_path: Path
    letter_id: int | None


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """`mails` is empty where nobody is due a report."""

    day: str
    mails: tuple[MadeMail, ...]

    @property
    def letter_ids(self) -> tuple[int, ...]:
        return tuple(one.letter_id for one in self.mails if one.letter_id is not None)


@dataclass(frozen=True, slots=True)
class SendSummary:
    """`sent`: to how many just now."""

    sent: int
    line: str


def make_report(
    conn: Connection, settings: Settings, day: date | None = None, *, dry_run: bool = False
) -> ReportSummary:
    """Make a day's report for every audience somebody of whom is due, and post it.

    The same facts of the same day are the same letter, changed facts its next edition. A dry run
    makes the whole report in a folder of its own and posts nothing. Without any recipient the whole
    is posted all the same, and waits for one. Raises RepostwatchError where the recipients cannot
    be read.
    """
    data = recent_data(conn, settings, day)
    period = data.day.isoformat()
    if dry_run:
        data = replace(data, previous=previous_reports(conn, settings, EVERYTHING, data))
        data = replace(data, nearest=nearest_links(conn, settings, data))
        made = _built(settings, EVERYTHING, data)
        preview = write_files(_preview(settings, period), "report.html", made)
        return ReportSummary(period, (MadeMail(made.subject, preview, None),))
    people = recipients_in_force(conn, settings)
    due = [one for one in people if may_be_due(conn, one, data.day)]
    wanted = {one.audience.key: one.audience for one in due}
    if not people:
        wanted = {EVERYTHING.key: EVERYTHING}
    found = (_post(conn, settings, data, audience) for audience in wanted.values())
    return ReportSummary(period, tuple(one for one in found if one is not None))


def send_letters(conn: Connection, settings: Settings, letter_ids: Sequence[int]) -> SendSummary:
    """Send letters to everybody who has not got them.

    Raises MailError, after all of them, where somebody has not; the rest stays in the mailbox.
    """
    style = Style(settings.language)
    if not letter_ids:
        return SendSummary(0, say(because(RunCode.NOBODY_DUE), style))
    found = [send_letter(conn, settings, letter_id) for letter_id in letter_ids]
    line = lines_of(found, style)
    return SendSummary(sum(one.sent for one in found), line)


def ask_again(conn: Connection, settings: Settings, day: date | None, to: str, asked: str) -> int:
    """Have a day's report sent to an address, also where it was sent there before; which delivery.

    What was made for a recipient's portals is what they get again; who is no recipient gets the
    whole. A report that was not made yet is made now. `asked` is who asks, and on which occasion:
    the same twice is one mail. Raises InputError for an address that is none.
    """
    address = given_address(settings, to)
    known = {same_mailbox(one.address): one for one in recipients_in_force(conn, settings)}
    recipient = known.get(same_mailbox(address), Recipient(address))
    data_day = (day or beijing(settings.now()).date()).isoformat()
    letter = letters.latest(conn, DAILY, data_day, recipient.audience.key)
    letter_id = letter.letter_id if letter else _made_now(conn, settings, day, recipient.audience)
    for one in deliveries.of_letter(conn, letter_id):
        if one.address == recipient.address and not one.settled:
            deliveries.take_up(conn, one.delivery_id, settings.now())
            return one.delivery_id
    return deliveries.ask(conn, letter_id, recipient.address, asked, settings.now())


def send_delivery(conn: Connection, settings: Settings, delivery_id: int) -> SendSummary:
    """Send one delivery now. Raises MailError where it was not sent."""
    known = deliveries.get(conn, delivery_id)
    letter = letters.get(conn, known.letter_id) if known else None
    if known is None or letter is None:
        raise RepostwatchError(f"there is no delivery {delivery_id}")
    if not known.settled:
        attempt(conn, settings, letter, known)
    now = deliveries.get(conn, delivery_id) or known
    sent = int(not known.settled and now.settled)
    line = lines_of([LetterSummary(letter, sent, (now,))], Style(settings.language))
    return SendSummary(sent, line)


def _made_now(conn: Connection, settings: Settings, day: date | None, audience: Audience) -> int:
    data = recent_data(conn, settings, day)
    return _posted(conn, settings, data, audience)[0].letter.letter_id


def _post(
    conn: Connection, settings: Settings, data: ReportData, audience: Audience
) -> MadeMail | None:
    """The mail of an audience, posted; None where nobody of it turns out to be due."""
    with conn.transaction() as posting:
        posted, made = _posted(conn, settings, data, audience)
        if posted.new and not posted.addresses and recipients_in_force(conn, settings):
            raise Rollback(posting)
        letter = posted.letter
        folder = report_folder(settings, letter)
        path = folder / "report.html"
        if posted.new or not path.exists():
            write_files(folder, "report.html", made)
            hand_over(settings, letter, made)
        return MadeMail(letter.subject, path, letter.letter_id)
    return None


def _posted(
    conn: Connection, settings: Settings, data: ReportData, audience: Audience
) -> tuple[Posted, Report]:
    own = cut_to(audience, data, settings.judging)
    digest = report_digest(own, settings.reporting)
    about = About(DAILY, own.day.isoformat(), audience.key, digest)
    path = workbook_path(own.day.isoformat(), digest, audience)
    with conn.transaction():
        edition = edition_of(conn, about)
        previous = previous_reports(conn, settings, audience, own, digest)
        own = replace(own, previous=previous, edition=edition)
        own = replace(own, nearest=nearest_links(conn, settings, own))
        made = _built(settings, audience, own, path)
        return post(conn, settings, made, about, contents_of(own)), made


def _built(
    settings: Settings, audience: Audience, data: ReportData, workbook: str | None = None
) -> Report:
    language = audience.language or settings.language
    return build_report(data, settings.reporting, language, audience.sections, workbook)


def _preview(settings: Settings, period: str) -> Path:
    """A new folder, so that no run writes over what another has made.

    Raises RepostwatchError where the disk does not take it.
    """
    name = f"preview-{beijing(settings.now()):%H%M%S}"
    parent = settings.var_dir / "reports" / period
    with writing("the report", parent):
        parent.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            path = parent / (name if number == 1 else f"{name}-{number}")
            with suppress(FileExistsError):
                path.mkdir()
                return path
    raise AssertionError("numbers do not end")
