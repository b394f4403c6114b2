"""A site that closes: from when it is announced, since when it is gone, and where to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.inspecting.closures import closure_of
from repostwatch.model import BEIJING, Level, Portal, Reason, all_of, because
from repostwatch.model.closures import Closure, MoveLook, NoticePeriod
from repostwatch.model.codes import PortalCode

START = datetime(2026, 10, 1, 9, tzinfo=BEIJING)
SITE = Portal("ju", "甲市乙局", Level.CITY, "http://ju.jia.gov.cn/", parent="jia")
PARENT = Portal("jia", "甲市人民政府", Level.CITY, "http://www.yi.gov.cn/")
KNOWN = {one.portal_id: one for one in (SITE, PARENT)}
NOTICE = because(PortalCode.ANNOUNCED, title="关于关停本网站的公告")
ONLY = because(PortalCode.NOTICE, words="本网站已关停")
AWAY = because(PortalCode.ELSEWHERE, there="yi.gov.cn", here="jia.gov.cn")
OTHER = because(PortalCode.ELSEWHERE, there="buy.example", here="jia.gov.cn")
PARKED = because(PortalCode.PARKED, why=None)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def looks(*said: tuple[int, Reason | None]) -> list[MoveLook]:
    """(days, what is said): so many daily looks that say it."""
    all_said = [reason for days, reason in said for _ in range(days)]
    return [MoveLook(day(number), reason) for number, reason in enumerate(all_said)]


def closed(*said: tuple[int, Reason | None], site: Portal = SITE) -> Closure | None:
    return closure_of(site, looks(*said), KNOWN, closing_days=30, confirmations=2)


@pytest.mark.parametrize(
    "said",
    [
        (),
        ((9, None),),
        ((9, None), (1, NOTICE)),  # once is no proof
        ((3, None), (5, NOTICE), (2, None)),  # taken back
    ],
)
def test_what_is_no_closure(said: tuple[tuple[int, Reason | None], ...]) -> None:
    assert closed(*said) is None


def test_a_notice_of_31_days_and_then_the_parent() -> None:
    found = closed((5, None), (31, NOTICE), (3, AWAY))
    assert found is not None
    assert (found.announced_after, found.announced_by) == (day(4), day(5))
    assert (found.gone_after, found.gone_by) == (day(35), day(36))
    assert (found.shown, found.shown_most) == (timedelta(days=30), timedelta(days=32))
    assert found.notice is NoticePeriod.KEPT
    assert (found.leads_to, found.to_own) == ("yi.gov.cn", True)


@pytest.mark.parametrize(
    ("days", "notice"),
    [(31, NoticePeriod.KEPT), (30, NoticePeriod.OPEN), (29, NoticePeriod.OPEN),
     (28, NoticePeriod.SHORT), (1, NoticePeriod.SHORT),
     (0, NoticePeriod.OPEN)],  # what no scan knew for a notice may have been one
)  # fmt: skip
def test_how_long_the_notice_stood_is_known_to_the_looks(days: int, notice: NoticePeriod) -> None:
    """Seen on 30 days in a row it stood 29 to 31: that decides nothing."""
    found = closed((5, None), (days, ONLY), (3, AWAY))
    assert found is not None
    assert found.notice is notice


def test_a_notice_from_before_the_first_look_has_no_upper_bound() -> None:
    found = closed((5, NOTICE), (3, AWAY))
    assert found is not None
    assert found.announced_after is None
    assert found.shown_most is None
    assert found.notice is NoticePeriod.OPEN


def test_a_notice_that_went_before_the_end_is_not_forgotten() -> None:
    found = closed((5, None), (40, NOTICE), (1, None), (3, AWAY))
    assert found is not None
    assert found.notice is NoticePeriod.OPEN


def test_while_the_notice_stands_nothing_is_short() -> None:
    found = closed((5, None), (3, NOTICE))
    assert found is not None
    assert (found.gone_by, found.notice) == (None, NoticePeriod.OPEN)


@pytest.mark.parametrize(
    ("moved", "site", "leads_to", "own"),
    [
        (OTHER, SITE, "buy.example", False),
        (PARKED, SITE, None, None),
        (AWAY, Portal("x", "甲", Level.CITY, "http://x.gov.cn/"), "yi.gov.cn", None),
        (all_of(NOTICE, AWAY), SITE, "yi.gov.cn", True),
    ],
)
def test_where_it_leads(
    moved: Reason, site: Portal, leads_to: str | None, own: bool | None
) -> None:
    found = closed((5, None), (3, moved), site=site)
    assert found is not None
    assert (found.leads_to, found.to_own) == (leads_to, own)
    assert found.taken_over == (moved if moved is PARKED else None)


ORPHAN = Portal("x", "甲", Level.CITY, "http://x.gov.cn/")
RENAMED = because(PortalCode.NOTICE, words="本网站已更换网址，新网址为 www.yi2.gov.cn")


@pytest.mark.parametrize(
    ("said", "proven"),
    [
        ([(5, None), (3, AWAY)], True),
        ([(5, None), (3, OTHER)], False),
        ([(5, None), (3, NOTICE), (3, OTHER)], True),
        ([(5, None), (3, ONLY), (3, OTHER)], True),
        ([(5, None), (3, RENAMED), (3, OTHER)], False),
        ([(5, None), (3, RENAMED), (3, AWAY)], True),
        ([(5, None), (3, NOTICE), (1, None), (3, OTHER)], False),  # taken back
        ([(5, None), (3, NOTICE)], False),  # it still stands
    ],
)
def test_only_what_leads_to_its_own_or_announced_an_end_has_closed(
    said: list[tuple[int, Reason | None]], proven: bool
) -> None:
    found = closed(*said)
    assert found is not None
    assert found.proven is proven


@pytest.mark.parametrize(("moved", "proven"), [(AWAY, True), (OTHER, False)])
def test_without_a_parent_it_has_closed_where_it_leads_to_a_registered_site(
    moved: Reason, proven: bool
) -> None:
    found = closed((5, None), (3, moved), site=ORPHAN)
    assert found is not None
    assert found.proven is proven


@pytest.mark.parametrize(
    ("said", "gone", "taken_over"),
    [
        ([(5, None), (3, PARKED)], 5, True),
        ([(5, None), (3, NOTICE), (3, PARKED)], 8, True),
        # Moved up, and its name lapsed; taken over, then mended by moving it up.
        ([(5, None), (3, AWAY), (2, PARKED)], 5, True),
        ([(5, None), (3, PARKED), (2, AWAY)], 8, False),
        ([(5, None), (2, NOTICE), (3, PARKED), (2, AWAY)], 10, False),
        ([(5, None), (2, OTHER), (3, PARKED)], 5, True),
        ([(5, None), (3, AWAY)], 5, False),
    ],
)
def test_an_address_in_the_hands_of_others(
    said: list[tuple[int, Reason | None]], gone: int, taken_over: bool
) -> None:
    found = closed(*said)
    assert found is not None
    assert found.gone_by == day(gone)
    assert found.taken_over == (PARKED if taken_over else None)


@given(st.lists(st.sampled_from([None, NOTICE, ONLY, AWAY, OTHER, PARKED]), max_size=60))
def test_whatever_was_seen_the_moments_are_in_order(said: list[Reason | None]) -> None:
    seen = looks(*((1, one) for one in said))
    found = closure_of(SITE, seen, KNOWN, closing_days=30, confirmations=2)
    assert found == closure_of(SITE, seen[::-1], KNOWN, closing_days=30, confirmations=2)
    if found is None:
        return
    moments = (found.announced_after, found.announced_by, found.gone_after, found.gone_by)
    present = [one for one in moments if one is not None]
    assert present == sorted(present)
    assert found.shown_most is None or found.shown <= found.shown_most
