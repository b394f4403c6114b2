"""What the reports to an audience have told, and what a report is about to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from repostwatch.base.mail_addresses import is_chat
from repostwatch.judging.figures import duty_share
from repostwatch.judging.news import PreviousReports, news_of
from repostwatch.matching.search.nearest import nearest_link
from repostwatch.model import FindingKind
from repostwatch.model.mails import DAILY, Audience
from repostwatch.model.verdicts import NearestLink
from repostwatch.pipeline.recipients import recipients_in_force
from repostwatch.reporting.data import ReportData
from repostwatch.settings import Settings
from repostwatch.store import letters, links, matches, reported
from repostwatch.store.database import Connection
from repostwatch.store.letters import Contents
from repostwatch.store.reviews import NOT_THE_RELEASE


def contents_of(data: ReportData) -> Contents:
    """What a report over these data tells."""
    news = news_of(data.findings, data.verdicts, data.previous)
    return Contents(news.opened, news.ended, (*data.figures, duty_share(data.verdicts)))


def previous_reports(
    conn: Connection, settings: Settings, audience: Audience, own: ReportData, digest: str = ""
) -> PreviousReports:
    """What the reports to an audience held before this one, which is made with these facts.

    Made again it is the same letter, and has to say the same: what it told itself is left out.
    """
    people = [
        one for one in recipients_in_force(conn, settings) if one.audience.key == audience.key
    ]
    # A chat gets the beginning of a mail only: what is new to those who get the whole counts.
    people = [one for one in people if not is_chat(one.address)] or people
    readers = reported.Readers(
        audience.key,
        [one.address for one in people],
        [portal.portal_id for portal in own.portals],
    )
    last = letters.latest(conn, DAILY, own.day.isoformat(), audience.key)
    same = last.letter_id if last and last.digest == digest else None
    since = own.day - timedelta(days=settings.reporting.trend_days)
    return reported.previous(conn, readers, own.day, since, same)


def nearest_links(
    conn: Connection, settings: Settings, data: ReportData
) -> dict[tuple[str, str], NearestLink]:
    """What comes nearest to each release that is newly missing, by release and portal: no more of
    them than the mail shows."""
    known = {release.release_id: release for release in data.releases}
    missing = [
        (known[one.release_id], one.portal_id)
        for one in news_of(data.findings, data.verdicts, data.previous).new
        if one.kind is FindingKind.MISSING and one.release_id in known
    ]
    found = {}
    for release, portal_id in missing[: settings.reporting.rows_per_section]:
        since, most = release.published.earliest, settings.reporting.nearest_links
        near = nearest_link(release, links.newest(conn, portal_id, since, most))
        if near and near.title in matches.refuted(conn, portal_id, release.release_id):
            near = replace(near, why=NOT_THE_RELEASE)
        if near:
            found[release.release_id, portal_id] = near
    return found
