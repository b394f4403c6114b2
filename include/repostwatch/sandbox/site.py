"""The answer of a sandbox site to a request at a moment, without network."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from repostwatch.sandbox import gov, pages
from repostwatch.sandbox.addresses import PROXY, Web, item_path, list_path
from repostwatch.sandbox.data_lists import DataLists
from repostwatch.sandbox.items import CHANNELS
from repostwatch.sandbox.pages_around import PagesAround
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.roles import Quirk
from repostwatch.sandbox.sections import ROBOTS, with_session
from repostwatch.sandbox.traps import Trap
from repostwatch.sandbox.troubles import Reply, fault_reply
from repostwatch.sandbox.views import View
from repostwatch.sandbox.world import World

HOME_PATHS = ("/", "/index.html")
ROBOTS_PATH = "/robots.txt"
SCRIPTS = ("/script/jpage.js", "/script/jquery.jpage.js")
MAX_PAGES = 40  # addresses of list pages that exist at all


def gov_reply(world: World, web: Web, path: str, now: datetime) -> Reply:
    """What gov.cn answers."""
    if path == "/":
        return Reply.html(gov.home(world, now))
    if path == gov.NEWEST:
        return Reply.text(gov.newest(world, web, now), "application/json; charset=utf-8")
    if path.startswith(gov.PUSH):
        found = gov.push(path.removeprefix(gov.PUSH), world, web, now)
        return Reply.text(found[1], found[0]) if found else Reply.missing()
    if path == "/css/site.css":
        return Reply.css(pages.asset("site.css"))
    text = gov.article(world, path, now)
    return Reply.missing() if text is None else Reply.html(text)


class Site:
    """A portal's answers. `lists` and `articles` say what stands at which address.

    `sibling`: those of its other server, which has some of its lists and nothing else.
    """

    def __init__(
        self, world: World, web: Web, portal: PortalPlan, *, sibling: bool = False
    ) -> None:
        self.world, self.web, self.portal, self.sibling = world, web, portal, sibling
        channels = _channels(portal, sibling=sibling)
        self.lists = {
            list_path(portal, channel, page): (channel, page)
            for channel in channels
            for page in range(MAX_PAGES)
        }
        every = (*portal.items, *portal.stale_items)
        self.articles = {item_path(portal, i): i for i in every if i.channel in channels}
        self.around = PagesAround(portal, sibling=sibling)
        self.data = DataLists(portal, channels)

    def reply(self, target: str, now: datetime) -> Reply:
        """What the portal answers to a path with its query."""
        view = View(self.world, self.web, self.portal, now)
        if self.around.layout is not None and self.around.layout.trap is Trap.SESSION_IDS:
            target = target.partition("?sid=")[0]
        split = urlsplit(target)
        home = split.path in HOME_PATHS and not self.sibling
        # An outage of the list pages leaves robots.txt as it is, like the homepage.
        fault = self.portal.fault(now, home=home or split.path == ROBOTS_PATH)
        if fault is not None:
            return fault_reply(fault, split.path)
        if home:
            return self._home(view, split.path)
        return self._page(view, target) or self._data(view, target)

    def _home(self, view: View, path: str) -> Reply:
        if self.portal.role.quirk is Quirk.REDIRECT and path == "/":
            return Reply(302, {"Location": "/index.html"}, b"")
        return self._encoded(view, pages.home(view), path)

    def _page(self, view: View, target: str) -> Reply | None:
        if target in self.lists and not target.startswith(PROXY):
            channel, page = self.lists[target]
            if gone := self.around.gone(view, channel):
                return gone
            text = pages.listing(view, channel, page)
            return None if text is None else self._encoded(view, text, target)
        item = self.articles.get(target)
        if item is None or item.appears > view.now or item.to_release:
            return None
        return self._encoded(view, pages.article(view, item), target)

    def _data(self, view: View, target: str) -> Reply:
        path, query = urlsplit(target).path, urlsplit(target).query
        if path == "/css/site.css":
            return Reply.css(pages.asset("site.css"))
        if path.startswith("/images/"):
            return Reply(200, {"Content-Type": "image/svg+xml"}, pages.asset("scene.svg"))
        if path in SCRIPTS:
            script = pages.asset(path.removeprefix("/script/"))
            return Reply(200, {"Content-Type": "application/javascript"}, script)
        if (answer := self.data.reply(view, path, query)) is not None:
            return answer
        if (page := self.around.page(view, path, query)) is not None:
            text = self._encoded(view, page.text, target)
            return replace(text, seconds=page.seconds)
        if (file := self.around.file(view, path)) is not None:
            return file
        if path == ROBOTS_PATH and self.portal.layout is None and self.portal.place % 2:
            return Reply.text(ROBOTS, "text/plain")
        if path == ROBOTS_PATH:
            return Reply.missing()
        missing = pages.draw("missing.html.j2", site=self.portal)
        return self._encoded(view, missing, target, status=404)

    def _encoded(self, view: View, text: str, target: str, status: int = 200) -> Reply:
        """The page in the portal's own charset; what that lacks becomes a character reference."""
        if view.site is not None and view.site.layout.trap is Trap.SESSION_IDS:
            text = with_session(view.site, text, target)
        style = self.portal.style
        kind = "text/html"
        if style.header_charset:
            kind += f"; charset={style.charset}"
        body = text.encode(style.charset, errors="xmlcharrefreplace")
        return Reply(status, {"Content-Type": kind}, body)


def _channels(portal: PortalPlan, *, sibling: bool) -> tuple[str, ...]:
    """The channels that a server of a portal has."""
    if portal.layout is not None:
        found = portal.layout.channels
        return tuple(channel.key for channel in found if channel.sibling is sibling)
    return (*CHANNELS, "stale") if portal.stale_items else CHANNELS
