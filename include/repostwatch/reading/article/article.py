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
from repostwatch.reading.dates import relative_dates, written_dates
from repostwatch.reading.document import Document
from repostwatch.reading.lists import link_title

_PUBLISHED_LABEL = re.compile(
    r"(?:^|[\s|｜【\[(（])(?:信息)?(?P<what>发布|发稿|公开|公布|提供|上网|刊发)?(?P<kind>时间|日期|于)?\s?(?:[:：∶]|[】\]])\s?"
)
_SOURCE_LABEL = re.compile(
    r"(?:^|[\s|｜【\[(（])(?:信息|文章|稿件|内容)?来\s?源\s?[:：]\s?([^\s|｜】\])）:：]{2,40}+)(?!\s?[:：])"
)
# Where no source was filled in, the label that follows stands in its place.
_NEXT_LABEL = re.compile(
    r"(?:发布|发稿|更新|公开|信息|文章|稿件|生成|成文|索引|浏览|点击|阅读|访问)?"
    r"(?:时间|日期|来源|作者|编辑|责任编辑|编号|号|次数|数|量|字号|字体|单位|机构)(?![\u4e00-\u9fff])"
)
_CLOCK = re.compile(r"[0-2０-２]?\d\s?[:：∶]\s?\d\d(?:\s?[:：∶]\s?\d\d)?")
_LABEL_WORDS = re.compile("时\\s?间|日\\s?期|发布|公开|公布|刊发|发表|发稿|上网")
_RELATIVE = re.compile(relative_dates.PATTERN, re.IGNORECASE)
# What stands behind a date that is no sentence of the article.
_BESIDE_DATE = re.compile(
    r"^(?:[|｜]|发布(?![\u4e00-\u9fff]))|来源|来 源|浏览|点击|阅读|访问|字体|字号|作者|编辑"
    r"|分享|打印"
)
_ELSEWHERE = re.compile(r"相关|延伸阅读|[上下]一[篇条]|推荐|热[点门]|附件")
_COLON = re.compile("[:：]")  # what has one is the next label
_TABLE_LABELS = {
    "标题": "title", "名称": "title", "文件名称": "title", "信息名称": "title",
    "发文字号": "number", "文号": "number", "发文文号": "number", "文件编号": "number",
    "发文号": "number", "文件字号": "number",
    "发布日期": "published", "发布时间": "published", "公开日期": "published",
    "公开时间": "published", "发稿时间": "published", "公布日期": "published",
    "公布时间": "published",
    "来源": "source", "信息来源": "source", "稿件来源": "source",
}  # fmt: skip
_TABLE_STARTS = frozenset("[【 " + "".join(label[0] for label in _TABLE_LABELS))
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}\s?[〔\[［﹝【（(]\s?(?:19|20)\d\d\s?[〕\]］﹞】）)]\s?第?\s?\d{1,5}\s?号"
    r"|(?:国务院令|国令|主席令|部令|总局令|政府令|令)\s?第\s?\d{1,5}\s?号"
    r"|(?:19|20)\d\d年\s?第\s?\d{1,5}\s?号(?:令|公告)"
)
_HEAD_CHARS = 20_000  # and the characters
_LINES = 400  # lines of the page's text in which an article's head and table stand
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
_NEAR = 6  # lines between an article's title and the date below it


def article(
    doc: Document, tags: Mapping[str, str], dated_items: int, fetched_at: datetime | None
) -> Article | None:
    """The article of a page, or None for a list, a homepage or anything without its marks."""
    tree, title = doc.tree, doc.title
    tagged = "ArticleTitle" in tags or ("PubDate" in tags and "ContentSource" in tags)
    if ("firstpublishedtime" in tags or doc.published) and dated_items < 5:
        tagged = True
    # The element of the text tells an untagged article beside a list from a list page.
    if not (tagged or tree.css_first(_BODIES) is not None or _marked(doc.shown, dated_items)):
        return None
    lines = _lines(doc.shown)
    table = _table(lines)
    settled, head = _labelled_date(lines, fetched_at)
    rivals: list[PageDate] = []
    tabled = "number" in table or "published" in table
    # Most pages that are no article are ruled out here, without parsing their headings.
    if not (tagged or tabled or head or (not settled and any(map(_begins_with_day, lines)))):
        return None
    # Where a tag names the title and a label the date, nothing asks for the heading.
    named = settled and "ArticleTitle" in tags
    heading = None if named else _heading(tree, title) or _repeated(title, lines)
    if not settled and heading is not None:
        head, *rivals = _dates_below(lines, heading, alone=tagged) or (None,)
    if not (tagged or tabled or head):
        return None
    shown = _finer(head, written_dates.stated(table.get("published")))
    stated = (tags.get("firstpublishedtime"), tags.get("PubDate"), *doc.published)
    tag_dates = [date for text in stated if (date := written_dates.stated(text))]
    published, others = _against(shown, [*tag_dates, *rivals])
    name = tags.get("ArticleTitle") or table.get("title") or heading or _site_free(title)
    name = name and link_title.own(name, tags.get("SiteName"))
    body = tags.get("ContentSource") or table.get("source") or _source(lines)
    body = None if body is None or _NEXT_LABEL.match(body) or labels.TOOLS.match(body) else body
    return Article(name, published, body, _number(table.get("number"), lines, name), others)


def _marked(shown: str, dated_items: int) -> bool:
    return dated_items < 3 and any(mark in shown for mark in _MARKS)


def _lines(shown: str) -> list[str]:
    lines: list[str] = []
    for part in shown[:_HEAD_CHARS].split("\n"):
        plain = part.isprintable() and "  " not in part
        if line := part if plain else " ".join(part.split()):
            if lines and len(line) <= 8 and _CLOCK.fullmatch(line) and _ends_with_day(lines[-1]):
                lines[-1] += f" {line}"
                continue
            lines.append(line)
            if len(lines) == _LINES:
                break
    return lines


def _ends_with_day(line: str) -> bool:
    """Whether a time of day that stands on the next line is that of this line's end."""
    line = written_dates.narrow(line)
    found = written_dates.FULL.search(line, max(0, len(line) - 16))
    return found is not None and found.end() == len(line) and found["h"] is None


def _table(lines: list[str]) -> dict[str, str]:
    """The values of a metadata table: label and value in neighbouring cells or one cell."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        if line[0] not in _TABLE_STARTS:
            continue
        # A label has at most 16 characters: what else a line holds is not looked at.
        if len(line) > 16 and ":" not in (start := line[:17]) and "：" not in start:
            continue
        label, colon, value = line[:220].replace("：", ":", 1).partition(":")
        if len(label) > 16 or len(line) > 220:
            continue
        name = _TABLE_LABELS.get("".join(label.split()).strip("[]【】"))
        if name is None or name in found:
            continue
        value = value.strip()
        if not value and index + 1 < len(lines):
            value = lines[index + 1].lstrip(":： ")
            if re.sub(r"[\s:：]", "", value) in _TABLE_LABELS or value.endswith((":", "：")):
                continue
        elif not colon:
            continue
        value = labels.source(value) if name == "source" else value
        if value:
            found[name] = value
    # 标题 alone also heads a list or a form; beside other labels it heads a table of facts.
    return found if len(found) > 1 or "title" not in found else {}


def _labelled_date(lines: list[str], fetched_at: datetime | None) -> tuple[bool, PageDate | None]:
    """Whether a label says which date is the publication, and that date."""
    for index, line in enumerate(lines):
        # Spelled out before the expression: asked for every line of every article.
        if len(line) >= 200 or not ("时" in line or "日" in line or "公" in line or "发" in line
                                    or "上网" in line or "刊" in line):  # fmt: skip
            continue
        if not _LABEL_WORDS.search(line):
            continue
        # The value may stand in a node of its own.
        text = written_dates.narrow(" ".join(lines[index : index + 3]))
        for match in _PUBLISHED_LABEL.finditer(text, 0, len(line) + 1):
            if match["what"] is None and match["kind"] is None:
                continue
            if labels.OTHER.search(text[max(0, match.start() - 4) : match.end()]):
                continue
            value = text[match.end() :].lstrip()
            if found := written_dates.FULL.match(value):
                return True, written_dates.from_match(found)
            if fetched_at and (ago := _RELATIVE.match(value)):
                return True, relative_dates.resolved(ago, fetched_at)
        if found := labels.in_cell(lines, index) or labels.without_colon(line):
            return True, written_dates.from_match(found)
    return False, None


def _begins_with_day(line: str) -> bool:
    return len(line) < 80 and written_dates.FULL.match(written_dates.narrow(line)) is not None


def _dates_below(lines: list[str], heading: str, *, alone: bool) -> list[PageDate]:
    """The date without a label that begins a line just below the title, and any further ones in
    the line that no label tells from it. What stands below the text is no publication: the day of
    signing at its end, the days of other documents.

    `alone`: the page's tags have a date of their own, so that only a line which is plainly not
    the article's text counts against them.
    """
    if heading not in lines:
        return []
    at = lines.index(heading) + 1
    others = False  # dates below a row of labels follow each other
    for before, line in pairwise(lines[at - 1 : at + _NEAR]):
        others = labels.is_others(before) or (others and _begins_with_day(before))
        if "。" in line or _ELSEWHERE.match(line):
            return []
        if (
            not others
            and len(line) < 80
            and (found := written_dates.FULL.match(written_dates.narrow(line)))
        ):
            rest = line[found.end() :].strip()
            if not alone or not rest or _BESIDE_DATE.search(rest):
                return _unlabelled(written_dates.narrow(line))
    return []


def _unlabelled(line: str) -> list[PageDate]:
    """The dates of a line that follow nothing, or nothing but marks, the earliest first."""
    found = [
        match for match in written_dates.FULL.finditer(line)
        if not any(map(str.isalnum, line[max(0, match.start() - 2) : match.start()]))
    ]  # fmt: skip
    stated = [date for match in found if (date := written_dates.from_match(match)) is not None]
    return sorted(stated, key=lambda date: date.value)


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
