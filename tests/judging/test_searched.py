"""No accusation rests on silence that was not searched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from repostwatch.judging.searched import rests_on_absence
from repostwatch.model import (
    DecisionKind,
    Hit,
    ListAccount,
    Reason,
    Scan,
    Search,
    Sighting,
    TracePlace,
    Verdict,
    because,
)
from repostwatch.model.codes import ListCode, SearchCode
from repostwatch.model.decisions import HumanDecision
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
    link,
    look,
    minute,
)

HIT = Hit("http://a.example/zc/", TracePlace.TEXT, "更多国务院关于规范乡村食堂服务工作意见来源")
NOT_KEPT = because(SearchCode.PAGE_NOT_KEPT, url="http://a.example/zc/")
BEFORE, AFTER = look("12 09:00"), look("13 10:00")
LATER = look("14 10:00")
LISTED = ListAccount(
    "http://a.example/zc/", "国务院文件", because(ListCode.NAMED), "2026-08-13", "2026-07-01",
    20, 0, 2, 3,
)  # fmt: skip


def made(scan: Scan, *hits: Hit, unsearched: Reason | None = None) -> Search:
    return Search(scan.scan_id, "r", 3, 4711, hits, 0, unsearched, (LISTED,))


def judged(
    scans: tuple[Scan, ...],
    searches: tuple[Search, ...],
    links: tuple[Sighting, ...] = (),
    decision: HumanDecision | None = None,
) -> Verdict:
    found = {("r", "p"): searches}
    return judge(duty(), scans, links, at("15 12:00"), decision=decision, searches=found)


def test_missing_names_the_lists_and_the_bytes_that_prove_it() -> None:
    verdict = judged((BEFORE, AFTER), (made(AFTER),))
    assert verdict.kind is MISSING
    *_, listed, nothing = verdict.reason.clauses
    assert listed == because(
        SearchCode.LIST,
        url="http://a.example/zc/",
        name="国务院文件",
        why=because(ListCode.NAMED),
        pages=2,
        rows=20,
        unread=0,
        oldest="2026-07-01",
        newest="2026-08-13",
    )
    assert nothing == because(SearchCode.NOTHING, pages=3, size=4711)


def test_traces_inside_other_documents_are_not_denied() -> None:
    """An editor finds the title on the page at once."""
    verdict = judged((BEFORE, AFTER), (replace(made(AFTER), known=2),))
    assert verdict.kind is MISSING
    assert verdict.reason.clauses[-1] == because(SearchCode.NOTHING, pages=3, size=4711, other=2)


def test_a_trace_makes_it_a_review_that_shows_the_place() -> None:
    verdict = judged((BEFORE, AFTER), (made(AFTER, HIT),))
    assert verdict.kind is REVIEW
    found, *_ = verdict.reason.clauses
    where = because(SearchCode.HIT, url=HIT.url, place=HIT.place, excerpt=HIT.excerpt)
    assert found == because(SearchCode.FOUND, hits=(where,), count=1)


@pytest.mark.parametrize("searches", [(), (made(BEFORE),), (made(AFTER, unsearched=NOT_KEPT),)])
def test_without_a_search_nothing_is_said(searches: tuple[Search, ...]) -> None:
    assert judged((BEFORE, AFTER), searches).kind is UNKNOWN


def test_the_latest_pages_are_searched_beside_those_that_prove() -> None:
    scans = (BEFORE, AFTER, LATER)
    assert judge(duty(), scans, (), at("15 12:00")).silent == (AFTER.scan_id, LATER.scan_id)
    assert judged(scans, (made(AFTER),)).kind is UNKNOWN
    assert judged(scans, (made(AFTER), made(LATER, HIT))).kind is REVIEW
    # The reason stays as it was, however often it is looked again.
    once = judged((BEFORE, AFTER), (made(AFTER),))
    assert judged(scans, (made(AFTER), made(LATER))) == once


def test_what_was_found_once_is_not_forgotten() -> None:
    between = look("13 18:00")
    searches = (made(AFTER), made(between, HIT), made(LATER))
    assert judged((BEFORE, AFTER, between, LATER), searches).kind is REVIEW


def test_an_unknown_whose_pages_hold_the_title_is_for_a_person() -> None:
    short = look("13 10:00", back="13 00:00")
    assert judged((BEFORE, short), (made(short),)).kind is UNKNOWN
    assert judged((BEFORE, short), (made(short, HIT),)).kind is REVIEW


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ((link("14 10:00"),), REVIEW),  # no date: our not seeing it is all there is
        ((link("14 10:00", day("13")),), REVIEW),  # a day that the deadline cuts
        ((link("14 10:00", minute("13 18:00")),), LATE),  # the portal's own word
    ],
)
def test_late_by_our_not_seeing_it_is_searched_too(
    links: tuple[Sighting, ...], expected: object
) -> None:
    scans = (BEFORE, AFTER, LATER)
    assert judged(scans, (made(AFTER),), links).kind is LATE
    assert judged(scans, (made(AFTER, HIT),), links).kind is expected


def test_nobody_forged_a_date_of_what_stood_there_in_another_form() -> None:
    noon, evening = look("12 12:00"), look("12 18:00")
    forged = (link("12 18:00", minute("12 10:00")),)
    scans = (BEFORE, noon, evening)
    assert judged(scans, (made(noon),), forged).backdated
    verdict = judged(scans, (made(noon, HIT),), forged)
    assert (verdict.kind, verdict.backdated) == (ON_TIME, None)


def test_the_traces_of_the_repost_itself_do_not_count() -> None:
    links = (link("14 10:00"),)
    assert judged((BEFORE, AFTER, LATER), (made(AFTER), made(LATER, HIT)), links).kind is LATE


def test_a_person_who_says_that_it_was_none_is_believed() -> None:
    said = HumanDecision(DecisionKind.REJECT, None, "王敏", "只是导航文字", at("14 12:00"))
    verdict = judged((BEFORE, AFTER), (made(AFTER, HIT),), decision=said)
    assert (verdict.kind, verdict.machine) == (MISSING, REVIEW)


def test_the_link_that_a_person_rejected_does_not_come_back_as_a_trace() -> None:
    rejected = link("13 10:00")
    decision = HumanDecision(
        DecisionKind.REJECT, rejected.match.link_id, "李四", "是解读，不是原文", at("14 12:00")
    )
    own = Hit(HIT.url, HIT.place, HIT.excerpt, rejected.title)
    verdict = judged((BEFORE, AFTER), (made(AFTER, own),), (rejected,), decision)
    assert verdict.kind is MISSING
    assert judged((BEFORE, AFTER), (made(AFTER, own, HIT),), (rejected,), decision).kind is REVIEW


def test_only_what_a_search_can_change_asks_for_one() -> None:
    in_time = judge(duty(), (BEFORE, AFTER), (link("12 12:00", day("12")),), at("15 12:00"))
    assert in_time.kind is ON_TIME
    assert not rests_on_absence(in_time)
    assert rests_on_absence(judge(duty(), (BEFORE, AFTER), (), at("15 12:00")))
