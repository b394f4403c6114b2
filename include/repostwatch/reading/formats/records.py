"""Lists of records, as JSON answers and scripts hold them, as the HTML that they stand for.

Each list of an answer is a list of its own: the one that is asked for, and beside it those of
what is hot, recommended or ranked, which prove nothing of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from repostwatch.model import PageDate, Precision
from repostwatch.reading.dates import written_dates

_TITLES = (
    "title", "doctitle", "docsubject", "subject", "showtitle", "infotitle", "articletitle",
    "contenttitle", "headline", "newstitle", "xxmc", "bt",
)  # fmt: skip
_URLS = (
    "url", "docpuburl", "puburl", "link", "href", "linkurl", "articleurl", "detailurl", "docurl",
    "pcurl", "contenturl", "htmlurl", "weburl", "urlpath", "path", "infourl", "externalurl",
    "outurl", "outlink", "externallink", "linkaddress", "redirecturl", "jumpurl", "viewurl",
    "pageurl", "publishurl", "staticurl", "pcdetailurl", "docpubpath", "htmlpath", "permalink",
    "guid", "address", "sourceurl",
)  # fmt: skip
# Other names of an address, and those that are a picture's or a file's.
_URL_NAME = re.compile(r"url|link|href", re.IGNORECASE)
_NO_PAGE = re.compile(
    r"img|image|pic|photo|thumb|cover|icon|logo|video|audio|file|attach|avatar|api|home|site",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:https?:/)?/[^\s]|\.{1,2}/|[\w./-]+\.s?html?(?:[?#]|$)", re.IGNORECASE)
_IDS = (
    "id", "docid", "infoid", "articleid", "contentid", "newsid", "manuscriptid", "uuid",
    "resourceid", "pkid", "rowid", "oid",
)  # fmt: skip
_LONG_TITLE = 8  # characters of a title that makes a row without an address
# Other names of a title, and of a publication: ZCWJ_TITLE, INFO_PUB_DATE.
_TITLE_NAME = re.compile(
    r"^(?!sub|short|seo|site|channel|column|page|meta|img|pic).{0,20}(?:title|biaoti|标题)$"
)
_PUBLISHED = re.compile(
    r"^(?!un|last|edit).{0,20}(?:pub|release|issue|fabu)\w{0,9}(?:date|time|at|day)$"
    r"|发布(?:日期|时间)$"
)
_DATES = (
    "docrelpubtime", "docreltime", "pubdate", "publishedtimestr", "publishedtime", "pubtimestr",
    "displaypublishtime", "publishdate", "publishtime",
    "docpubtime", "pubtime", "firstpublishtime", "releasetime",
    "releasedate", "showdate", "displaydate", "fbrq", "fbsj", "date", "time", "createdate",
    "createtime", "createdat", "crtime",
)  # fmt: skip
# Marks what holds one list of an answer with several.
SET_APART = "data-list"
_NAME = 40  # characters of a list's name that tell it
_DEEP = 12  # levels of a JSON answer that are searched for its list
# What a list is called that stands beside the one asked for, by the words of its name.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BESIDE = frozenset(
    ("top", "tops", "click", "clicks", "guess", "side", "focus", "lunbo", "ad", "ads", "friend",
     "nav", "menu")
)  # fmt: skip
_BESIDE_BEGINS = (
    "hot", "recom", "rank", "relat", "popular", "most", "sidebar", "banner", "slide", "carousel",
    "swiper", "tuijian", "paihang", "remen", "redian", "xgxx", "toplist", "topnews",
)  # fmt: skip
_BESIDE_CHINESE = re.compile(r"热[点门]|推荐|排行|相关|置顶|轮播|点击|猜你")
_LETTERS = str.maketrans("0123456789", "abcdefghij")  # digits are no part of a place


def json_list(value: Any) -> str | None:
    """The lists inside a JSON value as HTML, or None where it holds none."""
    return json_lists([("", value)])


def json_lists(named: Iterable[tuple[str, Any]]) -> str | None:
    """The lists inside several JSON values, each with the name that it has."""
    found: dict[tuple[str, ...], list[str]] = {}
    markup: list[str] = []
    for name, value in named:
        pieces = list(_lists(value, (name,) if name else (), 0))
        for names, piece in pieces:
            found.setdefault(names, []).append(piece)  # the months of one list are one
        if not pieces:
            markup += _markup(value, 0)
    if not found:
        return "\n".join(markup) if markup else None
    if len(found) == 1:
        ((names, pieces_),) = found.items()
        if not is_beside(names):
            return "\n".join(pieces_)
    return "\n".join(_set_apart(names, "\n".join(pieces)) for names, pieces in found.items())


def _set_apart(names: Sequence[str], pieces: str) -> str:
    shell = "aside" if is_beside(names) else "section"
    name = "".join(filter(str.isalnum, "".join(names))).translate(_LETTERS)[-20:]
    return f'<{shell} id="json{html.escape(name)}" {SET_APART}>{pieces}</{shell}>'


def is_beside(names: Sequence[str]) -> bool:
    """Whether a list is by its name one of what stands beside the list that is asked for."""
    words = [word.lower() for name in names for word in _WORD.findall(name)]
    return any(word in _BESIDE or word.startswith(_BESIDE_BEGINS) for word in words) or any(
        _BESIDE_CHINESE.search(name) for name in names
    )


def _markup(value: Any, depth: int) -> Iterator[str]:
    """The HTML that a JSON answer carries in its strings."""
    if isinstance(value, str):
        if "<a " in value and "href" in value:
            yield value
    elif depth <= _DEEP and isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _markup(part, depth + 1)


def _lists(value: Any, names: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every list of rows, with the names that lead to it; a year or a month is no name."""
    if depth > _DEEP:
        return
    if isinstance(value, dict):
        for name, part in value.items():
            own = str(name)[:_NAME]
            numbered = not any(char.isalpha() for char in own)
            yield from _lists(part, names if numbered else (*names, own), depth + 1)
    elif isinstance(value, list):
        rows = [part for part in value if isinstance(part, dict)]
        made = [item(row) for row in rows]
        if any(made):
            items = [one or _untitled(row) for one, row in zip(made, rows, strict=True)]
            yield names, f"<ul>{''.join(items)}</ul>"
        else:
            for part in value:
                yield from _lists(part, names, depth + 1)


def item(fields: dict[str, Any]) -> str | None:
    """A record as a row, None where it is none."""
    by_name: dict[str, Any] = {}
    for name, value in fields.items():
        by_name.setdefault(re.sub(r"[_-]", "", str(name).lower()), value)
    title = _title(by_name)
    if title is None:
        return None
    url = _address(by_name)
    date = next((d for n in _DATES if (d := _date(by_name.get(n))) is not None), None)
    date = date or next(
        (d for n, v in by_name.items() if _PUBLISHED.search(n) and (d := _date(v))), None
    )
    if url is None and (date is None or len(title) < _LONG_TITLE):
        return None
    own = next((str(v) for n in _IDS if isinstance(v := by_name.get(n), str | int) and v), "")
    shown = f"<span>{_shown(date)}</span>" if date else ""
    bare = re.sub(r"</?[A-Za-z][^<>]{0,100}>", "", title)
    return (
        f'<li><a href="{html.escape(url or "")}" data-row="{html.escape(own)}" data-item '
        f'title="{html.escape(bare)}">'
        f"{html.escape(bare)}</a>{shown}</li>"
    )


def _untitled(fields: dict[str, Any]) -> str:
    """A record among others that has an address and a date and no title: a row that is lost."""
    date = next(
        (d for name, v in fields.items() if name.lower() in _DATES and (d := _date(v))), None
    )
    url = _address(fields) if date else None
    return (
        f'<li><a href="{html.escape(url)}"></a><span>{_shown(date)}</span></li>'
        if url and date
        else ""
    )


def _title(fields: dict[str, Any]) -> str | None:
    """The title of a record under any of the names in use."""
    known = (fields.get(name) for name in _TITLES)
    others = (value for name, value in fields.items() if _TITLE_NAME.search(name))
    return next(
        (v for v in (*known, *others, fields.get("name")) if isinstance(v, str) and v.strip()), None
    )


def _address(fields: dict[str, Any]) -> str | None:
    """The address of a row under any of the names in use."""
    for name in _URLS:
        value = fields.get(name)
        # A guid need not be an address.
        if isinstance(value, str) and value.strip() and (name != "guid" or _PLACE.match(value)):
            return value.strip()
    for name, value in fields.items():
        named = _URL_NAME.search(name) and not _NO_PAGE.search(name)
        if named and isinstance(value, str) and _PLACE.match(value.strip()):
            return value.strip()
    return None


def _date(value: object) -> PageDate | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        return (
            written_dates.moment(value)
            if not value.is_integer()
            else written_dates.number(str(int(value)))
        )
    return written_dates.stated(str(value))


def _shown(date: PageDate) -> str:
    if date.precision is Precision.MINUTE:
        return date.value.strftime("%Y-%m-%d %H:%M:%S")
    return str(date)
