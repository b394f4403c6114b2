"""Links that once ended in a wrong verdict: what a cut or a site's name must not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from repostwatch.matching.decide.settle import settle_by_article
from repostwatch.model import Article, Decision, Interval, Match, Release
from repostwatch.model.reasons import text
from tests.defaults import Matcher
from tests.matching.links import Item

PLAN = "国务院关于印发《“十五五”国家应急体系建设规划》的通知"
OPINION = "国务院关于加快构建长期护理保障制度的意见"
HOLIDAYS = "国务院办公厅关于2027年部分节假日安排的通知"


def release(title: str, number: str | None = None) -> Release:
    return Release("r", title, Interval.at(datetime(2026, 9, 1, tzinfo=UTC)), (), number)


def decision(title: str, link: str, number: str | None = None) -> Decision | None:
    cut = link.endswith(("…", "..."))
    found = list(Matcher([release(title, number)]).match([Item("1", link, truncated=cut)]))
    return found[0].decision if found else None


@pytest.mark.parametrize(
    ("title", "link"),
    [
        (PLAN, "关于《“十五五”国家应急体系建设规划》（征求意见…"),
        (PLAN, "关于《“十五五”国家应急体系建设规划》（征求意见..."),
        (PLAN, "关于《“十五五”国家应急体系建设规划》公开征求…"),
        (OPINION, "《国务院关于加快构建长期护理保障制度的意见》解…"),
    ],
)
def test_a_cut_title_of_a_draft_or_an_interpretation_is_none(title: str, link: str) -> None:
    assert decision(title, link) is None


@pytest.mark.parametrize(
    ("title", "link"),
    [
        # What follows the cut may be 公开征求意见的公告, 政策解读 or 的通知.
        (OPINION, "关于《国务院关于加快构建长期护理保障制度的意见》…"),
        (PLAN, "关于《“十五五”国家应急体系建设规划》的…"),
    ],
)
def test_a_cut_title_about_the_document_is_no_match_by_itself(title: str, link: str) -> None:
    assert decision(title, link) is not Decision.MATCH


@pytest.mark.parametrize(
    "article",
    [
        "关于《“十五五”国家应急体系建设规划》（征求意见稿）公开征求意见的公告",
        "《“十五五”国家应急体系建设规划》政策解读",
        "国家铁路局关于转发《“十五五”国家应急体系建设规划》的通知",
    ],
)
def test_the_articles_title_wins_over_the_cut_one(article: str) -> None:
    cut = article[:24] + "…"
    doubted = Match("1", "r", Decision.MATCH, 100.0, text("标题被截断，可见部分一致"))
    settled = settle_by_article(release(PLAN), doubted, cut, Article(title=article))
    assert settled is None


@pytest.mark.parametrize(
    ("title", "link"),
    [
        (OPINION, f"{OPINION}-新疆生产建设兵团"),
        (OPINION, f"{OPINION}-辽宁省人…"),
        (OPINION, f"{OPINION}-辽宁…"),
        (OPINION, f"{OPINION}_全国社会保障基金理事会"),
        (OPINION, f"{OPINION} | 中国工程院"),
        (PLAN, f"{PLAN}-新疆生产建设兵团"),
        (PLAN, f"{PLAN}-国家铁…"),
    ],
)
def test_a_whole_title_before_a_sites_name_is_the_release(title: str, link: str) -> None:
    assert decision(title, link) is Decision.MATCH


@pytest.mark.parametrize(
    "link",
    [
        "国办发明电〔2026〕17号 国务院办公厅关于202…",
        "国办发明电〔2026〕17号 国务院办公厅关于2027年部分…",
    ],
)
def test_the_releases_number_before_a_cut_title_is_not_passed_over(link: str) -> None:
    assert decision(HOLIDAYS, link, "国办发明电〔2026〕17号") is not None


@pytest.mark.parametrize(
    ("title", "link"),
    [
        (HOLIDAYS, "国办发明电〔2026〕17号 国务院办公厅关于2…"),
        (HOLIDAYS, "国办发明电〔2026〕17号 国务院办公厅关于2027年部…"),
        (PLAN, "国发〔2026〕18号 国务院关于印发《“十五五”国…"),
        (PLAN, "国发〔2026〕18号 国务院关于印发《“十五五”国家应…"),
    ],
)
def test_a_number_that_the_release_came_without_does_not_hide_a_cut_title(
    title: str, link: str
) -> None:
    others = [release(f"国务院关于印发《第{n}类行业发展规划》的通知") for n in range(40)]
    others += [release(f"国务院办公厅关于开展第{n}批试点工作的通知") for n in range(40)]
    known = [replace(other, release_id=f"o{n}") for n, other in enumerate(others)]
    found = Matcher([*known, release(title)]).match([Item("1", link, truncated=True)])
    assert [(match.release_id, match.decision) for match in found] == [("r", Decision.REVIEW)]


def test_another_number_is_another_document_however_it_is_cut() -> None:
    cut = "国办发明电〔2026〕17号 国务院办公厅关于2…"
    assert decision(HOLIDAYS, cut, "国办发明电〔2026〕16号") is None


@pytest.mark.parametrize("link", ["中华人民共和国国务院令", "国务院令"])
def test_a_title_that_every_order_may_bear_is_put_to_review_for_each(link: str) -> None:
    """One that was left out would count as missing, while its repost stands in the list."""
    orders = [
        replace(release(f"{name}条例（国务院令第{n}号）", f"国令第{n}号"), release_id=str(n))
        for n, name in enumerate("甲乙丙丁戊己庚辛", 800)
    ]
    found = Matcher(orders).match([Item("1", link)])
    assert [(match.release_id, match.decision) for match in found] == [
        (order.release_id, Decision.REVIEW) for order in orders
    ]


def test_a_cut_title_is_put_to_review_for_each_that_begins_so() -> None:
    """The same where the cut leaves open which of many it is."""
    plans = [
        replace(release(f"国务院关于同意将{place}列为国家历史文化名城的批复"), release_id=place)
        for place in (f"甲{letter}市" for letter in "东南西北中上下前后左右内外新老大小长高平")
    ]
    found = list(Matcher(plans).match([Item("1", "国务院关于同意将甲…", truncated=True)]))
    assert {match.release_id for match in found} == {plan.release_id for plan in plans}
    assert {match.decision for match in found} == {Decision.REVIEW}


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("国务院关于公布第四批国家级风景名胜区名单的通知", "国务院关于公布第"),
        ("国务院关于第五批专项督查情况的通报", "国务院关于第"),
        ("国务院关于印发二〇二六年重点工作分工的通知", "国务院关于印发二"),
        ("国务院关于印发二〇二六年重点工作分工的通知", "国务院关于印发二〇二"),
        ("国务院关于印发二〇二六年重点工作分工的通知", "国务院关于印发二〇二六"),
        ("国务院关于修改《中华人民共和国增值税暂行条例》的决定", "国务院关于修改《中华"),
        ("国务院关于修改《中华人民共和国增值税暂行条例》的决定", "国务院关于修改《中华人民共和"),
    ],
)
def test_a_cut_through_a_number_or_a_name_still_begins_like_the_release(
    title: str, shown: str
) -> None:
    """Its article is read then, as that of any cut title that shows too little."""
    assert Matcher([release(title)]).begun_like(f"{shown}…") == ("r",)


@pytest.mark.parametrize("place", range(6, 24))
def test_wherever_a_title_is_cut_it_is_matched_or_begins_like_the_release(place: int) -> None:
    title = "国务院关于修改《中华人民共和国增值税暂行条例》和公布第二十四批目录的决定"
    cut = title[:place]
    assert decision(title, f"{cut}…") or Matcher([release(title)]).begun_like(f"{cut}…") == ("r",)


@pytest.mark.parametrize("label", ["<解读>", "<征求意见稿>", "＜图解＞", "<一图读懂>"])
def test_words_between_angles_are_words(label: str) -> None:
    """As entities in the page: a reader sees them, unlike tags."""
    assert decision(HOLIDAYS, f"{label}{HOLIDAYS}") is None
    assert decision(HOLIDAYS, f"<b>{HOLIDAYS}</b>") is Decision.MATCH
