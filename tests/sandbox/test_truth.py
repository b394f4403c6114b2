"""The truth, derived a second time from nothing but what is served.

A slow, obvious oracle: it visits every portal at every scan, keeps what a visitor saw, and asks
of every minute (and of never) whether the repost can have appeared then. Where all those minutes
agree, that is the verdict. It shares no line with sandbox/truth.py, and does not know roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from repostwatch.model import VerdictKind
from repostwatch.sandbox.addresses import item_path
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.site import Site
from tests.sandbox.stranger import (
    ROW,
    WEB,
    Seen,
    decoded,
    home,
    list_link,
    minute,
    one,
    site,
    span,
    stated,
    walk,
    world,
)

SEEDS = (7, 23)  # the one of the demo, and one whose short list once reached too far back
DAY = timedelta(days=1)


@dataclass
class Look:
    """What a visitor had after a scan: addresses with dates; how far back the list reached."""

    at: datetime
    embedded: bool = False
    shown: dict[str, Seen] = field(default_factory=dict)
    back_to: datetime | None = None


@cache
def looks(seed: int, portal_id: str) -> list[Look]:
    portal = site(seed, portal_id)
    return [look(portal, scan) for scan in world(seed).scans]


def look(portal: Site, now: datetime) -> Look:
    found = Look(now)
    page = home(portal, now)
    if page is None:
        return found
    found.embedded = "/pushinfo/" in page
    # Links of the carousel carry no date, those of the homepage's blocks do.
    own = [f"{WEB.gov}{path}" for policy in portal.world.policies for path, _ in policy.paths]
    found.shown = {
        href: Seen("", href, None) for href in (*portal.articles, *own) if f'"{href}"' in page
    }
    found.shown |= {row.href: row for text in ROW.findall(page) if (row := one(text, "/"))}
    try:
        pages = list(walk(portal, list_link(page), now))
    except LookupError:
        return found
    rows = [row for page in pages for row in page]
    found.shown |= {row.href: row for row in rows}
    if rows and (oldest := rows[-1]).said is not None:
        # An item of a day may be of that day's last minute.
        found.back_to = oldest.said if oldest.fine else oldest.said + DAY
    return found


def claim(portal: Site, href: str, seen: Sequence[Look]) -> range | None:
    """The minutes that the portal's own dates allow; None where it states no date."""
    for look in seen if href.startswith("/") else ():
        article = portal.reply(href, look.at)  # opened when it was seen
        when, fine = stated(decoded(article.body) if article.status == 200 else "")
        if fine and when:
            return span(when, when)
    row = next((look.shown[href] for look in reversed(seen) if look.shown[href].said), None)
    if row is None or row.said is None:
        return None
    return span(row.said, row.said) if row.fine else span(row.said, row.said + DAY)


def oracle(seed: int, plan: PortalPlan, policy: Policy, now: datetime) -> VerdictKind:
    return decided(site(seed, plan.portal_id), looks(seed, plan.portal_id), policy, now)


def decided(portal: Site, every: Sequence[Look], policy: Policy, now: datetime) -> VerdictKind:
    """What follows from the looks up to a moment."""
    plan, due = portal.portal, policy.published + portal.portal.limit
    made = [look for look in every if look.at <= now]
    if any(look.embedded and policy.published <= look.at <= due for look in made):
        return VerdictKind.ON_TIME
    copies = [i for i in plan.items if i.release_id == policy.release_id]
    item = min(copies, key=lambda i: i.appears, default=None)
    href = ""
    if item:
        href = WEB.gov + policy.paths[0][0] if item.to_release else item_path(plan, item)
    seen = [look for look in made if href in look.shown]
    without = [
        minute(look.at)
        for look in made
        if href not in look.shown and look.back_to is not None and look.back_to <= policy.published
    ]
    last = minute(due)
    if not seen:
        if now <= due:
            return VerdictKind.PENDING
        # Each minute since the release, or never: what a complete look did not show, was not.
        possible = [m for m in span(policy.published, now) if all(m > at for at in without)]
        return VerdictKind.MISSING if all(m > last for m in possible) else VerdictKind.UNKNOWN
    first = minute(seen[0].at)
    before = max((at for at in without if at < first), default=0)
    observed = [m for m in span(policy.published, seen[0].at) if m > before]
    claimed = claim(portal, href, seen)
    possible = [m for m in observed if claimed is not None and m in claimed] or observed
    if all(m <= last for m in possible):
        return VerdictKind.ON_TIME
    return VerdictKind.LATE if all(m > last for m in possible) else VerdictKind.REVIEW
