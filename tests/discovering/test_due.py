"""When a portal is searched again, and when not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from repostwatch.discovering.due import PastDuty, due_for_discovery
from repostwatch.model import Outcome, Reason, VerdictKind, because
from repostwatch.model.codes import DiscoveryCode, ScanCode
from repostwatch.model.watched_lists import Discovery
from tests.defaults import SETTINGS
from tests.discovering.sites import NOW

SEEN, UNSEEN = VerdictKind.ON_TIME, VerdictKind.MISSING
MOVED = because(ScanCode.LIST_MOVED, words="栏目已迁移")
GONE = because(ScanCode.LIST_FAILED, url="http://a/", outcome=Outcome.HTTP_ERROR)
SLOW = because(ScanCode.LIST_FAILED, url="http://a/", outcome=Outcome.TIMEOUT)


def search(days: float, reason: Reason | None = None) -> Discovery:
    at = NOW - timedelta(days=days)
    why = reason or because(DiscoveryCode.ALL_READ, pages=3)
    return Discovery("p", at, at, 30, 20, ("http://a/",), why)


def due(last: Discovery | None, gap: Reason | None = None, **more: object) -> str | None:
    duties = more.get("duties", ())
    assert isinstance(duties, (list, tuple))
    in_use = bool(more.get("in_use", True))
    why = due_for_discovery(last, gap, duties, NOW, SETTINGS.discovery, in_use=in_use)
    return str(why.code) if why else None


def test_a_new_portal_is_searched() -> None:
    assert due(None) == DiscoveryCode.NEVER_SEARCHED


@pytest.mark.parametrize(("gap", "expected"), [
    (None, None),
    (MOVED, DiscoveryCode.LIST_FAILS),
    (GONE, DiscoveryCode.LIST_FAILS),
    (SLOW, None),
    (because(ScanCode.LIST_DOUBTED, url="u", why=because(ScanCode.LIST_STALE, newest="2026-05-01")),
     DiscoveryCode.LIST_FAILS),
])  # fmt: skip
def test_a_list_that_is_lost_is_searched_for(gap: Reason | None, expected: str | None) -> None:
    assert due(search(3), gap) == expected


def test_the_same_fault_is_not_searched_for_twice_a_day() -> None:
    assert due(search(0.5), GONE) is None


def test_a_homepage_that_failed_is_tried_again() -> None:
    failed = because(DiscoveryCode.HOME_FAILED, outcome=Outcome.TIMEOUT)
    assert due(search(2, failed)) == DiscoveryCode.LIST_FAILS


@pytest.mark.parametrize(("kinds", "expected"), [
    ([UNSEEN] * 3 + [SEEN] * 3, DiscoveryCode.LIST_SILENT),
    ([UNSEEN] * 2 + [SEEN] * 4, None),
    ([UNSEEN] * 3 + [SEEN, UNSEEN, SEEN], None),
    ([UNSEEN] * 3, None),
])  # fmt: skip
def test_a_list_that_falls_silent_is_searched_for(
    kinds: list[VerdictKind], expected: str | None
) -> None:
    duties = [PastDuty(NOW - timedelta(days=n + 1), kind) for n, kind in enumerate(kinds)]
    assert due(search(10), duties=duties) == expected


def test_a_silence_that_was_searched_for_already_is_no_reason() -> None:
    kinds = [UNSEEN] * 3 + [SEEN] * 3
    duties = [PastDuty(NOW - timedelta(days=n + 1), kind) for n, kind in enumerate(kinds)]
    assert due(search(2), duties=duties) is None


def test_every_portal_is_searched_once_a_month_and_weekly_without_a_list() -> None:
    assert due(search(29)) is None
    assert due(search(30)) == DiscoveryCode.MONTH_OVER
    assert due(search(6), in_use=False) is None
    assert due(search(7), in_use=False) == DiscoveryCode.MONTH_OVER
