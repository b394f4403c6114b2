"""Follows the links of a sandbox site from its homepage, without network and without the
sandbox's own knowledge of where things stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from html import unescape
from urllib.parse import urljoin, urlsplit

from repostwatch.sandbox import World, build
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.site import Site
from repostwatch.sandbox.traps import Trap
from repostwatch.sandbox.troubles import Reply
from tests.sandbox.stranger import START, WEB, decoded

LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
FRAME = re.compile(r'<iframe [^>]*?src="([^"]+)"')
CLICKS = 4  # one more than a list may be away
ARTICLE = re.compile(r'class="article"')


@cache
def unlisted(seed: int = 7) -> World:
    return build(seed, START, unlisted=True)


def with_trap(trap: Trap, seed: int = 7) -> list[PortalPlan]:
    return [p for p in unlisted(seed).portals if p.layout is not None and p.layout.trap is trap]


class Visitor:
    """Asks both servers of a portal."""

    def __init__(self, world: World, portal: PortalPlan, now: datetime) -> None:
        self.now, self.home = now, WEB.portal(portal) + "/"
        self.servers = {
            urlsplit(WEB.portal(portal)).netloc: Site(world, WEB, portal),
            urlsplit(WEB.sibling(portal)).netloc: Site(world, WEB, portal, sibling=True),
        }

    def reply(self, address: str) -> Reply:
        parts = urlsplit(address)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        found = self.servers[parts.netloc].reply(target, self.now)
        if found.status == 302:
            return self.reply(urljoin(address, found.headers["Location"]))
        return found

    def text(self, address: str) -> str | None:
        """A page's text, None where it is no page."""
        found = self.reply(address)
        kind = found.headers.get("Content-Type", "")
        return decoded(found.body) if found.status == 200 and "html" in kind else None

    def links(self, address: str) -> Iterator[str]:
        """The site's own addresses that a page links to, without session ids."""
        text = self.text(address)
        for href in LINK.findall(text or ""):
            there = urljoin(address, unescape(href)).partition("?sid=")[0]
            if urlsplit(there).netloc in self.servers:
                yield there

    def clicks(self) -> dict[str, int]:
        """Address → how many links it is from the homepage. Articles and days lead no further."""
        found, waiting = {self.home: 0}, [self.home]
        for address in waiting:
            if found[address] == CLICKS:
                continue
            text = self.text(address)
            if text is None or ARTICLE.search(text) or "/rili/?d=" in address:
                continue
            for there in self.links(address):
                if there not in found:
                    found[there] = found[address] + 1
                    waiting.append(there)
        return found
