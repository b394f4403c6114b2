"""The command line of who gets mail, and of what was sent: `recipients …`, `reports …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import Results, environment

recipients_app = typer.Typer(no_args_is_help=True, help="Who gets mail about which portals.")
reports_app = typer.Typer(no_args_is_help=True, help="Every mail and bulletin, as it was sent.")

out = Terminal(soft_wrap=True)
err = Terminal(stderr=True, soft_wrap=True)
File = Annotated[
    Path | None,
    typer.Argument(help="Recipients, as CSV; else REPOSTWATCH_RECIPIENTS, else the database."),
]


@recipients_app.command("check")
def recipients_check(file: File = None) -> None:
    """Check the recipients of settings and file, or database; exits 1 where one is wrong.

    The error names source, line and column.
    """
    from repostwatch.commands.recipient_tables import check_recipients

    check_recipients(environment(), file, out)


@recipients_app.command("list")
def recipients_list(file: File = None) -> None:
    """Who gets what, how often, and how many portals that is."""
    from repostwatch.commands.recipient_tables import list_recipients

    list_recipients(environment(), file, out)


@recipients_app.command("import")
def recipients_import(
    file: Annotated[Path, typer.Argument(help="Recipients, as CSV: all that there are to be.")],
    by: Annotated[str, typer.Option(help="Your name: it stands in the history.")],
    reason: Annotated[str, typer.Option(help="Why: it stands in the history.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Make the recipients in the database those of a file, all of them or none.

    Who is not in the file is removed. Each change is said, and stands in the history.
    """
    from repostwatch.commands.recipient_tables import show_import

    show_import(environment(), file, (by, reason), out, dry_run=dry_run)


@recipients_app.command("export")
def recipients_export(
    out_file: Annotated[
        Path | None, typer.Option("--out", help="A file; else standard output.")
    ] = None,
) -> None:
    """The recipients of the file or the database, in the form that `import` takes."""
    from repostwatch.commands.recipient_tables import export_recipients

    count = export_recipients(environment(), out_file, out)
    err.print(f"{counted(count, 'recipient')}{f' in {out_file}' if out_file else ''}", markup=False)


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
