"""Lists that are no HTML page: 大汉 XML answers, JSON and JSONP lists, arrays in scripts.

Each is turned into the HTML of the list it stands for, so that one reader reads them all.
"""

from __future__ import annotations

import re
from typing import Any

from repostwatch.base.jsonp import unwrapped
from repostwatch.base.whole_text import json_of, unescape
from repostwatch.reading.formats import records

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
            record = unescape(record)
        records.append(
            record if re.match(r"\s*<(?:li|tr)\b", record, re.IGNORECASE) else f"<li>{record}</li>"
        )
    following = _NEXT_GROUP.search(text)
    rows = "\n".join(records)
    shell = "table" if rows.lstrip()[:3].lower() == "<tr" else "ul"
    address = unescape(following[1]) if following else None
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
            value = unescape(_CDATA.sub("", value)).strip()
            fields[name] = unescape(href[1]) if href else value
        stated = (fields.get(name) for name in ("pubdate", "dc:date", "published"))
        fields["pubdate"] = next(filter(None, stated), "")
        if row := records.item(fields):
            rows.append(row)
    return f"<ul>{''.join(rows)}</ul>"


def json_value(text: str) -> Any | None:
    """The value of a JSON or JSONP text, or None where it is neither."""
    text = unwrapped(text.strip().lstrip("\ufeff"))
    if text[:1] not in ("{", "["):
        return None
    try:
        return json_of(text)
    except (ValueError, RecursionError):
        return None
