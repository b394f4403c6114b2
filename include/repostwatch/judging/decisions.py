"""What a person decided, about a duty or about a column. It outlives every run of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from repostwatch.judging.wording import STANDINGS, minute
from repostwatch.model import Standing


class DecisionKind(StrEnum):
    """What a person can say about a duty.

    CONFIRM with a link: that link is the release; its time follows from the facts, and what
    they leave open counts as on time. Without a link: the duty was done on time, whatever we saw.
    LATE: the same, but what the facts leave open counts as late.
    REJECT with a link: that link is not the release, judge without it. Without a link: nothing
    seen up to the decision was a repost; after the deadline that stands for a look of our own.
    WAIVE: the duty does not count.
    """

    CONFIRM = "confirm"
    LATE = "late"
    REJECT = "reject"
    WAIVE = "waive"

    @property
    def told(self) -> str:
        return TOLD[self]


TOLD = {
    DecisionKind.CONFIRM: "确认",
    DecisionKind.LATE: "认定超时",
    DecisionKind.REJECT: "否定",
    DecisionKind.WAIVE: "豁免",
}
# What a person can say about a column; that nobody can tell is no decision.
SAYABLE = tuple(kind for kind in Standing if kind not in (Standing.UNKNOWN, Standing.REVIEW))


class _Said:
    """What every decision carries. `by` is the person's name. After `expires` the machine's own
    result counts again."""

    __slots__ = ()
    by: str
    reason: str
    at: datetime
    expires: datetime | None

    def in_force(self, now: datetime) -> bool:
        return self.at <= now and (self.expires is None or now < self.expires)

    @property
    def _signed(self) -> str:
        until = f"，有效期至{minute(self.expires)}" if self.expires else ""
        return f"（{self.by}，{minute(self.at)}{until}）：{self.reason}"


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
    def told(self) -> str:
        return f"人工{self.kind.told}{self._signed}"


@dataclass(frozen=True, slots=True)
class ColumnDecision(_Said):
    """About a homepage's column.

    `rests_on` is when the scan began that was the latest one before the person's eyes: the
    decision is about the homepage as it was then, and not about what becomes of it. Raises
    ValueError where the standing is none of SAYABLE.
    """

    standing: Standing
    rests_on: datetime
    by: str
    reason: str
    at: datetime
    expires: datetime | None = None

    def __post_init__(self) -> None:
        if self.standing not in SAYABLE:
            raise ValueError(f"{self.standing!r} is nothing that a person can say of a column")

    @property
    def told(self) -> str:
        return f"人工认定为{STANDINGS[self.standing]}{self._signed}"
