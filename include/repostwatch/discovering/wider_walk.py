"""A look over a site for releases that its watched lists do not show: which page comes next.

No I/O: the caller fetches the page that `step` names and gives it to `take`. At most
`settings.pages` steps, each address once: the lists that are known, then what the pages lead on
to, the likely ones first, and further pages of lists back to the oldest release.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from repostwatch.base.sites import same_site
from repostwatch.discovering import addresses
from repostwatch.discovering.frontier import Frontier
from repostwatch.discovering.steps import SeenPage, Step, next_page
from repostwatch.discovering.twins import Twins
from repostwatch.model import Page
from repostwatch.settings import WiderSettings

_KNOWN = 1_000  # points of a list that is known already: it is looked at first
_PAGE = 6  # points that each further page of a list costs
_ROWS = 3  # dated rows that make a page a list with more of its kind behind it


class WiderWalk:
    """One look. `since` is when the oldest of the releases was published; `scanned` are the lists
    that scans read as far back as that anyway."""

    def __init__(
        self,
        home_url: str,
        since: datetime,
        settings: WiderSettings,
        depth: int,
        *,
        known: Iterable[tuple[str, str]] = (),
        scanned: Iterable[str] = (),
    ) -> None:
        self._home, self._since, self._settings = home_url, since, settings
        self._frontier = Frontier(home_url, depth)
        self.left_out = self._frontier.left_out
        self._waiting = [Step(home_url)]
        self._twins = Twins(home_url)
        self._steps = 0
        for url in scanned:
            if (cleaned := addresses.clean(url)) is not None:
                self._frontier.mark(cleaned)
        for place, (url, name) in enumerate(known):
            self._frontier.want(url, name, _KNOWN - place)

    def step(self) -> Step | None:
        """The next page to look at; None where there is none, or the pages are spent."""
        if self._steps >= self._settings.pages:
            return None
        found = self._next()
        self._steps += found is not None
        return found if found is None else self._twins.alive(found)

    def again(self, step: Step, seen: SeenPage) -> bool:
        """Whether a page that failed is looked at once more, where its server answers otherwise."""
        instead = self._twins.retry(step, seen)
        if instead is not None:
            self._waiting.append(instead)
        return instead is not None

    def take(self, step: Step, seen: SeenPage) -> None:
        """Take in what a step's page leads on to."""
        if not self._is_here(step, seen):
            return
        self._frontier.add(seen.leads, step.depth + 1)
        if step.depth and seen.page is not None and step.number <= self._settings.next_pages:
            self._follow(step, seen.page)

    def _next(self) -> Step | None:
        best = max(self._waiting, key=lambda step: step.score, default=None)
        candidate = self._frontier.best
        if best is not None and (
            candidate is None or not self._steps or best.score >= self._frontier.points(candidate)
        ):
            self._waiting.remove(best)
            return best
        one = self._frontier.pop()
        if one is None:
            return self._next() if self._waiting else None
        return Step(one.url, one.name, one.depth, one.score)

    def _is_here(self, step: Step, seen: SeenPage) -> bool:
        """Whether what was answered is a page of the site, and none that was seen before."""
        if not same_site(seen.url, self._home):
            return False
        asked, got = addresses.address_key(step.url), addresses.address_key(seen.url)
        return got == asked or not step.depth or self._frontier.mark(seen.url)

    def _follow(self, step: Step, page: Page) -> None:
        """Have a list's next page looked at, where this one does not reach back far enough."""
        dates = [link.date.interval.earliest for link in page.links if link.date is not None]
        if len(dates) < _ROWS or min(dates) <= self._since:
            return
        url = next_page(page)
        if url is None or not same_site(url, self._home) or not self._frontier.mark(url):
            return
        points = step.score - _PAGE
        first = step.of or step.url
        self._waiting.append(
            Step(url, step.name, step.depth, points, of=first, number=step.number + 1)
        )
