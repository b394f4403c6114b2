"""`repostwatch inspect`: probes and checklists of a sample → results, pass rates, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from repostwatch.base.clock import whole_day
from repostwatch.base.plurals import counted
from repostwatch.base.quarters import parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands import database
from repostwatch.commands import inspection_tables as tables
from repostwatch.commands.hint_tables import read_links, read_taken_over
from repostwatch.commands.output import writable, write_text
from repostwatch.commands.samples import read_record, registry_of
from repostwatch.inspecting.availability import (
    Availability,
    availability_of_sites,
    judge_availability,
    strip_of,
)
from repostwatch.inspecting.links import hints_of
from repostwatch.inspecting.probes import made_by
from repostwatch.inspecting.rates import PassRates, change_of, failed_by, pass_rates
from repostwatch.inspecting.results import ended_results, site_results
from repostwatch.model.samples import Sample
from repostwatch.model.spot_checks import (
    CheckResult,
    IndicatorResult,
    SiteResult,
    VetoIndicator,
)
from repostwatch.pipeline.checklist_words import check_days, check_words, machine_results
from repostwatch.pipeline.closures import taken_over_in
from repostwatch.pipeline.kept_freshness import kept_freshness
from repostwatch.pipeline.kept_links import kept_links
from repostwatch.pipeline.kept_probes import kept_week
from repostwatch.pipeline.scope import open_store
from repostwatch.pipeline.spot_check import inspect_quarter
from repostwatch.pipeline.spot_findings import note_notified
from repostwatch.portals.validity import ended_by
from repostwatch.reporting.spot_check_statement import statement
from repostwatch.reporting.spot_tables import CHECKLIST, SITES, open_rows, site_row
from repostwatch.reporting.tables import write_rows
from repostwatch.settings import Settings
from repostwatch.store import samples
from repostwatch.wording import Style
from repostwatch.wording.values import enclosed


@dataclass(frozen=True, slots=True)
class HomepageSource:
    """Whether homepages are seen, and the results of the `check` that kept them; None: those of
    the product's own database."""

    wanted: bool
    folder: Path | None


@dataclass(frozen=True, slots=True)
class InspectionRequest:
    """`week`: probes, control probes and the first day; without files they are the database's.
    `hints`: links that do not simply open, and what closed."""

    record: Path
    out_dir: Path
    week: tuple[Path | None, Path | None, date | None]
    homepages: HomepageSource
    checklists: list[Path]
    before: Path | None
    portals: Path | None = None
    hints: tuple[Path | None, Path | None] = (None, None)


def run_inspection(settings: Settings, asked: InspectionRequest, out: Terminal) -> None:
    """Raises RepostwatchError where a file is malformed or nothing can be written."""
    sample = read_record(asked.record)
    quarter = parse_quarter(sample.order.quarter)
    if asked.week[2]:
        check_days(quarter, asked.week[2], settings.spot_check.probe_days)
    ids, now = {site.portal_id for site in sample.sites}, settings.now()
    entries = [one for path in asked.checklists for one in tables.read_checklist(path, ids, now)]
    before = tables.read_rates(asked.before, quarter.before) if asked.before else None
    folder = writable(asked.out_dir)
    ends = _ended(settings, asked, sample)
    standing = replace(sample, sites=tuple(o for o in sample.sites if o.portal_id not in ends))
    seen = _availability(settings, asked, standing, folder)
    seen += _freshness(settings, asked, standing)
    check_words(quarter, now, entries, (), machine_results(seen))
    results = site_results(sample, [*seen, *ended_results(ends)], entries)
    rates = pass_rates(sample.order.shares, results)
    style = Style(settings.language)
    _write(folder, sample.order.quarter, results, (rates, before), style)
    said = statement(sample.order.quarter, results, rates, before, style)
    write_text(folder / "statement.txt", "\n".join(said) + "\n")
    _tell(results, rates, out)


def _ended(settings: Settings, asked: InspectionRequest, sample: Sample) -> dict[str, datetime]:
    """The sites that ended before the days of probes were over; without these, or now."""
    first, days = asked.week[2], timedelta(days=settings.spot_check.probe_days - 1)
    until = min(settings.now(), parse_quarter(sample.order.quarter).span.latest)
    over = whole_day(first + days).latest if first else until
    return ended_by(registry_of(settings, asked.portals), over)


def keep_results(
    settings: Settings,
    quarter: str,
    first: date | None,
    tables_of: tuple[list[Path], list[Path]],
    out: Terminal,
) -> int:
    """How many sites have a result, or were noted as told; none where no sample of the quarter is
    kept. `tables_of` are checklists, and tables of sites that were told of their result: where
    nothing else is given, these are noted and nothing is inspected.

    Raises RepostwatchError where the quarter is none or a table is malformed.
    """
    asked = parse_quarter(quarter)
    checklists, notices = tables_of
    made_known = [one for path in notices for one in tables.read_notices(path)]
    with open_store(settings) as conn:
        sample, now = samples.load(conn, str(asked)), settings.now()
        ids = {site.portal_id for site in sample.sites} if sample else None
        entries = [one for path in checklists for one in tables.read_checklist(path, ids, now)]
        if sample and notices and first is None and not checklists:
            note_notified(conn, made_known, now)
            out.print(f"{asked}: {counted(len(made_known), 'site')} noted as told", highlight=False)
            return len(made_known)
        with conn.transaction():
            made = inspect_quarter(conn, settings, asked, first, entries)
            note_notified(conn, made_known, settings.now())
    out.print(made.line, markup=False, highlight=False)
    return made.sites


def _availability(
    settings: Settings, asked: InspectionRequest, sample: Sample, folder: Path
) -> list[IndicatorResult]:
    """The indicator of every site, and availability.csv; none where no probes were given."""
    first = asked.week[2]
    if first is None:
        return []
    found, rows = [], []
    for portal_id, seen in _week(settings, asked, sample, first):
        found.append(judge_availability(portal_id, seen, settings.spot_check))
        strip = strip_of(seen, first, settings.spot_check)
        rows.append(tables.availability_row(found[-1], seen, strip))
    write_rows(folder / "availability.csv", tables.AVAILABILITY, rows)
    return found


def _week(
    settings: Settings, asked: InspectionRequest, sample: Sample, first: date
) -> list[tuple[str, Availability]]:
    """What the probes from `first` on say of every site."""
    ids = [site.portal_id for site in sample.sites]
    probe_file, control_file, _ = asked.week
    if probe_file is not None and control_file is not None:
        now = settings.now()
        made = made_by(tables.read_probes(probe_file), now)
        controls = made_by(tables.read_controls(control_file), now)
        return list(availability_of_sites(ids, made, controls, first, settings.spot_check))
    with database.known(settings, asked.homepages.folder) as (conn, here):
        return kept_week(conn, here, ids, first)


def _freshness(
    settings: Settings, asked: InspectionRequest, sample: Sample
) -> list[IndicatorResult]:
    """The two indicators of every site whose homepage was scanned, none where nobody asks; and what
    points to serious errors, by the tables that were given, else by the database that was asked."""
    ids, quarter = [site.portal_id for site in sample.sites], parse_quarter(sample.order.quarter)
    link_file, closure_file = asked.hints
    links = read_links(link_file) if link_file else []
    taken_over = dict(read_taken_over(closure_file)) if closure_file else {}
    fresh: list[IndicatorResult] = []
    if asked.homepages.wanted:
        with database.known(settings, asked.homepages.folder) as (conn, here):
            own_links = kept_links(conn, here, quarter)
            fresh = kept_freshness(conn, here, ids, here.now(), (quarter, own_links))
            links = links if link_file else own_links
            taken_over = taken_over if closure_file else taken_over_in(conn, here, quarter)
    own = (site for site in links if site.portal_id in ids)
    sampled = {name: why for name, why in taken_over.items() if name in ids}
    return [*fresh, *hints_of(own, sampled)]


def _write(
    folder: Path,
    quarter: str,
    results: Sequence[SiteResult],
    of: tuple[PassRates, PassRates | None],
    style: Style,
) -> None:
    """`of` are the pass rates, and those of the quarter before."""
    rates, before = of
    write_rows(folder / "sites.csv", SITES, (site_row(one, quarter) for one in results))
    indicators = (one for result in results for one in result.indicators)
    rows = (tables.indicator_row(one, style) for one in indicators)
    write_rows(folder / "indicators.csv", tables.INDICATORS, rows)
    write_rows(folder / "checklist.csv", CHECKLIST, open_rows(results), to_fill=True)
    changes = {
        figure.level: change_of(rates, before, figure.level) if before else ()
        for figure in rates.figures
    }
    write_rows(
        folder / "rates.csv",
        (*tables.RATES, *tables.CHANGES, "quarter"),
        [tables.rate_row(one, quarter, rates.shares, changes[one.level]) for one in rates.figures],
    )


def _tell(results: Sequence[SiteResult], rates: PassRates, out: Terminal) -> None:
    counts = Counter(one.result for one in results)
    lines = [", ".join(f"{counts[one]} {one.value}" for one in CheckResult)]
    for figure in rates.figures:
        level = figure.level.value if figure.level else tables.ALL
        bounds = " to ".join(enclosed(figure.ends))
        lines.append(f"{level}: {figure.numerator} of {figure.denominator} passed, {bounds}")
    failed = failed_by(results)
    lines += [f"{one.value}: {failed[one]} failed" for one in VetoIndicator if failed[one]]
    for line in lines:
        out.print(line, markup=False, highlight=False)
