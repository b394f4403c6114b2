"""What a site with a layout answers besides its lists and articles."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from repostwatch.sandbox import sections
from repostwatch.sandbox.addresses import section_path
from repostwatch.sandbox.navigation import CALENDAR_PATH, MAP_FILE, MAP_PATH
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.traps import Trap
from repostwatch.sandbox.troubles import Reply
from repostwatch.sandbox.views import View


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's text, and how long it takes."""

    text: str
    seconds: float = 0.0


class PagesAround:
    """The pages around the lists; none of a portal without a layout."""

    def __init__(self, portal: PortalPlan, *, sibling: bool) -> None:
        self.layout, self.sibling = portal.layout, sibling
        found = self.layout.sections if self.layout else ()
        self.sections = {
            section_path(portal, section): section
            for section in found
            if section.sibling is sibling
        }

    def gone(self, view: View, channel: str) -> Reply | None:
        """The answer at the address of a list that is not there at the moment."""
        site = view.site
        if site is None or site.layout.channel(channel).stands(view.now):
            return None
        begins = site.layout.channel(channel).since is not None
        if site.layout.trap is Trap.REDESIGN_HOME and not begins:
            return Reply(302, {"Location": "/"})
        return Reply.missing()

    def page(self, view: View, path: str, query: str) -> Drawn | None:
        site = view.site
        if site is None:
            return None
        section = self.sections.get(path)
        if section is not None:
            seconds = sections.SLOW_SECONDS if sections.slow(site, section) else 0.0
            return Drawn(sections.section(view, site, section), seconds)
        if self.sibling:
            return None
        if path == MAP_PATH and site.layout.map_page:
            return Drawn(sections.site_map(view, site))
        if path == CALENDAR_PATH and site.layout.trap is Trap.CALENDAR:
            return Drawn(sections.calendar(view, site, (parse_qs(query).get("d") or [""])[0]))
        return None

    def file(self, view: View, path: str) -> Reply | None:
        """sitemap.xml and robots.txt, which a second server has none of."""
        if view.site is None or self.sibling:
            return None
        if path == MAP_FILE and view.site.layout.map_file:
            return Reply.text(sections.site_map_file(view.site), "text/xml; charset=utf-8")
        text = sections.robots(view, view.site) if path == "/robots.txt" else None
        return None if text is None else Reply.text(text, "text/plain")
