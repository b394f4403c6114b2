"""The tables of a quarter's spot check that the pages give, and the checklist that they take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from repostwatch.base.errors import InputError
from repostwatch.base.quarters import parse_quarter
from repostwatch.base.tables import decode
from repostwatch.model import because
from repostwatch.model.codes import InputCode, RefusalCode
from repostwatch.pipeline.closures import closures_in
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.spot_check import keep_words
from repostwatch.portals.editions import spot_check_registry
from repostwatch.queries.spot_checks import results_or_drawn
from repostwatch.reporting.named_sites import named_sites
from repostwatch.reporting.spot_tables import (
    CLOSURES,
    FORM,
    SITES,
    closure_row,
    form_rows,
    parse_checklist,
    site_row,
)
from repostwatch.reporting.tables import as_csv
from repostwatch.settings import Settings
from repostwatch.store import samples
from repostwatch.store.database import Connection
from repostwatch.wording import Style

SOURCE = "checklist.csv"


class SpotTable(StrEnum):
    """`sites` are those of the sample with their results, as commands read them back; `named` the
    same to be read by people; `checklist` what people have still to fill in; `closures` what closed
    or moved up."""

    SITES = "sites"
    NAMED = "named"
    CHECKLIST = "checklist"
    CLOSURES = "closures"


def spot_table(
    conn: Connection, settings: Settings, quarter: str, of: SpotTable, style: Style
) -> str:
    """As CSV; `style` is of what is there to be read. Raises RefusedError where no sample is
    kept."""
    if of is SpotTable.CLOSURES:
        found = closures_in(conn, settings, parse_quarter(quarter))
        return as_csv(
            CLOSURES, (closure_row(one.portal, one.seen, counted=one.closed) for one in found)
        )
    if samples.load(conn, quarter) is None:
        raise RefusedError(RefusalCode.NO_SAMPLE_KEPT, quarter=quarter)
    results = results_or_drawn(conn, quarter)
    known = {one.portal_id: one for one in spot_check_registry(settings)}
    if of is SpotTable.CHECKLIST:
        return as_csv(FORM, form_rows(results, known))
    if of is SpotTable.NAMED:
        return named_sites(results, known, quarter, style)
    return as_csv(SITES, (site_row(one, quarter) for one in results))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A checklist that was taken in: how many of its words are new, how many were there before,
    and the numbers of the new ones as `AskedSites.taken` has them."""

    new: int
    known: int
    numbers: str


def keep_checklist(
    conn: Connection, settings: Settings, quarter: str, data: bytes, most: int
) -> TakenIn:
    """Raises RefusedError where no sample of the quarter is kept,
    InputError with line and column where one row makes no sense: then none is kept."""
    sample = samples.load(conn, quarter)
    if sample is None:
        raise RefusedError(RefusalCode.NO_SAMPLE_KEPT, quarter=quarter)
    if len(data) > most:
        why = because(InputCode.FILE_TOO_LARGE, most=most)
        raise InputError(SOURCE, f"has more than {most} bytes", why=why)
    known = {site.portal_id for site in sample.sites}
    said = parse_checklist(decode(data, SOURCE), SOURCE, known, settings.now())
    new = keep_words(conn, settings, parse_quarter(quarter), said)
    numbers = f"{min(new)}-{max(new)}" if new else ""
    return TakenIn(len(new), len(said) - len(new), numbers)
