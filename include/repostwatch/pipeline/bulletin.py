"""Make the statement of a quarter: a page and a Word file, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.quarters import parse_quarter
from repostwatch.model import Reason
from repostwatch.model.mails import BULLETIN, NOBODY
from repostwatch.pipeline.kept_files import edition_folder
from repostwatch.pipeline.mailbox import About, edition_of, post
from repostwatch.pipeline.quarter import bulletin_data
from repostwatch.pipeline.report import write_files
from repostwatch.pipeline.report_mail import MadeMail
from repostwatch.reporting.bulletin import build_bulletin
from repostwatch.reporting.digest import bulletin_digest
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say


class NoBulletinError(RepostwatchError):
    """A quarter of which nothing can be said, because of `reason`."""

    reason: Reason

    def __init__(self, reason: Reason, style: Style) -> None:
        super().__init__(say(reason, style))
        self.reason = reason


def make_bulletin(
    conn: Connection, settings: Settings, quarter: str, *, so_far: bool = False
) -> MadeMail:
    """Write a quarter's bulletin (`2026Q3`) under `var_dir` and keep it; it is not mailed.

    `so_far` allows a quarter that has not ended; the bulletin says until when it reaches. Raises
    RepostwatchError where `quarter` is none, NoBulletinError where it can have no bulletin.
    """
    asked = parse_quarter(quarter)
    data = bulletin_data(conn, settings, asked, so_far=so_far)
    if isinstance(data, Reason):
        raise NoBulletinError(data, Style(settings.language))
    about = About(BULLETIN, str(asked), NOBODY, bulletin_digest(data, settings.reporting))
    with conn.transaction():
        report = replace(data.report, edition=edition_of(conn, about))
        made = build_bulletin(replace(data, report=report), settings, settings.language)
        posted = post(conn, settings, made, about)
        folder = settings.var_dir / "bulletins" / str(asked) / edition_folder(posted.letter)
        path = folder / "bulletin.html"
        if posted.new or not path.exists():
            write_files(folder, "bulletin.html", made)
    return MadeMail(made.subject, path, posted.letter.letter_id)
