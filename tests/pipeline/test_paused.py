"""Everything stood still for a week: what was released and fell due meanwhile is judged by what the
first scan afterwards shows, and nobody is accused of what nobody looked for.

Last scan before it on 10 Aug 09:00; released 12 Aug 09:00, due a day later; next scan on 17 Aug.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import (
    BEIJING,
    Interval,
    Level,
    Link,
    Outcome,
    PageDate,
    Portal,
    Precision,
    Release,
    VerdictKind,
    Visit,
)
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.settings import CrawlSettings, Settings
from repostwatch.store import portals, releases, scan_records, verdicts
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import PageVisit, ScanRecord
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


def scanned(
    conn: Connection, portal: Portal, at: datetime, reach: datetime, link: Link | None
) -> None:
    home = Visit(portal.home_url, Outcome.OK, at)
    found = [FoundLink(link, at)] if link else []
    scan_records.save(
        conn,
        ScanRecord(
            portal_id=portal.portal_id, started_at=at, ended_at=at + timedelta(minutes=1),
            reach=reach, gap=None, embedded=False, columns=(), home=home,
            visits=[PageVisit("home", home, found)],
        ),
    )  # fmt: skip


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
    crawl = CrawlSettings(gap_seconds=0.0, retry_seconds=0.0)
    settings = Settings(allow_loopback=True, crawl=crawl, var_dir=tmp_path, clock_file=None)
    with served(Site) as site:
        portal = Portal("p", "甲市", Level.CITY, f"{site}/")
        portals.save(conn, [portal])
        scanned(conn, portal, BEFORE, WHOLE, None)
        address = ("https://www.gov.cn/zhengce/content/content_1.htm",)
        release = Release("r", TITLE, Interval.at(RELEASED), address, duty="all")
        releases.save(conn, [release], AFTER)
        scanned(conn, portal, AFTER, reach, Link(TITLE, f"{site}/1.htm", date) if shown else None)
        now = settings.as_of(AFTER + timedelta(hours=1))
        match_links(conn, now)
        judge_reposts(conn, now)
    (verdict,) = verdicts.load(conn, ["r"], ["p"])
    assert verdict.kind is kind, verdict.reason
