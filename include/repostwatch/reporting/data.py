"""The input and the result of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from repostwatch.judging.figures import Figure
from repostwatch.judging.news import NO_PREVIOUS, PreviousReports
from repostwatch.model import ColumnStanding, Duty, Language, Portal, Reason, Release, Scan, Verdict
from repostwatch.model.findings import Finding
from repostwatch.model.verdicts import NearestLink
from repostwatch.reporting.monitored import Monitored


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything a report shows, as of `made_at`; `day` is a Beijing calendar day.

    `scans` holds each portal's latest scan and those that verdicts rest on; a verdict whose
    scans are not among them is shown without their times. `visited` names the pages that were
    read at a portal's latest scan, `matched` why a link (its id, then its release's) is taken for
    the release, `exceptions` why all portals are asked in a special way, by the name of the
    setting that says so, `previous` what the reports before held, `nearest` what comes nearest to a
    missing release (its id, then the portal's), `last_whole` when a portal's latest complete scan
    began. `monitored` counts all portals where these are only some of them. Order does not matter.
    Without a `rule_version` it is the one in force. `edition`: the how many-eth report of its day.
    """

    day: date
    made_at: datetime
    usual_limit: timedelta = field(kw_only=True)
    releases: tuple[Release, ...]
    portals: tuple[Portal, ...]
    duties: tuple[Duty, ...]
    verdicts: tuple[Verdict, ...]
    columns: tuple[ColumnStanding, ...]
    scans: tuple[Scan, ...]
    figures: Sequence[Figure]
    findings: Sequence[Finding]
    notes: tuple[Reason, ...] = ()
    rule_version: str = ""
    exceptions: Mapping[str, str] = field(default_factory=dict)
    visited: Mapping[str, Sequence[str]] = field(default_factory=dict)
    matched: Mapping[tuple[str, str], Reason] = field(default_factory=dict)
    previous: PreviousReports = NO_PREVIOUS
    nearest: Mapping[tuple[str, str], NearestLink] = field(default_factory=dict)
    last_whole: Mapping[str, datetime] = field(default_factory=dict)
    monitored: Monitored | None = None
    edition: int = 1


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a report; one that is not `mailed` is only kept beside the page."""

    name: str
    media_type: str
    content: bytes
    mailed: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a page, which names it `cid:` and its id."""

    cid: str
    name: str
    media_type: str
    content: bytes


def workbook_name(day: str) -> str:
    """The file's name in ASCII, because old mail programs lose encoded ones."""
    return f"repost-report-{day}.xlsx"


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `text` is the plain text version of `html`, in which the `pictures` stand."""

    subject: str
    html: str
    text: str
    attachments: tuple[Attachment, ...]
    made_at: datetime
    language: Language = Language.CHINESE
    pictures: tuple[Picture, ...] = ()
