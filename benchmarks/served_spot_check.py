"""Two quarters' spot checks over served sites with known faults, from sample to bulletin.

    python benchmarks/served_spot_check.py [--sites 2000] [--days 7] [--seeds 1 2 3]

Draws, probes hourly for a week with an outage of ours of six hours in it, scans the homepages,
looks at their links, has people say what only they see, inspects, and tells the sites that failed.
Some sites close. In the quarter after, most sites that failed have mended what it was, and all of
it is done again. Every indicator of every site, the pass rates, what closed and what became of the
findings is compared with what is true. Everything is fetched from loopback, by the steps of the
DAGs; the clock is set.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from socket import socket

from spot_periods import HOUR, PERIODS, Period, people
from spot_server import serving
from spot_sites import KNOWN, SHARES, ServedSite, ServedWorld, served_world
from spot_truth import Compared, compare_findings, compare_rates, compare_sites

from repostwatch.base.clock import whole_day
from repostwatch.base.quarters import Quarter
from repostwatch.inspecting.sampling import differences
from repostwatch.model import Reason
from repostwatch.model.samples import Sample
from repostwatch.model.spot_checks import CheckResult
from repostwatch.pipeline.closures import closures_in
from repostwatch.pipeline.kept_links import kept_links
from repostwatch.pipeline.link_round import look_at_links
from repostwatch.pipeline.probe_round import keep_round
from repostwatch.pipeline.quarter import bulletin_data
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.spot_check import draw_quarter, inspect_quarter, results_of
from repostwatch.pipeline.spot_findings import Notice, findings_about, note_notified
from repostwatch.pipeline.succession import register_successor
from repostwatch.portals.editions import spot_check_registry
from repostwatch.reporting.bulletin import build_bulletin
from repostwatch.services.postgres import embedded
from repostwatch.settings import CrawlSettings, ScanSettings, Settings, SpotCheckSettings
from repostwatch.store import portals
from repostwatch.store.database import Connection, connect
from repostwatch.store.schema import upgrade_schema

CLOSED = 5  # sites outside the sample that move up while a quarter lasts
# Six hours each: over midnight, where no day lacks probes, and within a day, where one does.
OUTAGES = (range(20, 26), range(10, 16))
CHAPTER, ENDS, ELSEWHERE = "常态化抽查情况", "附：", "常态化抽查"


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


def checked(
    conn: Connection, world: ServedWorld, settings: Settings, period: Period, seed: int
) -> Compared:
    """A whole quarter, and how what was found compares with what is true."""
    found, quarter = Compared(), period.quarter
    before = failing(conn, quarter.before)
    sample = draw_quarter(
        conn, settings.as_of(period.drawn), quarter, str(seed),
        [f"{level.value}={share}%" for level, share in SHARES.items()],
    )  # fmt: skip
    found.add("drawn again", "sample", list(differences(sample, spot_check_registry(settings))), [])
    again = {site.portal_id for site in sample.sites if site.again}
    found.add("failed before", "sample", again | set(sample.absent), before)
    drawn = [world.sites[site.portal_id] for site in sample.sites]
    gone = _moved_up(world, sample, period)
    _visit(conn, world, settings, period, (drawn, gone))
    at = settings.as_of(world.now + 2 * HOUR)
    inspect_quarter(conn, at, quarter, period.first, people(drawn, period))
    closed = _close(conn, world, at, period, gone)
    _compare(conn, settings.as_of(period.bulletin), world, period, closed, found)
    ids = [one.portal.portal_id for one in world.sites.values()]
    kept, results = findings_about(conn, ids), results_of(conn, quarter)
    compare_findings(kept, results, before, world, settings.spot_check, found)
    notices = [Notice(name, "王敏", at.now()) for name in sorted(failing(conn, quarter))]
    note_notified(conn, notices, at.now())
    return found


def failing(conn: Connection, quarter: Quarter) -> set[str]:
    results = results_of(conn, quarter)
    return {one.site.portal_id for one in results if one.result is CheckResult.FAILED}


def _visit(
    conn: Connection,
    world: ServedWorld,
    settings: Settings,
    period: Period,
    sites: tuple[list[ServedSite], list[ServedSite]],
) -> None:
    """Scans of those that move up; probes, scans and links of those that were drawn."""
    drawn, gone = sites
    hosts = {one.portal.home_url.partition("://")[2].partition(":")[0] for one in drawn + gone}
    hours = 24 * settings.spot_check.probe_days
    with serving(world, hosts):
        portals.save(conn, [one.portal for one in drawn + gone])
        for moment in period.scans:
            world.now = moment
            scan_portals(conn, settings.as_of(moment), [one.portal.portal_id for one in gone])
        for hour in range(hours):
            world.now = period.start + hour * HOUR
            keep_round(conn, settings.as_of(world.now))
        # Homepages have to be of the last two weeks.
        world.now = period.start + hours * HOUR
        scan_portals(conn, settings.as_of(world.now), [one.portal.portal_id for one in drawn])
        look_at_links(conn, settings.as_of(world.now), period.quarter)


def _moved_up(world: ServedWorld, sample: Sample, period: Period) -> list[ServedSite]:
    """Sites that were not drawn; between two scans their address begins to lead to another's."""
    ids = {site.portal_id for site in sample.sites}
    parent = world.sites[sample.sites[0].portal_id].portal
    standing = [one for one in world.sites.values() if one.portal.valid_until is None]
    others = [one for one in standing if one.portal.portal_id not in ids][-CLOSED:]
    for one in others:
        one.leads_to = period.scans[0] + HOUR, parent.home_url
    return others


def _close(
    conn: Connection,
    world: ServedWorld,
    settings: Settings,
    period: Period,
    gone: list[ServedSite],
) -> set[str]:
    """Those that moved up are registered by a click and entered into the registry; so is the end of
    one that failed and is closed at the end of the quarter. The sites that closed."""
    for one in gone:
        name = one.portal.portal_id
        made = register_successor(conn, settings, period.quarter, (name, ""), "王敏")
        world.close(name, made.valid_until, made.successor)
    last = sorted(failing(conn, period.quarter))[-1:]
    for name in last:
        world.close(name, whole_day(period.quarter.last).earliest, None)
    path = world.registry(settings.var_dir / "sites.csv")
    assert path == settings.portals
    return {*last, *(one.portal.portal_id for one in gone)}


def _compare(
    conn: Connection,
    settings: Settings,
    world: ServedWorld,
    period: Period,
    closed: set[str],
    found: Compared,
) -> None:
    results = results_of(conn, period.quarter)
    links = kept_links(conn, settings, period.quarter)
    compare_sites(results, links, world, settings.spot_check, found)
    closures = closures_in(conn, settings, period.quarter)
    found.add("closures", "quarter", {o.portal.portal_id for o in closures if o.closed}, closed)
    data = bulletin_data(conn, settings, period.quarter)
    assert not isinstance(data, Reason)
    assert data.spot_check is not None
    compare_rates(data.spot_check.rates, results, world, settings.spot_check, found)
    said = [line.strip() for line in build_bulletin(data, settings).text.splitlines()]
    begins = next(n for n, line in enumerate(said) if line.endswith(CHAPTER))
    ends = next(n for n, line in enumerate(said) if n > begins and line.startswith(ENDS))
    found.lines = [line for line in said[begins + 1 : ends] if line]
    found.lines += [line for line in said[:begins] if line.startswith(ELSEWHERE)]


def both_quarters(
    conn: Connection, world: ServedWorld, folder: Path, seed: int, down: tuple[int, ...], days: int
) -> list[Compared]:
    """Our own network is away for six hours of the first one's probes."""
    world.outage = OUTAGES[seed % len(OUTAGES)]
    settings = settings_of(world, folder, days)
    found: list[Compared] = []
    for period in PERIODS:
        if found:
            world.next_quarter(period.start, down, 24 * days)
        found.append(checked(conn, world, settings, period, seed))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=2_000)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    chosen = parser.parse_args()
    hours = 24 * chosen.days
    near = max(1, round(0.05 * hours))
    down = (0, 0, 0, 0, 0, 1, near - 1, near, near + 1, hours // 3)
    with tempfile.TemporaryDirectory(prefix="rw-spot-") as name:
        Path(name).chmod(0o711)  # root's PostgreSQL runs under another account
        with embedded(Path(name) / "database") as server:
            for seed in chosen.seeds:
                folder = Path(name) / f"run{seed}"
                folder.mkdir()
                url = server.url(f"run{seed}")
                upgrade_schema(url)
                world = served_world(seed, chosen.sites, PERIODS[0].start, free_port(), down, hours)
                began = time.monotonic()
                with connect(url) as conn:
                    found = both_quarters(conn, world, folder, seed, down, chosen.days)
                print(f"seed {seed}: {time.monotonic() - began:.0f} s")
                for one in found:
                    tell(one)


def tell(found: Compared) -> None:
    each = ", ".join(f"{kind} {count}" for kind, count in found.counts.items())
    print(f"  compared: {each}; differing: {len(found.wrong)}")
    if found.spared:
        print(f"  our own outage, had it been theirs, would have failed {found.spared} sites more")
    print(*(f"  {line}" for line in (*found.wrong[:10], *found.lines)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
