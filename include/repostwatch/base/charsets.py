"""What names and marks of charsets mean, for sources and for pages."""

from __future__ import annotations

import codecs

# The longer first: UTF-32's mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GB = frozenset(
    ("gb2312", "gb_2312", "gb_2312-80", "gbk", "cp936", "ms936", "x-gbk", "euc-cn", "gb18030")
)
_BIG5 = frozenset(("big5", "big5-hkscs", "x-x-big5"))


def superset(name: str) -> str:
    """The charset that a page means by a name: what calls itself GB2312 or GBK has letters of
    GB18030, which contains both, and so has Big5 of its Hong Kong edition."""
    name = name.lower()
    if name in _GB:
        return "gb18030"
    return "big5hkscs" if name in _BIG5 else name


# Codecs that browsers know (Encoding Standard), and UTF-32. Python has others, which no page means:
# one of them raises whatever it is given, another takes time that grows with the square.
_KNOWN = frozenset(
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "ascii",
        "gb18030",
        "big5hkscs",
        "euc_jp",
        "shift_jis",
        "cp932",
        "iso2022_jp",
        "euc_kr",
        "cp949",
        "johab",
        "cp866",
        "cp874",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "iso8859-1",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-9",
        "iso8859-10",
        "iso8859-11",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
    ]
)


def text_codec(name: str) -> str | None:
    """`superset` of a declared name, None where it is no charset of pages."""
    try:
        found = superset(codecs.lookup(superset(name)).name)
    except (LookupError, ValueError):  # a NUL in it
        return None
    return superset(name) if found in _KNOWN else None
