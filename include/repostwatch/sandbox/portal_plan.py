"""Everything that a portal of the sandbox is and will do, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.model import Level
from repostwatch.sandbox.items import Item
from repostwatch.sandbox.layout import Layout
from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.reposts import Repost
from repostwatch.sandbox.roles import Role, SiteFault
from repostwatch.sandbox.style import Style


@dataclass(frozen=True, slots=True)
class Outage:
    """A span in which a portal misbehaves; `whole` or only its list pages."""

    fault: SiteFault
    since: datetime
    until: datetime
    whole: bool = True


@dataclass(frozen=True, slots=True)
class PortalPlan:
    """Everything that a portal is and will do."""

    portal_id: str
    name: str
    level: Level
    place: int  # in the order of the registry: gives its address
    role: Role
    style: Style
    column_name: str
    limit: timedelta
    registered: bool  # whether the registry names its list page
    site_code: str | None
    outages: tuple[Outage, ...]
    reposts: tuple[Repost, ...]
    items: tuple[Item, ...]
    stale_items: tuple[Item, ...]
    layout: Layout | None = None  # of a site without a list page in the registry

    def fault(self, now: datetime, *, home: bool) -> SiteFault | None:
        """How the homepage or any other page of it misbehaves at a moment."""
        for outage in self.outages:
            if outage.since <= now < outage.until and (outage.whole or not home):
                return outage.fault
        return None

    def listed(self, channel: str, now: datetime) -> list[Item]:
        """What a channel has published by a moment, in list order."""
        source = self.stale_items if channel == "stale" else self.items
        return [item for item in source if item.channel == channel and item.appears <= now]


def owes(portal_id: str, policy: Policy) -> bool:
    """docs/rules.md section 1: the whole country's policy is everyone's, a 批复 its place's."""
    return policy.kind.reposted and policy.place in (None, portal_id)
