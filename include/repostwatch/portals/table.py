"""A registry as a CSV table."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from repostwatch.base import clock
from repostwatch.base.errors import InputError
from repostwatch.base.headers import read_headers
from repostwatch.base.tables import CsvRow, read_table
from repostwatch.model import Level, Portal
from repostwatch.settings.duties import MOST_HOURS

REQUIRED = ("portal_id", "name", "level", "home_url", "column_urls", "site_code")
OPTIONAL = (
    "limit_hours",
    "short_name",
    "authority",
    "parent",
    "selector",
    "render",
    "ignore_robots_reason",
    "legacy_tls_reason",
    "request_headers",
    "request_headers_reason",
    "proxy",
    "proxy_reason",
    "valid_from",
    "valid_until",
    "successor",
    "note",
)
# Ids stand in addresses, file names and the `duty` column, where `;` separates them.
PORTAL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
# What the `duty` column says of several portals, or of none.
ALL, NONE = "all", "none"
DUTY_WORDS = frozenset((ALL, NONE, *Level))
YES, NO = ("1", "yes", "true"), ("", "0", "no", "false")
# A list is named by two or three steps; each one more multiplies what a deep page costs.
LONGEST_SELECTOR, MOST_STEPS = 200, 5
COSTLY = re.compile(
    r":(?:has|is|where|matches|any|current|slotted)\(|:not\([^)]{0,200}[\s>+~(]", re.IGNORECASE
)
STEP = re.compile(r"[\s>+~|]{1,200}")


def read_portals(path: Path) -> tuple[Portal, ...]:
    """Portals in the order of the file. An empty `limit_hours` is no limit of its own.

    `valid_from` and `valid_until` are Beijing days or moments: a portal exists from the
    start of the one to the start of the other. Raises InputError naming file, line and
    column.
    """
    rows = read_table(path, REQUIRED, OPTIONAL, key="portal_id")
    portals = tuple(_portal(row) for row in rows)
    if not portals:
        raise InputError(path, "lists no portal: line 2 should hold the first one", line=2)
    return portals


def _portal(row: CsvRow) -> Portal:
    if not PORTAL_ID.fullmatch(row["portal_id"]):
        raise row.error("portal_id", f"{row['portal_id']!r}: use letters, digits, - _ . only")
    if row["portal_id"] in DUTY_WORDS:
        taken = "means several portals, or none, where a release says whose duty it is"
        raise row.error("portal_id", f"{row['portal_id']!r} {taken}: choose another id")
    valid_from, valid_until = _day(row, "valid_from"), _day(row, "valid_until")
    if valid_from and valid_until and valid_from >= valid_until:
        raise row.error("valid_until", "is not after valid_from")
    return Portal(
        portal_id=row["portal_id"],
        name=row.filled("name"),
        level=row.word("level", Level, row.filled("level")),
        home_url=address(row, "home_url", row.filled("home_url")),
        column_urls=tuple(
            dict.fromkeys(address(row, "column_urls", url) for url in row["column_urls"].split())
        ),
        limit_hours=_hours(row),
        site_code=row["site_code"] or None,
        short_name=row["short_name"] or None,
        authority=_authority(row),
        parent=row["parent"] or None,
        selector=_selector(row),
        ignore_robots_reason=row["ignore_robots_reason"] or None,
        legacy_tls_reason=row["legacy_tls_reason"] or None,
        request_headers=_headers(row),
        request_headers_reason=_reason(row, "request_headers"),
        proxy=address(row, "proxy", row["proxy"]) if row["proxy"] else None,
        proxy_reason=_reason(row, "proxy"),
        render=_switch(row, "render"),
        valid_from=valid_from,
        valid_until=valid_until,
        successor=row["successor"] or None,
        note=row["note"] or None,
    )


def address(row: CsvRow, column: str, url: str) -> str:
    """The address, if it is one that may be fetched. Raises InputError."""
    # What stands before an @ may be a password, and is not quoted.
    shown = "what stands there" if "@" in url else repr(url[:200])
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        why = "it has an @" if "@" in url else error
        raise row.error(column, f"{shown} is not an address: {why}") from None
    if "@" in parts.netloc:
        raise row.error(column, "holds a user name or password: leave it out")
    if parts.scheme not in ("http", "https") or not host or not url.isprintable():
        raise row.error(column, f"{shown} is not an http or https address")
    if " " in url:
        raise row.error(column, f"{shown} holds a blank: write it as %20")
    return url


def _selector(row: CsvRow) -> str | None:
    """CSS that names elements in one pass over a page. Raises InputError for any that makes its
    reader look through the page once for each element, or for each of so many steps."""
    text = row["selector"]
    if not text:
        return None
    if len(text) > LONGEST_SELECTOR:
        raise row.error("selector", f"has {len(text)} characters, {LONGEST_SELECTOR} at most")
    if (costly := COSTLY.search(text)) is not None:
        raise row.error("selector", f"{costly[0]!r} looks through the page for each element")
    for one in text.split(","):
        if (steps := len(STEP.findall(one.strip()))) > MOST_STEPS:
            raise row.error("selector", f"goes {steps} steps down the page, {MOST_STEPS} at most")
    return text


def _authority(row: CsvRow) -> str | None:
    if ";" in row["authority"]:
        raise row.error("authority", "holds a semicolon, which separates several in other files")
    return row["authority"] or None


def _headers(row: CsvRow) -> str | None:
    if not row["request_headers"]:
        return None
    try:
        read_headers(row["request_headers"])
    except ValueError as error:
        raise row.error("request_headers", str(error)) from None
    return row["request_headers"]


def _reason(row: CsvRow, column: str) -> str | None:
    """Why a portal is asked in another way than the others: the report shows it."""
    if not row[column]:
        return None
    return row.filled(f"{column}_reason")


def _hours(row: CsvRow) -> float | None:
    if not row["limit_hours"]:
        return None
    try:
        hours = float(row["limit_hours"])
    except ValueError:
        raise row.error("limit_hours", f"{row['limit_hours']!r} is not a number") from None
    if not 0 < hours <= MOST_HOURS:
        raise row.error("limit_hours", f"must lie above 0 and up to {MOST_HOURS}")
    return hours


def _day(row: CsvRow, column: str) -> datetime | None:
    if not row[column]:
        return None
    try:
        return clock.parse_moment(row[column]).earliest
    except (ValueError, OverflowError):
        raise row.error(column, f"{row[column]!r} is not a date like 2018-03-22") from None


def _switch(row: CsvRow, column: str) -> bool:
    value = row[column].lower()
    if value not in (*YES, *NO):
        raise row.error(column, f"{row[column]!r} is neither yes nor no")
    return value in YES
