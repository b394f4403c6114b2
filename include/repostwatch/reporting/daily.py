"""The daily report: one mail that an officer can act on and defend."""

from __future__ import annotations

from repostwatch.judging import RULE_VERSION
from repostwatch.model import Language, VerdictKind
from repostwatch.reporting import appendix, overview
from repostwatch.reporting.book import Book
from repostwatch.reporting.coverage import coverage_text
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.pages import html_page, text_page
from repostwatch.reporting.sections import sections
from repostwatch.reporting.sheets import verdicts_csv, workbook
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Labels, name


def build_report(
    data: ReportData,
    settings: ReportingSettings,
    language: Language = Language.CHINESE,
) -> Report:
    """Make the report of a day. Equal data and settings give equal bytes."""
    book = Book(data, settings, language)
    day = data.day.isoformat()
    attachments = (
        workbook(book, f"repost-report-{day}.xlsx"),
        verdicts_csv(book, f"repost-verdicts-{day}.csv"),
    )
    kinds = {kind: name(kind, language) for kind in VerdictKind}
    shown = {
        "t": Labels(book.style),
        "subject": overview.subject(book),
        "day": book.day(data.day),
        "made_at": book.minute(data.made_at),
        "belated": overview.belated(book),
        "shortfall": coverage_text(book),
        "summary": overview.summary(book),
        "nothing": overview.absent_problems(book),
        "headlines": overview.headlines(book),
        "kinds": list(kinds.values()),
        "faults": [kinds[VerdictKind.LATE], kinds[VerdictKind.MISSING]],
        "counts": overview.counts(book),
        "sections": sections(book),
        "releases": appendix.release_rows(book),
        "scan_lines": appendix.scan_lines(book),
        "exceptions": appendix.exception_lines(book),
        "method": appendix.method(book),
        "notes": [book.say(note) for note in data.notes],
        "rule_version": data.rule_version or RULE_VERSION,
        "workbook": attachments[0].name,
        "attachments": book.join(attachment.name for attachment in attachments),
    }
    return Report(
        subject=overview.subject(book),
        html=html_page("daily.html", **shown),
        text=text_page("daily.txt", **shown),
        attachments=attachments,
        made_at=data.made_at,
        language=language,
    )
