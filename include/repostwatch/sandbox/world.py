"""A simulated world: the releases of gov.cn and what every portal does, as values from a seed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from random import Random

from repostwatch.model import Level
from repostwatch.sandbox import items as listing
from repostwatch.sandbox.items import Item, ListContext
from repostwatch.sandbox.policies import Kind, Policy, policies
from repostwatch.sandbox.reposts import Repost, Reposter
from repostwatch.sandbox.roles import (
    SHORT_LIMIT_PORTAL,
    ColumnPlan,
    Quirk,
    Role,
    SiteFault,
    assign_roles,
)
from repostwatch.sandbox.style import ArticleTime, Style, style_of
from repostwatch.sandbox.timeline import Timeline

LIMIT = timedelta(hours=24)  # docs/rules.md section 1: what the inspection measures
SHORT_LIMIT = timedelta(hours=8)  # the same: what 福建 asked for
COLUMN_NAMES = (
    "国务院重要政策信息",
    "国务院信息",
    "国务院要闻",
    "国务院文件",
    "国务院有关文件",
    "国务院政策文件",
)

Triple = tuple[str, str, str]  # portal_id, name, level


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


@dataclass(frozen=True, slots=True)
class World:
    seed: int
    line: Timeline
    policies: tuple[Policy, ...]
    portals: tuple[PortalPlan, ...]

    @property
    def scans(self) -> tuple[datetime, ...]:
        return self.line.scans

    def policy(self, release_id: str) -> Policy:
        return next(policy for policy in self.policies if policy.release_id == release_id)

    def duties(self, portal: PortalPlan) -> tuple[Policy, ...]:
        """The releases that a portal has to repost."""
        return tuple(policy for policy in self.policies if owes(portal.portal_id, policy))


def owes(portal_id: str, policy: Policy) -> bool:
    """docs/rules.md section 1: the whole country's policy is everyone's, a 批复 its place's."""
    return policy.kind.reposted and policy.place in (None, portal_id)


def all_portals() -> list[Triple]:
    """The 103 portals of the 2016 check, under their present names."""
    text = files(__package__).joinpath("cast.csv").read_text("utf-8")
    return [
        (row["portal_id"], row["name"], row["level"]) for row in csv.DictReader(text.splitlines())
    ]


def spread_portals(count: int) -> list[Triple]:
    """`count` of the 103, spread evenly over departments and provinces; 1 to 103."""
    known = all_portals()
    return [known[place * len(known) // count] for place in range(count)]


def build(seed: int, start: datetime, portals: Sequence[Triple] | None = None) -> World:
    """A world in which day 0 is the Beijing day of `start`. The same arguments give the same.

    `portals` are (portal_id, name, level); None takes the 103. Raises ValueError where the
    start is naive, an id comes twice or a level is unknown.
    """
    triples = all_portals() if portals is None else list(portals)
    ids = [portal_id for portal_id, _, _ in triples]
    if len(set(ids)) < len(ids):
        raise ValueError("a portal_id comes twice")
    line = Timeline.of(start)
    released = policies(seed, line, frozenset(ids))
    plain = frozenset(policy.place for policy in released if policy.place) | {SHORT_LIMIT_PORTAL}
    roles = assign_roles(seed, ids, plain)
    plans = tuple(
        _plan(seed, line, released, place, triple, roles[triple[0]])
        for place, triple in enumerate(triples)
    )
    return World(seed, line, released, plans)


def _plan(
    seed: int,
    line: Timeline,
    released: tuple[Policy, ...],
    place: int,
    triple: Triple,
    role: Role,
) -> PortalPlan:
    portal_id, name, level = triple
    rng = Random(f"{seed}:plan:{portal_id}")  # noqa: S311  a seed, not a secret
    style = style_of(seed, portal_id, role.quirk)
    limit = LIMIT
    if role.quirk is Quirk.SHORT_LIMIT:
        limit = SHORT_LIMIT
        style = replace(style, article_time=ArticleTime.MINUTE)
    context = ListContext(seed, portal_id, name, style.family, role.quirk, style.pinned, line)
    wanted = tuple(policy for policy in released if owes(portal_id, policy))
    reposts = Reposter(role, style, limit, line, context.rng("reposts")).reposts(wanted)
    bare = role.column in (ColumnPlan.ABSENT, ColumnPlan.BLANK, ColumnPlan.STALE)
    return PortalPlan(
        portal_id=portal_id,
        name=name,
        level=Level(level),
        place=place,
        role=role,
        style=style,
        column_name=rng.choice(COLUMN_NAMES),
        limit=limit,
        registered=style.registered or bare,
        site_code=_site_code(Level(level), rng) if rng.random() < 0.7 else None,
        outages=_outages(role, line),
        reposts=reposts,
        items=listing.items(context, released, reposts),
        stale_items=listing.stale_items(context) if role.column is ColumnPlan.STALE else (),
    )


def _outages(role: Role, line: Timeline) -> tuple[Outage, ...]:
    always = line.at(-400, 0), line.at(400, 0)
    if role.fault is not None:
        return (Outage(role.fault, *always),)
    if role.quirk is Quirk.OUTAGE_MIDDLE:
        return (Outage(SiteFault.SERVER_ERROR, line.at(2, 0), line.at(3, 0)),)
    if role.quirk is Quirk.OUTAGE_END:
        return (Outage(SiteFault.SERVER_ERROR, line.at(5, 0), line.at(400, 0), whole=False),)
    return ()


def _site_code(level: Level, rng: Random) -> str:
    """docs/rules.md section 4: `bm` and 8 digits, or 6 digits of the division and 4 more."""
    if level is Level.DEPARTMENT:
        return f"bm{rng.randrange(1, 90):02}{rng.randrange(1, 20):06}"
    return f"{rng.randrange(11, 66)}0000{rng.randrange(1, 120):04}"


__all__ = ["Kind", "PortalPlan", "World", "all_portals", "build", "owes", "spread_portals"]
