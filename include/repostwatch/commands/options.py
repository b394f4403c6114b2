"""Options and arguments that several commands have."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from repostwatch.base import clock
from repostwatch.base.errors import InputError

if TYPE_CHECKING:
    from repostwatch.settings import Settings


def environment() -> Settings:
    """The environment's settings; loaded by the commands that use them, so that --help is quick.

    Raises InputError for a list or table that is no JSON.
    """
    from pydantic_settings import SettingsError

    from repostwatch.settings import Settings

    try:
        return Settings()
    except SettingsError as error:
        value = getattr(error.__cause__, "doc", None)
        names = (name for name, text in os.environ.items() if text == value)
        name = next((one for one in names if one.upper().startswith("REPOSTWATCH_")), str(error))
        raise InputError(name, 'is no JSON, as in ["one", "two"]') from error


def moment(text: str) -> datetime:
    """An option's text as a moment. Raises typer.BadParameter."""
    try:
        span = clock.parse_moment(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is not an ISO 8601 time of the years {clock.YEARS.start} to "
            f"{clock.YEARS.stop - 1}"
        ) from error
    if span.earliest != span.latest:
        raise typer.BadParameter(f"{text!r} has no time of day, e.g. {text}T09:00")
    return span.earliest


def day(text: str) -> date:
    """An argument as a day that has come. Raises typer.BadParameter."""
    try:
        asked = date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day, e.g. 2026-08-12") from error
    if asked > clock.day_of(environment().now()):
        raise typer.BadParameter(f"{text} has not come yet")
    return asked


Moment = Annotated[
    datetime | None,
    typer.Option(
        "--now",
        parser=moment,
        metavar="TIME",
        help="Make this pass as of a moment (ISO 8601, Beijing time where no offset stands).",
    ),
]
By = Annotated[str, typer.Option(help="Your name: it stands beside the decision.")]
Reason = Annotated[str, typer.Option(help="Why: it stands in the report.")]
Until = Annotated[
    datetime | None,
    typer.Option(parser=moment, metavar="TIME", help="Until when it holds; for good by default."),
]
Results = Annotated[
    Path | None,
    typer.Option("--in", metavar="DIR", help="The --out of an earlier check, instead of the "
                 "product's database."),
]  # fmt: skip
ReleaseId = Annotated[str, typer.Argument(help="A release's id, as in verdicts.csv.")]
PortalId = Annotated[str, typer.Argument(help="A portal's id, as in verdicts.csv.")]
