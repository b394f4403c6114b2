"""One broken item, number or letter costs a source that item, and says so once."""

from __future__ import annotations

from functools import partial

import pytest

from repostwatch.base.whole_text import json_of, known_references, unescape, whole
from repostwatch.readers.worker import FORMS, answer_of
from repostwatch.reading.navigation.leads import leads_of
from repostwatch.reading.page import read_page
from repostwatch.releases.sources import read_source
from repostwatch.releases.xml_feed import MOST_ATTRIBUTES, MOST_ELEMENTS
from repostwatch.settings import Settings

READING = Settings().reading
GOOD, BAD = "国务院关于甲的通知", "国务院关于乙的通知"
DIGITS = "1" * 100_000
ROW = '{"title":"%s","url":"http://www.gov.cn/a","pubtime":%s}'
FEED = (
    "<rss version='2.0'><channel><title>a</title>"
    f"<item><title>{GOOD}</title><link>http://www.gov.cn/a</link><pubDate>2026-08-12</pubDate></item>"
    "<item><title>%s</title><link>http://www.gov.cn/b</link><pubDate>%s</pubDate></item>"
    "</channel></rss>"
)
REFERENCES = (
    "&#xD800;", "&#xDFFF;", "&#55296;", "&#x110000;", "&#99999999999999999999;",
    f"&#{DIGITS};", f"&#x{DIGITS};", "&amp;#xD800;", f"&amp;#{DIGITS};", f"&amp;amp;#{DIGITS};",
)  # fmt: skip


def titles(body: str) -> tuple[list[str], tuple[str, ...]]:
    reading = read_source(body.encode(), "http://x.cn/f")
    assert reading.parsed is not None, reading.problem
    return [one.title for one in reading.parsed.releases], reading.parsed.problems


@pytest.mark.parametrize("number", [DIGITS, f"-{DIGITS}", "1e999999999", "NaN", "-Infinity"])
def test_a_number_of_json_that_is_none_costs_its_item(number: str) -> None:
    found, problems = titles(f"[{ROW % (GOOD, 1786000000000)},{ROW % (BAD, number)}]")
    assert found == [GOOD]
    assert len(problems) == 1
    assert BAD in problems[0]
    assert "cannot be read" in problems[0]
    assert "sys." not in problems[0]


def test_a_number_that_nobody_asks_for_costs_nothing() -> None:
    row = ROW % (BAD, 1786000000000)
    found, problems = titles(f'[{ROW % (GOOD, 1786000000000)},{row[:-1]},"n":{DIGITS}}}]')
    assert (found, problems) == ([GOOD, BAD], ())


@pytest.mark.parametrize("field", ["title", "url", "pubtime", "\\ud800"])
def test_half_a_pair_in_json_costs_at_most_its_item(field: str) -> None:
    row = ROW % (BAD, 1786000000000)
    found, _ = titles(f'[{ROW % (GOOD, 1786000000000)},{row[:-1]},"{field}":"\\ud800"}}]')
    assert GOOD in found


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one[:12])
def test_a_reference_to_no_character_costs_its_item(reference: str) -> None:
    for title, date in ((f"国务院{reference}关于乙", "2026-08-12"), (BAD, reference)):
        found, problems = titles(FEED % (title, date))
        assert found == [GOOD]
        assert len(problems) == 1
        assert "Error" not in problems[0]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one[:12])
def test_a_page_loses_nothing_else_by_it(reference: str) -> None:
    rows = "".join(
        f"<li><a href='/2026/art_{n}.html'>国务院关于第{n}项的通知</a>2026-08-1{n}</li>"
        for n in range(5)
    )
    bad = (
        f"<li><a href='/{reference}.html' title='{reference}'>国务院{reference}</a>2026-08-12</li>"
    )
    record = f"<recordset>{f'<record><![CDATA[{rows}{bad}]]></record>'}</recordset>"
    for body in (f"<html><body><ul>{rows}{bad}</ul></body></html>", record):
        page = read_page(
            body.encode(), "http://x.cn/", content_type=None, fetched_at=None, settings=READING,
            listed=True,
        )  # fmt: skip
        assert len(page.links) >= 5
        FORMS["page"].validate_json(answer_of("page", page))


@pytest.mark.parametrize("code", ["\\ud800", "\\udfff", "\\ud800\\ud800"])
def test_a_script_s_half_pair_leaves_its_reader(code: str) -> None:
    script = f"<script>var list=[{{title:'国务院{code}关于乙',url:'/{code}.html'}}]</script>"
    body = f"<html><body><a href='/zc/'>政策</a>{script}</body></html>".encode()
    work = partial(leads_of, body, "http://x.cn/", content_type=None, settings=READING)
    assert FORMS["leads"].validate_json(answer_of("leads", work()))


@pytest.mark.parametrize(
    ("inside", "most"),
    [
        ("<a " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>", MOST_ATTRIBUTES),
        ("<b></b>" * (MOST_ELEMENTS + 1), MOST_ELEMENTS),
    ],
)
def test_a_feed_that_keeps_its_reader_busy_is_refused_by_its_count(inside: str, most: int) -> None:
    feed = (FEED % (BAD, "2026-08-12")).replace("</channel>", f"{inside}</channel>")
    problem = read_source(feed.encode(), "http://x.cn/f").problem
    assert f"more than {most}" in problem


def test_what_is_right_is_as_it_was() -> None:
    for text in ("&#20013;&#x56FD;", "&amp;&lt;", "&#38", "a&b", "&#0065;", "𠮷&#x20BB7;"):
        assert known_references(text) == text
    assert unescape("&#20013;&nbsp;&lt;") == "中\xa0<"
    assert whole("\ud842\udfb7") == "𠮷"
    assert json_of('{"a": [1, -2, 1.5, "\\ud842\\udfb7"]}') == {"a": [1, -2, 1.5, "𠮷"]}
