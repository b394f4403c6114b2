"""The answer of a sandbox site to a request at a moment, without network."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from repostwatch.sandbox import gov, pages
from repostwatch.sandbox.addresses import PROXY, Web, channel_number, item_path, list_path
from repostwatch.sandbox.items import CHANNELS
from repostwatch.sandbox.roles import Quirk
from repostwatch.sandbox.style import Family
from repostwatch.sandbox.troubles import Reply, fault_reply
from repostwatch.sandbox.views import View
from repostwatch.sandbox.world import PortalPlan, World

HOME_PATHS = ("/", "/index.html")
ROBOTS_PATH = "/robots.txt"
ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /admin/\n"
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
    """A portal's answers. `lists` and `articles` say what stands at which address."""

    def __init__(self, world: World, web: Web, portal: PortalPlan) -> None:
        self.world, self.web, self.portal = world, web, portal
        channels = (*CHANNELS, "stale") if portal.stale_items else CHANNELS
        self.lists = {
            list_path(portal, channel, page): (channel, page)
            for channel in channels
            for page in range(MAX_PAGES)
        }
        every = (*portal.items, *portal.stale_items)
        self.articles = {item_path(portal, item): item for item in every}

    def reply(self, target: str, now: datetime) -> Reply:
        """What the portal answers to a path with its query."""
        split = urlsplit(target)
        home = split.path in HOME_PATHS
        # An outage of the list pages leaves robots.txt as it is, like the homepage.
        fault = self.portal.fault(now, home=home or split.path == ROBOTS_PATH)
        if fault is not None:
            return fault_reply(fault, split.path)
        view = View(self.world, self.web, self.portal, now)
        if home:
            return self._home(view, split.path)
        return self._page(view, target) or self._data(view, split.path, split.query)

    def _home(self, view: View, path: str) -> Reply:
        if self.portal.role.quirk is Quirk.REDIRECT and path == "/":
            return Reply(302, {"Location": "/index.html"}, b"")
        return self._encoded(pages.home(view))

    def _page(self, view: View, target: str) -> Reply | None:
        if target in self.lists and not target.startswith(PROXY):
            text = pages.listing(view, *self.lists[target])
            return None if text is None else self._encoded(text)
        item = self.articles.get(target)
        if item is None or item.appears > view.now or item.to_release:
            return None
        return self._encoded(pages.article(view, item))

    def _data(self, view: View, path: str, query: str) -> Reply:
        if path == ROBOTS_PATH:
            found = self.portal.place % 2
            return Reply.text(ROBOTS, "text/plain") if found else Reply.missing()
        if path == "/css/site.css":
            return Reply.css(pages.asset("site.css"))
        if path.startswith("/images/"):
            return Reply(200, {"Content-Type": "image/svg+xml"}, pages.asset("scene.svg"))
        if path == "/script/jpage.js":
            return Reply(200, {"Content-Type": "application/javascript"}, pages.asset("jpage.js"))
        if path == PROXY:
            return self._jpage(view, query)
        for channel in CHANNELS:
            if self.portal.style.family is Family.SCRIPTED and path == pages.json_path(
                view, channel
            ):
                return Reply.text(pages.json_list(view, channel), "application/json; charset=utf-8")
        return self._encoded(pages.draw("missing.html.j2", site=self.portal), status=404)

    def _jpage(self, view: View, query: str) -> Reply:
        asked = parse_qs(query)
        number = (asked.get("columnid") or [""])[0]
        page = (asked.get("page") or ["0"])[0]
        for channel in CHANNELS:
            if number == str(channel_number(self.portal, channel)) and page.isascii():
                text = pages.jpage(view, channel, int(page) if page.isdigit() else MAX_PAGES)
                if text is not None:
                    return Reply.text(text, "text/xml; charset=utf-8")
        return Reply.missing()

    def _encoded(self, text: str, status: int = 200) -> Reply:
        """The page in the portal's own charset; what that lacks becomes a character reference."""
        style = self.portal.style
        kind = "text/html"
        if style.header_charset:
            kind += f"; charset={style.charset}"
        body = text.encode(style.charset, errors="xmlcharrefreplace")
        return Reply(status, {"Content-Type": kind}, body)
