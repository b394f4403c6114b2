"""The command line of what is watched, and whether it can be judged: `lists …`, `ready`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import By, PortalId, Reason, Results, environment

if TYPE_CHECKING:
    from repostwatch.model.watched_lists import ListChoice

out = Terminal(soft_wrap=True)


class _Shown(TyperGroup):
    """`lists` and `lists moe` are `lists show` and `lists show moe`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["show", *args]
        return super().parse_args(ctx, args)


lists_app = typer.Typer(
    cls=_Shown, help="The lists that are watched on portals, and those that were found."
)
Address = Annotated[str, typer.Argument(help="The list's address.")]


@lists_app.command("show")
def lists_show(
    portal: Annotated[str | None, typer.Argument(help="A portal's id; else all of them.")] = None,
    folder: Results = None,
) -> None:
    """Lists with state, origin, the releases that prove each, what was read last, and the reason.

    `show` may be left out.
    """
    from repostwatch.commands import database, watched_lists

    with database.known(environment(), folder) as (conn, settings):
        watched_lists.list_lists(conn, settings, portal, out)


@lists_app.command("accept")
def lists_accept(
    portal: PortalId, url: Address, by: By, reason: Reason, folder: Results = None
) -> None:
    """Watch a list from the next scan on; an address that was never found may be named, too. The
    portal's duties are judged anew at once by the scans that there are already."""
    from repostwatch.model.watched_lists import ListChoice

    _decide(ListChoice.ACCEPT, (portal, url), (by, reason), folder)


@lists_app.command("reject")
def lists_reject(
    portal: PortalId, url: Address, by: By, reason: Reason, folder: Results = None
) -> None:
    """Do not watch a list; it is not proposed again unless it shows what it did not show then."""
    from repostwatch.model.watched_lists import ListChoice

    _decide(ListChoice.REJECT, (portal, url), (by, reason), folder)


@lists_app.command("withdraw")
def lists_withdraw(
    portal: PortalId, url: Address, by: By, reason: Reason, folder: Results = None
) -> None:
    """Take back what was said about a list; what the program found counts again."""
    from repostwatch.model.watched_lists import ListChoice

    _decide(ListChoice.WITHDRAW, (portal, url), (by, reason), folder)


@lists_app.command("history")
def lists_history(portal: PortalId, folder: Results = None) -> None:
    """Every state that a portal's lists came into: when, by whom and why."""
    from repostwatch.commands import database, watched_lists

    with database.known(environment(), folder) as (conn, settings):
        watched_lists.list_history(conn, settings, portal, out)


def ready(
    portals: Annotated[
        list[str] | None, typer.Option(help="An id or a level; may be given again. Else all.")
    ] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    out_file: Annotated[
        Path | None, typer.Option("--out", help="Write readiness.csv to this file.")
    ] = None,
    folder: Results = None,
) -> None:
    """Which portals can be judged, by which lists; why the others cannot, and what to do."""
    from repostwatch.commands import database
    from repostwatch.commands.readiness import show_readiness

    with database.known(environment(), folder) as (conn, settings):
        show_readiness(conn, settings, portals, out_file, out, as_json=json_output)


def _decide(
    choice: ListChoice, place: tuple[str, str], person: tuple[str, str], folder: Path | None
) -> None:
    from repostwatch.commands import database, people, watched_lists

    with database.known(environment(), folder) as (conn, settings):
        watched_lists.decide_list(conn, settings, choice, place, people.Person(*person), out)
