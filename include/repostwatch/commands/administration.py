"""The command line of registry and database: `portals …`, `db …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import environment

portals_app = typer.Typer(no_args_is_help=True, help="The registry of portals.")
db_app = typer.Typer(no_args_is_help=True, help="The product's own PostgreSQL.")

out = Terminal(soft_wrap=True)


@portals_app.command("check")
def portals_check(
    file: Annotated[Path | None, typer.Argument(help="A registry, as CSV.")] = None,
    edition: Annotated[
        str | None, typer.Option(help="One edition: 2016, current, history.")
    ] = None,
) -> None:
    """Check form, addresses, counts and successors; exits 1 where something is wrong.

    Without arguments: every edition that comes along, and the registry of REPOSTWATCH_PORTALS.
    """
    from repostwatch.commands.registry import check_registries

    raise typer.Exit(1 if check_registries(environment(), file, edition, out) else 0)


@portals_app.command("list")
def portals_list(
    file: Annotated[Path | None, typer.Argument(help="A registry, as CSV.")] = None,
    edition: Annotated[
        str | None, typer.Option(help="One edition: 2016, current, history.")
    ] = None,
) -> None:
    """The portals that are watched, or those of a file or an edition."""
    from repostwatch.commands.registry import list_registry

    list_registry(environment(), file, edition, out)


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Create or update the schema in REPOSTWATCH_DB."""
    from repostwatch.base.errors import DatabaseError
    from repostwatch.store.schema import upgrade_schema

    settings = environment()
    if settings.db is None:
        raise DatabaseError("no database: set REPOSTWATCH_DB")
    out.print(f"schema {upgrade_schema(settings.db)}")
