"""A walk over one site from its homepage: which page to look at next, and when to stop.

No I/O: the caller fetches the page that `step` names and gives it to `take`. The walk ends
whatever a site answers: it hands out at most `settings.pages` steps, each address once as it is
and at most once drawn in a browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from repostwatch.base.sites import same_site
from repostwatch.discovering import addresses
from repostwatch.discovering.behind import RepostPages
from repostwatch.discovering.evidence import ListEvidence, ReleaseFinder, evidence_of
from repostwatch.discovering.fillings import Fillings
from repostwatch.discovering.frontier import Frontier
from repostwatch.discovering.steps import SeenPage, Step, next_page
from repostwatch.discovering.stopping import Progress, is_enough
from repostwatch.discovering.twins import Twins
from repostwatch.discovering.unread import failed, leads_on, led_elsewhere, waits_for_script
from repostwatch.discovering.weighing import Yardstick, named
from repostwatch.model import Outcome, Page, Reason, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.navigation import Lead
from repostwatch.model.reasons import quoted
from repostwatch.settings import DiscoverySettings

_KNOWN = 1_000  # points of a list that is known already: it is looked at first
_FOLLOWED = 70  # points of the second page of a list with a release, less for those after it
_PAGE = 6
_REPOST = 14  # points of the page of a repost, which leads to its list: after what is named at all
_NAMED = 25  # more where its name says that it is one
_WITHIN = 20  # points above its page's for what should fill it: a frame, data
_SITE_MAP = 8  # points of sitemap.xml: few sites have one, so it comes after what is named at all
_FEW_LEADS = 5  # a homepage whose menus lead to fewer pages has one that a script draws
_FAILURES = 6  # pages in a row that fail: the site is down, or wants to see no more of us
_DRAWN = 40  # a page worth a browser has at least so many points


class SiteWalk:
    """One walk. `render`: whether pages can be drawn in a browser."""

    def __init__(
        self,
        home_url: str,
        finder: ReleaseFinder,
        by: Yardstick,
        *,
        known: Sequence[tuple[str, str]] = (),
        render: bool = False,
    ) -> None:
        self.home_url, self._finder, self._by, self._can_render = home_url, finder, by, render
        self._settings: DiscoverySettings = by.settings
        self._frontier = Frontier(home_url, self._settings.depth)
        self.left_out = self._frontier.left_out
        self._waiting: list[Step] = [Step(home_url)]  # next pages and pages to draw
        self._lists: dict[str, ListEvidence] = {}
        self._fills, self._twins = Fillings(), Twins(home_url)
        self._reposts, self._progress = RepostPages(home_url), Progress()
        self._failures = 0
        self._home_print: int | None = None
        self._embedded = self._shell = False  # the homepage's content is not in its bytes
        self.pages: list[str] = []
        self.reason: Reason | None = None
        self.render_home = False
        self._frontier.want(urljoin(home_url, "/sitemap.xml"), "", _SITE_MAP)
        self._known = {url for url, _ in known}
        for url, name in known:
            self._frontier.want(url, name, _KNOWN)

    @property
    def lists(self) -> list[ListEvidence]:
        """The evidence of every page that was read, in the order of the walk."""
        return [
            replace(one, orphan=one.url in self._known and not self._frontier.leads_to(one.url))
            for one in self._fills.apart(self._lists)
        ]

    @property
    def found(self) -> frozenset[str]:
        """The releases that were asked for and seen anywhere."""
        return self._progress.seen & frozenset(self._by.asked)

    def step(self) -> Step | None:
        """The next page to look at; None where the walk is over, and `reason` says why."""
        if self.reason is not None:
            return None
        step, spent = None, len(self.pages)
        if spent >= self._settings.pages:
            self.reason = because(DiscoveryCode.PAGES_SPENT, pages=spent)
        elif is_enough(
            self.lists, self._progress, self._frontier, self._by, embedded=self._embedded
        ):
            counts = {"found": len(self.found), "asked": len(self._by.asked)}
            self.reason = because(DiscoveryCode.ENOUGH, pages=spent, **counts)
        elif (step := self._next()) is None:
            self.reason = because(DiscoveryCode.ALL_READ, pages=spent)
        if step is None:
            return None
        self.pages.append((step := self._twins.alive(step)).url)
        return step

    def take(self, step: Step, seen: SeenPage) -> None:
        """Take in what a step's page says."""
        self._progress.turn()
        home, page = step.depth == 0 and not step.of, seen.page
        if page is not None and self._waits(step, seen, page, home=home):
            self._frontier.add(seen.leads, step.depth + 1)
            self._within(step, seen.leads)
        elif page is None or not (seen.outcome.usable or page.links or seen.leads):
            self._fail(step, seen, home=home)
        else:
            self._failures = 0
            if self._is_here(step, seen):
                self._read(step, seen, page, home=home)

    def _read(self, step: Step, seen: SeenPage, page: Page, *, home: bool) -> None:
        """Take in a page of the site."""
        self._embedded = self._embedded or (home and any(c.form.embedded for c in page.columns))
        self.render_home = self.render_home or (home and step.render and self._shell)
        evidence, everywhere = evidence_of(page, step.url, self._finder, (step.name,))
        if home:
            # A homepage of one list has the items of that list's own page.
            self._home_print = evidence.print if evidence.lists > 1 else None
        elif evidence.items and evidence.print == self._home_print:
            self._elsewhere(step, seen.url if seen.url != step.url else self.home_url)
            return
        self._progress.see(everywhere)
        self._frontier.add(seen.leads, step.depth + 1, from_reposts=bool(evidence.releases))
        if step.of:
            self._continue(step, evidence)
        elif home or page.number <= 1:
            self._keep(step, evidence, home=home, article=page.article is not None)
            if not (home and evidence.items):
                self._within(step, seen.leads, filled=evidence.items > 0)
        if home:
            for url in self._reposts.choose(evidence):
                self._frontier.want(url, "", _REPOST)
        else:
            for place, (url, name) in enumerate(self._reposts.lists(step, seen)):
                self._frontier.want(url, name, _FOLLOWED - place, step.depth)
            self._follow(step, seen)

    def _waits(self, step: Step, seen: SeenPage, page: Page, *, home: bool) -> bool:
        """Whether a page is to be read as a browser draws it. A homepage without a menu is read as
        it is, too."""
        fresh = self._frontier.count(seen.leads, fresh=True)
        waits = waits_for_script(page) and not leads_on(seen, fresh)
        self._shell = self._shell or (home and waits)
        bare = home and self._frontier.count(seen.leads) < _FEW_LEADS
        return (waits or bare) and self._draw(step, home=home) and waits

    def _next(self) -> Step | None:
        """The best of what waits: next pages and drawings, or a new address."""
        best = max(self._waiting, key=lambda step: step.score, default=None)
        candidate = self._frontier.best
        if best is not None and (
            candidate is None or best.score >= self._frontier.points(candidate) or not self.pages
        ):
            self._waiting.remove(best)
            return best
        if (one := self._frontier.pop()) is None:
            return self._next() if self._waiting else None
        return Step(one.url, one.name, one.depth, one.score)

    def _draw(self, step: Step, *, home: bool) -> bool:
        """Whether a page without items is to be fetched again, by a browser."""
        worth = home or self._shell or step.score >= _DRAWN
        if step.render or not self._can_render or not worth or step.url in self._reposts.urls:
            return False
        drawn = Step(step.url, step.name, step.depth, step.score, render=True, of=step.of)
        self._waiting.append(drawn)
        return True

    def _fail(self, step: Step, seen: SeenPage, *, home: bool) -> None:
        if home and step.url in self._lists:
            return  # it was read as it is
        if (instead := self._twins.retry(step, seen)) is not None:
            self._waiting.append(instead)
            return
        self._failures += not seen.gone
        said = {"outcome": seen.outcome, "reason": seen.reason}
        if home:
            self.reason = because(DiscoveryCode.HOME_FAILED, **said)
            return
        if self._failures >= _FAILURES:
            self.reason = because(DiscoveryCode.BROKEN_OFF, pages=len(self.pages), **said)
        if not step.of:
            self._lists[step.url] = failed(step, seen)

    def _is_here(self, step: Step, seen: SeenPage) -> bool:
        """Whether what was answered is the page that was asked for, and not one seen before."""
        asked, got = addresses.address_key(step.url), addresses.address_key(seen.url)
        here = same_site(seen.url, self.home_url)
        if here and (got == asked or self._frontier.mark(seen.url) or step.render):
            return True
        if step.depth == 0 and not step.of:
            why = because(DiscoveryCode.ELSEWHERE, there=quoted(seen.url, 255))
            self.reason = because(DiscoveryCode.HOME_FAILED, outcome=Outcome.SOFT_404, reason=why)
        else:
            self._elsewhere(step, seen.url)
        return False

    def _elsewhere(self, step: Step, there: str) -> None:
        self._lists[step.url] = led_elsewhere(step, there)

    def _keep(self, step: Step, evidence: ListEvidence, *, home: bool, article: bool) -> None:
        kept = replace(evidence, depth=step.depth, home=home, render=step.render)
        if not kept.items and not home:
            if article:
                return
            kept = replace(kept, names=(step.name,), why=because(DiscoveryCode.NO_ROWS))
        self._lists[step.url] = kept
        if kept.releases and not home:
            self._frontier.raise_beside(step.url)
        if kept.items and (filled := self._fills.page_of(step.url)):
            # Its rows are known without a browser.
            self._waiting = [one for one in self._waiting if one.url != filled]

    def _continue(self, step: Step, evidence: ListEvidence) -> None:
        before = self._lists.get(step.of)
        if before is not None:
            self._lists[step.of] = before.with_page(evidence)

    def _within(self, step: Step, leads: Iterable[Lead], *, filled: bool = False) -> None:
        """What may fill a page without rows is as likely as the page itself."""
        for lead in self._fills.add(step.url, leads, self.home_url):
            if not filled:
                name = lead.words or step.name
                self._frontier.want(lead.url, name, step.score + _WITHIN, step.depth + 1)

    def _follow(self, step: Step, seen: SeenPage) -> None:
        """Have a list's next page looked at, where older releases on it would prove something."""
        first = step.of or step.url
        one, page = self._lists.get(first), seen.page
        if one is None or page is None or step.number > self._settings.list_pages:
            return
        enough = self._by.proven(one) and self._by.keeps(one)
        if enough or not (one.releases or (named(one) and one.items)):
            return
        url = next_page(page)
        if url is None or not same_site(url, self.home_url) or not self._frontier.mark(url):
            return
        points = _FOLLOWED + _NAMED * named(one) - _PAGE * step.number
        self._waiting.append(
            Step(url, step.name, step.depth, points, step.render, first, step.number + 1)
        )
