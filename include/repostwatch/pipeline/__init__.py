"""The steps in the order of the data flow, called by DAGs, the command line and tests.

They connect the pure packages with network and database. Every step reads its input from the store
and writes its results there, so that each can be repeated or resumed by itself.
"""

from repostwatch.pipeline.bulletin import bulletin
from repostwatch.pipeline.ingest import IngestSummary, ingest
from repostwatch.pipeline.judge import JudgeSummary, judge
from repostwatch.pipeline.keep import TidySummary, tidy
from repostwatch.pipeline.match import MatchSummary, match
from repostwatch.pipeline.report import (
    ReportSummary,
    SendSummary,
    report,
    report_data,
    scanned,
    send,
)
from repostwatch.pipeline.scan import ScanSummary, scan
from repostwatch.pipeline.session import ALL, Selection, open_store, select_portals, selection
from repostwatch.pipeline.watch import WatchSummary, alarms_now, watch

__all__ = [
    "ALL",
    "IngestSummary",
    "JudgeSummary",
    "MatchSummary",
    "ReportSummary",
    "ScanSummary",
    "Selection",
    "SendSummary",
    "TidySummary",
    "WatchSummary",
    "alarms_now",
    "bulletin",
    "ingest",
    "judge",
    "match",
    "open_store",
    "report",
    "report_data",
    "scan",
    "scanned",
    "select_portals",
    "selection",
    "send",
    "tidy",
    "watch",
]
