"""The article of a page: title, publication, source, document number.

The signing date (成文日期) is never the publication; where only that stands, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from repostwatch.model import BEIJING, Article, PageDate, Precision
from repostwatch.reading.article import labels
from repostwatch.reading.article.article_head import (
    begins_with_day,
    dates_below,
    labelled_date,
    rival_dates,
    table_of,
)
from repostwatch.reading.article.seen_text import article_lines
from repostwatch.reading.dates import written_dates
from repostwatch.reading.document import Document
from repostwatch.reading.lists import link_title

_SOURCE_LABEL = re.compile(
    r"(?:^|[\s|｜【\[(（])(?:信息|文章|稿件|内容)?来\s?源\s?[:：]\s?([^\s|｜】\])）:：]{2,40}+)(?!\s?[:：])"
)
# Where no source was filled in, the label that follows stands in its place.
_NEXT_LABEL = re.compile(
    r"(?:发布|发稿|更新|公开|信息|文章|稿件|生成|成文|索引|浏览|点击|阅读|访问)?"
    r"(?:时间|日期|来源|作者|编辑|责任编辑|编号|号|次数|数|量|字号|字体|单位|机构)(?![\u4e00-\u9fff])"
)
_COLON = re.compile("[:：]")  # what has one is the next label
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}\s?[〔\[［﹝【（(]\s?(?:19|20)\d\d\s?[〕\]］﹞】）)]\s?第?\s?\d{1,5}\s?号"
    r"|(?:国务院令|国令|主席令|部令|总局令|政府令|令)\s?第\s?\d{1,5}\s?号"
    r"|(?:19|20)\d\d年\s?第\s?\d{1,5}\s?号(?:令|公告)"
)
# Elements that content systems put an article's text in.
_BODIES = (
    '#UCAP-CONTENT, #zoom, .article-content, .pages_content, [class*="TRS_Editor"]'
    ', [class*="TRS_UEDITOR"]'
)
_MARKS = (
    "发布时间", "发布日期", "公布日期", "发文字号", "成文日期", "来源：", "来源:", "来 源：",
)  # fmt: skip
_HEADINGS = 'h1, h2, h3, h4, [class*="tit"], [id*="tit"], [class*="Tit"]'
_HEADING_CHARS = (6, 160)
_HUNG_ON = re.compile(r"[-–—_|｜]+")


def article(
    doc: Document, tags: Mapping[str, str], dated_items: int, fetched_at: datetime | None
) -> Article | None:
    """The article of a page, or None for a list, a homepage or anything without its marks."""
    tree, title = doc.tree, doc.title
    tagged = "ArticleTitle" in tags or ("PubDate" in tags and "ContentSource" in tags)
    if not tagged and dated_items < 5:
        tagged = "firstpublishedtime" in tags or bool(doc.published)
    # The element of the text tells an untagged article beside a list from a list page.
    if not (tagged or _marked(doc.shown, dated_items) or tree.css_first(_BODIES) is not None):
        return None
    lines = article_lines(doc)
    table = table_of(lines)
    settled, head = labelled_date(lines, fetched_at)
    rivals: list[PageDate] = []
    tabled = "number" in table or "published" in table
    # Most pages that are no article are ruled out here, without parsing their headings.
    if not (tagged or tabled or head or (not settled and any(map(begins_with_day, lines)))):
        return None
    # Where a tag names the title and a label the date, nothing asks for the heading.
    named = settled and "ArticleTitle" in tags
    heading = None if named else _heading(tree, title) or _repeated(title, lines)
    if not settled and heading is not None:
        head, *rivals = dates_below(lines, heading, alone=tagged) or (None,)
    if not (tagged or tabled or head):
        return None
    shown = _finer(head, written_dates.stated(table.get("published")))
    stated = (tags.get("firstpublishedtime"), tags.get("PubDate"), *doc.published)
    tag_dates = [date for text in stated if (date := written_dates.stated(text))]
    rivals += rival_dates(lines, shown) if shown else []
    published, others = _against(shown, [*tag_dates, *rivals])
    name = tags.get("ArticleTitle") or table.get("title") or heading or _site_free(title)
    name = name and link_title.own(name, tags.get("SiteName"))
    body = tags.get("ContentSource") or table.get("source") or _source(lines)
    body = None if body is None or _NEXT_LABEL.match(body) or labels.TOOLS.match(body) else body
    return Article(name, published, body, _number(table.get("number"), lines, name), others)


def _marked(shown: str, dated_items: int) -> bool:
    return dated_items < 3 and any(mark in shown for mark in _MARKS)


def _finer(first: PageDate | None, other: PageDate | None) -> PageDate | None:
    """The first date, to the minute where only the other has it for the same day."""
    if first is None or other is None:
        return first or other
    return other if first.precision is not Precision.MINUTE and _within(other, first) else first


def _within(fine: PageDate, coarse: PageDate) -> bool:
    span = coarse.interval
    return fine.precision is Precision.MINUTE and span.earliest <= fine.value < span.latest


def _against(
    shown: PageDate | None, stated: list[PageDate]
) -> tuple[PageDate | None, tuple[PageDate, ...]]:
    """The publication, and what tags state of it that the page does not show."""
    published = shown
    for date in stated:
        published = _finer(published, date)
    if shown is None:
        return published, tuple(dict.fromkeys(stated))
    kept = [date for date in stated if _day(date) != _day(shown)]
    return published, tuple(dict.fromkeys(kept))


def _day(date: PageDate) -> tuple[int, int, int]:
    local = date.value.astimezone(BEIJING)
    return local.year, local.month, local.day


def _heading(tree: LexborHTMLParser, title: str | None) -> str | None:
    """The article's title on the page: a heading that the page's title repeats, else its h1,
    else the first heading that is longer than the page's title and no link."""
    least, most = _HEADING_CHARS
    first = None
    own = _site_free(title) or ""
    for node in tree.css(_HEADINGS):
        text = node.text()
        if len(text) > 4 * most or len(text.strip()) < least:
            continue
        text = link_title.clean(text)
        if not least <= len(text) <= most:
            continue
        if node.tag == "h1" or (len(text) > least and title and text in title):
            return text
        if first is None and len(text) > max(len(own), 2 * least) and not node.css_first("a"):
            first = text
    return first


def _repeated(title: str | None, lines: list[str]) -> str | None:
    """The page's own title where it stands as a line of the page, in whatever element."""
    if not title:
        return None
    # The names of site and column may be hung on with any mark: the longest part that the page
    # repeats is the title.
    ends = [len(title), *(found.start() for found in _HUNG_ON.finditer(title))]
    parts = (title[:end].strip() for end in sorted(ends, reverse=True))
    return next((part for part in parts if len(part) >= _HEADING_CHARS[0] and part in lines), None)


def _site_free(title: str | None) -> str | None:
    """A page title without the names of site and column that follow its last _ or --."""
    if not title:
        return None
    return re.split(r"_{1,2}|(?<!\s)\s++[-–—|]\s+|-{2,}", title)[0].strip() or title


def _source(lines: list[str]) -> str | None:
    for line in lines:
        if "源" in line and len(line) < 120 and (match := _SOURCE_LABEL.search(line)):
            return match[1]
    for line, after in pairwise(lines):
        # The value may be a link of its own.
        if line.rstrip(" :：").endswith("来源") and len(line) < 120:
            return after if 2 <= len(after) <= 40 and not _COLON.search(after) else None
    return None


def _number(stated: str | None, lines: list[str], title: str | None) -> str | None:
    """The document number: from the table, from a line of its own, else from the title."""
    if stated and re.search(r"\d", stated) and len(stated) <= 60:
        found = NUMBER.match(stated)
        return found[0] if found else stated
    for line in lines:
        if "号" in line and len(line) <= 40 and (match := NUMBER.fullmatch(line.strip("（）() "))):
            return match[0]
    match = NUMBER.search((title or "").replace("令（第", "令第").replace("令(第", "令第"))
    return match[0] if match else None
