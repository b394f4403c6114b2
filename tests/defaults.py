"""The pure rooms' functions with the settings as they come, for tests that are not about these.

The program itself passes its settings everywhere: there, none has a default.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from repostwatch import judging, matching, reading, releases, reporting
from repostwatch.model import Link
from repostwatch.reporting import mail
from repostwatch.settings import Settings

SETTINGS = Settings.model_construct()

read_page = partial(reading.read_page, settings=SETTINGS.reading)
whole = partial(reading.page_text, settings=SETTINGS.reading)
still = partial(reading.still, settings=SETTINGS.reading)
seen = partial(reading.reach, settings=SETTINGS.reading)
Matcher = partial(matching.Matcher, settings=SETTINGS.matching)
merge = partial(releases.merge, settings=SETTINGS.releases)
duties = partial(releases.duties, settings=SETTINGS.duties)
judge = partial(judging.judge, settings=SETTINGS.judging)
judge_all = partial(judging.judge_all, settings=SETTINGS.judging)
needs_finer_claim = partial(judging.needs_finer_claim, settings=SETTINGS.judging)
column_standing = partial(judging.column_standing, settings=SETTINGS.judging)
figures = partial(judging.figures, settings=SETTINGS.judging)
build_report = partial(reporting.build_report, settings=SETTINGS.reporting)
build_bulletin = partial(reporting.build_bulletin, settings=SETTINGS.reporting)
summary_table = partial(reporting.summary_table, settings=SETTINGS.reporting)
digest = partial(reporting.digest, settings=SETTINGS.reporting)
send = partial(mail.send, seconds=SETTINGS.reporting.smtp_seconds)


def reach(links: Iterable[Link], *, goes_on: bool = False) -> datetime | None:
    """The moment back to which a list was seen."""
    found = seen(links, goes_on=goes_on)
    return found.moment if found else None
