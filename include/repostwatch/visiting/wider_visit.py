"""Look over a portal's other pages, and ask its own search."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from repostwatch.base.sites import same_site
from repostwatch.crawl.fetch.outcomes import PASSING, PASSING_STATUSES
from repostwatch.discovering.addresses import address_key, own_host
from repostwatch.discovering.evidence import ListEvidence, ReleaseFinder, evidence_of
from repostwatch.discovering.steps import SeenPage
from repostwatch.discovering.wider_walk import WiderWalk
from repostwatch.matching.title.core_words import core_words
from repostwatch.model import Hit, Reason, Release, TracePlace, Visit, because
from repostwatch.model.codes import WiderCode
from repostwatch.model.navigation import SearchForm
from repostwatch.model.reasons import quoted
from repostwatch.store.scan_records import PageVisit
from repostwatch.visiting.visitor import ARTICLE, QUERY, WIDER, PortalVisitor


@dataclass
class WiderPages:
    """The pages that were looked at. `failure` is the first that failed in a way that may pass;
    `evidence` is of those that show releases; `searches` are what they offer."""

    records: list[PageVisit] = field(default_factory=list)
    lists: int = 0
    unread: int = 0
    failure: Reason | None = None
    evidence: list[ListEvidence] = field(default_factory=list)
    searches: dict[SearchForm, None] = field(default_factory=dict)

    @property
    def read(self) -> int:
        return len(self.records) - self.unread


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking a search for one release: the fetch, what is said of it, and `failure`
    where it may pass. `articles` are the pages that its rows name; `hits` are rows that lead to
    another site, or to a page that cannot be read."""

    record: PageVisit
    said: Reason
    failure: Reason | None = None
    hits: tuple[Hit, ...] = ()
    articles: tuple[PageVisit, ...] = ()


async def look_over(visitor: PortalVisitor, walk: WiderWalk, finder: ReleaseFinder) -> WiderPages:
    """Fetch and read the pages that a walk wants. Never raises for what the portal does.

    What stands on a host that may be another body's is no repost of this portal: its links are not
    kept, and a release's title there is a trace for a person.
    """
    home = visitor.portal.home_url
    pages = WiderPages()
    while (step := walk.step()) is not None:
        result = await visitor.page(step.url, WIDER)
        visit, page = result.visit, result.page
        own = _is_own(visit.final_url or visit.url, home)
        pages.records.append(result.record if own else replace(result.record, links=()))
        pages.searches |= dict.fromkeys(result.searches)
        final = visit.final_url or visit.url
        seen = SeenPage(final, visit.outcome, page, result.leads, visit.reason)
        if walk.again(step, seen):
            pages.unread += 1
            continue
        if page is None or not visit.outcome.usable:
            pages.unread += 1
            pages.failure = pages.failure or _passing(visit)
        else:
            found, _ = evidence_of(page, step.of or step.url, finder, (step.name,))
            pages.lists += bool(found.items)
            if found.releases and step.depth:
                pages.evidence.append(found)
        walk.take(step, seen)
    left_out = [await visitor.page(url, WIDER) for url in walk.left_out]
    pages.records += [result.record for result in left_out]
    pages.unread += len(left_out)
    return pages


async def ask_search(
    visitor: PortalVisitor, form: SearchForm, release: Release, finder: ReleaseFinder
) -> Answer:
    """Ask the portal's own search for a release.

    An index outlives its pages and knows those of other bodies, and of gov.cn: a row is a repost
    only where it names a page of the portal's own hosts that can be read. Any other row that
    names the release is a trace for a person.
    """
    words = core_words(release.title)
    result = await visitor.page(form.address(words), QUERY)
    visit, home = result.visit, visitor.portal.home_url
    if result.page is None or not visit.outcome.usable:
        said = because(WiderCode.SEARCH_UNREAD, why=_failed(visit))
        return Answer(replace(result.record, links=()), said, _passing(visit))
    rows = result.page.links
    named = finder.on(rows)
    read: dict[str, PageVisit] = {}
    for place in named:
        url = rows[place].url
        if _is_own(url, home) and len(read) < visitor.settings.wider.search_articles:
            read[url] = read.get(url) or (await visitor.page(url, ARTICLE)).record
    shown = {url for url, record in read.items() if _is_there(record.visit, home)}
    doubted = {rows[place].url for place in named} - shown
    kept = [
        found
        for found in result.record.links
        if _is_own(found.link.url, home) and found.link.url not in doubted
    ]
    hits = tuple(
        Hit(visit.url, TracePlace.LINKS, quoted(rows[place].title), other=False)
        for place, release_id in named.items()
        if release_id == release.release_id and rows[place].url in doubted
    )
    lost = [record.visit for url, record in read.items() if url in doubted]
    said = because(WiderCode.SEARCHED, words=words)
    if lost:
        said = because(WiderCode.ROW_UNREAD, words=words, why=_failed(lost[0]))
    return Answer(
        replace(result.record, links=kept),
        said,
        next((failure for one in lost if (failure := _passing(one))), None),
        hits,
        tuple(read.values()),
    )


def _is_own(url: str, home: str) -> bool:
    """Whether an address is certainly the portal's."""
    return same_site(url, home) and own_host(url, home)


def _is_there(visit: Visit, home: str) -> bool:
    """Whether a page of the portal was read that is not its homepage: where a page is gone, some
    lead there."""
    final = visit.final_url or visit.url
    return visit.outcome.usable and _is_own(final, home) and address_key(final) != address_key(home)


def _failed(visit: Visit) -> Reason:
    return because(WiderCode.PAGE_FAILED, url=visit.url, outcome=visit.outcome, reason=visit.reason)


def _passing(visit: Visit) -> Reason | None:
    """Why a visit failed, where that may pass."""
    passing = visit.outcome in PASSING or visit.status in PASSING_STATUSES
    return _failed(visit) if passing and not visit.outcome.usable else None
