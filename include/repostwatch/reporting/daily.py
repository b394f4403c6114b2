"""The daily report: one mail that an officer can act on and defend."""

from __future__ import annotations

from repostwatch.judging import RULE_VERSION
from repostwatch.model import VerdictKind
from repostwatch.reporting import overview, words
from repostwatch.reporting.blindness import blindness
from repostwatch.reporting.book import Book
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.pages import html_page, text_page
from repostwatch.reporting.sections import sections
from repostwatch.reporting.sheets import verdicts_csv, workbook
from repostwatch.settings import ReportingSettings


def build_report(data: ReportData, settings: ReportingSettings | None = None) -> Report:
    """Make the report of a day. Equal data and settings give equal bytes."""
    book = Book(data, settings or ReportingSettings())
    day = data.day.isoformat()
    attachments = (
        workbook(book, f"repost-report-{day}.xlsx"),
        verdicts_csv(book, f"repost-verdicts-{day}.csv"),
    )
    told = {
        "subject": overview.subject(book),
        "day": words.day_words(data.day),
        "made_at": book.minute(data.made_at),
        "belated": overview.belated(book),
        "blind": blindness(book).text,
        "summary": overview.summary(book),
        "nothing": overview.absent_problems(book),
        "headlines": overview.headlines(book),
        "kinds": list(words.VERDICTS.values()),
        "alarms": [words.VERDICTS[VerdictKind.LATE], words.VERDICTS[VerdictKind.MISSING]],
        "counts": overview.counts(book),
        "sections": sections(book),
        "releases": overview.release_rows(book),
        "scan_lines": overview.scan_lines(book),
        "exceptions": overview.exception_lines(book),
        "method": overview.METHOD,
        "notes": [book.text(note) for note in data.notes],
        "rule_version": data.rule_version or RULE_VERSION,
        "attachments": [attachment.name for attachment in attachments],
    }
    return Report(
        subject=overview.subject(book),
        html=html_page("daily.html", **told),
        text=text_page("daily.txt", **told),
        attachments=attachments,
        made_at=data.made_at,
    )
