"""The clock, days, and what looks prove. Released 12 Aug 09:15, due 13 Aug 09:15.

Each expected verdict follows from docs/judging.md, by the argument that stands first in its row.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from repostwatch.base.clock import whole_day
from repostwatch.model import Interval, Reason, because
from repostwatch.model.codes import DecisionCode, RepostCode, VerdictCode
from repostwatch.model.reasons import Fact, text
from tests.defaults import judge
from tests.judging.judging_facts import (
    BEFORE,
    DEADLINE,
    LATE,
    MISSING,
    ON_TIME,
    PENDING,
    REVIEW,
    TIMEOUT,
    UNKNOWN,
    WAIVED,
    Case,
    Says,
    at,
    day,
    duty,
    failed,
    link,
    look,
    minute,
    month,
)

CHALLENGE, BAD_LIST = text("a challenge"), text("a list: HTTP 502")


def late(at_least: str, at_most: str | None = None) -> Says:
    """Late by so many minutes and seconds."""
    spans: dict[str, Fact] = {"at_least": _span(at_least)}
    return VerdictCode.LATE, spans | ({"at_most": _span(at_most)} if at_most else {})


def _span(text: str) -> timedelta:
    minutes, _, seconds = text.partition(":")
    return timedelta(minutes=int(minutes), seconds=int(seconds))


def incomplete(since: str, gap: Reason, *, lasting: bool = False) -> Says:
    facts: dict[str, Fact] = {"since": at(since), "gap": gap, "lasting": lasting}
    return VerdictCode.SCANS_INCOMPLETE, facts


# fmt: off
CLOCK = [
    # -- nothing seen, and the clock at 23:59:59, 24:00:00 and 24:00:01
    Case("one second is left", PENDING, (BEFORE,), now="13 09:14:59"),
    Case("the last moment still belongs to the 24 hours", PENDING, (BEFORE,), now="13 09:15:00"),
    Case("over, but nobody has looked since", UNKNOWN, (BEFORE,), now="13 09:15:01",
         says=(VerdictCode.NOT_SCANNED_SINCE, {"last_scan": at("12 09:00")})),
    Case("over, and nobody has ever looked", UNKNOWN, now="13 09:15:01",
         says=VerdictCode.NEVER_SCANNED),
    Case("looked one second after the deadline: proof", MISSING,
         (BEFORE, look("13 09:15:01")), now="13 09:18"),
    Case("a look that began at the very deadline is not one after it", UNKNOWN,
         (BEFORE, look("13 09:15:00")), now="13 09:18"),
    Case("a look that began one second before it is none either", UNKNOWN,
         (BEFORE, look("13 09:14:59")), now="13 09:18"),
    Case("a look from after `now` is not known yet", UNKNOWN,
         (BEFORE, look("13 10:00")), now="13 09:30"),
    # -- an article's minute
    Case("claimed 23:59:59", ON_TIME, (look("13 10:00"),),
         (link("13 10:01", minute("13 09:14:59")),)),
    Case("claimed 24:00:00", ON_TIME, (look("13 10:00"),),
         (link("13 10:01", minute("13 09:15:00")),),
         interval=("13 09:15:00", "13 09:15:00")),
    Case("claimed 24:00:01", LATE, (look("13 10:00"),), (link("13 10:01", minute("13 09:15:01")),),
         says=late("0:01", "0:01")),
    Case("claimed a minute later", LATE, (look("13 10:00"),),
         (link("13 10:01", minute("13 09:16")),), says=late("1:00", "1:00")),
    # -- no claim: observation alone
    Case("seen at 23:59:59", ON_TIME, (BEFORE,), (link("13 09:14:59"),)),
    Case("seen at 24:00:00", ON_TIME, (BEFORE,), (link("13 09:15:00"),)),
    Case("seen at 24:00:01, last missed before: straddles", REVIEW, (BEFORE,),
         (link("13 09:15:01"),), interval=("12 09:00:00", "13 09:15:01")),
    Case("not there at 24:00:01, there later", LATE, (look("13 09:15:01"),), (link("13 10:00"),),
         says=late("0:01", "45:00")),
    Case("not there at 24:00:00: what came in the same second may be on time", REVIEW,
         (look("13 09:15:00"),), (link("13 10:00"),)),
    Case("not there at 23:59:59, there at 24:00:01", REVIEW,
         (look("13 09:14:59", minutes=0.01),), (link("13 09:15:01"),)),
    # -- the limit of a portal of its own
    Case("eight hours where the province says so", LATE, (look("12 17:15:01"),),
         (link("12 18:00"),), duty=duty(hours=8)),
    Case("and not a second less", ON_TIME, (BEFORE,), (link("12 17:15"),), duty=duty(hours=8)),
]

DAYS = [
    # -- a list's day: 24 hours in Beijing
    Case("the day before the deadline's day is over before it", ON_TIME, (look("15 08:00"),),
         (link("15 08:01", day("12")),), interval=("12 00:00:00", "13 00:00:00")),
    Case("the deadline's own day: before or after 09:15?", REVIEW, (look("15 08:00"),),
         (link("15 08:01", day("13")),),
         says=(VerdictCode.STRADDLES, {"deadline": Interval.at(DEADLINE)})),
    Case("the day after begins after the deadline", LATE, (look("15 08:00"),),
         (link("15 08:01", day("14")),), says=late("885:00")),
    Case("its own day, but already seen before the deadline", ON_TIME, (BEFORE,),
         (link("13 09:00", day("13")),), interval=("13 00:00:00", "13 09:00:00")),
    Case("its own day, and a complete look after the deadline without it", LATE,
         (BEFORE, look("13 10:00")), (link("13 11:00", day("13")),),
         interval=("13 10:00:00", "13 11:00:00")),
    # Due at midnight: the day before ends exactly there, and no moment of it is late.
    Case("due at midnight, dated the day that ends there", ON_TIME, (look("15 08:00"),),
         (link("15 08:01", day("12")),), duty=duty(at("12 00:00"))),
    Case("due one second before midnight, dated that day: the last second is open", REVIEW,
         (look("15 08:00"),), (link("15 08:01", day("12")),), duty=duty(at("11 23:59:59"))),
    Case("due at midnight, dated the day that begins there", REVIEW, (look("15 08:00"),),
         (link("15 08:01", day("13")),), duty=duty(at("12 00:00"))),
    Case("due one second before midnight, dated the next day", LATE, (look("15 08:00"),),
         (link("15 08:01", day("13")),), duty=duty(at("11 23:59:59"))),
    # 12 Aug 23:30 in Beijing is 12 Aug 15:30 UTC: the day must not be cut by UTC.
    Case("seen at half past midnight with the day before's date", ON_TIME, (look("12 23:30"),),
         (link("13 00:30", day("12")),), duty=duty(at("12 00:00")),
         interval=("12 23:30:00", "13 00:00:00")),
    Case("not there at midnight, so it is not of the day that ended", LATE,
         (look("13 00:00"),), (link("13 01:00", day("12")),), duty=duty(at("11 23:59")),
         says=RepostCode.PUBLISHING_DELAY, interval=("13 00:00:00", "13 01:00:00")),
    Case("a month says too little", REVIEW, (look("15 08:00"),), (link("15 08:01", month(8)),)),
    Case("a month, but seen in time", ON_TIME, (BEFORE,), (link("12 10:00", month(8)),)),
    # -- a release of which only the day is known: due some time on the 13th
    Case("day of release known only: pending to the end of the last possible day", PENDING,
         (BEFORE,), now="14 00:00", duty=duty(whole_day(at("12 00:00").date()))),
    Case("and missing only after it", MISSING, (look("14 00:00:01"),), now="14 00:03",
         duty=duty(whole_day(at("12 00:00").date()))),
    Case("a look before the end of the last possible day proves nothing", UNKNOWN,
         (look("13 10:00"),), now="14 00:03", duty=duty(whole_day(at("12 00:00").date()))),
    Case("reposted by the earliest possible deadline", ON_TIME, (BEFORE,), (link("13 00:00"),),
         duty=duty(whole_day(at("12 00:00").date()))),
    Case("between the earliest and the latest possible deadline", REVIEW, (look("13 10:00"),),
         (link("13 11:00"),), duty=duty(whole_day(at("12 00:00").date()))),
    Case("after the latest possible deadline", LATE, (look("14 00:00:01"),), (link("14 01:00"),),
         duty=duty(whole_day(at("12 00:00").date()))),
]

LOOKS = [
    # -- what proves that it is missing
    Case("looks missed around the deadline, a complete one days later", MISSING,
         (BEFORE, look("14 20:00")), now="14 21:00"),
    Case("only incomplete looks since", UNKNOWN, (BEFORE, failed("13 10:00"), failed("13 11:00")),
         says=incomplete("13 10:00", TIMEOUT, lasting=True)),
    Case("the reason is that of the last run of failures", UNKNOWN,
         (failed("13 10:00"), failed("13 11:00", CHALLENGE)),
         says=incomplete("13 11:00", CHALLENGE)),
    Case("homepage fine, a list page not", UNKNOWN, (look("13 10:00", None, gap=BAD_LIST),),
         says=incomplete("13 10:00", BAD_LIST)),
    Case("a failed look after the proof takes nothing away", MISSING,
         (look("13 10:00"), failed("13 11:00")),
         says=(VerdictCode.NOT_IN_SCAN, {"scanned_at": at("13 10:00")})),
    Case("the list reaches back to exactly the release", MISSING, (look("13 10:00", "12 09:15"),)),
    Case("the list ends a second after the release", UNKNOWN,
         (look("13 10:00", "12 09:15:01", gap=text("no next page")),),
         says=(VerdictCode.LISTS_TOO_SHORT, {"gap": text("no next page")})),
    Case("a look that reached back far enough, but before the deadline, lends nothing to a later",
         UNKNOWN, (look("12 20:00"), look("13 10:00", "12 20:00"))),
    Case("the deepest look is named", UNKNOWN,
         (look("13 10:00", "12 12:00"), look("13 11:00", "12 10:00"), look("13 12:00", "12 14:00")),
         says=(VerdictCode.LISTS_TOO_SHORT,
               {"scanned_at": at("13 11:00"), "reach": at("12 10:00")})),
    Case("our own outage over the deadline, the link there afterwards, undated", REVIEW,
         (BEFORE, look("13 12:00")), (link("13 12:01"),), interval=("12 09:00:00", "13 12:01:00")),
    Case("the same with a minute: the claim decides", ON_TIME, (BEFORE, look("13 12:00")),
         (link("13 12:01", minute("12 20:00")),)),
    Case("an incomplete look that did not have it proves nothing", ON_TIME,
         (BEFORE, failed("13 10:00")), (link("13 11:00", minute("12 20:00")),)),
    Case("but an incomplete look that had it is a sighting", ON_TIME,
         (failed("12 12:00"),), (link("12 12:01"),)),
    # -- first visit after the deadline
    Case("first visit, the claim alone decides: in time", ON_TIME, (look("14 08:00"),),
         (link("14 08:01", minute("13 09:00")),)),
    Case("first visit, the claim alone decides: late", LATE, (look("14 08:00"),),
         (link("14 08:01", minute("13 10:00")),), says=late("45:00", "45:00")),
    Case("first visit, no claim: it can have been there at any time", REVIEW, (look("14 08:00"),),
         (link("14 08:01"),)),
    # -- a scan takes time
    Case("the scan that saw it began before it: no proof that it was not there", ON_TIME,
         (look("13 09:00", minutes=30),), (link("13 09:14", day("13")),)),
    Case("a long scan without it counts from its beginning", REVIEW,
         (look("13 09:00", minutes=30),), (link("13 10:00"),),
         interval=("13 09:00:00", "13 10:00:00")),
    Case("two scans at once: the one that was not over cannot contradict", REVIEW,
         (look("13 09:00", minutes=60), look("13 09:30")), (link("13 09:31"),)),
    # -- the link goes and comes
    Case("seen in time, gone later: it was reposted", ON_TIME,
         (BEFORE, look("12 10:00"), look("13 20:00")), (link("12 10:01", last="12 15:00"),),
         says=(RepostCode.VANISHED, {"scanned_at": at("13 20:00")})),
    Case("gone and back: the first time counts", ON_TIME,
         (look("12 10:00"), look("12 20:00"), look("14 10:00")),
         (link("12 10:01", minute("12 10:00"), last="14 10:01"),)),
    Case("seen while due, undated, gone by the deadline", ON_TIME,
         (BEFORE, look("13 10:00")), (link("12 11:00", last="12 11:00"),)),
]


RELEASES = [
    Case("waived by an operator: the machine's own result beside it", WAIVED, (look("13 10:00"),),
         duty=duty(waiver="网站改版（王五）"), machine=MISSING,
         says=(DecisionCode.MACHINE, {"result": MISSING})),
    Case("corrected to a later moment: what was late is in time", ON_TIME, (look("13 10:00"),),
         (link("13 11:00"),), duty=duty(at("12 11:30"))),
    Case("corrected to an earlier moment: what was in time is late", LATE, (look("13 10:00"),),
         (link("13 11:00"),), duty=duty(at("12 08:00"))),
    Case("corrected to an earlier moment: an old look may not reach back far enough", UNKNOWN,
         (look("13 10:00", "12 08:30"),), duty=duty(at("12 08:00"))),
]
# fmt: on
ALL = [*CLOCK, *DAYS, *LOOKS, *RELEASES]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.why)
def test_the_verdict_follows_from_the_rule(case: Case) -> None:
    case.check()


def test_the_deadline_is_a_limit_after_the_release() -> None:
    assert duty().deadline == Interval.at(DEADLINE)


def test_a_back_dating_finding_shows_both_facts() -> None:
    scans = (BEFORE, look("13 10:00"))
    verdict = judge(duty(), scans, (link("13 11:00", minute("12 20:00")),), at("15 12:00"))
    assert verdict.backdated == because(
        RepostCode.BACKDATED,
        date=minute("12 20:00"),
        scanned_at=at("13 10:00"),
        first_seen=at("13 11:00"),
    )


def test_a_verdict_names_the_scans_it_rests_on() -> None:
    scans = (BEFORE, look("13 10:00"), look("13 11:00"), look("13 12:00"))
    verdict = judge(duty(), scans, (link("13 11:01"),), at("15 12:00"))
    assert verdict.scan_ids == ("scan 13 10:00", "scan 13 11:00")
    verdict = judge(duty(), scans, (), at("15 12:00"))
    assert verdict.scan_ids == ("scan 13 10:00",)


def test_a_sighting_within_overlapping_scans_finds_the_one_that_was_under_way() -> None:
    scans = (look("13 09:00", minutes=60), look("13 09:10", minutes=1))
    verdict = judge(duty(), scans, (link("13 09:30"),), at("15 12:00"))
    assert verdict.scan_ids == ("scan 13 09:10", "scan 13 09:00")


def test_looking_again_without_news_changes_no_verdict() -> None:
    scans = [BEFORE, look("13 10:00")]
    first = judge(duty(), scans, (), at("13 11:00"))
    again = judge(duty(), [*scans, look("13 12:00"), failed("13 13:00")], (), at("13 14:00"))
    assert first == again
    scans = [BEFORE, failed("13 10:00")]
    first = judge(duty(), scans, (), at("13 11:00"))
    again = judge(duty(), [*scans, failed("13 12:00")], (), at("13 14:00"))
    assert first.kind == again.kind
    assert first.scan_ids == again.scan_ids
