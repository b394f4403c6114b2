"""What the parts of a page say of its site being kept up.

For the quarter's spot check: most pages are read without this question, and it costs as much as
the parts themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.base.clock import day_of
from repostwatch.model import Glimpse, Region, RegionForm
from repostwatch.reading.document import Document
from repostwatch.reading.lists.row import Anchors
from repostwatch.reading.regions.build import Built
from repostwatch.reading.regions.decoration import shows_around
from repostwatch.reading.regions.drawn_days import in_styles
from repostwatch.reading.regions.glimpses import OtherRows, in_scripts, other_rows
from repostwatch.reading.regions.media import media
from repostwatch.reading.regions.newest import NewestRows
from repostwatch.reading.regions.places import holding
from repostwatch.reading.regions.signs import with_signs
from repostwatch.reading.regions.waiting import waiting
from repostwatch.settings import ReadingSettings


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The regions with the days of their rows and what tells columns apart, what may be news beside
    them, and how many places may wait for what a script brings."""

    regions: tuple[Region, ...]
    glimpses: tuple[Glimpse, ...] = ()
    places: int = 0


def with_upkeep(
    built: Built,
    doc: Document,
    anchors: Anchors,
    seen: datetime | None,
    settings: ReadingSettings,
) -> Upkeep:
    """What the regions of a page, and what stands beside them, say."""
    newest = NewestRows(doc, seen, built.frames, settings)
    others = OtherRows(other_rows(doc, anchors, seen, settings), built.parts, built.heads)
    places = waiting(doc)
    open_ = {others.part_of(place) for place in places}
    made = [*_with_rows(built, newest, others, open_), *_without(built, doc, newest, anchors)]
    made += built.regions[len(made) :]
    beside = [*others.apart(newest), *in_scripts(doc, seen)]
    if seen is not None:
        beside += media(doc, (row.root for row in anchors.rows), anchors.above, day_of(seen))
        beside += in_styles(doc.source, day_of(seen))
    return Upkeep(with_signs(made, built.parts, built.chains, doc.base), tuple(beside), len(places))


def _with_rows(
    built: Built, newest: NewestRows, others: OtherRows, open_: Collection[int | None]
) -> Iterator[Region]:
    for number, part in enumerate(built.parts):
        region = built.regions[number]
        found = others.seen_in(number, part, region, newest)
        yield replace(
            region,
            sure=found.sure,
            doubted=found.doubted,
            doubt=found.doubt,
            days_unread=found.unread,
            hidden=newest.out_of_sight.holds(part.node),
            waits=number in open_,
        )


def _without(built: Built, doc: Document, newest: NewestRows, anchors: Anchors) -> Iterator[Region]:
    for number, place in enumerate(built.places, len(built.parts)):
        region = built.regions[number]
        others = (other.node for other in built.places if other is not place)
        blank = region.form is RegionForm.BLANK
        yield replace(
            region,
            days_unread=int(place.node.mem_id in doc.written),
            hidden=newest.out_of_sight.holds(place.node),
            shows=blank and shows_around(place.node, anchors.above | holding(others)),
        )
