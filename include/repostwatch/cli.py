"""The command line: the same steps as the DAGs, stable and scriptable."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from repostwatch import clock
from repostwatch.errors import RepostwatchError
from repostwatch.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Watches whether government portals repost what the State Council publishes.",
    pretty_exceptions_enable=False,
)
portals_app = typer.Typer(no_args_is_help=True, help="The registry of portals.")
db_app = typer.Typer(no_args_is_help=True, help="The product's own PostgreSQL.")
app.add_typer(portals_app, name="portals")
app.add_typer(db_app, name="db")

out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)


def _moment(text: str) -> datetime:
    try:
        span = clock.parse_moment(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not an ISO 8601 time") from error
    if span.earliest != span.latest:
        raise typer.BadParameter(f"{text!r} has no time of day, e.g. {text}T09:00")
    return span.earliest


Moment = Annotated[
    datetime | None,
    typer.Option(
        "--now",
        parser=_moment,
        metavar="TIME",
        help="Make this pass as of a moment (ISO 8601, Beijing time where no offset stands).",
    ),
]


@app.command()
def check(
    portals: Annotated[Path, typer.Option(help="Portals, as CSV.")],
    releases: Annotated[
        str, typer.Option(help="Releases: CSV, RSS, Atom or JSON; file or address.")
    ],
    out_dir: Annotated[Path, typer.Option("--out", help="Directory for the results.")],
    now: Moment = None,
) -> None:
    """One pass without Airflow: scan the portals, match, judge, write the result tables.

    Run again with the same --out (or the same REPOSTWATCH_DB) and what was observed adds up.
    """
    from repostwatch.commands.check import Order, run_check

    run_check(Settings(), Order(portals, releases, out_dir, now), out, err)


@app.command()
def read(
    page: Annotated[Path, typer.Argument(help="A saved page.")],
    url: Annotated[str, typer.Option(help="The address it was saved from.")],
    json_output: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    content_type: Annotated[str | None, typer.Option(help="The Content-Type header.")] = None,
    fetched_at: Annotated[
        datetime | None,
        typer.Option(
            parser=_moment, metavar="TIME", help="When it was saved: dates its year-less dates."
        ),
    ] = None,
) -> None:
    """What a page says: charset, tags, article, content links with dates, policy column."""
    from repostwatch.commands.show import show_page

    show_page(page, url, content_type, fetched_at, out, as_json=json_output)


@app.command()
def match(
    releases: Annotated[Path, typer.Option(help="Releases, as CSV.")],
    links: Annotated[Path, typer.Option(help="Links, as CSV.")],
    out_file: Annotated[Path, typer.Option("--out", help="The matches, as CSV.")],
) -> None:
    """Which of the links are which of the releases."""
    from repostwatch import files, matching
    from repostwatch.releases import read_releases

    known = read_releases(releases).releases
    found = matching.Matcher(known).match(files.read_links(links))
    count = files.write_matches(out_file, found)
    err.print(f"{count} matches in {out_file}")


@app.command()
def probe(
    portal: Annotated[str, typer.Argument(help="A portal's id in the registry, or an address.")],
    portals: Annotated[Path | None, typer.Option(help="Another registry, as CSV.")] = None,
) -> None:
    """One portal, verbose: outcome, bytes, charset, links, best matches, column."""
    from repostwatch.commands.show import show_portal

    show_portal(Settings(), portal, portals, out)


@app.command()
def demo(
    fresh: Annotated[bool, typer.Option(help="Start over: drop the demo's database.")] = False,
) -> None:
    """The whole chain in Airflow on embedded services, against the sandbox web. Exits."""
    from repostwatch.services.demo import run_demo

    raise typer.Exit(run_demo(Settings(), fresh=fresh))


@app.command()
def up() -> None:
    """The services of the demo, until Ctrl-C."""
    from repostwatch.services.up import run_up

    raise typer.Exit(run_up(Settings()))


@app.command()
def report(
    day: Annotated[str, typer.Argument(help="The day, e.g. 2026-08-12.")],
    send: Annotated[bool, typer.Option(help="Mail it too (REPOSTWATCH_SMTP).")] = False,
) -> None:
    """Make the daily report; with --send, mail it once."""
    from repostwatch import pipeline

    settings = Settings()
    with pipeline.open_store(settings) as conn:
        made = pipeline.report(conn, settings, _day(day), dry_run=not send)
        out.print(f"{made.subject}\n{made.html_path}")
        if send and made.outbox_id is not None:
            out.print(pipeline.send(conn, settings, made.outbox_id).line)


@app.command()
def bulletin(quarter: Annotated[str, typer.Argument(help="E.g. 2026Q3.")]) -> None:
    """Make the statement of a quarter."""
    from repostwatch import pipeline

    settings = Settings()
    with pipeline.open_store(settings) as conn:
        made = pipeline.bulletin(conn, settings, quarter)
        out.print(f"{made.subject}\n{made.html_path}")


@portals_app.command("check")
def portals_check(
    file: Annotated[Path | None, typer.Argument(help="A registry, as CSV.")] = None,
    edition: Annotated[str, typer.Option(help="One of the editions that come along.")] = "2016",
) -> None:
    """Check a registry: form, addresses, counts, successors. Exits 1 where something is wrong."""
    from repostwatch import portals

    found = portals.read_portals(file) if file else portals.edition(edition)
    problems = portals.check(found) if file is None else ()
    for problem in problems:
        err.print(problem)
    out.print(f"{len(found)} portals, {len(problems)} problems")
    raise typer.Exit(1 if problems else 0)


@portals_app.command("list")
def portals_list(
    edition: Annotated[str, typer.Option(help="One of the editions that come along.")] = "2016",
) -> None:
    """The portals of an edition: id, level, name, address."""
    from repostwatch import portals

    for portal in portals.edition(edition):
        out.print(
            f"{portal.portal_id}\t{portal.level.value}\t{portal.name}\t{portal.home_url}",
            highlight=False,
        )


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Create or update the schema in REPOSTWATCH_DB."""
    from repostwatch import store
    from repostwatch.errors import DatabaseError

    settings = Settings()
    if settings.db is None:
        raise DatabaseError("no database: set REPOSTWATCH_DB")
    out.print(f"schema {store.upgrade(settings.db)}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day, e.g. 2026-08-12") from error


def main() -> None:
    """Entry point: a known error is one message and exit code 1, not a traceback."""
    try:
        app()
    except RepostwatchError as error:
        err.print(f"repostwatch: {error}", style="bold red", markup=False, highlight=False)
        sys.exit(1)
    except ValidationError as error:
        err.print(f"repostwatch: settings: {error}", markup=False, highlight=False)
        sys.exit(1)
