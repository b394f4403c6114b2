"""The shapes of JSON lists that are known: which names a source gives its fields."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from repostwatch.model import Interval
from repostwatch.releases.dates import from_number, read_date
from repostwatch.releases.parsed import Item

Row = Mapping[str, Any]
# Names of content systems, tried in this order, in small letters without - and _. What says when
# a document was signed or written (成文日期) or last changed is not among them: that is no
# publication.
TITLES = ("title", "doctitle", "headline", "subject", "bt", "标题")
ADDRESSES = ("url", "link", "href", "docpuburl")
NUMBERS = ("docnumber", "pcode", "filenum")
PUBLISHED = (
    "publishedat", "published", "publishtime", "publishdate", "pubdate", "pubtime", "releasetime",
    "releasedate", "docrelpubtime", "docreltime", "datepublished", "firstpublishtime", "发布时间",
    "发布日期",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """The names that one source gives its fields: every row has all of `marks`."""

    marks: tuple[str, ...]
    read: Callable[[Row, str], Item]

    def fits(self, row: Row) -> bool:
        return all(mark in row for mark in self.marks)


def _library(row: Row, name: str) -> Item:
    kinds = {"gongwen": "国务院文件", "bumenfile": "国务院部门文件", "otherfile": "解读"}
    pubtime, day = row.get("pubtime"), read_date(_word(row, "pubtimeStr"))
    moment = from_number(pubtime)
    remark = ""
    if moment and day and day.meet(moment) is None:
        remark = f"its two dates differ, {pubtime} and {_word(row, 'pubtimeStr')}; the day is taken"
        moment = None
    return Item(
        title=_word(row, "title"),
        published=moment or day,
        stated=_word(row, "pubtimeStr") or _stated(pubtime),
        address=_word(row, "url"),
        doc_number=_word(row, "pcode"),
        issuer=_word(row, "puborg"),
        kind=_word(row, "colname") or kinds.get(name, ""),
        remark=remark,
    )


def _newest(row: Row, name: str) -> Item:
    del name
    published, stated = _date(row, "DOCRELPUBTIME")
    return Item(
        title=_word(row, "TITLE"),
        published=published,
        stated=stated,
        address=_word(row, "URL"),
        kind="最新政策",
    )


def _push(row: Row, name: str) -> Item:
    del name
    published, stated = _date(row, "pubDate")
    return Item(
        title=_word(row, "title"),
        published=published,
        stated=stated,
        address=_word(row, "link", "url"),
        kind=_word(row, "category") or "国务院信息",
    )


def read_plain(row: Row, name: str) -> Item:
    """Any list of titles with the day of publication, by the names that content systems use."""
    del name
    row = in_small_letters(row)
    published, stated = _date(row, *PUBLISHED)
    return Item(
        title=_word(row, *TITLES),
        published=published,
        stated=stated,
        address=_word(row, *ADDRESSES),
        doc_number=_word(row, *NUMBERS),
        kind=_word(row, "category", "channel", "colname"),
    )


def _json_feed(row: Row, name: str) -> Item:
    del name
    published, stated = _date(row, "date_published", "date_modified")
    only_modified = not row.get("date_published") and row.get("date_modified")
    tags = row.get("tags")
    return Item(
        title=_word(row, "title"),
        published=published,
        stated=stated,
        address=_word(row, "url", "external_url"),
        kind=str(tags[0]) if isinstance(tags, list) and tags else "JSON Feed",
        remark="states only when it was modified; taken for its publication"
        if only_modified
        else "",
    )


def _own(row: Row, name: str) -> Item:
    del name
    published, stated = _date(row, "published_at")
    return Item(
        title=_word(row, "title"),
        published=published,
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
)


def in_small_letters(row: Row) -> Row:
    """The row by names in small letters without - and _; the first of a name counts."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        found.setdefault(name.lower().replace("_", "").replace("-", ""), value)
    return found


def first_of(row: Row, names: Sequence[str]) -> Any:
    """The first of these fields that holds anything."""
    return next((row[name] for name in names if row.get(name)), None)


def _word(row: Row, *names: str) -> str:
    """The first of these fields that has text."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _date(row: Row, *names: str) -> tuple[Interval | None, str]:
    """The first of these fields that can be read, and what stands there, or in the first."""
    stated = [row[name] for name in names if row.get(name)]
    for value in stated:
        if (published := _moment(value)) is not None:
            return published, _stated(value)
    return None, _stated(stated[0]) if stated else ""


def _moment(value: object) -> Interval | None:
    """A date as text, or as a number; a number may stand in quotes."""
    if not isinstance(value, str):
        return from_number(value)
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) <= 16:
        return from_number(int(text))
    return read_date(text)


def _stated(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:200]
