"""The pure rooms' functions with the settings as they come, for tests that are not about these.

The program itself passes its settings everywhere: there, none has a default.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from repostwatch.judging import columns, shares, verdicts
from repostwatch.judging import figures as figure_rules
from repostwatch.matching.search import matcher
from repostwatch.model import Link
from repostwatch.reading import page, page_text, still_page
from repostwatch.reading.lists.reach import reach_of
from repostwatch.releases.duties import duties_of
from repostwatch.releases.merging import merge_releases
from repostwatch.reporting import bulletin, daily, terminal
from repostwatch.reporting import digest as digests
from repostwatch.settings import Settings

SETTINGS = Settings.model_construct()

read_page = partial(page.read_page, settings=SETTINGS.reading)
whole = partial(page_text.page_text, settings=SETTINGS.reading)
still = partial(still_page.still_page, settings=SETTINGS.reading)
seen = partial(reach_of, settings=SETTINGS.reading)
Matcher = partial(matcher.Matcher, settings=SETTINGS.matching)
merge = partial(merge_releases, settings=SETTINGS.releases)
duties = partial(duties_of, settings=SETTINGS.duties)
judge = partial(verdicts.judge_duty, settings=SETTINGS.judging)
judge_all = partial(verdicts.judge_duties, settings=SETTINGS.judging)
needs_finer_claim = partial(verdicts.needs_finer_claim, settings=SETTINGS.judging)
column_standing = partial(columns.column_standing, settings=SETTINGS.judging)
figures = partial(figure_rules.figures_of, settings=SETTINGS.judging)
build_report = partial(daily.build_report, settings=SETTINGS.reporting)
build_bulletin = partial(bulletin.build_bulletin, settings=SETTINGS)
claim_of = partial(shares.claim_of, settings=SETTINGS.bulletin)
summary_table = partial(terminal.summary_table, settings=SETTINGS.reporting)
digest = partial(digests.report_digest, settings=SETTINGS.reporting)


def reach(links: Iterable[Link], *, goes_on: bool = False) -> datetime | None:
    """The moment back to which a list was seen."""
    found = seen(links, goes_on=goes_on)
    return found.moment if found else None
