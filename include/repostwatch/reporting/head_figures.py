"""The figures at the head of the mail: as the range that the unknowns leave, and how they moved."""

from __future__ import annotations

from dataclasses import dataclass

from repostwatch.judging.figures import REPOST, Figure, duty_share
from repostwatch.model import VerdictKind
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.overview import Headline, headlines
from repostwatch.wording.values import percent, points


@dataclass(frozen=True, slots=True)
class HeadFigure:
    """`range` is the figure in large type, `change` how it moved since the last report, `duties`
    the share of duties beside that of portals, `not_due` how many count in neither yet: early in a
    release's life both hold only what was done. All but the first are empty where there is none."""

    headline: Headline
    range: str
    change: str = ""
    duties: str = ""
    not_due: str = ""


def head_figures(lookup: ReportLookup) -> list[HeadFigure]:
    """Each figure over all levels, in the order of the data."""
    found = []
    whole = [figure for figure in lookup.data.figures if figure.level is None]
    for headline, figure in zip(headlines(lookup), whole, strict=True):
        duties, not_due = "", ""
        if figure.name == REPOST:
            duties, not_due = _duties(lookup), _not_due(lookup)
        shown = percent_range(lookup, figure)
        found.append(HeadFigure(headline, shown, change(lookup, figure), duties, not_due))
    return found


def percent_range(lookup: ReportLookup, figure: Figure) -> str:
    """The figure where nothing is open, else from its worst to its best, never one alone."""
    low, high = percent(figure.worst), percent(figure.best)
    return low if low == high else lookup.label("figure.range", low=low, high=high)


def change(lookup: ReportLookup, figure: Figure) -> str:
    """How both ends moved since the report of the last day before, in percentage points; empty
    where there is none, or no figure in it."""
    days = [day for day in lookup.data.previous.figures if day < lookup.data.day]
    if not days:
        return ""
    before = lookup.data.previous.figures[max(days)]
    known = next((f for f in before if (f.name, f.level) == (figure.name, figure.level)), None)
    if known is None or not known.denominator or not figure.denominator:
        return ""
    low, high = points(known.worst, figure.worst), points(known.best, figure.best)
    key = "figure.change" if low == high else "figure.change_range"
    return lookup.label(key, day=lookup.short_day(max(days)), low=low, high=high)


def _duties(lookup: ReportLookup) -> str:
    """How many duties were done on time: a portal with one fault of sixty counts for nothing in the
    share of portals."""
    figure = duty_share(lookup.verdicts)
    if not figure.denominator:
        return ""
    moved = change(lookup, figure)
    return lookup.label(
        "figure.duties",
        numerator=figure.numerator,
        denominator=figure.denominator,
        range=percent_range(lookup, figure),
        change=lookup.label("figure.duties_change", change=moved) if moved else "",
    )


def _not_due(lookup: ReportLookup) -> str:
    count = sum(one.kind is VerdictKind.PENDING for one in lookup.verdicts)
    return lookup.label("figure.not_due", count=count) if count else ""
