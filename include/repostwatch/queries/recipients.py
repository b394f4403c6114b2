"""Who gets mail about what, checked as a report checks it; what is wrong stands with its place."""

from __future__ import annotations

from dataclasses import dataclass

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.model.mails import Recipient
from repostwatch.pipeline.recipients import operator_addresses, recipients_in_force
from repostwatch.portals.editions import registry
from repostwatch.reporting.audience import portals_of
from repostwatch.settings import Settings


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """A recipient, and of how many portals they are told."""

    recipient: Recipient
    portals: int


@dataclass(frozen=True, slots=True)
class Recipients:
    """`file`: the name of the file of recipients, empty where there is none. With a `problem`
    nobody is listed; `line` (from 1) and `column` where it is one of the file's."""

    file: str
    rows: tuple[RecipientRow, ...] = ()
    operators: tuple[str, ...] = ()
    problem: str = ""
    line: int | None = None
    column: str | None = None


def read_recipients_in_force(settings: Settings) -> Recipients:
    file = settings.recipients.name if settings.recipients else ""
    try:
        known = registry(settings)
        people = recipients_in_force(settings)
        rows = tuple(RecipientRow(one, len(portals_of(one.audience, known))) for one in people)
        return Recipients(file, rows, operator_addresses(settings))
    except InputError as error:
        return Recipients(file, problem=error.problem, line=error.line, column=error.column)
    except RepostwatchError as error:
        return Recipients(file, problem=str(error))
