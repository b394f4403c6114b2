"""The tables of the spot check that people fill in or take away: checklist, results, closures."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from repostwatch.base import clock
from repostwatch.base.clock import iso
from repostwatch.base.tables import CsvRow, parse_table
from repostwatch.inspecting.evidence import is_evidence
from repostwatch.inspecting.links import abuse_of
from repostwatch.inspecting.results import ONLY_PEOPLE
from repostwatch.model import Language, Portal, because
from repostwatch.model.closures import Closure
from repostwatch.model.codes import InputCode
from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    SiteResult,
    VetoIndicator,
)
from repostwatch.reporting.tables import Row
from repostwatch.wording import name

CHECKLIST = ("portal_id", "indicator", "result", "by", "at", "evidence")
# What helps whoever fills it in, and is not read back.
FORM = ("portal_id", "name", "home_url", "indicator", "result", "by", "at", "evidence")
SITES = ("portal_id", "level", "place", "drawn", "again", "result", "failed_by", "quarter")
CLOSURES = (
    "portal_id", "name", "level", "registered_until", "successor", "announced_after",
    "announced_by", "gone_after", "gone_by", "notice_days", "notice_days_most", "notice",
    "leads_to", "to_own", "taken_over", "counted",
)  # fmt: skip
SAYABLE = (CheckResult.PASSED, CheckResult.FAILED)


def parse_checklist(
    text: str, source: str, known: Collection[str] | None, now: datetime
) -> list[ChecklistEntry]:
    """The filled rows: a row without a result is open. Words may be those of the pages. `known` are
    the sites of the sample, None for any.

    Raises InputError for the first cell that makes no sense, with its line and column.
    """
    found = []
    for row in parse_table(text, source, CHECKLIST):
        if not row["result"]:
            continue
        portal_id = row.filled("portal_id")
        if known is not None and portal_id not in known:
            why = because(InputCode.NO_SITE_OF_SAMPLE, portal_id=portal_id[:60])
            raise row.error("portal_id", f"{portal_id[:60]!r} is no site of the sample", why)
        why = because(InputCode.NO_CHECK_RESULT, text=row["result"][:60])
        said = _word(row["result"], CheckResult)
        if said not in SAYABLE:
            wrong = f"{row['result'][:60]!r}: a person says passed or failed, or leaves it empty"
            raise row.error("result", wrong, why)
        result = CheckResult(said)
        if result is CheckResult.FAILED and not is_evidence(row.filled("evidence")):
            why = because(InputCode.NO_EVIDENCE, text=row["evidence"][:60])
            said = f"{row['evidence'][:60]!r} shows nothing: an address, a file or a sentence would"
            raise row.error("evidence", said, why)
        said = _word(row.filled("indicator"), VetoIndicator)
        why = because(InputCode.NO_INDICATOR, text=row["indicator"][:60])
        indicator, at = row.word("indicator", VetoIndicator, said, why), moment_of(row)
        if at > now:
            why = because(InputCode.LIES_AHEAD, text=row["at"])
            raise row.error("at", f"{row['at']!r} lies ahead", why)
        by = row.filled("by")
        found.append(ChecklistEntry(portal_id, indicator, result, by, at, row["evidence"]))
    return found


def _word(text: str, kind: type[CheckResult | VetoIndicator]) -> str:
    """A word of the file, in small or large letters (FAILED), also where it is written as on the
    Chinese pages."""
    said = unicodedata.normalize("NFKC", text).strip().casefold()
    return next((one for one in kind if said in (one.value, name(one, Language.CHINESE))), text)


def moment_of(row: CsvRow) -> datetime:
    """The cell `at`. Raises InputError where it is no moment."""
    why = because(InputCode.NO_MOMENT, text=row["at"][:60])
    try:
        span = clock.parse_written(row.filled("at"))
    except (ValueError, OverflowError):
        said = f"{row['at'][:60]!r} is not an ISO 8601 time, nor one like 2026/11/10 09:00"
        raise row.error("at", said, why) from None
    if span.earliest != span.latest:
        raise row.error("at", f"{row['at']!r} has no time of day", why)
    return span.earliest


def open_rows(results: Iterable[SiteResult]) -> list[Row]:
    """The checklist as it is still to be filled in."""
    return [
        (one.portal_id, one.indicator.value, "", "", "", "")
        for result in results
        for one in result.indicators
        if one.result is CheckResult.WAITING
    ]


def form_rows(results: Iterable[SiteResult], known: Mapping[str, Portal]) -> list[Row]:
    """The same with names and addresses; of sites that nobody inspected all that people see."""
    asked = (
        (result.site.portal_id, one)
        for result in results
        for one in (
            [own.indicator for own in result.indicators if own.result is CheckResult.WAITING]
            if result.indicators
            else ONLY_PEOPLE
        )
    )
    rows: list[Row] = []
    for portal_id, indicator in asked:
        own = known.get(portal_id)
        shown = (own.name, own.home_url) if own else ("", "")
        rows.append((portal_id, *shown, name(indicator, Language.CHINESE), "", "", "", ""))
    return rows


def site_row(result: SiteResult, quarter: str) -> Row:
    site = result.site
    drawn, again = _yes(site.drawn), _yes(site.again)
    failed = " ".join(
        one.indicator.value for one in result.indicators if one.result is CheckResult.FAILED
    )
    return (
        site.portal_id, site.level.value, site.place, drawn, again, result.result.value, failed,
        quarter,
    )  # fmt: skip


def closure_row(portal: Portal, found: Closure | None, *, counted: bool) -> Row:
    """`counted`: it is one of those of which the bulletin says how many closed."""
    head = (
        portal.portal_id, portal.name, portal.level.value, _shown(portal.valid_until),
        portal.successor or "",
    )  # fmt: skip
    if found is None:
        return (*head, *[""] * (len(CLOSURES) - len(head) - 1), _yes(counted))
    moments = (found.announced_after, found.announced_by, found.gone_after, found.gone_by)
    return (
        *head,
        *map(_shown, moments),
        _days(found.shown),
        _days(found.shown_most),
        found.notice.value,
        found.leads_to or "",
        "" if found.to_own is None else _yes(found.to_own),
        abuse_of(found.taken_over).value if found.taken_over else "",
        _yes(counted),
    )


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def _shown(moment: datetime | None) -> str:
    return iso(moment) if moment else ""


def _days(span: timedelta | None) -> str:
    """Cut off, so that 29.9 days are no 30."""
    return "" if span is None else f"{int(span.total_seconds() // 8640) / 10:g}"
