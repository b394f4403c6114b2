"""`repostwatch evidence`: what a verdict rests on, on the terminal or as a page."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from repostwatch.commands.base import write_text
from repostwatch.pipeline.evidence import evidence
from repostwatch.reporting.evidence import evidence_lines, evidence_page
from repostwatch.settings import Settings
from repostwatch.store import Connection


def show_evidence(
    conn: Connection,
    settings: Settings,
    duty: tuple[str, str],
    path: Path | None,
    out: Console,
) -> None:
    """Print the evidence of (release, portal), or write it to `path` as one HTML page.

    Raises RepostwatchError where there is no such duty or the page cannot be written.
    """
    found = evidence(conn, settings, *duty)
    if path is not None:
        write_text(path, evidence_page(found, settings.language))
        out.print(f"evidence: {path}", markup=False, highlight=False)
        return
    for line in evidence_lines(found, settings.language):
        out.print(line, markup=False, highlight=False)
