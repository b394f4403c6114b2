"""The early-warning mail: which duties come due next and were not seen done."""

from __future__ import annotations

from dataclasses import dataclass

from repostwatch.model import Duty, Language
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.lookup import ReportLookup, ShownLink
from repostwatch.reporting.pages import html_page, text_page
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Labels


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One duty; `seen` says when its portal was looked at last, and whether all of it was read."""

    deadline: str
    left: str
    portal: str
    release: ShownLink
    seen: str


def warning_mail(
    data: ReportData, settings: ReportingSettings, language: Language = Language.CHINESE
) -> Report:
    """The mail about the duties of `data`, which are all at risk; in the order in which they stand.

    Its first line says that not having been seen is not the same as not being there.
    """
    lookup = ReportLookup(data, settings, language)
    rows = [_row(lookup, duty) for duty in data.duties]
    portals = len({duty.portal_id for duty in data.duties})
    subject = lookup.label("warning.subject", count=len(rows), portals=portals)
    shown = {
        "t": Labels(lookup.style),
        "subject": subject,
        "rows": rows,
        "made_at": data.made_at,
    }
    return Report(
        subject=subject,
        html=html_page("warning.html", **shown),
        text=text_page("warning.txt", **shown),
        attachments=(),
        made_at=data.made_at,
        language=language,
    )


def _row(lookup: ReportLookup, duty: Duty) -> WarningRow:
    scan = lookup.latest.get(duty.portal_id)
    if scan is None:
        seen = lookup.label("warning.never")
    else:
        whole = scan.complete_for(duty.published.earliest)
        key = "warning.looked" if whole else "warning.looked_in_part"
        seen = lookup.label(key, at=scan.started_at)
    return WarningRow(
        deadline=lookup.interval(duty.deadline),
        left=lookup.label("warning.left", left=duty.deadline.latest - lookup.data.made_at),
        portal=lookup.portal(duty.portal_id).name,
        release=lookup.release(duty.release_id),
        seen=seen,
    )
