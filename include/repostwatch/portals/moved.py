"""A portal that is no longer at its registered address: closed, moved, or taken over.

By the rules such a site shows a notice for 30 days (关停迁移公告); then its address redirects to
its successor, fails, or is taken over by another owner. That is one finding about the registry,
not a missing repost of every release.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from repostwatch.model import Page, PageKind, Portal, Reason, Visit, because
from repostwatch.model.codes import PortalCode
from repostwatch.model.reasons import quoted

# Under these somebody else owns every next label: mee.gov.cn is a site, gov.cn is not.
SHARED = frozenset({"gov.cn", "com.cn", "org.cn", "net.cn", "edu.cn", "ac.cn", "mil.cn"})
CENTRAL = "www.gov.cn"
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
FIRST_PAGE = re.compile(r"/(?:index|default|main)\.\w{2,5}$", re.IGNORECASE)
# A page with less text and no list is itself the notice, not a portal that reports about one.
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
    """`gone`: the address no longer shows the portal; otherwise it only announces that."""

    reason: Reason
    gone: bool


def moved(portal: Portal, visit: Visit, page: Page | None, body: bytes | None) -> Moved | None:
    """Whether a visit of the homepage shows that the portal has moved or closed, or None.

    `page` is the parsed body, None without one. A failed fetch shows nothing: it counts as an
    outage.
    """
    if page is None or page.kind in (PageKind.CHALLENGE, PageKind.LOGIN, PageKind.NOT_HTML):
        return None
    if page.kind is PageKind.PARKED:
        return Moved(because(PortalCode.PARKED, why=page.reason), gone=True)
    if there := _elsewhere(portal.home_url, visit.final_url or visit.url):
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


def redirected_elsewhere(portal: Portal, visit: Visit) -> Reason | None:
    """Why a list's address redirects to a page that is not that list, or None.

    A deleted channel redirects to the homepage, a moved one to another site. Both have lists, but
    these prove no absence. A redirect to www.gov.cn is accepted.
    """
    final = visit.final_url or visit.url
    asked, got, home = place(visit.url), place(final), place(portal.home_url)
    if got == asked:
        return None
    if asked != home and got in (home, (home[0], "", "")):
        return because(PortalCode.LIST_LEADS_HOME)
    there = _elsewhere(visit.url, final)
    if there and there != CENTRAL:
        return because(PortalCode.LIST_ELSEWHERE, there=quoted(there, 255))
    return None


def place(address: str) -> tuple[str, str, str]:
    """Server, path and query, the same for every spelling of a folder's first page."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return host + port, FIRST_PAGE.sub("", parts.path).rstrip("/"), parts.query


def _elsewhere(one: str, other: str) -> str | None:
    """The other address's site, where it is certainly not the one's."""
    here, there = site_of(one), site_of(other)
    if here or there:
        return there if here and there and here != there else None
    servers = [urlsplit(address) for address in (one, other)]
    if any(server.hostname not in THIS_MACHINE for server in servers):
        return None
    # On this machine a port is what a name is elsewhere.
    return servers[1].netloc if servers[0].port != servers[1].port else None


def site_of(address: str) -> str | None:
    """The name that was registered: mee.gov.cn for www.mee.gov.cn and for zfxxgk.mee.gov.cn.

    None where the address has no name, only a number, or is of this machine.
    """
    try:
        host = (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    labels = host.split(".")
    # No name ends in a number; an address in brackets has no dots or ends in one.
    if len(labels) < 2 or ":" in host or labels[-1].isdigit():
        return None
    return ".".join(labels[-3:] if ".".join(labels[-2:]) in SHARED else labels[-2:])


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
