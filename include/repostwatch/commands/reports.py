"""`repostwatch report`, `bulletin` and `watch`: make it, say where it is, send it once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.database import known
from repostwatch.pipeline.bulletin import make_bulletin
from repostwatch.pipeline.report_mail import (
    ask_again,
    make_report,
    send_delivery,
    send_letters,
)
from repostwatch.pipeline.scope import open_store
from repostwatch.pipeline.watch import alarms_now, watch_monitor
from repostwatch.settings import Settings
from repostwatch.wording import Style, say


def run_report(
    settings: Settings, day: date, folder: Path | None, out: Terminal, *, send: bool, to: str | None
) -> None:
    """Make the report; with `send` post it and send it, with `to` only to that address, also again.

    Raises MailError where somebody has not got it; it then waits in the mailbox.
    """
    with known(settings, folder) as (conn, here):
        if to is not None:
            if not send:
                raise RepostwatchError("--to says whom to send it to: give --send, too")
            asked = f"command line {here.now().isoformat()}"
            delivery = ask_again(conn, here, day, to, asked)
            out.print(send_delivery(conn, here, delivery).line, markup=False)
            return
        made = make_report(conn, here, day, dry_run=not send)
        for mail in made.mails:
            out.print(f"{mail.subject}\n{mail.html_path}", markup=False, highlight=False)
        if send:
            out.print(send_letters(conn, here, made.letter_ids).line, markup=False)


def run_bulletin(
    settings: Settings, quarter: str, folder: Path | None, out: Terminal, *, so_far: bool
) -> None:
    """Make a quarter's bulletin. Raises NoBulletinError where it can have none."""
    with known(settings, folder) as (conn, here):
        made = make_bulletin(conn, here, quarter, so_far=so_far)
        out.print(f"{made.subject}\n{made.html_path}", markup=False, highlight=False)


def run_watch(settings: Settings, out: Terminal, *, send: bool) -> int:
    """Tell what is wrong with the monitor; with `send`, mail what is due. How many alarms."""
    with open_store(settings) as conn:
        if not send:
            found = alarms_now(conn, settings)
        else:
            summary = watch_monitor(conn, settings)
            found = summary.alarms
            for line in summary.unsent:
                out.print(f"not sent: {line}", style="yellow", markup=False, highlight=False)
    style = Style(settings.language)
    for alarm in found:
        out.print(f"{alarm.alarm_id}: {say(alarm.reason, style)}", markup=False, highlight=False)
    out.print(counted(len(found), "alarm"))
    return len(found)
