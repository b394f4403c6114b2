"""A run as its page shows it: what it was asked about, what it saw, where its mail stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from repostwatch.base.mail_addresses import same_mailbox
from repostwatch.model import Level, Portal, Release
from repostwatch.model.mails import DAILY, Delivery, Letter
from repostwatch.queries.mails import list_letters
from repostwatch.store import portals, releases, scans
from repostwatch.store.database import Connection

# Of one day: an edition for each audience. Recipients are not that many.
LETTERS_OF_A_DAY = 1000


@dataclass(frozen=True, slots=True)
class RunAsked:
    """What the form of a run named: portals by id or level, releases by id, and a report's day
    (ISO 8601) with the address that it is to be sent to once more. All may be empty."""

    portals: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    day: str = ""
    to: str = ""


NOTHING = RunAsked()


@dataclass(frozen=True, slots=True)
class RunFacts:
    """`portals` and `releases` are those that the run was about; what is no level and no id that is
    known stays the word it was. `scans`: what it saw, incomplete ones first. `sent`: where the
    day's reports stand with the address that was asked for, the newest first."""

    portals: tuple[Portal | Level | str, ...]
    releases: tuple[Release | str, ...]
    scans: Sequence[dict[str, Any]]
    sent: tuple[tuple[Letter, Delivery], ...]


def run_facts(conn: Connection, run_id: str, asked: RunAsked) -> RunFacts:
    named = {one.portal_id: one for one in portals.load(conn, asked.portals)}
    titled = {one.release_id: one for one in releases.load(conn, asked.releases)}
    return RunFacts(
        portals=tuple(
            Level(one) if one in set(Level) else named.get(one, one) for one in asked.portals
        ),
        releases=tuple(titled.get(one, one) for one in asked.releases),
        scans=sorted(scans.of_run(conn, run_id), key=lambda row: row["reach"] is not None),
        sent=_sent(conn, run_id, asked) if asked.to else (),
    )


def _sent(conn: Connection, run_id: str, asked: RunAsked) -> tuple[tuple[Letter, Delivery], ...]:
    """Of the day that was named also those that another run posted: a mail that was still waiting
    is taken up, and no second one is made."""
    found = list_letters(conn, period=asked.day or None, kind=DAILY, most=LETTERS_OF_A_DAY)
    return tuple(
        (one.letter, delivery)
        for one in found
        for delivery in reversed(one.deliveries)
        if same_mailbox(delivery.address) == same_mailbox(asked.to)
        and (asked.day or delivery.asked == run_id)
    )
