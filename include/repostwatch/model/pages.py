"""A fetch of a page, and what the page says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from repostwatch.model.outcomes import Outcome, PageKind
from repostwatch.model.reason_json import JsonReason
from repostwatch.model.regions import Glimpse, Region
from repostwatch.model.times import PageDate
from repostwatch.model.words import ColumnForm


@dataclass(frozen=True, slots=True)
class Visit:
    """One fetch of a page, with its typed outcome and the `reason` for that, for the officer."""

    url: str
    outcome: Outcome
    fetched_at: datetime
    final_url: str | None = None
    status: int | None = None
    size: int = 0  # bytes of the body, decompressed
    elapsed: float = 0.0  # seconds
    reason: JsonReason | None = None
    digest: str | None = None  # sha256 of the decompressed body, hex
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    reading: float = 0.0  # seconds of a reader; 0 where nothing was read anew


@dataclass(frozen=True, slots=True)
class Link:
    """An item on a page. Links of one list share `block` (counted in page order)."""

    title: str
    url: str
    date: PageDate | None = None
    truncated: bool = False
    block: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """What an article's page says. `published` is the publication that it shows, else the one in
    its tags; `tagged` is what its tags state otherwise: often the moment of a re-publication."""

    title: str | None = None
    published: PageDate | None = None
    source: str | None = None
    doc_number: str | None = None
    tagged: tuple[PageDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A featured policy column as found on a homepage. `reason` says why (not) prominent."""

    name: str
    form: ColumnForm
    prominent: bool
    items: int
    url: str | None = None
    newest: PageDate | None = None
    reason: JsonReason | None = None
    block: int | None = None  # the Link.block of its items, where it has some


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """A column of a homepage that has a heading and no content. `certain`: the page says so;
    `filled`: a script may put something in the place of what it says. `leads` is where the heading
    leads. `begun`: it says that there is nothing yet (建设中, 测试), and not only nothing now."""

    name: str
    certain: bool = False
    filled: bool = False
    leads: str | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `subject` is what it is about by its tags, title and crumbs, `notice` what
    it says of having moved, `regions` are its parts that are or may be lists, and `blanks` headings
    over none. `announced` are its texts that may be a notice of a site's closing,
    `unlinked` the newest day beside words that are no link, `glimpses` what else may be news beside
    its lists; these, `blanks` and the days of regions are there only where it was read for the
    question whether its site is kept up (`kept_up`). `closing` is what
    a page of little else says of its whole site: that it is closed, or has moved."""

    kind: PageKind
    charset: str | None = None
    title: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    article: Article | None = None
    links: tuple[Link, ...] = ()
    columns: tuple[Column, ...] = ()
    next_url: str | None = None
    reason: JsonReason | None = None  # what marked it, where kind is not CONTENT
    subject: tuple[str, ...] = ()
    notice: str = ""
    closing: str = ""
    regions: tuple[Region, ...] = ()
    goes_on: bool = False  # it says that its list has more pages
    number: int = 1  # which page of its list it is, as far as it says so
    previous_url: str | None = None  # of a list that does not begin on this page
    blanks: tuple[BlankColumn, ...] = ()
    announced: tuple[str, ...] = ()
    unlinked: PageDate | None = None
    glimpses: tuple[Glimpse, ...] = ()
    foreign: bool = False  # a script that nobody read may fill what is empty
    kept_up: bool = False
    places: int = 0  # that may wait for what a script brings
    other_ways: int = 0  # entries that lead where no address tells
    goes_elsewhere: bool = False  # to pages of its site, besides by its menus and its foot
    siblings: tuple[tuple[str, str], ...] = ()  # name and address of lists of other kinds

    @property
    def unseen_ways(self) -> int:
        """How many pages it may lead to that nobody knows how to ask for."""
        return self.places + self.other_ways


@dataclass(frozen=True, slots=True)
class StillRow:
    """The text of a link that was looked for, and of the row around it."""

    own: str
    row: str


@dataclass(frozen=True, slots=True)
class StillPage:
    """A kept page as evidence shows it. `markup` does nothing; None where it is too long."""

    rows: tuple[StillRow, ...]
    markup: str | None
