"""`repostwatch discover` as it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import Moment, environment

out = Terminal(soft_wrap=True)
err = Terminal(stderr=True, soft_wrap=True)


def discover(
    portals: Annotated[Path, typer.Option(help="Portals, as CSV; homepages are enough.")],
    releases: Annotated[
        str,
        typer.Option(
            help="Releases to look for, the more the better: CSV, RSS, Atom or JSON; file or "
            "address."
        ),
    ],
    out_dir: Annotated[Path, typer.Option("--out", help="Directory for the results.")],
    now: Moment = None,
    pages: Annotated[
        int | None, typer.Option(min=1, help="Pages of a portal to look at, at most.")
    ] = None,
) -> None:
    """Where portals repost: search them from their homepages, write the registry filled in.

    Run again with the same --out (or the same REPOSTWATCH_DB) and what was known stays known.
    """
    from repostwatch.commands.discover import DiscoverRequest, run_discover

    order = DiscoverRequest(portals, releases, out_dir, now, pages)
    run_discover(environment(), order, out, err)
