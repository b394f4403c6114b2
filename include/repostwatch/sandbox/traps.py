"""What makes it hard to find where a portal reposts, dealt by the seed to portals whose registry
row names no list page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from random import Random

from repostwatch.sandbox.roles import ColumnPlan, Habit, Quirk, Role


class Trap(StrEnum):
    NONE = "none"  # only that the list stands deep in the menus
    STALE_NAMESAKE = "stale_namesake"  # a list of the right name that stopped in spring
    OWN_POLICY = "own_policy"  # a list of the portal's own documents, named like policy
    INTERPRETATIONS = "interpretations"  # a list named after the State Council, of 解读 only
    ROLLING_NEWS = "rolling_news"  # reposts once more among 40 items a day
    JPAGE = "jpage"  # 大汉: the page has only the parameters of dataproxy.jsp
    JSON_LIST = "json_list"  # the page has only the id of a channel, a script asks for the items
    IFRAME = "iframe"  # the page has only a frame, of the same site
    SIBLING_HOST = "sibling_host"  # the list stands on another server of the same site
    REDESIGN_404 = "redesign_404"  # in the middle of the story it moves; the old address is 404
    REDESIGN_HOME = "redesign_home"  # the same; the old address leads to the homepage
    SECOND_LIST_ONLY = "second_list_only"  # fresh documents in one list, reposts in another
    SPLIT = "split"  # some reposts in one list, the others in another
    SILENT_SITE = "silent_site"  # never reposts anything
    SITEMAP_ONLY = "sitemap_only"  # no menu leads there, the site map does
    CALENDAR = "calendar"  # endless links by day and month
    SESSION_IDS = "session_ids"  # every page writes its menu with another session id
    ROBOTS = "robots"  # a section that robots.txt forbids
    SLOW_MENU = "slow_menu"  # the section above the list answers slowly


# Two of each among 103 portals, so that one of them may fail without the kind being lost.
OF_EACH = 2
# The pages of these say less than the truth would need where a portal does not repost in time.
DELICATE = (
    Trap.STALE_NAMESAKE,
    Trap.REDESIGN_404,
    Trap.REDESIGN_HOME,
    Trap.SECOND_LIST_ONLY,
    Trap.SPLIT,
    Trap.SILENT_SITE,
)
# The lists of these quirks are about something else, which a trap would hide.
CALM = (Quirk.NONE, Quirk.REDIRECT, Quirk.SHORT_LIMIT)
SHOWN = (ColumnPlan.PROMINENT, ColumnPlan.BURIED)


def deal_traps(seed: int, roles: Mapping[str, Role]) -> dict[str, Trap]:
    """A trap for each of the portals that get no list page in the registry: half of all, and half
    of those that cannot be read, so that they are met without a list, too."""
    rng = Random(f"{seed}:traps")  # noqa: S311  a seed, not a secret
    ids = sorted(roles)
    rng.shuffle(ids)
    half = (len(ids) + 1) // 2
    # Who shows too little to prove anything, or shows all by the embedded feed, has no list.
    blind = [i for i in ids if roles[i].fault or roles[i].column.embedded]
    seeing = [i for i in ids if i not in blind and roles[i].quirk is not Quirk.SHORT]
    few = blind[: min(len(blind) // 2, half)]
    chosen = [*few, *_first(seeing, roles, half - len(few))]
    dealt = dict.fromkeys(chosen, Trap.NONE)
    cards = [trap for _ in range(OF_EACH) for trap in Trap if trap is not Trap.NONE]
    cards.sort(key=lambda trap: trap not in DELICATE)
    for trap in cards:
        free = [i for i in chosen if dealt[i] is Trap.NONE and _suits(trap, roles[i])]
        # Those that repost late or not at all are rare: where a trap bears them, it gets them.
        free.sort(key=lambda i: roles[i].habit is Habit.PROMPT)
        if free:
            dealt[free[0]] = trap
    return dealt


def _first(seeing: Sequence[str], roles: Mapping[str, Role], count: int) -> list[str]:
    """Some of the portals that can be read, with enough ordinary ones for every trap."""
    calm = [i for i in seeing if _suits(Trap.NONE, roles[i])]
    other = [i for i in seeing if i not in calm]
    wanted = min(len(calm), max(count - len(other), count * 6 // 7))
    return [*calm[:wanted], *other[: count - wanted]]


def _suits(trap: Trap, role: Role) -> bool:
    if role.fault is not None or role.quirk not in CALM or role.column not in SHOWN:
        return False
    return trap not in DELICATE or role.habit is Habit.PROMPT
