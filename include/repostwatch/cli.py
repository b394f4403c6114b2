"""The command line: the same steps as the DAGs, stable and scriptable."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.terminal import Terminal, guarded
from repostwatch.commands.administration import db_app, portals_app
from repostwatch.commands.decisions import decide, duty_app, review_app
from repostwatch.commands.discovery import discover
from repostwatch.commands.inspection import closures, inspect, probe_links, probe_sites, spot_check
from repostwatch.commands.lists import lists_app, ready
from repostwatch.commands.mails import recipients_app, reports_app
from repostwatch.commands.operation import backup, bulletin, demo, report, restore, up, watch
from repostwatch.commands.options import (
    Moment,
    PortalId,
    ReleaseId,
    Results,
    environment,
    moment,
)
from repostwatch.commands.sampling import sample
from repostwatch.commands.warnings import warn

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Watches whether government portals repost what the State Council publishes.",
    epilog="Settings come from the environment: REPOSTWATCH_DB, REPOSTWATCH_SMTP, … "
    "docs/command-line.md has an example of every command.",
    pretty_exceptions_enable=False,
)
PASS, LOOK, RUN = "One pass", "Look closer", "Operation"
out = Terminal(soft_wrap=True)
err = Terminal(stderr=True, soft_wrap=True)


@app.command(rich_help_panel=PASS)
def check(
    portals: Annotated[Path, typer.Option(help="Portals, as CSV.")],
    releases: Annotated[
        str, typer.Option(help="Releases: CSV, RSS, Atom or JSON; file or address.")
    ],
    out_dir: Annotated[Path, typer.Option("--out", help="Directory for the results.")],
    now: Moment = None,
    search: Annotated[
        bool,
        typer.Option(
            "--discover/--no-discover",
            help="Search portals without column_urls for their lists first, where none is known.",
        ),
    ] = True,
) -> None:
    """One pass without Airflow: scan the portals, match, judge, write the result tables.

    Run again with the same --out (or the same REPOSTWATCH_DB) and what was observed adds up.
    """
    from repostwatch.commands.check import CheckRequest, run_check

    order = CheckRequest(portals, releases, out_dir, now, discover=search)
    run_check(environment(), order, out, err)


app.command(rich_help_panel=PASS)(discover)


@app.command(rich_help_panel=PASS)
def match(
    releases: Annotated[Path, typer.Option(help="Releases, as CSV.")],
    links: Annotated[Path, typer.Option(help="Links, as CSV.")],
    out_file: Annotated[Path, typer.Option("--out", help="The matches, as CSV.")],
) -> None:
    """Which of the links are which of the releases."""
    from repostwatch.commands.match import run_match

    run_match(environment(), releases, links, out_file, err)


@app.command(rich_help_panel=LOOK)
def read(
    page: Annotated[Path, typer.Argument(help="A saved page.")],
    url: Annotated[str, typer.Option(help="The address it was saved from.")],
    json_output: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    content_type: Annotated[str | None, typer.Option(help="The Content-Type header.")] = None,
    fetched_at: Annotated[
        datetime | None,
        typer.Option(
            parser=moment, metavar="TIME", help="When it was saved: dates its year-less dates."
        ),
    ] = None,
) -> None:
    """What a page says: charset, tags, article, content links with dates, policy column."""
    from repostwatch.commands.read import show_page

    show_page(environment(), page, url, content_type, fetched_at, out, err, as_json=json_output)


@app.command(rich_help_panel=LOOK)
def probe(
    portal: Annotated[str, typer.Argument(help="A portal's id in the registry, or an address.")],
    portals: Annotated[Path | None, typer.Option(help="Another registry, as CSV.")] = None,
    releases: Annotated[
        str | None, typer.Option(help="Releases to look for, a file; else those of the database.")
    ] = None,
) -> None:
    """One portal, verbose: outcome, bytes, charset, links, best matches, column. Stores nothing."""
    from repostwatch.commands.probe import show_portal

    show_portal(environment(), portal, portals, releases, out)


@app.command(rich_help_panel=LOOK)
def evidence(
    release: ReleaseId,
    portal: PortalId,
    out_file: Annotated[
        Path | None,
        typer.Option("--out", help="Write one HTML page, or a .wacz with every record."),
    ] = None,
    folder: Results = None,
) -> None:
    """What a verdict rests on: pages, times, headers, and the link marked, from the archive."""
    from repostwatch.commands import database
    from repostwatch.commands.evidence import show_evidence

    with database.known(environment(), folder) as (conn, settings):
        show_evidence(conn, settings, (release, portal), out_file, out)


app.command(rich_help_panel=LOOK)(ready)


@app.command("seals", rich_help_panel=LOOK)
def check_seals(folder: Results = None) -> None:
    """Whether the evidence is what was sealed: exit code 1 names every file that is not."""
    from repostwatch.commands.evidence import print_seals

    settings = environment()
    if folder is not None:
        settings = settings.model_copy(update={"var_dir": folder})
    if print_seals(settings, out):
        raise typer.Exit(1)


for run in (demo, up, report, bulletin, watch, backup, restore):
    app.command(rich_help_panel=RUN)(run)

# Named last: --help shows the panels in the order of their first commands.
app.add_typer(db_app, name="db", rich_help_panel="Operation")
app.add_typer(duty_app, name="duty", rich_help_panel="Data and people")
app.add_typer(lists_app, name="lists", rich_help_panel="Data and people")
app.add_typer(portals_app, name="portals", rich_help_panel="Data and people")
app.add_typer(recipients_app, name="recipients", rich_help_panel="Data and people")
app.add_typer(reports_app, name="reports", rich_help_panel="Data and people")
app.add_typer(review_app, name="review", rich_help_panel="Data and people")
app.command(rich_help_panel=RUN)(warn)
app.command(rich_help_panel="Spot check")(sample)
app.command("probe-sites", rich_help_panel="Spot check")(probe_sites)
app.command("probe-links", rich_help_panel="Spot check")(probe_links)
app.command(rich_help_panel="Spot check")(inspect)
app.command("spot-check", rich_help_panel="Spot check")(spot_check)
app.command(rich_help_panel="Spot check")(closures)
app.command(rich_help_panel="Data and people")(decide)


def main() -> None:
    """Entry point: a known error is one message and exit code 1, not a traceback."""
    with guarded():
        _run()


def _run() -> None:
    try:
        with _orderly():
            app()
    except SystemExit as ended:
        _say_stopped(ended.code)
        raise
    except RepostwatchError as error:
        _fail(str(error))
    except BrokenPipeError:  # `repostwatch portals list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        # Only the commands that use them load psycopg and pydantic: ask whose error it is.
        origin = type(error).__module__.partition(".")[0]
        if origin == "psycopg":
            _fail(f"database: {error}".strip() + " (what was stored before is kept)")
        if origin == "pydantic_core":
            _name_settings(error)
        raise


@contextmanager
def _orderly() -> Iterator[None]:
    """SIGTERM and SIGHUP unwind whatever runs, as Ctrl-C does; what else comes finds it at that."""

    def stop(number: int, _frame: FrameType | None) -> None:
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        raise SystemExit(128 + number)

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say_stopped(code: object) -> None:
    """What is kept when a signal ends the program, and how to go on."""
    ending = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    name = next((one.name for one in ending if code == 128 + one), None)
    if name is not None:
        err.print(
            f"repostwatch: stopped by {name}. What was stored before is kept: run the same again "
            "to go on.",
            style="yellow",
            markup=False,
            highlight=False,
        )


def _name_settings(error: Any) -> NoReturn:
    for one in error.errors():
        name = "__".join(str(part) for part in one["loc"]).upper()
        err.print(f"repostwatch: REPOSTWATCH_{name}: {one['msg']}", style="bold red")
    sys.exit(1)


def _fail(message: str) -> NoReturn:
    err.print(f"repostwatch: {message}", style="bold red", markup=False, highlight=False)
    sys.exit(1)
