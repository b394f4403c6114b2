"""What comes nearest to a release that is not there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from repostwatch.matching.search.nearest import nearest_link

TITLE = "国务院办公厅关于2026年部分节假日安排的通知"
OLD = "国务院办公厅关于2025年部分节假日安排的通知"


def test_the_likest_is_found_with_its_score() -> None:
    links = [("省政府召开常务会议", "https://a.example/1"), (OLD, "https://a.example/2")]
    near = nearest_link(TITLE, links)
    assert near is not None
    assert near.url == "https://a.example/2"
    assert 90 < near.score < 100


def test_another_way_of_writing_is_as_near() -> None:
    near = nearest_link(TITLE, [(TITLE.replace("2026", "２０２６"), "u")])
    assert near is not None
    assert near.score == 100


def test_nothing_is_near_where_nothing_is() -> None:
    assert nearest_link(TITLE, []) is None


@given(st.text(max_size=600), st.lists(st.tuples(st.text(max_size=600), st.text()), max_size=5))
def test_whatever_strangers_write(title: str, links: list[tuple[str, str]]) -> None:
    near = nearest_link(title, links)
    assert near is None or (near.title, near.url) in links
