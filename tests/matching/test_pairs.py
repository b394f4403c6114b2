"""What an officer would say of a pair of titles: one row per trap."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from repostwatch.model import BEIJING, Decision, Interval, Link, Release
from tests.defaults import Matcher
from tests.matching.links import Item

DAY = Interval.at(datetime(2026, 7, 24, 9, tzinfo=BEIJING))
OPINION = "国务院办公厅关于规范乡村食堂服务工作的意见"
PLAN = "国务院关于印发《“十五五”山地旅游行动方案》的通知"
JOINT = "中共中央办公厅 国务院办公厅印发《关于加强古桥保护的意见》"
RULES = "古桥保护条例"
TOWN = "国务院关于同意将江西省萍乡市列为国家工业遗产名城的批复"
HOLIDAY = "国务院办公厅关于2026年部分纪念活动安排的通知"


def decide(release: str, title: str, number: str | None = None, *, cut: bool = False) -> str:
    known = Release("r", release, DAY, doc_number=number)
    found = list(Matcher([known]).match([Item("l", title, truncated=cut)]))
    return found[0].decision.value if found else "none"


@pytest.mark.parametrize(
    ("release", "number", "title"),
    [
        (OPINION, None, OPINION),
        (OPINION, None, "关于规范乡村食堂服务工作的意见"),
        (OPINION, None, "国办：关于规范乡村食堂服务工作的意见"),
        (OPINION, None, f"《{OPINION}》"),
        (OPINION, None, f"转载：{OPINION}"),
        (OPINION, None, f"转载文件:{OPINION}"),
        (OPINION, None, f"【转载】{OPINION}"),
        (OPINION, None, f"授权发布丨{OPINION}"),
        (OPINION, None, f"{OPINION}_水利"),
        (OPINION, None, f"{OPINION}_中华人民共和国生态环境部"),
        (OPINION, None, f"{OPINION}-某某市人民政府门户网站"),
        (OPINION, None, f"{OPINION}(2026年)"),
        (OPINION, None, f"{OPINION}（2026年7月24日） — 国务院办公厅"),
        (OPINION, "国办发〔2026〕91号", f"{OPINION}（国办发〔2026〕91号）"),
        (OPINION, "国办发〔2026〕91号", f"国办发[2026]91号\n{OPINION}"),
        (OPINION, "国办发〔2026〕91号", f"{OPINION}国办发〔2026〕 91 号"),
        (OPINION, "国办发〔2026〕91号", "国办发〔2026〕91号"),
        (OPINION, None, "国务院办\n公厅关于规范\r\n  乡村食堂服务　工作的意见"),
        (OPINION, None, "國務院辦公廳關於規範鄉村食堂服務工作的意見"),
        (OPINION, None, "首页 > 政务公开 > " + OPINION),
        (PLAN, None, "国务院关于印发“十五五”山地旅游行动方案的通知"),
        (PLAN, None, "关于印发《＂十五五＂山地旅游行动方案》的通知"),
        (PLAN, None, "《“十五五”山地旅游行动方案》"),
        (PLAN, None, "十五五山地旅游行动方案"),
        (JOINT, None, "中办国办印发《关于加强古桥保护的意见》"),
        (JOINT, None, "两办印发《关于加强古桥保护的意见》"),
        (JOINT, None, "中办、国办印发《关于加强古桥保护的意见》"),
        (JOINT, None, "关于加强古桥保护的意见"),
        (RULES, "国令第943号", "中华人民共和国古桥保护条例"),
        (RULES, "国令第943号", "《古桥保护条例》（国务院令第943号）"),
        (RULES, "国令第943号", "中华人民共和国国务院令 第943号"),
        (RULES, "国令第943号", "国务院令（第９４３号）"),
        (RULES, "国令第943号", "国务院令第943号 古桥保护条例"),
        ("古桥保护条例（国令第943号）", None, RULES),
        (TOWN, None, "国务院关于同意将萍乡市列为国家工业遗产名城的批复"),
        (HOLIDAY, None, "国务院办公厅关于二〇二六年部分纪念活动安排的通知"),
        (HOLIDAY, None, "国务院办公厅关于二○二六年部分纪念活动安排的通知"),
        (HOLIDAY, None, "关于 2026 年部分纪念活动安排的通知"),
        ("国务院关于公布第九批灯塔名录的通知", None, "国务院关于公布第9批灯塔名录的通知"),
        ("规划纲要（2026－2035年）", None, "《规划纲要（2026—2035年）》"),
        ("习近平向灯塔大会致贺信_中华人民共和国生态环境部", None, "习近平向灯塔大会致贺信"),
    ],
)  # fmt: skip
def test_the_same_policy_matches(release: str, number: str | None, title: str) -> None:
    assert decide(release, title, number) == "match"


@pytest.mark.parametrize(
    ("release", "title"),
    [
        (HOLIDAY, "国务院办公厅关于2025年部分纪念活动安排的通知"),
        (HOLIDAY, "某市人民政府办公室关于2026年部分纪念活动安排的通知"),
        (HOLIDAY, f"市政府办公室关于转发《{HOLIDAY}》的通知"),
        ("国务院关于公布第九批灯塔名录的通知", "国务院关于公布第八批灯塔名录的通知"),
        (TOWN, "国务院关于同意将安徽省桐城市列为国家工业遗产名城的批复"),
        (PLAN, "国务院关于印发《“十四五”山地旅游行动方案》的通知"),
        (PLAN, "江西省“十五五”山地旅游行动方案"),
        (PLAN, "关于印发《“十五五”山地旅游行动方案》任务分工的通知"),
        (OPINION, f"一图读懂《{OPINION}》"),
        (OPINION, f"一图读懂丨{OPINION}"),
        (OPINION, f"{OPINION}解读"),
        (OPINION, f"【解读】{OPINION}"),
        (OPINION, f"有关负责人就《{OPINION}》答记者问"),
        (OPINION, f"山东省人民政府关于贯彻落实《{OPINION}》的实施意见"),
        (OPINION, "关于规范乡村食堂服务工作的实施意见"),
        (OPINION, "关于规范全省乡村食堂服务工作的意见"),
        (OPINION, "关于规范乡村食堂服务工作的意见（征求意见稿）"),
        (OPINION, "教育部 民政部关于规范乡村食堂服务工作的意见"),
        (OPINION, "国务院办公厅关于规范乡村食堂服务工作的通知"),
        (OPINION, f"某某局组织学习{OPINION}"),
        (RULES, "某某市古桥保护条例"),
        (RULES, "古桥保护条例实施细则"),
        (RULES, "古树保护条例"),
        (RULES, "国务院关于修改《古桥保护条例》的决定"),
        (RULES, "上海市古桥保护条例"),
        ("习近平同汤加国王举行会谈", "习近平同汤加国王茶叙"),
        ("习近平同汤加国王举行会谈", "习近平同斐济总统举行会谈"),
        ("习近平出席欢迎仪式", "习近平出席欢迎宴会"),
        ("在灯塔大会上的主旨讲话（全文）", "习近平出席灯塔大会并发表主旨讲话"),
        ("城市道路管理条例", "上海市城市道路管理条例"),
    ],
)  # fmt: skip
def test_a_look_alike_is_nothing(release: str, title: str) -> None:
    assert decide(release, title) == "none"


@pytest.mark.parametrize(
    ("release", "number", "title"),
    [
        (OPINION, "国办发〔2026〕91号", f"{OPINION}（国办发〔2026〕92号）"),
        (OPINION, None, "国办发布规范乡村食堂服务工作意见：明确八项任务"),
        (OPINION, "国办发〔2026〕91号", f"{OPINION}(2019年)"),
        (RULES, "国令第943号", "中华人民共和国国务院令"),
        (RULES, None, "中华人民共和国国务院令第943号"),
        (RULES, None, "国务院公布《古桥保护条例》"),
        ("国务院任免国家工作人员", None, "国务院任免国家工作人员"),
        ("国务院关于修改部分行政法规的决定", None, "国务院关于修改部分行政法规的决定"),
        (JOINT, None, "国办印发《关于加强古桥保护的意见》"),
        (OPINION, None, "国务院关于规范乡村食堂服务工作的意见"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_goes_to_a_person(release: str, number: str | None, title: str) -> None:
    assert decide(release, title, number) == "review"


@pytest.mark.parametrize("dots", ["…", "...", "……", "⋯", "......", ""])
def test_a_cut_title_is_decided_by_what_it_shows(dots: str) -> None:
    cut = not dots
    assert decide(OPINION, f"国务院办公厅关于规范乡村食堂服务工作的意{dots}", cut=cut) == "match"
    assert decide(OPINION, f"国务院办公厅关于规范乡村食{dots}", cut=cut) == "review"
    assert decide(OPINION, f"国务院办公厅关于{dots}", cut=cut) == "none"
    assert decide(OPINION, f"国务院办公厅关于规范乡村邮路{dots}", cut=cut) == "none"


def test_a_cut_that_hides_the_year_or_the_bracket_is_not_decided_by_hope() -> None:
    plan = "国务院关于印发山地旅游基础设施建设规划（2026—2030年）的通知"
    assert decide(plan, "国务院关于印发山地旅游基础设施建设规划…") == "review"
    assert decide(OPINION, "《国务院办公厅关于规范乡村食堂服务工作的意…") == "review"


def test_real_pairs(shared: Path) -> None:
    """Every `yes` is matched or in review, no `no` is matched."""
    with (shared / "domain/title-pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    wrong = []
    for pair in pairs:
        got = decide(pair["release_title"], pair["portal_title"], pair["doc_number"] or None)
        allowed = {"yes": ("match", "review"), "review": ("review",), "no": ("none",)}
        if got not in allowed[pair["label"]]:
            wrong.append((got, pair))
    assert pairs
    assert wrong == []


def test_regulations_of_one_kind_are_told_apart(shared: Path) -> None:
    """Hundreds of near-duplicates: each is itself, and never surely another."""
    with (shared / "realdata/titles/regulations.csv").open(encoding="utf-8", newline="") as file:
        names = sorted({row["name"] for row in csv.DictReader(file)})
    releases = [Release(name, name, DAY) for name in names]
    links = [Item(name, name) for name in names]
    wrong = [
        (match.link_id, match.release_id, match.reason)
        for match in Matcher(releases).match(links)
        if match.decision is Decision.MATCH and _plain(match.link_id) != _plain(match.release_id)
    ]
    assert wrong == []


def _plain(name: str) -> str:
    """Names that differ in blanks and commas only are one regulation listed twice."""
    return "".join(char for char in name if char not in " 　、的《》（）()").replace("和", "")


def test_a_reading_link_is_taken_as_it_is() -> None:
    release = Release("r", OPINION, DAY)
    link = Link(OPINION, "https://www.example.gov.cn/a.html")
    found = list(Matcher([release]).match([Item("1", link.title, link.url, link.truncated)]))
    assert [(match.link_id, match.score) for match in found] == [("1", 100.0)]


GAZETTE = "国务院关于印发《“十五五”山地旅游行动方案》的通知"
REPLY = "国务院关于同意设立古桥示范区的批复"


@pytest.mark.parametrize(
    ("release", "title"),
    [
        # A title and its document's own name, as the State Council Gazette has them.
        (GAZETTE, "国务院关于印发“十五五”山地旅游行动方案的通知 “十五五”山地旅游行动方案"),
        (GAZETTE, f"{GAZETTE}（附：“十五五”山地旅游行动方案）"),
        (GAZETTE, f"{GAZETTE} 附件：“十五五”山地旅游行动方案"),
        (GAZETTE, f"{GAZETTE}《“十五五”山地旅游行动方案》"),
        (GAZETTE, f"“十五五”山地旅游行动方案 {GAZETTE}"),
        (GAZETTE, f"{GAZETTE} “十五五”山地旅游行…"),
        (f"{GAZETTE} “十五五”山地旅游行动方案", GAZETTE),
        # 批复同意X for 关于同意X的批复.
        (REPLY, "国务院批复同意设立古桥示范区"),
        (REPLY, "国务院正式批复同意设立古桥示范区"),
        (REPLY, "国务院同意设立古桥示范区"),
        # What lists set before a title.
        (OPINION, f"最新政策 {OPINION}"),
        (OPINION, f"最新政策{OPINION}"),
        (OPINION, f"政策文件 {OPINION}"),
        (OPINION, f"要闻 {OPINION}"),
        (OPINION, f"\ue600{OPINION}"),
        (OPINION, f"📢{OPINION}"),
        (OPINION, f"① {OPINION}"),
        (OPINION, f"❗️{OPINION}🔥"),
        (OPINION, f"【新】{OPINION}"),
        (OPINION, f"{OPINION}【新】"),
    ],
)
def test_a_title_that_stands_there(release: str, title: str) -> None:
    assert decide(release, title) == "match"


@pytest.mark.parametrize(
    ("release", "title"),
    [
        (GAZETTE, f"{GAZETTE} “十五五”山地旅游行动方案解读"),
        (GAZETTE, f"{GAZETTE} “十四五”山地旅游行动方案"),
        (REPLY, "国务院批复同意设立古桥示范区、石塔示范区"),
        (REPLY, "甘肃省批复同意设立古桥示范区"),
        (REPLY, "国务院批复同意设立石塔示范区"),
        (OPINION, f"最新政策解读 {OPINION}"),
        (OPINION, f"转发{OPINION}"),
    ],
)
def test_a_title_that_only_looks_like_it(release: str, title: str) -> None:
    assert decide(release, title) != "match"


PAGE = "www.gov.cn/zhengce/content/202608/content_7001.htm"


@pytest.mark.parametrize(
    ("url", "direct"),
    [
        (f"https://{PAGE}?from=timeline&isappinstalled=0", True),
        (f"http://{PAGE.replace('.cn', '.cn.', 1)}", True),
        (f"https://{PAGE.replace('/', '//')}", True),
        (f"//{PAGE}#top", True),
        (f"https://{PAGE.replace('www.', 'm.')}", True),
        (f"https://{PAGE.replace('www.', 'app.www.')}", True),
        (f"http://big5.www.gov.cn/gate/big5/{PAGE}?a=1", True),
        (f"HTTPS://{PAGE.replace('www.gov.cn', 'WWW.GOV.CN:443')}", True),
        (f"https://{PAGE.replace('gov.cn', 'gov.cn@example.com')}", False),
        (f"https://{PAGE.replace('gov.cn', 'gov.cn.example.com')}", False),
        (f"https://{PAGE.replace('www.', 'x')}", False),
        (f"https://{PAGE.replace('www.', 'hn.')}", False),
        (f"https://{PAGE.replace('7001', '70011')}", False),
        ("https://www.gov.cn/zhengce/content/202608/?id=content_7001.htm", False),
    ],
)
def test_the_releases_own_page_however_it_is_written(url: str, direct: bool) -> None:
    matcher = Matcher([Release("r", OPINION, DAY, (f"https://{PAGE}",))])
    found = list(matcher.match([Item("l", "政策文件全文", url=url)]))
    assert bool(found) is direct
    assert matcher.is_direct("r", url) is direct
