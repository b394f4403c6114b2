"""Makes a portal out of its role, its trap and the releases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from repostwatch.model import Level
from repostwatch.sandbox import items as listing
from repostwatch.sandbox.cast import Triple, divisions
from repostwatch.sandbox.items import Item, ListContext
from repostwatch.sandbox.layout import Layout
from repostwatch.sandbox.menus import plan_layout
from repostwatch.sandbox.portal_plan import Outage, PortalPlan, owes
from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.reposts import Repost, Reposter
from repostwatch.sandbox.roles import ColumnPlan, Habit, Quirk, Role, SiteFault
from repostwatch.sandbox.site_items import site_items
from repostwatch.sandbox.style import ArticleTime, Style, style_for, style_of
from repostwatch.sandbox.timeline import Timeline
from repostwatch.sandbox.traps import Trap

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


@dataclass(frozen=True, slots=True)
class Planner:
    """Makes a portal. `trap` is None where the registry names its list page, or may."""

    seed: int
    line: Timeline
    released: tuple[Policy, ...]
    past: tuple[Policy, ...]
    role: Role
    trap: Trap | None

    def portal(self, place: int, triple: Triple) -> PortalPlan:
        portal_id, name, level = triple
        rng = Random(f"{self.seed}:plan:{portal_id}")  # noqa: S311  a seed, not a secret
        style, limit, role = self._style(portal_id), LIMIT, self.role
        if role.quirk is Quirk.SHORT_LIMIT:
            limit = SHORT_LIMIT
            style = replace(style, article_time=ArticleTime.MINUTE)
        if self.trap is Trap.SILENT_SITE:
            role = replace(role, habit=Habit.SILENT)
        context = ListContext(
            self.seed, portal_id, name, style.family, role.quirk, style.pinned, self.line
        )
        wanted = tuple(policy for policy in self.released if owes(portal_id, policy))
        reposts = Reposter(role, style, limit, self.line, context.rng("reposts")).reposts(wanted)
        layout = None
        if self.trap is not None:
            layout = plan_layout(context.rng("layout"), self.trap, role, self.line)
        bare = role.column in (ColumnPlan.ABSENT, ColumnPlan.BLANK, ColumnPlan.STALE)
        listed = style.registered or bare or bool(self.past)
        return PortalPlan(
            portal_id=portal_id,
            name=name,
            level=Level(level),
            place=place,
            role=role,
            style=style,
            column_name=rng.choice(COLUMN_NAMES),
            limit=limit,
            registered=listed and layout is None,
            site_code=_site_code(triple, rng) if rng.random() < 0.7 else None,
            outages=_outages(role, self.line),
            reposts=reposts,
            items=self._items(context, layout, style, limit, reposts),
            stale_items=listing.stale_items(context) if role.column is ColumnPlan.STALE else (),
            layout=layout,
        )

    def _style(self, portal_id: str) -> Style:
        style = style_of(self.seed, portal_id, self.role.quirk)
        return style if self.trap is None else style_for(style, self.trap)

    def _items(
        self,
        context: ListContext,
        layout: Layout | None,
        style: Style,
        limit: timedelta,
        reposts: tuple[Repost, ...],
    ) -> tuple[Item, ...]:
        before: tuple[Repost, ...] = ()
        if self.trap is not Trap.SILENT_SITE:
            reposter = Reposter(self.role, style, limit, self.line, context.rng("past"))
            before = reposter.past(self.past)
        released, every = (*self.past, *self.released), (*before, *reposts)
        if layout is None:
            return listing.items(context, released, every)
        return site_items(context, layout, released, every)


def _outages(role: Role, line: Timeline) -> tuple[Outage, ...]:
    always = line.at(-400, 0), line.at(400, 0)
    if role.fault is not None:
        return (Outage(role.fault, *always),)
    if role.quirk is Quirk.OUTAGE_MIDDLE:
        return (Outage(SiteFault.SERVER_ERROR, line.at(2, 0), line.at(3, 0)),)
    if role.quirk is Quirk.OUTAGE_END:
        return (Outage(SiteFault.SERVER_ERROR, line.at(5, 0), line.at(400, 0), whole=False),)
    return ()


def _site_code(triple: Triple, rng: Random) -> str | None:
    """docs/rules.md section 4: `bm` and 8 digits, or 6 digits of the division and 4 more. None of a
    place that is no part of the cast."""
    portal_id, _, level = triple
    if level == Level.DEPARTMENT:
        return f"bm{rng.randrange(1, 90):02}{rng.randrange(1, 20):06}"
    province = divisions().get(portal_id)
    return province and f"{province}0000{rng.randrange(1, 120):04}"
