"""The sites of a spot check as a table for people: with names, and heads and words of one language.

What commands read back is `SITES` of `spot_tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from repostwatch.model import Portal
from repostwatch.model.spot_checks import CheckResult, SiteResult
from repostwatch.reporting.tables import Row, as_csv
from repostwatch.wording import Style, label, name, say

COLUMNS = (
    "quarter", "name", "level", "authority", "place", "drawn", "result", "failed", "open", "reason",
    "home_url", "portal_id",
)  # fmt: skip


def named_sites(
    results: Iterable[SiteResult], known: Mapping[str, Portal], quarter: str, style: Style
) -> str:
    """As CSV; `known` are the portals by id. A site that nobody inspected has no result."""
    headings = [label(f"sites.{column}", style) for column in COLUMNS]
    rows = (_row(one, known.get(one.site.portal_id), quarter, style) for one in results)
    return as_csv(COLUMNS, rows, headings)


def _row(result: SiteResult, portal: Portal | None, quarter: str, style: Style) -> Row:
    site = result.site
    named, home = (portal.name, portal.home_url) if portal else (site.portal_id, "")
    return (
        quarter,
        named,
        label(f"statement.level.{site.level}", style),
        (portal.authority if portal else None) or "",
        site.place,
        label("list.member", style).join(_why_in(result, style)),
        name(result.result, style.language) if result.indicators else "",
        _indicators(result, {CheckResult.FAILED}, style),
        _indicators(result, {CheckResult.WAITING, CheckResult.UNKNOWN}, style),
        label("list.clause", style).join(_reasons(result, style)),
        home,
        site.portal_id,
    )


def _why_in(result: SiteResult, style: Style) -> Iterator[str]:
    if result.site.drawn:
        yield label("sites.by_lot", style)
    if result.site.again:
        yield label("sites.again", style)


def _indicators(result: SiteResult, wanted: set[CheckResult], style: Style) -> str:
    comma = label("list.member", style)
    found = (one.indicator for one in result.indicators if one.result in wanted)
    return comma.join(name(one, style.language) for one in found)


def _reasons(result: SiteResult, style: Style) -> Iterator[str]:
    for one in result.indicators:
        if one.result is CheckResult.FAILED:
            of = name(one.indicator, style.language)
            yield label("fact", style, label=of) + say(one.reason, style)
