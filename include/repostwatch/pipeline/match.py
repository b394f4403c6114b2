"""Match stored links to releases; where titles cannot tell, read the article's page."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from repostwatch.base.log_fields import PORTAL
from repostwatch.base.sites import same_site
from repostwatch.matching.decide.settle import settle_by_article
from repostwatch.matching.search.matcher import MATCHER_VERSION, Matcher
from repostwatch.model import (
    Article,
    Decision,
    Language,
    Match,
    PageDate,
    Portal,
    Release,
    because,
)
from repostwatch.model.codes import MatchCode, RunCode
from repostwatch.pipeline.crawling import crawler_of, gather_all
from repostwatch.pipeline.doubts import doubts
from repostwatch.pipeline.scope import ALL, Scope, Selection, load_scope
from repostwatch.readers.pool import Readers
from repostwatch.settings import MatchingSettings, Settings
from repostwatch.store import links, matches, releases, reviews, scan_records, unmatched
from repostwatch.store.database import Connection
from repostwatch.store.links import StoredLink
from repostwatch.store.reviews import Doubt
from repostwatch.visiting.evidence_writer import evidence_writer
from repostwatch.visiting.visitor import ARTICLE, PageResult, PortalVisitor
from repostwatch.wording import Style, say

# Links per transaction: large enough for COPY to pay, small enough to lose little when killed.
BATCH = 10_000
_TO_READ = because(MatchCode.CUT_TO_READ)


@dataclass(frozen=True, slots=True)
class MatchSummary:
    links: int
    matches: int
    articles: int
    language: Language = Language.CHINESE

    @property
    def counts(self) -> dict[str, int]:
        return {"links": self.links, "matches": self.matches, "articles": self.articles}

    @property
    def line(self) -> str:
        return say(because(RunCode.MATCHED, **self.counts), Style(self.language))


def match_links(conn: Connection, settings: Settings, only: Selection = ALL) -> MatchSummary:
    """Match new links, then read the articles of doubtful ones."""
    wanted = load_scope(conn, settings, only)
    seen, found = _match_titles(conn, settings, wanted.portal_ids)
    open_doubts = doubts(conn, settings, wanted, whole=only == ALL)
    articles = asyncio.run(_settle(conn, settings, wanted, open_doubts))
    return MatchSummary(seen, found, articles, settings.language)


def _match_titles(
    conn: Connection, settings: Settings, portal_ids: Sequence[str]
) -> tuple[int, int]:
    """Match new links against all releases, because a better release rules out the others."""
    known = {release.release_id: release for release in releases.load(conn)}
    matcher = Matcher(tuple(known.values()), settings.matching)
    mark = unmatched.mark(conn, MATCHER_VERSION)
    seen = found = 0
    while batch := links.unmatched(conn, mark, portal_ids, BATCH):
        results = _by_link(matcher, batch, known, settings.matching)
        with conn.transaction():
            found += matches.save(conn, results, list(known), mark)
            _settle_read(conn, results, known)
        seen += len(batch)
    return seen, found


def _settle_read(conn: Connection, link_ids: Iterable[str], known: Mapping[str, Release]) -> None:
    """Apply the articles that were read to all matches of their links.

    A match thus depends on titles and articles only, not on the order in which they came.
    """
    for found in reviews.read(conn, link_ids):
        release = known[found.match.release_id]
        settled = settle_by_article(release, found.match, found.title, found.article)
        reviews.settle(conn, found.match, settled)


def _by_link(
    matcher: Matcher,
    batch: Sequence[StoredLink],
    known: Mapping[str, Release],
    settings: MatchingSettings,
) -> dict[str, list[tuple[Match, bool]]]:
    """Every link of the batch with its matches, and whether it links to the release itself."""
    results: dict[str, list[tuple[Match, bool]]] = {link.link_id: [] for link in batch}
    by_id, days = {link.link_id: link for link in batch}, settings.cut_days
    for match in matcher.match(batch, unlike=True):
        link, release = by_id[match.link_id], known[match.release_id]
        if match.reason.code is MatchCode.UNLIKE_TO_READ and not _since(release, link, days):
            continue
        results[link.link_id].append((match, matcher.is_direct(release.release_id, link.url)))
    for link in batch:
        if link.truncated and not results[link.link_id]:
            begun = (known[release_id] for release_id in matcher.begun_like(f"{link.title}…"))
            results[link.link_id] = [
                (Match(link.link_id, one.release_id, Decision.REVIEW, 0.0, _TO_READ), False)
                for one in begun
                if _may_be(one, link.listed, days)
            ]
    return results


def _since(release: Release, link: StoredLink, days: float) -> bool:
    """Whether a link came into a list after the release, and not long after."""
    came = link.first_seen is None or link.first_seen >= release.published.earliest
    return came and _may_be(release, link.listed, days)


def _may_be(release: Release, listed: PageDate | None, days: float) -> bool:
    """Whether a row of this date may be a repost of the release, whatever it is called."""
    if listed is None:
        return True
    date, span = listed.interval, timedelta(days=days)
    after = date.latest >= release.published.earliest
    return after and date.earliest <= release.published.latest + span


async def _settle(
    conn: Connection, settings: Settings, wanted: Scope, open_doubts: Sequence[Doubt]
) -> int:
    """Read the article of each doubtful link once, in this order as far as a portal's share goes;
    returns how many were read."""
    portals = {portal.portal_id: portal for portal in wanted.portals}
    known = {release.release_id: release for release in releases.load(conn)}
    per_portal: dict[str, dict[str, list[Doubt]]] = defaultdict(lambda: defaultdict(list))
    for doubt in open_doubts:
        per_portal[doubt.portal_id][doubt.url].append(doubt)
    places = asyncio.Semaphore(settings.scan.portals_at_once)
    async with crawler_of(conn, settings) as crawler, Readers(settings.scan) as readers:

        async def one(portal: Portal, by_url: dict[str, list[Doubt]]) -> int:
            PORTAL.set(portal.portal_id)
            read = 0
            async with places:
                visitor = PortalVisitor(
                    portal, crawler, evidence_writer(settings), settings, readers
                )
                for url, raised in islice(by_url.items(), settings.scan.articles_per_portal):
                    result = await visitor.page(url, ARTICLE)
                    visitor.writer.hand_over()
                    _store(conn, portal, result, raised, known)
                    read += result.visit.outcome.usable
            return read

        return sum(
            await gather_all(
                one(portals[portal_id], by_url) for portal_id, by_url in per_portal.items()
            )
        )


def _is_own(result: PageResult, portal: Portal) -> bool:
    """Whether an article stands on the portal's own site, or on one that the registry names."""
    there = result.visit.final_url or result.visit.url
    return any(same_site(there, own) for own in (portal.home_url, *portal.column_urls))


def _store(
    conn: Connection,
    portal: Portal,
    result: PageResult,
    raised: Sequence[Doubt],
    known: Mapping[str, Release],
) -> None:
    """Store the article and update all matches of its links."""
    article = (result.page and result.page.article) or Article()
    if not _is_own(result, portal):
        # When another site published it says nothing about when this one did.
        article = replace(article, published=None, tagged=())
    with conn.transaction():
        scan_records.save_visits(conn, portal.portal_id, [result.record])
        link_ids = {doubt.match.link_id: None for doubt in raised}
        for link_id in link_ids:
            links.save_article(
                conn, link_id, result.visit.fetched_at, result.visit.outcome, article
            )
        _settle_read(conn, link_ids, known)
