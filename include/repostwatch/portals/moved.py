"""A portal that is no longer at its registered address: closed, moved, or taken over.

By the rules such a site shows a notice for 30 days (关停迁移公告); then its address redirects to
its successor, fails, or is taken over by another owner. That is one finding about the registry,
not a missing repost of every release.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from repostwatch.base.sites import CENTRAL, ascii_host, other_site, site_of
from repostwatch.model import Page, PageKind, Portal, Reason, Visit, because
from repostwatch.model.codes import PortalCode
from repostwatch.model.reasons import quoted
from repostwatch.portals.notices import is_own_notice

FIRST_PAGE = re.compile(r"/(?:index|default|main)\.\w{2,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moved:
    """`gone`: the address no longer shows the portal; otherwise it only announces that."""

    reason: Reason
    gone: bool


def find_move(portal: Portal, visit: Visit, page: Page | None) -> Moved | None:
    """Whether a visit of the homepage shows that the portal has moved or closed, or None.

    `page` is the parsed body, None without one. A failed fetch shows nothing: it counts as an
    outage.
    """
    if page is None or page.kind in (PageKind.CHALLENGE, PageKind.LOGIN, PageKind.NOT_HTML):
        return None
    if page.kind is PageKind.PARKED:
        return Moved(because(PortalCode.PARKED, why=page.reason), gone=True)
    if there := other_site(portal.home_url, visit.final_url or visit.url):
        here = site_of(portal.home_url) or portal.home_url
        reason = because(PortalCode.ELSEWHERE, there=quoted(there, 255), here=quoted(here, 255))
        return Moved(reason, gone=True)
    if page.closing:
        return Moved(because(PortalCode.NOTICE, words=quoted(page.closing, 200)), gone=True)
    names = {portal.name, portal.short_name or portal.name}
    for text in (*(link.title for link in page.links), *page.announced):
        if is_own_notice(text, names):
            return Moved(because(PortalCode.ANNOUNCED, title=quoted(text)), gone=False)
    return None


def redirected_elsewhere(portal: Portal, visit: Visit) -> Reason | None:
    """Why a list's address redirects to a page that is not that list, or None.

    A deleted channel redirects to the homepage, a moved one to another site. Both have lists, but
    these prove no absence. A redirect to www.gov.cn is accepted.
    """
    final = visit.final_url or visit.url
    asked, got, home = page_key(visit.url), page_key(final), page_key(portal.home_url)
    if got == asked:
        return None
    if asked != home and got in (home, (home[0], "", "")):
        return because(PortalCode.LIST_LEADS_HOME)
    there = other_site(visit.url, final)
    if there and there != CENTRAL:
        return because(PortalCode.LIST_ELSEWHERE, there=quoted(there, 255))
    return None


def page_key(address: str) -> tuple[str, str, str]:
    """Server, path and query, the same for every spelling of a folder's first page: http or https,
    www or none, a Chinese name as people or as the network writes it."""
    try:
        parts = urlsplit(address)
        host, number = ascii_host((parts.hostname or "").rstrip(".")), parts.port
    except ValueError:
        return address, "", ""  # none that can be fetched
    host = host.removeprefix("www.")
    port = "" if number in (None, 80, 443) else f":{number}"
    return host + port, FIRST_PAGE.sub("", parts.path).rstrip("/"), parts.query
