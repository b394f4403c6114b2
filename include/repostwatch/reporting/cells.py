"""What the sheets of the attachments hold: which columns, how wide, and their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from repostwatch.base.clock import beijing
from repostwatch.model import ColumnStanding, Interval, Verdict
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.sanitize import harmless_cell, sanitize, web_address
from repostwatch.wording import name, say

Cell = str | datetime | None


@dataclass(frozen=True, slots=True)
class SheetForm:
    """Columns by the keys of their labels, with their widths in characters.

    A sheet on A4 across holds some 140 characters in full size. Addresses stand last: they are for
    the screen, and not printed.
    """

    key: str
    columns: tuple[tuple[str, int], ...]

    @property
    def printed(self) -> int:
        """How many columns are printed, of at least one."""
        return sum(not key.endswith("_url") for key, _ in self.columns)


ACTION = SheetForm(
    "action",
    (
        ("portal", 18),
        ("verdict", 8),
        ("release", 30),
        ("deadline", 16),
        ("reposted_earliest", 16),
        ("reposted_latest", 16),
        ("reason", 50),
        ("backdated", 18),
        ("release_url", 20),
        ("link_url", 20),
    ),
)
OPEN = SheetForm(
    "unknown",
    (
        ("portal", 18),
        ("verdict", 8),
        ("release", 34),
        ("deadline", 16),
        ("reason", 46),
        ("link_title", 24),
        ("link_url", 20),
    ),
)
COLUMNS = SheetForm(
    "columns",
    (
        ("portal", 20),
        ("verdict", 12),
        ("column_name", 20),
        ("reason", 50),
        ("machine", 10),
        ("last_scan", 16),
        ("column_url", 30),
    ),
)
VERDICTS = SheetForm(
    "verdicts",
    (
        ("portal", 20),
        ("level", 6),
        ("release", 40),
        ("verdict", 10),
        ("machine", 10),
        ("published", 16),
        ("deadline", 16),
        ("reposted_earliest", 16),
        ("reposted_latest", 16),
    ),
)
SCANS = SheetForm(
    "scans",
    (("portal", 22), ("level", 6), ("started_at", 16), ("ended_at", 16), ("gap", 70)),
)
# Every verdict for other programs, in the file that people open with Excel and WPS.
CSV_COLUMNS = (
    "verdict", "level", "portal", "release", "published", "deadline", "reposted_earliest",
    "reposted_latest", "link_title", "link_url", "reason", "backdated", "machine", "scans",
    "portal_id", "release_id",
)  # fmt: skip


def verdict_cells(lookup: ReportLookup, verdict: Verdict, form: SheetForm) -> list[Cell]:
    return [_VERDICT[key](lookup, verdict) for key, _ in form.columns]


def column_cells(lookup: ReportLookup, column: ColumnStanding) -> Sequence[Cell]:
    portal, latest = lookup.portal(column.portal_id), lookup.latest.get(column.portal_id)
    return (
        portal.name,
        _name(lookup, column.standing),
        sanitize(column.name or ""),
        sanitize(say(column.reason, lookup.style)),
        _name(lookup, column.machine),
        latest.started_at if latest else None,
        _address(column.url),
    )


def scan_rows(lookup: ReportLookup) -> Iterator[Sequence[Cell]]:
    """The latest scans that were not complete, in the registry's order."""
    for scan in sorted(lookup.latest.values(), key=lambda s: lookup.portal(s.portal_id).place):
        if scan.reach is None:
            portal = lookup.portal(scan.portal_id)
            gap = sanitize(say(scan.gap, lookup.style))
            yield portal.name, portal.level, scan.started_at, scan.ended_at, gap


def csv_cells(lookup: ReportLookup, verdict: Verdict) -> list[str]:
    """The cells of CSV_COLUMNS as text that no spreadsheet takes for a formula."""
    return [harmless_cell(_plain(_VERDICT[key](lookup, verdict))) for key in CSV_COLUMNS]


def _name(lookup: ReportLookup, word: StrEnum | None) -> str:
    return name(word, lookup.style.language) if word else ""


def _release(lookup: ReportLookup, verdict: Verdict) -> str:
    known = lookup.releases.get(verdict.release_id)
    return sanitize(known.title if known else verdict.release_id)


def _release_url(lookup: ReportLookup, verdict: Verdict) -> str:
    return lookup.release(verdict.release_id).address or ""


def _published(lookup: ReportLookup, verdict: Verdict) -> Cell:
    known = lookup.releases.get(verdict.release_id)
    return _moment(lookup, known.published) if known else None


def _deadline(lookup: ReportLookup, verdict: Verdict) -> Cell:
    duty = lookup.duty(verdict)
    return _moment(lookup, duty.deadline) if duty else None


def _moment(lookup: ReportLookup, span: Interval) -> Cell:
    """A cell that sorts as a moment, or words where only the day is known."""
    return span.earliest if span.earliest == span.latest else lookup.interval(span)


def _address(given: str | None) -> str:
    """An address that was refused as it came stays none after cleaning: it is broken by a blank."""
    shown = sanitize(given or "")
    return shown if web_address(given) or not web_address(shown) else shown.replace("://", ":// ")


_VERDICT: Mapping[str, Callable[[ReportLookup, Verdict], Cell]] = {
    "verdict": lambda lookup, v: _name(lookup, v.kind),
    "level": lambda lookup, v: lookup.portal(v.portal_id).level,
    "portal": lambda lookup, v: lookup.portal(v.portal_id).name,
    "release": _release,
    "release_url": _release_url,
    "published": _published,
    "deadline": _deadline,
    "reposted_earliest": lambda _, v: v.reposted.earliest if v.reposted else None,
    "reposted_latest": lambda _, v: v.reposted.latest if v.reposted else None,
    "link_title": lambda _, v: sanitize(v.link_title or ""),
    "link_url": lambda _, v: _address(v.link_url),
    "reason": lambda lookup, v: sanitize(say(v.reason, lookup.style)),
    "backdated": lambda lookup, v: sanitize(say(v.backdated, lookup.style)),
    "machine": lambda lookup, v: _name(lookup, v.machine),
    "scans": lambda lookup, v: lookup.times(lookup.scans_of(v)),
    "portal_id": lambda _, v: sanitize(v.portal_id),
    "release_id": lambda _, v: sanitize(v.release_id),
}


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{beijing(cell):%Y-%m-%d %H:%M:%S}"
    return cell or ""
