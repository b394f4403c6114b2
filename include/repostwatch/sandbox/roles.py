"""The roles of the portals, assigned by the seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random


class SiteFault(StrEnum):
    """How a site fails."""

    TIMEOUT = "timeout"  # accepts the connection and never answers
    FORBIDDEN = "forbidden"  # 403 from a firewall
    PRECONDITION = "precondition"  # 412 with a JavaScript challenge
    COOKIE = "cookie"  # 521 with a cookie challenge
    INTERSTITIAL = "interstitial"  # a challenge page that says 200
    LOOP = "loop"  # redirects in a circle
    RESET = "reset"  # resets the connection
    SHELL = "shell"  # drawn by JavaScript, nothing in the bytes
    SERVER_ERROR = "server_error"  # 503


class ColumnPlan(StrEnum):
    """How the homepage shows its policy column."""

    PROMINENT = "prominent"
    BURIED = "buried"
    STALE = "stale"
    BLANK = "blank"
    SCRIPT = "script"
    IFRAME = "iframe"
    CHANNEL = "channel"
    ABSENT = "absent"

    @property
    def embedded(self) -> bool:
        return self in (ColumnPlan.SCRIPT, ColumnPlan.IFRAME)


class Habit(StrEnum):
    """How a portal reposts."""

    PROMPT = "prompt"
    LATE = "late"  # some of them after the deadline
    FORGETFUL = "forgetful"  # some of them never
    SILENT = "silent"  # none at all
    FORGER = "forger"  # late, with a date that says otherwise


class Quirk(StrEnum):
    """What makes a portal's lists harder to judge."""

    NONE = "none"
    SHORT = "short"  # the list does not reach back and has no next page
    DATELESS = "dateless"  # no dates in the list, minutes in the articles
    UNDATED_ITEM = "undated_item"  # one repost carries no date anywhere
    STRADDLING_DAY = "straddling_day"  # one repost's only date is the deadline's day
    DIRECT = "direct"  # items lead straight to gov.cn
    REDIRECT = "redirect"  # the homepage redirects, and it works
    OUTAGE_MIDDLE = "outage_middle"  # everything answers 503 around the second scan
    OUTAGE_END = "outage_end"  # list pages answer 503 around the last scan
    SHORT_LIMIT = "short_limit"  # a local rule of 8 hours (docs/rules.md section 1)


@dataclass(frozen=True, slots=True)
class Role:
    fault: SiteFault | None = None
    column: ColumnPlan = ColumnPlan.PROMINENT
    habit: Habit = Habit.PROMPT
    quirk: Quirk = Quirk.NONE


# Counts for 103 portals, so that the two headline figures come out near the published ones.
DECK: tuple[tuple[int, Role], ...] = (
    (1, Role(SiteFault.TIMEOUT)),
    (1, Role(SiteFault.FORBIDDEN)),
    (2, Role(SiteFault.PRECONDITION)),
    (2, Role(SiteFault.COOKIE)),
    (2, Role(SiteFault.INTERSTITIAL)),
    (1, Role(SiteFault.LOOP)),
    (1, Role(SiteFault.RESET)),
    (1, Role(SiteFault.SHELL)),
    (2, Role(quirk=Quirk.SHORT, habit=Habit.SILENT)),
    (1, Role(quirk=Quirk.OUTAGE_MIDDLE)),
    (1, Role(quirk=Quirk.OUTAGE_END, habit=Habit.FORGETFUL)),
    (2, Role(quirk=Quirk.REDIRECT)),
    (1, Role(quirk=Quirk.DATELESS)),
    (2, Role(quirk=Quirk.UNDATED_ITEM)),
    (1, Role(quirk=Quirk.STRADDLING_DAY)),
    (4, Role(quirk=Quirk.DIRECT)),
    (1, Role(habit=Habit.FORGER)),
    (2, Role(column=ColumnPlan.SCRIPT)),
    (3, Role(column=ColumnPlan.IFRAME)),
    (2, Role(column=ColumnPlan.BURIED)),
    (1, Role(column=ColumnPlan.BURIED, habit=Habit.LATE)),
    (1, Role(column=ColumnPlan.STALE)),
    (1, Role(column=ColumnPlan.STALE, habit=Habit.LATE)),
    (2, Role(column=ColumnPlan.BLANK)),
    (2, Role(column=ColumnPlan.ABSENT)),
    (1, Role(column=ColumnPlan.ABSENT, habit=Habit.SILENT)),
    (2, Role(column=ColumnPlan.CHANNEL)),
    (7, Role(habit=Habit.LATE)),
    (4, Role(habit=Habit.FORGETFUL)),
    (1, Role(habit=Habit.SILENT)),
    (48, Role()),
)
SHORT_LIMIT_PORTAL = "fujian"


def assign_roles(seed: int, portal_ids: Sequence[str], plain: frozenset[str]) -> dict[str, Role]:
    """A role for every portal. Those in `plain` get an ordinary one."""
    cards = [role for count, role in DECK for _ in range(count)]
    rng = Random(f"{seed}:roles")  # noqa: S311  a seed, not a secret
    rng.shuffle(cards)
    dealt = {
        portal_id: cards[place % len(cards)] for place, portal_id in enumerate(sorted(portal_ids))
    }
    for portal_id in sorted(plain & dealt.keys()):
        _swap(dealt, portal_id, plain)
    if SHORT_LIMIT_PORTAL in dealt:
        dealt[SHORT_LIMIT_PORTAL] = replace(dealt[SHORT_LIMIT_PORTAL], quirk=Quirk.SHORT_LIMIT)
    return dealt


def _swap(dealt: dict[str, Role], portal_id: str, plain: frozenset[str]) -> None:
    """Exchange roles with a portal that has an ordinary one, so that no role is lost."""
    if dealt[portal_id] == Role():
        return
    holder = next((i for i, role in dealt.items() if role == Role() and i not in plain), None)
    if holder is None:
        dealt[portal_id] = Role()
    else:
        dealt[portal_id], dealt[holder] = dealt[holder], dealt[portal_id]
