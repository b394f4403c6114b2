"""The lists about policy that a site has, by its trap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from repostwatch.sandbox.layout import Channel, Section, Shape
from repostwatch.sandbox.timeline import Timeline
from repostwatch.sandbox.traps import Trap

# The names of lists of the State Council's policy, the plain ones and the vague ones.
NAMED = ("国务院文件", "国务院信息", "国务院政策文件", "国务院有关文件", "国务院要闻")
VAGUE = ("中央精神", "上级文件", "政策文件", "转载国务院信息", "上级政策")
FORBIDDEN = "gkml"  # the folder that robots.txt forbids, below the section of openness
MOVES = (3, 12)  # day and hour of a redesign: between the second scan and the third
# Items a day beside the reposts. What a list of the State Council's has besides is little, or
# a page of seven items would not show three reposts. Forty news on a day of ten working hours are
# as many as this around the clock.
QUIET, FRESH, ROLLING = 0.06, 0.35, 96.0
ROLLING_DAYS, FRESH_DAYS, OWN_DAYS = 16, 150, 400
STOPPED_DAYS = 150  # before day 0 of September: in spring

Lists = tuple[list[Channel], tuple[str, ...]]  # and the keys of those to be watched


@dataclass(frozen=True, slots=True)
class Draft:
    """A site in the making; `main` is its list of the State Council's policy."""

    rng: Random
    line: Timeline
    opening: str  # folder of the section of openness
    policy: str  # folder of the section of policy, in it
    main: Channel
    slugs: tuple[str, ...]  # for further lists

    def another(self, key: str, name: str, pace: float = 0.0, days: int = 700) -> Channel:
        """A list beside the main one."""
        folder = f"{self.policy}/{self.slugs[0]}"
        return Channel(key, name, folder, "policy", items=key, pace=pace, days=days)


def lists_of(trap: Trap, draft: Draft) -> Lists:
    made = MADE.get(trap)
    return made(draft) if made else ([draft.main], ("policy",))


def sections_of(trap: Trap) -> list[Section]:
    """What a site has besides its usual sections."""
    if trap is not Trap.SIBLING_HOST:
        return []
    return [Section("platform", "信息公开平台", "/zfxxgk", "open", sibling=True)]


def _stale_namesake(draft: Draft) -> Lists:
    old = replace(draft.another("namesake", "国务院文件", QUIET), stopped=STOPPED_DAYS)
    return [old, draft.main], ("policy",)


def _own_policy(draft: Draft) -> Lists:
    own = draft.another("own", "政策文件", FRESH, OWN_DAYS)
    return [own, draft.main], ("policy",)


def _robots(draft: Draft) -> Lists:
    own = draft.another("own", "政府文件", FRESH, OWN_DAYS)
    own = replace(own, folder=f"{draft.opening}/{FORBIDDEN}", above="open")
    return [own, draft.main], ("policy",)


def _rolling_news(draft: Draft) -> Lists:
    rolling = draft.another("rolling", "要闻", ROLLING, ROLLING_DAYS)
    return [replace(rolling, folder="/xwzx/yw", above="news"), draft.main], ("policy",)


def _sibling_host(draft: Draft) -> Lists:
    folder = f"/zfxxgk/{draft.slugs[0]}"
    return [replace(draft.main, folder=folder, above="platform", sibling=True)], ("policy",)


def _redesign(draft: Draft) -> Lists:
    moved = draft.line.at(*MOVES)
    new = replace(
        draft.main,
        key="moved",
        name=draft.rng.choice(NAMED),
        folder=f"{draft.opening}/{draft.slugs[0]}",
        above="open",
        since=moved,
    )
    return [replace(draft.main, until=moved), new], ("policy", "moved")


def _second_list_only(draft: Draft) -> Lists:
    named = replace(draft.main, name="国务院文件", pace=FRESH, days=FRESH_DAYS)
    return [named, draft.another("second", draft.rng.choice(VAGUE))], ("second",)


def _split(draft: Draft) -> Lists:
    named = replace(draft.main, name="国务院文件")
    return [named, draft.another("second", "国务院要闻")], ("policy", "second")


def _silent_site(draft: Draft) -> Lists:
    return [replace(draft.main, pace=FRESH, days=FRESH_DAYS)], ()


def _sitemap_only(draft: Draft) -> Lists:
    return [replace(draft.main, in_menu=False)], ("policy",)


def _shaped(shape: Shape) -> Callable[[Draft], Lists]:
    return lambda draft: ([replace(draft.main, shape=shape)], ("policy",))


MADE: dict[Trap, Callable[[Draft], Lists]] = {
    Trap.STALE_NAMESAKE: _stale_namesake,
    Trap.OWN_POLICY: _own_policy,
    Trap.ROBOTS: _robots,
    Trap.ROLLING_NEWS: _rolling_news,
    Trap.JPAGE: _shaped(Shape.JPAGE),
    Trap.JSON_LIST: _shaped(Shape.JSON),
    Trap.IFRAME: _shaped(Shape.FRAME),
    Trap.SIBLING_HOST: _sibling_host,
    Trap.REDESIGN_404: _redesign,
    Trap.REDESIGN_HOME: _redesign,
    Trap.SECOND_LIST_ONLY: _second_list_only,
    Trap.SPLIT: _split,
    Trap.SILENT_SITE: _silent_site,
    Trap.SITEMAP_ONLY: _sitemap_only,
}
