"""Lists that are no HTML page: 大汉 XML answers, JSON and JSONP lists, arrays in scripts.

Each is turned into the HTML of the list it stands for, so that one reader reads them all.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from repostwatch.model import PageDate, Precision
from repostwatch.reading import dates

_RECORD = re.compile(r"<record>", re.IGNORECASE)
_RECORD_END = re.compile(r"</record>", re.IGNORECASE)
_CDATA = re.compile(r"^\s*<!\[CDATA\[|\]\]>\s*$")
_ENTRY = re.compile(r"<(?:item|entry)(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:item|entry)>", re.IGNORECASE)
_FIELD = re.compile(
    r"<(title|link|guid|pubDate|dc:date|published)(\s[^<>]{0,500}?)?(/?)>", re.IGNORECASE
)
_ENTRY_CHARS = 20_000  # an entry's own fields stand at its beginning, before a whole article
_HREF = re.compile(r"href\s*=\s*[\"']([^\"']{1,2000})", re.IGNORECASE)
_NEXT_GROUP = re.compile(
    r"<nextgroup>.{0,400}?href\s*=\s*[\"']([^\"']{1,2000})",
    re.DOTALL | re.IGNORECASE,
)
_JSONP = re.compile(r"^[\s;/*]*[A-Za-z_$][\w$.]{0,80}\s*\(")
_TITLES = (
    "title", "doctitle", "docsubject", "subject", "showtitle", "infotitle", "articletitle",
    "contenttitle", "headline", "newstitle", "xxmc", "bt", "name",
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
_IDS = ("id", "docid", "infoid", "articleid", "contentid", "newsid", "manuscriptid", "uuid")
_LONG_TITLE = 8  # characters of a title that makes a row without an address
_DATES = (
    "docrelpubtime", "docreltime", "pubdate", "publishedtimestr", "publishedtime", "pubtimestr",
    "display_publish_time", "publishdate", "publishtime", "publish_time", "publish_date",
    "docpubtime", "pubtime", "pub_time", "first_publish_time", "firstpublishtime", "releasetime",
    "releasedate", "showdate", "displaydate", "fbrq", "fbsj", "date", "time", "createdate",
    "createtime", "created_at", "crtime",
)  # fmt: skip
_DEEP = 12  # levels of a JSON answer that are searched for its list


def looks_like_xml_list(text: str) -> bool:
    """Whether the text is, or holds, a 大汉 record set."""
    head = text[:2000].lower()
    return "<recordset" in head or "<datastore" in head


def xml_list(text: str) -> tuple[str, str | None]:
    """The list of a 大汉 record set as HTML, and the address of its next group."""
    records = []
    # Cut, not matched: a thousand records that never close must not be searched to the end each.
    for piece in _RECORD.split(text)[1:]:
        record = _CDATA.sub("", _RECORD_END.split(piece, maxsplit=1)[0])
        if "&lt;" in record and "<" not in record:
            record = html.unescape(record)
        records.append(
            record if re.match(r"\s*<(?:li|tr)\b", record, re.IGNORECASE) else f"<li>{record}</li>"
        )
    following = _NEXT_GROUP.search(text)
    rows = "\n".join(records)
    shell = "table" if rows.lstrip()[:3].lower() == "<tr" else "ul"
    address = html.unescape(following[1]) if following else None
    return f"<{shell}>{rows}</{shell}>", address


def looks_like_feed(text: str) -> bool:
    """Whether the text is an RSS or Atom feed."""
    head = text[:2000].lower()
    return "<rss" in head or "<rdf:rdf" in head or "<feed" in head


def feed_list(text: str) -> str:
    """The items of an RSS or Atom feed as the HTML of a list."""
    rows = []
    for piece in _ENTRY.split(text)[1:]:
        fields: dict[str, str] = {}
        entry = _ENTRY_END.split(piece, maxsplit=1)[0][:_ENTRY_CHARS]
        for match in _FIELD.finditer(entry):
            name = match[1].lower()
            href = _HREF.search(match[2] or "") if name == "link" else None
            if name in fields:
                continue
            value = entry[match.end() :].partition(f"</{match[1]}")[0] if not match[3] else ""
            value = html.unescape(_CDATA.sub("", value)).strip()
            fields[name] = html.unescape(href[1]) if href else value
        stated = (fields.get(name) for name in ("pubdate", "dc:date", "published"))
        fields["pubdate"] = next(filter(None, stated), "")
        if row := _item(fields):
            rows.append(row)
    return f"<ul>{''.join(rows)}</ul>"


def json_value(text: str) -> Any | None:
    """The value of a JSON or JSONP text, or None where it is neither."""
    text = text.strip().lstrip("\ufeff")
    match = _JSONP.match(text)
    if match:
        text = text[match.end() :].rstrip().rstrip(";").rstrip()
        text = text.removesuffix(")")
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def json_list(value: Any) -> str | None:
    """The lists inside a JSON value as HTML, or None where it holds none."""
    rows = list(_lists(value, 0)) or list(_markup(value, 0))
    return "\n".join(rows) if rows else None


def _markup(value: Any, depth: int) -> Iterator[str]:
    """The HTML that a JSON answer carries in its strings."""
    if isinstance(value, str):
        if "<a " in value and "href" in value:
            yield value
    elif depth <= _DEEP and isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _markup(part, depth + 1)


def _lists(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEP:
        return
    if isinstance(value, dict):
        for part in value.values():
            yield from _lists(part, depth + 1)
    elif isinstance(value, list):
        items = [item for part in value if isinstance(part, dict) and (item := _item(part))]
        if items:
            yield f"<ul>{''.join(items)}</ul>"
        else:
            for part in value:
                yield from _lists(part, depth + 1)


def _item(fields: dict[str, Any]) -> str | None:
    by_name = {str(name).lower(): value for name, value in fields.items()}
    title = next((v for n in _TITLES if isinstance(v := by_name.get(n), str) and v.strip()), None)
    if title is None:
        return None
    url = _address(by_name)
    date = next((d for n in _DATES if (d := _date(by_name.get(n))) is not None), None)
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
        return dates.moment(value) if not value.is_integer() else dates.number(str(int(value)))
    return dates.stated(str(value))


def _shown(date: PageDate) -> str:
    if date.precision is Precision.MINUTE:
        return date.value.strftime("%Y-%m-%d %H:%M:%S")
    return str(date)
