"""Make the statement of a quarter: a page and a Word file, with the past to compare with."""

from __future__ import annotations

from dataclasses import replace

from repostwatch.base.clock import whole_day
from repostwatch.judging.bulletins import past_bulletins
from repostwatch.model.mails import BULLETIN, NOBODY
from repostwatch.pipeline.mailbox import About, post
from repostwatch.pipeline.report import report_data, write_files
from repostwatch.pipeline.report_mail import MadeMail, edition_folder
from repostwatch.pipeline.scope import Selection
from repostwatch.reporting.bulletin import build_bulletin, parse_quarter, quarter_days
from repostwatch.reporting.digest import report_digest
from repostwatch.settings import Settings
from repostwatch.store import releases
from repostwatch.store.database import Connection


def make_bulletin(conn: Connection, settings: Settings, quarter: str) -> MadeMail:
    """Write a quarter's bulletin (`2026Q3`) under `var_dir` and keep it; it is not mailed.

    Raises RepostwatchError where `quarter` is none.
    """
    first, last = quarter_days(*parse_quarter(quarter))
    start, end = whole_day(first).earliest, whole_day(last).latest
    published = [
        release.release_id
        for release in releases.load(conn)
        if start <= release.published.earliest < end
    ]
    data = report_data(conn, settings, Selection(release_ids=published))
    made = build_bulletin(data, quarter, settings.reporting, past_bulletins(), settings.language)
    # A bulletin is of its quarter: made on another day from the same facts it is the same.
    digest = report_digest(replace(data, day=last), settings.reporting)
    with conn.transaction():
        posted = post(conn, settings, made, About(BULLETIN, quarter, NOBODY, digest))
        folder = settings.var_dir / "bulletins" / quarter / edition_folder(posted.letter)
        path = folder / "bulletin.html"
        if posted.new or not path.exists():
            write_files(folder, "bulletin.html", made)
    return MadeMail(made.subject, path, posted.letter.letter_id)
