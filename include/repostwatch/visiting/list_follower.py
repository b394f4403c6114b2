"""Follow a watched list over its pages and frames until it reaches back far enough.

Only the list itself proves an absence; `reading.regions` decides which region it is. If a region
that may be the list cannot be read, the result has no reach, and its gap says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from repostwatch.base.sites import same_site
from repostwatch.model import (
    Column,
    Link,
    Outcome,
    Page,
    PageDate,
    Reason,
    Region,
    RegionForm,
    Unread,
    Visit,
    all_of,
    because,
)
from repostwatch.model.codes import ListCode, ScanCode
from repostwatch.model.reasons import quoted
from repostwatch.portals.moved import page_key
from repostwatch.reading.lists.reach import reach_of
from repostwatch.reading.regions.choose import ALL, HELD, NAMED, Choice, choose_list, count_central
from repostwatch.reading.regions.subject import is_central
from repostwatch.settings import Settings
from repostwatch.visiting.trail import Key, ListProgress, ListResult, list_account
from repostwatch.visiting.visitor import (
    COLUMN,
    FRAME,
    NEXT,
    PageResult,
    PortalVisitor,
    same_content,
)


class ListFollower:
    """Follows the lists of one scan. `reposts`: the addresses of the portal's earlier reposts."""

    def __init__(
        self,
        visitor: PortalVisitor,
        home: PageResult,
        horizon: datetime | None,
        reposts: Collection[str] = (),
    ) -> None:
        self.visitor, self.home, self.horizon, self.reposts = visitor, home, horizon, reposts
        self.settings: Settings = visitor.settings
        self._first: list[PageResult] = [home]

    async def follow(self, url: str) -> ListResult:
        """Follow the list at an address until it reaches back before the horizon."""
        progress = ListProgress(url)
        result = self._known(await self.visitor.page(url, COLUMN), url)
        await self._follow(progress, result, 0)
        if progress.pages[0].page is not None and progress.pages[0].visit.outcome.usable:
            self._first.append(result)
            await self._head(progress, result)
            self._other_kinds(progress, result)
            self._doubt(progress)
        return ListResult(
            tuple(progress.pages), progress.reach, all_of(*dict.fromkeys(progress.gaps)),
            list_account(progress), progress.stray or _stray(result),
        )  # fmt: skip

    async def _follow(self, progress: ListProgress, result: PageResult, depth: int) -> None:
        """Read a page, its frames and its next pages."""
        counted = 0
        while True:
            progress.pages.append(result)
            counted += 1
            page = result.page
            if page is None or not result.visit.outcome.usable:
                progress.gaps.append(_failed(result.visit))
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
            if counted > self.settings.scan.next_pages:
                progress.gaps.append(
                    because(ScanCode.LIST_TOO_LONG, url=progress.url, pages=counted, reach=reach)
                )
                return
            result = self._known(await self.visitor.page(following, NEXT), following)

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
                progress.block(_of_list(ScanCode.LIST_WITHOUT_ROWS, region, where, why))
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
        progress.newest.setdefault(key, _newest(link.date for link in links))
        holes = [*region.unread, *self._too_long(links)]
        if holes:
            progress.holes += holes
            progress.gaps.append(_rows_unread(region, where, holes))
        more = bool(region.next_url or page.next_url or page.goes_on)
        here = reach_of(links, settings=self.settings.reading, goes_on=more)
        if region.reason is not None:
            progress.block(_of_list(ScanCode.LIST_PARTIAL, region, where, region.reason))
        if here is None:
            progress.gaps.append(because(ScanCode.LIST_UNDATED, url=where, name=_named(region)))
            progress.reaches[key] = None
            return False
        before = progress.reaches.get(key)
        reach = progress.reaches[key] = before.with_page(here) if before else here
        if not reach.ordered:
            progress.gaps.append(because(ScanCode.LIST_UNORDERED, url=where, name=_named(region)))
        moment = reach.moment
        return self.horizon is not None and moment is not None and moment > self.horizon

    def _too_long(self, links: list[Link]) -> Iterator[Unread]:
        most = self.settings.scan.link_chars
        for link in links:
            if max(len(link.title), len(link.url)) > most:
                why = because(ListCode.ROW_TOO_LONG, most=most)
                yield Unread(link.title[:60], why, link.date)

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
        result = await self.visitor.page(url, FRAME)
        await self._follow(progress, result, depth + 1)

    def _known(self, result: PageResult, url: str) -> PageResult:
        """Mark a page as soft 404 if it equals another page of the portal or says that it moved."""
        reason: Reason | None = None
        if result.page is None or not result.visit.outcome.usable:
            return result
        if result.page.notice:
            reason = because(ScanCode.LIST_MOVED, words=quoted(result.page.notice))
        for other in self._first:
            if page_key(other.visit.url) != page_key(url) and same_content(result, other):
                reason = (
                    because(ScanCode.LIST_SHOWS_HOME)
                    if other is self.home
                    else because(ScanCode.LIST_SHOWS_OTHER, url=other.visit.url)
                )
        if reason is None:
            return result
        visit = replace(result.visit, outcome=Outcome.SOFT_404, reason=reason)
        return replace(result, record=replace(result.record, visit=visit))

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
        before = await self.visitor.page(url, NEXT)
        progress.pages.append(before)
        if before.visit.outcome.usable and not same_content(before, result):
            progress.block(
                because(ScanCode.LIST_WITHOUT_HEAD, url=progress.url, number=max(number, 2))
            )

    def _other_kinds(self, progress: ListProgress, result: PageResult) -> None:
        """Whether the page divides its documents by kind, and a kind is not watched."""
        watched = {page_key(url) for url in self.visitor.portal.column_urls}
        siblings = result.page.siblings if result.page else ()
        names = [name for name, url in siblings if page_key(url) not in watched]
        if names:
            progress.block(
                because(ScanCode.LIST_OF_ONE_KIND, url=progress.url, names=quoted("、".join(names)))
            )

    def _doubt(self, progress: ListProgress) -> None:
        """Record doubts: whether the list is one that holds reposts, and is still maintained."""
        home = self.home.page
        columns = home.columns if home is not None else ()
        # What the homepage calls a page counts where the page itself says nothing else.
        called = [column.name for column in columns if column.url == progress.url]
        names = [name for name in progress.names if name] or called
        signs = count_central(progress.links)
        if not (
            progress.proven
            or signs >= self.settings.scan.list_signs
            or (not progress.aside and is_central(names))
        ):
            name = quoted(progress.name) or None
            progress.block(because(ScanCode.LIST_NOT_CENTRAL, url=progress.url, name=name))
        if behind := self._behind(progress, columns):
            progress.block(behind)
        if stale := self._stale(progress, home):
            progress.block(because(ScanCode.LIST_DOUBTED, url=progress.url, why=stale))
            progress.stray = stale

    def _behind(self, progress: ListProgress, columns: Collection[Column]) -> Reason | None:
        """Why a list is not where reposts stand now: the homepage's column has a newer one."""
        newest = _newest(iter(progress.newest.values()))
        newer = _newest(column.newest for column in columns if column.name and column.items)
        if newest is None or newer is None:
            return None
        if newer.value <= newest.value or newer.interval.earliest < newest.interval.latest:
            return None
        return because(ScanCode.LIST_BEHIND_HOME, url=progress.url, newest=newest, newer=newer)

    def _stale(self, progress: ListProgress, home: Page | None) -> Reason | None:
        """Why the list is outdated: it has no recent items although the homepage has."""
        now = self.settings.now()
        dates = [date for date in progress.newest.values() if date is not None]
        # Each of several candidate lists must be recent; of one list in parts, the newest part.
        pick = min if progress.why == ALL else max
        newest = pick(dates, key=lambda date: date.value, default=None)
        if home is None or newest is None or not progress.reaches:
            return None
        least = now - timedelta(days=self.settings.scan.stale_list_days)
        fresh = now - timedelta(days=self.settings.scan.fresh_home_days)
        moving = [
            link for link in home.links if link.date and fresh <= link.date.interval.latest
            and link.date.value <= now
        ]  # fmt: skip
        if newest.interval.latest >= least or len(moving) < self.settings.scan.list_signs:
            return None
        return because(ScanCode.LIST_STALE, name=quoted(progress.name) or None, newest=newest)


def _next(page: Page, open_: list[Region]) -> str | None:
    """The next page: from the list's own pager, or from one that belongs to no region."""
    own = next((region.next_url for region in open_ if region.next_url), None)
    if own is not None:
        return own
    taken = {region.next_url for region in page.regions if region.next_url}
    return page.next_url if page.next_url not in taken else None


def _stray(result: PageResult) -> Reason | None:
    return result.visit.reason if result.visit.outcome is Outcome.SOFT_404 else None


def _failed(visit: Visit) -> Reason:
    return because(ScanCode.LIST_FAILED, url=visit.url, outcome=visit.outcome, reason=visit.reason)


def _of_list(code: ScanCode, region: Region, where: str, why: Reason) -> Reason:
    return because(code, url=where, name=_named(region), why=why)


def _rows_unread(region: Region, where: str, holes: list[Unread]) -> Reason:
    """How many rows of a list could not be read, and the first of them."""
    rows = tuple(
        because(ListCode.ROW, words=quoted(hole.text, 24), why=hole.reason) for hole in holes[:3]
    )
    return because(
        ScanCode.LIST_ROWS_UNREAD, url=where, name=_named(region), count=len(holes), rows=rows
    )


def _newest(dates: Iterator[PageDate | None]) -> PageDate | None:
    known = [date for date in dates if date is not None]
    return max(known, key=lambda date: date.value, default=None)


def _named(region: Region) -> str | None:
    return quoted(region.heading) or None
