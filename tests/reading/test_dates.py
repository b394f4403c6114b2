"""Dates in every form seen on government pages, and the texts that only look like one."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.model import BEIJING, PageDate, Precision
from repostwatch.reading.dates import relative_dates, row_dates, written_dates
from repostwatch.reading.dates.date_pieces import Found
from repostwatch.reading.dates.years import with_years
from tests.defaults import read_page


def shown(found: Found | None) -> str | tuple[int, int] | None:
    if found is None:
        return None
    return str(found.date) if found.date else found.month_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-12", "2026-08-12"),
        ("2026/07/31", "2026-07-31"),
        ("2026.07.24", "2026-07-24"),
        ("2026年7月24日", "2026-07-24"),
        ("2026 年 7 月 24 日", "2026-07-24"),
        ("[2026-08-12]", "2026-08-12"),
        ("（2026-08-12）", "2026-08-12"),
        ("2026-\n01-\n23", "2026-01-23"),
        ("2026-08-12 09:15", "2026-08-12T09:15+08:00"),
        ("2026-08-12-09:15:30", "2026-08-12T09:15+08:00"),
        ("2026年8月12日 9时15分", "2026-08-12T09:15+08:00"),
        ("2026-08-12 00:00:00", "2026-08-12"),
        ("发布时间：2026-08-12 09:15", "2026-08-12T09:15+08:00"),
        ("15\n2026-03", "2026-03-15"),
        ("2026-03\n15", "2026-03-15"),
        ("03-15\n2026", "2026-03-15"),
        ("2026\n03-15", "2026-03-15"),
        ("2026-03", "2026-03"),
        ("2026年3月", "2026-03"),
        ("[03-15]", (3, 15)),
        ("03/15", (3, 15)),
        ("3月15日", (3, 15)),
        ("3月\n15", (3, 15)),
        ("成文日期：2026-07-01\n发布日期：2026-07-10", "2026-07-10"),
        ("发布日期：2026-07-10\n成文日期：2026-07-01", "2026-07-10"),
        ("2026-07-01\n2026-07-10", "2026-07-10"),
        ("国务院发布：2026-07-01 本站转载：2026-07-10", "2026-07-10"),
        ("原发布日期2026-07-01 转载日期2026-07-10", "2026-07-10"),
        ("通知公告发布时间：2026-07-10", "2026-07-10"),
        ("来源：\n2026-07-10", "2026-07-10"),
        ("时间：2026-07-10", "2026-07-10"),
        ("添加时间 2026-07-10", "2026-07-10"),
        ("中国政府网 2026-07-10", "2026-07-10"),
    ],
)
def test_reads_the_date(text: str, expected: object) -> None:
    assert shown(row_dates.find(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-10 03:30 PM", "2026-08-10T15:30+08:00"),
        ("2026-08-10 下午3:30", "2026-08-10T15:30+08:00"),
        ("2026年8月10日 下午3时30分", "2026-08-10T15:30+08:00"),
        ("2026-08-10\n12:05am", "2026-08-10T00:05+08:00"),
        ("2026-08-10 中午1:05", "2026-08-10T13:05+08:00"),
        ("2026-08-10 星期一 15:30", "2026-08-10T15:30+08:00"),
        ("2026-08-10 15∶30", "2026-08-10T15:30+08:00"),
        ("2026-08-10T07:30:00.000Z", "2026-08-10T15:30+08:00"),
        ("2026-08-10 23:30 UTC", "2026-08-11T07:30+08:00"),
        ("2026-08-10 16:30 (GMT+9)", "2026-08-10T15:30+08:00"),
        ("2026-08-10 15:30 CST", "2026-08-10T15:30+08:00"),
        ("2026-08-10 15:30 EST", None),
        ("2026-08-10 09:00-16:30", "2026-08-10"),
        ("2026-08-10 上午15:30", "2026-08-10"),
        ("2026-08-10 晚上12:00", "2026-08-10"),
        ("2026-08-10 25:10", "2026-08-10"),
        ("20260810", "2026-08-10"),
        ("发布：2026-08-10\n更新：2026-08-12", "2026-08-10"),
        ("更新时间：2026-08-12\n2026-08-10", "2026-08-10"),
        ("更新时间：2026-08-12", None),
        ("最后修改于 2026-08-12 10:00", None),
        ("生成日期：2026-08-12", None),
    ],
)
def test_what_is_not_understood_is_at_most_a_day_and_never_a_wrong_minute(
    text: str, expected: str | None
) -> None:
    assert shown(row_dates.find(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1786345800", "2026-08-10T15:10+08:00"),
        ("1786345800000", "2026-08-10T15:10+08:00"),
        ("1786345800000000", "2026-08-10T15:10+08:00"),
        ("/Date(1786345800000+0800)/", "2026-08-10T15:10+08:00"),
        ("20260810", "2026-08-10"),
        ("20260810153000", "2026-08-10T15:30+08:00"),
        ("2026081015", None),  # a day with its hour, or a moment in 2034
        ("2026-08-09T16:00:00Z", "2026-08-10"),
        ("Aug 10, 2026 3:30:00 PM", "2026-08-10T15:30+08:00"),
        ("Mon Aug 10 15:30:00 CST 2026", "2026-08-10T15:30+08:00"),
        ("08/10/2026 03:30 PM", None),
    ],
)
def test_what_fields_state(text: str, expected: str | None) -> None:
    date = written_dates.stated(text)
    assert (str(date) if date else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("刚刚", "2026-08-12"),
        ("3小时前", "2026-08-12"),
        ("30分钟前", "2026-08-12"),
        ("12小时前", None),  # the day before, or the day
        ("昨天", "2026-08-11"),
        ("昨天 15:30", "2026-08-11T15:30+08:00"),
        ("昨天 下午3:30", "2026-08-11T15:30+08:00"),
        ("今天 09:05", "2026-08-12T09:05+08:00"),
        ("今天 15:05", "2026-08-12"),  # still to come
        ("前天", "2026-08-10"),
        ("发布时间：前天", "2026-08-10"),
        ("3天前", None),  # no single day, and nobody wrote a month
        ("昨天\n15:30", "2026-08-11T15:30+08:00"),
        ("2 hours ago", "2026-08-12"),
        ("以前", None),
        ("前天的通知", None),
    ],
)
def test_dates_that_count_from_the_visit(text: str, expected: str | None) -> None:
    found = row_dates.find(text)
    seen = datetime(2026, 8, 12, 12, 0, tzinfo=BEIJING)
    date = relative_dates.resolved(found.ago, seen) if found and found.ago else None
    assert (str(date) if date else None) == expected


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["PM", "pm", "下午", "AM", "上午"]))
def test_no_half_of_the_day_makes_a_wrong_minute(hour: int, minute: int, half: str) -> None:
    """Oracle: what a clock of twelve hours shows, the same moment or only its day."""
    afternoon = half.lower() in ("pm", "下午")
    for text in (f"2026-08-10 {hour}:{minute:02} {half}", f"2026-08-10 {half}{hour}:{minute:02}"):
        found = row_dates.find(text)
        assert found is not None
        assert found.date is not None
        if found.date.precision is Precision.MINUTE:
            assert found.date.value.minute == minute
            assert found.date.value.hour % 12 == hour % 12
            assert (found.date.value.hour >= 12) == afternoon


@pytest.mark.parametrize(
    "text",
    [
        "000014349/2026-00150",
        "0233621J/2026-00150",
        "2026-02-00018",
        "11220000/2026-02-15",
        "2026-13-40",
        "2026-02-30",
        "成文日期：2026-07-01",
        "来源日期：2026-07-01",
        "批准日期 2026-07-01",
        "开会时间：2026-07-01",
        "会议时间\n2026-07-01",
        "国务院公布：2026-07-01",
        "原发布日期2026-07-01",
        "中国政府网发布：2026-07-01",
        "2026-07-01（印发）",
        "2026-07-01（国务院）",
        "2026-07-01（国务院）/2026-07-10（本站）",
        "施行日期 2026-07-01",
        "有效期至2026年的规定",
        "电话 010-88-05",
        "第2026-3期第4版",
        "",
        "1\n2\n3",
        "http://www.gov.cn/guoqing/2018-05/03/content_5287353.htm",
    ],
)
def test_what_is_no_publication_date(text: str) -> None:
    assert shown(row_dates.find(text)) is None


def test_a_date_told_in_a_long_summary_is_not_the_items_date() -> None:
    text = "2026年3月1日，会议在京召开。" + "会议听取了有关情况的汇报，研究部署下一步工作。" * 8
    assert shown(row_dates.find(text)) is None
    assert shown(row_dates.find(text + "\n2026-03-05")) == "2026-03-05"


def test_the_address_settles_which_of_two_dates_is_meant() -> None:
    address = "./202607/t20260702_115.html"
    assert shown(row_dates.find("2026-07-02\n2026-07-30", address)) == "2026-07-02"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("./202507/t20250722_1123995.html", "2025-07-22"),
        ("/art/2026/9/10/art_78506_1.html", "2026-09-10"),
        ("/10595/2020/9/10/2b15e54066bd42c0.shtml", "2020-09-10"),
        ("/10595/2024/12/1/2b15e54066bd42c0.shtml", "2024-12-01"),
        ("/a/2024-9-1/12.html", "2024-09-01"),
        ("/zhengce/content/2018-11/09/content_5338761.htm", "2018-11-09"),
        ("/xwfb/20220426/d4d847dcf3f64fcab102cf5a65656891.html", "2022-04-26"),
        ("/zwyw/202310/34e1d41233c34c52a652e278c5529a33.shtml", "2023-10"),
        ("/c102440/c5213594/content.html", None),
        ("/art/2020/art_0123456789abcdef0123456789abcdef.html", None),
        ("/gkmlpt/content/11/11985/post_11985421.html", None),
    ],
)
def test_dates_in_addresses(url: str, expected: str | None) -> None:
    date = written_dates.in_address(url)
    assert (str(date) if date else None) == expected


NOW = datetime(2026, 1, 5, 12, 0, tzinfo=BEIJING)


def years(
    pairs: list[tuple[int, int]],
    known: list[PageDate | None] | None = None,
    now: datetime | None = NOW,
) -> list[str | None]:
    found = with_years(pairs, known or [None] * len(pairs), now)
    return [str(date) if date else None for date in found]


def test_a_year_is_the_last_that_does_not_lie_in_the_future() -> None:
    assert years([(1, 5), (1, 3), (12, 30)]) == ["2026-01-05", "2026-01-03", "2025-12-30"]


def test_a_year_that_cannot_be_told_is_none() -> None:
    assert years([(3, 15)], now=None) == [None]


def test_the_items_own_address_tells_the_year() -> None:
    address = written_dates.in_address("/zwyw/202310/34e1d41233c34c52a652e278c5529a33.shtml")
    assert years([(10, 11)], [address], now=None) == ["2023-10-11"]


def test_a_dated_neighbour_tells_the_year() -> None:
    address = written_dates.in_address("/zwyw/202301/t20230102_11.shtml")
    assert years([(12, 30), (1, 2)], [None, address], now=None) == ["2022-12-30", "2023-01-02"]


def test_a_list_that_passes_a_second_new_year_loses_another_year() -> None:
    pairs = [(1, 4), (12, 20), (6, 1), (1, 15), (12, 28), (3, 1)]
    assert years(pairs) == [
        "2026-01-04", "2025-12-20", "2025-06-01", "2025-01-15", "2024-12-28", "2024-03-01",
    ]  # fmt: skip


def test_a_pinned_older_item_does_not_shift_the_years_below_it() -> None:
    now = datetime(2026, 11, 24, tzinfo=BEIJING)
    assert years([(3, 15), (11, 20), (11, 19)], now=now) == [
        "2026-03-15", "2026-11-20", "2026-11-19",
    ]  # fmt: skip


@given(
    st.lists(st.integers(0, 340), min_size=1, max_size=30),
    st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 - hypothesis wants naive bounds
)
def test_inferred_years_never_lie_in_the_future_and_are_true_within_a_year(
    ages: list[int], now: datetime
) -> None:
    """Oracle: real dates of at most 340 days ago lose their year and get it back."""
    moment = now.replace(tzinfo=BEIJING)
    truth = [(moment - timedelta(days=age)).date() for age in sorted(ages)]
    found = with_years([(d.month, d.day) for d in truth], [None] * len(truth), moment)
    assert [date and date.value.date() for date in found] == truth


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - the same
def test_every_written_form_of_a_day_reads_the_same(moment: datetime) -> None:
    day = PageDate(
        moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=BEIJING), Precision.DAY
    )
    y, m, d = moment.year, moment.month, moment.day
    for text in (f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}.{m:02}.{d:02}", f"{y}年{m}月{d}日",
                 f"[{y}-{m:02}-{d:02}]", f"{y}-\n{m:02}-\n{d:02}", f"{d:02}\n{y}-{m:02}"):  # fmt: skip
        found = row_dates.find(text)
        assert found is not None, text
        assert found.date == day, text


def test_unix_times_of_json_lists() -> None:
    assert str(written_dates.moment(1784822400000)) == "2026-07-24"
    assert str(written_dates.moment(1784822400 + 9 * 3600 + 900)) == "2026-07-24T09:15+08:00"
    assert written_dates.moment(12) is None
    assert written_dates.moment(9e30) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２６－０８－１０", "2026-08-10"),
        ("［２０２６／０８／１０］", "2026-08-10"),
        ("２０２６年８月１０日", "2026-08-10"),
        ("２０２６－０８－１０ １５：２０", "2026-08-10T15:20+08:00"),
    ],
)
def test_full_width_digits(text: str, expected: str | None) -> None:
    found = row_dates.find(text)
    assert (str(found.date) if found else None) == expected


@pytest.mark.parametrize(
    "beside",
    [
        "<span>08-11 08:20</span>",
        "<span>[08-11 08:20]</span>",
        "<span>8月11日 上午8:20</span>",
        "<b>08-11</b><i>08:20</i>",
        "<span>０８－１１ ０８：２０</span>",
    ],
)
def test_the_minute_beside_a_day_without_a_year(beside: str) -> None:
    rows = "".join(
        f"<li><a href='/zc/{n}.html'>国务院关于{word}工作的通知</a>{beside}</li>"
        for n, word in enumerate(("养老服务", "海洋渔业", "服务消费"))
    )
    html = f"<html><body><ul>{rows}</ul></body></html>".encode()
    seen = datetime(2026, 8, 12, 12, 0, tzinfo=BEIJING)
    page = read_page(html, "http://p.example/zc/", fetched_at=seen)
    assert {str(link.date) for link in page.links} == {"2026-08-11T08:20+08:00"}


def test_a_minute_still_to_come_leaves_the_day() -> None:
    day, seen = written_dates.made(2026, 8, 12), datetime(2026, 8, 12, 12, 0, tzinfo=BEIJING)
    assert str(written_dates.with_clock(day, ((15, 0, 0), 0), seen)) == "2026-08-12"
    assert str(written_dates.with_clock(day, ((9, 5, 0), 0), seen)) == "2026-08-12T09:05+08:00"
