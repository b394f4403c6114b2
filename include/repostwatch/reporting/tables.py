"""The result tables that other programs read, in the forms of the contract: exact and sorted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from repostwatch.base.clock import iso
from repostwatch.base.files import whole_file
from repostwatch.model import ColumnStanding, Language, Verdict
from repostwatch.model.readiness import Readiness
from repostwatch.reporting.sanitize import harmless_cell, printable_address, sanitize
from repostwatch.wording import Style, say

VERDICT_COLUMNS = (
    "release_id",
    "portal_id",
    "verdict",
    "reposted_earliest",
    "reposted_latest",
    "link_title",
    "link_url",
    "decision",
    "reason",
)
STANDING_COLUMNS = ("portal_id", "standing", "name", "url", "reason")
READINESS_COLUMNS = ("portal_id", "ready", "reason", "action")
VISIT_COLUMNS = ("portal_id", "url", "outcome", "status", "bytes", "fetched_at", "links")

Row = tuple[str, ...]


def write_verdicts_csv(
    path: Path, verdicts: Iterable[Verdict], language: Language = Language.CHINESE
) -> None:
    """Verdicts in the form of VERDICT_COLUMNS; moments in Beijing time, empty where unknown."""
    write_rows(
        path, VERDICT_COLUMNS, sorted(verdict_row(verdict, language) for verdict in verdicts)
    )


def write_columns_csv(
    path: Path, columns: Iterable[ColumnStanding], language: Language = Language.CHINESE
) -> None:
    """Column standings in the form of STANDING_COLUMNS."""
    style = Style(language)
    rows = [
        (c.portal_id, c.standing.value, c.name or "", c.url or "", say(c.reason, style))
        for c in columns
    ]
    write_rows(path, STANDING_COLUMNS, sorted(rows))


def write_readiness_csv(
    path: Path, rows: Iterable[Readiness], language: Language = Language.CHINESE
) -> None:
    """Whether portals can be judged, in the form of READINESS_COLUMNS."""
    style = Style(language)
    cells = [
        (one.portal_id, one.ready.value, say(one.reason, style), say(one.action, style))
        for one in rows
    ]
    write_rows(path, READINESS_COLUMNS, sorted(cells))


def write_visits_csv(path: Path, visits: Iterable[Mapping[str, Any]]) -> None:
    """Visits in the form of VISIT_COLUMNS, from rows as the store keeps them.

    A row has `portal_id`, `url`, `outcome`, `status` (or None), `size` or `bytes`,
    `fetched_at` (aware) and `links` (their count). Sorted by portal, moment and address.
    """
    write_rows(path, VISIT_COLUMNS, sorted(map(visit_row, visits), key=lambda r: (r[0], r[5], r)))


def verdict_row(verdict: Verdict, language: Language) -> Row:
    span = verdict.reposted
    return (
        verdict.release_id,
        verdict.portal_id,
        verdict.kind.value,
        iso(span.earliest) if span else "",
        iso(span.latest) if span else "",
        verdict.link_title or "",
        verdict.link_url or "",
        verdict.decision.value if verdict.decision else "",
        say(verdict.reason, Style(language)),
    )


def visit_row(visit: Mapping[str, Any]) -> Row:
    size = visit["size"] if "size" in visit else visit["bytes"]
    status = visit["status"]
    return (
        visit["portal_id"],
        visit["url"],
        str(visit["outcome"]),
        "" if status is None else str(status),
        str(size),
        iso(visit["fetched_at"]),
        str(visit["links"]),
    )


def write_rows(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Row],
    *,
    own: bool = False,
    to_fill: bool = False,
) -> None:
    """UTF-8, lines end with LF; the file appears whole or not at all. Without a BOM, except where
    people are `to_fill` it in: by that office programs know the charset, and save it as that.

    What strangers wrote is written as it reads: on one line, nothing invisible, no formula; an
    address stays the same address. Ids are keys of other tables and stay as they are, and so do
    cells that are the user's `own`.
    """
    written = [str if own else _way_to_write(name) for name in header]
    with (
        whole_file(path) as part,
        part.open(
            "w", encoding="utf-8-sig" if to_fill else "utf-8", errors="backslashreplace", newline=""
        ) as file,
    ):
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        for row in rows:
            table.writerow([write(cell) for write, cell in zip(written, row, strict=True)])


def as_csv(
    columns: Sequence[str], rows: Iterable[Row], headings: Sequence[str] | None = None
) -> str:
    """To be opened in an office program: what strangers wrote is never a formula, an address stays
    the same address. `headings` stand above the columns in place of their names."""
    text = io.StringIO()
    shown = [_way_to_show(name) for name in columns]
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns if headings is None else headings)
    table.writerows(
        [harmless_cell(show(cell)) for show, cell in zip(shown, row, strict=True)] for row in rows
    )
    return text.getvalue()


def _way_to_write(column: str) -> Callable[[str], str]:
    if column.endswith("_id"):
        return str
    show = _way_to_show(column)
    return lambda cell: harmless_cell(show(cell))


def _way_to_show(column: str) -> Callable[[str], str]:
    return printable_address if column.endswith("url") else sanitize
