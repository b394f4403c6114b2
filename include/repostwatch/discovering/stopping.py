"""When a search has found what there is to find.

It goes on while a waiting address bears a name that says it is the State Council's list. Else it
ends once a list proves itself, keeps its reposts for a while, and has nearly all the releases that
it reaches back to; or once a list proves itself and so many pages in a row showed nothing new. A
search that proves no list ends with its pages, or with what there is to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.discovering.evidence import ListEvidence
from repostwatch.discovering.frontier import Frontier
from repostwatch.discovering.scoring import NAMED, is_named
from repostwatch.discovering.weighing import Yardstick, named, own_list
from repostwatch.settings import DiscoverySettings


@dataclass
class Progress:
    """The releases seen so far, and the pages in a row that showed none which was new."""

    seen: frozenset[str] = frozenset()
    idle: int = 0

    def turn(self) -> None:
        """A page was looked at."""
        self.idle += 1

    def see(self, releases: frozenset[str]) -> None:
        """These releases stand on it."""
        if releases - self.seen:
            self.idle = 0
        self.seen |= releases


def is_enough(
    lists: Sequence[ListEvidence],
    progress: Progress,
    frontier: Frontier,
    by: Yardstick,
    *,
    embedded: bool = False,
) -> bool:
    """Whether nothing that waits is worth a request any more. `embedded`: the homepage shows
    gov.cn's own push feed, so that a list would prove nothing that it does not."""
    settings: DiscoverySettings = by.settings
    best = frontier.best
    if best is not None and best.score >= NAMED and is_named(best.name):
        return False
    live = [one for one in lists if not one.home and one.releases and not by.stopped(one)]
    proven = [one for one in live if by.proven(one) and own_list(one) and by.own(one)]
    if any(
        by.keeps(one) and by.share(one) >= settings.enough_share and not by.silent(one)
        for one in proven
        if not one.orphan
    ):
        return True
    if (proven or embedded) and progress.idle >= settings.idle_pages:
        return True
    return len(by.asked) < settings.proof_releases and _few(lists, live, progress, by)


def _few(
    lists: Sequence[ListEvidence],
    live: Sequence[ListEvidence],
    progress: Progress,
    by: Yardstick,
) -> bool:
    """The same where too few releases were asked for to prove a list: all of them stand on lists,
    or a list is the State Council's by its name and by its items."""
    settings: DiscoverySettings = by.settings
    listed = {release for one in live for release in one.releases}
    if listed >= set(by.asked) and 2 * progress.idle >= settings.idle_pages:
        return True
    likely = [one for one in lists if named(one) and one.central >= by.scan.list_signs]
    return bool(likely) and progress.idle >= 2 * settings.idle_pages
