"""An accusation that rests on a list for which a person answered goes with that person's word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from repostwatch.model.watched_lists import ListChoice, ListDecision
from repostwatch.queries.watched_lists import (
    known_list,
    save_list_decision,
    seen_of,
    undo_list_decision,
)
from repostwatch.store import watched_lists
from tests.pipeline.test_taken_back import MISSED, NOTIFIED, OPEN, WAIVED, Days, days
from tests.plugins import plugin_world as world

__all__ = ["days"]  # the fixture
URL = "https://evil.example.cn/zc/"
PLACE = MISSED, URL
WITHDRAWN = "【已撤销或豁免】"


@pytest.fixture
def listed(days: Days) -> Days:
    """All that its scans read was one list, on which no repost was ever seen."""
    watched_lists.save(days.conn, [replace(world.LISTS[world.EVIL], url=URL, name="政策")])
    days.conn.execute(
        "UPDATE scans SET followed = %s WHERE portal_id = %s",
        (f'[["discovered", "{URL}"]]', MISSED),
    )
    days.judged()
    return days


def said(days: Days, choice: ListChoice | None) -> None:
    """None takes the latest word back."""
    settings = days.settings()
    seen = seen_of(days.conn, known_list(days.conn, *PLACE))
    if choice is None:
        undo_list_decision(days.conn, settings, PLACE, "王敏", seen)
    else:
        word = ListDecision(*PLACE, choice, "王敏", "打开看过", days.now)
        save_list_decision(days.conn, settings, word, seen)


def test_nobody_is_accused_on_a_list_for_which_nobody_answers(listed: Days) -> None:
    assert listed.of(MISSED) == {("missing", WAIVED, False, 0)}
    assert WITHDRAWN not in listed.mailed(), "nobody was told"


@pytest.mark.parametrize("back", [None, ListChoice.WITHDRAW, ListChoice.REJECT])
def test_what_an_accepted_list_proved_is_taken_back_with_it(
    listed: Days, back: ListChoice | None
) -> None:
    said(listed, ListChoice.ACCEPT)
    assert listed.of(MISSED) == {("missing", OPEN, False, 0)}
    assert "某<b>部</b>" in listed.mailed().partition("【新增问题】")[2].partition("\n【")[0]
    said(listed, back)
    assert listed.of(MISSED) == {("missing", WAIVED, True, 0)}
    section = listed.mailed().partition(WITHDRAWN)[2].partition("\n【")[0]
    assert "某<b>部</b>" in section
    assert URL in section, "it says why"
    assert WITHDRAWN not in listed.mailed(), "once"
    said(listed, ListChoice.ACCEPT)
    assert listed.of(MISSED) == {("missing", OPEN, False, 1)}, "its end was told"


def test_an_acceptance_that_holds_again_before_the_next_mail_is_no_news(listed: Days) -> None:
    said(listed, ListChoice.ACCEPT)
    listed.mailed()
    said(listed, ListChoice.REJECT)
    said(listed, None)
    assert listed.of(MISSED) == {("missing", NOTIFIED, True, 0)}
    text = listed.mailed()
    assert WITHDRAWN not in text
    assert "【新增问题】" not in text
