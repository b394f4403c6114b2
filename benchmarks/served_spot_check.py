"""A quarter's spot check over served sites with known faults, from its sample to the bulletin.

    python benchmarks/served_spot_check.py [--sites 2000] [--days 7] [--seeds 1 2 3]

Draws, probes hourly for a week, scans the homepages, looks at their links, has people say what only
they see, inspects, and compares every indicator of every site with what is true of it; then once
more with an outage of ours of six hours. Everything is fetched from loopback, by the steps of the
DAGs; the clock is set.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from socket import socket

from spot_sites import KNOWN, PEOPLE, SHARES, ServedSite, ServedWorld, served_world, serving

from repostwatch.base.clock import whole_day
from repostwatch.base.quarters import parse_quarter
from repostwatch.inspecting.sampling import differences
from repostwatch.model.samples import Sample
from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    LinkState,
    SiteResult,
    VetoIndicator,
)
from repostwatch.pipeline.closures import closures_in
from repostwatch.pipeline.kept_links import kept_links
from repostwatch.pipeline.link_round import look_at_links
from repostwatch.pipeline.probe_round import keep_round
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.spot_check import draw_quarter, inspect_quarter, results_of, spot_check_of
from repostwatch.portals.editions import spot_check_registry
from repostwatch.reporting.spot_check_statement import links_statement, statement
from repostwatch.services.postgres import embedded
from repostwatch.settings import CrawlSettings, ScanSettings, Settings, SpotCheckSettings
from repostwatch.store import portals
from repostwatch.store.database import Connection, connect
from repostwatch.store.schema import upgrade_schema
from repostwatch.wording import Style

QUARTER = parse_quarter("2026Q4")
FIRST = date(2026, 12, 14)
START = whole_day(FIRST).earliest
DRAWN = datetime(2026, 10, 8, 2, tzinfo=UTC)
JANUARY = datetime(2027, 1, 4, 23, tzinfo=UTC)
CLOSED = 5  # sites outside the sample that move up while the quarter lasts
SEEN_GONE = tuple(datetime(2026, 11, day, 2, tzinfo=UTC) for day in (10, 20, 21))
HOUR = timedelta(hours=1)


@dataclass
class Compared:
    """How many were compared of each kind, and those that differ from what is true."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def add(self, kind: str, about: str, found: object, truth: object) -> None:
        self.counts[kind] += 1
        if found != truth:
            self.wrong.append(f"{kind} {about}: {found}, true is {truth}")


def free_port() -> int:
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def settings_of(world: ServedWorld, folder: Path, days: int) -> Settings:
    own = SpotCheckSettings(
        portals=world.registry(folder / "sites.csv"),
        known_sites=tuple(f"http://{host}:{world.port}/" for host in KNOWN),
        probe_days=days,
    )
    return Settings(
        allow_loopback=True,
        var_dir=folder,
        portals=own.portals,
        spot_check=own,
        crawl=CrawlSettings(gap_seconds=0.0, attempts=1, ports=(80, 443, world.port)),
        scan=ScanSettings(slot_seconds=0.0),
    )


def checked(conn: Connection, world: ServedWorld, folder: Path, seed: int, days: int) -> Compared:
    """The whole quarter, and how what was found compares with what is true."""
    settings, found = settings_of(world, folder, days), Compared()
    asked = [f"{level.value}={share}%" for level, share in SHARES.items()]
    sample = draw_quarter(conn, settings.as_of(DRAWN), QUARTER, str(seed), asked)
    found.add("drawn again", "sample", list(differences(sample, spot_check_registry(settings))), [])
    drawn = [world.sites[site.portal_id] for site in sample.sites]
    gone = _moved_up(world, sample)
    hosts = {one.portal.home_url.partition("://")[2].partition(":")[0] for one in (*drawn, *gone)}
    with serving(world, hosts):
        portals.save(conn, [one.portal for one in (*drawn, *gone)])
        for moment in SEEN_GONE:
            world.now = moment
            scan_portals(conn, settings.as_of(moment), [one.portal.portal_id for one in gone])
        for hour in range(24 * days):
            world.now = START + hour * HOUR
            keep_round(conn, settings.as_of(world.now))
        world.now = START + 24 * days * HOUR
        scan_portals(conn, settings.as_of(world.now), [one.portal.portal_id for one in drawn])
        look_at_links(conn, settings.as_of(world.now), QUARTER)
    # The homepage has to be of the last two weeks.
    at = settings.as_of(world.now + 2 * HOUR)
    inspect_quarter(conn, at, QUARTER, FIRST, _people(drawn))
    _compare(conn, at, world, gone, found)
    return found


def _moved_up(world: ServedWorld, sample: Sample) -> list[ServedSite]:
    """Sites that were not drawn; between two scans their address begins to lead to another's."""
    ids = {site.portal_id for site in sample.sites}
    parent = world.sites[sample.sites[0].portal_id].portal
    others = [one for one in world.sites.values() if one.portal.portal_id not in ids]
    for one in others[-CLOSED:]:
        one.leads_to = SEEN_GONE[0] + HOUR, parent.home_url
    return others[-CLOSED:]


def _people(drawn: list[ServedSite]) -> list[ChecklistEntry]:
    return [
        ChecklistEntry(
            site.portal.portal_id,
            one,
            CheckResult.FAILED if one in site.faults else CheckResult.PASSED,
            "王敏",
            START + HOUR,
            "截图",
        )
        for site in drawn
        for one in PEOPLE
    ]


def _compare(
    conn: Connection,
    settings: Settings,
    world: ServedWorld,
    gone: list[ServedSite],
    found: Compared,
) -> None:
    results = results_of(conn, QUARTER)
    for result in results:
        _compare_site(result, world, settings, found)
    links = {one.portal_id: one for one in kept_links(conn, settings, QUARTER)}
    for result in results:
        name = result.site.portal_id
        seen, site = links[name], world.sites[name]
        counted = seen.count(LinkState.DEAD), seen.count(LinkState.SELLING)
        found.add("links", name, counted, (site.dead, int(site.sells)))
    closures = closures_in(conn, settings, QUARTER)
    closed = {one.portal.portal_id for one in closures if one.closed}
    found.add("closures", "quarter", closed, {one.portal.portal_id for one in gone})
    kept = spot_check_of(conn, settings, QUARTER)
    assert kept is not None
    assert kept.links is not None
    style = Style(settings.language)
    found.lines = statement(str(QUARTER), kept.results, kept.rates, kept.before, style)
    found.lines += links_statement(kept.links, style)


def _compare_site(
    result: SiteResult, world: ServedWorld, settings: Settings, found: Compared
) -> None:
    """In an outage of ours a site that was down in some hours may be unknown, never else."""
    name, site = result.site.portal_id, world.sites[result.site.portal_id]
    for one in result.indicators:
        if one.indicator is not VetoIndicator.UNREACHABLE:
            truth = CheckResult.FAILED if one.indicator in site.truth else CheckResult.PASSED
            found.add(one.indicator.value, name, one.result, truth)
            continue
        counted = 24 * settings.spot_check.probe_days - len(world.outage)
        down = len(site.down - set(world.outage))
        is_down = down >= settings.spot_check.probe_failed_share * counted
        truth = CheckResult.FAILED if is_down else CheckResult.PASSED
        unsure = world.outage and down and one.result is CheckResult.UNKNOWN
        found.add(one.indicator.value, name, truth if unsure else one.result, truth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=2_000)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rw-spot-") as name:
        Path(name).chmod(0o711)  # root's PostgreSQL runs under another account
        with embedded(Path(name) / "database") as server:
            runs = [(seed, range(0)) for seed in chosen.seeds]
            runs.append((chosen.seeds[0], range(20, 26)))
            for number, (seed, outage) in enumerate(runs):
                folder = Path(name) / f"run{number}"
                folder.mkdir()
                url = server.url(f"run{number}")
                upgrade_schema(url)
                hours = 24 * chosen.days
                near = max(1, round(0.05 * hours))
                down = (0, 0, 0, 0, 0, 1, near - 1, near, near + 1, hours // 3)
                world = served_world(seed, chosen.sites, START, free_port(), down, hours)
                world.outage = outage
                began = time.monotonic()
                with connect(url) as conn:
                    found = checked(conn, world, folder, seed, chosen.days)
                away = f", our own outage in hours {outage.start} to {outage.stop}"
                print(f"seed {seed}{away if outage else ''}: {time.monotonic() - began:.0f} s")
                each = ", ".join(f"{kind} {count}" for kind, count in found.counts.items())
                print(f"  compared: {each}; differing: {len(found.wrong)}", flush=True)
                for line in (*found.wrong[:10], *found.lines):
                    print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
