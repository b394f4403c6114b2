"""Findings about sites that failed a spot check: opened, told of, settled, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.base.clock import iso
from repostwatch.base.errors import InputError
from repostwatch.base.quarters import Quarter
from repostwatch.inspecting.faults import notified, site_faults, without_word
from repostwatch.inspecting.results import site_results
from repostwatch.judging.findings import update_findings
from repostwatch.judging.openings import QuarterFindings, findings_of
from repostwatch.model import FindingKind, Interval, Reason
from repostwatch.model.findings import Finding
from repostwatch.model.samples import Sample
from repostwatch.model.spot_checks import SiteResult
from repostwatch.portals.editions import spot_check_registry
from repostwatch.reporting.bulletin_data import SpotFindings
from repostwatch.settings import Settings
from repostwatch.store import findings, samples, spot_results
from repostwatch.store.database import Connection

KIND = FindingKind.SPOT_CHECK
# People note minutes: one within the minute of the opening is not before it.
WRITTEN_TO = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Notice:
    """That a site was told of its result: by whom, and when."""

    portal_id: str
    by: str
    at: datetime


def follow_up(
    conn: Connection,
    sample: Sample,
    results: Sequence[SiteResult],
    now: datetime,
    taken: Reason | None = None,
) -> None:
    """Open what is new, settle what was mended. Of a site that a later quarter's inspection decided
    about, this one says nothing any more. `taken` says who took a word back, where that is why they
    are looked at again: first what the word did to them is undone."""
    ids = [*(site.portal_id for site in sample.sites), *sample.absent]
    known = findings_about(conn, ids)
    quarter = sample.order.quarter
    later = _decided_later(conn, quarter)
    if taken is not None:
        mine = [one for one in known if one.portal_id not in later]
        findings.save(conn, without_word(mine, results, quarter, taken, now))
        known = findings_about(conn, ids)
    faults = {key: one for key, one in site_faults(sample, results).items() if key[1] not in later}
    findings.save(conn, update_findings(known, faults, set(), now))


def _decided_later(conn: Connection, quarter: str) -> set[str]:
    """The sites that passed, failed or were gone in a later quarter's spot check."""
    found: set[str] = set()
    for later in samples.quarters(conn):
        if later <= quarter:
            continue
        sample, kept = samples.load(conn, later), spot_results.load(conn, later)
        if sample is not None and kept:
            faults = site_faults(sample, site_results(sample, kept, ()))
            found |= {portal_id for _, portal_id, _ in faults}
    return found


def note_notified(conn: Connection, notices: Sequence[Notice], now: datetime) -> None:
    """Mark open findings as notified. Raises InputError where a site has none, or had none at that
    time."""
    known = {one.portal_id: one for one in findings_about(conn, [one.portal_id for one in notices])}
    for notice in notices:
        about = known.get(notice.portal_id)
        if about is None:
            raise InputError("notified", f"{notice.portal_id!r} has not failed a spot check")
        if notice.at > now:
            raise InputError("notified", f"{notice.portal_id!r}: {iso(notice.at)} lies ahead")
        if notice.at + WRITTEN_TO <= about.opened_at:
            opened = iso(about.opened_at)
            said = f"{iso(notice.at)} is before the finding opened, {opened}"
            raise InputError("notified", f"{notice.portal_id!r}: {said}")
    findings.save(conn, (notified(known[one.portal_id], one.by, one.at) for one in notices))


def findings_about(conn: Connection, portal_ids: Sequence[str]) -> list[Finding]:
    """Those of spot checks, and no others."""
    return [one for one in findings.load(conn, portal_ids) if one.kind is KIND]


def spot_findings(conn: Connection, settings: Settings, quarter: Quarter) -> SpotFindings | None:
    """What was registered and settled by the quarter's inspection and since the one before; None
    where it was not inspected."""
    until = samples.inspected_at(conn, str(quarter))
    if until is None:
        return None
    before = samples.inspected_at(conn, str(quarter.before))
    if before is not None and before > until:
        before = None
    # That inspection itself is of the quarter before, this one's of this quarter.
    moment = timedelta(microseconds=1)
    start = before + moment if before else quarter.span.earliest
    span = Interval(min(start, until), until + moment)
    names = {one.portal_id: one.name for one in spot_check_registry(settings)}
    found = findings_of(findings.openings_of(conn, KIND), span, span.latest)
    return SpotFindings(until, found, _names(found, names))


def _names(found: QuarterFindings, names: Mapping[str, str]) -> dict[str, str]:
    """Of the sites that are not settled; one that left the registry by its id."""
    return {one.portal_id: names.get(one.portal_id, one.portal_id) for one in found.still}
