"""The daily report: one mail that an officer can act on and defend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from repostwatch.judging.verdicts import RULE_VERSION
from repostwatch.model import Language
from repostwatch.reporting import appendix, overview
from repostwatch.reporting.budget import Budget
from repostwatch.reporting.coverage import coverage_text
from repostwatch.reporting.daily_page import daily_page
from repostwatch.reporting.data import Attachment, Report, ReportData, workbook_name
from repostwatch.reporting.glance import at_a_glance
from repostwatch.reporting.grid import grid, league
from repostwatch.reporting.head_figures import head_figures
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.pages import text_page
from repostwatch.reporting.sections import sections
from repostwatch.reporting.sheets import workbook
from repostwatch.reporting.trend import trend
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Labels


def build_report(
    data: ReportData,
    settings: ReportingSettings,
    language: Language = Language.CHINESE,
    only: Sequence[str] = (),
    workbook_path: str | None = None,
) -> Report:
    """Make the report of a day, with `only` these sections where some are named.

    `workbook_path` is where the monitor's pages give the workbook, below their own address; None
    for a report that they do not know.

    Equal data and settings give equal bytes.
    """
    lookup = ReportLookup(data, settings, language)
    file = _workbook(lookup)
    picture = trend(lookup)
    parts = sections(lookup, only)
    new = next((part.total for part in parts if part.key == "new"), 0)
    subject = overview.subject(lookup, new)
    shown = {
        "t": Labels(lookup.style),
        "subject": subject,
        **_heading(lookup),
        "glance": at_a_glance(lookup, parts, only),
        "summary": overview.summary(lookup)[0],
        "nothing": overview.absent_problems(lookup),
        "figures": head_figures(lookup),
        "notes": [lookup.say(note) for note in data.notes],
        "league": league(lookup),
        "trend": picture,
        "trend_days": settings.trend_days,
        "method": appendix.brief_method(lookup),
        "lines": [*appendix.scan_lines(lookup), *appendix.exception_lines(lookup)],
        "rule_version": data.rule_version or RULE_VERSION,
        **_attached(lookup, file, workbook_path),
    }
    table = grid(lookup)
    html, drawn = daily_page(shown, parts, table, Budget(settings.page_bytes))
    return Report(
        subject=subject,
        html=html,
        text=text_page("daily.txt", **shown, sections=drawn, columns=table.columns),
        attachments=(file,),
        made_at=data.made_at,
        language=language,
        pictures=(picture.picture,) if picture else (),
    )


def _heading(lookup: ReportLookup) -> dict[str, str]:
    """What a reader has to know before the figures: of when it is, and what it cannot tell."""
    return {
        "day": lookup.day(lookup.data.day),
        "made_at": lookup.minute(lookup.data.made_at),
        "correction": overview.correction(lookup),
        "belated": overview.made_later(lookup),
        "shortfall": coverage_text(lookup),
    }


def _workbook(lookup: ReportLookup) -> Attachment:
    """The workbook, which is mailed unless it is too large."""
    file = workbook(lookup, workbook_name(lookup.data.day.isoformat()))
    return replace(file, mailed=len(file.content) <= lookup.settings.attachment_bytes)


def _attached(
    lookup: ReportLookup, file: Attachment, workbook_path: str | None
) -> dict[str, str | None]:
    """What the mail says of its workbook, and where to download one that is too large."""
    if file.mailed:
        said = lookup.label("daily.attachments", names=file.name)
        return {"attachments": said, "workbook": None}
    size = f"{len(file.content) / 1e6:.1f} MB"
    said = lookup.label("daily.kept", name=file.name, size=size)
    return {"attachments": said, "workbook": lookup.page_at(workbook_path)}
