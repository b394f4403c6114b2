"""The page as a tree, made so that no page can make the parser slow or lose links."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from repostwatch.settings import ReadingSettings

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "li",
        "p",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "tbody",
        "thead",
        "tfoot",
    ]
)

# The parser's time grows with the square of a menu's entries (16,000: 2.6 s), which are never
# items: in a page of so many tags they become comments, and their texts stay.
_OPTION = re.compile(r"<option(?=[\s>/])", re.IGNORECASE)
# And with the square of a tag's attributes (60,000: 6 s): one with thousands is left without any.
_LONG_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9]{0,20})\s[^<>]{9900,}>")
_LARGE, _LONG, _MOST_ATTRIBUTES = 200_000, 10_000, 2_000
_FEW = 12_000  # so few tags cost a quarter of a second at their deepest; no page needs a look


def parse(text: str | bytes, settings: ReadingSettings) -> LexborHTMLParser:
    """Parse text, or bytes in UTF-8, with lexbor, which keeps every link at any depth.

    Its time grows with the square of the depth, so tags that open deeper than
    `settings.max_depth` are left out first; their text and links stay. So are the entries of menus
    in pages of very many tags.
    """
    tags = text.count("<") if isinstance(text, str) else text.count(b"<")
    if tags > _FEW:
        whole = text if isinstance(text, str) else text.decode()
        text = _flatten(_OPTION.sub("<!option", whole), settings.max_depth)
    if len(text) > _LARGE:
        raw = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
        # Where a tag is so long, a piece of half its length has no other's beginning.
        if any(raw.find(b"<", at, at + _LONG // 2) < 0 for at in range(0, len(raw), _LONG // 2)):
            text = _LONG_TAG.sub(_without_attributes, raw)
    return LexborHTMLParser(text)


def _without_attributes(tag: re.Match[bytes]) -> bytes:
    many = len(tag[0].split(maxsplit=_MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES
    return b"<%b>" % tag[1] if many else tag[0]


def _flatten(text: str, max_depth: int) -> str:
    """Drop the opening and closing tags that would nest deeper than `max_depth`.

    Links and void elements are always kept; the rest of the markup only matters for
    structure, and nothing a person could see is built that deep.
    """
    out: list[str] = []
    depth, dropped, last = 0, 0, 0
    for match in _TAG.finditer(text):
        closing, name = match[1], match[2].lower()
        if name in _VOID or name == "a":
            continue
        if closing:
            if dropped:
                dropped -= 1
                out.append(text[last : match.start()])
                last = match.end()
            elif depth:
                depth -= 1
        elif depth >= max_depth:
            dropped += 1
            out.append(text[last : match.start()])
            last = match.end()
        else:
            depth += 1
    return "".join([*out, text[last:]]) if out else text
