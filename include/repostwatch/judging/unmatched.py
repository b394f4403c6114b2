"""Links of a portal that were not compared with the releases yet: until they are, what scans saw
is not known, and so proves nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime


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
