"""Errors a person reads: what went wrong, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from repostwatch.model import Reason, because
from repostwatch.model.codes import InputCode


class RepostwatchError(Exception):
    """The root of every error that the command line shows without a traceback.

    `reason` says what the message says in English, for whoever shows it in another language.
    """

    reason: Reason | None = None

    def __init__(self, message: str = "", *, reason: Reason | None = None) -> None:
        super().__init__(message)
        if reason is not None:
            self.reason = reason


class InputError(RepostwatchError):
    """A file that somebody handed in does not have the form it should have.

    `line` counts from 1 and includes the header; `column` is the header's name. `why` is `problem`
    as a reason.
    """

    def __init__(
        self,
        path: Path | str,
        problem: str,
        *,
        line: int | None = None,
        column: str | None = None,
        why: Reason | None = None,
    ) -> None:
        place = str(path)
        if line is not None:
            place += f", line {line}"
        if column is not None:
            place += f", column {column!r}"
        super().__init__(f"{place}: {problem}", reason=_placed(why, line, column))
        self.path, self.problem, self.line, self.column = str(path), problem, line, column


def _placed(why: Reason | None, line: int | None, column: str | None) -> Reason | None:
    if why is None or line is None:
        return why
    named = {} if column is None else {"column": column}
    return because(InputCode.AT_PLACE, line=line, why=why, **named)


class DatabaseError(RepostwatchError):
    """The product's own PostgreSQL cannot be reached or does not have the expected schema."""


class MailError(RepostwatchError):
    """A mail was not sent to everybody it is for. What is not sent stays in the mailbox."""


class ServiceError(RepostwatchError):
    """A local service (mail sink, sandbox, Airflow) did not start, or ended by itself."""
