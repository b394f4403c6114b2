"""A simulated world: the releases of gov.cn and what every portal does, as values from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repostwatch.sandbox.cast import Triple, all_portals
from repostwatch.sandbox.past import past_policies
from repostwatch.sandbox.planner import Planner
from repostwatch.sandbox.policies import policies
from repostwatch.sandbox.portal_plan import PortalPlan, owes
from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.roles import SHORT_LIMIT_PORTAL, assign_roles
from repostwatch.sandbox.timeline import Timeline
from repostwatch.sandbox.traps import deal_traps


@dataclass(frozen=True, slots=True)
class World:
    seed: int
    line: Timeline
    policies: tuple[Policy, ...]
    portals: tuple[PortalPlan, ...]
    past: tuple[Policy, ...] = ()  # published before the story, and nobody's duty in it

    @property
    def unlisted(self) -> bool:
        """Whether the registry names a list page of half of the portals only."""
        return bool(self.past)

    @property
    def scans(self) -> tuple[datetime, ...]:
        return self.line.scans

    def policy(self, release_id: str) -> Policy:
        return next(p for p in (*self.policies, *self.past) if p.release_id == release_id)

    def duties(self, portal: PortalPlan) -> tuple[Policy, ...]:
        """The releases that a portal has to repost."""
        return tuple(policy for policy in self.policies if owes(portal.portal_id, policy))


def build(
    seed: int, start: datetime, portals: Sequence[Triple] | None = None, *, unlisted: bool = False
) -> World:
    """A world in which day 0 is the Beijing day of `start`. The same arguments give the same.

    `portals` are (portal_id, name, level); None takes the 103. `unlisted`: the registry names a
    list page of every other portal only, and all have a past of two years by which the other
    half's lists can be found. Raises ValueError where the start is naive, an id comes twice or a
    level is unknown.
    """
    triples = all_portals() if portals is None else list(portals)
    ids = [portal_id for portal_id, _, _ in triples]
    if len(set(ids)) < len(ids):
        raise ValueError("a portal_id comes twice")
    line = Timeline.of(start)
    released = policies(seed, line, frozenset(ids))
    plain = frozenset(policy.place for policy in released if policy.place) | {SHORT_LIMIT_PORTAL}
    roles = assign_roles(seed, ids, plain)
    traps = deal_traps(seed, roles) if unlisted else {}
    past = past_policies(seed, line) if unlisted else ()
    plans = []
    for place, triple in enumerate(triples):
        portal_id = triple[0]
        plan = Planner(seed, line, released, past, roles[portal_id], traps.get(portal_id))
        plans.append(plan.portal(place, triple))
    return World(seed, line, released, tuple(plans), past)
