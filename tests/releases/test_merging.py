"""One policy under several addresses is one release, in whatever order its traces come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repostwatch.base.clock import whole_day
from repostwatch.model import BEIJING, Interval, Release
from repostwatch.releases.identity import number_key, release_id_of
from repostwatch.releases.merging import start_of
from tests.defaults import merge

NINE = datetime(2026, 9, 2, 9, 0, tzinfo=BEIJING)
CONTENT = "https://www.gov.cn/zhengce/content/202609/content_7012345.htm"
LIBRARY = "https://www.gov.cn/zhengce/zhengceku/202609/content_7012346.htm"
GAZETTE = "https://www.gov.cn/gongbao/2026/issue_1/202610/content_7020001.htm"
TITLE = "国务院关于促进甲乙丙高质量发展的意见"


def item(
    title: str = TITLE,
    at: datetime | Interval = NINE,
    *addresses: str,
    number: str | None = None,
    own: str | None = None,
    kind: str | None = None,
) -> Release:
    published = at if isinstance(at, Interval) else Interval.at(at)
    return Release(
        release_id=own or release_id_of(title, published, addresses, number),
        title=title,
        published=published,
        addresses=addresses,
        doc_number=number,
        kind=kind,
    )


def day(date: datetime) -> Interval:
    return whole_day(date.date())


def test_two_channels_and_the_gazette_are_one_release_from_its_first_minute() -> None:
    (one,) = merge(
        [
            item(TITLE, day(NINE + timedelta(days=40)), GAZETTE),
            item(TITLE, NINE + timedelta(minutes=3), LIBRARY, number="国发〔2026〕5号"),
            item(f"{TITLE}（国发〔2026〕5号）", NINE, CONTENT),
        ]
    )
    assert one.published == Interval.at(NINE)
    assert one.addresses == (CONTENT, LIBRARY, GAZETTE)
    assert one.doc_number == "国发〔2026〕5号"
    assert one.release_id == "content_7012345"


@pytest.mark.parametrize(
    "twin",
    [
        CONTENT.replace("https", "http"),
        CONTENT.replace("www.", "app."),
        "http://big5.www.gov.cn/gate/big5/www.gov.cn/zhengce/content/202609/content_7012345.htm",
        CONTENT + "#1",
    ],
)
def test_twins_of_an_address_are_the_same_article_whatever_the_title(twin: str) -> None:
    (one,) = merge([item("甲", NINE, CONTENT), item("乙", NINE + timedelta(days=300), twin)])
    assert one.release_id == "content_7012345"
    assert one.addresses == (CONTENT,)


@pytest.mark.parametrize(
    ("spans", "start"),
    [
        ([day(NINE), Interval.at(NINE)], Interval.at(NINE)),
        ([day(NINE), Interval.at(NINE + timedelta(days=1))], day(NINE)),
        ([Interval.at(NINE), Interval.at(NINE - timedelta(hours=1))],
         Interval.at(NINE - timedelta(hours=1))),
        ([day(NINE), day(NINE - timedelta(days=1)), Interval.at(NINE)],
         day(NINE - timedelta(days=1))),
    ],
)  # fmt: skip
def test_the_clock_starts_at_the_earliest_statement(spans: list[Interval], start: Interval) -> None:
    assert start_of(spans) == start == start_of(reversed(spans))


def test_different_numbers_are_different_documents() -> None:
    found = merge(
        [item(TITLE, NINE, number="国发〔2026〕5号"), item(TITLE, NINE, number="国发〔2026〕6号")]
    )
    assert len({one.release_id for one in found}) == 2


def test_without_a_number_it_could_be_either_so_it_is_neither() -> None:
    found = merge(
        [
            item(TITLE, NINE, number="国发〔2026〕5号"),
            item(TITLE, NINE, number="国发〔2026〕6号"),
            item(TITLE, NINE),
        ]
    )
    assert len(found) == 3


@pytest.mark.parametrize(
    ("title", "other", "days"),
    [
        ("国务院任免国家工作人员", "国务院任免国家工作人员", 0),
        ("国务院办公厅关于2025年部分节假日安排的通知",
         "国务院办公厅关于2026年部分节假日安排的通知", 0),
        ("国务院常务会议一周要情", "国务院常务会议一周要情", 7),
        ("国务院关于同意甲县列为名城的批复", "国务院关于同意乙县列为名城的批复", 0),
    ],
)  # fmt: skip
def test_what_recurs_or_differs_in_one_character_is_not_joined(
    title: str, other: str, days: int
) -> None:
    addresses = (
        "https://www.gov.cn/a/content_7000001.htm",
        "https://www.gov.cn/content_7000002.htm",
    )
    found = merge(
        [item(title, NINE, addresses[0]), item(other, NINE + timedelta(days=days), addresses[1])]
    )
    assert len({one.release_id for one in found}) == 2


def test_a_decree_s_title_and_the_regulation_it_brings_are_one() -> None:
    (one,) = merge(
        [
            item("中华人民共和国国务院令（第843号）", NINE, CONTENT),
            item("甲乙丙管理条例", NINE, LIBRARY, number="国令第843号"),
        ]
    )
    assert number_key(one.doc_number) == "国令843"


def test_an_interpretation_that_bears_the_number_stays_apart() -> None:
    found = merge(
        [item(TITLE, NINE, number="国发〔2026〕5号"), item(f"{TITLE}解读（国发〔2026〕5号）", NINE)]
    )
    assert len(found) == 2


def test_a_corrected_title_keeps_the_id() -> None:
    first = item("国务院关于促近甲乙丙高质量发展的意见", NINE, number="国发〔2026〕5号")
    (again,) = merge([item(TITLE, NINE, number="国发〔2026〕5号")], known=[first])
    assert (again.release_id, again.title) == (first.release_id, TITLE)
    # By its address where it has no number and the source is not gov.cn's own list.
    address = "http://example.org/policy/17.html"
    first = item("国务院关于促近甲乙丙高质量发展的意见", NINE, address)
    (again,) = merge([item(TITLE, NINE, address)], known=[first])
    assert (again.release_id, again.title) == (first.release_id, TITLE)
    assert merge([again], known=[replace(again)]) == (again,)


def test_two_titles_at_one_address_are_two_releases() -> None:
    address = "http://example.org/list.html"
    one = item("国务院关于任命第一位先生职务的通知", NINE, address)
    other = item("国务院关于任命第二位先生职务的通知", NINE, address)
    assert len(merge([one, other])) == 2
    assert {found.release_id for found in merge([one, other], known=[one, other])} == {
        one.release_id,
        other.release_id,
    }


def test_ids_that_a_source_gave_keep_apart_what_is_only_alike() -> None:
    """A list that numbers its rows means them, even where it repeats a document number."""
    rows = [
        item(f"国务院关于第{n}件事项的通知", NINE, number="国发〔2026〕1号", own=f"r{n}")
        for n in range(5)
    ]
    assert [one.release_id for one in merge(rows)] == ["r0", "r1", "r2", "r3", "r4"]


def test_a_known_release_lends_its_id_and_grows() -> None:
    known = item(TITLE, day(NINE), LIBRARY, own="first-seen")
    (one,) = merge([item(TITLE, NINE, CONTENT)], known=[known])
    assert one.release_id == "first-seen"
    assert one.published == Interval.at(NINE)
    assert one.addresses == (CONTENT, LIBRARY)


def test_a_withdrawn_release_is_left_as_it_is() -> None:
    known = item(TITLE, NINE, CONTENT)
    other = item("国务院关于另一件事的决定", NINE + timedelta(days=9))
    assert merge([other], known=[known]) == (other,)


def test_a_source_with_its_own_ids_corrects_what_it_said() -> None:
    known = item(TITLE, NINE, own="r1")
    later = item(TITLE, NINE + timedelta(hours=2), own="r1")
    assert merge([later], known=[known])[0].published == later.published
    known, later = item(TITLE, NINE, CONTENT), item(TITLE, NINE + timedelta(hours=2), CONTENT)
    assert merge([later], known=[known])[0].published == known.published, "a feed's later date"


TITLES = (TITLE, TITLE + "。", "国务院关于促近甲乙丙高质量发展的意见", "中华人民共和国国务院令",
          "国务院办公厅关于2026年部分节假日安排的通知", "国务院任免国家工作人员")  # fmt: skip
ITEMS = st.builds(
    lambda title, hours, whole, addresses, number, own, kind: item(
        title,
        day(NINE + timedelta(hours=hours)) if whole else NINE + timedelta(hours=hours),
        *addresses,
        number=number,
        own=own,
        kind=kind,
    ),
    st.sampled_from(TITLES),
    st.integers(-40, 40),
    st.booleans(),
    st.lists(st.sampled_from([CONTENT, LIBRARY, GAZETTE, "http://a.example/1", CONTENT + "#x"]),
             max_size=2, unique=True),
    st.sampled_from([None, None, "国发〔2026〕5号", "国发〔2026〕6号", "国令第843号"]),
    st.sampled_from([None, None, None, "r1", "r2"]),
    st.sampled_from([None, "国务院信息"]),
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(ITEMS, max_size=7), st.randoms(use_true_random=False))
def test_order_does_not_matter(items: list[Release], random: Random) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    assert merge(shuffled) == merge(items)


@settings(max_examples=300)
@given(st.lists(ITEMS, max_size=7))
def test_merging_again_changes_nothing(items: list[Release]) -> None:
    once = merge(items)
    assert merge(once) == once
    assert len({release.release_id for release in once}) == len(once)


# A world that does not contradict itself: three documents, each with its number and addresses.
DOCUMENTS = (
    (TITLE, "国发〔2026〕5号", (CONTENT, LIBRARY, GAZETTE)),
    (
        TITLES[4],
        "国办发明电〔2026〕7号",
        ("https://www.gov.cn/zhengce/content/content_7030001.htm",),
    ),
    ("甲乙丙管理条例", "国令第843号", ("https://www.gov.cn/zhengce/content/content_7040001.htm",)),
)


@st.composite
def traces(draw: st.DrawFn) -> Release:
    """How some source lists one of the documents; a misprint still has number or address."""
    title, number, addresses = draw(st.sampled_from(DOCUMENTS))
    address = draw(st.sampled_from([None, *addresses]))
    stated = draw(st.sampled_from([None, number]))
    if (address or stated) and draw(st.booleans()):
        title = title.replace("甲乙丙", "甲乙內", 1)
    at = NINE + timedelta(minutes=draw(st.integers(0, 300)))
    published = day(at) if draw(st.booleans()) else at
    return item(title, published, *([address] if address else []), number=stated)


@settings(max_examples=300)
@given(st.lists(traces(), max_size=8), st.data())
def test_a_later_run_changes_nothing_and_finds_the_same_ids(
    items: list[Release], data: st.DataObject
) -> None:
    once = merge(items)
    assert merge(items, known=once) == once
    # A title without an address and a number can be a misprint that was since corrected.
    lasting = [one for one in items if one.addresses or one.doc_number]
    some = data.draw(st.lists(st.sampled_from(lasting), unique=True)) if lasting else []
    assert {one.release_id for one in merge(some, known=once)} <= {one.release_id for one in once}


@settings(max_examples=300)
@given(st.lists(traces(), max_size=8))
def test_no_release_is_made_of_two_documents(items: list[Release]) -> None:
    for release in merge(items):
        documents = {
            place
            for place, (title, number, addresses) in enumerate(DOCUMENTS)
            if release.title.replace("內", "丙") == title
            or release.doc_number == number
            or {*release.addresses} & {*addresses}
        }
        assert len(documents) == 1


@settings(max_examples=300)
@given(st.lists(ITEMS, max_size=6))
def test_the_clock_never_starts_later_and_no_address_is_lost(items: list[Release]) -> None:
    once = merge(items)
    if items:
        first = min(release.published.earliest for release in once)
        assert first <= min(one.published.earliest for one in items) + timedelta(days=1)
    assert {a.partition("#")[0] for one in items for a in one.addresses} == {
        a.partition("#")[0] for one in once for a in one.addresses
    }
