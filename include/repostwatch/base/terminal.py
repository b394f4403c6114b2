"""The one door through which the program writes to a terminal.

Titles, addresses and errors are strangers' words. Whatever is printed goes through a `Terminal`,
which takes out what steers a terminal or is not seen, and knows its own colours from theirs. What
does not come from us (a library's warning, a log line, a traceback) meets the same at the streams,
while `guarded` holds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from repostwatch.base.visible import escaped, visible


class Terminal(Console):
    """A console of rich whose text, and only that, is cleaned: cells, titles, bars and lines."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(visible(segment.text), segment.style)

    def write_text(self, text: str) -> None:
        """Text as it stands, not broken into lines: a table in CSV."""
        self.file.write(visible(text))

    def write_json(self, value: Any) -> None:
        """A value for programs: nothing of it is lost, and nothing acts on a terminal."""
        self.file.write(escaped(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


class _Stream:
    """A stream of text that is cleaned. Consoles of rich write to the stream behind it."""

    def __init__(self, stream: TextIO) -> None:
        self.rich_proxied_file = stream

    def write(self, text: str) -> int:
        self.rich_proxied_file.write(visible(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rich_proxied_file, name)


@contextmanager
def guarded() -> Iterator[None]:
    """What anybody writes to stdout and stderr is cleaned."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream(sys.stdout), _Stream(sys.stderr)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
