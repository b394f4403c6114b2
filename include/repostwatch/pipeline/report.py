"""Make the daily report, put its mail into the outbox, send it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from repostwatch.base.clock import day_of, whole_day
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.files import whole_file, writing
from repostwatch.judging.figures import figures_of
from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import RunCode
from repostwatch.pipeline.mailbox import Edition, deliver, post
from repostwatch.pipeline.scope import ALL, Scope, Selection, load_scope
from repostwatch.releases.duties import undecided_releases
from repostwatch.reporting.daily import build_report
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.digest import report_digest
from repostwatch.settings import Settings
from repostwatch.store import (
    decisions,
    findings,
    matches,
    outbox,
    releases,
    scans,
    verdicts,
    visits,
)
from repostwatch.store.database import Connection
from repostwatch.store.outbox import Letter
from repostwatch.wording import Style, say

DAILY = "daily"
# Open questions in a mail; `repostwatch duty list` has all of them.
MOST_NOTES = 5


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """`outbox_id` is None for a dry run: nothing waits to be sent."""

    day: str
    html_path: Path
    subject: str
    outbox_id: int | None


@dataclass(frozen=True, slots=True)
class SendSummary:
    sent: bool
    line: str


def report_data(
    conn: Connection, settings: Settings, only: Selection = ALL, day: date | None = None
) -> ReportData:
    """Everything a report shows, from what the store holds now, whatever the `day`.

    Raises RepostwatchError for a day that has not come.
    """
    now = settings.now()
    if day is not None and day > day_of(now):
        raise RepostwatchError(f"{day} has not come: today is {day_of(now)}, Beijing time")
    wanted = load_scope(conn, settings, only)
    due = {(duty.release_id, duty.portal_id) for duty in wanted.duties}
    judged = [
        verdict
        for verdict in verdicts.load(conn, wanted.release_ids, wanted.portal_ids)
        if (verdict.release_id, verdict.portal_id) in due
    ]
    standings = verdicts.load_columns(conn, wanted.portal_ids)
    cited = {scan_id for verdict in judged for scan_id in verdict.scan_ids}
    return ReportData(
        day=day or day_of(now),
        made_at=now,
        usual_limit=timedelta(hours=settings.duties.limit_hours),
        releases=wanted.releases,
        portals=wanted.portals,
        duties=wanted.duties,
        verdicts=tuple(judged),
        columns=tuple(standings),
        scans=tuple(scans.shown(conn, wanted.portal_ids, cited, now)),
        figures=figures_of(wanted.portals, judged, standings, settings.judging),
        findings=tuple(findings.load(conn, wanted.portal_ids)),
        notes=_open_questions(conn, wanted),
        visited=_visited(conn, wanted.portal_ids),
        matched=matches.reasons(conn, {v.link_id for v in judged if v.link_id}),
        exceptions={
            name: reason
            for name in ("request_headers_reason", "proxy_reason")
            if (reason := getattr(settings.crawl, name))
        },
    )


def _visited(conn: Connection, portal_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The pages read at each portal's latest scan; articles are opened outside of scans."""
    found: dict[str, list[str]] = {}
    for row in visits.latest_of_portals(conn, portal_ids):
        if row["scan_id"] is not None and Outcome(row["outcome"]).usable:
            found.setdefault(row["portal_id"], []).append(row["final_url"] or row["url"])
    return {portal_id: tuple(dict.fromkeys(urls)) for portal_id, urls in found.items()}


def _open_questions(conn: Connection, wanted: Scope) -> tuple[Reason, ...]:
    """Releases of which the rules cannot tell who has to repost them: a person should say."""
    changes = decisions.load_overrides(conn, wanted.release_ids)
    found = undecided_releases(wanted.releases, wanted.portals, changes)
    left = len(found) - MOST_NOTES
    rest = (because(RunCode.MORE_QUESTIONS, count=left),) if left > 0 else ()
    return found[:MOST_NOTES] + rest


def make_report(
    conn: Connection, settings: Settings, day: date | None = None, *, dry_run: bool = False
) -> ReportSummary:
    """Make a day's report under `var_dir`; unless dry, put its mail into the outbox.

    The same facts for the same day are the same letter; changed facts are its next edition.
    """
    about = Selection(release_ids=recent_releases(conn, settings, day))
    data = report_data(conn, settings, about, day)
    made = build_report(data, settings.reporting, settings.language)
    period = data.day.isoformat()
    html_path = write_files(settings.var_dir / "reports" / period, "report.html", made)
    letter = None if dry_run else _post(conn, settings, period, made, data)
    return ReportSummary(period, html_path, made.subject, letter)


def has_scans(conn: Connection) -> bool:
    """Whether any portal was looked at yet: before that, a report has nothing to tell."""
    return scans.begun(conn)


def write_files(directory: Path, name: str, made: Report) -> Path:
    """Write a report's page as `name` and its attachments beside it; the page's path.

    Raises RepostwatchError where the disk does not take them.
    """
    path = directory / name
    with writing("the report", directory):
        directory.mkdir(parents=True, exist_ok=True)
        for attachment in made.attachments:
            with whole_file(directory / attachment.name) as part:
                part.write_bytes(attachment.content)
        with whole_file(path) as part:
            part.write_text(made.html, encoding="utf-8")
    return path


def send_letter(conn: Connection, settings: Settings, outbox_id: int) -> SendSummary:
    """Send a letter unless it was sent before. Raises MailError; the letter then stays."""
    sent: list[str] = []

    def taken(letter: Letter, now: bool) -> None:
        if now:
            findings.mark_notified(conn, letter.made_at, settings.now())
            sent.append(letter.subject)

    deliver(conn, settings, outbox_id, taken)
    done = because(RunCode.SENT, subject=sent[0]) if sent else because(RunCode.SENT_BEFORE)
    return SendSummary(sent=bool(sent), line=say(done, Style(settings.language)))


def recent_releases(conn: Connection, settings: Settings, day: date | None = None) -> list[str]:
    """The releases that a daily report is about: out by then, and watched on that day still."""
    then, days = settings.now(), settings.scan.watch_days
    if day is not None:
        then = min(then, whole_day(day).latest)
    return [
        release.release_id
        for release in releases.load(conn)
        if release.published.earliest <= then
        and (days is None or then - release.published.latest <= timedelta(days=days))
    ]


def _post(
    conn: Connection,
    settings: Settings,
    period: str,
    made: Report,
    data: ReportData,
) -> int:
    """Put the mail into the outbox, unless a letter of this period already shows these facts."""
    digest = report_digest(data, settings.reporting)
    outbox_id, edition, mailed = outbox.latest(conn, DAILY, period) or (0, 0, "")
    if mailed == digest:
        return outbox_id
    new = Edition(DAILY, period, edition + 1, digest)
    return post(conn, settings, made, settings.reporting.recipients, new)
