"""A portal that is no longer where the registry says: closed, moved, or taken over.

By the rules such a site shows a notice for 30 days (关停迁移公告), then its address leads to its
successor, to nothing, or falls to somebody else. That is one finding about the registry, and not
a missing repost for every release.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from repostwatch.model import Page, PageKind, Portal, Reason, Visit, because
from repostwatch.model.codes import PortalCode
from repostwatch.model.reasons import quoted
from repostwatch.sites import CENTRAL, other_site, site_of

FIRST_PAGE = re.compile(r"/(?:index|default|main)\.\w{2,5}$", re.IGNORECASE)
# A page that shows less than this and no list is a notice, not a portal that reports one.
NOTICE_CHARS, FEW_ITEMS = 1500, 3
LARGEST = 8_000_000
CLOSED = re.compile(
    r"(?:网站|网址|域名|门户|本站).{0,40}?(?:关停|关闭|停用|停止(?:运行|服务|更新|访问|使用)|下线|注销)"
    r"|(?:网站|网址|域名|门户|本站).{0,40}?(?:迁移|搬迁|更换|变更|并入|整合|上移|改版).{0,12}?(?:至|到|为|入)"
    r"|(?:请|自动).{0,10}?(?:访问|跳转).{0,6}?(?:新(?:版)?(?:网站|网址|域名|站)|上级)"
    r"|(?:新网址|新域名|新版网站)(?:为|是|：|:)"
)
# The shape of the notice that the rules ask for, on a homepage that still works.
ANNOUNCED = re.compile(
    r"(?:网站|门户).{0,12}(?:关停|停止运行|停止服务|迁移|下线).{0,10}(?:公告|通知|公示|说明|启事)"
)


@dataclass(frozen=True, slots=True)
class Moved:
    """`gone`: what the address shows is no longer the portal; else it only announces that."""

    reason: Reason
    gone: bool


def moved(portal: Portal, visit: Visit, page: Page | None, body: bytes | None) -> Moved | None:
    """What a visit of the homepage tells about the portal's own whereabouts, or None.

    `page` is what the body says, None where nothing came. A page that could not be opened
    tells nothing: that is an outage until somebody knows better.
    """
    if page is None or page.kind in (PageKind.CHALLENGE, PageKind.LOGIN, PageKind.NOT_HTML):
        return None
    if page.kind is PageKind.PARKED:
        return Moved(because(PortalCode.PARKED, why=page.reason), gone=True)
    if there := other_site(portal.home_url, visit.final_url or visit.url):
        here = site_of(portal.home_url) or portal.home_url
        reason = because(PortalCode.ELSEWHERE, there=quoted(there, 255), here=quoted(here, 255))
        return Moved(reason, gone=True)
    if len(page.links) < FEW_ITEMS and (notice := _notice(body)):
        return Moved(because(PortalCode.NOTICE, words=quoted(notice, 200)), gone=True)
    names = {"本网站", "本站", portal.name, portal.short_name or portal.name}
    for link in page.links:
        if ANNOUNCED.search(link.title) and any(name in link.title for name in names):
            return Moved(because(PortalCode.ANNOUNCED, title=quoted(link.title)), gone=False)
    return None


def strayed(portal: Portal, visit: Visit) -> Reason | None:
    """Why the page that a list's address was answered with is not that list, or None.

    A channel that was deleted leads to the homepage, one that moved to another site; there is a
    list either way, but its silence proves nothing. www.gov.cn itself is what is to be linked.
    """
    final = visit.final_url or visit.url
    asked, got, home = place(visit.url), place(final), place(portal.home_url)
    if got == asked:
        return None
    if asked != home and got in (home, (home[0], "", "")):
        return because(PortalCode.LIST_LEADS_HOME)
    there = other_site(visit.url, final)
    if there and there != CENTRAL:
        return because(PortalCode.LIST_ELSEWHERE, there=quoted(there, 255))
    return None


def place(address: str) -> tuple[str, str, str]:
    """Server, path and query, the same for every spelling of a folder's first page."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return host + port, FIRST_PAGE.sub("", parts.path).rstrip("/"), parts.query


def _notice(body: bytes | None) -> str | None:
    """The words of a short page that say it is closed or has moved."""
    if body is None or len(body) > LARGEST:
        return None
    for charset in ("utf-8", "gb18030"):
        try:
            text = body.decode(charset)
        except UnicodeDecodeError:
            continue
        tree = LexborHTMLParser(text)
        tree.strip_tags(["script", "style", "noscript", "template"])
        shown = " ".join(tree.text(separator=" ").split())
        found = CLOSED.search(shown) if len(shown) <= NOTICE_CHARS else None
        return shown[max(0, found.start() - 8) : found.end() + 24] if found else None
    return None
