"""`repostwatch read`: what a saved page says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from repostwatch.base.errors import InputError
from repostwatch.base.files import whole_bytes
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import print_table
from repostwatch.model import Outcome, Page
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.page import read_page
from repostwatch.reading.page_json import page_as_json
from repostwatch.reading.regions.choose import choose_list
from repostwatch.settings import Settings
from repostwatch.wording import Style, say


def show_page(  # noqa: PLR0913  all that is known of a page beside its bytes
    settings: Settings,
    path: Path,
    url: str,
    content_type: str | None,
    fetched_at: datetime | None,
    out: Terminal,
    err: Terminal,
    *,
    as_json: bool,
) -> None:
    """Read a saved page and print what it says. What is no page is said on `err` beside JSON,
    whose form has no place for it."""
    try:
        body = whole_bytes(path)
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from error
    work = partial(
        read_page,
        body,
        url,
        content_type=content_type,
        fetched_at=fetched_at,
        settings=settings.reading,
        listed=True,
    )
    style = Style(settings.language)
    try:
        page = asyncio.run(_read(settings, work))
    except ReadError as failure:
        raise InputError(path, f"cannot be read: {say(failure.reason, style)}") from None
    if as_json:
        out.write_json(page_as_json(page, lambda reason: say(reason, style)))
        if page.kind.outcome is not Outcome.OK:
            warning = f"warning: {path}: {page.kind.value}: {say(page.reason, style)}"
            err.print(warning, style="yellow", markup=False, highlight=False)
        return
    print_page(page, style, out)


async def _read(settings: Settings, work: Callable[[], Page]) -> Page:
    """A saved page is a stranger's as any: read within the limits of all others."""
    async with Readers(settings.scan) as readers:
        return await readers.read(work)


def print_page(page: Page, style: Style, out: Terminal) -> None:
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
    out.print(f"{counted(len(page.links), 'link')}, next page {escape(page.next_url or '—')}")


def _print_regions(page: Page, style: Style, out: Terminal) -> None:
    """The parts that are or may be lists; the one that is taken for the list is starred."""
    chosen = choose_list(page)
    out.print(escape(f"about {'、'.join(page.subject) or '—'}; list: {say(chosen.why, style)}"))
    if page.notice:
        out.print(f"notice: {page.notice}", markup=False)
    table = Table("list", "form", "heading", "rows", "dated", "span", "unread", "place", box=None)
    for region in page.regions:
        ends = dict.fromkeys(map(str, (region.oldest, region.newest)))
        span = "…".join(ends) if region.dated else ""
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
