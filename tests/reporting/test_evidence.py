"""Pages of strangers, shown as they were and kept from doing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape

import pytest

from repostwatch.model import (
    BEIJING,
    Decision,
    Duty,
    Interval,
    Language,
    Level,
    Match,
    Outcome,
    Portal,
    Reason,
    Release,
    Sighting,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import DutyCode, EvidenceCode
from repostwatch.model.reasons import text
from repostwatch.reporting.evidence import evidence_lines, evidence_page
from repostwatch.reporting.exhibits import Evidence, Exhibit, Picture
from tests.defaults import still

WHY = because(DutyCode.NAMED_BY_SOURCE, duty="all")
NINE = datetime(2026, 8, 12, 9, 0, tzinfo=BEIJING)
HOME = "http://a.example/list/"
LINK = "http://a.example/1.html"


def evidence(
    body: str | None, *, title: str = "国务院关于甲的通知", lost: Reason | None = None
) -> Evidence:
    release = Release("r1", title, Interval.at(NINE))
    page = None
    if body is not None:
        page = still(body.encode(), HOME, content_type=None, addresses=frozenset({LINK}))
    match = Match("7", "r1", Decision.MATCH, 100.0, text("标题一致"))
    return Evidence(
        release=release,
        portal=Portal("a", "甲市", Level.CITY, "http://a.example/"),
        duty=Duty("r1", "a", release.published, timedelta(hours=24), WHY),
        verdict=Verdict("r1", "a", VerdictKind.ON_TIME, text("首次看到"), link_url=LINK),
        sightings=[Sighting(match, title, LINK, NINE, NINE)],
        decisions=[],
        exhibits=[
            Exhibit("column", HOME, HOME, Outcome.OK, 200, 100, NINE, digest="ab", page=page,
                    headers=(("Server", "<b>x</b>"),), lost=lost)
        ],
        visits=3,
    )  # fmt: skip


def frame(page: str) -> str:
    return unescape(page.partition('srcdoc="')[2].partition('"')[0])


def test_the_link_is_marked_wherever_it_stands() -> None:
    page = evidence_page(evidence("<ul><li><a href='../1.html'>国务院关于甲…</a> 08-12</li></ul>"))
    assert "国务院关于甲…</mark>" in page
    assert "outline:3px" in frame(page)
    assert "另外2次采集" in page


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script><a href=../1.html onclick=alert(1)>x</a>",
        "<iframe src=http://evil/></iframe><object data=x></object><base href=http://evil/>",
        "<meta http-equiv=refresh content='0;url=http://evil/'><link rel=stylesheet href=//evil/>",
        "\"><script>alert(1)</script>",
        "</iframe><script>alert(1)</script>",
        "<a href='javascript:alert(1)'>x</a><form action=http://evil/><input></form>",
    ],
)  # fmt: skip
def test_nothing_of_a_page_can_act(body: str) -> None:
    page = evidence_page(evidence(body))
    shown = frame(page)
    assert 'sandbox=""' in page
    assert "default-src 'none'" in shown
    assert "form-action 'none'" in shown
    for active in ("<script", "<iframe", "<object", "<base", 'http-equiv="refresh', "<link"):
        assert active not in shown.lower(), active
    assert (page.count("<iframe"), page.lower().count("<script")) == (1, 0)
    assert "href" not in shown


def test_words_of_strangers_are_words() -> None:
    page = evidence_page(evidence("<p>x</p>", title="<img src=x onerror=alert(1)>"))
    assert "<img" not in page
    assert "<b>x</b>" not in page.partition("srcdoc")[0]


def test_what_the_archive_has_lost_is_said() -> None:
    found = evidence(None, lost=because(EvidenceCode.UNREADABLE, problem="没有记录"))
    assert "存档读取失败：没有记录" in evidence_page(found)
    assert "iframe" not in evidence_page(found)
    assert any("存档读取失败" in line for line in evidence_lines(found))


def test_the_terminal_shows_the_row() -> None:
    lines: Sequence[str] = list(
        evidence_lines(evidence("<ul><li><a href='../1.html'>国务院关于甲</a> 08-12</li></ul>"))
    )
    assert "  >>> 国务院关于甲 08-12" in lines
    assert "结论：按时：首次看到" in lines


@pytest.mark.parametrize("body", ["", "\x00", "<a href='http://[x'>y</a>", "<a>" * 20_000])
def test_strange_pages_are_shown_all_the_same(body: str) -> None:
    assert "核验证据" in evidence_page(evidence(body))


def test_a_picture_shows_inside_the_page_and_its_lack_is_said() -> None:
    found = evidence("<p>x</p>")
    (exhibit,) = found.exhibits
    assert "<img" not in evidence_page(found)
    seen = Picture(b"\xff\xd8\xff", text("只截取页首8640像素"), ("a.warc.gz", 7))
    page = evidence_page(replace(found, exhibits=[replace(exhibit, picture=seen)]))
    assert 'src="data:image/jpeg;base64,/9j/"' in page
    assert "3字节，存于a.warc.gz，偏移7；只截取页首8640像素" in page
    lost = replace(found, exhibits=[replace(exhibit, picture=Picture(None, text("截取时出错")))])
    assert "<img" not in evidence_page(lost)
    assert "截取时出错" in evidence_page(lost)
    assert "网页画面：截取时出错" in list(evidence_lines(lost))


def test_links_that_their_own_page_refutes_stand_apart() -> None:
    found = evidence("<ul><li><a href='../1.html'>国务院关于甲…</a></li></ul>")
    refuted = replace(found, sightings=[], refuted=found.sightings)
    page = evidence_page(refuted)
    assert "标题相符而正文页表明是其他内容的链接" in page
    assert "判定所依据的链接" not in page
    assert "国务院关于甲…</mark>" in page, "where it stands in the stored page"
    assert any(LINK in line for line in evidence_lines(refuted))


def test_it_speaks_the_language_of_the_settings() -> None:
    found = evidence(None, title="x", lost=because(EvidenceCode.NOT_KEPT))
    page = evidence_page(found, Language.ENGLISH)
    assert "content was not kept" in page
    assert "verdict: on time: " in "\n".join(evidence_lines(found, Language.ENGLISH))
