"""`repostwatch probe`: what a portal says now, without storing anything."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from rich.markup import escape
from rich.table import Table

from repostwatch.base.clock import iso
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import print_table
from repostwatch.commands.read import print_page
from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.judging.readiness import readiness_of
from repostwatch.matching.search.matcher import Matcher
from repostwatch.model import Level, Portal, Release, Scan
from repostwatch.model.watched_lists import Discovery, WatchedList
from repostwatch.pipeline.scope import open_store
from repostwatch.portals.editions import read_edition
from repostwatch.portals.table import read_portals
from repostwatch.readers.pool import Readers
from repostwatch.releases.sources import read_releases
from repostwatch.reporting.sanitize import sanitize
from repostwatch.settings import Settings
from repostwatch.store import discoveries, watched_lists
from repostwatch.store import releases as release_table
from repostwatch.store.links import StoredLink
from repostwatch.store.scan_records import ScanRecord
from repostwatch.visiting.evidence_writer import EvidenceWriter
from repostwatch.visiting.portal_visit import visit_portal
from repostwatch.visiting.visitor import PageResult, PortalVisitor
from repostwatch.visiting.watching import Watch, watch_of
from repostwatch.wording import Style, say

MOST_MATCHES = 20


def show_portal(
    settings: Settings, name: str, file: Path | None, source: str | None, out: Terminal
) -> None:
    """Look at one portal now and print every page's outcome, what was read, whether the portal can
    be judged, what of it are which of the releases of `source` (by default those of the database),
    and where the time went. Stores nothing."""
    portal = _find(name, file or settings.portals)
    releases = _releases(settings, source)
    lists, searched = _known(settings, portal)
    look = asyncio.run(_look(settings, watch_of(portal, lists, settings.discovery)))
    record = look.record
    style = Style(settings.language)
    out.print(f"[bold]{escape(portal.name)}[/] {portal.portal_id}  {escape(portal.home_url)}")
    for result in look.pages:
        visit = result.visit
        out.print(
            f"\n[bold]{result.record.role}[/] {escape(visit.url)}\n"
            f"{visit.outcome.value} {visit.status or ''} {escape(say(visit.reason, style))} "
            f"{visit.size} bytes {visit.elapsed:.2f} s read in {visit.reading:.3f} s "
            f"digest {(visit.digest or '')[:12]}"
        )
        if result.page is not None:
            print_page(result.page, style, out)
    reach = iso(record.reach) if record.reach else "—"
    out.print(f"\ncomplete back to: {reach}  {escape(say(record.gap, style))}")
    if record.moved:
        out.print(f"moved: {say(record.moved, style)}", markup=False)
    scan = Scan(
        "", portal.portal_id, record.started_at, record.ended_at, record.reach, record.gap,
        record.embedded,
    )  # fmt: skip
    ready = readiness_of(portal, lists, searched, scan)
    out.print(f"ready: {ready.ready}  {sanitize(say(ready.reason, style))}", markup=False)
    if ready.action:
        out.print(f"to do: {say(ready.action, style)}", markup=False)
    _print_matches(settings, releases, record, out)
    fetching = sum(page.visit.elapsed for page in record.visits)
    reading = sum(page.visit.reading for page in record.visits)
    out.print(
        f"time: {look.seconds:.1f} s, of which fetching {fetching:.1f} s, reading "
        f"{reading:.1f} s; the rest is waiting, mostly for the gap between two requests"
    )


def _releases(settings: Settings, source: str | None) -> tuple[Release, ...] | None:
    if source is not None:
        return read_releases(Path(source)).releases
    if settings.db is None:
        return None
    with open_store(settings) as conn:
        return release_table.load(conn)


def _print_matches(
    settings: Settings,
    releases: tuple[Release, ...] | None,
    record: ScanRecord,
    out: Terminal,
) -> None:
    """The links that are releases, the surest first."""
    if releases is None:
        out.print("matches: none looked for; give --releases FILE or set REPOSTWATCH_DB")
        return
    links = {
        str(place): StoredLink(str(place), record.portal_id, link.title, link.url, link.truncated)
        for place, link in enumerate(
            dict.fromkeys(found.link for page in record.visits for found in page.links)
        )
    }
    titles = {release.release_id: release.title for release in releases}
    found = sorted(
        Matcher(releases, settings.matching).match(links.values()),
        key=lambda match: (-match.score, match.link_id),
    )
    style = Style(settings.language)
    table = Table("decision", "score", "link", "release", "why", box=None)
    for match in found[:MOST_MATCHES]:
        table.add_row(
            match.decision.value,
            f"{match.score:.0f}",
            escape(links[match.link_id].title),
            f"{escape(titles[match.release_id])} {match.release_id}",
            escape(say(match.reason, style)),
        )
    print_table(out, table)
    many = counted(len(found), "match", "matches")
    among = f"{counted(len(links), 'link')} and {counted(len(releases), 'release')}"
    out.print(f"{many} among {among}")


def _known(settings: Settings, portal: Portal) -> tuple[tuple[WatchedList, ...], Discovery | None]:
    """What the database has of the portal's lists, and its latest search."""
    if settings.db is None:
        return (), None
    with open_store(settings) as conn:
        lists = watched_lists.load(conn, [portal.portal_id])[portal.portal_id]
        return lists, discoveries.latest(conn, [portal.portal_id]).get(portal.portal_id)


@dataclass(frozen=True, slots=True)
class _Look:
    """A scan, its pages, and the seconds that it took."""

    record: ScanRecord
    pages: list[PageResult]
    seconds: float


async def _look(settings: Settings, watch: Watch) -> _Look:
    began = perf_counter()
    async with (
        Crawler(
            settings.crawl, allow_loopback=settings.allow_loopback, now=settings.now
        ) as crawler,
        Readers(settings.scan) as readers,
    ):
        visitor = PortalVisitor(watch.portal, crawler, EvidenceWriter(None), settings, readers)
        pages: list[PageResult] = []
        record = await visit_portal(visitor, None, "", on_page=pages.append, watch=watch)
        return _Look(record, pages, perf_counter() - began)


def _find(name: str, file: Path | None) -> Portal:
    if name.startswith(("http://", "https://")):
        return Portal("probe", name, Level.DEPARTMENT, name)
    known = read_portals(file) if file else read_edition("current")
    for portal in known:
        if portal.portal_id == name:
            return portal
    raise RepostwatchError(f"no portal {name!r} in the registry: see `repostwatch portals list`")
