"""Gaps of coverage that are large enough to qualify the whole report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from repostwatch.model import VerdictKind
from repostwatch.model.reasons import Fact
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.monitored import Monitored
from repostwatch.wording.values import percent

OPEN = frozenset({VerdictKind.PENDING, VerdictKind.WAIVED})


@dataclass(frozen=True, slots=True)
class CoverageGap:
    """One gap, by the key of its label. `alert`: the report is not valid, and the subject says so,
    too."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    alert: bool = False


def coverage(lookup: ReportLookup) -> list[CoverageGap]:
    """The gaps: scans have stopped, no source is readable, or many portals could not be read."""
    return [*_stopped(lookup), *_unseen(lookup), *outage(lookup), *_sourceless(lookup)]


def coverage_text(lookup: ReportLookup) -> str:
    """All gaps in one paragraph; empty if there are none."""
    words = {one.key: lookup.label(one.key, **one.facts) for one in coverage(lookup)}
    shares = [words.pop(key) for key in (INCOMPLETE, UNKNOWN) if key in words]
    sentences = [words.pop(STOPPED)] if STOPPED in words else []
    if shares:
        text = lookup.label("list.comma").join(shares)
        sentences.append(lookup.label("sentence.end", text=text))
    return lookup.label("sentence.join").join([*sentences, *words.values()])


def alert(lookup: ReportLookup) -> str:
    """The first gap for the subject; empty if the report is valid."""
    found = next((one for one in coverage(lookup) if one.alert), None)
    return lookup.label(f"{found.key}.short", **found.facts) if found else ""


STOPPED, INCOMPLETE, UNKNOWN = "coverage.stopped", "coverage.incomplete", "coverage.unknown"
OUTAGE = "coverage.outage"


def _stopped(lookup: ReportLookup) -> list[CoverageGap]:
    if not lookup.data.portals:
        return []
    if not lookup.latest:
        return [CoverageGap("coverage.never", alert=True)]
    ended = max(scan.ended_at for scan in lookup.latest.values())
    silent = lookup.data.made_at - ended
    if silent < timedelta(hours=lookup.settings.silent_hours):
        return []
    return [CoverageGap(STOPPED, {"silent": silent, "ended_at": ended}, alert=True)]


def _unseen(lookup: ReportLookup) -> list[CoverageGap]:
    portals, incomplete = len(lookup.data.portals), len(lookup.incomplete)
    due = sum(verdict.kind not in OPEN for verdict in lookup.verdicts)
    unknown = len(lookup.of(VerdictKind.UNKNOWN))
    if not lookup.latest or max(_share(incomplete, portals), _share(unknown, due)) < (
        lookup.settings.unseen_share
    ):
        return []
    found = []
    if incomplete:
        found.append(CoverageGap(INCOMPLETE, {"portals": portals, "incomplete": incomplete}))
    if unknown:
        share = percent(_share(unknown, due))
        found.append(CoverageGap(UNKNOWN, {"due": due, "unknown": unknown, "share": share}))
    return found


def outage(lookup: ReportLookup) -> list[CoverageGap]:
    """The gap that most portals fail at once: of all that we watch, not of a recipient's few."""
    known = lookup.data.monitored or Monitored(len(lookup.data.portals), len(lookup.incomplete))
    if not lookup.latest or known.share < lookup.settings.outage_share:
        return []
    return [CoverageGap(OUTAGE, {"incomplete": known.incomplete}, alert=True)]


def _sourceless(lookup: ReportLookup) -> list[CoverageGap]:
    """The gap of no releases: a report covers weeks, so the sources could not be read."""
    if lookup.data.releases or not lookup.data.portals:
        return []
    return [CoverageGap("coverage.no_releases", alert=True)]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
