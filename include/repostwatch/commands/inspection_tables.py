"""The files of `repostwatch inspect`: probes and checklist in, results and rates out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from repostwatch.base.enclosing import cut_down, cut_up
from repostwatch.base.files import whole_bytes
from repostwatch.base.quarters import Quarter
from repostwatch.base.tables import CsvRow, decode, read_table
from repostwatch.commands.quarter_tables import rows_of_quarter
from repostwatch.inspecting.availability import OPEN, Availability
from repostwatch.inspecting.rates import PASSED, PassRates
from repostwatch.judging.figures import Figure
from repostwatch.model import Level, Outcome
from repostwatch.model.spot_checks import (
    ChecklistEntry,
    IndicatorResult,
    Probe,
)
from repostwatch.pipeline.spot_findings import Notice
from repostwatch.reporting.spot_tables import moment_of, parse_checklist
from repostwatch.reporting.tables import Row
from repostwatch.wording import Style, say

PROBES = ("portal_id", "at", "outcome", "status", "seconds")
NOTICES = ("portal_id", "by", "at")
INDICATORS = ("portal_id", "indicator", "result", "machine", "reason")
RATES = ("level", "share", "passed", "checked", "undecided", "lowest", "highest")
AVAILABILITY = (
    "portal_id", "result", "failed", "counted", "missing", "lowest", "highest", "hours",
)  # fmt: skip
CHANGES = ("change_lowest", "change_highest")
ALL = "all"
A_TENTH = Decimal("0.1")  # of a percentage point
LOWEST_ERROR = 400  # of the statuses of HTTP
Number = TypeVar("Number", int, float)


def read_probes(path: Path) -> list[Probe]:
    """Those of a file, or of all tables in a folder. Raises InputError, also where two of one site
    and moment ended differently: which of them counts would be a matter of their order."""
    made: dict[tuple[str, datetime], Probe] = {}
    for row in _rows(path):
        probe = _probe(row)
        if made.setdefault((probe.portal_id, probe.at), probe) != probe:
            raise row.error("at", "another row of this site and moment ended otherwise")
    return list(made.values())


def read_controls(path: Path) -> list[Probe]:
    """The same of known sites. A short round asks them twice in one second, before and behind:
    whoever reads them takes the one that failed. Raises InputError."""
    return [_probe(row) for row in _rows(path)]


def _rows(path: Path) -> Iterator[CsvRow]:
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    return (row for file in files for row in read_table(file, PROBES))


def _probe(row: CsvRow) -> Probe:
    outcome = row.word("outcome", Outcome, row.filled("outcome"))
    status = _number(row, "status", int, 999) if row["status"] else None
    if outcome in OPEN and status is not None and status >= LOWEST_ERROR:
        raise row.error("status", f"{status} is no status of a page that opened ({outcome.value})")
    seconds = _number(row, "seconds", float, 3600)
    return Probe(row.filled("portal_id"), moment_of(row), outcome, seconds, status)


def read_checklist(
    path: Path, known: Collection[str] | None, now: datetime
) -> list[ChecklistEntry]:
    """What people saw of these sites, None for any. Raises InputError."""
    return parse_checklist(decode(whole_bytes(path), str(path)), str(path), known, now)


def read_notices(path: Path) -> list[Notice]:
    """Which sites were told of their result, by whom and when. Raises InputError."""
    return [
        Notice(row.filled("portal_id"), row.filled("by"), moment_of(row))
        for row in read_table(path, NOTICES)
    ]


def read_rates(path: Path, quarter: Quarter) -> PassRates:
    """A rates.csv of this quarter. Raises InputError."""
    shares, figures = {}, []
    for row in rows_of_quarter(path, RATES[:5], "level", quarter, RATES[5:]):
        level = None if row["level"] == ALL else row.word("level", Level, row.filled("level"))
        passed, checked, undecided = (
            _number(row, column, int, 10**9) for column in ("passed", "checked", "undecided")
        )
        if passed + undecided > checked:
            raise row.error("checked", "is less than passed and undecided together")
        if level is not None:
            shares[level] = _share(row)
        figures.append(Figure(PASSED, level, passed, checked, undecided))
        _check_bounds(row, _enclosed(figures[-1].ends or ()))
    return PassRates(shares, tuple(figures))


def _check_bounds(row: CsvRow, counted: tuple[str, str]) -> None:
    """Bounds beside the counts are theirs: one that somebody corrected by hand alone would have no
    part in the change that is said. They may have been cut off after tenths."""
    for column, own in zip(RATES[5:], counted, strict=True):
        said = row[column].removesuffix("%")
        try:
            agrees = not (said and own) or abs(Decimal(said) - Decimal(own)) <= A_TENTH
        except InvalidOperation:
            agrees = False
        if not agrees:
            raise row.error(column, f"is {said[:60]!r}, and the counts come to {own}")


def indicator_row(one: IndicatorResult, style: Style) -> Row:
    machine = one.machine.value if one.machine else ""
    return (
        one.portal_id, one.indicator.value, one.result.value, machine, say(one.reason, style),
    )  # fmt: skip


def availability_row(one: IndicatorResult, seen: Availability, strip: str) -> Row:
    counts = (seen.failed, seen.counted, seen.missing)
    bounds = _enclosed((100 * seen.low, 100 * seen.high))
    return (one.portal_id, one.result.value, *map(str, counts), *bounds, strip)


def rate_row(
    figure: Figure, quarter: str, shares: Mapping[Level, Decimal], change: Sequence[Fraction]
) -> Row:
    share = f"{shares[figure.level].normalize():f}" if figure.level else ""
    counts = (figure.numerator, figure.denominator, figure.unknown)
    bounds = _enclosed(figure.ends or ())
    changes = _enclosed(change, sign="+")
    level = figure.level.value if figure.level else ALL
    return (level, share, *map(str, counts), *bounds, *changes, quarter)


def _enclosed(ends: Sequence[Fraction], sign: str = "") -> tuple[str, str]:
    """Hundredths that hold both ends, with a sign where one is wanted; empty without ends."""
    if not ends:
        return "", ""
    low, high = ends
    return f"{cut_down(low, 2):{sign}.2f}", f"{cut_up(high, 2):{sign}.2f}"


def _number(row: CsvRow, column: str, kind: type[Number], most: int) -> Number:
    """From 0 to `most`."""
    try:
        number = kind(row.filled(column))
    except ValueError:
        number = kind(-1)
    if not 0 <= number <= most:
        raise row.error(column, f"{row[column][:60]!r} is no number from 0 to {most}")
    return number


def _share(row: CsvRow) -> Decimal:
    try:
        share = Decimal(row.filled("share"))
    except InvalidOperation:
        share = Decimal(0)
    if not (share.is_finite() and 0 < share <= 100):
        raise row.error("share", f"{row['share'][:60]!r} is no percentage")
    return share
