"""What is remembered of a host between runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.model.outcomes import Outcome
from repostwatch.model.reason_json import JsonReason


@dataclass(frozen=True, slots=True)
class HostRecord:
    """The stored state of a host. No requests are sent before `until`, for `reason`.

    `lying`: its validators stayed the same while the content changed.
    """

    failures: int = 0
    until: datetime | None = None
    outcome: Outcome | None = None
    reason: JsonReason | None = None
    lying: bool = False


@dataclass(frozen=True, slots=True)
class RobotsText:
    """The robots.txt of an origin (`https://host`), and when it was asked for. `text` is None where
    it has none."""

    origin: str
    asked_at: datetime
    text: str | None
