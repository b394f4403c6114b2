"""The results of a quarter's spot check as the sentences that a bulletin has of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from repostwatch.base.enclosing import cut_down, cut_up
from repostwatch.inspecting.links import LinkFigures
from repostwatch.inspecting.rates import PassRates, change_of, failed_by, local_rates
from repostwatch.judging.figures import Figure
from repostwatch.model import Level
from repostwatch.model.closures import ClosuresKnown
from repostwatch.model.spot_checks import CheckResult, LinkState, SiteResult, VetoIndicator
from repostwatch.wording import Style, label, name
from repostwatch.wording.values import joined, quarter


def statement(
    key: str,
    results: Sequence[SiteResult],
    rates: PassRates,
    before: PassRates | None,
    style: Style,
) -> list[str]:
    """One sentence a line: the pass rate overall with its change, by level, of all local levels
    together, failing sites by level and by veto indicator, what is open. `key` is the quarter,
    `2026Q4`.

    Only sites that were drawn are spoken of; those that were checked again have a line of theirs.
    """
    overall, *levels = rates.figures
    lines = [
        label(
            "statement.overall",
            style,
            quarter=quarter(key, style),
            count=overall.denominator,
            rate=_rate(overall, style),
            change=_change(rates, before, None, style),
        ),
        *(_of_level(one, rates, before, style) for one in levels),
    ]
    if local := local_rates(rates):
        # Behind the departments, as the official form has it.
        lines.insert(2, _of_local(local, local_rates(before) if before else None, style))
    drawn = [one for one in results if one.site.drawn]
    lines += _failing(drawn, style)
    if overall.unknown:
        lines.append(_undecided(drawn, style))
    gone = sum(one.result is CheckResult.GONE for one in results)
    if gone:
        lines.append(label("statement.gone", style, count=gone))
    lines += _again(results, style)
    return lines


def links_statement(found: LinkFigures, style: Style) -> list[str]:
    """Nothing where no link was looked at."""
    if not found.seen:
        return []
    lines = [
        label(
            "statement.links",
            style,
            sites=found.sites,
            looked=found.seen,
            dead=found.links[LinkState.DEAD],
            dead_sites=found.sites_with[LinkState.DEAD],
            share=_range(found, style),
        )
    ]
    if found.abused_sites:
        parked, selling = (found.links[one] for one in (LinkState.PARKED, LinkState.SELLING))
        numbers = {"sites": found.abused_sites, "parked": parked, "selling": selling}
        lines.append(label("statement.links.abused", style, **numbers))
    return lines


def closures_statement(found: ClosuresKnown, style: Style) -> list[str]:
    """Nothing where nobody looked: that none closed is then not known."""
    if not found.known:
        return []
    if found.known == found.sites:
        return [label("statement.closed", style, count=found.closed)]
    numbers = {"count": found.closed, "known": found.known, "sites": found.sites}
    return [label("statement.closed.known", style, **numbers)]


def _failing(drawn: Sequence[SiteResult], style: Style) -> list[str]:
    """By level and by veto indicator; nothing where none failed."""
    failed = Counter(one.site.level for one in drawn if one.result is CheckResult.FAILED)
    if not failed:
        return []
    each = [_count(_level(one, style), failed[one], style) for one in Level if failed[one]]
    by = failed_by(drawn)
    faults = [_count(name(one, style.language), by[one], style) for one in VetoIndicator if by[one]]
    return [
        label("statement.failed", style, count=failed.total(), each=joined(each, style)),
        label("statement.faults", style, each=joined(faults, style)),
    ]


def _undecided(drawn: Sequence[SiteResult], style: Style) -> str:
    open_ = Counter(one.result for one in drawn)
    each = [
        label(f"statement.open.{one.value}", style, number=open_[one])
        for one in (CheckResult.UNKNOWN, CheckResult.WAITING)
        if open_[one]
    ]
    return label("statement.open", style, each=joined(each, style))


def _of_level(figure: Figure, rates: PassRates, before: PassRates | None, style: Style) -> str:
    return label(
        "statement.level",
        style,
        level=_level(figure.level, style) if figure.level else "",
        count=figure.denominator,
        rate=_rate(figure, style),
        change=_change(rates, before, figure.level, style),
    )


def _of_local(rates: PassRates, before: PassRates | None, style: Style) -> str:
    overall = rates.figures[0]
    return label(
        "statement.local",
        style,
        count=overall.denominator,
        rate=_rate(overall, style),
        change=_change(rates, before, None, style),
    )


def _level(level: Level, style: Style) -> str:
    """In these sentences 地方 is all local levels together."""
    return label(f"statement.level.{level.value}", style)


def _again(results: Sequence[SiteResult], style: Style) -> list[str]:
    """What became of the sites that failed before."""
    again = Counter(one.result for one in results if one.site.again)
    del again[CheckResult.GONE]
    if not again:
        return []
    passed, failed = again[CheckResult.PASSED], again[CheckResult.FAILED]
    left = again.total() - passed - failed
    return [
        label(
            "statement.again", style, count=again.total(), passed=passed, failed=failed, left=left
        )
    ]


def _rate(figure: Figure, style: Style) -> str:
    if figure.ends is None:
        return label("statement.rate.none", style)
    low, high = figure.ends
    if low == high:
        return label("statement.rate.exact", style, percent=cut_down(low, 1))
    return label("statement.rate.bounds", style, low=cut_down(low, 1), high=cut_up(high, 1))


def _range(found: LinkFigures, style: Style) -> str:
    low, high = 100 * found.low, 100 * found.high
    if low == high:
        return label("statement.rate.exact", style, percent=cut_down(low, 1))
    return label("statement.range", style, low=cut_down(low, 1), high=cut_up(high, 1))


def _change(rates: PassRates, before: PassRates | None, level: Level | None, style: Style) -> str:
    """With its comma before it; nothing where two quarters cannot be compared."""
    bounds = change_of(rates, before, level) if before else ()
    if not bounds:
        return ""
    low, high = bounds
    if low != high:
        ends = _signed(cut_down(low, 1)), _signed(cut_up(high, 1))
        return label("statement.change.bounds", style, low=ends[0], high=ends[1])
    if not low:
        return label("statement.change.same", style)
    way, points = "up" if low > 0 else "down", cut_down(abs(low), 1)
    if not points:
        return label(f"statement.change.little.{way}", style)
    return label(f"statement.change.{way}", style, points=points)


def _count(what: str, number: int, style: Style) -> str:
    return label("statement.count", style, what=what, number=number)


def _signed(points: float) -> str:
    return f"{points:+g}".replace("-", "−") if points else "0"
