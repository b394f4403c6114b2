"""A wider look at one portal: what is fetched for which of its releases, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from repostwatch.discovering.addresses import address_key
from repostwatch.discovering.evidence import ReleaseFinder
from repostwatch.discovering.wider_walk import WiderWalk
from repostwatch.matching.search.traces import Finder
from repostwatch.model import Duty, Hit, Portal, Reason, Release, because
from repostwatch.model.codes import DiscoveryCode, WiderCode
from repostwatch.model.navigation import SearchForm
from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList
from repostwatch.model.wider import WiderLook
from repostwatch.pipeline.search import search_visits, unexplained
from repostwatch.readers.pool import Readers
from repostwatch.settings import Settings
from repostwatch.store import links, scan_records, visits
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit
from repostwatch.visiting.visitor import ARTICLE, QUERY, WIDER, PortalVisitor
from repostwatch.visiting.watching import watch_of
from repostwatch.visiting.wider_visit import Answer, WiderPages, ask_search, look_over

_MOST_HITS = 20  # stored per release; one is enough for a review
_ROWS = 40  # characters of a list's name that are kept


@dataclass
class PortalLook:
    """One portal in one run. `before` are earlier looks, by release; `searched` what its search
    answered, by release."""

    portal: Portal
    wanted: Sequence[tuple[Duty, Release]]
    before: Mapping[str, WiderLook]
    lists: Sequence[WatchedList]
    pages: WiderPages = field(default_factory=WiderPages)
    searched: dict[str, Answer] = field(default_factory=dict)
    stored: list[dict[str, object]] = field(default_factory=list)
    _form: SearchForm | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None

    async def fetch(self, conn: Connection, visitor: PortalVisitor, finder: ReleaseFinder) -> None:
        """Look the portal over, ask its search, and store pages and links."""
        settings = visitor.settings
        self.began_at = settings.now()
        self.pages = await look_over(visitor, self._walk(settings), finder)
        if settings.wider.searches:
            self._form = next(iter(self.pages.searches), None)
        if self._form is not None:
            for release in self._to_ask()[: settings.wider.searches]:
                answer = await ask_search(visitor, self._form, release, finder)
                self.searched[release.release_id] = answer
        self.ended_at = settings.now()
        visitor.writer.hand_over()
        self._store(conn)

    def only_search(self, duty: Duty) -> bool:
        """Whether the pages were looked at for a duty before, and only the search is due."""
        look = self.before.get(duty.release_id)
        return (
            look is not None
            and look.ended_at > duty.deadline.latest
            and look.failure is None
            and look.search is None
        )

    def search(self, release_id: str) -> Reason | None:
        """What is said of the portal's own search for a release; None where it is still due."""
        answer = self.searched.get(release_id)
        if answer is not None:
            return answer.said
        look = self.before.get(release_id)
        if look is not None and look.search is not None and look.search.code is WiderCode.SEARCHED:
            return look.search
        return None if self._form else because(WiderCode.NO_SEARCH)

    def proposals(self, now: datetime) -> list[WatchedList]:
        """The lists on which a release was found, where nobody knows them or put them aside."""
        known = {address_key(one.url): one for one in self.lists}
        registered = {address_key(url) for url in self.portal.column_urls}
        found: dict[str, WatchedList] = {}
        for evidence in self.pages.evidence:
            key = address_key(evidence.url)
            before = found.get(key) or known.get(key)
            releases = dict.fromkeys((*evidence.releases, *(before.releases if before else ())))
            reason = because(DiscoveryCode.FOUND_WIDER, releases=len(releases))
            if key in registered or (before is not None and not _reopened(before)):
                continue
            fresh = WatchedList(
                portal_id=self.portal.portal_id,
                url=evidence.url,
                state=ListState.PROPOSED,
                origin=ListOrigin.DISCOVERED,
                reason=reason,
                found_at=now,
                checked_at=now,
                name=evidence.name[:_ROWS],
                releases=tuple(releases),
                items=evidence.items,
                newest=evidence.newest,
            )
            found[key] = fresh if before is None else replace(
                before, state=ListState.PROPOSED, reason=reason, checked_at=now,
                releases=tuple(releases),
            )  # fmt: skip
        return list(found.values())

    def _walk(self, settings: Settings) -> WiderWalk:
        numbers = settings.wider
        if all(self.only_search(duty) for duty, _ in self.wanted):
            numbers = numbers.model_copy(update={"pages": 1})  # the homepage, with its search
        scanned = watch_of(self.portal, self.lists, settings.discovery).portal.column_urls
        known = sorted(self.lists, key=lambda one: (-len(one.releases), one.url))
        return WiderWalk(
            self.portal.home_url,
            min(duty.published.earliest for duty, _ in self.wanted),
            numbers,
            settings.discovery.depth,
            known=[(one.url, one.name) for one in known],
            scanned=scanned,
        )

    def _to_ask(self) -> list[Release]:
        """The releases that the search was not asked for, or in vain."""
        return [
            release
            for _, release in self.wanted
            if (look := self.before.get(release.release_id)) is None
            or look.search is None
            or look.search.code is not WiderCode.SEARCHED
        ]

    def _store(self, conn: Connection) -> None:
        asked = [
            record
            for answer in self.searched.values()
            for record in (answer.record, *answer.articles)
        ]
        records: list[PageVisit] = [*self.pages.records, *asked]
        portal_id = self.portal.portal_id
        watched = {address_key(self.portal.home_url)}
        with conn.transaction():
            scan_records.save_visits(conn, portal_id, records)
            for beside in (False, True):
                found = [
                    link
                    for record in records
                    if (address_key(record.visit.url) not in watched) is beside
                    for link in record.links
                ]
                links.save(conn, portal_id, found, wider=beside)
        own = {(record.role, record.visit.url, record.visit.fetched_at) for record in records}
        since = min((record.visit.fetched_at for record in records), default=self.began_at)
        if since is not None:
            self.stored = [
                visit
                for visit in visits.in_roles(conn, portal_id, (WIDER, QUERY, ARTICLE), since)
                if (visit["role"], visit["url"], visit["fetched_at"]) in own
            ]


def looks_of(look: PortalLook) -> Iterable[WiderLook]:
    """What is stored of the look for each of its releases."""
    asked = {
        record.visit.url: release
        for release, answer in look.searched.items()
        for record in (answer.record, *answer.articles)
    }
    for duty, release in look.wanted:
        before = look.before.get(release.release_id)
        earlier = before if before and before.ended_at > duty.deadline.latest else None
        ids = [
            int(str(visit["visit_id"]))
            for visit in look.stored
            if visit["role"] == WIDER or asked.get(str(visit["url"])) == release.release_id
        ]
        answer = look.searched.get(release.release_id)
        made = WiderLook(
            release_id=release.release_id,
            portal_id=look.portal.portal_id,
            ended_at=look.ended_at or duty.deadline.latest,
            pages=look.pages.read,
            lists=look.pages.lists,
            unread=look.pages.unread,
            search=look.search(release.release_id),
            failure=look.pages.failure or (answer.failure if answer else None),
            visits=tuple(ids),
        )
        if earlier is not None:
            made = _after(earlier, made, only_search=look.only_search(duty))
        yield made


async def search_traces(
    conn: Connection, settings: Settings, readers: Readers, look: PortalLook
) -> dict[str, list[Hit]]:
    """release → traces on the pages of the look that no item accounts for. What a search answered
    repeats the words that it was asked for, and shows nothing by that."""
    pages = [visit for visit in look.stored if visit["role"] == WIDER]
    finder = Finder([release for _, release in look.wanted])
    found = await search_visits(settings, readers, look.portal, pages, finder)
    left = unexplained(conn, look.portal.portal_id, found)
    for release_id, answer in look.searched.items():
        left.setdefault(release_id, []).extend(answer.hits)
    return {release_id: hits[:_MOST_HITS] for release_id, hits in left.items()}


def _after(before: WiderLook, now: WiderLook, *, only_search: bool) -> WiderLook:
    """A look that goes on with an earlier one."""
    visits = tuple(dict.fromkeys((*before.visits, *now.visits)))
    if only_search:
        return replace(
            before,
            ended_at=now.ended_at,
            search=now.search,
            failure=now.failure,
            visits=visits,
        )
    return replace(now, tries=before.tries + 1, visits=visits)


def _reopened(one: WatchedList) -> bool:
    """Whether a repost on a list is news: not where it is in use, or a person refused it."""
    return one.state is not ListState.IN_USE and not one.refused
