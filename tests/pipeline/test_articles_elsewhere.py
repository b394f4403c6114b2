"""When another site published an article says nothing about when a portal that links to it did."""

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import BEIJING, Level, Outcome, Portal, Visit
from repostwatch.pipeline.match import _is_own
from repostwatch.store.scan_records import PageVisit
from repostwatch.visiting.visitor import ARTICLE, PageResult

NOW = datetime(2026, 8, 12, 12, tzinfo=BEIJING)
PORTAL = Portal(
    "p", "测试部", Level.DEPARTMENT, "http://www.mof.gov.cn/",
    column_urls=("http://zwgk.mof.example.cn/zc/",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "final", "own"),
    [
        ("http://www.mof.gov.cn/a.html", None, True),
        ("http://gss.mof.gov.cn/a.html", None, True),
        ("http://zwgk.mof.example.cn/a.html", None, True),
        ("http://www.moe.gov.cn/a.html", None, False),
        ("http://www.mof.gov.cn/a.html", "http://www.moe.gov.cn/a.html", False),
    ],
)
def test_whose_article_it_is(asked: str, final: str | None, *, own: bool) -> None:
    visit = Visit(asked, Outcome.OK, NOW, final or asked, 200)
    assert _is_own(PageResult(PageVisit(ARTICLE, visit), None), PORTAL) is own
