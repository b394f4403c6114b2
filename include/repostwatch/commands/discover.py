"""`repostwatch discover`: from homepages to the lists on which portals repost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from rich.markup import escape
from rich.table import Table

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.database import results
from repostwatch.commands.output import print_table, writable
from repostwatch.commands.progress import progress
from repostwatch.commands.taking_in import take_in
from repostwatch.model import Portal
from repostwatch.model.watched_lists import Discovery, ListState, WatchedList
from repostwatch.pipeline.discover import discover_lists
from repostwatch.pipeline.discovery_progress import DiscoverySummary
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.readiness import portal_readiness
from repostwatch.pipeline.scope import Selection
from repostwatch.portals.table import read_portals
from repostwatch.releases.sources import read_releases
from repostwatch.reporting.discovery_tables import write_lists_csv, write_registry_csv
from repostwatch.reporting.tables import write_readiness_csv, write_visits_csv
from repostwatch.settings import Settings
from repostwatch.store import discoveries, visits, watched_lists
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class DiscoverRequest:
    """What is searched for what, where the results go, as of when, and by how many pages each."""

    portals: Path
    releases: str
    out_dir: Path
    now: datetime | None = None
    pages: int | None = None


def run_discover(settings: Settings, order: DiscoverRequest, out: Terminal, err: Terminal) -> None:
    """Search, choose, and write lists.csv, portals.csv, readiness.csv and visits.csv.

    Raises RepostwatchError before anything is fetched or written where a file is malformed or
    the results cannot be written.
    """
    registry = read_portals(order.portals)
    if urlsplit(order.releases).scheme not in ("http", "https"):
        read_releases(Path(order.releases))
    out_dir = writable(order.out_dir)
    with results(_with_pages(settings, order), out_dir) as (conn, here):
        only = take_in(conn, here, registry, order.releases, err)
        summaries = search_portals(conn, here, only, registry, err)
        match_links(conn, here, only)
        ids = [portal.portal_id for portal in registry]
        lists = watched_lists.load(conn, ids)
        ready = portal_readiness(conn, here, ids)
        visited = visits.of_discoveries(conn, ids)
        searched = discoveries.latest(conn, ids)
    every = [one for found in lists.values() for one in found]
    try:
        write_lists_csv(out_dir / "lists.csv", every, settings.language)
        write_registry_csv(
            out_dir / "portals.csv",
            order.portals,
            {portal.portal_id: _in_use(portal, lists[portal.portal_id]) for portal in registry},
            _drawn(lists, searched),
        )
        write_readiness_csv(out_dir / "readiness.csv", ready, settings.language)
        write_visits_csv(out_dir / "visits.csv", visited)
    except OSError as error:
        raise RepostwatchError(
            f"{out_dir}: the results could not be written ({error.strerror or error}). What was "
            "found is in the database: make room and run the same command again."
        ) from error
    _print(summaries, out)
    out.print(f"results: {out_dir}", markup=False, highlight=False)


def search_portals(
    conn: Connection,
    settings: Settings,
    only: Selection,
    registry: tuple[Portal, ...],
    err: Terminal,
) -> list[DiscoverySummary]:
    """Search the portals of a selection, with progress for each page on a terminal."""
    names = {portal.portal_id: portal.name for portal in registry}
    chosen = only.portal_ids if only.portal_ids is not None else list(names)
    with progress(err) as shown:
        task = shown.add_task("searching", total=len(chosen))

        def page(portal: Portal, url: str) -> None:
            shown.update(task, description=escape(f"{names[portal.portal_id]} {url[:60]}"))

        def done(summary: DiscoverySummary) -> None:
            shown.update(task, advance=1)
            shown.console.print(summary.line, markup=False, highlight=False)

        return discover_lists(
            conn, settings, chosen, release_ids=only.release_ids, on_portal=done, on_page=page
        )


def _with_pages(settings: Settings, order: DiscoverRequest) -> Settings:
    if order.pages is not None:
        bounded = settings.discovery.model_copy(update={"pages": order.pages})
        settings = settings.model_copy(update={"discovery": bounded})
    return settings.as_of(order.now) if order.now else settings


def _in_use(portal: Portal, lists: tuple[WatchedList, ...]) -> list[str]:
    """The lists in use; the homepage is one where it is the only one."""
    return [one.url for one in lists if one.state is ListState.IN_USE]


def _drawn(lists: dict[str, tuple[WatchedList, ...]], searched: dict[str, Discovery]) -> set[str]:
    """The portals whose homepage or lists are empty without a browser."""
    by_list = {
        portal_id
        for portal_id, found in lists.items()
        for one in found
        if one.render and one.state is ListState.IN_USE
    }
    return by_list | {one.portal_id for one in searched.values() if one.render}


def _print(summaries: list[DiscoverySummary], out: Terminal) -> None:
    table = Table("portal", "pages", "in use", "proposed", box=None)
    for one in sorted(summaries, key=lambda one: one.portal_id):
        table.add_row(one.portal_id, str(one.pages), str(one.in_use), str(one.proposed))
    print_table(out, table)
    found = sum(one.in_use > 0 for one in summaries)
    out.print(f"{found} of {counted(len(summaries), 'portal')} with a list in use")
