"""What a person decided, about a duty or about a column. It outlives every run of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from repostwatch.model.codes import DecisionCode
from repostwatch.model.reasons import Reason, because
from repostwatch.model.words import DecisionKind, Standing

Action = Literal["widen", "narrow", "waive", "limit", "withdraw"]


# What a person can say about a column; that nobody can tell is no decision.
SAYABLE = tuple(kind for kind in Standing if kind not in (Standing.UNKNOWN, Standing.REVIEW))


class _Said:
    """What every decision carries. `by` is the person's name. After `expires` the machine's own
    result counts again, as it does after one that `withdraws` what was said before."""

    __slots__ = ()
    by: str
    reason: str
    at: datetime
    expires: datetime | None

    @property
    def withdraws(self) -> bool:
        raise NotImplementedError

    @property
    def taken_back(self) -> Reason:
        """Who took back what was said, when and why."""
        return because(DecisionCode.WITHDRAWN, by=self.by, at=self.at, reason=self.reason)

    def in_force(self, now: datetime) -> bool:
        still = self.expires is None or now < self.expires
        return not self.withdraws and self.at <= now and still


@dataclass(frozen=True, slots=True)
class HumanDecision(_Said):
    """About a duty. Raises ValueError where the kind is none of DecisionKind."""

    kind: DecisionKind
    link_id: str | None
    by: str
    reason: str
    at: datetime
    expires: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", DecisionKind(self.kind))

    @property
    def withdraws(self) -> bool:
        return self.kind is DecisionKind.WITHDRAW

    @property
    def summary(self) -> Reason:
        """Who decided what, when, for how long and why."""
        if self.withdraws:
            return self.taken_back
        return because(
            DecisionCode.DUTY,
            kind=self.kind,
            by=self.by,
            at=self.at,
            expires=self.expires,
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True)
class ColumnDecision(_Said):
    """About a homepage's column.

    `rests_on` is when the scan began that was the latest one before the person's eyes: the
    decision is about the homepage as it was then, and not about what becomes of it. `standing` is
    None where the person takes back what was said. Raises ValueError where it is none of SAYABLE.
    """

    standing: Standing | None
    rests_on: datetime
    by: str
    reason: str
    at: datetime
    expires: datetime | None = None

    def __post_init__(self) -> None:
        if self.standing is not None and self.standing not in SAYABLE:
            raise ValueError(f"{self.standing!r} is nothing that a person can say of a column")

    @property
    def withdraws(self) -> bool:
        return self.standing is None

    @property
    def summary(self) -> Reason:
        """Who decided what, when, for how long and why."""
        if self.standing is None:
            return self.taken_back
        return because(
            DecisionCode.COLUMN,
            standing=self.standing,
            by=self.by,
            at=self.at,
            expires=self.expires,
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True)
class DutyOverride:
    """What a person changed about the duties of a release; it outlives every run.

    `target` is a portal's id, a level or `all`. `widen` adds duties, `narrow` takes them
    away, `waive` keeps them on record without asking for them, `limit` gives them `hours`
    instead of the portal's own limit, `withdraw` takes back what was said of the same target
    before. Later ones win.
    """

    release_id: str
    target: str
    action: Action
    by: str
    reason: str
    at: datetime
    expires: datetime | None = None
    hours: float | None = None

    def __post_init__(self) -> None:
        if (self.action == "limit") != (self.hours is not None and self.hours > 0):
            raise ValueError("a limit has hours above 0, and nothing else has hours")
