"""`repostwatch sample` as it is called."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import environment
from repostwatch.model import Level

out = Terminal(soft_wrap=True)
err = Terminal(stderr=True, soft_wrap=True)
Registry = Annotated[
    Path | None, typer.Option(help="The registry, as CSV; else REPOSTWATCH_PORTALS.")
]
Failed = Annotated[
    Path | None,
    typer.Option(
        help="The sites.csv of the quarter before: what failed is always in. "
        "With --keep, without it: by the database."
    ),
]
Record = Annotated[
    Path | None,
    typer.Option(
        help="Draw again by this sample.json, and compare, also with --seed, --share and "
        "--failed where they are given: exits 1."
    ),
]


def sample(  # noqa: PLR0913, PLR0917  a command has its options as arguments
    quarter: Annotated[str, typer.Argument(help="E.g. 2026Q4.")],
    share: Annotated[
        list[str] | None,
        typer.Option(metavar="LEVEL=PERCENT", help="E.g. county=5%; once for each level."),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(help="Decides the lots: a number that nobody could know beforehand."),
    ] = None,
    portals: Registry = None,
    failed: Failed = None,
    out_dir: Annotated[
        Path | None, typer.Option("--out", help="Directory for sample.json and sample.csv.")
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Into the database, for probe_portals and spot_check.")
    ] = False,
    record: Record = None,
) -> None:
    """Draw the sites of a quarter's spot check; or draw them again from a record."""
    from repostwatch.commands.samples import (
        RecordRequest,
        SampleRequest,
        run_sample,
        verify_sample,
    )
    from repostwatch.inspecting.sampling import is_seed

    shares = dict(map(_share, share or ()))
    if len(shares) < len(share or ()):
        raise typer.BadParameter("--share: one level stands twice")
    if record is not None:
        if keep or out_dir is not None:
            raise typer.BadParameter("--record only compares: --keep and --out draw")
        as_recorded = RecordRequest(quarter, record, portals, seed, shares, failed)
        if verify_sample(environment(), as_recorded, out):
            raise typer.Exit(1)
        return
    if seed is not None and not is_seed(seed):
        raise typer.BadParameter("--seed has blanks around it, or signs that nobody sees")
    if not shares or not seed or out_dir is None:
        raise typer.BadParameter("--share, --seed and --out are needed, or --record")
    asked = SampleRequest(quarter, seed, shares, portals, failed, out_dir, keep)
    run_sample(environment(), asked, out, err)


def _share(text: str) -> tuple[Level, Decimal]:
    from repostwatch.inspecting.sampling import share_of

    try:
        return share_of(text)
    except ValueError as error:
        raise typer.BadParameter(f"--share {error}") from error
