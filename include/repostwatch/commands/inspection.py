"""The commands of the spot check as they are called."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import Moment, Results, day, environment

out = Terminal(soft_wrap=True)
err = Terminal(stderr=True, soft_wrap=True)


def probe_sites(
    record: Annotated[Path, typer.Argument(metavar="SAMPLE", help="A sample.json.")],
    known: Annotated[
        Path, typer.Option(help="A registry of sites that are known to be there, two at least.")
    ],
    out_dir: Annotated[Path, typer.Option("--out", help="Directory for sites/ and controls/.")],
    portals: Annotated[
        Path | None, typer.Option(help="The registry, as CSV; else REPOSTWATCH_PORTALS.")
    ] = None,
) -> None:
    """One round of probes: open the homepage of every sampled site once."""
    from repostwatch.commands.probe_rounds import run_round

    run_round(environment(), record, (portals, known), out_dir, out)


def probe_links(
    quarter: Annotated[str, typer.Argument(help="E.g. 2026Q4.")],
    out_file: Annotated[
        Path | None, typer.Option("--out", help="What does not open or sells, as CSV.")
    ] = None,
    now: Moment = None,
) -> None:
    """Look at links of the sampled homepages, and keep where they lead."""
    from repostwatch.commands.link_looks import look_and_tell

    settings = environment()
    if not look_and_tell(settings.as_of(now) if now else settings, quarter, out_file, out):
        raise typer.Exit(1)


def closures(
    quarter: Annotated[str, typer.Argument(help="E.g. 2026Q4.")],
    out_file: Annotated[Path, typer.Option("--out", help="The table, as CSV.")],
    folder: Results = None,
    now: Moment = None,
) -> None:
    """What closed or moved up in a quarter: notice, its days, where the address leads."""
    from repostwatch.commands import database
    from repostwatch.commands.closures import write_closures

    settings = environment()
    with database.known(settings.as_of(now) if now else settings, folder) as (conn, here):
        write_closures(conn, here, quarter, out_file, out)


def inspect(  # noqa: PLR0913, PLR0917  a command has its options as arguments
    record: Annotated[Path, typer.Argument(metavar="SAMPLE", help="A sample.json.")],
    out_dir: Annotated[Path, typer.Option("--out", help="Directory for the results.")],
    probes: Annotated[
        Path | None,
        typer.Option(help="Probes of the sites, a CSV or a folder, instead of the database's."),
    ] = None,
    controls: Annotated[
        Path | None, typer.Option(help="Probes of known sites, which show that our network was up.")
    ] = None,
    first: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The first day of the week.")
    ] = None,
    homepages: Annotated[
        bool, typer.Option(help="See the homepages that the latest scans of these sites kept.")
    ] = False,
    folder: Results = None,
    checklist: Annotated[
        list[Path] | None, typer.Option(help="What people saw: checklist.csv, filled in; repeat.")
    ] = None,
    before: Annotated[
        Path | None, typer.Option(help="The rates.csv of the quarter before, for the change.")
    ] = None,
    portals: Annotated[
        Path | None,
        typer.Option(help="The registry, for sites that ended; else REPOSTWATCH_PORTALS."),
    ] = None,
    links: Annotated[
        Path | None, typer.Option(help="The links.csv of probe-links: what sells goes to a person.")
    ] = None,
    taken_over: Annotated[
        Path | None,
        typer.Option("--closures", help="The closures.csv: so does an address of strangers."),
    ] = None,
    now: Moment = None,
) -> None:
    """The sites of a sample: which pass, which fail, what is open, and the pass rate."""
    from repostwatch.commands.inspections import HomepageSource, InspectionRequest, run_inspection

    week = (probes, controls, first)
    if (probes is None) is not (controls is None) or (probes and first is None):
        raise typer.BadParameter("--probes and --controls go together, and with --first")
    seen_in = HomepageSource(homepages or folder is not None, folder)
    hints = links, taken_over
    asked = InspectionRequest(
        record, out_dir, week, seen_in, checklist or [], before, portals, hints
    )
    settings = environment()
    run_inspection(settings.as_of(now) if now else settings, asked, out)


def spot_check(
    quarter: Annotated[str, typer.Argument(help="E.g. 2026Q4.")],
    first: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="The first of the days of probes."),
    ] = None,
    checklist: Annotated[
        list[Path] | None, typer.Option(help="What people saw, to be kept: checklist.csv; repeat.")
    ] = None,
    notified: Annotated[
        list[Path] | None,
        typer.Option(help="Sites that were told of it: portal_id, by, at, as CSV; repeat."),
    ] = None,
    now: Moment = None,
) -> None:
    """The results of the sample kept in the database, kept for the quarter's bulletin."""
    from repostwatch.commands.inspections import keep_results

    settings = environment()
    asked = settings.as_of(now) if now else settings
    if not keep_results(asked, quarter, first, (checklist or [], notified or []), out):
        raise typer.Exit(1)
