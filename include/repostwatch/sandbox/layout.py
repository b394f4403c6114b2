"""How a portal's site is laid out: sections, the lists in them, what of it the menus show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from repostwatch.sandbox.traps import Trap


class Shape(StrEnum):
    """What a list page holds of its list."""

    ROWS = "rows"  # the items, as its family writes them
    JPAGE = "jpage"
    JSON = "json"
    FRAME = "frame"


class HomeLink(StrEnum):
    """Where the heading of the homepage's column leads."""

    LIST = "list"
    SECTION = "section"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Section:
    """A page of navigation; one that nothing stands below is a page of text."""

    key: str
    name: str
    folder: str  # /zwgk/zc
    above: str | None = None  # the section that it stands in
    sibling: bool = False  # on the site's other server


@dataclass(frozen=True, slots=True)
class Channel:
    """A list. `key` names its items; two channels may show the same ones after each other."""

    key: str
    name: str
    folder: str
    above: str  # the section that it stands in
    items: str  # the channel of the items it shows: `key`, or that of the list it replaces
    pace: float = 0.0  # items a day that are no reposts
    days: int = 700  # how long ago the first of them is
    stopped: int | None = None  # days before day 0 at which the last of them is
    shape: Shape = Shape.ROWS
    since: datetime | None = None  # its address answers from then on
    until: datetime | None = None  # and until then
    sibling: bool = False  # on the site's other server
    in_menu: bool = True
    mapped: bool = True  # the site map shows it

    def stands(self, now: datetime) -> bool:
        return (self.since is None or self.since <= now) and (
            self.until is None or now < self.until
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """A site without a list page in the registry. `menu_levels` of its sections and lists stand
    in the menu of every page."""

    trap: Trap
    sections: tuple[Section, ...]
    channels: tuple[Channel, ...]
    watched: tuple[str, ...]  # keys of the channels that have to be watched, at some moment
    menu_levels: int
    home_link: HomeLink
    news: str  # the channel that leads the homepage
    map_page: bool  # a page 网站地图
    map_file: bool  # sitemap.xml

    @property
    def has_sibling(self) -> bool:
        """Whether some of its lists stand on another server of the site."""
        return any(channel.sibling for channel in self.channels)

    def channel(self, key: str) -> Channel:
        return next(channel for channel in self.channels if channel.key == key)

    def section(self, key: str) -> Section:
        return next(section for section in self.sections if section.key == key)

    def showing(self, key: str, now: datetime) -> Channel:
        """The list that shows a channel's items at a moment."""
        return next(c for c in self.channels if c.items == key and c.stands(now))

    def crumbs(self, above: str | None) -> tuple[Section, ...]:
        """The sections from the top down to one of them."""
        if above is None:
            return ()
        section = self.section(above)
        return (*self.crumbs(section.above), section)

    def below(self, key: str | None) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.above == key)
