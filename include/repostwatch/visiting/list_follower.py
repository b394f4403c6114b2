"""Follow a watched list over its pages and frames until it reaches back far enough.

Only the list itself proves an absence; `reading.regions` decides which region it is. If a region
that may be the list cannot be read, the result has no reach, and its gap says why.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from repostwatch.base.sites import same_site
from repostwatch.model import Outcome, Page, Reason, Region, RegionForm, all_of, because
from repostwatch.model.codes import ListCode, ScanCode
from repostwatch.reading.lists.reach import reach_of
from repostwatch.reading.regions.choose import HELD, NAMED, Choice, choose_list
from repostwatch.settings import Settings
from repostwatch.visiting.list_doubts import behind_home, not_central, other_kinds, outdated
from repostwatch.visiting.list_gaps import heading_of, list_failed, of_list, rows_unread, too_long
from repostwatch.visiting.list_progress import (
    Key,
    ListProgress,
    ListResult,
    list_account,
    newest_date,
)
from repostwatch.visiting.same_content import same_content
from repostwatch.visiting.soft_404 import shows_other
from repostwatch.visiting.visitor import (
    COLUMN,
    EXTRA,
    FRAME,
    NEXT,
    PageResult,
    PortalVisitor,
)
from repostwatch.visiting.watching import Watch


class ListFollower:
    """Follows the lists of one scan. `reposts`: the addresses of the portal's earlier reposts;
    `watch`: what is known of its lists; `extra`: these are read beside those in use."""

    def __init__(
        self,
        visitor: PortalVisitor,
        home: PageResult,
        horizon: datetime | None,
        reposts: Collection[str] = (),
        *,
        watch: Watch | None = None,
        extra: bool = False,
    ) -> None:
        self.visitor, self.home, self.horizon, self.reposts = visitor, home, horizon, reposts
        self.settings: Settings = visitor.settings
        self._watch, self._extra = watch or Watch(visitor.portal), extra
        self._drawn = False
        self._first: list[PageResult] = [home]

    async def follow(self, url: str) -> ListResult:
        """Follow the list at an address until it reaches back before the horizon."""
        progress = ListProgress(url, proven=url in self._watch.proven)
        self._drawn = url in self._watch.drawn
        result = await self._page(url, COLUMN)
        await self._follow(progress, result, 0)
        if progress.pages[0].page is not None and progress.pages[0].visit.outcome.usable:
            self._first.append(result)
            await self._head(progress, result)
            self._doubt(progress, result)
        return ListResult(
            tuple(progress.pages), progress.reach, all_of(*dict.fromkeys(progress.gaps)),
            list_account(progress), progress.stray or _stray(result), tuple(progress.links),
        )  # fmt: skip

    async def _follow(self, progress: ListProgress, result: PageResult, depth: int) -> None:
        """Read a page, its frames and its next pages."""
        counted = 0
        while True:
            progress.pages.append(result)
            counted += 1
            page = result.page
            if page is None or not result.visit.outcome.usable:
                progress.gaps.append(list_failed(result.visit))
                progress.blind = progress.blind or counted == 1
                return
            open_ = await self._take(progress, result, page, depth, first=counted == 1)
            if not open_:
                return
            following = _next(page, open_)
            reach = max(r.moment for r in progress.reaches.values() if r and r.moment)
            if following is None or following in {seen.visit.url for seen in progress.pages}:
                progress.gaps.append(because(ScanCode.LIST_ENDS, url=progress.url, reach=reach))
                return
            if not same_site(following, result.visit.final_url or result.visit.url):
                progress.gaps.append(
                    because(ScanCode.LIST_LEADS_AWAY, url=progress.url, next=following, reach=reach)
                )
                return
            if counted > self.settings.scan.next_pages:
                progress.gaps.append(
                    because(ScanCode.LIST_TOO_LONG, url=progress.url, pages=counted, reach=reach)
                )
                return
            result = await self._page(following, NEXT)

    async def _take(
        self, progress: ListProgress, result: PageResult, page: Page, depth: int, *, first: bool
    ) -> list[Region]:
        """Add a page; returns the regions whose next page is needed."""
        selected = bool(self.visitor.portal.selector)
        choice = choose_list(page, self.reposts, selected=selected)
        where = result.visit.url
        if first:
            progress.name = progress.name or choice.name or next(iter(page.subject), "")
            progress.names += [choice.name, *page.subject]
            progress.why = progress.why or choice.why
            progress.aside = choice.aside
            # A JSON or XML list has no heading: the registry alone says what it is.
            data = all(region.form is RegionForm.DATA for region in choice.regions)
            progress.proven = progress.proven or selected or data or choice.why == HELD
        progress.regions += len(page.regions)
        if not choice.regions:
            progress.block(because(ScanCode.LIST_NOT_FOUND, url=where))
            return []
        open_: list[Region] = []
        for region in choice.regions:
            key = region.path, region.heading
            if not first and key not in progress.reaches:
                continue
            if region.form is RegionForm.FRAME:
                await self._frame(progress, region, choice, depth)
            elif not region.readable:
                why = region.reason or because(ListCode.EMPTY)
                progress.block(of_list(ScanCode.LIST_WITHOUT_ROWS, region, where, why))
            elif self._add(progress, page, region, where, key):
                open_.append(region)
        if not first and not any((r.path, r.heading) in progress.reaches for r in choice.regions):
            progress.gaps.append(because(ScanCode.LIST_LOST, url=where))
        return open_ if not progress.blind else []

    def _add(
        self, progress: ListProgress, page: Page, region: Region, where: str, key: Key
    ) -> bool:
        """Add the rows of a region; returns whether its next page is needed."""
        links = [link for link in page.links if link.block in region.blocks]
        if region.rows and not links and progress.reaches:
            return False  # the same rows once more, as data beside the list
        progress.links += links
        progress.newest.setdefault(key, newest_date(link.date for link in links))
        holes = [*region.unread, *too_long(links, self.settings.scan.link_chars)]
        if holes:
            progress.holes += holes
            progress.gaps.append(rows_unread(region, where, holes))
        more = bool(region.next_url or page.next_url or page.goes_on)
        here = reach_of(links, settings=self.settings.reading, goes_on=more)
        if region.reason is not None:
            progress.block(of_list(ScanCode.LIST_PARTIAL, region, where, region.reason))
        if here is None:
            progress.gaps.append(because(ScanCode.LIST_UNDATED, url=where, name=heading_of(region)))
            progress.reaches[key] = None
            return False
        before = progress.reaches.get(key)
        reach = progress.reaches[key] = before.with_page(here) if before else here
        if not reach.ordered:
            progress.gaps.append(
                because(ScanCode.LIST_UNORDERED, url=where, name=heading_of(region))
            )
        moment = reach.moment
        return self.horizon is not None and moment is not None and moment > self.horizon

    async def _frame(
        self, progress: ListProgress, region: Region, choice: Choice, depth: int
    ) -> None:
        """Read a frame of the portal's own site as part of the page."""
        url = region.url or ""
        if not same_site(url, self.visitor.portal.home_url):
            known = choice.why in (NAMED, HELD)
            if not (known and any(other.readable for other in choice.regions)):
                progress.block(because(ScanCode.LIST_IN_FOREIGN_FRAME, url=url))
            return
        framed = sum(result.record.role == FRAME for result in progress.pages)
        if depth >= self.settings.scan.frame_depth or framed >= self.settings.scan.frames:
            progress.block(because(ScanCode.TOO_MANY_FRAMES, url=url))
            return
        result = await self.visitor.page(url, FRAME, render=self._drawn)
        await self._follow(progress, result, depth + 1)

    async def _page(self, url: str, role: str) -> PageResult:
        """A page of the list; one that shows something else is a soft 404."""
        role = EXTRA if self._extra else role
        result = await self.visitor.page(url, role, render=self._drawn)
        return shows_other(result, url, self._first, self.home)

    async def _head(self, progress: ListProgress, result: PageResult) -> None:
        """Whether the list begins on an earlier page than the registered one."""
        if result.page is None:
            return
        url, number = result.page.previous_url, result.page.number
        if url is None and number > 1:
            why = because(ScanCode.LIST_WITHOUT_HEAD, url=progress.url, number=number)
            progress.block(why)
        if url is None or url in {seen.visit.url for seen in progress.pages}:
            return
        if not same_site(url, result.visit.final_url or result.visit.url):
            progress.block(
                because(ScanCode.LIST_WITHOUT_HEAD, url=progress.url, number=max(number, 2))
            )
            return
        role = EXTRA if self._extra else NEXT
        before = await self.visitor.page(url, role, render=self._drawn)
        progress.pages.append(before)
        if not before.visit.outcome.usable or not same_content(before, result):
            progress.block(
                because(ScanCode.LIST_WITHOUT_HEAD, url=progress.url, number=max(number, 2))
            )

    def _doubt(self, progress: ListProgress, result: PageResult) -> None:
        """Record what speaks against the list as the one that proves an absence."""
        home, watched = self.home.page, self.visitor.portal.column_urls
        doubts = (
            other_kinds(progress, result.page, watched),
            not_central(progress, home, self.settings.scan),
            behind_home(progress, home),
        )
        for doubt in doubts:
            if doubt is not None:
                progress.block(doubt)
        if stale := outdated(progress, home, self.settings):
            progress.block(because(ScanCode.LIST_DOUBTED, url=progress.url, why=stale))
            progress.stray = stale


def _next(page: Page, open_: list[Region]) -> str | None:
    """The next page: from the list's own pager, or from one that belongs to no region."""
    own = next((region.next_url for region in open_ if region.next_url), None)
    if own is not None:
        return own
    taken = {region.next_url for region in page.regions if region.next_url}
    return page.next_url if page.next_url not in taken else None


def _stray(result: PageResult) -> Reason | None:
    return result.visit.reason if result.visit.outcome is Outcome.SOFT_404 else None
