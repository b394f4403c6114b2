"""The standard tags of a government page (国办发〔2017〕47号, annex), and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from repostwatch.reading.lists.link_title import clean

_STANDARD = {
    name.lower(): name
    for name in (
        "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription",
        "ColumnKeywords", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Keywords",
        "Author", "Description", "Image", "Url", "firstpublishedtime", "lastmodifiedtime",
    )
}  # fmt: skip
# What a template shows where nobody filled it in.
_PLACEHOLDER = re.compile(
    r"^(?:null|undefined|none|nan|无|暂无|-+|\$\{.*|\{\{.*|<%.*|\[.{0,20}\]|【.{0,20}】"
    r"|政府网站(?:标识码|名称|域名)|网站(?:标识码|名称|域名)|栏目(?:名称|描述|关键词|类别|类型)"
    r"|(?:文章|稿件)标题|(?:发布|发稿)(?:日期|时间)|(?:信息|内容|稿件)来源|来源|关键词|作者|摘要"
    r"|(?:19|20)?00[-/]00[-/]00.*|1970-01-01.*|YYYY.*)$",
    re.IGNORECASE,
)

_PUBLISHED = frozenset(
    ("article:published_time", "og:article:published_time", "og:published_time", "datepublished")
)
_IN_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{6,40})"')


def published(nodes: Iterable[LexborNode], codes: Iterable[str]) -> tuple[str, ...]:
    """The publication in the tags of Open Graph and in the data of schema.org.

    Data about several articles, as a list has them, state nothing about one.
    """
    stated = []
    for node in nodes:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or ""
        if name.lower() in _PUBLISHED and (value := attributes.get("content")):
            stated.append(value)
    found = {value for code in codes if "datePublished" in code for value in _IN_DATA.findall(code)}
    return (*dict.fromkeys(stated), *(found if len(found) == 1 else ()))


def meta(nodes: Iterable[LexborNode]) -> dict[str, str]:
    """The standard tags with a real value, under their standard spelling.

    A tag that stands twice keeps its first real value.
    """
    values: dict[str, str] = {}
    for node in nodes:
        attributes = node.attributes
        name = _STANDARD.get((attributes.get("name") or "").strip().lower())
        if name is None or name in values:
            continue
        value = clean(attributes.get("content") or "")
        if value and not _PLACEHOLDER.match(value):
            values[name] = value
    return values
