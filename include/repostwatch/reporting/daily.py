"""The daily report: one mail that an officer can act on and defend."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.judging.verdicts import RULE_VERSION
from repostwatch.model import Language, VerdictKind
from repostwatch.reporting import appendix, overview
from repostwatch.reporting.coverage import coverage_text
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.pages import html_page, text_page
from repostwatch.reporting.sections import sections
from repostwatch.reporting.sheets import verdicts_csv, workbook
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Labels, name


def build_report(
    data: ReportData,
    settings: ReportingSettings,
    language: Language = Language.CHINESE,
    only: Sequence[str] = (),
) -> Report:
    """Make the report of a day, with `only` these sections where some are named.

    Equal data and settings give equal bytes.
    """
    lookup = ReportLookup(data, settings, language)
    day = data.day.isoformat()
    attachments = (
        workbook(lookup, f"repost-report-{day}.xlsx"),
        verdicts_csv(lookup, f"repost-verdicts-{day}.csv"),
    )
    kinds = {kind: name(kind, language) for kind in VerdictKind}
    shown = {
        "t": Labels(lookup.style),
        "subject": overview.subject(lookup),
        "day": lookup.day(data.day),
        "made_at": lookup.minute(data.made_at),
        "belated": overview.made_later(lookup),
        "shortfall": coverage_text(lookup),
        "summary": overview.summary(lookup),
        "nothing": overview.absent_problems(lookup),
        "headlines": overview.headlines(lookup),
        "kinds": list(kinds.values()),
        "faults": [kinds[VerdictKind.LATE], kinds[VerdictKind.MISSING]],
        "counts": overview.counts(lookup),
        "sections": sections(lookup, only),
        "releases": appendix.release_rows(lookup),
        "scan_lines": appendix.scan_lines(lookup),
        "exceptions": appendix.exception_lines(lookup),
        "method": appendix.method(lookup),
        "notes": [lookup.say(note) for note in data.notes],
        "rule_version": data.rule_version or RULE_VERSION,
        "workbook": attachments[0].name,
        "attachments": lookup.join(attachment.name for attachment in attachments),
    }
    return Report(
        subject=overview.subject(lookup),
        html=html_page("daily.html", **shown),
        text=text_page("daily.txt", **shown),
        attachments=attachments,
        made_at=data.made_at,
        language=language,
    )
