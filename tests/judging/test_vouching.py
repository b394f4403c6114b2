"""A list that was never seen to carry a repost proves nothing by itself.

Released 12 Aug 09:15, due 13 Aug 09:15.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.searched import rests_on_absence
from repostwatch.judging.vouching import PortalLists
from repostwatch.model import Hit, Scan, Search, Sighting, TracePlace, Verdict, VerdictKind
from repostwatch.model.codes import FeedCode, RepostCode, SearchCode, VerdictCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.model.reasons import text
from repostwatch.model.watched_lists import ListOrigin, ListPlace, ListState, WatchedList
from repostwatch.model.words import DecisionKind
from tests.defaults import judge
from tests.judging.judging_facts import (
    LATE,
    MISSING,
    ON_TIME,
    REVIEW,
    UNKNOWN,
    at,
    day,
    duty,
    holds,
    link,
    look,
    minute,
)

A, B, HOME = "http://moe.example/zc/", "http://moe.example/xw/", "http://moe.example/"
FOUND, PERSON, REGISTRY = ListOrigin.DISCOVERED, ListOrigin.PERSON, ListOrigin.REGISTRY
BEFORE, AFTER = "13 08:00", "13 10:00"


def followed(scan: Scan, *urls: str, origin: ListOrigin = FOUND) -> Scan:
    return replace(scan, lists=tuple(ListPlace(url, origin) for url in urls))


def known(
    url: str = A,
    state: ListState = ListState.PROPOSED,
    origin: ListOrigin = FOUND,
    releases: tuple[str, ...] = (),
) -> WatchedList:
    now = at("12 00:00")
    return WatchedList("p", url, state, origin, text("why"), now, now, releases=releases)


def judged(scans: list[Scan], lists: PortalLists, *links: Sighting, **more: Any) -> Verdict:
    return judge(duty(), ScanHistory(scans, lists), links, at("15 12:00"), **more)


ACCEPTED = known(state=ListState.IN_USE, origin=PERSON)
REFUSED = known(state=ListState.REJECTED, origin=PERSON)


@pytest.mark.parametrize(
    ("lists", "kind", "code"),
    [
        (PortalLists(), REVIEW, VerdictCode.LIST_NEVER_HELD),
        (PortalLists.of([known()]), REVIEW, VerdictCode.LIST_NEVER_HELD),
        (PortalLists.of([known(state=ListState.REJECTED)]), REVIEW, VerdictCode.LIST_NEVER_HELD),
        (PortalLists.of([known(state=ListState.IN_USE)]), REVIEW, VerdictCode.LIST_NEVER_HELD),
        (PortalLists.of([known(B, ListState.IN_USE, PERSON)]), REVIEW, VerdictCode.LIST_NEVER_HELD),
        (PortalLists.of([known(releases=("r0",))]), MISSING, VerdictCode.NOT_IN_SCAN),
        (PortalLists.of([], [A]), MISSING, VerdictCode.NOT_IN_SCAN),
        (PortalLists.of([], ["https://www.moe.example/zc/index.html"]), MISSING, None),
        (PortalLists.of([], [B]), REVIEW, VerdictCode.LIST_NEVER_HELD),
        (PortalLists.of([ACCEPTED]), MISSING, VerdictCode.NOT_IN_SCAN),
        (PortalLists.of([REFUSED]), UNKNOWN, VerdictCode.NO_LIST_KNOWN),
        # What a person refused is none, whatever stood on it.
        (PortalLists.of([replace(REFUSED, releases=("r0",))], [A]), UNKNOWN, None),
    ],
)
def test_a_found_list_proves_an_absence_once_it_carried_a_repost_or_a_person_vouches(
    lists: PortalLists, kind: VerdictKind, code: VerdictCode | None
) -> None:
    verdict = judged([followed(look(BEFORE), A), followed(look(AFTER), A)], lists)
    assert verdict.kind is kind, verdict.reason
    assert code is None or holds(verdict.reason, code), verdict.reason
    assert verdict.silent == ("scan 13 10:00",)
    assert verdict.scan_ids == ("scan 13 10:00",)


@pytest.mark.parametrize("lists", [PortalLists(), PortalLists.of([REFUSED])])
def test_the_registry_s_lists_and_scans_from_before_prove_as_ever(lists: PortalLists) -> None:
    for scan in (followed(look(AFTER), A, origin=REGISTRY), look(AFTER)):
        assert judged([scan], lists).kind is MISSING


def test_the_list_is_named_and_of_several_only_those_in_doubt() -> None:
    scans = [followed(look(AFTER), A, B)]
    verdict = judged(scans, PortalLists.of([], [A]))
    assert verdict.kind is REVIEW
    assert holds(verdict.reason, (VerdictCode.LIST_NEVER_HELD, {"url": B}))
    assert not holds(verdict.reason, (VerdictCode.LIST_NEVER_HELD, {"url": A}))
    # Refused, it is none, and what is left proves.
    refused = replace(REFUSED, url=B)
    assert judged(scans, PortalLists.of([refused], [A])).kind is MISSING


def test_a_list_that_proves_goes_before_one_that_does_not() -> None:
    scans = [followed(look("13 10:00"), B), followed(look("13 11:00"), A)]
    verdict = judged(scans, PortalLists.of([], [A]))
    assert (verdict.kind, verdict.scan_ids) == (MISSING, ("scan 13 11:00",))


def test_of_lists_that_changed_the_latest_are_named_by_their_first_scan() -> None:
    scans = [
        followed(look("13 10:00"), A),
        followed(look("13 11:00"), B),
        followed(look("13 12:00"), B),
    ]
    verdict = judged(scans, PortalLists())
    assert holds(verdict.reason, (VerdictCode.LIST_NEVER_HELD, {"url": B}))
    assert verdict.scan_ids == ("scan 13 11:00",)
    assert verdict.silent == ("scan 13 11:00", "scan 13 12:00")


def test_without_any_list_nothing_is_missing() -> None:
    verdict = judged([followed(look(AFTER))], PortalLists())
    assert verdict.kind is UNKNOWN
    assert holds(verdict.reason, VerdictCode.NO_LIST_KNOWN)


def test_a_trace_on_its_pages_is_told_first() -> None:
    scans = [followed(look(AFTER), A)]
    first = judged(scans, PortalLists())
    assert rests_on_absence(first)
    hit = Hit(A, TracePlace.CODE, "…标题…")
    found = {("r", "p"): [Search("scan 13 10:00", "r", 1, 10, (hit,))]}
    verdict = judged(scans, PortalLists(), searches=found)
    assert verdict.kind is REVIEW
    assert holds(verdict.reason, SearchCode.FOUND)
    # What was not searched yet leaves it what it is: a question to a person.
    assert judged(scans, PortalLists(), searches={}) == first


def test_a_person_s_word_about_one_duty_stands_for_the_list() -> None:
    rejected = HumanDecision(DecisionKind.REJECT, None, "王敏", "已核实", at("14 09:00"))
    verdict = judged([followed(look(AFTER), A)], PortalLists(), decision=rejected)
    assert (verdict.kind, verdict.machine) == (MISSING, REVIEW)


# Late by what was not seen.


def test_lateness_by_observation_needs_a_list_that_proves() -> None:
    scans = [followed(look(AFTER), A), followed(look("13 12:00"), A)]
    seen = link("13 12:01")
    assert judged(scans, PortalLists(), seen).kind is REVIEW
    # That it stands on the list itself shows what the list is.
    assert judged(scans, PortalLists.of([], [A]), seen).kind is LATE


def test_no_date_is_forged_by_a_list_nobody_vouches_for() -> None:
    scans = [followed(look(AFTER), A), followed(look("13 12:00"), A)]
    forged = link("13 12:01", minute("12 10:00"))
    assert judged(scans, PortalLists.of([], [A]), forged).backdated is not None
    verdict = judged(scans, PortalLists(), forged)
    assert (verdict.kind, verdict.backdated) == (ON_TIME, None)


def test_a_list_followed_only_later_may_have_had_the_link_before() -> None:
    lists = PortalLists.of([ACCEPTED, replace(ACCEPTED, url=B)])
    scans = [followed(look(AFTER), A), followed(look("13 12:00"), A, B)]
    undated, dated = link("13 12:01"), link("13 12:01", minute("12 10:00"))
    assert judged(scans, lists, undated).kind is REVIEW
    verdict = judged(scans, lists, dated)
    assert (verdict.kind, verdict.backdated) == (ON_TIME, None)
    # Fewer lists than before hide nothing.
    fewer = [followed(look(AFTER), A, B), followed(look("13 12:00"), A)]
    assert judged(fewer, lists, undated).kind is LATE


def test_what_a_wider_look_found_was_missed_by_no_scan() -> None:
    scans = [look(BEFORE), look(AFTER)]
    undated = replace(link("13 10:05"), wider=True)
    assert judged(scans, PortalLists(), undated).kind is REVIEW
    for claim, kind in ((minute("12 10:00"), ON_TIME), (minute("13 09:30"), LATE)):
        verdict = judged(scans, PortalLists(), replace(undated, claims=(claim,)))
        assert (verdict.kind, verdict.backdated) == (kind, None)
    straddling = replace(undated, claims=(day("13"),))
    assert judged(scans, PortalLists(), straddling).kind is REVIEW
    later = [*scans, look("13 11:00")]
    assert not holds(judged(later, PortalLists(), straddling).reason, RepostCode.VANISHED)


def test_a_late_feed_accuses_only_where_the_lists_are_known() -> None:
    def feed(*urls: str) -> list[Scan]:
        scans = [look("12 10:00"), look("13 10:00"), look("13 11:00", feed=True)]
        return [followed(scan, *urls) for scan in scans]

    for urls, lists in (
        ((), PortalLists()),
        ((A,), PortalLists()),
        ((A,), PortalLists.of([REFUSED])),
    ):
        verdict = judged(feed(*urls), lists)
        assert verdict.kind is REVIEW
        assert holds(verdict.reason, FeedCode.LISTS_UNPROVEN)
    assert judged(feed(A), PortalLists.of([ACCEPTED])).kind is LATE


# Whatever the facts are.

places = st.lists(
    st.builds(ListPlace, st.sampled_from((A, B, HOME)), st.sampled_from(ListOrigin)), max_size=3
).map(tuple)
lists = st.builds(
    PortalLists.of,
    st.lists(
        st.builds(
            known,
            st.sampled_from((A, B, HOME)),
            st.sampled_from(ListState),
            st.sampled_from(ListOrigin),
            st.sampled_from(((), ("r0",))),
        ),
        max_size=3,
    ),
    st.lists(st.sampled_from((A, B, HOME)), max_size=2),
)


@given(st.lists(places, min_size=1, max_size=4), lists, st.booleans())
def test_nobody_is_accused_but_by_lists_that_are_known(
    per_scan: list[tuple[ListPlace, ...]], lists: PortalLists, found: bool
) -> None:
    scans = [replace(look(f"13 {10 + n}:00"), lists=places) for n, places in enumerate(per_scan)]
    links = [link("13 23:00")] if found else []
    verdict = judged(scans, lists, *links)
    proven = {scan.scan_id for scan in scans if lists.counted(scan) and not lists.open(scan)}
    if verdict.kind is MISSING:
        assert set(verdict.scan_ids) <= proven
    if verdict.kind is LATE:
        assert set(verdict.silent) & proven
    if not found:
        assert (verdict.kind is MISSING) is bool(proven)
        assert verdict.kind in (MISSING, REVIEW, UNKNOWN)
        # With the registry behind every list it is what it always was.
        old = [replace(scan, lists=None) for scan in scans]
        assert judged(old, PortalLists()).kind is MISSING
