"""The chapter of a bulletin on other quarters: the published figures, and our own.

Only what was about the same levels of portals, and our own quarters about the same portals, stand
in one series; the others are named beside it.
"""

from __future__ import annotations

from repostwatch.judging.bulletins import PastFigure, PublishedShare
from repostwatch.judging.figures import COLUMN, REPOST, Figure
from repostwatch.judging.quarters import QuarterFacts
from repostwatch.reporting import blocks
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.bulletin_data import BulletinData
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.series_picture import Mark, Panel, series_picture
from repostwatch.reporting.series_raster import series_raster
from repostwatch.wording import values
from repostwatch.wording.values import percent

FIGURES = (COLUMN, REPOST)


def compared(lookup: ReportLookup, data: BulletinData) -> list[Block]:
    """The chapter's blocks: a picture, the same as a table, what is left out and why."""
    levels = frozenset(portal.level for portal in data.report.portals)
    published = [one for one in data.past if one.column or one.repost]
    same = [one for one in published if one.scope == levels]
    other = [one for one in published if one.scope != levels]
    alike = [one for one in data.series if one.observed and one.portals == data.facts.portals]
    if data.facts not in alike:
        alike.append(data.facts)
    lines = [_picture(lookup, same, other, alike, key) for key in FIGURES]
    lines.append(blocks.note(lookup.label("bulletin.picture.note")))
    lines.append(_table(lookup, same, alike))
    if same:
        lines.append(blocks.note(lookup.label("bulletin.same_scope")))
    if other:
        lines.append(blocks.note(_other_scope(lookup, other)))
    odd = [one for one in data.series if one.observed and one not in alike]
    if odd:
        names = lookup.join(_quarter(lookup, one) for one in odd)
        lines.append(blocks.note(lookup.label("bulletin.other_portals", quarters=names)))
    return lines


def _quarter(lookup: ReportLookup, one: PastFigure | QuarterFacts) -> str:
    quarter = one.period if isinstance(one, PastFigure) else one.quarter
    return values.quarter(str(quarter), lookup.style)


def _table(lookup: ReportLookup, same: list[PastFigure], alike: list[QuarterFacts]) -> Block:
    header = (
        lookup.label("bulletin.period"),
        lookup.label("bulletin.document"),
        *(lookup.label(f"figure.{key}") for key in FIGURES),
    )
    rows = [
        (_quarter(lookup, one), one.document, *(_said(lookup, one, key) for key in FIGURES))
        for one in same
    ]
    ours = lookup.label("bulletin.ours")
    rows += [
        (_quarter(lookup, one), ours, *(_measured(lookup, one, key) for key in FIGURES))
        for one in alike
    ]
    return blocks.table(header, rows)


def _share(one: PastFigure, key: str) -> PublishedShare | None:
    return one.column if key == COLUMN else one.repost


def _said(lookup: ReportLookup, one: PastFigure, key: str) -> str:
    share = _share(one, key)
    if share is None:
        return lookup.label("bulletin.not_published")
    return lookup.label(f"share.{share.form.value}", percent=share.percent)


def _total(one: QuarterFacts, key: str) -> Figure | None:
    found = (f for f in one.figures if f.name == key and f.level is None and f.denominator)
    return next(found, None)


def _measured(lookup: ReportLookup, one: QuarterFacts, key: str) -> str:
    figure = _total(one, key)
    if figure is None:
        return "—"
    low, high = percent(figure.worst), percent(figure.best)
    return low if low == high else f"{low}–{high}"


def _other_scope(lookup: ReportLookup, other: list[PastFigure]) -> str:
    return lookup.label(
        "bulletin.other_scope",
        periods=lookup.join(_quarter(lookup, one) for one in other),
        columns=lookup.join(_said(lookup, one, COLUMN) for one in other),
        reposts=lookup.join(_said(lookup, one, REPOST) for one in other),
    )


def _picture(
    lookup: ReportLookup,
    same: list[PastFigure],
    other: list[PastFigure],
    alike: list[QuarterFacts],
    key: str,
) -> Block:
    def published(one: PastFigure) -> Mark | None:
        share = _share(one, key)
        if share is None:
            return None
        said = _said(lookup, one, key)
        low, upwards = float(share.percent), share.form.value in ("at_least", "over")
        return Mark(str(one.period), said, low, low, ours=False, upwards=upwards)

    def measured(one: QuarterFacts) -> Mark | None:
        figure = _total(one, key)
        if figure is None or figure.worst is None or figure.best is None:
            return None
        said = _measured(lookup, one, key)
        return Mark(str(one.quarter), said, 100 * figure.worst, 100 * figure.best, ours=True)

    here = [*map(published, same), *map(measured, alike)]
    panels = (
        Panel(lookup.label("bulletin.picture.same"), tuple(m for m in here if m)),
        Panel(
            lookup.label("bulletin.picture.other"),
            tuple(m for m in map(published, other) if m),
        ),
    )
    title = lookup.label("bulletin.picture", name=lookup.label(f"figure.{key}"))
    shown = {
        mark.quarter: values.quarter(mark.quarter, lookup.style)
        for panel in panels
        for mark in panel.marks
    }
    return blocks.picture(title, series_picture(title, panels, shown), series_raster(panels))
