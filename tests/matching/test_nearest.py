"""What comes nearest to a release that is not there."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from repostwatch.matching.search.nearest import nearest_link
from repostwatch.model import Interval, Release
from repostwatch.model.codes import MatchCode

TITLE = "国务院办公厅关于2026年部分节假日安排的通知"
OLD = "国务院办公厅关于2025年部分节假日安排的通知"


def released(title: str) -> Release:
    return Release("r", title, Interval.at(datetime(2026, 8, 10, tzinfo=UTC)), ())


def test_the_likest_is_found_with_its_score() -> None:
    links = [("省政府召开常务会议", "https://a.example/1"), (OLD, "https://a.example/2")]
    near = nearest_link(released(TITLE), links)
    assert near is not None
    assert near.url == "https://a.example/2"
    assert 90 < near.score < 100
    assert near.why is None


def test_what_tells_it_apart_is_said() -> None:
    local = TITLE.replace("国务院办公厅", "浙江省人民政府办公厅")
    near = nearest_link(released(TITLE), [(local, "https://a.example/3")])
    assert near is not None
    assert near.why is not None
    assert near.why.has(MatchCode.LOCAL_ISSUER)


def test_another_way_of_writing_is_as_near() -> None:
    near = nearest_link(released(TITLE), [(TITLE.replace("2026", "２０２６"), "u")])
    assert near is not None
    assert near.score == 100
    assert near.why is None


def test_nothing_is_near_where_nothing_is() -> None:
    assert nearest_link(released(TITLE), []) is None


@given(st.text(max_size=600), st.lists(st.tuples(st.text(max_size=600), st.text()), max_size=5))
def test_whatever_strangers_write(title: str, links: list[tuple[str, str]]) -> None:
    near = nearest_link(released(title), links)
    assert near is None or (near.title, near.url) in links
