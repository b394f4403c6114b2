"""Reposts are worded in the ways of docs/rules.md section 6; what is another document stays one."""

from __future__ import annotations

import re
from random import Random

import pytest

from repostwatch.sandbox.press import Kind, Policy
from repostwatch.sandbox.titles import generic, lookalikes, word, wordings
from tests.sandbox.stranger import world

SITE = "教育部"
SEEDS = range(1, 11)


def of(kind: Kind, seed: int = 7) -> Policy:
    return next(policy for policy in world(seed).policies if policy.kind is kind)


def bare(title: str) -> str:
    """A title without what never tells documents apart: blanks, marks and width."""
    return re.sub(r"[\s　《》“”\"丨：:（）()、—－\-_【】]", "", title)


WAYS = {
    "prefix": r"^(转载：|受权发布丨|授权发布丨|【转载】)",
    "suffix": rf"[_-]{SITE}$",
}
WAYS_OF = {
    Kind.NOTICE: {
        "issuer shortened": r"^国办：关于",
        "issuer dropped": r"^关于",
        "quoted": r"^《国务院办公厅关于.*》$",
        "number appended": r"（国办\w*〔\d{4}〕\d+号）$",
        "number before": r"^国办\w*〔\d{4}〕\d+号 国务院",
    },
    Kind.PLAN: {
        "the plan alone": r"^“十五五”[^《》]*规划$",
        "quoted": r"^《“十五五”.*规划》$",
        "no quotes": r"印发“十五五”.*规划的通知$",
        "other quotes": r'"十五五"',
        "issuer dropped": r"^关于印发《",
    },
    Kind.JOINT: {
        "offices shortened": r"^中办国办印发《",
        "with a comma": r"^中办、国办印发《",
        "no blank": r"^中共中央办公厅国务院办公厅印发",
        "wide blank": r"^中共中央办公厅　国务院办公厅印发",
        "the opinion alone": r"^关于",
    },
    Kind.DECREE: {
        "long number": r"（中华人民共和国国务院令第\d+号）$",
        "short number": r"（国务院令第\d+号）$",
        "shortest number": r"（国令第\d+号）$",
        "the act alone": r"^\w+条例$",
        "narrow brackets": r"\(中华人民共和国国务院令第\d+号\)$",
    },
    Kind.REPLY: {"issuer dropped": r"^关于同意将", "quoted": r"^《国务院关于同意将.*》$"},
}


@pytest.mark.parametrize("kind", WAYS_OF)
def test_every_way_of_wording_a_release(kind: Kind) -> None:
    made = wordings(of(kind), SITE)
    ways = WAYS_OF[kind] | {
        k: v for k, v in WAYS.items() if k != "blanks inside" or "20" in made[0]
    }
    missing = {way for way, form in ways.items() if not any(re.search(form, m) for m in made)}
    assert missing == set()
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wording_keeps_what_makes_the_document(seed: int) -> None:
    for policy in world(seed).policies:
        if policy.kind.reposted:
            for made in wordings(policy, SITE):
                assert bare(policy.subject) in bare(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lookalike_is_never_a_wording(seed: int) -> None:
    for policy in world(seed).policies:
        if policy.kind.reposted:
            same = {bare(made) for made in wordings(policy, SITE)}
            for number in range(20):
                for other in lookalikes(policy, SITE, Random(number)):
                    assert bare(other.link) not in same


def test_the_kinds_of_lookalikes() -> None:
    found = " ".join(
        other.link
        for policy in world().policies
        if policy.kind.reposted
        for number in range(40)
        for other in lookalikes(policy, "湖南省人民政府", Random(number))
    )
    for sign in ("一图读懂", "政策解读", "答记者问", "新闻发布会", "征求意见稿", "“十四五”"):
        assert sign in found
    assert "湖南省人民政府办公厅关于转发《" in found
    assert "湖南省人民政府办公厅关于贯彻落实《" in found
    year = re.search(r"(\d{4})年", of(Kind.NOTICE).title)
    assert year
    assert f"国务院办公厅关于{int(year[1]) - 1}年" in found or f"{int(year[1]) - 1}年" in found
    assert "云南省通海县" in found


def test_only_a_decree_may_hide_behind_a_generic_title() -> None:
    hidden = generic(of(Kind.DECREE))
    assert hidden is not None
    assert hidden.link == "中华人民共和国国务院令"
    assert hidden.article == of(Kind.DECREE).title
    assert generic(of(Kind.NOTICE)) is None


def test_the_plain_title_is_common_and_so_are_the_others() -> None:
    policy = of(Kind.JOINT)
    drawn = [word(policy, Random(number), SITE) for number in range(400)]
    plain = sum(wording.link == policy.title for wording in drawn)
    assert 130 < plain < 230
    assert {wording.link for wording in drawn} == set(wordings(policy, SITE))
    assert {wording.article for wording in drawn} == {policy.title}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_portals_list_as_a_repost_is_one(seed: int) -> None:
    found = world(seed)
    for portal in found.portals:
        for item in portal.items:
            if item.release_id:
                policy = found.policy(item.release_id)
                hidden = generic(policy)
                allowed = [*wordings(policy, portal.name), hidden.link if hidden else ""]
                assert item.title in allowed
                assert item.article_title == policy.title


@pytest.mark.parametrize("seed", SEEDS)
def test_filler_is_never_a_release(seed: int) -> None:
    found = world(seed)
    subjects = {bare(p.subject) for p in found.policies if p.kind.reposted}
    fillers = {
        bare(item.title)
        for portal in found.portals
        for item in portal.items
        if item.release_id is None and ":like" not in item.key
    }
    assert not [title for title in fillers for subject in subjects if subject in title]
