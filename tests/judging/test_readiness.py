"""Each way in which a portal can or cannot be judged, with what to do about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.judging.readiness import readiness_figure, readiness_of
from repostwatch.model import Level, Outcome, Portal, Reason, Scan, because
from repostwatch.model.codes import (
    DiscoveryCode,
    PageCode,
    PortalCode,
    ReadinessCode,
    ScanCode,
    VisitCode,
)
from repostwatch.model.readiness import Ready
from repostwatch.model.reasons import Code, text, together
from repostwatch.model.watched_lists import Discovery, ListOrigin, ListState, WatchedList

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
HOME, LIST = "http://www.moa.gov.cn/", "http://www.moa.gov.cn/gwy/"
PORTAL = Portal("moa", "农业农村部", Level.DEPARTMENT, HOME)
REGISTERED = replace(PORTAL, column_urls=(LIST,))
USED = WatchedList(
    portal_id="moa",
    url=LIST,
    state=ListState.IN_USE,
    origin=ListOrigin.DISCOVERED,
    reason=because(DiscoveryCode.PROVEN, releases=3, days=180),
    found_at=NOON,
    checked_at=NOON,
    releases=("r1", "r2", "r3"),
)
PROPOSED = replace(USED, state=ListState.PROPOSED, releases=("r1",))
BARE = replace(USED, releases=())
ACCEPTED = because(DiscoveryCode.ACCEPTED, by="王工", why="看过")
SEARCHED = Discovery(
    portal_id="moa",
    started_at=NOON,
    ended_at=NOON,
    asked=60,
    found=0,
    pages=(HOME, LIST),
    reason=because(DiscoveryCode.ALL_READ, pages=2),
)


def scan(gap: Reason | None = None, *, hours: int = 1, embedded: bool = False) -> Scan:
    """A scan so many hours after the lists were found; complete where nothing is missing."""
    at = NOON + timedelta(hours=hours)
    return Scan("7", "moa", at, at, None if gap else NOON, gap, embedded)


def home(outcome: Outcome, reason: Reason | None = None) -> Reason:
    return because(ScanCode.HOME_FAILED, outcome=outcome, reason=reason)


def listed(outcome: Outcome, reason: Reason | None = None) -> Reason:
    return because(ScanCode.LIST_FAILED, url=LIST, outcome=outcome, reason=reason)


Case = tuple[Portal, tuple[WatchedList, ...], Discovery | None, Scan | None]


@pytest.mark.parametrize(
    ("facts", "ready", "code"),
    [
        ((PORTAL, (USED,), SEARCHED, scan()), Ready.PROOF, ReadinessCode.PROVEN),
        ((PORTAL, (USED,), SEARCHED, None), Ready.PROOF, ReadinessCode.PROVEN),
        ((PORTAL, (), None, scan(embedded=True)), Ready.PROOF, ReadinessCode.EMBEDDED),
        ((REGISTERED, (), None, scan()), Ready.WORD, ReadinessCode.REGISTERED),
        ((REGISTERED, (), None, None), Ready.WORD, ReadinessCode.REGISTERED),
        (
            (REGISTERED, (replace(BARE, origin=ListOrigin.REGISTRY),), None, scan()),
            Ready.WORD,
            ReadinessCode.REGISTERED,
        ),
        ((REGISTERED, (USED,), SEARCHED, scan()), Ready.PROOF, ReadinessCode.PROVEN),
        (
            (PORTAL, (replace(BARE, origin=ListOrigin.PERSON, reason=ACCEPTED),), None, None),
            Ready.WORD,
            ReadinessCode.CONFIRMED,
        ),
        ((PORTAL, (PROPOSED,), SEARCHED, None), Ready.WAITING, ReadinessCode.PROPOSED),
        ((PORTAL, (BARE,), SEARCHED, scan()), Ready.WAITING, ReadinessCode.UNPROVEN),
        ((PORTAL, (), None, None), Ready.CANNOT, ReadinessCode.NEVER_SEARCHED),
        ((PORTAL, (), SEARCHED, None), Ready.CANNOT, ReadinessCode.NO_REPOST),
        ((PORTAL, (), replace(SEARCHED, found=2), None), Ready.CANNOT, ReadinessCode.NO_LIST),
        ((PORTAL, (), replace(SEARCHED, asked=0), None), Ready.CANNOT, ReadinessCode.NO_RELEASES),
        (
            (PORTAL, (replace(USED, state=ListState.GONE),), SEARCHED, None),
            Ready.CANNOT,
            ReadinessCode.GONE,
        ),
        (
            (PORTAL, (replace(USED, state=ListState.REJECTED),), SEARCHED, None),
            Ready.CANNOT,
            ReadinessCode.NO_REPOST,
        ),
    ],
)
def test_what_is_known_of_the_lists(facts: Case, ready: Ready, code: Code) -> None:
    found = readiness_of(*facts)
    assert (found.ready, found.reason.code) == (ready, code)
    assert (found.action is None) == ready.judged


NO_BROWSER = because(VisitCode.NO_BROWSER, program="chromium")
SHELL = because(PageCode.SCRIPTED, characters=5)
DISALLOW = because(VisitCode.ROBOTS_DISALLOW)
PARKED = because(PortalCode.PARKED, why=None)


@pytest.mark.parametrize(
    ("gap", "code", "action"),
    [
        (home(Outcome.TIMEOUT), ReadinessCode.HOME_FAILED, ReadinessCode.DO_LOOK),
        (home(Outcome.BLOCKED), ReadinessCode.BLOCKED, ReadinessCode.DO_ASK_ACCESS),
        (listed(Outcome.BLOCKED), ReadinessCode.BLOCKED, ReadinessCode.DO_ASK_ACCESS),
        (home(Outcome.BLOCKED, DISALLOW), ReadinessCode.ROBOTS, ReadinessCode.DO_ASK_ROBOTS),
        (home(Outcome.EMPTY, SHELL), ReadinessCode.SHELL, ReadinessCode.DO_RENDER),
        (home(Outcome.EMPTY, NO_BROWSER), ReadinessCode.SHELL, ReadinessCode.DO_BROWSER),
        (listed(Outcome.EMPTY, NO_BROWSER), ReadinessCode.SHELL, ReadinessCode.DO_BROWSER),
        (home(Outcome.SOFT_404, PARKED), ReadinessCode.CLOSED, ReadinessCode.DO_REGISTRY),
        (PARKED, ReadinessCode.CLOSED, ReadinessCode.DO_REGISTRY),
        (listed(Outcome.HTTP_ERROR), ReadinessCode.UNREAD, ReadinessCode.DO_LOOK),
        (
            together(listed(Outcome.RESET), because(ScanCode.LIST_NOT_FOUND, url=LIST)),
            ReadinessCode.UNREAD,
            ReadinessCode.DO_LOOK,
        ),
    ],
)
def test_what_cannot_be_read_now_cannot_be_judged(gap: Reason, code: Code, action: Code) -> None:
    found = readiness_of(REGISTERED, (USED,), SEARCHED, scan(gap))
    assert (found.ready, found.reason.code) == (Ready.CANNOT, code)
    assert found.action is not None
    assert found.action.code is action


def test_a_homepage_that_the_search_could_not_read() -> None:
    reason = because(DiscoveryCode.HOME_FAILED, outcome=Outcome.BLOCKED, reason=text("防护"))
    found = readiness_of(PORTAL, (), replace(SEARCHED, reason=reason), None)
    assert found.reason == because(ReadinessCode.BLOCKED, why=text("防护"))


def test_a_shell_that_is_drawn_already_needs_a_look() -> None:
    drawn = replace(REGISTERED, render=True)
    found = readiness_of(drawn, (), None, scan(home(Outcome.EMPTY, SHELL)))
    assert found.action == because(ReadinessCode.DO_LOOK, portal_id="moa")


@pytest.mark.parametrize(
    "old",
    [
        scan(because(ScanCode.HOME_LISTS_UNNAMED)),
        scan(because(ScanCode.HOME_UNDATED)),
        scan(listed(Outcome.HTTP_ERROR), hours=-1),
    ],
)
def test_a_scan_from_before_the_list_was_known_says_nothing_of_it(old: Scan) -> None:
    assert readiness_of(PORTAL, (USED,), SEARCHED, old).ready is Ready.PROOF


def test_releases_and_addresses_are_counted_once() -> None:
    other = replace(USED, url=f"{LIST}yw/", releases=("r3", "r4"))
    found = readiness_of(replace(PORTAL, column_urls=(f"{LIST}index.html",)), (USED, other), None,
                         scan())  # fmt: skip
    assert found.lists == (LIST, f"{LIST}yw/"), "one page in two spellings is one list"
    assert found.reason["releases"] == 4
    assert found.reason["lists"] == 2


def test_a_sentence_names_some_lists_and_counts_all() -> None:
    many = [replace(PROPOSED, url=f"{LIST}{n}/") for n in range(9)]
    found = readiness_of(PORTAL, many, SEARCHED, None)
    assert found.reason["urls"] == tuple(one.url for one in many[:3])
    assert found.reason["lists"] == 9
    assert len(found.lists) == 9


def test_one_figure_for_all() -> None:
    cases: list[Case] = [
        (PORTAL, (USED,), None, None),
        (PORTAL, (), None, scan(embedded=True)),
        (REGISTERED, (), None, None),
        (PORTAL, (PROPOSED,), None, None),
        (PORTAL, (), None, None),
    ]
    assert readiness_figure(Counter(readiness_of(*one).ready for one in cases)) == because(
        ReadinessCode.FIGURE, portals=5, proof=2, word=1, waiting=1, cannot=1
    )


some_lists = st.builds(
    WatchedList,
    portal_id=st.just("moa"),
    url=st.sampled_from([LIST, f"{LIST}a/", f"{LIST}b/"]),
    state=st.sampled_from(ListState),
    origin=st.sampled_from(ListOrigin),
    reason=st.just(ACCEPTED),
    found_at=st.just(NOON),
    checked_at=st.just(NOON),
    releases=st.sampled_from([(), ("r1",), ("r1", "r2", "r3", "r4")]),
)
gaps = st.sampled_from(
    [None, home(Outcome.TIMEOUT), listed(Outcome.EMPTY, SHELL), PARKED, text("something else")]
)


@given(
    st.sampled_from([PORTAL, REGISTERED]),
    st.lists(some_lists, max_size=4, unique_by=lambda one: one.url),
    st.sampled_from([None, SEARCHED, replace(SEARCHED, found=3)]),
    st.one_of(st.none(), st.builds(scan, gaps, embedded=st.booleans())),
)
def test_whatever_is_known_a_portal_is_judged_or_has_something_to_do(
    portal: Portal, lists: list[WatchedList], discovery: Discovery | None, seen: Scan | None
) -> None:
    found = readiness_of(portal, lists, discovery, seen)
    assert (found.action is None) == found.ready.judged
    used = [one for one in lists if one.state is ListState.IN_USE]
    if found.ready is Ready.WORD:
        assert portal.column_urls or any(one.origin.confirmed for one in used)
    if found.ready is Ready.PROOF and not (seen and seen.embedded):
        assert any(one.releases for one in used)
    if seen and seen.gap and seen.gap.has(ScanCode.HOME_FAILED):
        assert found.ready is Ready.CANNOT


@pytest.mark.parametrize(("hours", "asked"), [(-1, False), (1, False), (2, True)])
def test_nobody_is_asked_to_look_where_a_site_went_that_had_ended(
    hours: int, *, asked: bool
) -> None:
    """By the latest scan; of one that is still to end it is as of any other."""
    ended = replace(PORTAL, valid_until=NOON + timedelta(hours=hours))
    gone = home(Outcome.SOFT_404, because(PortalCode.PARKED))
    found = readiness_of(ended, (), None, scan(gone))
    assert (found.ready, found.reason.code) == (Ready.CANNOT, ReadinessCode.CLOSED)
    assert (found.action is not None) is asked
