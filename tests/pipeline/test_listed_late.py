"""Before anybody is late by the date of a list, the article's own page is asked.

Released 10 Aug 09:00, due a day later; first seen on 12 Aug in a list that says 12 Aug.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import BEIJING, Link, PageDate, Precision, Verdict, VerdictKind
from repostwatch.model.codes import RepostCode
from repostwatch.store.database import Connection
from tests.pipeline import one_portal
from tests.pipeline.served import Pages, served

TITLE = "国务院办公厅关于加快发展节能环保产业的实施意见"
RELEASED = datetime(2026, 8, 10, 9, tzinfo=BEIJING)
SEEN = datetime(2026, 8, 12, 12, tzinfo=BEIJING)
LIST_DAY = PageDate(datetime(2026, 8, 12, tzinfo=BEIJING), Precision.DAY)
TEXT = "<p>各省、自治区、直辖市人民政府，国务院各部委、各直属机构：现印发给你们。</p>" * 30
TAGS = f'<meta name="ArticleTitle" content="{TITLE}">'
# What stands in the article: its tags, and the line below its title.
ARTICLES = {
    "shown": (TAGS, "<p>发布时间：2026-08-10 15:20 来源：中国政府网</p>"),
    "shown-in-two-lines": (TAGS, "<div>发布时间：</div><div>2026-08-10\n15:20</div>"),
    "updated": (TAGS, "<p>发布时间：2026-08-10 15:20 最后更新：2026-08-12 10:00</p>"),
    "tagged": (
        TAGS + '<meta property="article:published_time" content="2026-08-10T15:20:00+08:00">',
        "<p>更新时间：2026-08-12 10:00</p>",
    ),
    "both-said": (TAGS, "<p>发布时间：2026-08-12 10:00 首次发布：2026-08-10 15:20</p>"),
    "late": (TAGS, "<p>发布时间：2026-08-12 10:00 来源：中国政府网</p>"),
    "undated": (TAGS, "<p>来源：中国政府网</p>"),
    "t20260810_2001.html": (TAGS, "<p>来源：中国政府网</p>"),
}


class Site(Pages):
    asked: list[str]

    def page(self) -> str | None:
        name = self.path.rsplit("/", 1)[-1]
        if name not in ARTICLES:
            return None
        self.asked.append(name)
        head, line = ARTICLES[name]
        return (
            f'<html><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head>'
            f"<body><h1>{TITLE}</h1>{line}{TEXT}</body></html>"
        )


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    with served(Site) as address:
        yield address


def judged(conn: Connection, var: Path, site: str, name: str, *, before: bool) -> Verdict:
    """`before`: a complete scan after the deadline that did not show the link stands before."""
    portal = one_portal.owes(conn, site, TITLE, RELEASED, RELEASED)
    link = Link(TITLE, f"{site}/zc/202608/{name}", LIST_DAY)
    reach = RELEASED - timedelta(days=9)
    if before:
        one_portal.scanned(conn, portal, SEEN - timedelta(hours=6), reach, None)
    one_portal.scanned(conn, portal, SEEN, reach, link)
    return one_portal.judged(conn, var, SEEN)


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("shown", VerdictKind.REVIEW, RepostCode.DATES_DISAGREE),
        ("shown-in-two-lines", VerdictKind.REVIEW, RepostCode.DATES_DISAGREE),
        ("updated", VerdictKind.REVIEW, RepostCode.DATES_DISAGREE),
        ("tagged", VerdictKind.REVIEW, RepostCode.DATES_DISAGREE),
        ("both-said", VerdictKind.REVIEW, RepostCode.DATES_DISAGREE),
        ("t20260810_2001.html", VerdictKind.REVIEW, RepostCode.DATES_DISAGREE),
        ("gone", VerdictKind.REVIEW, RepostCode.ONLY_LISTED),
        ("late", VerdictKind.LATE, None),
        ("undated", VerdictKind.LATE, None),
    ],
)
def test_the_article_is_read_before_the_list_makes_late(
    conn: Connection,
    tmp_path: Path,
    site: str,
    name: str,
    kind: VerdictKind,
    code: RepostCode | None,
) -> None:
    verdict = judged(conn, tmp_path, site, name, before=False)
    assert Site.asked == ([name] if name in ARTICLES else [])
    # Whose pages are not kept is `unknown` where it would be late.
    expected = {kind, VerdictKind.UNKNOWN} if kind is VerdictKind.LATE else {kind}
    assert verdict.kind in expected, verdict.reason
    assert code is None or verdict.reason.has(code), verdict.reason
    assert code is not None or not verdict.reason.has(RepostCode.ONLY_LISTED), verdict.reason


def test_what_was_seen_to_be_late_is_not_read(conn: Connection, tmp_path: Path, site: str) -> None:
    verdict = judged(conn, tmp_path, site, "shown", before=True)
    assert Site.asked == []
    assert not verdict.reason.has(RepostCode.ONLY_LISTED)
    assert verdict.kind is not VerdictKind.ON_TIME
