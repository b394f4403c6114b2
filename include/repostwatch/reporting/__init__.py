"""Reporting: what was found, as a mail, as tables, on a terminal, and as a quarter's bulletin."""

from repostwatch.reporting.bulletin import build_bulletin, parse_quarter, quarter_days
from repostwatch.reporting.daily import build_report
from repostwatch.reporting.data import Attachment, Report, ReportData
from repostwatch.reporting.digest import digest
from repostwatch.reporting.mail import send, to_message
from repostwatch.reporting.tables import write_columns_csv, write_verdicts_csv, write_visits_csv
from repostwatch.reporting.terminal import summary_table

__all__ = [
    "Attachment",
    "Report",
    "ReportData",
    "build_bulletin",
    "build_report",
    "digest",
    "parse_quarter",
    "quarter_days",
    "send",
    "summary_table",
    "to_message",
    "write_columns_csv",
    "write_verdicts_csv",
    "write_visits_csv",
]
