"""Which elements a page's scripts load their content into."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from repostwatch.reading.document import Document

# What a script loads something into: named in the call, or what the call is made of.
_LOADS = re.compile(
    r"\b(?:load|fetch|query|request|reload|refresh|get(?:List|Data|News|Page|Info|Doc|Article))\w{0,40}"
    r"\s*\(([^()]{0,200})|([\"']#[\w-]{1,60}[\"'])\s*\)\s*\.load\("
)
_LEVELS = 3  # elements, from a list up, that a script may mean by it


def loads(doc: Document, node: LexborNode) -> bool:
    """Whether a script loads something into an element, by the name that it bears."""
    name = node.attributes.get("id") or ""
    if len(name) < 2:
        return False
    quoted_ = tuple(f"{mark}{sign}{name}{mark}" for mark in "\"'" for sign in ("", "#"))
    return any(
        any(one in f"{call[1] or ''}{call[2] or ''}" for one in quoted_)
        for code in doc.codes
        if name in code
        for call in _LOADS.finditer(code)
    )


def fills(doc: Document, node: LexborNode) -> bool:
    """Whether a script puts something into a list, or the boxes around it, before what it holds or
    in its place, by a selector (`$(".list ul").prepend(…)`). What is added at the end is older."""
    around: set[int] = set()
    part: LexborNode | None = node
    while part is not None and len(around) < _LEVELS and part.tag not in ("body", "html"):
        around.add(part.mem_id)
        part = part.parent
    return not around.isdisjoint(doc.filled)
