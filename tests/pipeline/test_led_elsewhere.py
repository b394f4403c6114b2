"""A homepage that leads to another portal's shows that one's items, not this portal's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from repostwatch.model import Level, Outcome, Page, PageKind, Portal, Visit
from repostwatch.portals.moved import find_move
from repostwatch.visiting.visitor import _led_elsewhere

NOW = datetime(2026, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("home", "final", "led"),
    [
        ("http://www.mep.gov.cn/", "https://www.moe.gov.cn/", True),
        ("http://127.0.70.8:8001/", "http://127.0.70.2:8002/", True),
        ("http://www.mep.gov.cn/", "https://wap.mep.gov.cn/index.html", False),
        ("http://127.0.70.8:8001/", "http://127.0.70.8:8001/index.html", False),
    ],
)
def test_whose_items_a_homepage_shows(home: str, final: str, led: bool) -> None:
    portal = Portal("p", "测试部", Level.DEPARTMENT, home)
    visit = Visit(home, Outcome.OK, NOW, final, 200)
    assert _led_elsewhere(find_move(portal, visit, Page(PageKind.CONTENT))) is led


def test_a_homepage_that_did_not_move_is_nobody_elses() -> None:
    assert not _led_elsewhere(None)
