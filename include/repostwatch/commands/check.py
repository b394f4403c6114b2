"""`repostwatch check`: one pass over any registry and any releases, without Airflow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.terminal import Terminal
from repostwatch.commands.database import results
from repostwatch.commands.discover import search_portals
from repostwatch.commands.output import print_table, writable
from repostwatch.commands.progress import progress
from repostwatch.commands.taking_in import take_in
from repostwatch.model import Portal, because
from repostwatch.model.codes import AlarmCode
from repostwatch.pipeline.discovery_due import due_portals
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.report import report_data
from repostwatch.pipeline.scan import ScanSummary, scan_portals
from repostwatch.pipeline.scope import Selection
from repostwatch.pipeline.wider import look_wider
from repostwatch.portals.table import read_portals
from repostwatch.releases.sources import read_releases
from repostwatch.reporting.tables import write_columns_csv, write_verdicts_csv, write_visits_csv
from repostwatch.reporting.terminal import summary_table
from repostwatch.settings import Settings
from repostwatch.store import scans, visits
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What a pass is over, where its results go, and as of when it is made. `discover`: portals
    of which no list is known are searched first."""

    portals: Path
    releases: str
    out_dir: Path
    now: datetime | None
    discover: bool = True


def run_check(settings: Settings, order: CheckRequest, out: Terminal, err: Terminal) -> None:
    """Scan, match, judge and write verdicts.csv, columns.csv and visits.csv.

    Raises RepostwatchError before anything is fetched or written where a file is malformed or
    the results cannot be written.
    """
    registry = read_portals(order.portals)
    if urlsplit(order.releases).scheme not in ("http", "https"):
        read_releases(Path(order.releases))
    out_dir = writable(order.out_dir)
    with results(_for_one_pass(settings, order.now), out_dir) as (conn, here):
        _warn_of_clock(conn, here, err)
        only = take_in(conn, here, registry, order.releases, err)
        if order.discover:
            _search_due(conn, here, only, registry, err)
        _scan(conn, here, only, err)
        if order.discover and (lost := _search_due(conn, here, only, registry, err)):
            _scan(conn, here, Selection(only.release_ids, lost), err)
        err.print(match_links(conn, here, only).line, highlight=False)
        err.print(look_wider(conn, here, only).line, highlight=False)
        err.print(judge_reposts(conn, here, only).line, highlight=False)
        data = report_data(conn, here, only)
        visited = visits.latest_of_portals(conn, only.portal_ids or ())
    try:
        write_verdicts_csv(out_dir / "verdicts.csv", data.verdicts, settings.language)
        write_columns_csv(out_dir / "columns.csv", data.columns, settings.language)
        write_visits_csv(out_dir / "visits.csv", visited)
    except OSError as error:
        raise RepostwatchError(
            f"{out_dir}: the results could not be written ({error.strerror or error}). What was "
            "observed is in the database: make room and run the same command again."
        ) from error
    print_table(out, summary_table(data, settings.reporting, settings.language))
    out.print(f"results: {out_dir}", markup=False, highlight=False)


def _scan(conn: Connection, settings: Settings, only: Selection, err: Terminal) -> None:
    with progress(err) as shown:
        task = shown.add_task("scanning", total=len(only.portal_ids or ()))

        def done(summary: ScanSummary) -> None:
            shown.update(task, advance=1, description=summary.name)

        scan_portals(conn, settings, only.portal_ids, release_ids=only.release_ids, on_portal=done)


def _search_due(
    conn: Connection,
    settings: Settings,
    only: Selection,
    registry: tuple[Portal, ...],
    err: Terminal,
) -> list[str]:
    """Search the portals that the registry names no list of, where that is due: nothing is known
    of them, or the last scan lost their list. What was found is matched, so that the scan knows a
    list by the reposts on it. Returns the ids of the portals that were searched."""
    wanted = [portal.portal_id for portal in registry if not portal.column_urls]
    due = list(due_portals(conn, settings, wanted)) if wanted else []
    if due:
        chosen = Selection(only.release_ids, due)
        search_portals(conn, settings, chosen, registry, err)
        match_links(conn, settings, chosen)
    return due


def _warn_of_clock(conn: Connection, settings: Settings, err: Terminal) -> None:
    """Say where the database has scans that are still to come."""
    now, newest = settings.now(), scans.newest(conn)
    if newest and newest - now >= timedelta(minutes=settings.watch.clock_minutes):
        early = say(because(AlarmCode.CLOCK_BACK, newest=newest, now=now), Style(settings.language))
        err.print(f"warning: {early}", style="yellow", markup=False, highlight=False)


def _for_one_pass(settings: Settings, now: datetime | None) -> Settings:
    """However old, a release handed in is meant to be checked."""
    scan = settings.scan.model_copy(update={"watch_days": None})
    wider = settings.wider.model_copy(update={"portals": None})
    settings = settings.model_copy(update={"scan": scan, "wider": wider})
    return settings.as_of(now) if now else settings
