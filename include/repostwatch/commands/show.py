"""`repostwatch read` and `repostwatch probe`: show what one page or one portal says."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from repostwatch.clock import iso
from repostwatch.commands.base import print_table
from repostwatch.crawl.crawler import Crawler
from repostwatch.errors import InputError, RepostwatchError
from repostwatch.matching.matcher import Matcher
from repostwatch.model import Level, Outcome, Page, Portal, Release
from repostwatch.pipeline.keep import EvidenceWriter
from repostwatch.pipeline.look import PageResult, PortalVisitor, visit_portal
from repostwatch.pipeline.session import open_store
from repostwatch.portals.editions import read_edition
from repostwatch.portals.table import read_portals
from repostwatch.readers.pool import Readers
from repostwatch.reading.page import page_as_json, read_page
from repostwatch.reading.regions.choose import choose_list
from repostwatch.releases.sources import read_releases
from repostwatch.settings import Settings
from repostwatch.store import releases as release_table
from repostwatch.store.links import StoredLink
from repostwatch.store.scans import ScanRecord
from repostwatch.wording import Style, say

MOST_MATCHES = 20


def show_page(  # noqa: PLR0913  all that is known of a page beside its bytes
    settings: Settings,
    path: Path,
    url: str,
    content_type: str | None,
    fetched_at: datetime | None,
    out: Console,
    err: Console,
    *,
    as_json: bool,
) -> None:
    """Read a saved page and print what it says. What is no page is said on `err` beside JSON,
    whose form has no place for it."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from error
    page = read_page(
        body,
        url,
        content_type=content_type,
        fetched_at=fetched_at,
        settings=settings.reading,
        listed=True,
    )
    style = Style(settings.language)
    if as_json:
        text = json.dumps(
            page_as_json(page, lambda reason: say(reason, style)),
            ensure_ascii=False,
            indent=1,
        )
        out.file.write(text + "\n")
        if page.kind.outcome is not Outcome.OK:
            warning = f"warning: {path}: {page.kind.value}: {say(page.reason, style)}"
            err.print(warning, style="yellow", markup=False, highlight=False)
        return
    _print_page(page, style, out)


def show_portal(
    settings: Settings, name: str, file: Path | None, source: str | None, out: Console
) -> None:
    """Look at one portal now and print every page's outcome, what was read, and what of it are
    which of the releases of `source` (by default those of the database). Stores nothing."""
    portal = _find(name, file or settings.portals)
    releases = _releases(settings, source)
    record, pages = asyncio.run(_look(settings, portal))
    style = Style(settings.language)
    out.print(f"[bold]{escape(portal.name)}[/] {portal.portal_id}  {escape(portal.home_url)}")
    for result in pages:
        visit = result.visit
        out.print(
            f"\n[bold]{result.record.role}[/] {escape(visit.url)}\n"
            f"{visit.outcome.value} {visit.status or ''} {escape(say(visit.reason, style))} "
            f"{visit.size} bytes {visit.elapsed:.2f} s digest {(visit.digest or '')[:12]}"
        )
        if result.page is not None:
            _print_page(result.page, style, out)
    reach = iso(record.reach) if record.reach else "—"
    out.print(f"\ncomplete back to: {reach}  {escape(say(record.gap, style))}")
    if record.moved:
        out.print(f"moved: {say(record.moved, style)}", markup=False)
    _print_matches(settings, releases, record, out)


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
    out: Console,
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
    out.print(f"{len(found)} matches among {len(links)} links and {len(releases)} releases")


async def _look(settings: Settings, portal: Portal) -> tuple[ScanRecord, list[PageResult]]:
    async with (
        Crawler(
            settings.crawl, allow_loopback=settings.allow_loopback, now=settings.now
        ) as crawler,
        Readers(settings.scan) as readers,
    ):
        visitor = PortalVisitor(portal, crawler, EvidenceWriter(None), settings, readers)
        pages: list[PageResult] = []
        record = await visit_portal(visitor, None, "", on_page=pages.append)
        return record, pages


def _find(name: str, file: Path | None) -> Portal:
    if name.startswith(("http://", "https://")):
        return Portal("probe", name, Level.DEPARTMENT, name)
    known = read_portals(file) if file else read_edition("current")
    for portal in known:
        if portal.portal_id == name:
            return portal
    raise RepostwatchError(f"no portal {name!r} in the registry: see `repostwatch portals list`")


def _print_regions(page: Page, style: Style, out: Console) -> None:
    """The parts that are or may be lists; the one that is taken for the list is starred."""
    chosen = choose_list(page)
    out.print(escape(f"about {'、'.join(page.subject) or '—'}; list: {say(chosen.why, style)}"))
    if page.notice:
        out.print(f"notice: {page.notice}", markup=False)
    table = Table("list", "form", "heading", "rows", "dated", "span", "unread", "place", box=None)
    for region in page.regions:
        span = f"{region.oldest}…{region.newest}" if region.dated else ""
        table.add_row(
            "*" if region in chosen.regions else "aside" if region.aside else "",
            region.form.value,
            escape(region.heading),
            str(region.rows),
            str(region.dated),
            span,
            str(len(region.unread)),
            escape(region.url or say(region.reason, style) or region.path),
        )
    print_table(out, table)


def _print_page(page: Page, style: Style, out: Console) -> None:
    out.print(f"{page.kind.value} {escape(say(page.reason, style))} charset {page.charset}")
    out.print(f"title {escape(page.title or '—')}")
    if page.article is not None:
        article = page.article
        out.print(
            escape(
                f"article {article.title} | {article.published} | {article.source} | "
                f"{article.doc_number}"
            )
        )
    for column in page.columns:
        prominent = "prominent" if column.prominent else "not prominent"
        out.print(
            escape(
                f"column {column.name} ({column.form.value}, {prominent}) {column.items} items, "
                f"newest {column.newest} {column.url or ''} {say(column.reason, style)}"
            )
        )
    if page.regions:
        _print_regions(page, style, out)
    table = Table("block", "date", "title", "address", box=None)
    for link in page.links:
        table.add_row(str(link.block), str(link.date or ""), escape(link.title), escape(link.url))
    print_table(out, table)
    out.print(f"{len(page.links)} links, next page {escape(page.next_url or '—')}")
