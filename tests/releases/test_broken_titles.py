"""Titles that came broken: mended where that is certain, otherwise named and left out."""

from __future__ import annotations

import json

import pytest

from repostwatch.base.errors import InputError
from repostwatch.releases.parsed import Parsed
from repostwatch.releases.refusal import FeedError
from repostwatch.releases.sources import parse_releases

GOV = "https://www.gov.cn/zhengce/zuixin/ZUIXINZHENGCE.json"
GOOD = "国务院关于加强数字政府建设的指导意见"
TITLE = "国务院关于推进低空经济高质量发展的指导意见"
TITLES = (
    TITLE,
    "国务院办公厅关于印发《“十五五”国家老龄事业发展规划》的通知",
    "国务院关于同意设立中国（海南）自由贸易试验区的批复",
    "中共中央办公厅 国务院办公厅印发《关于推进以县城为重要载体的意见》",
)


def read(*titles: str, **row: str) -> Parsed:
    rows = [
        {"title": title, "link": f"https://www.gov.cn/content_{n}.htm", "pubDate": "2026-08-10"}
        | row
        for n, title in enumerate((GOOD, *titles), start=7001)
    ]
    return parse_releases(json.dumps(rows, ensure_ascii=False).encode(), GOV)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    ("meant", "wrong"), [("gbk", "latin-1"), ("gbk", "cp1252"), ("utf-8", "latin-1")]
)
def test_bytes_that_are_all_there_are_read_again(title: str, meant: str, wrong: str) -> None:
    parsed = read(title.encode(meant).decode(wrong))
    assert [release.title for release in parsed.releases] == [GOOD, title]
    (problem,) = parsed.problems
    assert problem.startswith(f"item 2 “{title[:40]}”: its title came broken, “")


def test_a_browser_s_windows_1252_and_entities_are_mended_too() -> None:
    windows = "".join(
        bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in TITLE.encode()
    )
    entities = "".join(f"&#{byte};" for byte in TITLE.encode("gbk"))
    assert [release.title for release in read(windows).releases] == [GOOD, TITLE]
    assert [release.title for release in read(entities).releases] == [GOOD, TITLE]


def test_utf_8_read_as_gbk_is_mended_where_no_letter_is_lost() -> None:
    whole = "国务院关于促进服务消费高质量发展的若干意见"
    broken = whole.encode().decode("gb18030", "replace")
    assert broken.startswith("鍥藉姟闄")
    repaired = [release.title for release in read(broken.replace("\ufffd", "")).releases]
    assert repaired in ([GOOD], [GOOD, whole])
    even = whole[:-1]  # two letters are three of GBK
    assert [r.title for r in read(even.encode().decode("gbk")).releases] == [GOOD, even]


def test_what_stands_beside_a_broken_title_is_mended_or_left_out() -> None:
    number = "国发〔2026〕15号"
    broken = TITLE.encode("gbk").decode("latin-1")
    rows = [
        {
            "title": broken,
            "url": "https://www.gov.cn/content_7001.htm",
            "pubtime": 1786323600000,
            "pcode": number.encode("gbk").decode("latin-1"),
            "puborg": "????",
        }
    ]
    (release,) = parse_releases(json.dumps(rows).encode(), GOV).releases
    assert (release.title, release.doc_number, release.issuer) == (TITLE, number, None)


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (TITLE.encode("gbk").decode("ascii", "replace"), "could not be decoded"),
        ("?" * 21, "has lost letters"),
        ("国务院关于推进????高质量发展的指导意见", "has lost letters"),
        # The blank that a title is shown with took the place of a byte.
        (" ".join(TITLE.encode().decode("latin-1").split()), "no Chinese letter"),
        (TITLE.encode().decode("cp1252", "ignore"), "no Chinese letter"),
        (TITLE.encode().decode("gbk", "ignore") + "?", "in a wrong charset"),
        ("鍥藉姟闄?叧浜庢帹杩涗綆绌虹粡娴?", "in a wrong charset"),
        (TITLE.encode("gbk").decode("big5", "ignore"), "in a wrong charset"),
        (TITLE.encode().decode("shift_jis", "ignore"), "in a wrong charset"),
        (TITLE.encode().decode("iso8859-15"), "no Chinese letter"),
        ("国务院公报 " + TITLE.encode("gbk").decode("latin-1"), "in a wrong charset"),
        ("China to advance low-altitude economy", "no Chinese letter"),
        ("2026-08-10", "no Chinese letter"),
        ("…", "no Chinese letter"),
    ],
)
def test_what_is_not_certain_is_named_and_left_out(title: str, message: str) -> None:
    parsed = read(title)
    assert [release.title for release in parsed.releases] == [GOOD]
    (problem,) = parsed.problems
    assert problem.startswith("item 2 “")
    assert message in problem
    assert problem.endswith(", left out")


@pytest.mark.parametrize(
    "title",
    [
        *TITLES,
        "国务院关于修改部分行政法规的决定(国务院令第835号)",
        "李强·在APEC会议上的致辞：5G×AI怎么办?",
        "國務院關於推進低空經濟高質量發展的指導意見",
        "习近平会见José·Müller总统",
        "甲",
    ],
)
def test_a_sound_title_is_left_as_it_is(title: str) -> None:
    parsed = read(title)
    assert (parsed.releases[1].title, parsed.problems) == (title, ())


def test_a_feed_of_nothing_else_is_refused() -> None:
    row = {"title": "????????", "link": "https://www.gov.cn/1.htm", "pubDate": "2026-08-10"}
    with pytest.raises(FeedError, match="has lost letters"):
        parse_releases(json.dumps([row]).encode(), GOV)


@pytest.mark.parametrize(
    "title",
    [TITLE.encode("gbk").decode("latin-1"), "????", "国务院关于\ufffd\ufffd的通知", "Notice"],
)
def test_a_table_with_such_a_title_is_refused_with_its_line(title: str) -> None:
    table = f"release_id,title,doc_number,published_at,url\nr1,{title},,2026-08-10,\n"
    with pytest.raises(InputError) as caught:
        parse_releases(table.encode(), "releases.csv")
    assert (caught.value.line, caught.value.column) == (2, "title")
