"""`repostwatch sample`: draw, write, read back and compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.base.files import whole_bytes
from repostwatch.base.plurals import counted
from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.base.tables import decode
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import writable, write_text
from repostwatch.commands.quarter_tables import rows_of_quarter
from repostwatch.inspecting.results import has_failed
from repostwatch.inspecting.sampling import differences, doubled
from repostwatch.model import Level, Portal
from repostwatch.model.samples import Sample, SampledSite, SampleOrder
from repostwatch.model.spot_checks import CheckResult
from repostwatch.pipeline.failed_before import failed_earlier
from repostwatch.pipeline.sample import drawn_sample, keep_sample
from repostwatch.pipeline.scope import open_store
from repostwatch.pipeline.spot_check import failed_in
from repostwatch.portals.editions import spot_check_registry
from repostwatch.portals.table import read_portals
from repostwatch.reporting.tables import write_rows
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.store.samples import RECORD

HEADER = ("portal_id", "name", "level", "place", "home_url", "drawn", "again")


@dataclass(frozen=True, slots=True)
class SampleRequest:
    quarter: str
    seed: str
    shares: dict[Level, Decimal]
    portals: Path | None
    failed: Path | None
    out_dir: Path
    keep: bool = False


def run_sample(settings: Settings, asked: SampleRequest, out: Terminal, err: Terminal) -> None:
    """Raises RepostwatchError where nothing can be drawn or written."""
    portals = registry_of(settings, asked.portals)
    folder = writable(asked.out_dir)
    if asked.keep:
        with open_store(settings) as conn:
            found = drawn_sample(portals, _order(settings, conn, asked, out))
            keep_sample(conn, settings, found)
    else:
        found = drawn_sample(portals, _order(settings, None, asked, out))
    write_text(folder / "sample.json", RECORD.dump_json(found, indent=1).decode() + "\n")
    known = {portal.portal_id: portal for portal in portals}
    write_rows(folder / "sample.csv", HEADER, [_row(known[s.portal_id], s) for s in found.sites])
    for portal_id in found.absent:
        _say(err, f"{portal_id}: failed before and exists no longer")
    for line in _summary(found):
        _say(out, line)
    _say(out, f"registry {found.registry}")


def _order(
    settings: Settings, conn: Connection | None, asked: SampleRequest, out: Terminal
) -> SampleOrder:
    """With what failed before: by the table that was given, else by the results in the database."""
    quarter = parse_quarter(asked.quarter)
    failed: tuple[str, ...] = ()
    if asked.failed:
        failed = failed_sites(asked.failed, quarter.before)
    elif conn is not None:
        kept = failed_in(conn, quarter.before)
        said = f"{counted(len(kept or ()), 'site')} failed in {quarter.before} by the database"
        _say(out, said if kept is not None else f"no results of {quarter.before} are kept")
        earlier = failed_earlier(conn, settings, quarter)
        if earlier:
            _say(out, f"{len(earlier)} sites failed earlier and are in no sample since")
        failed = (*(kept or ()), *earlier)
    return SampleOrder(str(quarter), asked.seed, asked.shares, failed)


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """A record to draw again by; `seed`, `shares` and `failed` are what it should say, None (or
    no share) where nobody asks."""

    quarter: str
    record: Path
    portals: Path | None = None
    seed: str | None = None
    shares: Mapping[Level, Decimal] = field(default_factory=dict)
    failed: Path | None = None


def verify_sample(settings: Settings, asked: RecordRequest, out: Terminal) -> int:
    """Draw again by a record and print how it differs, also from what it should say; how many
    differences.

    Raises InputError where the file is no record of that quarter.
    """
    found = read_record(asked.record)
    if found.order.quarter != str(parse_quarter(asked.quarter)):
        raise InputError(asked.record, f"is of {found.order.quarter}, not of {asked.quarter}")
    lines = [
        *_unlike(found.order, asked),
        *differences(found, registry_of(settings, asked.portals)),
    ]
    for line in lines:
        _say(out, line)
    if not lines:
        _say(out, f"the same {len(found.sites)} sites are drawn again")
    return len(lines)


def _unlike(order: SampleOrder, asked: RecordRequest) -> Iterator[str]:
    if asked.seed is not None and asked.seed != order.seed:
        yield f"the seed is recorded as {order.seed}, not as {asked.seed}"
    if asked.shares and dict(asked.shares) != order.shares:
        recorded, given = (
            ", ".join(f"{level.value}={shares[level].normalize():f}%" for level in sorted(shares))
            for shares in (order.shares, asked.shares)
        )
        yield f"the shares are recorded as {recorded}, not as {given}"
    if asked.failed is not None:
        before = parse_quarter(order.quarter).before
        recorded_failed, given_failed = set(order.failed), set(failed_sites(asked.failed, before))
        for portal_id in sorted(given_failed - recorded_failed):
            yield f"{portal_id}: failed before by {asked.failed.name}, not by the record"
        for portal_id in sorted(recorded_failed - given_failed):
            yield f"{portal_id}: failed before by the record, not by {asked.failed.name}"


def read_record(path: Path) -> Sample:
    """Raises InputError where the file is no record of a sample."""
    try:
        found = RECORD.validate_json(decode(whole_bytes(path), str(path)))
        parse_quarter(found.order.quarter)
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "it"
        raise InputError(path, f"is no record of a sample: {place}: {first['msg']}") from error
    except InputError:
        raise
    except RepostwatchError as error:
        raise InputError(path, f"is no record of a sample: {error}") from error
    if any(not 0 < share <= 100 for share in found.order.shares.values()):
        raise InputError(path, "is no record of a sample: a share is not above 0 and up to 100")
    if twice := next(iter(doubled(found)), None):
        raise InputError(path, f"is no record of a sample: {twice[:60]!r} stands in it twice")
    return found


def failed_sites(path: Path, quarter: Quarter) -> tuple[str, ...]:
    """The sites that a sites.csv of this quarter calls failed, or undecided after it had failed.

    Raises InputError.
    """
    rows = rows_of_quarter(path, ("portal_id", "result"), "portal_id", quarter, ("again",))
    return tuple(
        row["portal_id"]
        for row in rows
        if has_failed(row.word("result", CheckResult, row["result"]), again=row["again"] == "yes")
    )


def registry_of(settings: Settings, path: Path | None) -> Sequence[Portal]:
    """The registry of a file, else that of the spot check."""
    return read_portals(path) if path else spot_check_registry(settings)


def _row(portal: Portal, site: SampledSite) -> tuple[str, ...]:
    drawn, again = ("yes" if one else "no" for one in (site.drawn, site.again))
    return (
        site.portal_id, portal.name, site.level.value, site.place, portal.home_url, drawn, again,
    )  # fmt: skip


def _summary(found: Sample) -> list[str]:
    sites, drawn = Counter[Level](), Counter[Level]()
    for stratum in found.strata:
        sites[stratum.level] += stratum.sites
        drawn[stratum.level] += stratum.drawn
    lines = [
        f"{level.value}: {drawn[level]} of {sites[level]} drawn"
        for level in Level
        if level in found.order.shares
    ]
    again = sum(site.again for site in found.sites)
    return [*lines, f"{len(found.sites)} sites, {again} of them because they failed before"]


def _say(console: Terminal, line: str) -> None:
    console.print(line, markup=False, highlight=False)
