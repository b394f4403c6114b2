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
