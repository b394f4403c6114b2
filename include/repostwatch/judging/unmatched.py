"""Links of a portal that were not compared with the releases yet: until they are, what scans saw
is not known, and so proves nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from repostwatch.model import Sighting

if TYPE_CHECKING:
    from repostwatch.judging.scan_history import ScanHistory


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What is open of one portal's links.

    `since`: when the first of those was seen that were compared with nothing; None without any.
    `releases`: the ids of the releases that came, or changed, after links were compared; `all`:
    links were compared by older rules, which is so of every release.
    """

    since: datetime | None = None
    releases: Collection[str] = frozenset()
    all: bool = False

    def concerns(self, release_id: str) -> bool:
        """Whether its verdict is one for the time being."""
        return self.since is not None or self.older(release_id)

    def older(self, release_id: str) -> bool:
        """Whether links were compared before the release was what it is, or by older rules."""
        return self.all or release_id in self.releases


NOTHING_OPEN = Unmatched()


def counting(
    release_id: str, history: ScanHistory, seen: Sequence[Sighting]
) -> tuple[ScanHistory, Sequence[Sighting]]:
    """The scans and sightings that a verdict rests on.

    Scans are left out from the one on that saw a link which was compared with nothing: it may be
    the repost, or an earlier one. Where links were compared with the release as it was, what was
    found stands, and that nothing was found shows nothing.
    """
    since = history.unmatched.since
    if since is not None:
        history = history.before(since)
        seen = [one for one in seen if one.first_seen < since]
    if not seen and history.unmatched.older(release_id):
        history = history.before(None)
    return history, seen
