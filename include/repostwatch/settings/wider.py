"""How far a portal is looked over before a release counts as missing there."""

from __future__ import annotations

from pydantic import NonNegativeInt, PositiveInt

from repostwatch.settings.section import Section


class WiderSettings(Section):
    pages: NonNegativeInt = 30
    """Pages of a portal that one wider look reads at most: a minute and a half at a page each three
    seconds, for all of its releases together, and once in the life of a release. The likely ones
    come first; most portals show their list within ten. 0: nobody looks wider, and `missing` rests
    on the watched lists alone."""

    portals: PositiveInt | None = 200
    """Portals that are looked over in one run; sixteen at a time, they take half an hour. The
    others wait for the next run, and are no accusation until then. None: all of them, as in one
    pass by hand."""

    next_pages: NonNegativeInt = 3
    """Further pages of one list that are read back to the release. The likely lists have one a
    few days old on their first."""

    searches: NonNegativeInt = 10
    """Titles that a portal's own search is asked for in one run. A search costs a portal more
    than a page; further releases wait for the next run, and are no accusation until then. 0: no
    search is asked."""

    search_articles: NonNegativeInt = 3
    """Pages that are read of what one search answered: an index outlives its pages, so that a row
    is a repost only where its page can be read. A release has one, and now and then its copy."""
