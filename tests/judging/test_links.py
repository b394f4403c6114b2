"""Links and what they claim. Released 12 Aug 09:15, due 13 Aug 09:15.

Each expected verdict follows from docs/judging.md, by the argument that stands first in its row.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from repostwatch.model import OwnPage
from repostwatch.model.codes import RepostCode, VerdictCode
from repostwatch.model.reasons import text
from tests.defaults import needs_finer_claim
from tests.judging.judging_facts import (
    BEFORE,
    DEADLINE,
    HOURLY,
    LATE,
    ON_TIME,
    PENDING,
    REVIEW,
    Case,
    at,
    day,
    duty,
    link,
    look,
    minute,
    month,
)

# fmt: off
LINKS = [
    # -- two links for one release
    Case("the earlier of two counts", ON_TIME, HOURLY,
         (link("14 08:00", minute("14 07:00"), name="2"), link("12 11:01", name="1"))),
    Case("both late: as late as the earlier one", LATE, (look("13 10:00"),),
         (link("14 08:00", minute("14 07:00"), name="2"), link("13 11:00", name="1")),
         interval=("13 10:00:00", "13 11:00:00")),
    Case("a late one does not hide one that may be in time", REVIEW, (look("14 12:00"),),
         (link("14 08:00", minute("14 07:00"), name="2"), link("14 08:00", name="1"))),
    Case("both late, the second may be the earlier: not later than can be shown", LATE,
         (look("13 10:00"),),
         (link("13 12:00", minute("13 11:30"), name="1"), link("13 20:00", day("13"), name="2")),
         interval=("13 10:00:00", "13 11:30:00"),
         says=(RepostCode.MAYBE_EARLIER, {"title": "标题2"})),
    Case("the title was edited: an older link has the moment", ON_TIME, HOURLY,
         (link("12 11:01", name="旧"), link("13 12:00", name="新"))),
    Case("the title was edited and only now matches: the page was there before", REVIEW,
         (BEFORE, look("13 10:00")), (link("13 11:00", minute("12 20:00"), listed="12 21:00"),),
         says=(RepostCode.ADDRESS_LISTED_BEFORE, {"listed_at": at("12 21:00")})),
    Case("the same without a date", REVIEW,
         (BEFORE, look("13 10:00")), (link("13 11:00", listed="12 21:00"),)),
    Case("both titles came after the deadline", LATE, (BEFORE, look("13 10:00"), look("13 12:00")),
         (link("13 13:00", listed="13 11:00"),)),
    Case("and both after what they claim", LATE, (BEFORE, look("13 10:00"), look("13 12:00")),
         (link("13 13:00", minute("12 20:00"), listed="13 11:00"),), backdated=True),
    Case("the title was edited in time: the date before it is none of the forged", ON_TIME,
         HOURLY, (link("12 12:00", minute("12 09:40"), listed="12 09:50"),)),
    Case("what was seen in time needs no older title, doubtful as that would be", ON_TIME,
         (look("12 10:00", "01 00:00"),),
         (link("12 11:00", minute("01 08:00"), listed="12 09:50"),)),
    Case("the date was edited, both in time", ON_TIME, (look("14 08:00"),),
         (link("14 08:01", minute("12 20:00"), minute("12 10:00")),)),
    Case("the date was edited, and the verdict hangs on which", REVIEW, (look("14 08:00"),),
         (link("14 08:01", minute("12 20:00"), minute("13 10:00")),),
         says=RepostCode.DATES_DISAGREE),
    # -- a title that cannot tell
    Case("perhaps the release, in time", REVIEW, (BEFORE,), (link("12 10:00", sure=False),),
         says=(RepostCode.DOUBTFUL_MATCH, {"match": text("too short")})),
    Case("perhaps the release, and there is time", PENDING, (BEFORE,),
         (link("12 10:00", sure=False),), now="12 12:00",
         says=(VerdictCode.NOT_DUE_YET, {"deadline": DEADLINE})),
    Case("a sure late one and perhaps one in time", REVIEW, (BEFORE, look("13 10:00")),
         (link("13 11:00", name="1"), link("12 11:00", name="2", sure=False)),
         says=(RepostCode.SURE_LINK, {"title": "标题1"})),
    Case("a sure late one and perhaps another late one", LATE, (look("13 10:00"),),
         (link("13 11:00", name="1"), link("13 11:00", name="2", sure=False))),
    Case("a sure one in time needs no other", ON_TIME, (BEFORE,),
         (link("12 11:00", name="1"), link("12 10:00", name="2", sure=False))),
    # -- straight to gov.cn
    Case("a link to gov.cn is a repost; the day in its address is gov.cn's own", REVIEW,
         (look("14 08:00"),),
         (link("14 08:01", day("12"), direct=True, url="https://www.gov.cn/2026-08/12/c_1.htm"),)),
    Case("seen in time it needs no date", ON_TIME, (BEFORE,), (link("12 10:00", direct=True),)),
    Case("a date that the list itself states counts for it too", ON_TIME, (look("14 08:00"),),
         (link("14 08:01", day("12"), direct=True, url="https://www.gov.cn/content_1.htm"),)),
    Case("a month can only be that of the address", REVIEW, (look("14 08:00"),),
         (link("14 08:01", month(8), direct=True, url="https://www.gov.cn/202608/content_1.htm"),)),
]

DATED_ADDRESS = "http://moe.example/zc/202608/t20260812_2001.html"
# -- late by the word of the list alone
LISTED = [
    Case("the article was not read: a person looks", REVIEW, (),
         (link("15 08:01", day("14"), page=OwnPage.UNREAD),), says=RepostCode.ONLY_LISTED),
    Case("a minute in the list is the list's word, too", REVIEW, (),
         (link("15 08:01", minute("14 10:00"), page=OwnPage.UNREAD),),
         says=RepostCode.ONLY_LISTED),
    Case("a month likewise", REVIEW, (),
         (link("15 08:01", month(9), page=OwnPage.UNREAD),)),
    Case("a look after the deadline did not have it: we know it ourselves", LATE,
         (BEFORE, look("13 10:00")), (link("15 08:01", day("14"), page=OwnPage.UNREAD),)),
    Case("an incomplete look knows nothing", REVIEW,
         (BEFORE, look("13 10:00", None)), (link("15 08:01", day("14"), page=OwnPage.UNREAD),)),
    Case("in time by the list needs no article", ON_TIME, (),
         (link("15 08:01", day("12"), page=OwnPage.UNREAD),)),
    Case("the article states nothing: the list's word stands", LATE, (),
         (link("15 08:01", day("14"), page=OwnPage.UNDATED),)),
    Case("and says the same", LATE, (), (link("15 08:01", minute("14 10:00"), day("14")),)),
    Case("the article was read and shows that it was in time", REVIEW, (),
         (link("15 08:01", minute("12 15:20"), day("14")),), says=RepostCode.DATES_DISAGREE),
    Case("the article states nothing, and its address another day", REVIEW, (),
         (link("15 08:01", day("14"), page=OwnPage.UNDATED, url=DATED_ADDRESS),),
         says=(RepostCode.DATES_DISAGREE, {"dates": (day("14"), day("12"))})),
    Case("what the article shows stands before the day in its address", LATE, (),
         (link("15 08:01", minute("14 10:00"), day("14"), url=DATED_ADDRESS),)),
    Case("the page behind a link to gov.cn is not the portal's", LATE, (),
         (link("15 08:01", day("14"), direct=True, page=OwnPage.UNREAD),)),
    Case("one that is late by its list does not hide one in time", ON_TIME, (),
         (link("15 08:01", day("14"), page=OwnPage.UNREAD, name="1"),
          link("15 08:01", day("12"), name="2"))),
]

CLAIMS = [
    # -- claims against each other
    Case("the finer one within the coarser one decides", ON_TIME, (look("15 08:00"),),
         (link("15 08:01", minute("13 09:00"), day("13")),)),
    Case("the finer one, also against the portal", LATE, (look("15 08:00"),),
         (link("15 08:01", minute("13 10:00"), day("13")),)),
    Case("of two minutes the one that fits the list's day", LATE, (look("15 08:00"),),
         (link("15 08:01", minute("13 10:00"), minute("14 10:00"), day("14")),)),
    Case("of two minutes the one that fits the list's day, the other set aside",
         ON_TIME, (look("12 20:00"),),
         (link("13 12:00", minute("12 10:00"), minute("13 09:00"), day("13")),)),
    Case("list and article differ, the verdict does not", ON_TIME, (look("15 08:00"),),
         (link("15 08:01", minute("12 23:50"), day("11")),),
         says=(RepostCode.OTHER_DATES, {"chosen": minute("12 23:50"), "dates": (day("11"),)})),
    Case("the list's day says in time, the article's minute late: a person looks", REVIEW,
         (look("15 08:00"),), (link("15 08:01", minute("14 10:00"), day("12")),),
         says=(RepostCode.DATES_DISAGREE, {"dates": (minute("14 10:00"), day("12"))})),
    Case("the list's day says late, the article's minute in time: a person looks", REVIEW,
         (look("15 08:00"),), (link("15 08:01", minute("12 10:00"), day("14")),)),
    Case("whatever they claim, it was seen in time", ON_TIME, (BEFORE,),
         (link("12 11:00", minute("14 10:00"), day("12")),)),
    # -- claims against what we saw
    Case("a date later than we saw it is no date", ON_TIME, (BEFORE,),
         (link("12 11:00", minute("14 10:00")),), says=RepostCode.DATE_AFTER_FIRST_SEEN),
    Case("back-dated: not there at 10:00, though dated the day before", LATE,
         (BEFORE, look("13 10:00")), (link("13 11:00", minute("12 20:00")),),
         backdated=True, interval=("13 10:00:00", "13 11:00:00"), says=RepostCode.DATE_REFUTED),
    Case("back-dated by the day", LATE, (BEFORE, look("13 10:00")),
         (link("13 11:00", day("12")),), backdated=True),
    Case("back-dated, yet in time: the duty was done, the date is false all the same", ON_TIME,
         HOURLY, (link("12 12:00", minute("12 09:30")),), backdated=True),
    Case("back-dated, and the observation straddles", REVIEW, (BEFORE, look("12 20:00")),
         (link("13 12:00", minute("12 10:00")),), backdated=True),
    Case("a few minutes late on the list are no forgery, but the list decides", LATE,
         (BEFORE, look("13 09:20")), (link("13 10:00", minute("13 09:14")),),
         says=RepostCode.PUBLISHING_DELAY, interval=("13 09:20:00", "13 10:00:00")),
    Case("the last minute of grace", LATE, (BEFORE, look("13 09:25")),
         (link("13 10:00", minute("13 09:14")),)),
    Case("a second beyond it", LATE, (BEFORE, look("13 09:25:01")),
         (link("13 10:00", minute("13 09:14")),), backdated=True),
    Case("the stated minute had not ended when we looked", ON_TIME, (look("13 09:10:30"),),
         (link("13 10:00", minute("13 09:10")),), interval=("13 09:10:30", "13 09:11:00")),
    Case("stated the deadline's own minute, not there when it began", REVIEW,
         (look("13 09:15:00"),), (link("13 10:00", minute("13 09:15")),)),
    Case("an incomplete look contradicts nothing", ON_TIME,
         (BEFORE, look("13 10:00", None)), (link("13 11:00", minute("12 20:00")),)),
    Case("a look whose list did not reach back to the release contradicts nothing", ON_TIME,
         (BEFORE, look("13 10:00", "12 21:00")), (link("13 11:00", minute("12 20:00")),)),
    # -- dates before the release
    Case("a department may show its own policy a few hours earlier", ON_TIME, (look("15 08:00"),),
         (link("15 08:01", minute("12 07:00")),)),
    Case("a day earlier at most", ON_TIME, (look("15 08:00"),),
         (link("15 08:01", minute("11 09:15")),)),
    Case("further back it is another document, the day of signing, or false", REVIEW,
         (look("15 08:00"),), (link("15 08:01", minute("11 09:14")),),
         says=RepostCode.DATE_FAR_TOO_EARLY),
    Case("sorted in below what the earlier look saw: it may have been there", REVIEW,
         (look("12 20:00", "12 09:00"), look("13 10:00", "12 09:00")),
         (link("13 11:00", minute("12 08:00")),), says=RepostCode.DATE_UNPROVEN),
    Case("of the day that the earlier look only saw in part", REVIEW,
         (look("13 10:00", "12 00:00"),),
         (link("13 11:00", day("11")),), says=RepostCode.DATE_UNPROVEN),
    Case("the earlier look reached further back than the date: back-dated", LATE,
         (look("13 10:00", "12 07:00"),), (link("13 11:00", minute("12 08:00")),), backdated=True),
    Case("dated like the signing, and not there before: nobody forges a date before the release",
         ON_TIME, (look("12 09:30", "01 00:00"), look("12 10:30")),
         (link("12 10:31", minute("01 08:00")),), says=RepostCode.DATE_BEFORE_RELEASE),
    Case("the same, late", LATE, (look("12 09:30", "01 00:00"), look("13 10:30", "01 00:00")),
         (link("13 11:30", day("01")),), interval=("13 10:30:00", "13 11:30:00")),
    Case("less than a day before the release it is no signing date: back-dated", ON_TIME,
         (look("12 09:30", "01 00:00"),), (link("12 10:31", minute("12 08:00")),), backdated=True),
]
# fmt: on
ALL = [*LINKS, *LISTED, *CLAIMS]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.why)
def test_the_verdict_follows_from_the_rule(case: Case) -> None:
    case.check()


def test_only_what_the_list_alone_would_make_late_is_read() -> None:
    unread = link("15 08:01", day("14"), page=OwnPage.UNREAD)
    in_time = link("15 08:01", day("12"), page=OwnPage.UNREAD, name="2")
    seen_late = (BEFORE, look("13 10:00"))
    assert needs_finer_claim(duty(), (), [unread]) == [unread]
    assert needs_finer_claim(duty(), seen_late, [unread]) == []
    assert needs_finer_claim(duty(), (), [in_time]) == []
    assert needs_finer_claim(duty(), (), [unread, in_time]) == []
    assert needs_finer_claim(duty(), (), [replace(unread, own_page=OwnPage.UNDATED)]) == []
