"""`repostwatch check`: one pass over any registry and any releases, without Airflow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from repostwatch import pipeline, reporting, store
from repostwatch.pipeline import Only, ScanSummary
from repostwatch.portals import read_portals
from repostwatch.services.postgres import embedded
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import scans


@dataclass(frozen=True, slots=True)
class Order:
    """What a pass is over, where its results go, and as of when it is made."""

    portals: Path
    releases: str
    out_dir: Path
    now: datetime | None


def run_check(settings: Settings, order: Order, out: Console, err: Console) -> None:
    """Scan, match, judge and write verdicts.csv, columns.csv and visits.csv.

    Raises InputError before anything is fetched or written where a file is malformed.
    """
    registry = read_portals(order.portals)
    out_dir = order.out_dir
    out_dir.mkdir(parents=True, exist_ok=True)
    settings = _for_one_pass(settings, out_dir, order.now)
    with _database(settings, out_dir) as settings, pipeline.open_store(settings) as conn:
        portal_table.save(conn, registry)
        taken = pipeline.ingest(conn, settings, [order.releases])
        for problem in taken.problems:
            err.print(f"warning: {problem}", style="yellow", markup=False, highlight=False)
        only = Only(taken.release_ids, [portal.portal_id for portal in registry])
        with _progress(err) as progress:
            task = progress.add_task("scanning", total=len(registry))

            def done(summary: ScanSummary) -> None:
                progress.update(task, advance=1, description=summary.name)

            pipeline.scan(
                conn, settings, only.portal_ids, release_ids=only.release_ids, on_portal=done
            )
        err.print(pipeline.match(conn, settings, only).line, highlight=False)
        err.print(pipeline.judge(conn, settings, only).line, highlight=False)
        data = pipeline.report_data(conn, settings, only)
        visits = scans.last_visits(conn, only.portal_ids or ())
    reporting.write_verdicts_csv(out_dir / "verdicts.csv", data.verdicts)
    reporting.write_columns_csv(out_dir / "columns.csv", data.columns)
    reporting.write_visits_csv(out_dir / "visits.csv", visits)
    out.print(reporting.summary_table(data))
    out.print(f"results: {out_dir}", highlight=False)


def _for_one_pass(settings: Settings, out_dir: Path, now: datetime | None) -> Settings:
    """However old, a release handed in is meant to be checked; evidence lies with the results."""
    scan = settings.scan.model_copy(update={"watch_days": None})
    settings = settings.model_copy(update={"scan": scan, "var_dir": out_dir})
    return settings.as_of(now) if now else settings


@contextmanager
def _database(settings: Settings, out_dir: Path) -> Iterator[Settings]:
    """The database of the settings, or an embedded one that lives with the results."""
    if settings.db is not None:
        store.upgrade(settings.db)
        yield settings
        return
    with embedded(out_dir / "database") as server:
        url = server.url("repostwatch")
        store.upgrade(url)
        yield settings.model_copy(update={"db": url})


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
