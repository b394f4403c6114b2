"""Every setting, typed, with its default and the reason for it.

Set by environment: `REPOSTWATCH_DB`, `REPOSTWATCH_ALLOW_LOOPBACK=1`, and for a room's own
number `REPOSTWATCH_CRAWL__TOTAL_SECONDS=20`. Pure rooms take their section as a value.

One module per room; `root` joins them.
"""

from repostwatch.settings.bulletin import BulletinSettings
from repostwatch.settings.crawl import CrawlSettings
from repostwatch.settings.discovery import DiscoverySettings
from repostwatch.settings.duties import DutySettings
from repostwatch.settings.judging import JudgingSettings
from repostwatch.settings.matching import MatchingSettings
from repostwatch.settings.pages import PagesSettings
from repostwatch.settings.reading import ReadingSettings
from repostwatch.settings.releases import ReleaseSettings
from repostwatch.settings.reporting import ReportingSettings
from repostwatch.settings.root import Settings
from repostwatch.settings.scan import ScanSettings
from repostwatch.settings.schedule import ScheduleSettings
from repostwatch.settings.section import Section
from repostwatch.settings.spot_check import SpotCheckSettings
from repostwatch.settings.watch import WatchSettings
from repostwatch.settings.wider import WiderSettings

__all__ = [
    "BulletinSettings",
    "CrawlSettings",
    "DiscoverySettings",
    "DutySettings",
    "JudgingSettings",
    "MatchingSettings",
    "PagesSettings",
    "ReadingSettings",
    "ReleaseSettings",
    "ReportingSettings",
    "ScanSettings",
    "ScheduleSettings",
    "Section",
    "Settings",
    "SpotCheckSettings",
    "WatchSettings",
    "WiderSettings",
]
