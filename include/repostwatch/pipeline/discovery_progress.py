"""What a search for lists tells of itself while it goes on, and of each portal at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from repostwatch.crawl.fetch.outcomes import PASSING
from repostwatch.model import Language, Outcome, Portal, because
from repostwatch.model.codes import DiscoveryCode, RunCode
from repostwatch.model.watched_lists import Discovery, ListState, WatchedList
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class DiscoverySummary:
    """The search of one portal. `passing`: its homepage failed in a way that may pass."""

    portal_id: str
    name: str
    in_use: int
    proposed: int
    pages: int
    passing: bool
    line: str


@dataclass(frozen=True, slots=True)
class Watchers:
    """Whom to tell of progress: of each portal that is done, and of each page as it is read."""

    on_portal: Callable[[DiscoverySummary], None] = field(default=lambda _: None)
    on_page: Callable[[Portal, str], None] = field(default=lambda _portal, _url: None)


def summary_of(
    portal: Portal, ended: Discovery, lists: Sequence[WatchedList], language: Language
) -> DiscoverySummary:
    """What came of the search of one portal."""
    in_use = sum(one.state is ListState.IN_USE for one in lists)
    proposed = sum(one.state is ListState.PROPOSED for one in lists)
    failed = ended.reason.code is DiscoveryCode.HOME_FAILED
    outcome = ended.reason["outcome"] if failed else None
    line = because(
        RunCode.DISCOVERED, portal=portal.name, in_use=in_use, proposed=proposed, end=ended.reason
    )
    return DiscoverySummary(
        portal_id=portal.portal_id,
        name=portal.name,
        in_use=in_use,
        proposed=proposed,
        pages=len(ended.pages),
        passing=isinstance(outcome, Outcome) and outcome in PASSING,
        line=say(line, Style(language)),
    )
