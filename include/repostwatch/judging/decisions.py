"""What a person decided about a duty. It outlives every run of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from repostwatch.judging.wording import minute


class DecisionKind(StrEnum):
    """What a person can say.

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


@dataclass(frozen=True, slots=True)
class HumanDecision:
    """`by` is the person's name. After `expires` the machine's own result counts again.

    Raises ValueError where the kind is none of DecisionKind.
    """

    kind: DecisionKind
    link_id: str | None
    by: str
    reason: str
    at: datetime
    expires: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", DecisionKind(self.kind))

    def in_force(self, now: datetime) -> bool:
        return self.at <= now and (self.expires is None or now < self.expires)

    @property
    def told(self) -> str:
        until = f"，有效期至{minute(self.expires)}" if self.expires else ""
        return f"人工{self.kind.told}（{self.by}，{minute(self.at)}{until}）：{self.reason}"
