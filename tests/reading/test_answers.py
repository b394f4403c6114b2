"""Lists outside plain HTML: 大汉 data stores, JSON, JSONP, document.write, arrays."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

import json
from datetime import date

import pytest

from repostwatch.model import PageKind, because
from repostwatch.model.codes import PageCode
from tests.reading import reading_pages as pages

RECORD = "<record><![CDATA[<li><a title='{t}' href='{u}'>{t}</a><span>{d}</span></li>]]></record>"
NEXT = (
    "<nextgroup><![CDATA[<a href=\"/module/web/jpage/dataproxy.jsp?page=2&webid=1&columnid=78506"
    "&unitid=5021&permissiontype=0\"></a>]]></nextgroup>"
)  # fmt: skip
STORE = f"<datastore>{NEXT}<recordset>{pages.rows(RECORD)}</recordset></datastore>"
NEXT_URL = (
    "https://www.example.gov.cn/module/web/jpage/dataproxy.jsp?page=2&webid=1&columnid=78506"
    "&unitid=5021&permissiontype=0"
)


def test_a_data_store_inside_a_page() -> None:
    read = pages.read(pages.page(f'<div id="5021"><script type="text/xml">{STORE}</script></div>'))
    assert pages.facts(read) == pages.expected()
    assert read.next_url == NEXT_URL


def test_a_data_store_as_its_own_answer() -> None:
    read = pages.read(f'<?xml version="1.0" encoding="UTF-8"?>{STORE}'.encode())
    assert pages.facts(read) == pages.expected()
    assert read.next_url == NEXT_URL
    assert read.kind is PageKind.CONTENT


def test_dates_split_over_lines_in_xml() -> None:
    body = STORE
    for day in pages.DAYS:
        body = body.replace(
            f"<span>{day}</span>", f"<span>{day.replace('-', '-' + chr(10))}</span>"
        )
    assert pages.facts(pages.read(body.encode())) == pages.expected()


def test_records_without_cdata_or_li() -> None:
    record = "<record>&lt;a href='{u}'&gt;{t}&lt;/a&gt;&lt;span&gt;{d}&lt;/span&gt;</record>"
    body = f"<recordset>{pages.rows(record)}</recordset>"
    assert pages.facts(pages.read(body.encode())) == pages.expected()


def test_records_that_are_table_rows() -> None:
    record = "<record><![CDATA[<tr><td>{i}</td><td><a href='{u}'>{t}</a></td><td>{d}</td></tr>]]></record>"
    body = f"<datastore><recordset>{pages.rows(record)}</recordset></datastore>"
    assert pages.facts(pages.read(body.encode())) == pages.expected()


ROWS = [
    {"TITLE": title, "URL": pages.address(i), "DOCRELPUBTIME": pages.DAYS[i], "SUB_TITLE": ""}
    for i, title in enumerate(pages.TITLES)
]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, ensure_ascii=False),
        json.dumps({"code": 200, "data": {"total": 6, "list": ROWS}}),
        "pushInfoJsonpCallBack(" + json.dumps(ROWS) + ");",
        "/**/jQuery_123({\"searchVO\": {\"listVO\": " + json.dumps(ROWS) + "}})",
        json.dumps([{"title": f"<em>国务院</em>{r['TITLE'][3:]}", "link": r["URL"], "pubDate": r["DOCRELPUBTIME"] + " 00:00:00"} for r in ROWS]),
        json.dumps([{"title": r["TITLE"], "url": r["URL"], "pubtimeStr": r["DOCRELPUBTIME"].replace("-", ".")} for r in ROWS]),
    ],
)  # fmt: skip
def test_json_and_jsonp_lists(body: str) -> None:
    assert pages.facts(pages.read(body.encode())) == pages.expected()


def test_a_json_date_to_the_minute() -> None:
    body = json.dumps(
        [{"title": pages.TITLES[0], "link": "/a/1.htm", "pubDate": "2026-09-18-16:05:09"}]
    )
    assert pages.facts(pages.read(body.encode())) == [(pages.TITLES[0], "2026-09-18T16:05+08:00")]


def test_json_without_a_list_is_no_page() -> None:
    read = pages.read(b'{"code": 500, "message": "error"}')
    assert (read.kind, read.links) == (PageKind.NOT_HTML, ())
    assert read.reason == because(PageCode.DATA_WITHOUT_LIST)


def test_deep_json_does_no_harm() -> None:
    assert pages.read(b"[" * 100_000).links == ()
    assert pages.read(b'{"a":' * 5000 + b"1" + b"}" * 5000).links == ()


@pytest.mark.parametrize(
    "call",
    [
        "document.write('{row}');",
        'document.write("{row2}");',
        "document.writeln('<li>'+'{inner}'+'</li>');",
        "document.write(unescape('{quoted}'));",
    ],
)
def test_a_list_written_by_script(call: str) -> None:
    from urllib.parse import quote  # noqa: PLC0415 - only this test needs it

    lines = []
    for i, title in enumerate(pages.TITLES):
        inner = f'<a href="{pages.address(i)}">{title}</a><span>{pages.DAYS[i]}</span>'
        row = f"<li>{inner}</li>"
        lines.append(
            call.format(
                row=row.replace("/", "\\/"),
                row2=row.replace('"', '\\"'),
                inner=inner,
                quoted=quote(row),
            )
        )
    body = pages.page(f"<ul><script>{chr(10).join(lines)}</script></ul>")
    assert pages.facts(pages.read(body)) == pages.expected()


def test_what_a_script_writes_with_variables_is_not_guessed() -> None:
    code = "var h = 'tps://big5.x.gov.cn/'; document.write('<a href=\"ht'+h+'\" title=\"繁体版繁体版繁体版繁体版\">繁体版繁体版繁体版繁体版</a>');"
    assert pages.read(pages.page(f"<script>{code}</script>")).links == ()


def test_a_commented_out_write_is_not_read() -> None:
    code = "// document.write('<li><a href=\"/t20260918_1.html\">国务院关于修改部分行政法规的决定</a></li>');\n/* document.write('<li><a href=\"/t20260918_2.html\">国务院关于修改部分行政法规的决定二</a></li>'); */"
    assert pages.read(pages.page(f"<script>{code}</script>")).links == ()


@pytest.mark.parametrize("quoted", [True, False])
def test_a_list_in_a_script_array(quoted: bool) -> None:
    if quoted:
        array = json.dumps(
            [{"title": r["TITLE"], "url": r["URL"], "pubDate": r["DOCRELPUBTIME"]} for r in ROWS],
            ensure_ascii=False,
        )
    else:
        array = (
            "["
            + ",\n".join(
                f"{{title:'{r['TITLE']}', url:'{r['URL']}', date:'{r['DOCRELPUBTIME']}'}}"
                for r in ROWS
            )
            + "]"
        )
    body = pages.page(f"<div id='list'></div><script>var docs = {array}; render(docs);</script>")
    assert pages.facts(pages.read(body)) == pages.expected()


ENTRIES = {
    "rss": ("<?xml version='1.0'?><rss version='2.0'><channel><title>国务院信息</title><link>http://www.gov.cn/</link>{e}</channel></rss>",
            "<item><title><![CDATA[{t}]]></title><link>{u}</link><pubDate>{d} 16:05:00</pubDate><description>x</description></item>"),
    "rss, no prolog": ("<rss version='2.0'><channel>{e}</channel></rss>",
            "<item><link>{u}</link><title>{t}</title><pubDate>{d}-16:05:00</pubDate></item>"),
    "rss, in Greenwich time": ("<rss version='2.0'><channel>{e}</channel></rss>",
            "<item><title>{t}</title><link>{u}</link><pubDate>{g} 08:05:00 GMT</pubDate></item>"),
    "atom": ("<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{e}</feed>",
            "<entry><title>{t}</title><link href='{u}'/><updated>2026-11-20T08:05:00Z</updated><published>{d}T08:05:00Z</published></entry>"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ENTRIES)
def test_feeds_are_lists(kind: str) -> None:
    shell, entry = ENTRIES[kind]
    entries = "".join(
        entry.format(t=title, u=pages.dateless(i), d=day, g=f"{date.fromisoformat(day):%a, %d %b %Y}")
        for i, (title, day) in enumerate(zip(pages.TITLES, pages.DAYS, strict=True))
    )  # fmt: skip
    read = pages.read(shell.format(e=entries).encode())
    assert pages.facts(read) == [(t, f"{day}T16:05+08:00") for t, day in pages.expected()]
    assert read.links[0].url == "https://www.example.gov.cn" + pages.dateless(0)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-09-18T16:30:00.000Z", "2026-09-19T00:30+08:00"),
        ("2026-09-18T16:30:00.000+0800", "2026-09-18T16:30+08:00"),
        ("2026-09-18T00:00:00+08:00", "2026-09-18"),
        ("2026-09-18T16:30:00", "2026-09-18T16:30+08:00"),
    ],
)
def test_an_offset_in_json_counts(stated: str, expected: str) -> None:
    body = json.dumps([{"title": pages.TITLES[0], "url": "/a/1.htm", "publishTime": stated}])
    assert pages.facts(pages.read(body.encode())) == [(pages.TITLES[0], expected)]


def test_json_that_carries_the_list_as_html() -> None:
    listed = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>")
    body = json.dumps({"code": 200, "data": {"html": f"<ul>{listed}</ul>"}})
    assert pages.facts(pages.read(body.encode())) == pages.expected()


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "scrap",
    ["<datastore><recordset>|<record>", "<rss>|<item>", "<rss><item>|<title>", "title|[{", "document.write|<script>",
     "|<b>国务院</b>", "|<p>国务院信息</p>", "<a href=x>|<span>x</span>", "|<!--", "|<meta "],
)  # fmt: skip
def test_what_never_closes_costs_no_square(scrap: str) -> None:
    head, part = scrap.split("|")
    assert pages.read((head + part * 50_000).encode()).links == ()


def test_the_state_of_a_server_rendered_app() -> None:
    rows = [{"title": r["TITLE"], "url": r["URL"], "pubDate": r["DOCRELPUBTIME"]} for r in ROWS]
    state = json.dumps({"props": {"page": {"list": rows, "menu": [{"title": "首页", "url": "/"}]}}})
    for script in (
        f"<script id='__NEXT_DATA__' type='application/json'>{state}</script>",
        f"<script>window.__INITIAL_STATE__={state};</script>",
    ):
        read = pages.read(pages.page(f"<div id='app'></div>{script}"))
        assert pages.facts(read) == pages.expected()
