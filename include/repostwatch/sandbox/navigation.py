"""Where the links of a site lead at a moment: menus, sections, lists, on both of its servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from repostwatch.sandbox.addresses import Web, list_path, section_path
from repostwatch.sandbox.layout import Channel, Layout, Section
from repostwatch.sandbox.portal_plan import PortalPlan

MAP_PATH, MAP_FILE, CALENDAR_PATH = "/map/", "/sitemap.xml", "/rili/"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    name: str
    href: str
    below: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Navigation:
    """The links of one site with a layout, as they are at a moment."""

    web: Web
    portal: PortalPlan
    layout: Layout
    now: datetime

    @property
    def base(self) -> str:
        """Before every path: a site of two servers writes whole addresses."""
        return self.web.portal(self.portal) if self.layout.has_sibling else ""

    def list_href(self, channel: Channel) -> str:
        server = self.web.sibling(self.portal) if channel.sibling else self.base
        return server + list_path(self.portal, channel.key)

    def section_href(self, section: Section) -> str:
        server = self.web.sibling(self.portal) if section.sibling else self.base
        return server + section_path(self.portal, section)

    def menu(self, levels: int | None = None) -> tuple[MenuEntry, ...]:
        """The tree of sections and lists, `levels` deep, by default as the menus show it."""
        return tuple(self._entries(None, levels or self.layout.menu_levels))

    def inside(self, section: Section) -> tuple[MenuEntry, ...]:
        """What the page of a section links to: what stands directly in it."""
        return tuple(self._entries(section.key, 1))

    def whole(self) -> tuple[MenuEntry, ...]:
        """All there is: what the site map shows, also of what no menu leads to."""
        return tuple(self._entries(None, 9, hidden=True))

    def crumbs(self, above: str | None) -> list[tuple[str, str]]:
        """Breadcrumbs: names and addresses of the sections down to one."""
        return [(each.name, self.section_href(each)) for each in self.layout.crumbs(above)]

    def beside(self, channel: Channel) -> list[tuple[str, str]]:
        """The lists of the section that a list stands in."""
        return [(one.name, self.list_href(one)) for one in self._lists(channel.above)]

    def addresses(self) -> list[str]:
        """All sections and lists, whole, as sitemap.xml has them."""
        main = self.web.portal(self.portal)
        paths = [self.section_href(each) for each in self.layout.sections]
        paths += [self.list_href(each) for each in self.layout.channels if each.stands(self.now)]
        return [path if path.startswith("http") else main + path for path in paths]

    def _entries(
        self, above: str | None, levels: int, *, hidden: bool = False
    ) -> Iterator[MenuEntry]:
        if levels < 1:
            return
        for section in self.layout.below(above):
            below = tuple(self._entries(section.key, levels - 1, hidden=hidden))
            yield MenuEntry(section.name, self.section_href(section), below)
        for channel in self._lists(above, hidden=hidden):
            yield MenuEntry(channel.name, self.list_href(channel))

    def _lists(self, above: str | None, *, hidden: bool = False) -> list[Channel]:
        return [
            channel
            for channel in self.layout.channels
            if channel.above == above
            and channel.stands(self.now)
            and (channel.in_menu or (hidden and channel.mapped))
        ]
