"""The command line of people's decisions: `decide`, `duty …`, `review …`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.options import (
    By,
    PortalId,
    Reason,
    ReleaseId,
    Results,
    Until,
    environment,
)

if TYPE_CHECKING:
    from repostwatch.model.decisions import Action

duty_app = typer.Typer(no_args_is_help=True, help="Who has to repost what, and until when.")
review_app = typer.Typer(no_args_is_help=True, help="What waits for a person, and what they said.")

out = Terminal(soft_wrap=True)
err = Terminal(stderr=True, soft_wrap=True)


class DutyChoice(StrEnum):
    """What a person can say about a duty: see model.DecisionKind."""

    CONFIRM = "confirm"
    LATE = "late"
    REJECT = "reject"
    WAIVE = "waive"
    WITHDRAW = "withdraw"


class ColumnChoice(StrEnum):
    """What a person can say about a homepage's column: see model.decisions.SAYABLE."""

    PRESENT = "present"
    EMBEDDED = "embedded"
    NOT_PROMINENT = "not_prominent"
    STALE = "stale"
    BLANK = "blank"
    ABSENT = "absent"
    WITHDRAW = "withdraw"


def decide(  # noqa: PLR0913, PLR0917  a command has as many parameters as there are things to say
    says: Annotated[DutyChoice, typer.Argument(help="What you say about the duty.")],
    release: ReleaseId,
    portal: PortalId,
    by: By,
    reason: Reason,
    link: Annotated[str | None, typer.Option(help="The link it is about (see evidence).")] = None,
    until: Until = None,
    folder: Results = None,
) -> None:
    """Confirm, call late, reject, waive or withdraw; it outlives every later run of the machine.

    confirm: that link is the release, or (without --link) the duty was done on time.
    late: the same, but it was late. reject: that link is not the release, or nothing seen so
    far was. waive: the duty does not count, until --until (a year at most). withdraw: what was
    decided before is taken back; the machine's own result counts again.
    """
    from repostwatch.commands import database, people
    from repostwatch.model import DecisionKind

    person = people.Person(by, reason, until)
    with database.known(environment(), folder) as (conn, settings):
        said = DecisionKind(says.value)
        out.print(
            people.decide(conn, settings, said, (release, portal), person, link), markup=False
        )


def _change(
    action: Action,
    duty: tuple[str, str],
    person: tuple[str, str, datetime | None],
    folder: Path | None,
    hours: float | None = None,
) -> None:
    from repostwatch.commands import database, people

    with database.known(environment(), folder) as (conn, settings):
        outcome = people.change_duty(conn, settings, action, duty, people.Person(*person), hours)
        out.print(outcome, markup=False)


Target = Annotated[str, typer.Argument(help="A portal's id, a level, or all.")]


@duty_app.command("widen")
def duty_widen(
    release: ReleaseId, target: Target, by: By, reason: Reason,
    until: Until = None, folder: Results = None,
) -> None:  # fmt: skip
    """Who has to repost a release besides those that the rules name."""
    _change("widen", (release, target), (by, reason, until), folder)


@duty_app.command("narrow")
def duty_narrow(
    release: ReleaseId, target: Target, by: By, reason: Reason,
    until: Until = None, folder: Results = None,
) -> None:  # fmt: skip
    """Who has not to repost a release although the rules say so."""
    _change("narrow", (release, target), (by, reason, until), folder)


@duty_app.command("waive")
def duty_waive(
    release: ReleaseId, target: Target, by: By, reason: Reason,
    until: Until = None, folder: Results = None,
) -> None:  # fmt: skip
    """Keep duties on record without asking for them, until --until (a year at most)."""
    _change("waive", (release, target), (by, reason, until), folder)


@duty_app.command("limit")
def duty_limit(
    release: ReleaseId, target: Target, by: By, reason: Reason,
    hours: Annotated[float, typer.Option(help="From the publication to the deadline.")],
    until: Until = None, folder: Results = None,
) -> None:  # fmt: skip
    """Give a release a limit of its own."""
    _change("limit", (release, target), (by, reason, until), folder, hours)


@duty_app.command("withdraw")
def duty_withdraw(
    release: ReleaseId, target: Target, by: By, reason: Reason, folder: Results = None
) -> None:
    """Take back whatever was said here about a release and this target."""
    _change("withdraw", (release, target), (by, reason, None), folder)


@duty_app.command("list")
def duty_list(folder: Results = None) -> None:
    """Every release: who has to repost it, why, and where a person should decide."""
    from repostwatch.commands import database, people

    with database.known(environment(), folder) as (conn, settings):
        people.list_duties(conn, settings, out)


@review_app.command("list")
def review_list(folder: Results = None) -> None:
    """The duties and the columns that only a person can judge, and why."""
    from repostwatch.commands import database, reviews

    with database.known(environment(), folder) as (conn, settings):
        reviews.list_reviews(conn, settings, out)


@review_app.command("column")
def review_column(
    says: Annotated[ColumnChoice, typer.Argument(help="How the column stands.")],
    portal: PortalId, by: By, reason: Reason,
    until: Until = None, folder: Results = None,
) -> None:  # fmt: skip
    """Say how a homepage's column stands; it holds while the homepage is as at the latest scan.

    It falls when two looks in a row show a column of another name, form, address or place, or
    when the machine comes to another result of its own. withdraw: what was said before is taken
    back.
    """
    from repostwatch.commands import database, people, reviews

    person = people.Person(by, reason, until)
    with database.known(environment(), folder) as (conn, settings):
        out.print(reviews.decide_column(conn, settings, says.value, portal, person), markup=False)


@review_app.command("export")
def review_export(
    out_file: Annotated[
        Path | None, typer.Option("--out", help="A file; else standard output.")
    ] = None,
    folder: Results = None,
) -> None:
    """People's decisions about links as pairs: release_title,doc_number,portal_title,label."""
    from repostwatch.commands import database, people

    with database.known(environment(), folder) as (conn, _):
        count = people.export_pairs(conn, out_file, out)
    err.print(f"{counted(count, 'pair')}{f' in {out_file}' if out_file else ''}", markup=False)
