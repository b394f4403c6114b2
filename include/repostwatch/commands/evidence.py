"""`repostwatch evidence`: what a verdict rests on, on the terminal or as a page."""

from __future__ import annotations

from pathlib import Path

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import write_text
from repostwatch.crawl.evidence import seals
from repostwatch.queries.evidence import verdict_evidence, write_collection
from repostwatch.reporting.evidence import evidence_lines, evidence_page
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.visiting.evidence_writer import archive


def show_evidence(
    conn: Connection,
    settings: Settings,
    duty: tuple[str, str],
    path: Path | None,
    out: Terminal,
) -> None:
    """Print the evidence of (release, portal), or write it to `path` as one HTML page, or with all
    its records where `path` ends in `.wacz`.

    Raises RepostwatchError where there is no such duty or the page cannot be written.
    """
    if path is not None and path.suffix == ".wacz":
        _write_collection(conn, settings, duty, path, out)
        return
    found = verdict_evidence(conn, settings, *duty)
    if path is not None:
        write_text(path, evidence_page(found, settings.language))
        out.print(f"evidence: {path}", markup=False, highlight=False)
        return
    for line in evidence_lines(found, settings.language):
        out.print(line, markup=False, highlight=False)


def print_seals(settings: Settings, out: Terminal) -> int:
    """Print the chain's lines and what does not agree with it; returns how much that is."""
    folder = archive(settings).folder
    for one in seals.seals(folder):
        stamp = "timestamped" if (folder / one.token).exists() else "no timestamp"
        files = len(one.content["files"])
        line = (
            f"{one.number + 1}  {one.content['sealed_at']}  {counted(files, 'file')}  "
            f"{one.digest}  {stamp}"
        )
        out.print(line, markup=False, highlight=False)
    wrong = seals.problems(folder)
    for problem in wrong:
        out.print(problem, style="red", markup=False, highlight=False)
    return len(wrong)


def _write_collection(
    conn: Connection, settings: Settings, duty: tuple[str, str], path: Path, out: Terminal
) -> None:
    try:
        records, without = write_collection(conn, settings, *duty, path)
    except OSError as error:
        raise RepostwatchError(f"{path}: cannot be written ({error.strerror or error})") from error
    rest = f"; nothing was kept of {counted(without, 'visit')}" if without else ""
    out.print(
        f"evidence: {path}, {counted(records, 'record')}{rest}", markup=False, highlight=False
    )
