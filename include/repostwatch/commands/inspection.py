"""`repostwatch inspect` as it is called."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from repostwatch.commands.options import day, environment

out = Console(soft_wrap=True)


def inspect(
    record: Annotated[Path, typer.Argument(metavar="SAMPLE", help="A sample.json.")],
    out_dir: Annotated[Path, typer.Option("--out", help="Directory for the results.")],
    probes: Annotated[
        Path | None, typer.Option(help="Probes of the sites, as CSV; with --controls and --first.")
    ] = None,
    controls: Annotated[
        Path | None, typer.Option(help="Probes of known sites, which show that our network was up.")
    ] = None,
    first: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The first day of the week.")
    ] = None,
    checklist: Annotated[
        list[Path] | None, typer.Option(help="What people saw: checklist.csv, filled in; repeat.")
    ] = None,
    before: Annotated[
        Path | None, typer.Option(help="The rates.csv of the quarter before, for the change.")
    ] = None,
) -> None:
    """The sites of a sample: which pass, which fail, what is open, and the pass rate."""
    from repostwatch.commands.inspections import InspectionRequest, run_inspection

    week = (probes, controls, first)
    if any(week) and not all(week):
        raise typer.BadParameter("--probes, --controls and --first go together")
    asked = InspectionRequest(record, out_dir, probes, controls, first, checklist or [], before)
    run_inspection(environment(), asked, out)
