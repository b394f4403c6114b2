"""The bar that shows how far a long command is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from repostwatch.base.terminal import Terminal


def progress(console: Terminal) -> Progress:
    """On a terminal only: a log file is not filled with bars."""
    return _progress(console, MofNCompleteColumn())


@dataclass(frozen=True, slots=True)
class ByteBar:
    """How far bytes are, part by part; a part without a total only counts."""

    shown: Progress
    task: TaskID

    def begin(self, part: str, total: int | None = None) -> None:
        self.shown.reset(self.task, total=total, description=part)

    def advance(self, count: int) -> None:
        self.shown.advance(self.task, count)


@contextmanager
def megabytes(console: Terminal) -> Iterator[ByteBar]:
    with _progress(console, DownloadColumn()) as shown:
        yield ByteBar(shown, shown.add_task("", total=None))


def _progress(console: Terminal, figures: ProgressColumn) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        figures,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
