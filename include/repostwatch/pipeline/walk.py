"""A watched list, followed over its pages and frames until it reaches back far enough.

Only the list itself proves anything: which region of a page that is, says `reading.regions`.
What could be the list and cannot be read leaves the walk without a reach, and the gap says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from repostwatch import reading
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
from repostwatch.pipeline.onlooker import COLUMN, FRAME, NEXT, Looked, Onlooker, alike
from repostwatch.pipeline.trail import Key, Trail, Walk, account
from repostwatch.portals import place
from repostwatch.settings import Settings
from repostwatch.sites import same_site


class Walker:
    """Walks the lists of one scan. `reposts` are the addresses of the portal's earlier reposts."""

    def __init__(
        self,
        onlooker: Onlooker,
        home: Looked,
        horizon: datetime | None,
        reposts: Collection[str] = (),
    ) -> None:
        self.onlooker, self.home, self.horizon, self.reposts = onlooker, home, horizon, reposts
        self.settings: Settings = onlooker.settings
        self._first: list[Looked] = [home]

    async def walk(self, url: str) -> Walk:
        """Follow the list at an address until it reaches back before the horizon."""
        trail = Trail(url)
        looked = self._known(await self.onlooker.page(url, COLUMN), url)
        await self._follow(trail, looked, 0)
        if trail.pages[0].page is not None and trail.pages[0].visit.outcome.usable:
            self._first.append(looked)
            await self._head(trail, looked)
            self._other_kinds(trail, looked)
            self._doubt(trail)
        return Walk(
            tuple(trail.pages), trail.reach, all_of(*dict.fromkeys(trail.gaps)),
            account(trail), trail.stray or _stray(looked),
        )  # fmt: skip

    async def _follow(self, trail: Trail, looked: Looked, depth: int) -> None:
        """Read on from a page, with the frames in it."""
        counted = 0
        while True:
            trail.pages.append(looked)
            counted += 1
            page = looked.page
            if page is None or not looked.visit.outcome.usable:
                trail.gaps.append(_failed(looked.visit))
                trail.blind = trail.blind or counted == 1
                return
            open_ = await self._take(trail, looked, page, depth, first=counted == 1)
            if not open_:
                return
            following = _next(page, open_)
            reach = max(r.moment for r in trail.reaches.values() if r and r.moment)
            if following is None or following in {seen.visit.url for seen in trail.pages}:
                trail.gaps.append(because(ScanCode.LIST_ENDS, url=trail.url, reach=reach))
                return
            if counted > self.settings.scan.next_pages:
                trail.gaps.append(
                    because(ScanCode.LIST_TOO_LONG, url=trail.url, pages=counted, reach=reach)
                )
                return
            looked = self._known(await self.onlooker.page(following, NEXT), following)

    async def _take(
        self, trail: Trail, looked: Looked, page: Page, depth: int, *, first: bool
    ) -> list[Region]:
        """What a page adds; the regions that have to be followed to their next page."""
        selected = bool(self.onlooker.portal.selector)
        choice = reading.choose(page, self.reposts, selected=selected)
        where = looked.visit.url
        if first:
            trail.name = trail.name or choice.name or next(iter(page.subject), "")
            trail.names += [choice.name, *page.subject]
            trail.why = trail.why or choice.why
            trail.aside = choice.aside
            # An answer that is data bears no name: the registry's word is all there can be.
            data = all(region.form is RegionForm.DATA for region in choice.regions)
            trail.proven = trail.proven or selected or data or choice.why == reading.HELD
        trail.regions += len(page.regions)
        if not choice.regions:
            trail.gaps.append(because(ScanCode.LIST_NOT_FOUND, url=where))
            trail.blind = True
            return []
        open_: list[Region] = []
        for region in choice.regions:
            key = region.path, region.heading
            if not first and key not in trail.reaches:
                continue
            if region.form is RegionForm.FRAME:
                await self._frame(trail, region, choice, depth)
            elif not region.readable:
                why = region.reason or because(ListCode.EMPTY)
                trail.gaps.append(_of_list(ScanCode.LIST_WITHOUT_ROWS, region, where, why))
                trail.blind = True
            elif self._add(trail, page, region, where, key):
                open_.append(region)
        if not first and not any((r.path, r.heading) in trail.reaches for r in choice.regions):
            trail.gaps.append(because(ScanCode.LIST_LOST, url=where))
        return open_ if not trail.blind else []

    def _add(self, trail: Trail, page: Page, region: Region, where: str, key: Key) -> bool:
        """Take a region's rows in; whether its next page is wanted."""
        links = [link for link in page.links if link.block in region.blocks]
        if region.rows and not links and trail.reaches:
            return False  # the same rows once more, as data beside the list
        trail.links += links
        trail.newest.setdefault(key, _newest(link.date for link in links))
        holes = [*region.unread, *self._too_long(links)]
        if holes:
            trail.holes += holes
            trail.gaps.append(_rows_unread(region, where, holes))
        more = bool(region.next_url or page.next_url or page.goes_on)
        here = reading.reach(links, settings=self.settings.reading, goes_on=more)
        if region.reason is not None:
            trail.gaps.append(_of_list(ScanCode.LIST_PARTIAL, region, where, region.reason))
            trail.blind = True
        if here is None:
            trail.gaps.append(because(ScanCode.LIST_UNDATED, url=where, name=_named(region)))
            trail.reaches[key] = None
            return False
        before = trail.reaches.get(key)
        reach = trail.reaches[key] = before.with_page(here) if before else here
        if not reach.ordered:
            trail.gaps.append(because(ScanCode.LIST_UNORDERED, url=where, name=_named(region)))
        moment = reach.moment
        return self.horizon is not None and moment is not None and moment > self.horizon

    def _too_long(self, links: list[Link]) -> Iterator[Unread]:
        most = self.settings.scan.link_chars
        for link in links:
            if max(len(link.title), len(link.url)) > most:
                why = because(ListCode.ROW_TOO_LONG, most=most)
                yield Unread(link.title[:60], why, link.date)

    async def _frame(
        self, trail: Trail, region: Region, choice: reading.Choice, depth: int
    ) -> None:
        """A frame of the portal's own site is read as part of the page."""
        url = region.url or ""
        if not same_site(url, self.onlooker.portal.home_url):
            known = choice.why in (reading.NAMED, reading.HELD)
            if not (known and any(other.readable for other in choice.regions)):
                trail.gaps.append(because(ScanCode.LIST_IN_FOREIGN_FRAME, url=url))
                trail.blind = True
            return
        framed = sum(looked.record.role == FRAME for looked in trail.pages)
        if depth >= self.settings.scan.frame_depth or framed >= self.settings.scan.frames:
            trail.gaps.append(because(ScanCode.TOO_MANY_FRAMES, url=url))
            trail.blind = True
            return
        looked = await self.onlooker.page(url, FRAME)
        await self._follow(trail, looked, depth + 1)

    def _known(self, looked: Looked, url: str) -> Looked:
        """A page that is another one of this portal, or that says it moved, is not its list."""
        strayed: Reason | None = None
        if looked.page is None or not looked.visit.outcome.usable:
            return looked
        if looked.page.notice:
            strayed = because(ScanCode.LIST_MOVED, words=quoted(looked.page.notice))
        for other in self._first:
            if place(other.visit.url) != place(url) and alike(looked, other):
                strayed = (
                    because(ScanCode.LIST_SHOWS_HOME)
                    if other is self.home
                    else because(ScanCode.LIST_SHOWS_OTHER, url=other.visit.url)
                )
        if strayed is None:
            return looked
        visit = replace(looked.visit, outcome=Outcome.SOFT_404, reason=strayed)
        return replace(looked, record=replace(looked.record, visit=visit))

    async def _head(self, trail: Trail, looked: Looked) -> None:
        """Whether the list begins on an earlier page than the registered one."""
        if looked.page is None:
            return
        url, number = looked.page.previous_url, looked.page.number
        if url is None and number > 1:
            why = because(ScanCode.LIST_WITHOUT_HEAD, url=trail.url, number=number)
            trail.gaps.append(why)
            trail.blind = True
        if url is None or url in {seen.visit.url for seen in trail.pages}:
            return
        before = await self.onlooker.page(url, NEXT)
        trail.pages.append(before)
        if before.visit.outcome.usable and not alike(before, looked):
            trail.gaps.append(
                because(ScanCode.LIST_WITHOUT_HEAD, url=trail.url, number=max(number, 2))
            )
            trail.blind = True

    def _other_kinds(self, trail: Trail, looked: Looked) -> None:
        """Whether the page divides its documents by kind, and a kind is not watched."""
        watched = {place(url) for url in self.onlooker.portal.column_urls}
        siblings = looked.page.siblings if looked.page else ()
        names = [name for name, url in siblings if place(url) not in watched]
        if names:
            trail.gaps.append(
                because(ScanCode.LIST_OF_ONE_KIND, url=trail.url, names=quoted("、".join(names)))
            )
            trail.blind = True

    def _doubt(self, trail: Trail) -> None:
        """Whether what was read is a list in which a repost would stand at all, and still does."""
        home = self.home.page
        columns = home.columns if home is not None else ()
        # What the homepage calls a page counts where the page itself says nothing else.
        called = [column.name for column in columns if column.url == trail.url]
        names = [name for name in trail.names if name] or called
        signs = reading.central(trail.links)
        if not (
            trail.proven
            or signs >= self.settings.scan.list_signs
            or (not trail.aside and reading.is_central(names))
        ):
            name = quoted(trail.name) or None
            trail.gaps.append(because(ScanCode.LIST_NOT_CENTRAL, url=trail.url, name=name))
            trail.blind = True
        if behind := self._behind(trail, columns):
            trail.gaps.append(behind)
            trail.blind = True
        if stale := self._stale(trail, home):
            trail.gaps.append(because(ScanCode.LIST_DOUBTED, url=trail.url, why=stale))
            trail.stray, trail.blind = stale, True

    def _behind(self, trail: Trail, columns: Collection[Column]) -> Reason | None:
        """Why a list is not where reposts stand now: the homepage's column has a newer one."""
        newest = _newest(iter(trail.newest.values()))
        newer = _newest(column.newest for column in columns if column.name and column.items)
        if newest is None or newer is None:
            return None
        if newer.interval.earliest < newest.interval.latest:
            return None
        return because(ScanCode.LIST_BEHIND_HOME, url=trail.url, newest=newest, newer=newer)

    def _stale(self, trail: Trail, home: Page | None) -> Reason | None:
        """Why a list that nobody feeds any more is not believed while its homepage moves."""
        now = self.settings.now()
        dates = [date for date in trail.newest.values() if date is not None]
        # Of several that could be the list each has to be alive; of one in pieces, its newest.
        pick = min if trail.why == reading.ALL else max
        newest = pick(dates, key=lambda date: date.value, default=None)
        if home is None or newest is None or not trail.reaches:
            return None
        least = now - timedelta(days=self.settings.scan.stale_list_days)
        fresh = now - timedelta(days=self.settings.scan.fresh_home_days)
        moving = [
            link for link in home.links if link.date and fresh <= link.date.interval.latest
            and link.date.value <= now
        ]  # fmt: skip
        if newest.interval.latest >= least or len(moving) < self.settings.scan.list_signs:
            return None
        return because(ScanCode.LIST_STALE, name=quoted(trail.name) or None, newest=newest)


def _next(page: Page, open_: list[Region]) -> str | None:
    """Where the list goes on: by its own pager, or by one that belongs to no region."""
    own = next((region.next_url for region in open_ if region.next_url), None)
    if own is not None:
        return own
    taken = {region.next_url for region in page.regions if region.next_url}
    return page.next_url if page.next_url not in taken else None


def _stray(looked: Looked) -> Reason | None:
    return looked.visit.reason if looked.visit.outcome is Outcome.SOFT_404 else None


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
