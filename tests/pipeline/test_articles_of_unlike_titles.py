"""A link of a title that is none of the release's, but like it, is read before anybody is accused.

Released 10 Aug 09:00, due a day later; listed with 10 Aug, first seen on 12 Aug.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import BEIJING, Link, PageDate, Precision, Verdict, VerdictKind
from repostwatch.store.database import Connection
from tests.pipeline import one_portal
from tests.pipeline.served import ArticlePages, served

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
RELEASED = datetime(2026, 8, 10, 9, tzinfo=BEIJING)
SEEN = datetime(2026, 8, 12, 12, tzinfo=BEIJING)
ACCUSED = {VerdictKind.UNKNOWN, VerdictKind.MISSING}
UNLIKE = (
    f"转发{TITLE}",
    "关于转发国务院推进低空经济高质量发展指导意见的通知",
    "国务院关于推进底空经济高质量发展的指导意见",
    f"贯彻学习｜{TITLE}",
    "低空经济指导意见",
)


def day(number: int) -> PageDate:
    return PageDate(datetime(2026, 8, number, tzinfo=BEIJING), Precision.DAY)


def verdict_of(
    conn: Connection, var: Path, shown: str, article: str, listed: PageDate | None
) -> Verdict:
    ArticlePages.title = article
    with served(ArticlePages) as site:
        portal = one_portal.owes(conn, site, TITLE, RELEASED, RELEASED)
        link = Link(shown, f"{site}/zc/1.htm", listed)
        one_portal.scanned(conn, portal, SEEN, RELEASED - timedelta(days=9), link)
        one_portal.judged(conn, var, SEEN)
        # Matched anew, as at every new release: what the article said is kept.
        conn.execute("UPDATE links SET matched = ''")
        return one_portal.judged(conn, var, SEEN + timedelta(hours=1))


@pytest.mark.parametrize("shown", UNLIKE)
@pytest.mark.parametrize(
    ("article", "kinds"),
    [
        (TITLE, {VerdictKind.ON_TIME}),
        ("", {VerdictKind.REVIEW}),
        (f"《{TITLE}》系列解读之一", ACCUSED),
        ("甲市召开低空经济工作会议", ACCUSED),
    ],
)
def test_what_is_called_otherwise_is_read(
    conn: Connection, tmp_path: Path, shown: str, article: str, kinds: set[VerdictKind]
) -> None:
    verdict = verdict_of(conn, tmp_path, shown, article, day(10))
    assert verdict.kind in kinds, verdict.reason


@pytest.mark.parametrize(
    "shown",
    [
        f"专家解读{TITLE}",
        f"图解：{TITLE}",
        f"甲市人民政府关于贯彻{TITLE}的实施方案",
        "国务院关于推进服务业发展的若干政策措施",
    ],
)
def test_what_says_that_it_is_another_is_not_read(
    conn: Connection, tmp_path: Path, shown: str
) -> None:
    verdict = verdict_of(conn, tmp_path, shown, TITLE, day(10))
    assert verdict.kind in ACCUSED, verdict.reason
    assert not conn.execute("SELECT FROM articles").fetchall()


def test_what_was_listed_before_the_release_is_not_read(conn: Connection, tmp_path: Path) -> None:
    verdict = verdict_of(conn, tmp_path, UNLIKE[0], TITLE, day(9))
    assert verdict.kind in ACCUSED, verdict.reason
    assert not conn.execute("SELECT FROM articles").fetchall()
