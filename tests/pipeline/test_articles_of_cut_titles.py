"""A link that shows only a part of a title, or only a number, is read before it acquits.

Released 10 Aug 09:00, due a day later; listed with 10 Aug, first seen on 12 Aug.
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

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
NUMBER = "国发〔2026〕15号"
RELEASED = datetime(2026, 8, 10, 9, tzinfo=BEIJING)
SEEN = datetime(2026, 8, 12, 12, tzinfo=BEIJING)
LISTED = PageDate(datetime(2026, 8, 10, tzinfo=BEIJING), Precision.DAY)
CUT = f"{TITLE[:-2]}…"


class Site(Pages):
    title: str

    def page(self) -> str | None:
        if not self.title:
            return None
        text = "<p>各省、自治区、直辖市人民政府：现提出以下意见，请认真贯彻执行。</p>" * 20
        return (
            f"<html><head><meta charset=utf-8><title>{self.title}</title></head>"
            f"<body><h1>{self.title}</h1><p>发布时间：2026-08-10 15:20 来源：中国政府网</p>{text}"
            "</body></html>"
        )


@pytest.mark.parametrize(
    ("shown", "article", "kinds"),
    [
        (CUT, TITLE, {VerdictKind.ON_TIME}),
        (CUT, "", {VerdictKind.ON_TIME}),
        (CUT, f"{TITLE}（征求意见稿）", {VerdictKind.UNKNOWN, VerdictKind.MISSING}),
        (CUT, f"《{TITLE}》系列解读之一", {VerdictKind.UNKNOWN, VerdictKind.MISSING}),
        (CUT, "某部门户网站", {VerdictKind.REVIEW}),
        (NUMBER, TITLE, {VerdictKind.ON_TIME}),
        (NUMBER, "某部公告", {VerdictKind.REVIEW}),
        (NUMBER, f"某部关于贯彻{NUMBER}文件的通知", {VerdictKind.UNKNOWN, VerdictKind.MISSING}),
    ],
)
def test_what_is_shown_in_part_is_read(
    conn: Connection, tmp_path: Path, shown: str, article: str, kinds: set[VerdictKind]
) -> None:
    Site.title = article
    crawl = CrawlSettings(gap_seconds=0.0, retry_seconds=0.0)
    settings = Settings(allow_loopback=True, crawl=crawl, var_dir=tmp_path, clock_file=None)
    with served(Site) as site:
        portal = Portal("p", "甲市", Level.CITY, f"{site}/")
        portals.save(conn, [portal])
        address = ("https://www.gov.cn/zhengce/content/content_1.htm",)
        release = Release("r", TITLE, Interval.at(RELEASED), address, NUMBER, duty="all")
        releases.save(conn, [release], RELEASED)
        home = Visit(portal.home_url, Outcome.OK, SEEN)
        link = Link(shown, f"{site}/zc/1.htm", LISTED)
        scan_records.save(
            conn,
            ScanRecord(
                portal_id="p", started_at=SEEN, ended_at=SEEN + timedelta(minutes=1),
                reach=RELEASED - timedelta(days=9), gap=None, embedded=False, columns=(),
                home=home, visits=[PageVisit("home", home, [FoundLink(link, SEEN)])],
            ),
        )  # fmt: skip
        now = settings.as_of(SEEN + timedelta(hours=1))
        match_links(conn, now)
        judge_reposts(conn, now)
    (verdict,) = verdicts.load(conn, ["r"], ["p"])
    assert verdict.kind in kinds, verdict.reason
