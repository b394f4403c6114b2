"""Nothing is missing before its portal was looked over for it; and a portal that reposts nothing.

Released 12 Aug 09:15, due 13 Aug 09:15; a complete scan at 13 Aug 10:00 shows nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.judging.findings import FaultState, known_faults
from repostwatch.judging.no_reposts import no_reposts
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.vouching import PortalLists
from repostwatch.model import (
    FindingKind,
    Hit,
    Level,
    Portal,
    Reason,
    Search,
    TracePlace,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import DiscoveryCode, SearchCode, VerdictCode, WiderCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.model.reasons import Code, Fact, text
from repostwatch.model.watched_lists import Discovery, ListOrigin, ListPlace
from repostwatch.model.wider import WiderLook
from repostwatch.model.words import DecisionKind
from tests.defaults import SETTINGS, judge
from tests.judging.judging_facts import (
    LATE,
    MISSING,
    ON_TIME,
    PENDING,
    REVIEW,
    UNKNOWN,
    at,
    duty,
    holds,
    link,
    look,
    minute,
)

NONE = because(WiderCode.NO_SEARCH)
LOOK = WiderLook("r", "p", at("13 10:05"), 12, 4, 1, NONE)
SCAN = look("13 10:00")
SEARCHED = {("r", "p"): [Search("scan 13 10:00", "r", 2, 2000)]}
HIT = Hit("http://moe.example/xw/", TracePlace.CODE, "…标题…")
FAILED = text("timeout")


def judged(
    wider: WiderLook | None, *links: object, lists: PortalLists | None = None, now: str = "15 12:00"
) -> Verdict:
    looks = {} if wider is None else {"r": wider}
    scan = (
        SCAN
        if lists is None
        else replace(SCAN, lists=(ListPlace("http://moe.example/zc/", ListOrigin.DISCOVERED),))
    )
    history = ScanHistory([scan], lists or PortalLists(), looks)
    return judge(duty(), history, links, at(now), searches=SEARCHED)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wider", "kind", "code"),
    [
        (None, UNKNOWN, WiderCode.NOT_YET),
        (LOOK, MISSING, WiderCode.RESULT),
        # Made before the deadline, or after the day that is judged.
        (replace(LOOK, ended_at=at("13 09:15")), UNKNOWN, WiderCode.NOT_YET),
        (replace(LOOK, ended_at=at("15 12:01")), UNKNOWN, WiderCode.NOT_YET),
        (replace(LOOK, search=None), UNKNOWN, WiderCode.SEARCH_DUE),
        (replace(LOOK, failure=FAILED), UNKNOWN, WiderCode.FAILED),
        (replace(LOOK, failure=FAILED, tries=2), UNKNOWN, WiderCode.FAILED),
        # Tried so often: it counts with what it saw, and is no excuse for ever.
        (replace(LOOK, failure=FAILED, tries=3), MISSING, WiderCode.RESULT),
        (replace(LOOK, hits=(HIT,)), REVIEW, SearchCode.FOUND),
    ],
)
def test_missing_needs_a_look_that_came_to_its_end(
    wider: WiderLook | None, kind: VerdictKind, code: Code
) -> None:
    verdict = judged(wider)
    assert verdict.kind is kind, verdict.reason
    assert holds(verdict.reason, code), verdict.reason
    assert holds(verdict.reason, VerdictCode.NOT_IN_SCAN)
    assert verdict.scan_ids == ("scan 13 10:00",)


def test_the_reason_says_how_much_was_looked_at() -> None:
    facts: dict[str, Fact] = {
        "pages": 12,
        "lists": 4,
        "unread": 1,
        "search": NONE,
        "at": at("13 10:05"),
    }
    assert holds(judged(LOOK).reason, (WiderCode.RESULT, facts))


def test_what_needs_no_absence_needs_no_look() -> None:
    assert judged(None, link("12 12:00", minute("12 11:00"))).kind is ON_TIME
    assert judged(None, link("13 11:00", minute("13 10:30"))).kind is LATE
    assert judged(None, now="13 09:00").kind is PENDING


def test_a_person_s_word_needs_no_look() -> None:
    rejected = HumanDecision(DecisionKind.REJECT, None, "王敏", "已核实", at("14 09:00"))
    history = ScanHistory([SCAN], PortalLists(), {})
    verdict = judge(duty(), history, [], at("15 12:00"), searches=SEARCHED, decision=rejected)
    assert verdict.kind is MISSING


def test_a_list_in_doubt_stays_a_question_and_tells_of_the_look() -> None:
    assert holds(judged(LOOK, lists=PortalLists()).reason, WiderCode.RESULT)
    assert judged(LOOK, lists=PortalLists()).kind is REVIEW
    assert judged(None, lists=PortalLists()).kind is REVIEW
    assert holds(judged(replace(LOOK, hits=(HIT,)), lists=PortalLists()).reason, SearchCode.FOUND)


looks = st.none() | st.builds(
    WiderLook,
    st.just("r"),
    st.just("p"),
    st.integers(-120, 120).map(lambda minutes: at("13 09:15") + timedelta(minutes=minutes)),
    st.integers(0, 9),
    st.just(0),
    st.integers(0, 9),
    st.none() | st.just(NONE),
    st.none() | st.just(FAILED),
    st.integers(1, 5),
    st.just(()) | st.just((HIT,)),
)


@given(looks, st.booleans(), st.booleans())
def test_whatever_the_look_it_accuses_nobody_more_than_the_scans_do(
    wider: WiderLook | None, found: bool, proven: bool
) -> None:
    links = [link("13 10:00", minute("12 11:00"))] if found else []
    lists = PortalLists.of([], ["http://moe.example/zc/"] if proven else [])
    verdict = judged(wider, *links, lists=lists)
    if found:
        assert verdict.kind is ON_TIME
    elif verdict.kind is MISSING:
        assert proven
        assert wider is not None
        assert wider.ended_at > duty().deadline.latest
        assert wider.search is not None
        assert not wider.hits
    else:
        assert verdict.kind in (UNKNOWN, REVIEW)


# A portal that reposts nothing.

PORTAL = Portal("p", "甲部", Level.DEPARTMENT, "http://moe.example/")
ALL = because(DiscoveryCode.ALL_READ, pages=7)
PAGES = tuple(f"http://moe.example/{n}/" for n in range(7))
NOTHING = Discovery("p", at("14 01:00"), at("14 02:00"), 40, 0, PAGES, ALL)


def found(search: Discovery | None, portal: Portal = PORTAL) -> Reason | None:
    return no_reposts(portal, search, 180, SETTINGS.judging)


def test_a_whole_search_without_any_release_says_so() -> None:
    reason = found(NOTHING)
    assert holds(reason, (DiscoveryCode.NO_REPOSTS, {"pages": 7, "asked": 40, "urls": PAGES[:5]}))
    spent = replace(NOTHING, reason=because(DiscoveryCode.PAGES_SPENT, pages=80))
    assert found(spent) is not None


@pytest.mark.parametrize(
    "search",
    [
        None,
        replace(NOTHING, found=1),
        replace(NOTHING, asked=9),
        replace(NOTHING, reason=because(DiscoveryCode.ENOUGH, pages=7, found=0, asked=40)),
        replace(
            NOTHING,
            reason=because(DiscoveryCode.HOME_FAILED, outcome="timeout", reason=None),
        ),
    ],
)
def test_a_search_that_shows_less_says_nothing(search: Discovery | None) -> None:
    assert found(search) is None


def test_the_registry_s_lists_prove_each_absence_by_themselves() -> None:
    assert found(NOTHING, replace(PORTAL, column_urls=("http://moe.example/zc/",))) is None


def test_it_is_the_first_reason_of_its_open_duties() -> None:
    reason = found(NOTHING)
    lists = PortalLists.of([], [], reason)
    verdict = judged(LOOK, lists=lists)
    assert verdict.kind is REVIEW
    assert verdict.reason.clauses[0] == reason
    assert judge(duty(), ScanHistory([], lists), [], at("15 12:00")).kind is UNKNOWN
    assert judge(duty(), ScanHistory([], lists), [], at("13 09:00")).kind is PENDING
    # A list that a person vouches for is a person's word, and its silence proves.
    accepted = PortalLists.of([], ["http://moe.example/zc/"], reason)
    assert judged(LOOK, lists=accepted).kind is MISSING


def test_it_is_one_finding_until_a_repost_is_seen() -> None:
    key = FindingKind.NO_REPOSTS, "p", None
    reason = found(NOTHING)
    assert known_faults([], [], None, {"p": reason})[key].state is FaultState.STANDS
    assert known_faults([], [], None, {"p": None})[key].state is FaultState.CURED
    assert key not in known_faults([], [], None, {})
