"""A walk over one site from its homepage: which page to look at next, and when to stop.

No I/O: the caller fetches the page that `step` names and gives it to `take`. The walk ends
whatever a site answers: it hands out at most `settings.pages` steps, each address once as it is
and at most once drawn in a browser.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin

from repostwatch.base.sites import same_site
from repostwatch.discovering import addresses
from repostwatch.discovering.evidence import ListEvidence, ReleaseFinder, evidence_of
from repostwatch.discovering.frontier import Frontier
from repostwatch.discovering.steps import SeenPage, Step
from repostwatch.discovering.stopping import Progress, is_enough
from repostwatch.discovering.unread import waits_for_script, why_unread
from repostwatch.discovering.weighing import Yardstick, named
from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.model.reasons import quoted
from repostwatch.settings import DiscoverySettings

_KNOWN = 1_000  # points of a list that is known already: it is looked at first
_FOLLOWED = 70  # points of the second page of a list with a release, less for those after it
_PAGE = 6
_NAMED = 25  # more where its name says that it is one
_WITHIN = 20  # points above its page's for what should fill it: a frame, data
_SITE_MAP = 8  # points of sitemap.xml: few sites have one, so it comes after what is named at all
_FEW_LEADS = 5  # a homepage that leads to fewer pages of its site has its menu drawn by a script
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
        known: Iterable[tuple[str, str]] = (),
        render: bool = False,
    ) -> None:
        self.home_url, self._finder, self._by, self._can_render = home_url, finder, by, render
        self._settings: DiscoverySettings = by.settings
        self._frontier = Frontier(home_url, self._settings.depth)
        self._waiting: list[Step] = [Step(home_url)]  # next pages and pages to draw
        self._lists: dict[str, ListEvidence] = {}
        self._fills: dict[str, str] = {}  # what may fill a page → that page
        self._progress = Progress()
        self._failures = 0
        self._home_print: int | None = None
        self._embedded = False
        self.pages: list[str] = []
        self.reason: Reason | None = None
        self.render_home = False
        self._frontier.want(urljoin(home_url, "/sitemap.xml"), "", _SITE_MAP)
        for url, name in known:
            self._frontier.want(url, name, _KNOWN)

    @property
    def lists(self) -> list[ListEvidence]:
        """The evidence of every page that was read, in the order of the walk. Of a page and what
        fills it (a frame, data) only the one with the reposts is there."""
        hidden = set()
        for inside, around in self._fills.items():
            one, other = self._lists.get(inside), self._lists.get(around)
            if one is not None and other is not None:
                full = bool(other.items) and 2 * len(other.releases) >= len(one.releases)
                hidden.add(inside if full or not one.items else around)
        return [one for url, one in self._lists.items() if url not in hidden or one.home]

    @property
    def found(self) -> frozenset[str]:
        """The releases that were asked for and seen anywhere."""
        return self._progress.seen & frozenset(self._by.asked)

    def step(self) -> Step | None:
        """The next page to look at; None where the walk is over, and `reason` says why."""
        if self.reason is not None:
            return None
        spent = len(self.pages)
        if spent >= self._settings.pages:
            self.reason = because(DiscoveryCode.PAGES_SPENT, pages=spent)
            return None
        if is_enough(self.lists, self._progress, self._frontier, self._by, embedded=self._embedded):
            self.reason = because(
                DiscoveryCode.ENOUGH, pages=spent, found=len(self.found), asked=len(self._by.asked)
            )
            return None
        step = self._next()
        if step is None:
            self.reason = because(DiscoveryCode.ALL_LOOKED_AT, pages=spent)
            return None
        self.pages.append(step.url)
        return step

    def take(self, step: Step, seen: SeenPage) -> None:
        """Take in what a step's page says."""
        self._progress.turn()
        home = step.depth == 0 and not step.of
        page = seen.page
        scripted = page is not None and (waits_for_script(page) or (home and self._bare(seen)))
        if scripted and self._draw(step, home=home):
            self._frontier.add(seen.leads, step.depth + 1)
            self._within(step, seen.leads)
            return
        if page is None or not (seen.outcome.usable or page.links or seen.leads):
            self._fail(step, seen, home=home)
            return
        self._failures = 0
        if not self._is_here(step, seen):
            return
        self._embedded = self._embedded or (home and any(c.form.embedded for c in page.columns))
        self.render_home = self.render_home or (home and step.render)
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
        if not home:
            self._follow(step, seen)

    def _next(self) -> Step | None:
        """The best of what waits: next pages and drawings, or a new address."""
        best = max(self._waiting, key=lambda step: step.score, default=None)
        candidate = self._frontier.best
        if best is not None and (
            candidate is None or best.score >= self._frontier.points(candidate) or not self.pages
        ):
            self._waiting.remove(best)
            return best
        one = self._frontier.pop()
        if one is None:
            return self._next() if self._waiting else None
        return Step(one.url, one.name, one.depth, one.score)

    def _draw(self, step: Step, *, home: bool) -> bool:
        """Whether a page without items is to be fetched again, by a browser."""
        if step.render or not self._can_render or not (home or step.score >= _DRAWN):
            return False
        drawn = Step(step.url, step.name, step.depth, step.score, render=True, of=step.of)
        self._waiting.append(drawn)
        return True

    def _bare(self, seen: SeenPage) -> bool:
        """Whether a homepage leads nowhere: its menu is not in the bytes."""
        return self._frontier.count(seen.leads) < _FEW_LEADS

    def _fail(self, step: Step, seen: SeenPage, *, home: bool) -> None:
        self._failures += not seen.gone
        if home:
            why = because(DiscoveryCode.HOME_FAILED, outcome=seen.outcome, reason=seen.reason)
            self.reason = why
            return
        if self._failures >= _FAILURES:
            self.reason = because(
                DiscoveryCode.BROKEN_OFF,
                pages=len(self.pages),
                outcome=seen.outcome,
                reason=seen.reason,
            )
        if not step.of:
            names = (step.name,) if step.name else ()
            self._lists[step.url] = ListEvidence(
                step.url, names, depth=step.depth, why=why_unread(seen), gone=seen.gone
            )

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
        why = because(DiscoveryCode.ELSEWHERE, there=quoted(there, 255))
        self._lists[step.url] = ListEvidence(
            step.url, (step.name,), depth=step.depth, why=why, gone=True
        )

    def _keep(self, step: Step, evidence: ListEvidence, *, home: bool, article: bool) -> None:
        kept = replace(evidence, depth=step.depth, home=home, render=step.render)
        if not kept.items and not home:
            if article:
                return
            kept = replace(kept, names=(step.name,), why=because(DiscoveryCode.NO_ROWS))
        self._lists[step.url] = kept
        if kept.releases and not home:
            self._frontier.raise_beside(step.url)
        if kept.items and (filled := self._fills.get(step.url)):
            # Its rows are known without a browser.
            self._waiting = [one for one in self._waiting if one.url != filled]

    def _continue(self, step: Step, evidence: ListEvidence) -> None:
        before = self._lists.get(step.of)
        if before is not None:
            self._lists[step.of] = before.with_page(evidence)

    def _within(self, step: Step, leads: Iterable[Lead], *, filled: bool = False) -> None:
        """What may fill a page without rows is as likely as the page itself."""
        for lead in leads:
            url = addresses.clean(lead.url)
            inside = lead.place in (LeadPlace.DATA, LeadPlace.FRAME)
            if inside and url is not None and same_site(url, self.home_url):
                self._fills.setdefault(url, step.url)
                if not filled:
                    self._frontier.want(url, step.name, step.score + _WITHIN, step.depth + 1)

    def _follow(self, step: Step, seen: SeenPage) -> None:
        """Have a list's next page looked at, where older releases on it would prove something."""
        first = step.of or step.url
        one, page = self._lists.get(first), seen.page
        if one is None or page is None or step.number > self._settings.list_pages:
            return
        enough = self._by.proven(one) and self._by.keeps(one)
        if enough or not (one.releases or (named(one) and one.items)):
            return
        following = page.next_url or next((r.next_url for r in page.regions if r.next_url), None)
        url = addresses.clean(following) if following else None
        if url is None or not same_site(url, self.home_url) or not self._frontier.mark(url):
            return
        points = _FOLLOWED + _NAMED * named(one) - _PAGE * step.number
        self._waiting.append(
            Step(url, step.name, step.depth, points, step.render, first, step.number + 1)
        )
