"""How far back a list was seen: conservative, and not fooled by pinned items."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from repostwatch.model import BEIJING, Link, PageDate, Precision
from tests.defaults import reach, seen


def link(day: str | None, block: int = 0) -> Link:
    date = (
        PageDate(datetime.fromisoformat(day).replace(tzinfo=BEIJING), Precision.DAY)
        if day
        else None
    )
    return Link("标题", f"https://a.gov.cn/{day}{block}", date, block=block)


def days(*stated: str | None) -> str | None:
    found = reach([link(day) for day in stated])
    return found.date().isoformat() if found else None


def test_the_end_of_the_oldest_day() -> None:
    assert reach([link("2026-09-18"), link("2026-09-10")]) == datetime(2026, 9, 11, tzinfo=BEIJING)


def test_a_pinned_old_item_does_not_count() -> None:
    assert days("2024-01-01", "2026-09-18", "2026-09-10") == "2026-09-11"
    assert days("2026-09-01", "2024-01-01", "2026-09-18", "2026-09-10") == "2026-09-11"


def test_without_dates_nothing_is_known() -> None:
    assert days(None, None) is None
    assert reach([]) is None


def test_the_main_list_is_the_one_with_most_dates() -> None:
    side = [link("2019-01-01", 1)]
    assert reach([*side, link("2026-09-18"), link("2026-09-10")]) == datetime(
        2026, 9, 11, tzinfo=BEIJING
    )


def test_a_list_that_is_not_in_order_proves_nothing() -> None:
    assert days("2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01") is None


def test_one_row_that_stands_too_low_makes_as_many_days_doubtful() -> None:
    in_order = [f"2026-08-{day:02}" for day in range(28, 10, -1)]
    assert days(*in_order) == "2026-08-12"
    # A row of the 21st below one of the 24th: three days later than the list's end.
    assert days(*in_order[:7], "2026-08-18", *in_order[7:]) == "2026-08-15"


def test_a_list_sorted_by_something_else_proves_nothing() -> None:
    by_hits = ("08-12", "08-11", "08-09", "08-11", "08-02", "08-06", "07-30", "08-01", "07-28")
    assert days(*(f"2026-{day}" for day in by_hits)) is None
    found = seen([link(f"2026-{day}") for day in by_hits])
    assert found is not None
    assert not found.ordered


def test_more_pinned_rows_than_lists_pin_are_another_order() -> None:
    in_order = [f"2026-08-{day:02}" for day in range(28, 10, -1)]
    assert days(*["2024-01-01"] * 5, *in_order) == "2026-08-12"
    assert days(*["2024-01-01"] * 6, *in_order) is None


def test_a_row_out_of_order_on_one_page_makes_the_next_page_doubtful_too() -> None:
    one = seen([link(day) for day in ("2026-08-20", "2026-08-10", "2026-08-15", "2026-08-14")])
    two = seen([link(day) for day in ("2026-08-13", "2026-08-12", "2026-08-11")])
    assert one is not None
    assert two is not None
    assert one.with_page(two).moment == datetime(2026, 8, 17, tzinfo=BEIJING)


def test_a_day_above_a_minute_of_the_same_day_is_in_order() -> None:
    minute = PageDate(datetime(2026, 8, 10, 15, 0, tzinfo=BEIJING), Precision.MINUTE)
    late = Link("标题", "https://a.gov.cn/m", minute)
    assert reach([link("2026-08-10"), late]) == minute.interval.latest


@given(
    st.lists(st.integers(0, 900), min_size=1, max_size=40),
    st.lists(st.integers(1000, 3000), max_size=3),
)
def test_pinned_items_never_change_the_reach(ages: list[int], pinned: list[int]) -> None:
    """Oracle: the end of the oldest day of the list below the pinned items."""
    now = datetime(2026, 9, 20, tzinfo=BEIJING)
    listed = [
        Link("t", str(i), PageDate(now - timedelta(days=age), Precision.DAY))
        for i, age in enumerate(sorted(ages))
    ]
    top = [
        Link("p", f"p{i}", PageDate(now - timedelta(days=age), Precision.DAY))
        for i, age in enumerate(pinned)
    ]
    expected = now - timedelta(days=max(ages)) + timedelta(days=1)
    assert reach(listed) == expected
    if len(pinned) < len(ages):
        assert reach([*top, *listed]) == expected


NEW = ("2026-08-12", "2026-08-12", "2026-08-12", "2026-08-11", "2026-08-11", "2026-08-11")


def goes_on(*stated: str) -> str:
    found = reach([link(day) for day in stated], goes_on=True)
    assert found is not None
    return found.date().isoformat()


def test_old_items_kept_at_the_end_of_each_page_do_not_count() -> None:
    assert goes_on(*NEW, "2019-01-11", "2019-02-11") == "2026-08-12"
    assert goes_on(*NEW, "2019-02-11") == "2026-08-12"
    # On the last page there is nothing behind them.
    assert days(*NEW, "2019-02-11") == "2019-02-12"


def test_a_list_that_runs_on_evenly_reaches_to_its_end() -> None:
    assert goes_on("2026-08-01", "2026-03-01", "2025-12-01", "2025-01-01") == "2025-01-02"
    assert goes_on(*NEW, "2026-07-28") == "2026-07-29"
    assert goes_on("2026-08-12", "2026-08-11", "2019-02-11", "2019-02-10") == "2019-02-11"
