"""A link that shows only a part of a title, or only a number, is read before it acquits.

Released 10 Aug 09:00, due a day later; listed with 10 Aug, first seen on 12 Aug.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import BEIJING, Link, PageDate, Precision, VerdictKind
from repostwatch.store.database import Connection
from tests.pipeline import one_portal
from tests.pipeline.served import ArticlePages, served

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
NUMBER = "国发〔2026〕15号"
RELEASED = datetime(2026, 8, 10, 9, tzinfo=BEIJING)
SEEN = datetime(2026, 8, 12, 12, tzinfo=BEIJING)
LISTED = PageDate(datetime(2026, 8, 10, tzinfo=BEIJING), Precision.DAY)
CUT = f"{TITLE[:-2]}…"


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
    ArticlePages.title = article
    with served(ArticlePages) as site:
        portal = one_portal.owes(conn, site, TITLE, RELEASED, RELEASED, NUMBER)
        link = Link(shown, f"{site}/zc/1.htm", LISTED)
        one_portal.scanned(conn, portal, SEEN, RELEASED - timedelta(days=9), link)
        verdict = one_portal.judged(conn, tmp_path, SEEN)
    assert verdict.kind in kinds, verdict.reason
