"""One city's portal that owes one release: what its scans showed, and what follows."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from repostwatch.model import Interval, Level, Link, Outcome, Portal, Release, Verdict, Visit
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.settings import CrawlSettings, Settings
from repostwatch.store import portals, releases, scan_records, verdicts
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import PageVisit, ScanRecord

ADDRESS = "https://www.gov.cn/zhengce/content/content_1.htm"


def owes(
    conn: Connection, site: str, title: str, released: datetime, known: datetime, number: str = ""
) -> Portal:
    """The portal at `site`; `known`: when the release came to be known."""
    portal = Portal("p", "甲市", Level.CITY, f"{site}/")
    portals.save(conn, [portal])
    published = Interval.at(released)
    release = Release("r", title, published, (ADDRESS,), number or None, duty="all")
    releases.save(conn, [release], known)
    return portal


def scanned(
    conn: Connection, portal: Portal, at: datetime, reach: datetime, link: Link | None
) -> None:
    """A scan of a minute that showed this link, or none."""
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


def judged(conn: Connection, var: Path, at: datetime) -> Verdict:
    """Matched and judged an hour after `at`, the articles read without waiting."""
    crawl = CrawlSettings(gap_seconds=0.0, retry_seconds=0.0)
    settings = Settings(allow_loopback=True, crawl=crawl, var_dir=var, clock_file=None)
    now = settings.as_of(at + timedelta(hours=1))
    match_links(conn, now)
    judge_reposts(conn, now)
    (verdict,) = verdicts.load(conn, ["r"], ["p"])
    return verdict
