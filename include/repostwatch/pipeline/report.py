"""Everything a report shows, out of the store; and its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from repostwatch.base.clock import day_of, whole_day
from repostwatch.base.files import whole_file, writing
from repostwatch.judging.figures import figures_of
from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import RefusalCode, RunCode
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.scope import ALL, Scope, Selection, load_scope
from repostwatch.releases.duties import undecided_releases
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.mail import with_pictures
from repostwatch.settings import Settings
from repostwatch.store import decisions, findings, matches, releases, scans, verdicts, visits
from repostwatch.store.database import Connection

# Open questions in a mail; `repostwatch duty list` has all of them.
MOST_NOTES = 5


def report_data(
    conn: Connection, settings: Settings, only: Selection = ALL, day: date | None = None
) -> ReportData:
    """Everything a report shows, from what the store holds now, whatever the `day`.

    Raises RefusedError for a day that has not come.
    """
    now = settings.now()
    if day is not None and day > day_of(now):
        raise RefusedError(RefusalCode.DAY_NOT_COME, day=day.isoformat(), today=str(day_of(now)))
    wanted = load_scope(conn, settings, only)
    due = {duty.key for duty in wanted.duties}
    judged = [
        verdict
        for verdict in verdicts.load(conn, wanted.release_ids, wanted.portal_ids)
        if verdict.key in due
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
        last_whole=scans.last_whole(conn, wanted.portal_ids, now),
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
            part.write_text(with_pictures(made.html, made.pictures), encoding="utf-8")
    return path


def recent_data(
    conn: Connection,
    settings: Settings,
    day: date | None = None,
    portal_ids: Sequence[str] | None = None,
) -> ReportData:
    """Report data of the releases that the daily report covers.

    Raises RepostwatchError for a day that has not come.
    """
    about = Selection(recent_releases(conn, settings, day), portal_ids)
    return report_data(conn, settings, about, day)


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
