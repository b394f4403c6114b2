"""Who must repost what, by rule, by the source's word, and by what a person changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.base.clock import whole_day
from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.model import BEIJING, Duty, Interval, Level, Portal, Reason, Release, because
from repostwatch.model.codes import DutyCode, ReleaseCode
from repostwatch.model.decisions import Action, DutyOverride
from repostwatch.model.reasons import Fact
from repostwatch.portals.editions import read_edition
from repostwatch.releases.duties import undecided_releases
from repostwatch.releases.duty_rules import HERE, read_rules, rule_for
from repostwatch.settings import DutySettings
from tests.defaults import duties

NINE = datetime(2026, 9, 2, 9, 0, tzinfo=BEIJING)
HOUR = timedelta(hours=1)
PORTALS = (
    Portal(
        "ndrc", "国家发展和改革委员会", Level.DEPARTMENT, "http://a/", short_name="国家发展改革委"
    ),
    Portal("mof", "财政部", Level.DEPARTMENT, "http://b/"),
    Portal("guangdong", "广东省人民政府", Level.PROVINCE, "http://c/"),
    Portal("fujian", "福建省人民政府", Level.PROVINCE, "http://d/", limit_hours=8),
)
EVERYONE = ["ndrc", "mof", "guangdong", "fujian"]


def release(
    title: str,
    number: str | None = None,
    *,
    kind: str | None = None,
    address: str | None = None,
    duty: str | None = None,
) -> Release:
    addresses = (address,) if address else ()
    return Release("r1", title, Interval.at(NINE), addresses, number, duty, kind=kind)


def who(one: Release, *overrides: DutyOverride, now: datetime | None = None) -> list[str]:
    return [duty.portal_id for duty in duties([one], PORTALS, overrides, now=now)]


def change(
    action: Action,
    target: str,
    *,
    at: datetime = NINE,
    expires: datetime | None = None,
    hours: float | None = None,
) -> DutyOverride:
    return DutyOverride("r1", target, action, "王敏", "领导要求", at, expires, hours)


def signed(code: DutyCode, **facts: Fact) -> Reason:
    return because(code, reason="领导要求", by="王敏", at=NINE, **facts)


# -- the rules --------------------------------------------------------------------------------

ALL_TITLES = [
    ("国务院关于加快发展低空物流的若干意见", "国发〔2026〕31号"),
    ("国务院关于印发全国湿地修复行动计划的通知", None),
    ("国务院办公厅转发交通运输部关于农村公路养护意见的通知", None),
    ("国务院办公厅关于2027年部分节假日安排的通知", "国办发明电〔2026〕9号"),
    ("中共中央 国务院关于建设乡村教育强国的意见", None),
    ("中共中央办公厅、国务院办公厅印发《关于改进基层调研的规定》", None),
    ("中办 国办印发《乡村医生队伍建设方案》", None),
    ("新华社受权发布：中共中央关于完善海洋治理的决定", None),
    ("城市地下管网条例", "国令第861号"),
    ("中华人民共和国国务院令（第861号）", None),
    ("中华人民共和国渔港水域安全条例实施细则", None),
    ("城市轨道交通条例", None),
    ("证券市场监督管理条例", None),
    ("股票上市条例", None),
    ("海上自然保护区条例", None),
    ("行政区域界线条例", None),
    ("国务院、中央军委关于加强民兵建设的通知", None),
    ("国务院办公厅关于对部分地区落实政策不力问题的通报", None),
    ("《国务院办公厅关于规范行业协会收费的通知》", None),
]


@pytest.mark.parametrize(("title", "number"), ALL_TITLES)
def test_what_guides_the_whole_country_is_for_everyone(title: str, number: str | None) -> None:
    one = release(title, number)
    assert who(one) == EVERYONE
    assert undecided_releases([one], PORTALS) == ()


NOBODY = [
    # interpretations
    ("一图读懂国务院关于加快发展低空物流的若干意见", None, None),
    ("图解：全国湿地修复行动计划", None, None),
    ("司法部负责人就《城市地下管网条例》答记者问", None, None),
    ("国务院政策例行吹风会：介绍低空物流有关情况", None, None),
    ("专家解读｜低空物流怎么发展", None, None),
    ("让乡村教师留得住——解读乡村教育强国意见", None, None),
    ("低空物流意见", None, "政策解读"),
    ("低空物流意见", None, "https://www.gov.cn/zhengce/jiedu/202609/content_7050000.htm"),
    # personnel
    ("国务院任免国家工作人员", None, None),
    ("国务院任命香港特别行政区政府主要官员", None, None),
    ("国务院关于免去张某某职务的通知", None, None),
    ("关于李某某同志任职的通知", "国人字〔2026〕12号", None),
    ("国务院办公厅关于调整国家防汛抗旱总指挥部组成人员的通知", "国办函〔2026〕40号", None),
    # departments
    ("交通运输部等六部门关于推进内河航运绿色发展的通知", "交水发〔2026〕33号", None),
    ("两部门关于做好冬储化肥工作的通知", None, None),
    ("国家林业和草原局公告（2026年第9号）", None, None),
    ("关于做好冬储化肥工作的通知", "农办农〔2026〕12号", None),
    ("农业农村部 财政部关于实施耕地补贴的通知", None, "https://www.gov.cn/lianbo/bumen/1.htm"),
    # places
    ("浙江省人民政府关于支持山区发展的意见", None, None),
    ("四川省林业厅关于森林防火的通知", None, None),
    ("重庆：轨道交通里程突破一千公里", None, "https://www.gov.cn/lianbo/difang/202609/1.htm"),
    ("云山市文明行为促进条例", None, None),
    ("湖南省湿地保护条例", None, None),
    ("聊城市城市绿化条例", None, None),
    ("洛阳市政务服务规定（试行）", None, None),
    ("甲乙苗族自治县水资源条例", None, None),
    # other organs
    ("最高人民法院关于审理索道纠纷案件的解释", None, None),
    ("全国人民代表大会常务委员会关于授权某地改革试点的决定", None, None),
    # drafts, answers
    ("关于公开征求《城市地下管网条例（征求意见稿）》意见的通知", None, None),
    ("国务院办公厅对十四届全国人大四次会议第1001号建议的答复", "国办函〔2026〕90号", None),
    # news
    ("李强主持召开国务院常务会议 研究防灾减灾工作", None, None),
    ("国务院总理出席博览会开幕式并致辞", None, None),
    ("我国首条高原货运索道建成投用", None, None),
    ("为了孩子的视力，国家这样规划", None, None),
]


@pytest.mark.parametrize(("title", "number", "kind_or_address"), NOBODY)
def test_what_is_no_policy_for_all_accuses_nobody(
    title: str, number: str | None, kind_or_address: str | None
) -> None:
    address = kind_or_address if (kind_or_address or "").startswith("http") else None
    kind = kind_or_address if address is None else None
    assert who(release(title, number, kind=kind, address=address)) == []
    if kind is None:
        assert who(release(title, number, kind="最新政策", address=address)) == []


@pytest.mark.parametrize(
    ("title", "number", "named"),
    [
        ("国务院关于同意在广东省设立海洋试验区的批复", "国函〔2026〕77号", ["guangdong"]),
        ("国务院关于同意设立福州海洋试验区的批复", "国函〔2026〕78号", ["fujian"]),
        ("国务院关于粤港澳大湾区航道规划的批复", None, ["guangdong"]),
        ("国务院办公厅关于同意国家发展改革委牵头建立联席会议的函", "国办函〔2026〕8号", ["ndrc"]),
        ("国务院关于同意在广东省暂时调整实施有关行政法规规定的批复", None, ["guangdong"]),
        ("国务院关于在福建平潭暂时调整实施有关行政法规规定的决定", "国发〔2026〕9号", ["fujian"]),
    ],
)  # fmt: skip
def test_a_reply_concerns_those_it_names(title: str, number: str | None, named: list[str]) -> None:
    assert who(release(title, number)) == named
    (first, *_) = duties([release(title, number)], PORTALS)
    assert first.reason.code is DutyCode.NAMED_IN_TITLE
    assert str(first.reason["portal"]) in [portal.short_name or portal.name for portal in PORTALS]


def test_a_reply_that_names_nobody_accuses_nobody_and_is_told() -> None:
    one = release("国务院关于西江流域防洪规划的批复", "国函〔2026〕80号")
    assert who(one) == []
    assert undecided_releases([one], PORTALS) == (
        because(ReleaseCode.UNDECIDED_NONE, title=one.title),
    )


def test_a_reply_to_somebody_who_is_not_watched_is_no_open_question() -> None:
    one = release("国务院关于同意在河北省设立海洋试验区的批复")
    assert who(one) == []
    assert undecided_releases([one], PORTALS) == ()


def test_a_law_adjusted_everywhere_concerns_everyone() -> None:
    assert who(release("国务院关于在自由贸易试验区暂时调整实施有关规定的通知")) == EVERYONE


def test_an_archive_opened_years_later_is_no_news() -> None:
    one = release("国务院关于防洪工作的通知", "国发〔1988〕12号", kind="国务院文件")
    assert who(one) == []
    assert who(release(one.title, one.doc_number)) == EVERYONE, "a list of a person's own"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (release("高原索道管理办法", kind="国务院信息"), EVERYONE),
        (release("高原索道管理办法"), EVERYONE),
        (release("高原索道管理办法", kind="JSON Feed"), EVERYONE),
        (release("高原索道", address="https://www.gov.cn/zhengce/content/202609/content_1.htm",
                 kind="x"), EVERYONE),
        (release("高原索道管理办法", kind="最新政策"), []),
    ],
)  # fmt: skip
def test_where_no_rule_knows_a_person_is_asked(one: Release, expected: list[str]) -> None:
    assert who(one) == expected
    code = ReleaseCode.UNDECIDED_ALL if expected else ReleaseCode.UNDECIDED_NONE
    assert undecided_releases([one], PORTALS) == (because(code, title=one.title),)
    assert undecided_releases([one], PORTALS, [change("narrow", "mof")]) == (), (
        "a person has looked"
    )


def test_nobody_is_asked_about_news() -> None:
    assert undecided_releases([release("高原索道来了"), PERSONNEL], PORTALS) == ()


def test_every_duty_has_its_reason() -> None:
    for title, number in ALL_TITLES:
        assert all(duty.reason for duty in duties([release(title, number)], PORTALS))


# -- the source's own word --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duty", "expected"),
    [("all", EVERYONE), ("none", []), ("mof", ["mof"]), ("province", ["guangdong", "fujian"]),
     ("province;ndrc", ["ndrc", "guangdong", "fujian"]), ("county", []), ("elsewhere", [])],
)  # fmt: skip
def test_the_source_s_word_comes_before_every_rule(duty: str, expected: list[str]) -> None:
    assert who(release("国务院任免国家工作人员", duty=duty)) == expected


def test_a_site_below_the_county_owes_only_what_names_it() -> None:
    town = replace(PORTALS[-1], portal_id="town", level=Level.BELOW)
    everybody = release("国务院关于加快高原索道建设的若干意见")
    assert "town" not in {one.portal_id for one in duties([everybody], [*PORTALS, town])}
    named = replace(everybody, duty="below")
    assert {one.portal_id for one in duties([named], [*PORTALS, town])} == {"town"}


def test_a_malformed_word_is_told() -> None:
    with pytest.raises(RepostwatchError, match="r1, duty"):
        who(release("甲", duty="大家"))


# -- what a person changes ----------------------------------------------------------------------

POLICY = release("国务院关于印发全国湿地修复行动计划的通知")
PERSONNEL = release("国务院任免国家工作人员")


def test_widen_narrow_and_the_later_one_wins() -> None:
    assert who(PERSONNEL, change("widen", "mof")) == ["mof"]
    assert who(PERSONNEL, change("widen", "province")) == ["guangdong", "fujian"]
    assert who(POLICY, change("narrow", "department")) == ["guangdong", "fujian"]
    later = change("widen", "mof", at=NINE + HOUR)
    assert who(POLICY, later, change("narrow", "all")) == ["mof"]
    assert who(POLICY, change("narrow", "all", at=NINE + 2 * HOUR), later) == []


def test_a_waived_duty_stays_on_record() -> None:
    end = NINE + timedelta(days=7)
    found = duties([POLICY], PORTALS, [change("waive", "mof", expires=end)], now=NINE)
    waived = [duty for duty in found if duty.waiver]
    assert [duty.portal_id for duty in waived] == ["mof"]
    assert waived[0].waiver == signed(DutyCode.WAIVED, expires=end)
    assert len(found) == 4


def test_an_expired_change_counts_no_more() -> None:
    narrow = change("narrow", "all", expires=NINE + HOUR)
    assert who(POLICY, narrow, now=NINE) == []
    assert who(POLICY, narrow, now=NINE + HOUR) == EVERYONE


def test_reason_and_name_of_a_widened_duty() -> None:
    (duty,) = duties([PERSONNEL], PORTALS, [change("widen", "mof")])
    assert duty.reason == signed(DutyCode.WIDENED, expires=None)


def test_a_change_is_about_one_release_only() -> None:
    assert who(Release("r2", POLICY.title, POLICY.published), change("narrow", "all")) == EVERYONE


# -- the begin of the watch ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "owed"),
    [(None, True), (NINE, True), (NINE - HOUR, True), (NINE + timedelta(minutes=1), False)],
)
def test_what_came_out_before_the_watch_began_is_owed_by_nobody(
    since: datetime | None, *, owed: bool
) -> None:
    found = duties([POLICY], PORTALS, settings=DutySettings(since=since))
    assert [duty.portal_id for duty in found] == (EVERYONE if owed else [])


def test_a_release_of_the_day_on_which_the_watch_began_is_owed() -> None:
    """Of a day alone nobody can say that it was before."""
    one = replace(POLICY, published=whole_day(NINE.date()))
    assert duties([one], PORTALS, settings=DutySettings(since=NINE + HOUR))


def test_what_a_person_adds_counts_whenever_it_came_out() -> None:
    settings = DutySettings(since=NINE + HOUR)
    found = duties([POLICY], PORTALS, [change("widen", "mof")], settings=settings)
    assert [duty.portal_id for duty in found] == ["mof"]


@pytest.mark.parametrize("text", ["2026-09-02T09:00", "2026-09-02T01:00Z", "2026-09-02"])
def test_the_begin_of_the_watch_is_beijing_time_unless_it_says_otherwise(text: str) -> None:
    since = DutySettings.model_validate({"since": text}).since
    assert since == (NINE if "T" in text else NINE.replace(hour=0))


# -- limits and lifetimes -----------------------------------------------------------------------


def limits(*overrides: DutyOverride, **settings: Any) -> dict[str, float]:
    found = duties([POLICY], PORTALS, overrides, settings=DutySettings(**settings))
    return {duty.portal_id: duty.limit / HOUR for duty in found}


def test_a_portal_s_own_limit() -> None:
    assert limits() == {"ndrc": 24, "mof": 24, "guangdong": 24, "fujian": 8}
    assert limits(limit_hours=12) == {"ndrc": 12, "mof": 12, "guangdong": 12, "fujian": 8}


def test_a_level_s_limit_goes_before_everybody_s_and_behind_the_portal_s_own() -> None:
    found = limits(limit_hours=48, province_limit_hours=12)
    assert found == {"ndrc": 48, "mof": 48, "guangdong": 12, "fujian": 8}
    said = limits(change("limit", "province", hours=2), province_limit_hours=12)
    assert said == {"ndrc": 24, "mof": 24, "guangdong": 2, "fujian": 2}


@pytest.mark.parametrize("level", Level)
def test_every_level_can_have_a_limit(level: Level) -> None:
    settings = DutySettings.model_validate({f"{level.value}_limit_hours": 7})
    assert [one for one in Level if settings.hours_of(one) == 7] == [level]


def test_a_portal_with_the_usual_hours_of_its_own_keeps_them() -> None:
    strict = replace(PORTALS[0], limit_hours=24.0)
    (duty,) = duties([POLICY], [strict], settings=DutySettings(limit_hours=48))
    assert duty.limit == timedelta(hours=24)


def test_a_release_s_own_limit() -> None:
    assert limits(change("limit", "all", hours=2)) == dict.fromkeys(EVERYONE, 2)
    assert limits(change("limit", "fujian", hours=24))["fujian"] == 24
    (duty, *_) = duties([POLICY], PORTALS, [change("limit", "all", hours=2)])
    assert duty.reason.clauses == (
        because(DutyCode.STATE_COUNCIL),
        signed(DutyCode.LIMITED, hours=2.0, expires=None),
    )
    assert who(PERSONNEL, change("limit", "all", hours=2)) == [], "a limit makes no duty"


@pytest.mark.parametrize(("action", "hours"), [("limit", None), ("limit", 0), ("widen", 3)])
def test_hours_belong_to_a_limit(action: Action, hours: float | None) -> None:
    with pytest.raises(ValueError, match="hours above 0"):
        change(action, "all", hours=hours)


def test_the_deadline_of_a_release_known_to_the_day_is_a_day_long() -> None:
    (duty, *_) = duties([Release("r1", POLICY.title, whole_day(NINE.date()))], PORTALS)
    assert duty.deadline == whole_day(NINE.date() + timedelta(days=1))


@pytest.mark.parametrize(
    ("since", "until", "has"),
    [
        (None, None, True),
        (NINE, None, True),
        (NINE + HOUR, None, False),
        (None, NINE, False),
        (None, NINE + 23 * HOUR, False),
        (None, NINE + 24 * HOUR, True),
    ],
)
def test_a_portal_owes_only_what_falls_whole_into_its_time(
    since: datetime | None, until: datetime | None, *, has: bool
) -> None:
    portal = Portal("p", "甲", Level.CITY, "http://p/", valid_from=since, valid_until=until)
    assert bool(duties([POLICY], [portal])) is has


def test_the_check_of_2016_has_103_duties_for_a_policy() -> None:
    assert len(duties([POLICY], read_edition("2016"))) == 103


# -- the file -----------------------------------------------------------------------------------


def test_every_rule_is_reached_by_name_once() -> None:
    names = [rule.name for rule in read_rules(HERE)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rule = 1", "is no list"),
        ("[[rule]]\nname='a'\nduty='all'", "rule a: reason is missing"),
        ("[[rule]]\nname='a'\nduty='some'\nreason='x'", "none of all, none"),
        ("[[rule]]\nname='a'\nduty='all'\nreason='x'\ntitel='y'", "titel is not known"),
        ("[[rule]]\nname='a'\nduty='all'\nreason='x'\ntitle='('", "no regular expression"),
        ("[[rule]]\nname='a'\nduty='all'\nreason='x'\nsure='no'", "neither true nor false"),
        ("[[rule]]\nname='a'\nduty='all'\nreason='x'\nnumber_older='3'", "no whole number"),
        ("[[rule]]\nname='a'\nduty='all'\nreason='personnel'\ntitle='y'", "must fit everything"),
        ("[[rule]]\nname='a'\nduty='all'\nreason='x'", "rule a: reason is no code"),
        ("[[rule]]\nname='a'\nduty='all'\nreason='人事任免'", "rule a: reason is no code"),
        ("", "must fit everything"),
        ("[[rule]", "cannot be read"),
    ],
)
def test_a_malformed_rule_is_told(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        read_rules(path)


@given(st.text(max_size=300), st.text(max_size=40), st.sampled_from([None, "", "x"]))
def test_some_rule_fits_whatever_a_source_says(title: str, number: str, kind: str | None) -> None:
    assert rule_for(release(title, number, kind=kind)).reason in DutyCode


def test_rules_end_soon_on_hostile_titles() -> None:
    for part in ("省", "关于", "任命", "国务院关于同意", "部", "（", "征求", "一图读懂 "):
        assert rule_for(release(part * 500))


def test_the_real_lists(shared: Path) -> None:
    """No portal is accused over what real ministries list as their news."""
    text = (shared / "realdata/titles/ministry-items-2026.csv").read_text(encoding="utf-8")
    titles = [line.split(",")[2] for line in text.splitlines()[1:] if line.count(",") == 4]
    assert len(titles) > 100
    for title in titles:
        found: list[Duty] = [*duties([release(title, kind="最新政策")], PORTALS)]
        official = ("国务院", "中共中央", "《国务院")
        assert not found or title.startswith(official), title
