"""The embedded push feed as a repost. Released 12 Aug 09:15, due 13 Aug 09:15.

Each expected verdict follows from docs/judging.md, by the argument that stands first in its row.
"""

from __future__ import annotations

import pytest

from repostwatch.base.clock import whole_day
from repostwatch.model.codes import FeedCode, RepostCode
from tests.judging.judging_facts import (
    LATE,
    MISSING,
    ON_TIME,
    PENDING,
    REVIEW,
    Case,
    at,
    duty,
    failed,
    link,
    look,
)

# fmt: off
EMBEDS = [
    Case("the feed on every look while due", ON_TIME,
         (look("12 09:00", feed=True), look("12 10:00", feed=True), look("13 09:00", feed=True)),
         says=FeedCode.SHOWN_THROUGHOUT),
    Case("one look while due is enough", ON_TIME, (look("12 12:00", feed=True),)),
    Case("and the duty is done from then on", ON_TIME, (look("12 12:00", feed=True),),
         now="12 13:00"),
    Case("the lists do not matter to it", ON_TIME, (look("12 12:00", None, feed=True),)),
    Case("there before the release, nobody has looked since: wait", PENDING,
         (look("12 09:00", feed=True),), now="12 12:00"),
    Case("there before and after, not looked at while due", REVIEW,
         (look("12 09:00", feed=True), look("13 10:00", feed=True)),
         says=FeedCode.HOME_UNREAD),
    Case("a look while due whose homepage failed says nothing", ON_TIME,
         (look("12 10:00", feed=True), failed("12 11:00"))),
    Case("not on one of the looks while due", REVIEW,
         (look("12 10:00", feed=True), look("12 11:00", feed=False)),
         says=(FeedCode.NOT_SHOWN, {"scanned_at": at("12 11:00")})),
    Case("gone before the first look while due", REVIEW,
         (look("12 09:00", feed=True), look("12 11:00", feed=False), look("13 10:00"))),
    Case("first there after the deadline, and not at a look after it", LATE,
         (look("12 10:00"), look("13 10:00"), look("13 11:00", feed=True)),
         interval=("13 10:00:00", "13 11:02:00"), says=RepostCode.FIRST_SEEN),
    Case("first there after the deadline, last not there before it", REVIEW,
         (look("12 10:00"), look("13 11:00", feed=True))),
    Case("never there: the lists decide", MISSING, (look("12 10:00"), look("13 11:00"))),
    Case("the feed late, a link in time", ON_TIME,
         (look("12 10:00"), look("13 10:00"), look("13 11:00", feed=True)), (link("12 10:01"),)),
    Case("the look that had it ended after the deadline", REVIEW,
         (look("12 09:00", feed=True), look("13 09:14", minutes=2, feed=True))),
    Case("release known to the day: one look cannot serve all of it", REVIEW,
         (look("12 10:00", feed=True),), duty=duty(whole_day(at("12 00:00").date()))),
    Case("release known to the day: nor do looks further apart than the limit", REVIEW,
         (look("12 00:30", feed=True), look("13 23:30", feed=True)),
         duty=duty(whole_day(at("12 00:00").date()))),
    Case("release known to the day: looks a day apart do", ON_TIME,
         (look("12 10:00", feed=True), look("13 09:00", feed=True)),
         duty=duty(whole_day(at("12 00:00").date()))),
]
# fmt: on


@pytest.mark.parametrize("case", EMBEDS, ids=lambda case: case.why)
def test_the_verdict_follows_from_the_rule(case: Case) -> None:
    case.check()
