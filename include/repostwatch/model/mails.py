"""Mails: who gets what, the letters that wait for them, and where each stands with each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.model.reasons import Reason
from repostwatch.model.words import DeliveryState, Frequency, Language, Level

# Kinds of letters.
DAILY, ALARM, BULLETIN, WARNING = "daily", "alarm", "bulletin", "warning"
# Audiences that are no share of the report: who runs the monitor, and nobody.
OPERATORS, NOBODY = "operators", "nobody"


@dataclass(frozen=True, slots=True)
class Audience:
    """What a recipient gets of a report: portals that are named, of a level, or under an authority,
    all of them where none of the three is given; the sections of the mail, all of them where none
    is; the language, that of the settings where none is; and how often, because what is new depends
    on what came before."""

    portals: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    authorities: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    language: Language | None = None
    frequency: Frequency = Frequency.DAILY

    @property
    def key(self) -> str:
        """Equal for equal audiences, whatever the order within: "all", or what narrows it."""
        named = {
            "portals": self.portals,
            "levels": self.levels,
            "authority": self.authorities,
            "sections": self.sections,
            "language": (self.language,) if self.language else (),
            "frequency": () if self.frequency is Frequency.DAILY else (self.frequency,),
        }
        parts = (f"{name}={','.join(sorted(set(some)))}" for name, some in named.items() if some)
        return "; ".join(parts) or "all"

    @property
    def of_everything(self) -> bool:
        """Whether it is about all portals."""
        return not (self.portals or self.levels or self.authorities)


EVERYTHING = Audience()


@dataclass(frozen=True, slots=True)
class Recipient:
    """`name` is empty where only an address is known."""

    address: str
    name: str = ""
    audience: Audience = EVERYTHING

    @property
    def frequency(self) -> Frequency:
        return self.audience.frequency


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it was made: the `edition`th about a `period`, for an audience (`Audience.key`,
    OPERATORS or NOBODY), with the digest of the facts that it shows. `message` has neither sender
    nor recipient: both are found when it is sent."""

    letter_id: int
    kind: str
    period: str
    audience: str
    edition: int
    digest: str
    subject: str
    message_id: str
    message: bytes
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """A letter on its way to one address.

    `asked` is empty where the address is a recipient, else who asked that it be sent there (again).
    `retry_at` is when the next try is due, None where none follows by itself. `tries` counts
    sessions with the server, `unsure` those of them whose answer was lost: each may have delivered
    the mail. `sender` is whom the latest try was from, `head` the lines with which it went out (to
    a chat: the whole message, without its signature);
    `busy`: somebody is sending it now.
    """

    delivery_id: int
    letter_id: int
    address: str
    asked: str
    state: DeliveryState
    posted_at: datetime
    retry_at: datetime | None = None
    tries: int = 0
    unsure: int = 0
    reason: Reason | None = None
    sender: str | None = None
    head: bytes | None = None
    tried_at: datetime | None = None
    sent_at: datetime | None = None
    busy: bool = False

    @property
    def settled(self) -> bool:
        return self.state in (DeliveryState.SENT, DeliveryState.WITHDRAWN)

    @property
    def dead(self) -> bool:
        """Refused for good: no try follows by itself."""
        return self.state is DeliveryState.REFUSED and self.retry_at is None
