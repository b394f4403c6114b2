"""A site that was closed or moved up (关停上移), as scans and registry have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from repostwatch.model.reasons import Reason


class NoticePeriod(StrEnum):
    """Whether the notice stood on the homepage for as long as the rule asks."""

    KEPT = "kept"
    SHORT = "short"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class MoveLook:
    """One scan of a homepage that was read, and what it said of having closed or moved; None:
    nothing."""

    at: datetime
    moved: Reason | None


@dataclass(frozen=True, slots=True)
class Closure:
    """Moments are between two looks: the last without (`…_after`, None: there was none) and the
    first with it (`…_by`, None: not seen). `shown` is how long the notice was seen, `shown_most`
    how long it can have stood, None where nothing bounds that. `leads_to` is the site that the
    address now leads to, `to_own` whether that is its parent's or successor's. `taken_over` says
    what strangers show there, as it was seen last; None: nothing of theirs."""

    portal_id: str
    announced_after: datetime | None
    announced_by: datetime | None
    gone_after: datetime | None
    gone_by: datetime | None
    shown: timedelta
    shown_most: timedelta | None
    notice: NoticePeriod
    leads_to: str | None = None
    to_own: bool | None = None
    taken_over: Reason | None = None
