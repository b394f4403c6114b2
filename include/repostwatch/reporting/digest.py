"""A digest of a mail's facts: the same facts for the same day are the same mail.

Facts are what the mail shows, as codes and values, without words: another wording or language
makes no new mail. Neither does a new scan with the same result.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from repostwatch.judging.findings import ENDED
from repostwatch.model import FindingKind, Portal, Reason, Release, Verdict, VerdictKind
from repostwatch.model.reason_json import to_json
from repostwatch.reporting.bulletin_data import BulletinData
from repostwatch.reporting.coverage import OUTAGE, STOPPED, coverage
from repostwatch.reporting.data import ReportData
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.settings import ReportingSettings


def report_digest(data: ReportData, settings: ReportingSettings) -> str:
    """64 hexadecimal digits, independent of the order within `data`."""
    lookup = ReportLookup(data, settings)
    facts = {name: _plain(value) for name, value in _facts(lookup)}
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def bulletin_digest(data: BulletinData, settings: ReportingSettings) -> str:
    """64 hexadecimal digits. When it was made is no fact of a quarter that has ended."""
    found = data.findings
    facts = {
        "report": report_digest(data.report, settings),
        "series": [(str(one.quarter), one.figures, len(one.portals)) for one in data.series],
        "opened": found.opened,
        "rectified": found.rectified,
        "waived": found.waived,
        "still": found.still,
        "lost": found.lost,
    }
    if (own := data.spot_check) is not None:
        facts["spot_check"] = (
            [(o.site.portal_id, o.result, [i.result for i in o.indicators]) for o in own.results],
            own.before and own.before.figures,
            (own.closures.closed, own.closures.known, own.closures.sites),
            own.findings and own.findings.found,
            own.links and sorted(own.links.links.items()),
        )
        # Of a quarter that lacks nothing the facts are what they were.
        facts |= {"since": own.since} if own.since else {}
    plain = {name: _plain(value) for name, value in facts.items()}
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def _facts(lookup: ReportLookup) -> Iterator[tuple[str, Any]]:
    data = lookup.data
    yield "day", data.day
    yield "rule_version", data.rule_version
    yield "releases", _sorted(map(_release, data.releases))
    yield "portals", _sorted(map(_portal, data.portals))
    yield "duties", _sorted((d.release_id, d.portal_id, d.published, d.limit) for d in data.duties)
    yield "verdicts", [_verdict(lookup, verdict) for verdict in lookup.verdicts]
    yield "columns", _sorted(data.columns)
    yield "figures", list(data.figures)
    yield "notes", list(data.notes)
    # That the mail went out is progress of a finding, and no news that asks for another mail. One
    # about a late repost ends with it: there is nothing to mend, and the verdict stands above.
    yield (
        "findings",
        _sorted(
            (f.kind, f.portal_id, f.release_id, f.opened_at, f.reason)
            for f in data.findings
            if f.state not in ENDED and f.kind is not FindingKind.LATE
        ),
    )
    # How long nothing was scanned grows by itself; how many portals fail of which a recipient gets
    # none is no news to them, and for who gets all it stands below.
    yield (
        "shortfalls",
        [(one.key, {} if one.key in (STOPPED, OUTAGE) else one.facts) for one in coverage(lookup)],
    )
    yield "exceptions", dict(data.exceptions)
    yield "incomplete", len(lookup.incomplete)
    yield "scanned", sorted(lookup.latest)


def _release(release: Release) -> tuple[Any, ...]:
    address = release.addresses[:1]
    return release.release_id, release.title, release.doc_number, release.published, address


def _portal(portal: Portal) -> tuple[Any, ...]:
    return (
        portal.portal_id,
        portal.name,
        portal.level,
        portal.home_url,
        portal.ignore_robots_reason,
        portal.legacy_tls_reason,
        portal.request_headers_reason,
        portal.proxy_reason,
    )


def _verdict(lookup: ReportLookup, verdict: Verdict) -> tuple[Any, ...]:
    pages = verdict.kind is VerdictKind.MISSING and lookup.data.visited.get(verdict.portal_id, ())
    matched = lookup.data.matched.get((verdict.link_id or "", verdict.release_id))
    scans = [scan.started_at for scan in lookup.scans_of(verdict)]
    return replace(verdict, scan_ids=(), silent=()), scans, matched, pages


def _sorted(values: Any) -> list[Any]:
    return sorted(
        (_plain(value) for value in values), key=lambda one: json.dumps(one, sort_keys=True)
    )


def _plain(value: Any) -> Any:
    """The value as JSON has it."""
    if isinstance(value, Reason):
        return to_json(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
