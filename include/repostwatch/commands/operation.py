"""The command line of running it: demo, services, reports, the bulletin, the watch."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import Results, day, environment

out = Terminal(soft_wrap=True)
err = Terminal(stderr=True, soft_wrap=True)


def demo(
    fresh: Annotated[bool, typer.Option(help="Start over: drop the demo's database.")] = False,
    portals: Annotated[
        int | None,
        typer.Option(min=1, max=103, help="A smaller sandbox, for a quick look; else all 103."),
    ] = None,
) -> None:
    """The whole chain in Airflow on embedded services, against the sandbox web. Exits."""
    from repostwatch.services.demo import run_demo

    raise typer.Exit(run_demo(environment(), fresh=fresh, portals=portals))


def up() -> None:
    """The services of the demo, until Ctrl-C."""
    from repostwatch.services.up import run_up

    raise typer.Exit(run_up(environment()))


def report(
    of_day: Annotated[date, typer.Argument(parser=day, metavar="DAY", help="E.g. 2026-08-12.")],
    send: Annotated[bool, typer.Option(help="Mail it too (REPOSTWATCH_SMTP).")] = False,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="With --send: to this address, once more.")
    ] = None,
    folder: Results = None,
) -> None:
    """Make the daily report; with --send, mail it once to everybody who is due."""
    from repostwatch.commands.reports import run_report

    run_report(environment(), of_day, folder, out, send=send, to=to)


def bulletin(
    quarter: Annotated[str, typer.Argument(help="E.g. 2026Q3.")],
    folder: Results = None,
    so_far: Annotated[bool, typer.Option(help="Before it has ended: until now.")] = False,
) -> None:
    """Make the statement of a quarter that has ended."""
    from repostwatch.commands.reports import run_bulletin

    run_bulletin(environment(), quarter, folder, out, so_far=so_far)


def watch(
    send: Annotated[bool, typer.Option(help="Mail what is new (REPOSTWATCH_SMTP).")] = False,
) -> None:
    """Is the monitor itself well? Alarms; exits 1 while there are any."""
    from repostwatch.commands.reports import run_watch

    raise typer.Exit(1 if run_watch(environment(), out, send=send) else 0)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; it appears once it is whole.")],
    folder: Results = None,
) -> None:
    """Database and evidence into one file, while everything else goes on."""
    from repostwatch.commands.backup import run_backup

    run_backup(environment(), file, folder, out, err)


def restore(
    file: Annotated[Path, typer.Argument(help="What `repostwatch backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="In the stead of what is there.")
    ] = False,
    folder: Results = None,
) -> None:
    """A backup into an empty database and an empty place for evidence; pause the DAGs before.

    Nothing is touched where the file is torn or changed. Take only files of your own: a dump may
    hold any statement.
    """
    from repostwatch.commands.restore import run_restore

    run_restore(environment(), file, folder, (out, err), replace=replace)
