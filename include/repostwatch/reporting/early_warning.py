"""The early-warning mail: which duties come due next and were not seen done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repostwatch.model import Duty, Language
from repostwatch.reporting.coverage import CoverageGap, outage
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.lookup import ReportLookup, ShownLink
from repostwatch.reporting.pages import html_page, text_page
from repostwatch.reporting.sight import Sight, sight
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

    Its first line says that not having been seen is not the same as not being there. Portals that
    could not be read stand apart, and are not said not to have posted.
    """
    lookup = ReportLookup(data, settings, language)
    rows: dict[bool, list[WarningRow]] = {True: [], False: []}
    for duty in data.duties:
        how, when = sight(lookup, duty)
        rows[how is Sight.WHOLE].append(_row(lookup, duty, how, when))
    gaps = outage(lookup)
    subject = _subject(lookup, gaps, len(rows[False]))
    shown = {
        "t": Labels(lookup.style),
        "subject": subject,
        "banner": " ".join(lookup.label(gap.key, **gap.facts) for gap in gaps),
        "rows": rows[True],
        "unread": rows[False],
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


def _subject(lookup: ReportLookup, gaps: Sequence[CoverageGap], unread: int) -> str:
    """How many duties, by when the first of them, and how many of them nobody can tell of."""
    duties = lookup.data.duties
    moments = {duty.deadline.earliest for duty in duties}
    key = "warning.by" if len(moments) == 1 else "warning.from"
    short = " ".join(lookup.label(f"{gap.key}.short", **gap.facts) for gap in gaps)
    return lookup.label(
        "warning.subject",
        alert=lookup.label("subject.alert", text=short) if short else "",
        when=lookup.label(key, deadline=lookup.minute(min(moments))) if moments else "",
        count=len(duties),
        portals=len({duty.portal_id for duty in duties}),
        unread=lookup.label("warning.unread.short", count=unread) if unread else "",
    )


def _row(lookup: ReportLookup, duty: Duty, how: Sight, when: datetime | None) -> WarningRow:
    return WarningRow(
        deadline=lookup.interval(duty.deadline),
        left=lookup.label("warning.left", left=duty.deadline.latest - lookup.data.made_at),
        portal=lookup.portal(duty.portal_id).name,
        release=lookup.release(duty.release_id),
        seen=lookup.label(f"warning.seen.{how.value}", at=when),
    )
