"""The daily mail: what it says, in which order, and what it never does."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from lxml import etree, html

from repostwatch.judging.news import PreviousReports, occurrence
from repostwatch.model import (
    BEIJING,
    ColumnStanding,
    Duty,
    FindingKind,
    FindingState,
    Interval,
    Language,
    Level,
    Outcome,
    PageDate,
    Portal,
    Precision,
    Reason,
    Release,
    Scan,
    Standing,
    Verdict,
    VerdictKind,
    because,
    together,
)
from repostwatch.model.codes import DecisionCode, MatchCode, RepostCode, ScanCode, VerdictCode
from repostwatch.model.decisions import ColumnDecision
from repostwatch.model.mails import Audience
from repostwatch.model.reasons import text
from repostwatch.model.verdicts import NearestLink
from repostwatch.reporting.audience import cut_to
from repostwatch.reporting.data import Report, ReportData
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.sheets import verdicts_csv
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Style, say
from tests.defaults import SETTINGS, build_report
from tests.reporting import world

STYLE = Style(year=2026)
NOTHING = text("")
HOME = because(ScanCode.HOME_FAILED, outcome=Outcome.TIMEOUT, reason=None)


@pytest.fixture(scope="module")
def data() -> ReportData:
    return world.day()


@pytest.fixture(scope="module")
def report(data: ReportData) -> Report:
    return build_report(data)


def shown(page: str) -> str:
    return re.sub(r"\s+", " ", html.fromstring(page).text_content())


def one(verdict: Verdict, scans: tuple[Scan, ...] = (), **changes: object) -> ReportData:
    """A day with one portal, one release and one verdict about them."""
    published = Interval.at(world.MADE - timedelta(hours=40))
    return ReportData(
        day=world.DAY,
        made_at=world.MADE,
        usual_limit=world.LIMIT,
        releases=(Release("r", "国务院关于某事的通知", published, ("https://www.gov.example/1",)),),
        portals=(Portal("p", "某部", Level.DEPARTMENT, "https://p.example/"),),
        duties=(Duty("r", "p", published, world.LIMIT, world.WHY),),
        verdicts=(verdict,),
        columns=(),
        scans=scans,
        figures=(),
        findings=world.faults((verdict,), (), world.MADE),
    )


def scan(number: int, hours: float, gap: Reason | None = None) -> Scan:
    at = world.MADE - timedelta(hours=hours)
    return Scan(str(number), "p", at, at, None if gap else at - timedelta(days=30), gap)


def incomplete(day: int, *, lasting: bool, gap: Reason) -> Reason:
    since = datetime(2026, 8, 10 + day, 2, 5, tzinfo=BEIJING)
    return because(VerdictCode.SCANS_INCOMPLETE, since=since, lasting=lasting, gap=gap)


def test_equal_data_gives_equal_bytes(data: ReportData, report: Report) -> None:
    turned = replace(
        data,
        verdicts=data.verdicts[::-1],
        scans=data.scans[::-1],
        portals=data.portals[::-1],
        columns=data.columns[::-1],
        findings=data.findings[::-1],
        duties=data.duties[::-1],
        releases=data.releases[::-1],
    )
    assert build_report(turned) == report


def test_the_subject_has_the_day_and_the_counts(data: ReportData, report: Report) -> None:
    late = sum(verdict.kind is VerdictKind.LATE for verdict in data.verdicts)
    missing = sum(verdict.kind is VerdictKind.MISSING for verdict in data.verdicts)
    new = report.text.partition("【新增问题】")[2].partition("项")[0]
    assert int(new) > 0
    assert report.subject.startswith(
        f"新增{new}：国务院政策转载日报 2026年8月14日：超时{late}、未转载{missing}"
    )
    assert report.subject.endswith(f"（共{len(data.verdicts)}项），专栏问题4")


def test_action_comes_first(report: Report) -> None:
    headings = [
        heading.text_content().split("　")[0] for heading in html.fromstring(report.html).iter("h2")
    ]
    assert headings == [
        "新增问题",
        "即将到期",
        "无法核验",
        "专栏待复核或无法核验",
        "待复核",
        "网站×政策",
        "问题最多的网站",
        "分层级指标",
        "口径",
    ]


def test_the_text_alternative_says_the_same(report: Report) -> None:
    for fact in re.findall(r"超时\d+天?\d*小时\d*(?:分钟)?", shown(report.html)):
        assert fact in report.text
    assert "<" not in report.text.replace("<=", "")
    assert "\n\n\n" not in report.text


def test_lateness_is_shown_as_far_as_it_is_known() -> None:
    deadline = world.MADE - timedelta(hours=16)
    exact = Verdict(
        "r", "p", VerdictKind.LATE, NOTHING, Interval.at(deadline + timedelta(minutes=61))
    )
    assert "超时1小时1分钟" in build_report(one(exact)).text
    span = Interval(deadline + timedelta(seconds=1), deadline + timedelta(hours=6))
    mail = build_report(one(replace(exact, reposted=span))).text
    assert "超时至少1秒，至多6小时" in mail


@pytest.mark.parametrize("language", Language)
def test_page_text_and_tables_round_alike(language: Language) -> None:
    least, most = timedelta(hours=48, seconds=1), timedelta(hours=53, minutes=10)
    deadline = world.MADE - timedelta(hours=60)
    due = because(VerdictCode.LATE, deadline=Interval.at(deadline), at_least=least, at_most=most)
    span = Interval(deadline + least, deadline + most)
    data = one(Verdict("r", "p", VerdictKind.LATE, due, span))
    at = deadline - world.LIMIT
    duty = replace(data.duties[0], published=Interval.at(at))
    data = replace(data, duties=(duty,))
    made = build_report(data, language=language)
    bounds = {Language.CHINESE: "至少2天，至多2天6小时",
              Language.ENGLISH: "at least 2 days, at most 2 days 6 h"}[language]  # fmt: skip
    sheet = b" ".join(_sheets(made).values()).decode()
    for said in (made.text, shown(made.html), say(due, Style(language)), sheet):
        assert bounds in said


def test_missing_names_the_complete_scans_after_the_deadline() -> None:
    verdict = Verdict("r", "p", VerdictKind.MISSING, NOTHING, scan_ids=("1", "2", "3"))
    scans = (scan(1, 17), scan(2, 10, gap=text("a list does not open")), scan(3, 4))
    mail = build_report(one(verdict, scans)).text
    assert "过期限12小时仍未见" in mail
    assert "完整采集：8月14日 05:05，未见" in mail
    cited_once = replace(verdict, scan_ids=("2", "3"))
    mail = build_report(one(cited_once, (*scans, scan(4, 1)))).text
    assert "过期限15小时仍未见" in mail
    assert "完整采集：8月14日 05:05、8月14日 08:05，均未见" in mail


def test_an_unknown_portal_is_one_row_with_its_reason(report: Report, data: ReportData) -> None:
    page = shown(report.html)
    gap = say(world.GAPS["bm23"], STYLE)
    assert page.count(f"项政策无法核验，因为{gap}") == 1


def test_reasons_that_differ_by_their_moments_are_one_row() -> None:
    verdicts = tuple(
        Verdict(
            f"r{n}",
            "p",
            VerdictKind.UNKNOWN,
            incomplete(n, lasting=n < 3, gap=HOME),
        )
        for n in range(4)
    )
    data = replace(one(verdicts[0]), verdicts=verdicts)
    mail = build_report(data).text
    assert "4项政策无法核验，因为8月10日 02:05起采集不完整：首页：超时未答（各项时间不同" in mail
    assert mail.count("首页：超时未答") == 1


def test_what_one_decision_about_a_list_settles_is_one_row_for_the_portal() -> None:
    def doubt(number: int, url: str) -> Verdict:
        asked = because(VerdictCode.LIST_NEVER_HELD, url=url)
        at = world.MADE - timedelta(hours=number)
        published = Interval.at(at - timedelta(days=2))
        seen = because(VerdictCode.NOT_IN_SCAN, scanned_at=at, published=published)
        return Verdict(f"r{number}", "p", VerdictKind.REVIEW, together(asked, seen))

    verdicts = (*(doubt(n, "https://p.example/zc/") for n in range(4)),
                *(doubt(n, "https://p.example/xw/") for n in range(4, 6)))  # fmt: skip
    mail = build_report(replace(one(verdicts[0]), verdicts=verdicts)).text
    assert mail.count("该列表从未见过转载") == 2
    assert "4项任务：https://p.example/zc/：该列表从未见过转载" in mail
    assert "2项任务：https://p.example/xw/" in mail


def test_reasons_that_differ_by_their_addresses_are_one_row_too() -> None:
    lists = [
        because(
            ScanCode.LIST_FAILED,
            url=f"https://p.example/{n}/",
            outcome=Outcome.HTTP_ERROR,
            reason=None,
        )
        for n in range(4)
    ]
    verdicts = tuple(
        Verdict(f"r{n}", "p", VerdictKind.UNKNOWN, incomplete(n, lasting=False, gap=gap))
        for n, gap in enumerate(lists)
    )
    mail = build_report(replace(one(verdicts[0]), verdicts=verdicts)).text
    assert (
        "因为8月10日 02:05采集不完整：https://p.example/0/：返回错误状态（各项的时间、地址" in mail
    )
    assert "https://p.example/1/" not in mail
    other = replace(verdicts[0], reason=incomplete(0, lasting=False, gap=HOME))
    mail = build_report(replace(one(other), verdicts=(other, *verdicts[1:]))).text
    assert mail.count("无法核验，因为") == 1
    assert "因为8月10日 02:05采集不完整：首页：超时未答\n" in mail, "another reason, another row"


def test_pending_ones_are_a_count_only(data: ReportData) -> None:
    pending = tuple(v for v in data.verdicts if v.kind is VerdictKind.PENDING)
    mail = build_report(replace(data, verdicts=pending)).text
    assert f"待观察{len(pending)}项" in mail
    assert "本期未发现超时、未转载、倒签日期。" in mail
    assert "【待观察】" not in mail


def test_where_nothing_could_be_judged_nothing_is_said_to_be_absent(data: ReportData) -> None:
    open_ = tuple(v for v in data.verdicts if v.kind in (VerdictKind.UNKNOWN, VerdictKind.PENDING))
    assert "未发现" not in build_report(replace(data, verdicts=open_)).text
    judged = next(v for v in data.verdicts if v.kind is VerdictKind.ON_TIME)
    assert "未发现" in build_report(replace(data, verdicts=(*open_, judged))).text


def test_where_anything_is_unknown_nothing_is_said_to_be_absent_without_a_limit() -> None:
    on_time = Verdict("r", "p", VerdictKind.ON_TIME, NOTHING)
    whole = one(on_time, tuple(replace(scan(n, 4), portal_id=f"p{n}") for n in range(9)))
    names = (*(f"p{n}" for n in range(9)), "p")
    portals = tuple(replace(whole.portals[0], portal_id=name) for name in names)
    blind = replace(whole, portals=portals, scans=(*whole.scans, scan(9, 4, gap=NOTHING)))
    whole = replace(whole, portals=portals, scans=(*whole.scans, scan(9, 4)))
    column = ColumnStanding("p", Standing.UNKNOWN, NOTHING)
    for data, limited in (
        (whole, False),
        (replace(whole, columns=(column,)), True),
        (blind, True),
        (replace(whole, verdicts=(on_time, replace(on_time, release_id="q",
                                                   kind=VerdictKind.UNKNOWN))), True),
    ):  # fmt: skip
        for language, words in (
            (Language.CHINESE, "在能够核验的范围内，本期未发现超时"),
            (Language.ENGLISH, "As far as it could be verified, none"),
        ):
            assert (words in build_report(data, language=language).text) == limited


def test_what_was_withdrawn_is_not_counted_as_rectified(data: ReportData) -> None:
    said = [f for f in data.findings if f.kind is FindingKind.MISSING][:3]
    opened = frozenset(occurrence(finding) for finding in said)
    ends = (FindingState.RECTIFIED, FindingState.WAIVED, FindingState.WAIVED)
    over = tuple(replace(f, state=state, closed_at=world.MADE)
                 for f, state in zip(said, ends, strict=True))  # fmt: skip
    previous = PreviousReports(world.MADE - timedelta(days=1), "2026-08-13", 1, opened)
    mail = build_report(replace(data, findings=over, previous=previous)).text
    assert "已整改1项、已撤销或豁免2项" in mail
    assert mail.partition("【已撤销或豁免】")[2].partition("\n【")[0].count("  - 已撤销：") == 2


def test_who_gets_some_sections_is_told_of_these_only(data: ReportData) -> None:
    quiet = replace(data, findings=())
    line = "本邮件只含：无法核验、待复核。无法核验"
    assert line in build_report(quiet, only=("unknown", "review")).text
    for page in (
        build_report(quiet, only=("due",)).text,
        build_report(quiet, only=("unknown",)).text,
    ):
        assert "新增问题0项" not in page
        assert "已整改0项" not in page
    late = build_report(quiet, only=("late",))
    for said in (late.text, shown(late.html)):
        assert "本邮件只含：超时转载。新增问题0项、已整改0项" in said
    english = build_report(quiet, language=Language.ENGLISH, only=("review",)).text
    assert "This mail is only about: For review. For review" in english
    assert "New faults none, Due soon" in build_report(quiet, language=Language.ENGLISH).text


def test_a_decision_leaves_the_machines_result_visible() -> None:
    verdict = Verdict(
        "r",
        "p",
        VerdictKind.WAIVED,
        text("人工豁免（张三）：网站改版"),
        machine=VerdictKind.MISSING,
    )
    data = one(verdict)
    report = build_report(data)
    assert "豁免（系统原判：未转载）" in report.text
    assert "人工豁免（张三）：网站改版" in report.text
    header, row = csv.reader(_csv(data))
    assert row[header.index("系统原判")] == "未转载"
    confirmed = replace(verdict, kind=VerdictKind.ON_TIME, machine=VerdictKind.LATE)
    assert "按时（系统原判：超时）" in build_report(one(confirmed)).text


def test_a_word_about_a_column_stands_with_its_reason_and_the_machines_result() -> None:
    at = datetime(2026, 8, 12, 11, 0, tzinfo=BEIJING)
    decision = ColumnDecision(Standing.ABSENT, at, "张三", "只有频道入口", at)
    own = because(DecisionCode.MACHINE, result=Standing.REVIEW, reason=text("须核对"))
    reason = together(decision.summary, own)
    column = ColumnStanding("p", Standing.ABSENT, reason, machine=Standing.REVIEW)
    pending = Verdict("r", "p", VerdictKind.PENDING, NOTHING)
    found = world.faults((), (column,), world.MADE)
    report = build_report(replace(one(pending), columns=(column,), findings=found))
    assert "【豁免与人工认定】1项" in report.text
    assert "专栏未开设（系统原判：待复核）" in report.text
    assert "人工认定为未开设（张三，8月12日 11:00）：只有频道入口" in report.text
    assert "专栏问题：未开设" in report.text, "it is a fault, whoever found it"
    of_machine = replace(column, machine=None, reason=text("首页没有找到"))
    assert "人工" not in build_report(replace(one(pending), columns=(of_machine,))).text


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 8, day, hour, minute, tzinfo=BEIJING)


OVER = timedelta(hours=1, minutes=3)
JUDGED = together(
    because(RepostCode.DATE, date=PageDate(at(13, 18, 8), Precision.MINUTE)),
    because(RepostCode.NOT_IN_SCAN, scanned_at=at(13, 2, 5)),
    because(RepostCode.FIRST_SEEN, seen_at=at(13, 20, 5)),
    because(VerdictCode.LATE, deadline=Interval.at(at(13, 17, 5)), at_least=OVER, at_most=OVER),
)


def test_a_reason_is_not_said_twice() -> None:
    """Deadline and lateness stand above it; its moments are written as everywhere."""
    seen = Interval.at(world.MADE - timedelta(hours=14, minutes=57))
    verdict = Verdict("r", "p", VerdictKind.LATE, JUDGED, seen, scan_ids=("1",))
    mail = build_report(one(verdict, (scan(1, 13),))).text
    assert (
        "依据：页面标注8月13日 18:08；8月13日 02:05完整采集时未见；8月13日 20:05首次采集到\n"
        in mail
    )
    assert "发布：8月12日 17:05　期限：8月13日 17:05　转载：8月13日 18:08\n" in mail
    assert mail.count("1小时3分钟") == 1
    assert "采集：8月13日" not in mail
    waived = replace(verdict, kind=VerdictKind.WAIVED, machine=VerdictKind.LATE)
    assert "截止时间为8月13日 17:05，超时1小时3分钟" in build_report(one(waived)).text
    silent = replace(verdict, reason=NOTHING)
    assert "采集：8月13日 20:05" in build_report(one(silent, (scan(1, 13),))).text


def test_a_limit_of_its_own_is_said() -> None:
    late = Verdict("r", "p", VerdictKind.LATE, NOTHING, Interval.at(world.MADE))
    data = one(late)
    strict = replace(data.duties[0], limit=timedelta(hours=8))
    mail = build_report(replace(data, duties=(strict,))).text
    assert "期限：8月13日 01:05（该任务时限8小时）" in mail
    assert "该任务时限" not in build_report(data).text
    assert "一般为24小时" in build_report(data).text
    lax = build_report(replace(data, usual_limit=timedelta(hours=36))).text
    assert "一般为36小时" in lax
    assert "（该任务时限24小时）" in lax, "24 is a limit like any other"


def test_missing_shows_what_comes_nearest() -> None:
    verdict = Verdict("r", "p", VerdictKind.MISSING, NOTHING, scan_ids=("1",))
    near = NearestLink("国务院关于某事的解读\u202e", "https://p.example/2", 71.4)
    data = replace(one(verdict, (scan(1, 4),)), nearest={("r", "p"): near})
    said = "最接近的链接：国务院关于某事的解读（相似度71，不是该政策）https://p.example/2"
    assert said in build_report(data).text
    known = replace(near, why=because(RepostCode.OTHER_BY_ARTICLE))
    said = "（相似度71，不是该政策：正文页表明不是同一政策）"
    assert said in build_report(replace(data, nearest={("r", "p"): known})).text
    unsafe = replace(data, nearest={("r", "p"): replace(near, url="javascript:alert(1)")})
    assert "javascript" not in build_report(unsafe).html


def test_missing_names_the_pages_that_were_read() -> None:
    verdict = Verdict("r", "p", VerdictKind.MISSING, NOTHING, scan_ids=("1",))
    pages = ["https://p.example/", "https://p.example/gwyxx/", "javascript:alert(1)"]
    data = replace(one(verdict, (scan(1, 4),)), visited={"p": pages})
    report = build_report(data)
    said = "所查页面（最近一次）：https://p.example/、https://p.example/gwyxx/"
    assert said in report.text
    assert said in shown(report.html)
    assert "javascript" not in report.html + report.text


def test_a_fault_is_told_once(data: ReportData) -> None:
    mail = build_report(data).text
    assert "情况：首页跳转至另一机构的域名" in mail
    assert "情况：首页没有国务院政策专栏" not in mail


def blind(data: ReportData, share: float) -> ReportData:
    """The same day, but the latest scans of this share of the portals failed."""
    dark = {p.portal_id for p in data.portals[: round(share * len(data.portals))]}
    scans = tuple(
        replace(s, reach=None, gap=HOME) if s.portal_id in dark else s for s in data.scans
    )
    verdicts = tuple(
        replace(v, kind=VerdictKind.UNKNOWN, reason=HOME, backdated=None)
        if v.portal_id in dark and v.kind is not VerdictKind.PENDING
        else v
        for v in data.verdicts
    )
    return replace(data, scans=scans, verdicts=verdicts)


def first_line(report: Report) -> str:
    """The one under the title, the moment and a blank."""
    return report.text.splitlines()[3]


def test_what_could_not_be_checked_comes_first_when_it_is_much(data: ReportData) -> None:
    assert first_line(build_report(data)).startswith("专栏开设率")
    some_data = blind(data, 0.2)
    some = build_report(some_data)
    assert first_line(some).startswith("103个网站中有")
    assert "不作未转载处理。" in first_line(some)
    assert "请先检查本系统的网络" not in first_line(some)
    assert "【" not in some.subject
    clear = tuple(v for v in some_data.verdicts if v.kind is not VerdictKind.MISSING)
    said = build_report(replace(some_data, verdicts=clear)).text
    assert "\n在能够核验的范围内，本期未发现未转载" in said
    page = shown(some.html)
    assert page.index(first_line(some)) < page.index("本期监测")


def test_an_outage_of_our_own_is_in_subject_and_first_line(data: ReportData) -> None:
    dark = build_report(blind(data, 1.0))
    assert dark.subject.startswith(
        "国务院政策转载日报 【103个网站未能采集】2026年8月14日：无法核验"
    )
    assert first_line(dark).startswith("103个网站中有103个最近一次未能完整采集，")
    assert "（100.0%）" in first_line(dark)
    assert "未发现" not in dark.text  # nothing was seen, so nothing was found to be absent
    unknown = dark.text.partition("【无法核验】")[2].partition("\n【")[0]
    assert unknown.count("  - ") == 1
    assert "■ 103个网站\n  - 共1028项政策无法核验，因为首页：超时未答\n    网站：" in unknown
    assert "等103个，逐项见附件" in unknown
    assert "请先检查本系统的网络；查明之前，请勿据此通报网站。" in first_line(dark)


def test_an_outage_is_one_of_all_portals_and_not_of_a_recipient_s_few(data: ReportData) -> None:
    dark = data.portals[0].portal_id
    own = Audience(portals=(dark,))
    banner = "请先检查本系统的网络"
    some = build_report(cut_to(own, blind(data, 0.02), SETTINGS.judging))
    assert banner not in some.text
    assert "【" not in some.subject
    assert "1个网站中有1个最近一次未能完整采集" in first_line(some)
    bright = Audience(portals=(data.portals[-2].portal_id,))
    for audience in (own, bright):
        made = build_report(cut_to(audience, blind(data, 0.9), SETTINGS.judging))
        assert banner in made.text
        assert banner in shown(made.html)
        assert "个网站未能采集】" in made.subject


def test_what_comes_due_at_a_portal_that_was_not_read_stands_apart() -> None:
    near = world.MADE - timedelta(hours=20)
    names = ("read", "failed", "never", "short", "doubtful")
    pending = Verdict("r", "p", VerdictKind.PENDING, NOTHING)
    data = one(pending)
    scans = [replace(scan(n, 2), portal_id=name) for n, name in enumerate(names)]
    scans[1], scans[2] = (replace(s, reach=None, gap=HOME) for s in scans[1:3])
    scans[3] = replace(scans[3], reach=near + timedelta(hours=1))
    data = replace(
        data,
        releases=(replace(data.releases[0], published=Interval.at(near)),),
        portals=tuple(replace(data.portals[0], portal_id=n, name=n) for n in names),
        duties=tuple(replace(data.duties[0], portal_id=n, published=Interval.at(near))
                     for n in names),
        verdicts=tuple(
            replace(pending, portal_id=n, link_id="seen" if n == "doubtful" else None)
            for n in names
        ),
        scans=tuple(scans),
        last_whole={"failed": world.MADE - timedelta(hours=9)},
    )  # fmt: skip
    made = build_report(data)
    for said in (made.text, shown(made.html)):
        assert "1个网站尚未见到转载；3个网站未能采集，不知道是否已转载；1个网站有疑似" in said
        assert "最近完整采集不早于：8月14日 07:05" in said
        assert "无法采集：failed（最近一次完整采集于8月14日 00:05）" in said
        assert "从未完整采集：never" in said
        assert "列表没有回溯到政策发布时：short" in said
        assert "疑似转载待复核：doubtful" in said
        assert "网站：read" in said
    blind_ = replace(data, verdicts=data.verdicts[1:3])
    said = build_report(blind_).text
    assert "2个网站未能采集，不知道是否已转载" in said
    assert "最近完整采集不早于" not in said


def test_a_watch_that_stopped_is_said_first(data: ReportData) -> None:
    later = replace(data, made_at=data.made_at + timedelta(hours=30))
    report = build_report(later)
    assert "【采集已停止30小时59分钟】" in report.subject
    assert first_line(report).startswith("采集已停止30小时59分钟：")
    assert "最近一次结束于8月14日 08:0" in first_line(report)
    never = build_report(replace(data, scans=()))
    assert "【尚未采集】" in never.subject
    assert first_line(never) == "尚无任何采集记录，转载和专栏情况都没有观察。"


def test_a_report_of_a_past_day_says_that_it_shows_the_present(
    data: ReportData, report: Report
) -> None:
    assert "补做" not in report.subject + report.text
    late = build_report(replace(data, made_at=data.made_at + timedelta(days=2), scans=()))
    assert "2026年8月14日（补做，数据截至8月16日 09:05）" in late.subject
    said = "本报告补做于8月16日 09:05：所列为补做时的情况，不是2026年8月14日当天所知的情况。"
    assert said in late.text
    assert said in shown(late.html)


def test_who_is_reached_under_an_exception_is_named_with_its_reason(data: ReportData) -> None:
    first, second, third, *others = data.portals
    excused = (
        replace(first, ignore_robots_reason="监管机构有权查看<b>"),
        replace(
            second, ignore_robots_reason="监管机构有权查看<b>", legacy_tls_reason="仅支持TLS1.0"
        ),
        replace(third, legacy_tls_reason="", request_headers_reason="只应答站内链接"),
    )
    everywhere = {"proxy_reason": "本机没有<i>直接出口"}
    report = build_report(replace(data, portals=(*excused, *others), exceptions=everywhere))
    names = [portal.name for portal in excused]
    for said in (
        f"不按robots.txt的限制采集：{names[0]}、{names[1]}。登记的理由：监管机构有权查看<b>。",
        f"接受过时的TLS加密采集：{names[1]}。登记的理由：仅支持TLS1.0。",
        f"接受过时的TLS加密采集：{names[2]}。登记的理由：未填写。",
        f"附加请求头采集：{names[2]}。登记的理由：只应答站内链接。",
        "经代理采集：全部网站。设置的理由：本机没有<i>直接出口。",
    ):
        assert said in shown(report.html)
        assert said in report.text
    assert "例外" not in build_report(data).text

    many = [replace(portal, ignore_robots_reason="有权查看") for portal in data.portals]
    said = build_report(replace(data, portals=tuple(many))).text
    assert "等103个网站，全部见登记表。登记的理由：有权查看。" in said


def test_a_link_says_why_it_is_the_release_unless_the_titles_do() -> None:
    span = Interval.at(world.MADE - timedelta(hours=2))
    verdict = Verdict(
        "r",
        "p",
        VerdictKind.LATE,
        NOTHING,
        span,
        "中华人民共和国国务院令",
        "https://p.example/1",
        "7",
    )
    found = {("7", "r"): text("正文页的文号与该政策一致")}
    assert (
        "匹配：正文页的文号与该政策一致" in build_report(replace(one(verdict), matched=found)).text
    )
    # A decree is titled 中华人民共和国国务院令 on both sides, and so are all others.
    same = one(replace(verdict, link_title="国务院关于某事的通知"))
    assert "匹配：" in build_report(replace(same, matched=found)).text
    equal = {("7", "r"): because(MatchCode.SAME_TITLE)}
    assert "匹配：" not in build_report(replace(same, matched=equal)).text


def test_a_source_that_gives_nothing_is_no_quiet_day(data: ReportData) -> None:
    quiet = build_report(replace(data, releases=(), duties=(), verdicts=(), findings=()))
    assert quiet.subject == (
        "国务院政策转载日报 【没有政策信息】2026年8月14日：无到期转载任务，专栏问题4"
    )
    assert first_line(quiet).startswith("没有取得任何国务院政策信息")


def test_ten_thousand_characters_do_not_fill_the_mail() -> None:
    verdict = Verdict(
        "r", "p", VerdictKind.LATE, text("由" * 10_000), Interval.at(world.MADE), "题" * 10_000
    )
    data = one(verdict)
    data = replace(data, releases=(replace(data.releases[0], title="长" * 10_000),))
    report = build_report(data)
    assert len(shown(report.html)) < 3_000
    assert max(map(len, report.text.splitlines())) < 700
    assert "长" * 159 + "…" in report.text


def test_an_empty_day_reads_well() -> None:
    empty = ReportData(
        world.DAY, world.MADE, (), (), (), (), (), (), (), (), usual_limit=world.LIMIT
    )
    report = build_report(empty)
    assert report.subject == "国务院政策转载日报 2026年8月14日：无到期转载任务"
    assert "没有需要判定的转载任务" in report.text
    assert "本期没有采集记录" in report.text


def test_a_day_with_two_thousand_rows_is_cut(data: ReportData) -> None:
    bad = tuple(
        replace(v, kind=VerdictKind.MISSING, backdated=None)
        for _ in range(2)
        for v in data.verdicts
    )
    bad = tuple(replace(v, release_id=f"{v.release_id}x{n // 1136}") for n, v in enumerate(bad))
    found = (*data.findings, *world.faults(bad, (), world.MADE, data.findings))
    report = build_report(
        replace(data, verdicts=bad, findings=found), settings=ReportingSettings(rows_per_section=30)
    )
    [new] = [s for s in report.text.split("【") if s.startswith("新增问题】")]
    assert new.count("  - ") == 30
    hidden = [int(n) for n in re.findall(r"另有(\d+)条", new)]
    total = int(re.findall(r"新增问题】(\d+)项", report.text)[0])
    assert sum(hidden) == total - 30
    assert total >= len(bad)
    assert len(report.html.encode()) < 100_000


HOSTILE = '=HYPERLINK("http://evil.example")<script>alert(1)</script><b>\u202eexe.\ud800'


def test_hostile_titles_and_addresses_are_harmless() -> None:
    verdict = Verdict(
        "r",
        "p",
        VerdictKind.LATE,
        text(HOSTILE),
        Interval.at(world.MADE),
        HOSTILE,
        "javascript:alert(document.domain)",
        backdated=text(HOSTILE),
    )
    data = one(verdict)
    data = replace(
        data,
        releases=(replace(data.releases[0], title=HOSTILE, addresses=("data:text/html,x",)),),
        portals=(replace(data.portals[0], name=HOSTILE, home_url="https://a@evil.example"),),
        notes=(text(HOSTILE),),
    )
    report = build_report(data)
    page = html.fromstring(report.html)
    assert not list(page.iter("script"))
    assert all(
        "alert" not in (b.text or "") or "HYPERLINK" in (b.text or "") for b in page.iter("b")
    )
    assert [a.get("href") for a in page.iter("a")] == []
    assert "\u202e" not in report.html + report.text
    header, row = csv.reader(_csv(data))
    assert row[header.index("所见链接标题")].startswith("'=HYPERLINK")
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    sheets = _sheets(report)
    assert all(b"<f>" not in sheet for sheet in sheets.values())


def test_the_workbook_opens_with_its_five_sheets(report: Report, data: ReportData) -> None:
    sheets = _sheets(report)
    lookup = etree.fromstring(sheets["xl/workbook.xml"])
    names = [node.get("name") for node in lookup.iter("{*}sheet")]
    assert names == ["未按时转载", "无法核验与待复核", "专栏问题", "全部结论", "未完整采集"]
    rows = len(list(etree.fromstring(sheets["xl/worksheets/sheet4.xml"]).iter("{*}row")))
    assert rows == len(data.verdicts) + 1


def test_the_workbook_prints_what_can_be_read(report: Report) -> None:
    """On paper no addresses, whole titles and reasons, and lines between the rows."""
    sheets = _sheets(report)
    lookup = etree.fromstring(sheets["xl/workbook.xml"])
    areas = [
        str(node.text).rpartition(":$")[2][0]
        for node in lookup.iter("{*}definedName")
        if node.get("name") == "_xlnm.Print_Area" and node.get("localSheetId") in "012"
    ]
    assert sorted(areas) == ["F", "F", "H"]
    sheet = etree.fromstring(sheets["xl/worksheets/sheet1.xml"])
    assert [node.get("gridLines") for node in sheet.iter("{*}printOptions")] == ["1"]
    head, foot = ("".join(next(sheet.iter(f"{{*}}odd{end}")).itertext())
                  for end in ("Header", "Footer"))  # fmt: skip
    assert "国务院政策信息转载监测日报" in head
    assert head.endswith("&R&A")
    assert foot == "&C第&P页，共&N页"
    whole = {}
    for row in [*sheet.iter("{*}row")][1:]:
        title = next(cell for cell in row if str(cell.get("r")).startswith("C"))
        whole["".join(title.itertext())] = float(str(row.get("ht")))
    longest = max(whole, key=len)
    assert len(longest) > 30
    assert whole[longest] >= 15 * len(longest) / 16
    assert whole[longest] > min(whole.values())


def test_the_csv_opens_in_excel_and_wps(data: ReportData) -> None:
    table = verdicts_csv(ReportLookup(data, SETTINGS.reporting), "x.csv")
    assert table.content.startswith(b"\xef\xbb\xbf" + "结论,".encode())


def test_the_page_reads_without_its_style(report: Report) -> None:
    """Outlook, QQ mail and 163 drop <style> and classes: what is left has to do."""
    page = html.fromstring(report.html)
    [style] = page.iter("style")
    assert "@media" in (style.text or "")
    assert all(table.get("border") == "1" for table in page.iter("table"))
    assert all(th.get("scope") in ("col", "row") for th in page.iter("th"))
    assert all("color" in (b.get("style") or "") for b in page.iter("b") if b.get("class") == "bad")
    assert len(list(page.iter("h1"))) == 1
    assert all(td.text for td in page.iter("td") if td.get("bgcolor")), "colour is never alone"


def _csv(data: ReportData) -> io.StringIO:
    table = verdicts_csv(ReportLookup(data, SETTINGS.reporting), "x.csv")
    return io.StringIO(table.content.decode("utf-8-sig"), newline="")


def _sheets(report: Report) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(report.attachments[0].content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_beside_the_rate_stands_what_is_not_due_yet(report: Report, data: ReportData) -> None:
    """Early in a release's life the rate holds only what was done already."""
    pending = sum(verdict.kind is VerdictKind.PENDING for verdict in data.verdicts)
    assert pending
    words = f"尚有{pending}项任务未到期、未见转载，未计入"
    assert shown(report.html).count(words) == 1
    assert words in report.text
    done = tuple(verdict for verdict in data.verdicts if verdict.kind is not VerdictKind.PENDING)
    assert "未到期、未见转载" not in build_report(replace(data, verdicts=done)).text
