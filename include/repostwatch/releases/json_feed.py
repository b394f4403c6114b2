"""JSON: gov.cn's own lists, its policy library, JSON Feed. A shape not listed is not read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repostwatch.releases.dates import from_epoch, read_date
from repostwatch.releases.parsed import FeedError, Item

JSONP = re.compile(r"\s{0,99}(?:var\s{1,9})?[\w$.]{1,100}\s{0,9}(?:\(|=\s{0,9}(?=[\[{]))")
# Lists lie at most this deep: searchVO → catMap → gongwen → listVO.
DEEPEST = 5

Row = Mapping[str, Any]


# Names of content systems, tried in this order. What says when a document was signed or written
# (成文日期) or last changed is not among them: that is no publication.
TITLES = ("title", "TITLE", "Title", "docTitle", "DOCTITLE")
ADDRESSES = ("url", "link", "URL", "LINK", "href", "docPubUrl", "DOCPUBURL")
NUMBERS = ("doc_number", "docNumber", "pcode", "fileNum", "FILENUM")
PUBLISHED = (
    "published_at", "published", "publishedAt", "publish_time", "publishTime", "publish_date",
    "publishDate", "pubDate", "PubDate", "pubTime", "pubtime", "releaseTime", "releaseDate",
    "DOCRELPUBTIME", "DOCRELTIME", "docRelTime", "datePublished", "firstPublishTime",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """The names that one source gives its fields: of each of `marks` every row has one."""

    marks: tuple[str | tuple[str, ...], ...]
    read: Callable[[Row, str], Item]

    def fits(self, row: Row) -> bool:
        return all(
            mark in row if isinstance(mark, str) else any(name in row for name in mark)
            for mark in self.marks
        )


def read_json(text: str, source: str) -> list[Item]:
    """The items of every list of a known shape. Raises FeedError where there is none."""
    try:
        data = json.loads(_unwrapped(text))
    except RecursionError as error:
        raise FeedError(source, "is nested too deeply") from error
    except ValueError as error:
        raise FeedError(source, f"is not well-formed JSON: {error!s:.200}") from error
    items: list[Item] = []
    strange: list[str] = []
    for name, rows in _lists(data, "", DEEPEST):
        for row in rows:
            shape = next((shape for shape in SHAPES if shape.fits(row)), None)
            if shape is None:
                strange.append(f"{name or 'the list'} has rows with {', '.join(list(row)[:8])}")
            else:
                items.append(shape.read(row, name))
    if not items and strange:
        raise FeedError(source, f"has no list of releases: {strange[0]:.300}")
    return items


def _unwrapped(text: str) -> str:
    """JSONP and `var x = …` without their wrapping."""
    if found := JSONP.match(text):
        return text[found.end() :].rstrip().rstrip(";").rstrip().removesuffix(")")
    return text


def _lists(data: Any, name: str, depth: int) -> Iterator[tuple[str, list[Row]]]:
    """Every list of objects, with the name it stands under; lists inside rows do not count."""
    if isinstance(data, list):
        rows: list[Row] = [row for row in data if isinstance(row, dict)]
        if rows:
            yield name, rows
    elif isinstance(data, dict) and depth:
        for key, value in data.items():
            # The library files its answer under catMap.gongwen.listVO: the outer name tells more.
            yield from _lists(value, name if key in ("listVO", "items", "item") else key, depth - 1)


def _word(row: Row, *names: str) -> str:
    """The first of these fields that has text."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _library(row: Row, name: str) -> Item:
    kinds = {"gongwen": "国务院文件", "bumenfile": "国务院部门文件", "otherfile": "解读"}
    pubtime, day = row.get("pubtime"), read_date(_word(row, "pubtimeStr"))
    moment = from_epoch(pubtime) if isinstance(pubtime, int | float) else None
    remark = ""
    if moment and day and day.meet(moment) is None:
        remark = f"its two dates differ, {pubtime} and {_word(row, 'pubtimeStr')}; the day is taken"
        moment = None
    return Item(
        title=_word(row, "title"),
        published=moment or day,
        stated=str(pubtime or _word(row, "pubtimeStr")),
        address=_word(row, "url"),
        doc_number=_word(row, "pcode"),
        issuer=_word(row, "puborg"),
        kind=_word(row, "colname") or kinds.get(name, ""),
        remark=remark,
    )


def _newest(row: Row, name: str) -> Item:
    del name
    stated = _word(row, "DOCRELPUBTIME")
    return Item(
        title=_word(row, "TITLE"),
        published=read_date(stated),
        stated=stated,
        address=_word(row, "URL"),
        kind="最新政策",
    )


def _push(row: Row, name: str) -> Item:
    del name
    stated = _word(row, "pubDate")
    return Item(
        title=_word(row, "title"),
        published=read_date(stated),
        stated=stated,
        address=_word(row, "link", "url"),
        kind=_word(row, "category") or "国务院信息",
    )


def _plain(row: Row, name: str) -> Item:
    """Any list of titles with the day of publication, by the names that content systems use."""
    del name
    stated = next((row[key] for key in PUBLISHED if row.get(key)), "")
    moment = from_epoch(stated) if isinstance(stated, int | float) else None
    return Item(
        title=_word(row, *TITLES),
        published=moment or read_date(str(stated)),
        stated=str(stated),
        address=_word(row, *ADDRESSES),
        doc_number=_word(row, *NUMBERS),
        kind=_word(row, "category", "channel", "colname"),
    )


def _json_feed(row: Row, name: str) -> Item:
    del name
    published, modified = _word(row, "date_published"), _word(row, "date_modified")
    tags = row.get("tags")
    return Item(
        title=_word(row, "title"),
        published=read_date(published or modified),
        stated=published or modified,
        address=_word(row, "url", "external_url"),
        kind=str(tags[0]) if isinstance(tags, list) and tags else "JSON Feed",
        remark=""
        if published or not modified
        else "states only when it was modified; taken for its publication",
    )


def _own(row: Row, name: str) -> Item:
    del name
    stated = _word(row, "published_at")
    return Item(
        title=_word(row, "title"),
        published=read_date(stated),
        stated=stated,
        address=_word(row, "url"),
        doc_number=_word(row, "doc_number"),
        duty=_word(row, "duty"),
        release_id=_word(row, "release_id"),
    )


SHAPES = (
    Shape(("title", "url", "pubtime"), _library),
    Shape(("TITLE", "URL", "DOCRELPUBTIME"), _newest),
    Shape(("title", "pubDate"), _push),
    Shape(("release_id", "title", "published_at"), _own),
    Shape(("title", "date_published"), _json_feed),
    Shape(("title", "date_modified"), _json_feed),
    Shape((TITLES, PUBLISHED), _plain),
)
