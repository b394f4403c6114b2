"""Releases as a CSV table: `release_id,title,doc_number,published_at,url,duty`."""

from __future__ import annotations

import re

from repostwatch.base import clock
from repostwatch.base.errors import InputError
from repostwatch.base.tables import AS_UTF8, CsvRow, decode, parse_table
from repostwatch.model import Interval, Release
from repostwatch.portals.table import address
from repostwatch.releases.dates import FIRST_YEAR, LAST_YEAR, unset
from repostwatch.releases.duty_column import duty_tokens
from repostwatch.releases.identity import number_in
from repostwatch.releases.parsed import LONGEST_TITLE, Parsed
from repostwatch.releases.titles import broken

REQUIRED = ("release_id", "title", "doc_number", "published_at", "url")
OPTIONAL = ("duty",)
ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?")


def read_release_table(body: bytes, source: str) -> Parsed:
    """The releases of a table, every one or none. Raises InputError naming line and column."""
    rows = parse_table(decode(body, source), source, REQUIRED, OPTIONAL, key="release_id")
    releases = tuple(_release(row) for row in rows)
    if not releases:
        raise InputError(source, "lists no release: line 2 should hold the first one", line=2)
    return Parsed(releases)


def _release(row: CsvRow) -> Release:
    title = " ".join(row.filled("title").split())
    if len(title) > LONGEST_TITLE:
        raise row.error("title", f"has {len(title)} characters, {LONGEST_TITLE} at most")
    if problem := broken(title):
        raise row.error("title", f"{title[:40]!r}: {problem}; {AS_UTF8}")
    if not row["release_id"].isprintable():
        raise row.error("release_id", "holds a control character")
    return Release(
        release_id=row["release_id"],
        title=title,
        published=_published(row),
        addresses=tuple(dict.fromkeys(address(row, "url", url) for url in row["url"].split())),
        doc_number=row["doc_number"] or number_in(title),
        duty=_duty(row),
    )


def _published(row: CsvRow) -> Interval:
    """A moment as it stands, a bare date as a whole Beijing day."""
    text = row.filled("published_at")
    wrong = row.error(
        "published_at", f"{text[:60]!r} is not ISO 8601: write 2026-08-12T09:00 or 2026-08-12"
    )
    if not ISO.fullmatch(text):
        raise wrong
    try:
        published = clock.parse_moment(text)
    except (ValueError, OverflowError):
        raise wrong from None
    if not FIRST_YEAR <= published.earliest.year <= LAST_YEAR or unset(published):
        raise row.error("published_at", f"{text!r}: no release can be of that year")
    return published


def _duty(row: CsvRow) -> str | None:
    """The tokens of the column, checked for their form; what they name is checked at use."""
    if not row["duty"]:
        return None
    try:
        return ";".join(duty_tokens(row["duty"])) or None
    except ValueError as error:
        raise row.error("duty", str(error)) from None
