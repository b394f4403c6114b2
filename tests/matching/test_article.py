"""What the article's own page settles, and what it does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from repostwatch.matching.decide.settle import settle_by_article
from repostwatch.model import (
    BEIJING,
    Article,
    Decision,
    Interval,
    Match,
    PageDate,
    Precision,
    Release,
    because,
)
from repostwatch.model.codes import MatchCode
from tests.matching.titles import DAY, matches

OPINION = "国务院办公厅关于规范乡村食堂服务工作的意见"
SHORT_PLAN = "国务院关于印发山地旅游基础设施建设规划…"
SHORT_OPINION = "国务院办公厅关于规范乡村食堂…"
ORDER = "中华人民共和国国务院令"
LOOSE = "国务院关于规范乡村食堂服务工作的意见"
PLAN = "国务院关于印发山地旅游基础设施建设规划（2026—2030年）的通知"
RULES = "古桥保护条例"


def settled(
    release: str, link: str, article: Article, number: str | None = None
) -> tuple[Match, Match | None]:
    [doubt] = matches(release, link, number)
    known = Release("r", release, DAY, doc_number=number)
    return doubt, settle_by_article(known, doubt, link, article)


@pytest.mark.parametrize(
    ("release", "number", "link", "article"),
    [
        (PLAN, None, SHORT_PLAN, Article(title=PLAN)),
        (
            RULES,
            "国令第943号",
            ORDER,
            Article(title=ORDER, doc_number="国令第943号"),
        ),
        (RULES, "国令第943号", ORDER, Article(doc_number="国务院令 第943号")),
        (
            OPINION,
            None,
            LOOSE,
            Article(title=LOOSE, source="国务院办公厅"),
        ),
        (
            RULES,
            None,
            "国务院公布《古桥保护条例》",
            Article(title="古桥保护条例（国务院令第943号）"),
        ),
    ],
)
def test_the_page_shows_that_it_is(
    release: str, number: str | None, link: str, article: Article
) -> None:
    doubt, match = settled(release, link, article, number)
    assert doubt.decision is Decision.REVIEW
    assert match is not None
    assert match.decision is Decision.MATCH
    assert match.reason.code in (MatchCode.ARTICLE, MatchCode.ARTICLE_DATE)
    assert match.score >= doubt.score


@pytest.mark.parametrize(
    ("release", "number", "link", "article"),
    [
        (
            PLAN,
            None,
            SHORT_PLAN,
            Article(title=PLAN.replace("2026—2030", "2021—2025")),
        ),
        (
            RULES,
            "国令第943号",
            ORDER,
            Article(title=ORDER, doc_number="国令第944号"),
        ),
        (OPINION, None, SHORT_OPINION, Article(title=f"{OPINION}解读")),
        (
            OPINION,
            None,
            SHORT_OPINION,
            Article(title="国务院办公厅关于规范乡村食堂建设用地的通知"),
        ),
    ],
)
def test_the_page_shows_that_it_is_not(
    release: str, number: str | None, link: str, article: Article
) -> None:
    assert settled(release, link, article, number)[1] is None


@pytest.mark.parametrize("article", [Article(), Article(source="中国政府网")])
def test_a_page_without_title_and_number_settles_nothing(article: Article) -> None:
    doubt, match = settled(PLAN, SHORT_PLAN, article)
    assert match == doubt


def test_the_source_alone_does_not_make_a_match() -> None:
    """Interpretations too are taken from the State Council's site."""
    link = "国办发布规范乡村食堂服务工作意见：明确八项任务"
    doubt, match = settled(OPINION, link, Article(title=link, source="国务院办公厅"))
    assert doubt.decision is Decision.REVIEW
    assert match is not None
    assert match.decision is Decision.REVIEW


@pytest.mark.parametrize(
    ("days", "decision"),
    [(0, Decision.MATCH), (14, Decision.MATCH), (40, None), (-20, None)],
)
def test_a_recurring_title_belongs_to_the_days_after_its_release(
    days: int, decision: Decision | None
) -> None:
    title = "国务院任免国家工作人员"
    day = PageDate(datetime(2026, 7, 24, tzinfo=BEIJING) + timedelta(days=days), Precision.DAY)
    _, match = settled(title, title, Article(title=title, published=day))
    assert (match and match.decision) is decision


@pytest.mark.parametrize("heading", [f"《{OPINION}》解读", f"{OPINION}（征求意见稿）"])
def test_the_same_title_in_a_list_and_another_text_behind_it_is_for_a_person(heading: str) -> None:
    doubt, found = settled(OPINION, OPINION, Article(title=heading))
    assert (doubt.decision, doubt.score) == (Decision.MATCH, 100.0)
    assert found
    assert found.decision is Decision.REVIEW


def test_a_certain_match_is_not_put_in_doubt() -> None:
    release = Release("r", OPINION, Interval.at(DAY.earliest))
    certain = Match("l", "r", Decision.MATCH, 100.0, because(MatchCode.DIRECT))
    assert settle_by_article(release, certain, "别的", Article(title="别的标题")) == certain
