"""Titles of policies for property tests: built like real ones, none of them real."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from repostwatch.model import BEIJING, Interval, Match, Release
from tests.defaults import Matcher

from tests.matching.links import Item  # isort: skip - a helper beside this one

DAY = Interval.at(datetime(2026, 7, 24, 9, tzinfo=BEIJING))

ISSUERS = ("国务院", "国务院办公厅", "中共中央办公厅 国务院办公厅", "中共中央 国务院")
THINGS = ("乡村邮路", "古桥保护", "社区食堂", "渔港灯塔", "山地旅游", "冷链驿站", "水文测站")
CITIES = ("江西省萍乡市", "安徽省桐城市", "云南省通海县", "山东省潍坊市", "河南省洛阳市")
HAN = "一二三四五六七八九"

issuers = st.sampled_from(ISSUERS)
things = st.sampled_from(THINGS)
years = st.integers(2019, 2035)
batches = st.integers(1, 9).map(lambda n: HAN[n - 1])
places = st.sampled_from(CITIES)

yearly = st.builds("{}关于{}年{}有关安排的通知".format, issuers, years, things)
in_batches = st.builds("{}关于公布第{}批{}名录的通知".format, issuers, batches, things)
of_places = st.builds("国务院关于同意将{}列为国家{}名城的批复".format, places, things)
plans = st.builds("{}关于印发《“十五五”{}发展规划》的通知".format, issuers, things)
opinions = st.builds("{}关于加强{}安全管理工作的意见".format, issuers, things)
rules = st.builds("{}管理条例".format, things)
titles = st.one_of(yearly, in_batches, of_places, plans, opinions, rules)

prefixes = st.sampled_from(
    (
        "",
        "转载：",
        "【转载】",
        "受权发布丨",
        "国务院文件：",
        "· ",
        "（1）",
        "一、",
        "2026-07-24 ",
        "上级文件丨",
        "\ue603 ",
        "\U000f0352",
        "🔥",
        "🆕 ",
        "①",
        "❷ ",
        "3️⃣",
        "★ ",
        "→",
        "【新】",
        "〖新〗",
        "[NEW]",
        "NEW ",
        "最新政策 ",
        "最新政策",
        "置顶 ",
        "在新窗口中打开：",
    )
)
suffixes = st.sampled_from(
    (
        "",
        "_水利",
        "_中华人民共和国生态环境部",
        "-某某市人民政府网站",
        "（2026年7月24日）",
        " 2026-07-24",
        "（全文）",
        ".pdf",
        "（转自中国政府网）",
        " 来源：中国政府网",
        "｜某某省人民政府门户网站",
        "（附规划全文）",
        " \ue604",
        "🔥",
        "①",
        " NEW",
        "New!",
        "【新】",
        " 最新政策",
        "（在新窗口中打开）",
        " 新窗口打开",
        " (opens in a new window)",
    )
)


def matches(release: str, title: str, number: str | None = None) -> list[Match]:
    known = Release("r", release, DAY, doc_number=number)
    return list(Matcher([known]).match([Item("l", title)]))


def decide(release: str, title: str, number: str | None = None) -> str:
    found = matches(release, title, number)
    return found[0].decision.value if found else "none"
