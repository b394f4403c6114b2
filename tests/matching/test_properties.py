"""What must hold of every title."""

from __future__ import annotations

import json
import pickle
import re

from hypothesis import assume, given
from hypothesis import strategies as st

from repostwatch.matching.title.decoration import normalise
from repostwatch.matching.title.read_title import read_title
from repostwatch.model.reason_json import read, to_json
from repostwatch.wording import Style, say
from tests.matching.titles import (
    CITIES,
    HAN,
    decide,
    in_batches,
    matches,
    of_places,
    opinions,
    plans,
    prefixes,
    suffixes,
    titles,
    yearly,
)

# What sites hang on titles, and what hostile pages send.
wild = st.text(
    alphabet=st.sampled_from(
        "国务院关于印发《》〔〕（）()[]【】的通知意见条例0123456789年月日号第一二十"
        "… .-_|丨：:!！>\n\u200b　“”"
    ),
    max_size=60,
)


@given(st.one_of(titles, wild, st.text(max_size=80)))
def test_normalising_twice_is_normalising_once(title: str) -> None:
    assert normalise(normalise(title)) == normalise(title)


@given(prefixes, titles, suffixes)
def test_decoration_comes_off(prefix: str, title: str, suffix: str) -> None:
    assert normalise(prefix + title + suffix) == normalise(title)


@given(titles)
def test_a_title_matches_itself_with_full_score(title: str) -> None:
    [match] = matches(title, title)
    assert (match.decision.value, match.score) == ("match", 100.0)


@given(st.one_of(titles, wild), st.one_of(titles, wild))
def test_a_decision_always_has_a_score_and_a_reason(release: str, title: str) -> None:
    for match in matches(release, title):
        assert 0 <= match.score <= 100
        assert say(match.reason, Style())
        assert read(json.loads(json.dumps(to_json(match.reason)))) == match.reason
        assert pickle.loads(pickle.dumps(match.reason)) == match.reason


@given(titles, titles, prefixes, suffixes)
def test_decoration_never_changes_a_decision(
    release: str, title: str, prefix: str, suffix: str
) -> None:
    assert decide(release, prefix + title + suffix) == decide(release, title)


@given(yearly, st.integers(2000, 2040))
def test_another_year_is_another_policy(title: str, year: int) -> None:
    other = re.sub(r"\d{4}", str(year), title)
    assume(other != title)
    assert decide(title, other) == "none"


@given(in_batches, st.sampled_from(HAN))
def test_another_batch_is_another_policy(title: str, batch: str) -> None:
    other = re.sub("(?<=第).(?=批)", batch, title)
    assume(other != title)
    assert decide(title, other) == "none"


@given(of_places, st.sampled_from(CITIES))
def test_another_place_is_another_policy(title: str, place: str) -> None:
    other = title
    for city in CITIES:
        other = other.replace(city, place)
    assume(other != title)
    assert decide(title, other) == "none"


@given(
    titles,
    st.sampled_from(("一图读懂《{}》", "{}解读", "《{}》答记者问", "【图解】{}", "专家解读 | {}")),
)
def test_an_interpretation_is_never_the_policy(title: str, form: str) -> None:
    assert decide(title, form.format(title)) == "none"


@given(titles, st.integers(0, 60))
def test_a_cut_title_is_never_less_than_nothing(title: str, length: int) -> None:
    """However a title is cut: the whole is a match, and more is never decided worse."""
    order = ["none", "review", "match"]
    shorter = decide(title, title[:length] + "…")
    longer = decide(title, title[: length + 1] + "…")
    assume(not title[:length].endswith(tuple("0123456789第一二三四五六七八九十《“")))
    assert order.index(longer) >= order.index(shorter)


@given(titles, titles, prefixes, suffixes, st.sampled_from(("{0} {0}", "{0}{0}", "{0}\n{0} | {0}")))
def test_a_title_said_twice_is_said_once(
    release: str, title: str, prefix: str, suffix: str, form: str
) -> None:
    assert decide(release, form.format(title)) == decide(release, title)
    assert decide(title, prefix + form.format(title) + suffix) == "match"


BESIDE = ("{} {}", "{}　《{}》", "{} | {}", "{}——{}", "{}\n{}")
ATTACHED = (
    "{}（附：{}）",
    "{}（附{}）",
    "{}（附《{}》）",
    "{}附件：{}",
    "{} 附件1：{}",
    "{}（附件：《{}》）",
)


@given(st.one_of(plans, opinions, of_places), titles, st.sampled_from((*BESIDE, *ATTACHED)))
def test_a_documents_own_name_behind_it_never_changes_a_decision(
    title: str, release: str, form: str
) -> None:
    own = title.partition("关于")[2].removesuffix("的批复").removesuffix("的意见")
    own = own.removeprefix("印发《").removesuffix("》的通知")
    written = form.format(title, own)
    assert decide(title, written) == "match"
    assert decide(release, written) == decide(release, title)


@given(titles, titles, st.sampled_from((*BESIDE, *ATTACHED)))
def test_another_documents_name_behind_it_is_never_a_match(
    title: str, other: str, form: str
) -> None:
    assume(not read_title(title).names & read_title(other).names)
    assert decide(title, form.format(title, other)) != "match"
    own = read_title(other).rest.removeprefix("关于印发《").removesuffix("》的通知")
    assert decide(title, form.format(title, own)) != "match"


@given(of_places, of_places)
def test_a_reply_in_a_headlines_words_is_that_reply_only(release: str, title: str) -> None:
    headline = title.replace("关于同意", "批复同意").removesuffix("的批复")
    assert decide(title, headline) == "match"
    if release != title:
        assert decide(release, headline) != "match"
