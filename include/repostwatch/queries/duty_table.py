"""Duties by what is asked for as CSV: for programs, or for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from repostwatch.base.clock import iso
from repostwatch.model import Language
from repostwatch.queries.asked import AskedDuties
from repostwatch.reporting.tables import Row, as_csv
from repostwatch.settings import Settings
from repostwatch.store import duty_rows
from repostwatch.store.database import Connection
from repostwatch.wording import Style, label, name, say, values

COLUMNS = (
    "release_id", "title", "portal_id", "portal", "level", "verdict", "verdict_name", "deadline",
    "reposted_earliest", "reposted_latest", "link_title", "link_url", "since", "before", "reason",
)  # fmt: skip
# As the workbook of a report has them.
NAMED = (
    "verdict", "level", "portal", "release", "deadline", "reposted_earliest", "reposted_latest",
    "link_title", "link_url", "since", "before", "reason", "portal_id", "release_id",
)  # fmt: skip
# A column → the field of a duty's row.
MOMENTS = {
    "deadline": "deadline", "since": "changed_at",
    "reposted_earliest": "reposted_earliest", "reposted_latest": "reposted_latest",
}  # fmt: skip
WORDS = {"verdict": "kind", "level": "level", "before": "before"}


class DutyTable(StrEnum):
    """`rows` have names of columns and words that stay, and moments in ISO 8601; `named` are the
    same to be read by people."""

    ROWS = "rows"
    NAMED = "named"


def duty_table(
    conn: Connection, settings: Settings, asked: AskedDuties, of: DutyTable, language: Language
) -> str:
    """As many rows as are allowed, in the order that was asked for. Times are Beijing's; what
    strangers wrote is never a formula. Words for people are in `language`."""
    style, most = Style(language), settings.pages.csv_rows
    rows = duty_rows.rows(conn, asked.filter(settings), asked.order, most)
    if of is DutyTable.NAMED:
        headings = [label(f"cell.{column}", style) for column in NAMED]
        return as_csv(NAMED, (_row(_named(row, style), NAMED, style) for row in rows), headings)
    return as_csv(COLUMNS, (_row(_plain(row, style), COLUMNS, style) for row in rows))


def _row(cells: Mapping[str, Any], columns: Sequence[str], style: Style) -> Row:
    """The cells of a row; what is the same for programs and for people is worked out here."""
    shared = {"portal": cells["name"], "reason": cells["reason"] and say(cells["reason"], style)}
    known = {**cells, **shared}
    return tuple(str(known[column] or "") for column in columns)


def _plain(row: Mapping[str, Any], style: Style) -> dict[str, Any]:
    moments = {column: row[field] and iso(row[field]) for column, field in MOMENTS.items()}
    words = {"verdict": row["kind"], "verdict_name": name(row["kind"], style.language)}
    return {**row, **moments, **words}


def _named(row: Mapping[str, Any], style: Style) -> dict[str, Any]:
    moments = {
        column: row[field] and values.minute(row[field], style) for column, field in MOMENTS.items()
    }
    words = {
        column: row[field] and name(row[field], style.language) for column, field in WORDS.items()
    }
    return {**row, **moments, **words, "release": row["title"]}
