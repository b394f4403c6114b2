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
    what strangers show there, as it was seen last; None: nothing of theirs. `proven`: it closed or
    moved up, since it leads to its own or announced an end; else its address only leads elsewhere,
    as to a new name or a sign-in."""

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
    proven: bool = False


@dataclass(frozen=True, slots=True)
class ClosuresKnown:
    """How many sites closed or moved up in a quarter, and of how many this is known: a scan of the
    quarter read their homepage, or their end is known; `sites` are all that stood in it."""

    closed: int
    known: int
    sites: int
