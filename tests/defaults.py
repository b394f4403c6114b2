"""The pure rooms' functions with the settings as they come, for tests that are not about these.

The program itself passes its settings everywhere: there, none has a default.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from repostwatch.judging.columns import column_standing
from repostwatch.judging.figures import figures_of
from repostwatch.judging.verdicts import judge_duties, judge_duty, needs_finer_claim
from repostwatch.matching.search.matcher import Matcher
from repostwatch.model import Link
from repostwatch.reading.lists.reach import reach_of
from repostwatch.reading.page import read_page
from repostwatch.reading.page_text import page_text
from repostwatch.reading.still_page import still_page
from repostwatch.releases.duties import duties_of
from repostwatch.releases.merging import merge_releases
from repostwatch.reporting import mail
from repostwatch.reporting.bulletin import build_bulletin
from repostwatch.reporting.daily import build_report
from repostwatch.reporting.digest import report_digest
from repostwatch.reporting.terminal import summary_table
from repostwatch.settings import Settings

SETTINGS = Settings.model_construct()

read_page = partial(read_page, settings=SETTINGS.reading)
whole = partial(page_text, settings=SETTINGS.reading)
still = partial(still_page, settings=SETTINGS.reading)
seen = partial(reach_of, settings=SETTINGS.reading)
Matcher = partial(Matcher, settings=SETTINGS.matching)
merge = partial(merge_releases, settings=SETTINGS.releases)
duties = partial(duties_of, settings=SETTINGS.duties)
judge = partial(judge_duty, settings=SETTINGS.judging)
judge_all = partial(judge_duties, settings=SETTINGS.judging)
needs_finer_claim = partial(needs_finer_claim, settings=SETTINGS.judging)
column_standing = partial(column_standing, settings=SETTINGS.judging)
figures = partial(figures_of, settings=SETTINGS.judging)
build_report = partial(build_report, settings=SETTINGS.reporting)
build_bulletin = partial(build_bulletin, settings=SETTINGS.reporting)
summary_table = partial(summary_table, settings=SETTINGS.reporting)
digest = partial(report_digest, settings=SETTINGS.reporting)
send = partial(mail.send_mail, seconds=SETTINGS.reporting.smtp_seconds)


def reach(links: Iterable[Link], *, goes_on: bool = False) -> datetime | None:
    """The moment back to which a list was seen."""
    found = seen(links, goes_on=goes_on)
    return found.moment if found else None
