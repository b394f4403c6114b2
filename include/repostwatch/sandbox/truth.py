"""What a fair judge must find, from the facts of the world alone.

A second, small reading of docs/judging.md: it knows when each repost really appeared, what
each portal's pages say of it and when they could be read, and never looks at a page.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from repostwatch.model import BEIJING, Interval, Standing, VerdictKind
from repostwatch.sandbox.lists_truth import never_reposted
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.reposts import Repost
from repostwatch.sandbox.roles import ColumnPlan, Quirk
from repostwatch.sandbox.style import DateForm
from repostwatch.sandbox.world import World

STANDINGS = {
    ColumnPlan.PROMINENT: Standing.PRESENT,
    # Whether a mere entry counts is open (docs/rules.md section 2): a person looks.
    ColumnPlan.CHANNEL: Standing.REVIEW,
    ColumnPlan.BURIED: Standing.NOT_PROMINENT,
    ColumnPlan.STALE: Standing.STALE,
    ColumnPlan.BLANK: Standing.BLANK,
    ColumnPlan.SCRIPT: Standing.EMBEDDED,
    ColumnPlan.IFRAME: Standing.EMBEDDED,
    ColumnPlan.ABSENT: Standing.ABSENT,
}
# Lists that never prove an absence: no dates in them, or too short to reach back a day.
UNPROVEN = (Quirk.DATELESS, Quirk.SHORT)
PAST = datetime(2000, 1, 1, tzinfo=BEIJING)  # before anything was observed


def verdict(world: World, portal: PortalPlan, policy: Policy, now: datetime) -> VerdictKind:
    """The verdict at `now` for a product that looked at the scan moments up to then."""
    scans = [scan for scan in world.scans if scan <= now]
    deadline = policy.published + portal.limit
    if portal.role.column.embedded and any(
        policy.published <= scan <= deadline and portal.fault(scan, home=True) is None
        for scan in scans
    ):
        return VerdictKind.ON_TIME
    repost = next((r for r in portal.reposts if r.release_id == policy.release_id), None)
    seen = [scan for scan in scans if repost and repost.appears <= scan and readable(portal, scan)]
    if repost is None or not seen:
        if now <= deadline:
            return VerdictKind.PENDING
        proved = any(scan > deadline and complete(portal, scan) for scan in scans)
        if proved and never_reposted(portal):
            return VerdictKind.REVIEW  # nothing shows that a repost would stand there
        return VerdictKind.MISSING if proved else VerdictKind.UNKNOWN
    interval = repost_interval(portal, repost, scans, seen)
    if interval.latest <= deadline:
        return VerdictKind.ON_TIME
    return VerdictKind.LATE if interval.earliest > deadline else VerdictKind.REVIEW


def repost_interval(
    portal: PortalPlan, repost: Repost, scans: list[datetime], seen: list[datetime]
) -> Interval:
    """Claim and observation together; where they contradict, what was observed."""
    without = [scan for scan in scans if scan < repost.appears and complete(portal, scan)]
    observed = Interval(without[-1] if without else PAST, seen[0])
    claimed = claim(portal, repost, seen)
    return (claimed and observed.meet(claimed)) or observed


def claim(portal: PortalPlan, repost: Repost, seen: list[datetime]) -> Interval | None:
    """The finest date that the portal's pages stated when the repost was seen."""
    if repost.claimed is None:
        return None
    style = portal.style
    # What only the homepage shows during an outage of the rest has no article to open.
    opened = any(portal.fault(scan, home=False) is None for scan in seen)
    if style.dates is DateForm.MINUTE or (opened and style.article_time.stated):
        return Interval.at(repost.claimed)
    if style.dates is DateForm.NONE:
        return None
    day = datetime.combine(repost.claimed, time(), repost.claimed.tzinfo)
    return Interval(day, day + timedelta(days=1))


def readable(portal: PortalPlan, scan: datetime) -> bool:
    """Whether a scan could read the homepage, which shows the newest reposts, or the list."""
    return portal.fault(scan, home=True) is None


def complete(portal: PortalPlan, scan: datetime) -> bool:
    """Whether a scan could read everything, back to before any release."""
    if portal.role.quirk in UNPROVEN or not readable(portal, scan):
        return False
    return portal.fault(scan, home=False) is None


def standing(world: World, portal: PortalPlan) -> Standing:
    """The homepage's column at the end of the story."""
    if portal.fault(world.line.end, home=True) is not None:
        return Standing.UNKNOWN
    return STANDINGS[portal.role.column]
