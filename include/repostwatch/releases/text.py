"""The bytes of a source as text, whatever its header says."""

from __future__ import annotations

import codecs
import re

from repostwatch.releases.parsed import FeedError

# gov.cn's own lists have some 1,000 rows and 400 kB; twenty times that is no feed.
LARGEST = 8_000_000
DECLARED = re.compile(rb"""(?:encoding|charset)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(body: bytes, source: str, content_type: str | None) -> str:
    """Text without byte order mark. What is valid UTF-8 is UTF-8, whatever is declared.

    Raises FeedError where the bytes are too many, no text, or no charset fits.
    """
    if len(body) > LARGEST:
        raise FeedError(source, f"has {len(body)} bytes, more than {LARGEST}")
    charsets = [charset for mark, charset in MARKS if body.startswith(mark)]
    charsets += ["utf-8", *_declared(body, content_type), "gb18030"]
    for charset in charsets:
        try:
            text = body.decode(charset)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        # XML knows no control characters, and in the other forms they only hide things.
        return re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f]", " ", text.removeprefix("﻿"))
    raise FeedError(source, f"cannot be decoded: it fits none of {', '.join(charsets)}")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    places = ((content_type or "").encode("ascii", "ignore")[:500], body[:1000])
    found = [DECLARED.search(place) for place in places]
    names = [match[1].decode("ascii").lower() for match in found if match]
    return [_text_codec(name) for name in names if _text_codec(name)]


def _text_codec(name: str) -> str:
    """The codec's name; gb2312 in practice is its superset. "" for what is no text codec."""
    if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk"):
        return "gb18030"
    try:
        info = codecs.lookup(name)
    except LookupError:
        return ""
    return info.name if getattr(info, "_is_text_encoding", True) else ""
