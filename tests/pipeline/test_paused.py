"""Everything stood still for a week: what was released and fell due meanwhile is judged by what the
first scan afterwards shows, and nobody is accused of what nobody looked for.

Last scan before it on 10 Aug 09:00; released 12 Aug 09:00, due a day later; next scan on 17 Aug.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import BEIJING, Link, PageDate, Precision, VerdictKind
from repostwatch.store.database import Connection
from tests.pipeline import one_portal
from tests.pipeline.served import Pages, served

TITLE = "国务院办公厅关于加快发展节能环保产业的实施意见"
BEFORE = datetime(2026, 8, 10, 9, tzinfo=BEIJING)
RELEASED = BEFORE + timedelta(days=2)
AFTER = BEFORE + timedelta(days=7)
IN_TIME, TOO_LATE = (
    PageDate(datetime(2026, 8, day, 15, tzinfo=BEIJING), Precision.MINUTE) for day in (12, 14)
)
WHOLE, SHORT = RELEASED - timedelta(days=20), RELEASED + timedelta(days=3)


class Site(Pages):
    def page(self) -> str | None:
        return None


@pytest.mark.parametrize(
    ("shown", "date", "reach", "kind"),
    [
        (True, None, WHOLE, VerdictKind.REVIEW),
        (True, IN_TIME, WHOLE, VerdictKind.ON_TIME),
        (True, TOO_LATE, WHOLE, VerdictKind.REVIEW),
        (False, None, SHORT, VerdictKind.UNKNOWN),
    ],
)
def test_what_fell_due_while_nobody_looked(
    conn: Connection,
    tmp_path: Path,
    shown: bool,
    date: PageDate | None,
    reach: datetime,
    kind: VerdictKind,
) -> None:
    with served(Site) as site:
        portal = one_portal.owes(conn, site, TITLE, RELEASED, AFTER)
        one_portal.scanned(conn, portal, BEFORE, WHOLE, None)
        link = Link(TITLE, f"{site}/1.htm", date) if shown else None
        one_portal.scanned(conn, portal, AFTER, reach, link)
        verdict = one_portal.judged(conn, tmp_path, AFTER)
    assert verdict.kind is kind, verdict.reason
