"""The command line of who gets mail, and of what was sent: `recipients …`, `reports …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import Results, environment

recipients_app = typer.Typer(no_args_is_help=True, help="Who gets mail about which portals.")
reports_app = typer.Typer(no_args_is_help=True, help="Every mail and bulletin, as it was sent.")

out = Terminal(soft_wrap=True)
File = Annotated[
    Path | None, typer.Argument(help="Recipients, as CSV; else REPOSTWATCH_RECIPIENTS.")
]


@recipients_app.command("check")
def recipients_check(file: File = None) -> None:
    """Check the addresses of the settings and the file of recipients; exits 1 where one is wrong.

    The error names file, line and column.
    """
    from repostwatch.commands.mail_tables import check_recipients

    check_recipients(environment(), file, out)


@recipients_app.command("list")
def recipients_list(file: File = None) -> None:
    """Who gets what, how often, and how many portals that is."""
    from repostwatch.commands.mail_tables import list_recipients

    list_recipients(environment(), file, out)


@reports_app.command("list")
def reports_list(
    day: Annotated[
        str | None, typer.Argument(help="A day (2026-08-12) or a quarter (2026Q3).")
    ] = None,
    folder: Results = None,
) -> None:
    """The newest mails, and where each stands with whom."""
    from repostwatch.commands import database
    from repostwatch.commands.mail_tables import list_mails

    with database.known(environment(), folder) as (conn, settings):
        list_mails(conn, settings, day, out)


@reports_app.command("show")
def reports_show(
    number: Annotated[int, typer.Argument(help="A mail's number, from `reports list`.")],
    out_file: Annotated[
        Path | None, typer.Option("--out", help="Write the mail, as .eml, or its page, as .html.")
    ] = None,
    delivery: Annotated[
        int | None,
        typer.Option(help="The .eml as it went to one recipient: its delivery's number."),
    ] = None,
    folder: Results = None,
) -> None:
    """One mail: its digest, its recipients, what became of it at each and when."""
    from repostwatch.commands import database
    from repostwatch.commands.mail_tables import show_mail

    with database.known(environment(), folder) as (conn, settings):
        show_mail(conn, settings, (number, delivery), out_file, out)
