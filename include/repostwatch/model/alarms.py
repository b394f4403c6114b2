"""Faults of the monitor itself, and the facts they rest on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.model.reasons import Reason
from repostwatch.model.words import Occasion


@dataclass(frozen=True, slots=True)
class SourceFact:
    """A source of releases: when it was last read, its newest release, and the latest error (None
    if there was none)."""

    source: str
    tried_at: datetime
    read_at: datetime | None = None
    newest: datetime | None = None
    problem: Reason | None = None


@dataclass(frozen=True, slots=True)
class PortalFact:
    """A portal's latest scan: whether it is complete, its number of links, and the usual number
    (None if there are too few scans). `broke` is the reason of an internal error since then."""

    portal_id: str
    name: str
    whole: bool
    links: int
    typical: float | None
    broke: Reason | None = None


@dataclass(frozen=True, slots=True)
class MailFact:
    """A mail that an address has not got since `posted_at`; `dead`: no try follows by itself."""

    address: str
    subject: str
    posted_at: datetime
    dead: bool
    why: Reason | None


@dataclass(frozen=True, slots=True)
class MonitorFacts:
    """`timed`: the steps run on a schedule, so that a missing run is a fault. `newest_scan` is the
    newest of all, `last_scan` the newest up to now. `unaddressed`: when the newest report was made,
    where it is for nobody."""

    sources: tuple[SourceFact, ...]
    portals: tuple[PortalFact, ...]
    last_scan: datetime | None
    timed: bool = True
    newest_scan: datetime | None = None
    mails: tuple[MailFact, ...] = ()
    unaddressed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """`alarm_id` identifies the fault over time; `about` are the sources or portals concerned."""

    alarm_id: str
    reason: Reason  # for the operator
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlarmState:
    """An alarm over time. `mailed_about` are the subjects of all mails sent, `mailed_at` is the
    time of the last one."""

    alarm: Alarm
    opened_at: datetime
    seen_at: datetime
    mailed_at: datetime | None = None
    mails: int = 0
    mailed_about: tuple[str, ...] = ()
    closed: bool = False

    def sent(self, occasion: Occasion, now: datetime) -> AlarmState:
        """The state after the mail server accepted the mail of `occasion`."""
        return replace(
            self,
            mailed_at=now,
            mails=self.mails + 1,
            mailed_about=tuple(sorted({*self.mailed_about, *self.alarm.about})),
            closed=occasion is Occasion.RESOLVED,
        )
