"""Errors a person reads: what went wrong, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path


class RepostwatchError(Exception):
    """The root of every error that the command line shows without a traceback."""


class InputError(RepostwatchError):
    """A file that somebody handed in does not have the form it should have.

    `line` counts from 1 and includes the header; `column` is the header's name.
    """

    def __init__(
        self, path: Path | str, problem: str, *, line: int | None = None, column: str | None = None
    ) -> None:
        place = str(path)
        if line is not None:
            place += f", line {line}"
        if column is not None:
            place += f", column {column!r}"
        super().__init__(f"{place}: {problem}")
        self.path, self.problem, self.line, self.column = str(path), problem, line, column


class DatabaseError(RepostwatchError):
    """The product's own PostgreSQL cannot be reached or does not have the expected schema."""


class MailError(RepostwatchError):
    """A mail was not sent to everybody it is for. What is not sent stays in the mailbox."""


class ServiceError(RepostwatchError):
    """A local service (mail sink, sandbox, Airflow) did not start, or ended by itself."""
