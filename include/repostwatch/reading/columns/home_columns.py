"""All columns of a homepage, with the kind that each has by its name."""

from __future__ import annotations

import re
from dataclasses import replace

from repostwatch.model import BlankColumn, Glimpse, Page, Region, RegionForm, because
from repostwatch.model.codes import ListCode
from repostwatch.model.home_columns import ColumnKind, HomeColumn
from repostwatch.reading.columns.column_kinds import always_has_some, kind_of
from repostwatch.reading.columns.same_columns import Piece, once

# Named so, what stands beside the columns may show what is new.
_NEWS_BESIDE = re.compile(r"热[点门]|推荐|相关|图片|图解|排行")
UNLINKED = because(ListCode.ITEM_UNLINKED)
_FILLED_ELSEWHERE = frozenset({RegionForm.PLACE, RegionForm.FRAME})


def home_columns(page: Page) -> tuple[HomeColumn, ...]:
    """The columns in page order, those without a list last, and what stands beside them in menus,
    footers and sidebars and may say that the page is kept up.

    Raises ValueError for a page that was read without the question whether its site is kept up
    (`kept_up`): without the days of its rows it would look older than it is.
    """
    if page.regions and not page.kept_up:
        raise ValueError("the page was read without what tells whether its site is kept up")
    found = [
        _piece(one, foreign=page.foreign) for one in page.regions if not one.aside or _may_tell(one)
    ]
    named = {region.heading for region in page.regions}
    if page.unlinked is not None:
        beside = HomeColumn("", ColumnKind.OTHER, 1, 1, aside=True)
        found.append(Piece(replace(beside, doubted=page.unlinked, doubt=UNLINKED)))
    found += (Piece(_glimpse(one)) for one in page.glimpses)
    if page.places:
        seen = because(ListCode.PLACES_WAIT, count=page.places)
        waits = HomeColumn("", ColumnKind.OTHER, None, doubt=seen, aside=True, waits=True)
        found.append(Piece(waits))
    found += [Piece(_blank(one), leads=one.leads) for one in page.blanks if one.name not in named]
    return once(found)


def _piece(region: Region, *, foreign: bool) -> Piece:
    column = _column(region)
    if foreign and region.form is RegionForm.BLANK:
        column = replace(column, items=None)
    return Piece(column, region.head, region.leads, region.items)


def _glimpse(seen: Glimpse) -> HomeColumn:
    return HomeColumn(
        name=seen.heading,
        kind=ColumnKind.OTHER,
        items=1,
        dated=int(seen.sure is not None),
        newest=seen.sure,
        whole=not seen.unread,
        doubted=seen.doubted,
        doubt=seen.doubt,
        aside=True,
    )


def _blank(found: BlankColumn) -> HomeColumn:
    kind, items = kind_of(found.name), None if found.filled else 0
    never = found.begun or always_has_some(found.name)
    return HomeColumn(found.name, kind, items, whole=found.certain and never)


def _may_tell(region: Region) -> bool:
    """Whether what stands beside the columns shows a day, or a script or frame may fill it with
    news."""
    if region.form in _FILLED_ELSEWHERE:
        return _NEWS_BESIDE.search(region.heading) is not None
    lost = any(row.date is not None for row in region.unread)
    dated = region.sure is not None or region.doubted is not None
    return lost or dated or region.days_unread > 0


def _column(region: Region) -> HomeColumn:
    kind = kind_of(region.heading)
    if region.form in _FILLED_ELSEWHERE or (region.days_unread and not region.readable):
        return HomeColumn(region.heading, kind, None, aside=region.aside, hidden=region.hidden)
    return HomeColumn(
        name=region.heading,
        kind=kind,
        items=region.rows,
        dated=region.dated,
        newest=region.sure,
        whole=not region.shows and always_has_some(region.heading)
        if region.form is RegionForm.BLANK
        else (region.reason is None and not region.unread and not region.days_unread),
        doubted=region.doubted,
        doubt=region.doubt,
        aside=region.aside,
        hidden=region.hidden,
        waits=region.waits,
    )
