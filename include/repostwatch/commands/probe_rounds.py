"""`repostwatch probe-sites`: a round of probes, as a table of the sites and one of known ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from repostwatch.base.clock import beijing, iso
from repostwatch.base.errors import InputError
from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.inspection_tables import PROBES
from repostwatch.commands.output import writable
from repostwatch.commands.samples import read_record, registry_of
from repostwatch.model.spot_checks import Probe
from repostwatch.pipeline.probing import probe_sites
from repostwatch.pipeline.unregistered import registry_source, unregistered
from repostwatch.portals.moved import page_key
from repostwatch.portals.table import read_portals
from repostwatch.portals.validity import in_force
from repostwatch.reporting.tables import Row, write_rows
from repostwatch.settings import Settings


def run_round(
    settings: Settings,
    record: Path,
    tables: tuple[Path | None, Path],
    folder: Path,
    out: Terminal,
) -> None:
    """`tables` are the registry of the sites, None for the one in use, and that of known sites.

    Raises RepostwatchError where a file is malformed or cannot be written; and where the registry
    does not have all of the sites, once those that it has are probed.
    """
    drawn = {site.portal_id for site in read_record(record).sites}
    registry = registry_of(settings, tables[0])
    problem = unregistered(drawn, registry, tables[0] or registry_source(settings))
    sites = [one for one in in_force(registry, settings.now()) if one.portal_id in drawn]
    if problem and not sites:
        raise problem
    known = read_portals(tables[1])
    least = settings.spot_check.control_sites
    if len({page_key(one.home_url)[0] for one in known}) < least:
        said = f"has fewer than {least} different known sites: nothing would count"
        raise InputError(tables[1], said)
    to = writable(folder / "sites"), writable(folder / "controls")
    made = probe_sites(settings, sites, known)
    name = f"{beijing(settings.now()):%Y%m%dT%H%M%S}.csv"
    for place, probes in zip(to, (made.sites, made.controls), strict=True):
        write_rows(place / name, PROBES, map(_row, probes))
    out.print(f"{counted(len(sites), 'site')}: {_counts(made.sites)}", highlight=False)
    out.print(f"{counted(len(known), 'known site')}: {_counts(made.controls)}", highlight=False)
    if problem:
        raise problem


def _row(probe: Probe) -> Row:
    status = "" if probe.status is None else str(probe.status)
    return (probe.portal_id, iso(probe.at), probe.outcome.value, status, f"{probe.seconds:.2f}")


def _counts(probes: Sequence[Probe]) -> str:
    counts = Counter(one.outcome for one in probes)
    return ", ".join(f"{number} {outcome.value}" for outcome, number in counts.most_common())
