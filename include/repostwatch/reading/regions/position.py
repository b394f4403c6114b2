"""Where in the markup a part of a page stands."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:side|sidebar|aside|sub_?side|hot\w*|relat\w*|foot\w{0,2}|bottom|recommend\w*|tuijian|rank\w*|widget|xgxx|xglj|tjyd)(?![a-z])"
    r"|(?:^|[-_\s])(?:side|aside)[-_]?\w{0,8}(?=$|\s)",
    re.IGNORECASE,
)
_PATH_LEVELS = 12
_DIGITS = re.compile(r"\d+")


def is_aside(node: LexborNode) -> bool:
    """Whether an author's names say that a part stands beside the page's content."""
    part: LexborNode | None = node
    while part is not None and part.tag not in ("body", "html"):
        if part.tag == "aside":
            return True
        marks = f"{part.attributes.get('class') or ''} {part.attributes.get('id') or ''}"
        if len(marks) > 1 and _ASIDE.search(marks):
            return True
        part = part.parent
    return False


def path(node: LexborNode) -> str:
    """A part's place in the markup: tags and names down to it, without numbers."""
    steps: list[str] = []
    part: LexborNode | None = node
    while part is not None and part.tag not in ("body", "html") and len(steps) < _PATH_LEVELS:
        named = (part.attributes.get("class") or part.attributes.get("id") or "").split()
        name = f".{_DIGITS.sub('', named[0])[:24]}" if named else ""
        steps.append(f"{part.tag}{name}")
        part = part.parent
    return " > ".join(reversed(steps))
