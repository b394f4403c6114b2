"""Articles: title, publication, source, number; never the signing date."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

import pytest

from repostwatch.model import Article
from tests.reading import reading_pages as pages

BODY = (
    "<div class='TRS_Editor'>"
    + "<p>各省、自治区、直辖市人民政府：现将有关事项通知如下。</p>" * 30
    + "</div>"
)
TITLE = "国务院办公厅关于印发政务数据共享工作方案的通知"


def tag(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{value}">'


def article(body: str, head: str = "") -> Article:
    read = pages.read(pages.page(body, head), "https://www.example.gov.cn/a/t20260918_1.html")
    assert read.article is not None
    return read.article


def test_the_standard_tags() -> None:
    parsed = article(
        BODY,
        tag("ArticleTitle", TITLE)
        + tag("PubDate", "2026-09-18 16:05")
        + tag("ContentSource", "中国政府网"),
    )
    assert (parsed.title, str(parsed.published), parsed.source) == (
        TITLE,
        "2026-09-18T16:05+08:00",
        "中国政府网",
    )


def test_seconds_stay_in_the_value() -> None:
    parsed = article(BODY, tag("ArticleTitle", TITLE) + tag("PubDate", "2026-09-18 16:05:41"))
    assert parsed.published is not None
    assert parsed.published.value.second == 41


def test_the_release_side_states_its_moment_in_firstpublishedtime() -> None:
    parsed = article(BODY, tag("firstpublishedtime", "2026-09-18-16:05:00"))
    assert str(parsed.published) == "2026-09-18T16:05+08:00"


@pytest.mark.parametrize(
    "value", ["", "null", "undefined", "发布日期", "YYYY-MM-DD HH:MM", "0000-00-00"]
)
def test_an_unfilled_tag_gives_way_to_the_text(value: str) -> None:
    parsed = article(f"<h1>{TITLE}</h1><p>发布时间：2026-09-18 16:05　来源：省政府办公厅</p>{BODY}",
                   tag("ArticleTitle", "文章标题") + tag("PubDate", value) + tag("ContentSource", "null"))  # fmt: skip
    assert (parsed.title, str(parsed.published), parsed.source) == (
        TITLE,
        "2026-09-18T16:05+08:00",
        "省政府办公厅",
    )


def test_a_missing_blank_between_attributes() -> None:
    read = pages.read(
        pages.page(
            BODY,
            '<meta name="ColumnName"content="发展改革委令"><meta name="SiteIDCode" content="政府网站标识码">',
        )
    )
    assert dict(read.meta) == {"ColumnName": "发展改革委令"}


def test_a_day_in_the_tag_and_the_minute_in_the_text() -> None:
    parsed = article(
        f"<span>发布时间：2026-09-18 16:05</span>{BODY}",
        tag("ArticleTitle", TITLE) + tag("PubDate", "2026-09-18"),
    )
    assert str(parsed.published) == "2026-09-18T16:05+08:00"
    parsed = article(
        f"<span>发布时间：2026-10-01 16:05</span>{BODY}",
        tag("ArticleTitle", TITLE) + tag("PubDate", "2026-09-18"),
    )
    assert str(parsed.published) == "2026-10-01T16:05+08:00"
    assert [str(date) for date in parsed.tagged] == ["2026-09-18"]


SHOWN = "<h1>" + TITLE + "</h1><p>发布时间：2026-08-10 15:00 来源：中国政府网</p>"
LD = '<script type="application/ld+json">{{"datePublished":"{}","dateModified":"2026-08-12"}}</script>'


@pytest.mark.parametrize(
    ("html", "head", "published", "tagged"),
    [
        (SHOWN, tag("PubDate", "2026-08-12 11:58"), "2026-08-10T15:00+08:00", ["2026-08-12T11:58+08:00"]),
        (SHOWN, tag("PubDate", "2026-08-10 15:01"), "2026-08-10T15:00+08:00", []),
        (SHOWN, LD.format("2026-08-12T10:00:00+08:00"), "2026-08-10T15:00+08:00", ["2026-08-12T10:00+08:00"]),
        ("<h1>" + TITLE + "</h1><p>更新时间：2026-08-12 10:00</p>", LD.format("2026-08-10T07:00:00Z"),
         "2026-08-10T15:00+08:00", ["2026-08-10T15:00+08:00"]),
        ("<h1>" + TITLE + "</h1><p>更新时间：2026-08-12 10:00</p>",
         '<meta property="article:published_time" content="2026-08-10T15:00:00+08:00">',
         "2026-08-10T15:00+08:00", ["2026-08-10T15:00+08:00"]),
        ("<h1>" + TITLE + "</h1><p>页面生成时间：2026-08-12 10:00</p>", tag("ArticleTitle", TITLE), "None", []),
        ("<h1>" + TITLE + "</h1><p>更新：2026-08-12 10:00 发布：2026-08-10 15:00</p>", tag("ArticleTitle", TITLE),
         "2026-08-10T15:00+08:00", []),
        ("<h1>" + TITLE + "</h1><p>发布时间：昨天 15:00</p>", tag("ArticleTitle", TITLE), "2026-09-19T15:00+08:00", []),
        ("<h1>" + TITLE + "</h1><p>发布时间：2026-08-10 10∶08</p>", tag("ArticleTitle", TITLE),
         "2026-08-10T10:08+08:00", []),
        ("<h1>" + TITLE + "</h1><p>2026-08-10 来源：本站</p>", tag("PubDate", "2026-08-12 11:58") + tag("ArticleTitle", TITLE),
         "2026-08-10", ["2026-08-12T11:58+08:00"]),
        ("<h1>" + TITLE + "</h1><p>2026年8月10日，会议在京召开。</p>", tag("PubDate", "2026-08-12 11:58") + tag("ArticleTitle", TITLE),
         "2026-08-12T11:58+08:00", ["2026-08-12T11:58+08:00"]),
    ],
)  # fmt: skip
def test_what_the_page_shows_stands_before_its_tags(
    html: str, head: str, published: str, tagged: list[str]
) -> None:
    parsed = article(html, tag("ArticleTitle", TITLE) + head)
    assert (str(parsed.published), [str(date) for date in parsed.tagged]) == (published, tagged)


@pytest.mark.parametrize(
    "line",
    [
        "信息来源: 发布日期：2026-08-10 13:57",
        "来源：发布时间 2026-08-10",
        "来源： 浏览次数：12",
        "来源：作者：张三",
    ],
)
def test_a_label_is_no_source(line: str) -> None:
    parsed = article(
        f"<h1>{TITLE}</h1><p>{line}</p>", tag("ArticleTitle", TITLE) + tag("PubDate", "2026-08-10")
    )
    assert parsed.source is None


TABLE = """<table><tr><td><b>索 引 号：</b></td><td>000014349/2026-00204</td><td><b>主题分类：</b></td><td>综合政务</td></tr>
<tr><td>发文机关：</td><td>国务院办公厅</td><td><b>成文日期：</b></td><td>2026年07月27日</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">{t}</td></tr>
<tr><td>发文字号：</td><td>国办函〔2026〕71号</td><td>发布日期：</td><td>{p}</td></tr></table>"""


def test_the_metadata_table() -> None:
    parsed = article(TABLE.format(t=TITLE, p="2026年09月18日") + BODY)
    assert (parsed.title, str(parsed.published), parsed.doc_number) == (
        TITLE,
        "2026-09-18",
        "国办函〔2026〕71号",
    )


def test_the_signing_date_is_never_the_publication() -> None:
    assert article(TABLE.format(t=TITLE, p="") + BODY).published is None
    for label in ("成文日期", "发文日期", "生成日期", "施行日期", "有效期"):
        parsed = article(
            f"<h1>{TITLE}</h1><p>{label}：2026-07-01</p><p>来源：新华社</p>{BODY}",
            tag("ArticleTitle", TITLE),
        )
        assert parsed.published is None, label


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("国办发〔2026〕15号", "国办发〔2026〕15号"),
        ("国办发明电〔2026〕15号", "国办发明电〔2026〕15号"),
        ("（国发[2026]5号）", "国发[2026]5号"),
        ("国令第843号", "国令第843号"),
    ],
)
def test_a_number_on_a_line_of_its_own(line: str, number: str) -> None:
    assert article(f"<p>{line}</p>{BODY}", tag("ArticleTitle", TITLE)).doc_number == number


def test_a_cited_number_is_not_the_articles() -> None:
    cited = "<p>你部《关于申办世界大学生运动会的请示》（教外际〔2026〕14号）收悉。经国务院批准，现函复如下：</p>"
    assert article(cited + BODY, tag("ArticleTitle", TITLE)).doc_number is None


def test_a_list_is_no_article() -> None:
    listed = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>")
    assert pages.read(pages.page(f"<ul>{listed}</ul>")).article is None


HEADS = {
    "one line": "<h1>{t}</h1><div>发布时间：2026-09-18 16:05 来源：中国政府网 字体：大 中 小</div>",
    "label and value apart": "<h2>{t}</h2><div><span>时间：</span><span>2026-09-18 16:05</span><span>来源：</span><span>中国政府网</span></div>",
    "no labels": "<h1>{t}</h1><div>2026-09-18 16:05　　来源：中国政府网</div>",
    "title in a class": "<div class='xl-title'>{t}</div><p>发布日期：2026年09月18日 16:05 　信息来源： 中国政府网</p>",
    "published and updated": "<h1>{t}</h1><div>更新时间：2026-09-19 10:00 发布时间：2026-09-18 16:05 来源：中国政府网</div>",
    "provided": "<h1>{t}</h1><div>信息提供日期：2026-09-18 16:05 来源：中国政府网</div>",
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_an_article_without_tags(head: str) -> None:
    parsed = article(HEADS[head].format(t=TITLE) + BODY)
    assert (parsed.title, str(parsed.published), parsed.source) == (
        TITLE,
        "2026-09-18T16:05+08:00",
        "中国政府网",
    )


@pytest.mark.parametrize(
    "table",
    [
        "<tr><th>标题</th><td>{t}</td></tr><tr><th>发文字号</th><td>国办函〔2026〕71号</td><th>发布日期</th><td>2026-09-18</td></tr><tr><th>成文日期</th><td>2026-08-01</td></tr>",
        "<tr><td>名称：</td><td>{t}</td></tr><tr><td>文号：</td><td>国办函〔2026〕71号</td><td>公布日期：</td><td>2026-09-18</td></tr>",
    ],
)
def test_tables_of_other_labels(table: str) -> None:
    parsed = article(f"<table>{table.format(t=TITLE)}</table>{BODY}")
    assert (parsed.title, str(parsed.published), parsed.doc_number) == (
        TITLE,
        "2026-09-18",
        "国办函〔2026〕71号",
    )


def test_a_signature_below_the_text_is_no_publication() -> None:
    read = pages.read(pages.page(f"<h1>{TITLE}</h1>{BODY}<p>国务院办公厅</p><p>2026年8月1日</p>"))
    assert read.article is None or read.article.published is None


def test_an_article_beside_a_dated_list() -> None:
    listed = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>")
    read = pages.read(pages.page(HEADS["one line"].format(t=TITLE) + BODY + f"<ul>{listed}</ul>"))
    assert read.article is not None
    assert (read.article.title, len(read.links)) == (TITLE, 6)


@pytest.mark.parametrize(
    "after",
    [
        "<p>附件：<a href='P02.doc'>2027年部分节假日安排的通知附表</a></p>",
        "<p>附件：1. <a href='P02.doc'>申报汇总表格式样本</a><br>2. <a href='P03.xls'>评估工作指标体系说明</a></p>",
        "<p>上一篇：<a href='./c900009/content.html'>某省召开第九次会议研究部署</a></p>",
        "<p>根据<a href='/zhengce/content/202609/content_7011.htm'>《国务院关于修改部分行政法规的决定》</a>，现通知如下。</p>",
    ],
)
def test_what_belongs_to_an_article_is_no_list_item(after: str) -> None:
    assert pages.read(pages.page(HEADS["one line"].format(t=TITLE) + BODY + after)).links == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<a href='http://www.example.cn/'>新华社</a>", "新华社"),
        ("<span>中国政府网</span><span>字体：大 中 小</span>", "中国政府网"),
        ("<span></span><span>字体：大 中 小</span>", None),
    ],
)
def test_a_title_in_any_element_with_date_and_source_below(
    source: str, expected: str | None
) -> None:
    page = (
        f"<html><head><title>{TITLE}_某省人民政府</title></head><body><div class='bt'>{TITLE}</div>"
        f"<div class='sj'>2026-09-18 16:05:30&nbsp;&nbsp;来源：{source}</div><div class='zw'>如下。</div>"
    )
    parsed = pages.read(page.encode(), "https://www.example.gov.cn/a/t20260918_1.html").article
    assert parsed is not None
    assert (parsed.title, str(parsed.published), parsed.source) == (
        TITLE,
        "2026-09-18T16:05+08:00",
        expected,
    )


@pytest.mark.parametrize(
    "head",
    [
        "<div>发布日期：</div><div>2026-08-11\n08:20</div>",
        "<div>发布日期：</div><div>2026-08-11<br>08:20</div>",
        "<div>发布日期：2026-08-11</div><div>08:20</div>",
        "<p><span>2026-08-11</span></p><p><span>08:20</span></p><p>来源：中国政府网</p>",
        "<div>发布日期：２０２６－０８－１１ ０８：２０</div>",
    ],
)
def test_a_minute_on_a_line_of_its_own(head: str) -> None:
    parsed = article(f"<h1>{TITLE}</h1>{head}{BODY}", tag("ArticleTitle", TITLE))
    assert str(parsed.published) == "2026-08-11T08:20+08:00"


def test_a_time_of_day_elsewhere_is_not_the_publications() -> None:
    parsed = article(
        f"<h1>{TITLE}</h1><div>发布日期：2026-08-11</div><p>办公</p><div>08:20</div>{BODY}",
        tag("ArticleTitle", TITLE),
    )
    assert str(parsed.published) == "2026-08-11"


CELLS = {
    "td": "<table><tr><td>索引号</td><td>11/2026-18</td><td>{one}</td><td>{a}</td></tr><tr><td>文号</td><td>国发〔2026〕15号</td><td>{two}</td><td>{b}</td></tr></table>",
    "th": "<table><tr><th>{one}</th><td>{a}</td></tr><tr><th>{two}</th><td>{b}</td></tr></table>",
    "dl": "<dl><dt>{one}</dt><dd>{a}</dd><dt>{two}</dt><dd>{b}</dd></dl>",
    "colons": "<p><b>{one}：</b><span>{a}</span></p><p><b>{two}：</b><span>{b}</span></p>",
    "labels above": "<table><tr><th>{one}</th><th>{two}</th></tr><tr><td>{a}</td><td>{b}</td></tr></table>",
}  # fmt: skip
SIGNED, SHOWN = "2026-08-10", "2026-09-18"


@pytest.mark.parametrize("form", CELLS)
@pytest.mark.parametrize("other", ["成文日期", "成 文 日 期", "印发日期", "生效日期", "废止时间", "有效期至"])  # fmt: skip
@pytest.mark.parametrize("own", ["发布日期", "公开时间", "发 布 日 期"])
def test_labels_in_cells_of_their_own(form: str, other: str, own: str) -> None:
    if form == "colons" and " " in own:
        own = "发布日期"
    for one, a, two, b in ((other, SIGNED, own, SHOWN), (own, SHOWN, other, SIGNED)):
        cells = CELLS[form].format(one=one, a=a, two=two, b=b)
        for head in ("", tag("ArticleTitle", TITLE)):
            assert str(article(f"<h1>{TITLE}</h1>{cells}{BODY}", head).published) == SHOWN


@pytest.mark.parametrize("form", CELLS)
@pytest.mark.parametrize("one", ["成文日期", "印发日期", "施行日期", "有效期至"])
def test_without_a_publication_no_other_date_is_one(form: str, one: str) -> None:
    head = tag("ArticleTitle", TITLE)
    cells = CELLS[form].format(one=one, a=SIGNED, two="生效日期", b=SHOWN)
    assert article(f"<h1>{TITLE}</h1>{cells}{BODY}", head).published is None
    cells = CELLS["th"].format(one="发布日期", a="", two=one, b=SIGNED)
    assert article(f"<h1>{TITLE}</h1>{cells}{BODY}", head).published is None


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：示例日报 作者：张三 发布时间：2026-09-18 10:08", "示例日报"),
        ("来源：示例日报　责任编辑：张三", "示例日报"),
        ("来源：中国政府网 新华社 2026-09-18 10:08", "中国政府网 新华社"),
        ("信息来源：县政府办　字体：【大 中 小】　发布时间：2026-09-18", "县政府办"),
        ("来源：县政府办 【字体：大 中 小】", "县政府办"),
        ("来源：县政府办 打印 关闭", "县政府办"),
        ("时间：2026-09-18 来源：县政府办 浏览次数：3", "县政府办"),
        ("来源：打印机行业协会", "打印机行业协会"),
        ("来源：打印 关闭 时间：2026-09-18", None),
        ("来源：关闭窗口", None),
        ("时间：2026-09-18 来源：打印本页", None),
        ("来源： 作者： 发布时间：2026-09-18 浏览次数：12", None),
    ],
)
def test_a_source_ends_where_the_next_thing_begins(line: str, source: str | None) -> None:
    parsed = article(f"<h1>{TITLE}</h1><div>{line}</div>{BODY}", tag("ArticleTitle", TITLE))
    assert parsed.source == source


@pytest.mark.parametrize(
    ("behind", "head", "kept"),
    [
        (" - 示例县人民政府", "", False),
        (" | 示例市政府门户网站", "", False),
        ("_示例县人民政府", "", False),
        (" - 示例部", tag("SiteName", "示例部"), False),
        (" - 第3期", "", True),
        ("-示例县人民政府", "", True),
        (" - 示例部", "", True),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(behind: str, head: str, kept: bool) -> None:
    whole = f"{TITLE}{behind}"
    parsed = article(
        f"<h1>{whole}</h1><div>发布时间：2026-09-18</div>{BODY}", tag("ArticleTitle", whole) + head
    )
    assert parsed.title == (whole if kept else TITLE)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2026年9月18日 下午3:05 发布", "2026-09-18T15:05+08:00"),
        ("2026-09-18 15:05 发布", "2026-09-18T15:05+08:00"),
        ("发布于 2026-09-18 15:05", "2026-09-18T15:05+08:00"),
        ("发布于2026年9月18日 | 来源：新华社", "2026-09-18"),
        ("张三 发表于 2026-09-18", "2026-09-18"),
        ("发布时间 2026-09-18 15:05", "2026-09-18T15:05+08:00"),
        ("发布于2026年9月18日的通知同时废止", "None"),
        ("2026年9月18日发布的通知同时废止", "None"),
        ("更新于 2026-09-18", "None"),
        ("成文日期 2026-09-18", "None"),
    ],
)
def test_other_words_for_a_publication(line: str, published: str) -> None:
    parsed = article(f"<h1>{TITLE}</h1><div>{line}</div>{BODY}", tag("ArticleTitle", TITLE))
    assert str(parsed.published) == published
