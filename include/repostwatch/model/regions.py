"""The parts of a page that are or may be a list, and what a scan knows of the list it proved by."""

from __future__ import annotations

from dataclasses import dataclass

from repostwatch.model.reason_json import JsonReason
from repostwatch.model.reasons import Reason
from repostwatch.model.times import PageDate
from repostwatch.model.words import RegionForm, TracePlace


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that stands in a list and could not be kept: its words, why, its date."""

    text: str
    reason: JsonReason
    date: PageDate | None = None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What stands on a page beside its lists and may be news: pictures, links in scripts. `sure`,
    `doubted` and `doubt` are those of a `Region`; `unread`: so many of them tell no day that could
    be read, or could not be read at all."""

    heading: str = ""
    sure: PageDate | None = None
    doubted: PageDate | None = None
    doubt: JsonReason | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that is or may be a list.

    `path` is its place in the markup, the same at every visit. `heading` is the nearest heading,
    crumb or tab. `naming` is 2 where that is the page's subject, 1 where one farther up is, else
    0. `aside` marks what stands in a menu, a footer, a sidebar, or under 热点, 相关 and their like.
    `blocks` are the `Link.block`s of its rows; `next_url` is where a pager leads that belongs to
    it, `url` what a frame shows. `reason` is why it has no rows, or why they need not be all.
    `sure` is the newest date of a row that certainly is news of the site; `doubted` a later one of
    a row that may be, and `doubt` why that is not certain. `days_unread`: so many rows have a day
    that could not be read. `hidden`: it is out of sight. `head` numbers the page's headings:
    regions of one number stand under one; `leads` is where it leads. `items` has the numbers of its
    rows' titles and addresses among those of the page. `waits`: in its box is a place that a script
    may fill. `shows`: it has no rows, and shows something all the same that is no decoration.
    From `sure` on all is empty where nobody
    asked whether the site is kept up.
    """

    form: RegionForm
    path: str
    heading: str = ""
    naming: int = 0
    aside: bool = False
    blocks: tuple[int, ...] = ()
    rows: int = 0
    dated: int = 0
    newest: PageDate | None = None
    oldest: PageDate | None = None
    unread: tuple[Unread, ...] = ()
    next_url: str | None = None
    paged: bool = False
    url: str | None = None
    reason: JsonReason | None = None
    sure: PageDate | None = None
    doubted: PageDate | None = None
    doubt: JsonReason | None = None
    days_unread: int = 0
    hidden: bool = False
    head: int | None = None
    leads: str | None = None
    items: frozenset[tuple[int, int]] = frozenset()
    waits: bool = False
    shows: bool = False

    @property
    def readable(self) -> bool:
        """Whether it has rows that stand in the page itself."""
        return self.form not in (RegionForm.PLACE, RegionForm.BLANK, RegionForm.FRAME)


@dataclass(frozen=True, slots=True)
class ListAccount:
    """What a scan knows of one list: where it stands, why it is taken for the list, its span, its
    rows over all pages, those that could not be read, and the pages and regions seen."""

    url: str
    name: str
    why: Reason | None
    newest: str
    oldest: str
    rows: int
    unread: int
    pages: int
    regions: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A trace of a release in a page: where (`place`) and the letters around it.

    `title` is that of the item or link which it is part of, None where there is none. `other`:
    that is something else than the release by its own words; None: it is, if the matcher saw it.
    """

    url: str
    place: TracePlace
    excerpt: str
    title: str | None = None
    other: bool | None = False


@dataclass(frozen=True, slots=True)
class Search:
    """The pages of a scan, whole, searched for a release. `hits` are the traces that no item
    accounts for, `known` how many items do; `unsearched` is why not all could be searched."""

    scan_id: str
    release_id: str
    pages: int
    size: int  # bytes
    hits: tuple[Hit, ...] = ()
    known: int = 0
    unsearched: Reason | None = None
    lists: tuple[ListAccount, ...] = ()
