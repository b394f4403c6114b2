"""Every form a source may have, and everything that is none."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repostwatch.base.clock import whole_day
from repostwatch.base.errors import InputError
from repostwatch.model import BEIJING, Interval, Release
from repostwatch.releases.parsed import Parsed, published_until
from repostwatch.releases.refusal import FeedError
from repostwatch.releases.sources import parse_releases, permitted_source, read_releases

GOV = "https://www.gov.cn/pushinfo/v150203/rss.xml"
NINE = datetime(2026, 9, 2, 9, 0, tzinfo=BEIJING)
ITEM = "<item><title>{}</title><link>{}</link><pubDate>{}</pubDate></item>"
ADDRESS = "https://www.gov.cn/zhengce/content/202609/content_7012345.htm"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    title = "<title>国务院信息</title>"
    return f'{head}<rss version="2.0"><channel>{title}{"".join(items)}</channel></rss>'


def read(text: str | bytes, address: str = GOV, content_type: str | None = None) -> Parsed:
    return parse_releases(text if isinstance(text, bytes) else text.encode(), address, content_type)


def only(parsed: Parsed) -> Release:
    assert parsed.problems == ()
    (release,) = parsed.releases
    return release


# -- RSS, Atom --------------------------------------------------------------------------------


def test_rss() -> None:
    release = only(read(rss(ITEM.format("国务院关于甲的通知", ADDRESS, "2026-09-02-09:00:00"))))
    assert release == Release(
        release_id="content_7012345",
        title="国务院关于甲的通知",
        published=Interval.at(NINE),
        addresses=(ADDRESS,),
        kind="国务院信息",
    )


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2026年9月2日", whole_day(NINE.date())),
        ("Wed, 02 Sep 2026 09:00:00 CST", Interval.at(NINE)),
        ("2026-09-02 09:00:00", Interval.at(NINE)),
    ],
)
def test_the_dates_that_feedparser_gets_wrong(date: str, published: Interval) -> None:
    assert only(read(rss(ITEM.format("甲", ADDRESS, date)))).published == published


def test_titles_are_plain_text_and_links_absolute() -> None:
    item = ITEM.format(
        "国务院关于&lt;em&gt;“双&amp;amp;随机”&lt;/em&gt;的\n 通知　（国发〔2026〕5号）",
        "/zhengce/content/202609/content_7012345.htm",
        "2026-09-02",
    )
    release = only(read(rss(item)))
    assert release.title == "国务院关于“双&随机”的 通知 （国发〔2026〕5号）"
    assert release.doc_number == "国发〔2026〕5号"
    assert release.addresses == (ADDRESS,)


@pytest.mark.parametrize(
    ("charset", "declared", "content_type"),
    [
        ("utf-8", "UTF-8", None),
        ("gbk", "GB2312", None),
        ("gbk", "UTF-8", "text/xml; charset=utf-8"),
        ("gbk", "none", None),
        ("utf-8", "GBK", "text/xml; charset=GBK"),
        ("utf-16", "UTF-16", None),
        ("utf-8-sig", "UTF-8", None),
        ("big5", "Big5", None),
    ],
)
def test_charsets_and_headers_that_lie(
    charset: str, declared: str, content_type: str | None
) -> None:
    text = rss(
        ITEM.format("甲乙丙丁", ADDRESS, "2026-09-02"),
        head=f'<?xml version="1.0" encoding="{declared}"?>',
    ).replace("国务院信息", "x")
    assert only(read(text.encode(charset), GOV, content_type)).title == "甲乙丙丁"


def test_atom_takes_the_publication_and_tells_where_there_is_only_an_update() -> None:
    parsed = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>'
        '<entry><title>甲</title><link href="http://a.cn/1"/><published>2026-09-02T09:00:00+08:00'
        "</published><updated>2026-09-05T09:00:00+08:00</updated></entry>"
        '<entry><title>乙</title><link href="http://a.cn/2"/><updated>2026-09-02T09:00:00+08:00'
        "</updated></entry></feed>",
        "http://a.cn/atom.xml",
    )
    assert [release.published for release in parsed.releases] == [Interval.at(NINE)] * 2
    assert len(parsed.problems) == 1
    assert "乙" in parsed.problems[0]
    assert "updated" in parsed.problems[0]


def test_what_cannot_be_taken_in_is_told_and_nothing_is_guessed() -> None:
    parsed = read(
        rss(
            ITEM.format("甲", ADDRESS, "2026-09-02"),
            ITEM.format("乙", ADDRESS, "昨天"),
            ITEM.format("丙", ADDRESS, ""),
            ITEM.format("", ADDRESS, "2026-09-02"),
            ITEM.format("丁" * 600, ADDRESS, "2026-09-02"),
            ITEM.format("戊", "javascript:alert(1)", "2026-09-02"),
        )
    )
    assert [release.title for release in parsed.releases] == ["甲", "戊"]
    assert parsed.releases[1].addresses == ()
    assert [problem.split(": ", 1)[1] for problem in parsed.problems] == [
        "its date “昨天” cannot be read, left out",
        "has no date, left out",
        "has no title, left out",
        "its title has 600 characters, left out",
        "its address “javascript:alert(1)” is no web address, kept without it",
    ]


# -- JSON -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrapping", ["{}", "pushInfoJsonpCallBack({})", "pushInfoJsonpCallBack({});\n", "var x = {};"]
)
def test_pushinfo_with_and_without_its_callback(wrapping: str) -> None:
    row = {"title": "甲", "link": ADDRESS, "pubDate": "2026-09-02 09:00:00", "description": ""}
    for data in ([row], {"items": [row]}, {"channel": {"item": [row]}}):
        release = only(read(wrapping.replace("{}", json.dumps(data, ensure_ascii=False))))
        assert (release.release_id, release.published) == ("content_7012345", Interval.at(NINE))
        assert release.kind == "国务院信息"


def test_the_list_of_the_newest_policies_knows_only_the_day() -> None:
    row = {"TITLE": "甲", "SUB_TITLE": "", "URL": ADDRESS, "DOCRELPUBTIME": "2026-09-02"}
    assert only(read(json.dumps([row]))).published == whole_day(NINE.date())


def library(**row: object) -> str:
    whole = {"title": "甲", "url": ADDRESS, "pubtime": 1788310800000, "pubtimeStr": "2026.09.02"}
    found = {"gongwen": {"catName": "gongwen", "listVO": [whole | row]}}
    return json.dumps({"paramsVO": {}, "searchVO": {"listVO": [], "catMap": found}})


def test_the_policy_library() -> None:
    text = library(
        title="国务院关于<em>甲</em>的通知", pcode="国发〔2026〕5号", puborg="国务院", ptime=1
    )
    release = only(read(text))
    assert release.title == "国务院关于甲的通知"
    assert release.published == Interval.at(NINE), "pubtime, not ptime: signing is no publication"
    assert (release.doc_number, release.issuer) == ("国发〔2026〕5号", "国务院")
    assert release.kind == "国务院文件"


def test_the_library_s_two_dates_must_agree() -> None:
    parsed = read(library(pubtimeStr="2026.09.05"))
    assert parsed.releases[0].published == whole_day(datetime(2026, 9, 5, tzinfo=BEIJING).date())
    assert "two dates differ" in parsed.problems[0]


def test_json_feed() -> None:
    item = {"id": "1", "title": "甲", "url": "http://a.cn/1", "date_published": "2026-09-02T01:00Z"}
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]})
    assert only(read(text, "http://a.cn/feed.json")).published == Interval.at(NINE)


@pytest.mark.parametrize(
    ("row", "published"),
    [
        ({"title": "甲", "url": ADDRESS, "publishTime": "2026-09-02 09:00"}, Interval.at(NINE)),
        ({"docTitle": "甲", "docPubUrl": ADDRESS, "docRelTime": 1788310800000}, Interval.at(NINE)),
        ({"title": "甲", "link": ADDRESS, "publishDate": "2026-09-02", "writtenDate": "2026-08-01"},
         whole_day(NINE.date())),
    ],
)  # fmt: skip
def test_other_lists_by_the_names_that_content_systems_use(
    row: dict[str, object], published: Interval
) -> None:
    release = only(read(json.dumps({"data": {"list": [row]}}), "http://a.cn/list.json"))
    assert (release.title, release.published, release.addresses) == ("甲", published, (ADDRESS,))


def test_a_day_of_signing_or_of_change_is_no_publication() -> None:
    for name in ("writtenDate", "成文日期", "updateTime", "modified"):
        with pytest.raises(FeedError, match="rows with title"):
            read(json.dumps([{"title": "甲", "url": ADDRESS, name: "2026-09-02"}]))


@pytest.mark.parametrize(("duty", "kept"), [("none", "none"), ("all;x", "all;x"), ("", None)])
def test_our_own_form_as_json(duty: str, kept: str | None) -> None:
    row = {"release_id": "r1", "title": "甲", "published_at": "2026-09-02T09:00", "duty": duty}
    release = only(read(json.dumps([row])))
    assert (release.release_id, release.duty) == ("r1", kept)


GOOD = {"title": "国务院关于好的通知", "link": ADDRESS, "pubDate": "2026-09-02 09:00:00"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"title": "国务院关于乙的通知", "link": "http://a/2"}, "has no date"),
        ({"title": "国务院关于乙的通知", "pubDate": ""}, "has no date"),
        ({"title": "国务院关于乙的通知", "pubDate": None}, "has no date"),
        ({"title": "国务院关于乙的通知", "pubDate": True}, "“true” cannot be read"),
        ({"title": "国务院关于乙的通知", "publishTime": True}, "“true” cannot be read"),
        ({"title": "国务院关于乙的通知", "pubDate": {"time": 1}}, "cannot be read"),
        ({"title": "国务院关于乙的通知", "pubDate": [2026, 9, 2]}, "cannot be read"),
        ({"title": "国务院关于乙的通知", "pubDate": "1970-01-01"}, "is dated 1970-01-01"),
        ({"title": "国务院关于乙的通知", "publishTime": 1}, "is dated 1970-01-01"),
        ({"title": "国务院关于乙的通知", "pubDate": "1970-01-01T00:00:00Z"}, "is dated 1970"),
        ({"name": "国务院关于乙的通知", "pubDate": "2026-09-02"}, "has only name, pubDate"),
        ({"name": "国务院关于乙的通知", "pubDate": "2026-09-02"}, "has no title"),
        ({"title": {"zh": "乙"}, "pubDate": "2026-09-02"}, "has no title"),
        (
            {"title": "国务院关于\ufffd\ufffd的通知", "pubDate": "2026-09-02"},
            "could not be decoded",
        ),
        ("国务院关于乙的通知", "is no object but '国务院关于乙的通知'"),
        (None, "is no object"),
    ],
)
def test_an_item_that_cannot_be_taken_in_is_named_and_the_others_are(
    row: object, message: str
) -> None:
    for rows, place in (([GOOD, row], 2), ([row, GOOD], 1)):
        parsed = read(json.dumps(rows, ensure_ascii=False))
        assert [release.title for release in parsed.releases] == [GOOD["title"]]
        assert all(problem.startswith(f"item {place} “") for problem in parsed.problems)
        assert any(message in problem for problem in parsed.problems), parsed.problems


@pytest.mark.parametrize(
    "row",
    [
        {"title": "甲", "link": ADDRESS, "pubDate": 1788310800},
        {"title": "甲", "link": ADDRESS, "pubDate": 1788310800000},
        {"title": "甲", "link": ADDRESS, "publishTime": "1788310800"},
        {"title": "甲", "link": ADDRESS, "publishTime": "1788310800000"},
        {"title": "甲", "link": ADDRESS, "publish_time": 20260902090000},
        {"title": "甲", "link": ADDRESS, "publishTime": True, "pubTime": "2026-09-02 09:00"},
        {"title": "甲", "link": ADDRESS, "publish_time": "soon", "releaseDate": "2026-09-02 09:00"},
        {"Title": "甲", "Link": ADDRESS, "Pub-Date": "2026-09-02 09:00"},
        {"标题": "甲", "link": ADDRESS, "发布时间": "2026-09-02 09:00"},
        {"title": "甲", "url": ADDRESS, "date_published": 1788310800},
        {"title": "甲", "url": ADDRESS, "pubDate": "Wed, 02 Sep 26 09:00:00 GMT+8"},
    ],
)
def test_moments_by_any_name_and_in_any_form(row: dict[str, object]) -> None:
    release = only(read(json.dumps([row], ensure_ascii=False)))
    assert (release.title, release.published) == ("甲", Interval.at(NINE))


def test_a_year_of_two_digits_is_read_and_told() -> None:
    parsed = read(json.dumps([{"title": "甲", "pubDate": "26-09-02 09:00"}]))
    assert parsed.releases[0].published == Interval.at(NINE)
    assert parsed.problems == ("item 1 “甲”: its date “26-09-02 09:00” is taken for 2026-09-02",)


def test_what_is_dated_ahead_waits_and_is_named() -> None:
    later = {"title": "国务院关于明年的通知", "pubDate": "2027-09-02 09:00:00"}
    parsed = read(json.dumps([GOOD, later], ensure_ascii=False))
    now = published_until(parsed, NINE, GOV)
    assert [release.title for release in now.releases] == [GOOD["title"]]
    [problem] = now.problems
    assert "国务院关于明年的通知" in problem
    assert "2027-09-02T09:00:00+08:00, in the future" in problem
    assert published_until(parsed, NINE.replace(year=2028), GOV) == parsed
    with pytest.raises(FeedError, match=r"no release in it .*国务院关于好的通知"):
        published_until(parsed, NINE.replace(year=2025), GOV)


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/'
    '1.0/" xmlns:{p}="http://purl.org/dc/elements/1.1/"><item><title>甲</title><{p}:date>'
    "2026-09-02T09:00:00+08:00</{p}:date></item></rdf:RDF>"
)


@pytest.mark.parametrize(
    "text",
    [
        RDF.format(p="dc"),
        RDF.format(p="d"),
        rss("<item><title>甲</title><date>2026-09-02 09:00</date></item>"),
        rss("<item><title>甲</title><publishTime>2026-09-02 09:00</publishTime></item>"),
        rss("<item><title>甲</title><PubTime>2026-09-02 09:00</PubTime></item>"),
    ],
)
def test_other_names_of_a_date_in_xml(text: str) -> None:
    assert only(read(text)).published == Interval.at(NINE)


@pytest.mark.parametrize(
    "broken",
    [
        "<item><title>乙</ti><pubDate>2026-09-02</pubDate></item>",
        "<item><title>乙<pubDate>2026-09-02</item>",
        "<item><title>乙</title><pubDate>2026-09-02</item>",
    ],
)
def test_items_that_broken_xml_loses_are_told(broken: str) -> None:
    good = [ITEM.format(f"国务院关于{n}的通知", f"http://a/{n}", "2026-09-02") for n in "丙丁"]
    parsed = read(rss(good[0], broken, good[1]))
    assert "国务院关于丙的通知" in [release.title for release in parsed.releases]
    assert parsed.problems


TITLES = ("国务院办公厅关于印发“十四五”国民健康规划的通知", "国务院关于加强数字政府建设的指导意见")


@pytest.mark.parametrize(
    ("charset", "declared", "content_type"),
    [
        ("gbk", "", "text/xml; charset=iso-8859-1"),
        ("gbk", "", "text/xml; charset=Latin-1"),
        ("gbk", "", "application/json; charset=windows-1252"),
        ("gbk", "", "text/xml; charset=big5"),
        ("gbk", "Big5", None),
        ("gbk", "windows-1252", "text/xml"),
        ("gbk", "Shift_JIS", None),
        ("big5", "", None),
        ("big5", "GB2312", "text/xml; charset=gb2312"),
        ("big5", "", "text/xml; charset=iso-8859-1"),
        ("utf-16-le", "", None),
        ("utf-16-be", "", "text/xml; charset=utf-8"),
        ("utf-16", "", None),
        ("utf-8", "", "text/xml; charset=iso-8859-1"),
    ],
)
def test_a_charset_is_the_one_that_makes_sense(
    charset: str, declared: str, content_type: str | None
) -> None:
    titles = [opencc.OpenCC("s2t").convert(t) for t in TITLES] if charset == "big5" else TITLES
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    items = [ITEM.format(title, ADDRESS + str(n), "2026-09-02") for n, title in enumerate(titles)]
    rows = [{"title": title, "pubDate": "2026-09-02"} for title in titles]
    for text in (rss(*items, head=head), json.dumps(rows, ensure_ascii=False)):
        written = text.replace("国务院信息", "x")  # which Big5 does not have
        parsed = read(written.encode(charset), GOV, content_type)
        assert [release.title for release in parsed.releases] == list(titles)


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_one_broken_byte_costs_one_item(charset: str) -> None:
    rows = [{"title": title, "pubDate": "2026-09-02"} for title in (*TITLES, "坏了的标题")]
    body = json.dumps(rows, ensure_ascii=False).encode(charset)
    parsed = read(body.replace("坏".encode(charset), b"\xff\xff"))
    assert [release.title for release in parsed.releases] == list(TITLES)
    assert "could not be decoded" in parsed.problems[0]


# -- CSV --------------------------------------------------------------------------------------

HEADER = "release_id,title,doc_number,published_at,url,duty\n"


def test_a_table(tmp_path: Path) -> None:
    path = tmp_path / "releases.csv"
    path.write_text(
        "﻿" + HEADER + "r1,国务院关于甲的通知,国发〔2026〕5号,2026-09-02T09:00:00+08:00,"
        f"{ADDRESS} http://www.gov.cn/x.htm,all\nr2,乙,,2026-09-02,,\n"
        "r3,丙,,2026-09-02 00:00,,province；ndrc\n",
        encoding="utf-8",
    )
    one, two, three = read_releases(path).releases
    assert one == Release(
        release_id="r1",
        title="国务院关于甲的通知",
        published=Interval.at(NINE),
        addresses=(ADDRESS, "http://www.gov.cn/x.htm"),
        doc_number="国发〔2026〕5号",
        duty="all",
    )
    assert two.published == whole_day(NINE.date())
    assert (two.duty, two.doc_number, two.addresses) == (None, None, ())
    assert three.published == Interval.at(NINE.replace(hour=0)), "an officer's midnight is one"
    assert three.duty == "province;ndrc"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",甲,,2026-09-02,,", "release_id"),
        ("r1,,,2026-09-02,,", "title"),
        ("r1," + "甲" * 501 + ",,2026-09-02,,", "title"),
        ("r1,甲,,,,", "published_at"),
        ("r1,甲,,2026/09/02,,", "published_at"),
        ("r1,甲,,20260902,,", "published_at"),
        ("r1,甲,,2026-W36-3,,", "published_at"),
        ("r1,甲,,2026-09-31,,", "published_at"),
        ("r1,甲,,2026-09-02T25:00,,", "published_at"),
        ("r1,甲,,9999-12-31,,", "published_at"),
        ("r1,甲,,0001-01-01,,", "published_at"),
        ("r1,甲,,1970-01-01,,", "published_at"),
        ("r1,甲,,1970-01-01T08:00,,", "published_at"),
        ("r1,甲,,2026-09-02,www.gov.cn,", "url"),
        ("r1,甲,,2026-09-02,http://u:p@www.gov.cn/,", "url"),
        ("r1,甲,,2026-09-02,,everybody!", "duty"),
        ("r1,甲,,2026-09-02,,财政部", "duty"),
        ("r1,甲,,2026-09-02,,none;mof", "duty"),
        ("r1,甲,,2026-09-02,,mof mfa", "duty"),
    ],
)
def test_a_malformed_cell(tmp_path: Path, row: str, column: str) -> None:
    path = tmp_path / "releases.csv"
    path.write_text(f"{HEADER}r0,好,,2026-09-02,,\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_releases(path)
    assert (caught.value.path, caught.value.line, caught.value.column) == (str(path), 3, column)


def test_malformed_tables(tmp_path: Path) -> None:
    path = tmp_path / "releases.csv"
    for text, message in [
        (HEADER, "lists no release"),
        ("", "is empty"),
        (HEADER.replace("title", "name"), "missing"),
        (HEADER + "r,甲,,2026-09-02,,\nr,乙,,2026-09-02,,\n", "already stands in line 2"),
    ]:
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=message):
            read_releases(path)
    path.write_bytes((HEADER + "r,国务院,,2026-09-02,,\n").encode("gbk"))
    with pytest.raises(InputError, match="GBK"):
        read_releases(path)
    with pytest.raises(InputError, match="no such file"):
        read_releases(tmp_path / "none.xml")
    with pytest.raises(InputError, match="cannot be read"):
        read_releases(tmp_path)


def test_a_table_from_an_address() -> None:
    assert only(read(HEADER + "r1,甲,,2026-09-02,,\n", "http://a.cn/r")).release_id == "r1"
    with pytest.raises(InputError, match="missing"):
        read("id,title\n1,a\n", "http://a.cn/r", "text/csv; charset=utf-8")


# -- what is none -----------------------------------------------------------------------------

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'


MANY_SHORT_LISTS = json.dumps(
    {
        f"list{number}": [{"title": f"关于{number}", "url": ADDRESS, "pubDate": "2026-09-02"}] * 100
        for number in range(51)
    }
).encode()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"hello", "neither RSS"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "neither RSS"),
        ("<!DOCTYPE html><html><title>验证</title></html>".encode(), "web page"),
        (b"<html><body>412</body></html>", "web page"),
        (b"<rss/>", "no item"),
        (rss().encode(), "no item"),
        (rss("<item><title>a</title></item>").encode(), "no release in it .*has no date"),
        (b"<note>hi</note>", "neither RSS nor Atom"),
        ((BOMB + rss()).encode(), "entities"),
        (b"[]", "no item"),
        (b"{}", "no item"),
        (b'[{"a": 1}]', "rows with a"),
        (b"[1, 2", "not well-formed JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"[" + b"9" * 10_000 + b"]", "no item"),
        (b"x" * 8_000_001, "8000001 bytes"),
        (MANY_SHORT_LISTS, "more than 5000 items"),
        (b"\xff\xff\xff<rss>", "cannot be decoded"),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, message: str) -> None:
    with pytest.raises(FeedError, match=message) as caught:
        parse_releases(body, "http://a.cn/feed")
    assert str(caught.value).startswith("http://a.cn/feed: ")


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>" + "<b>" * 50_000 + "</title></item>"),
        rss("<item>" * 4_000),
        rss(ITEM.format("&lt;" * 50_000, ADDRESS, "2026-09-02")),
        rss(ITEM.format("甲", "http://" + "a" * 100_000, "2026-09-02")),
        rss(ITEM.format("甲", ADDRESS, "2026-09-02 " * 10_000)),
        "<rss" + " a='b'" * 50_000 + ">",
        "<!--" * 50_000,
        "<![CDATA[" * 50_000,
        rss(ITEM.format("关于" * 10_000, ADDRESS, "2026-09-02")),
        json.dumps([{"title": "<" * 100_000, "pubDate": "2026-09-02"}]),
        "a" * 100_000 + "(",
        "var " + " " * 100_000 + "x",
    ],
    ids=range(12),
)
def test_hostile_feeds_end_soon(body: str) -> None:
    with contextlib.suppress(FeedError):
        read(body)


def test_hostile_text_cannot_reach_the_store() -> None:
    row = {"title": "甲\x00\ud800乙\u202e", "link": "http://a/\x00", "pubDate": "2026-09-02"}
    release = read(json.dumps([row])).releases[0]
    release.title.encode()
    assert release.title == "甲 乙"
    assert release.addresses == ()


@settings(max_examples=300)
@given(
    st.sampled_from(
        [b"", b"<rss><channel>", b"<feed>", b"[{", b'{"searchVO":', b"release_id,", b"x("]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_end_in_releases_or_a_typed_error(start: bytes, rest: bytes) -> None:
    try:
        parsed = parse_releases(start + rest, "http://a.cn/feed")
    except (FeedError, InputError):
        return
    assert parsed.releases


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["title", "url", "link", "pubDate", "pubtime", "pubtimeStr", "TITLE", "URL", "items",
             "DOCRELPUBTIME", "listVO", "searchVO", "release_id", "published_at", "tags",
             "date_published", "duty"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300)
@given(JSON)
def test_any_json_ends_in_releases_or_a_typed_error(data: object) -> None:
    try:
        parsed = parse_releases(json.dumps(data).encode(), "http://a.cn/feed")
    except FeedError:
        return
    for release in parsed.releases:
        release.title.encode()


def test_a_form_names_addresses_and_files_of_one_folder_only(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "releases.csv").touch()
    (folder / "way-out").symlink_to("/etc")
    inside = str(folder / "releases.csv")
    assert permitted_source("https://www.gov.cn/a.json", None) == "https://www.gov.cn/a.json"
    assert permitted_source("releases.csv", folder) == inside
    assert permitted_source(inside, folder) == inside
    for source in ("/etc/shadow", "../secret.csv", "way-out/shadow"):
        for allowed in (folder, None):
            with pytest.raises(InputError, match="is no address, and files are read only"):
                permitted_source(source, allowed)


def test_what_a_file_holds_is_not_told() -> None:
    with pytest.raises(FeedError) as caught:
        parse_releases(b"root:$6$geheim:20000:0:99999:7:::\n", "/etc/shadow")
    assert "geheim" not in str(caught.value)
    assert "root" not in str(caught.value)


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "unicode_escape", "utf-7"])
def test_a_declared_name_that_is_no_charset_of_sources_is_passed_over(name: str) -> None:
    text = rss(
        ITEM.format("国务院关于甲的通知", ADDRESS, "2026-09-02"), head=f'<?xml encoding="{name}"?>'
    )
    assert (
        only(read(text.encode("gbk"), content_type=f"text/xml; charset={name}")).title
        == "国务院关于甲的通知"
    )
