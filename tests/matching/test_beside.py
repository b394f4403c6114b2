"""What stands beside a title in one text, and what only looks like it: one row per trap."""

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import BEIJING, Interval, Release
from tests.defaults import Matcher
from tests.matching.links import Item
from tests.matching.titles import decide

DAY = Interval.at(datetime(2026, 8, 10, 9, tzinfo=BEIJING))
OPINION = "国务院办公厅关于规范乡村食堂服务工作的意见"
PLAN = "国务院关于印发“十五五”山地旅游规划的通知"
OWN = "“十五五”山地旅游规划"
SPAN = "国务院关于印发山地旅游行动计划（2026—2030年）的通知"
FORWARDED = "国务院办公厅转发民政部关于加强古桥保护意见的通知"
REPLY = "国务院关于同意将江西省萍乡市列为国家工业遗产名城的批复"
RULES = "古桥保护条例"
SPACE = "国务院关于《山西省国土空间规划（2021—2035年）》的批复"


@pytest.mark.parametrize(
    "release", [OPINION, PLAN, REPLY, RULES, "2026年灯塔维护计划", "习近平向灯塔大会致贺信"]
)
@pytest.mark.parametrize(
    "form",
    [
        *("\ue603{}", "\uf02d {}", "\U000f0352 {}", "{} \ue9a1"),
        *("🔥{}", "📢 {}", "{}🆕", "👉🏻 {}"),
        *("①{}", "❸ {}", "㊀{}", "2️⃣{}", "⑴{}", "01 {}", "·{}", "• {}", "★{}"),
        *("{} ☆", "→ {}", "✔{}"),
        *("【新】{}", "〖新〗{}", "〔新〕{}", "[新] {}", "「最新」{}"),
        *("{}【新】", "NEW {}", "NEW{}", "new! {}"),
        *("{}NEW", "{} New!", "HOT {}", "置顶 {}", "最新政策 {}", "最新政策{}", "最新政策：{}"),
        *("【最新政策】{}", "国务院文件 {}", "政策文件 {}", "{} 最新政策", "{}（最新政策）"),
    ],
)  # fmt: skip
def test_marks_and_badges_are_no_part_of_a_title(release: str, form: str) -> None:
    assert decide(release, form.format(release)) == "match"


@pytest.mark.parametrize(
    "form",
    [
        *("{}（在新窗口中打开）", "{} 在新窗口中打开", "{}在新窗口打开", "{}[新窗口打开]"),
        "{}-在新标签页中打开",
        *("{} (opens in a new window)", "{} Open in new tab"),
        *("在新窗口中打开：{}", "打开新窗口 {}"),
        *("{0} {0}", "{0}{0}", "{0}|{0}", "{0}\n\n{0}", "{0} {0} {0}", "NEW {0} {0} 2026-08-10"),
        *("{0} 2026-08-10 {0} 2026-08-10", "{0}🔥{0}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("release", [OPINION, PLAN, RULES, "习近平出席灯塔推进会"])
def test_hints_and_a_title_said_twice_are_no_part_of_it(release: str, form: str) -> None:
    assert decide(release, form.format(release)) == "match"


@pytest.mark.parametrize(
    "link",
    [f"{OPINION[:18]}… {OPINION}", f"{OPINION} {OPINION[:16]}…", f"{OPINION[:12]}...{OPINION}"],
)
def test_a_whole_title_beside_its_cut_form_is_not_cut(link: str) -> None:
    assert decide(OPINION, link) == "match"


@pytest.mark.parametrize(
    ("release", "link"),
    [
        (OPINION, f"最新政策解读 {OPINION}"),
        (OPINION, f"最新政策解读：{OPINION}"),
        (OPINION, f"🔥一图读懂 {OPINION}"),
        (OPINION, f"①{OPINION}解读"),
        (OPINION, f"NEW 甲省转发{OPINION}"),
        (OPINION, f"{OPINION} {OPINION}解读"),
        (OPINION, f"{OPINION}（征求意见稿） {OPINION}（征求意见稿）"),
        (OPINION, "NEW 国务院办公厅关于规范乡村食堂服务工作的通知"),
        ("系列报道①", "系列报道②"),
        ("国务院组成人员名单", "新国务院组成人员名单"),
        ("打造开放窗口", "打造开放新窗口"),
    ],
)
def test_a_mark_does_not_make_another_thing_of_a_look_alike(release: str, link: str) -> None:
    assert decide(release, link) != "match"


@pytest.mark.parametrize(
    ("release", "link"),
    [
        (PLAN, f"{PLAN} {OWN}"),
        (PLAN, f"{PLAN}{OWN}"),
        (PLAN, f"{PLAN}《{OWN}》"),
        (PLAN, f"{PLAN}（附：{OWN}）"),
        (PLAN, f"{PLAN}（附{OWN}）"),
        (PLAN, f"{PLAN}（附《{OWN}》全文）"),
        (PLAN, f"{PLAN} 附件：{OWN}"),
        (PLAN, f"{PLAN}附件1：{OWN}"),
        (PLAN, f"{PLAN}（国发〔2026〕9号） {OWN}"),
        (PLAN, f"{OWN} {PLAN}"),
        (PLAN, f"关于印发“十五五”山地旅游规划的通知 {OWN}"),
        (PLAN, f"{PLAN} 关于印发“十五五”山地旅游规划的通知"),
        (SPAN, f"{SPAN}（附：山地旅游行动计划（2026—2030年））"),
        (SPAN, f"{SPAN} 山地旅游行动计划(2026-2030年)"),
        (FORWARDED, f"{FORWARDED} 关于加强古桥保护的意见"),
        (REPLY, f"{REPLY} 将江西省萍乡市列为国家工业遗产名城"),
        (f"{PLAN} {OWN}", PLAN),
        (OPINION, f"{OPINION}（附：全文）"),
        (OPINION, f"{OPINION}（附分工表）"),
    ],
)
def test_a_title_with_its_documents_own_name_is_the_release(release: str, link: str) -> None:
    assert decide(release, link) == "match"


@pytest.mark.parametrize(
    "link",
    [
        f"{PLAN} “十四五”山地旅游规划",
        f"{PLAN} {OWN}解读",
        f"{PLAN} 一图读懂{OWN}",
        f"{PLAN}（附：“十四五”山地旅游规划）",
        f"{PLAN}（附《古桥保护条例》）",
        f"{PLAN} 附件：甲省“十五五”山地旅游规划",
        f"{PLAN}（附：{OWN}任务分工方案）",
        f"甲省人民政府转发{PLAN} {OWN}",
        f"甲省人民政府关于印发“十五五”山地旅游规划的通知 {OWN}",
        f"国务院关于印发“十四五”山地旅游规划的通知 {OWN}",
        f"{OWN} 甲省人民政府关于印发{OWN}的通知",
        f"{PLAN}（征求意见稿） {OWN}",
    ],
)
def test_a_title_with_another_documents_name_is_not_the_release(link: str) -> None:
    assert decide(PLAN, link) != "match"


@pytest.mark.parametrize(
    "link",
    [
        "国务院批复同意将江西省萍乡市列为国家工业遗产名城",
        "国务院正式批复同意将萍乡市列为国家工业遗产名城",
        "国务院批复：同意将江西省萍乡市列为国家工业遗产名城",
        "国务院同意将江西省萍乡市列为国家工业遗产名城",
        "【批复】国务院批复同意将江西省萍乡市列为国家工业遗产名城",
    ],
)
def test_a_reply_in_a_headlines_words_is_the_reply(link: str) -> None:
    assert decide(REPLY, link) == "match"


@pytest.mark.parametrize(
    ("release", "link", "decision"),
    [
        (REPLY, "国务院批复同意将安徽省桐城市列为国家工业遗产名城", "none"),
        (REPLY, "国务院批复原则同意将江西省萍乡市列为国家工业遗产名城", "review"),
        (REPLY, "批复同意将江西省萍乡市列为国家工业遗产名城", "review"),
        (REPLY, "国务院办公厅批复同意将江西省萍乡市列为国家工业遗产名城", "review"),
        (REPLY, "国务院批复同意将江西省萍乡市列为国家工业遗产名城 当地热议", "none"),
        # Neither the years nor 同意 stand in both.
        (SPACE.replace("山西", "甲"), "国务院批复同意甲省国土空间规划", "review"),
        (SPACE, "国务院批复同意山西省国土空间规划", "review"),
        (SPACE, "国务院批复同意陕西省国土空间规划", "none"),
        (SPACE, "国务院批复《山西省国土空间规划（2006—2020年）》", "none"),
    ],
)  # fmt: skip
def test_a_reply_is_not_another_reply(release: str, link: str, decision: str) -> None:
    assert decide(release, link) == decision


FUND = "国务院办公厅关于有效发挥政府性灯塔维护基金作用切实支持渔港建设和沿岸居民发展的指导意见"
EQUAL = "国务院关于同意石门、青口、白沙山地旅游示范区建设国家生态步道先行试验区域的批复"
TAX = "中共中央 国务院关于全面深化新时代乡村古桥戏台灯塔保护利用制度机制改革创新的意见"


def cut_at(title: str, length: int, *others: str) -> str:
    """The decision for `title` cut, with the other releases known too."""
    known = [Release("r", title, DAY), *(Release(other, other, DAY) for other in others)]
    found = list(Matcher(known).match([Item("l", f"{title[:length]}…")]))
    matched = [match.release_id for match in found if match.decision.value == "match"]
    return "match" if matched == ["r"] else ("review" if found and not matched else str(matched))


@pytest.mark.parametrize("title", [FUND, EQUAL, TAX])
@pytest.mark.parametrize("length", [22, 24])
def test_a_cut_title_that_one_release_alone_begins_with_is_that_release(
    title: str, length: int
) -> None:
    assert cut_at(title, length, OPINION, PLAN) == "match"


@pytest.mark.parametrize(
    ("title", "other"),
    [
        (FUND, FUND.replace("支持渔港", "服务渔港")),
        (EQUAL, EQUAL.replace("国家生态步道", "国家森林步道")),
        (TAX, "中共中央关于全面深化新时代乡村古桥戏台灯塔研究的意见"),
    ],
)
def test_a_cut_title_that_two_releases_begin_with_goes_to_a_person(title: str, other: str) -> None:
    assert cut_at(title, 22, other) == "review"


@pytest.mark.parametrize(
    "title",
    [
        # A year, a period or the name itself is behind the cut; so may be an interpretation.
        "国务院关于印发山地旅游基础设施提质升级和乡村步道建设行动计划（2026—2030年）的通知",
        "国务院办公厅关于公布山地旅游示范区和乡村步道建设名单（第3批）的通知",
        "国务院关于全面修改与山地旅游活动相关的《古桥保护条例》等行政法规的决定",
        "山地旅游经营场所从业人员和志愿服务人员安全生产责任保险管理暂行办法",
    ],
)
def test_a_cut_that_hides_what_decides_goes_to_a_person(title: str) -> None:
    assert cut_at(title, 18, OPINION) == "review"


@pytest.mark.parametrize("mark", ["解读", "（征求意见稿）", "任务分工"])
def test_what_a_cut_title_shows_still_counts(mark: str) -> None:
    assert decide(FUND, f"{FUND[:24]}{mark}…") != "match"
