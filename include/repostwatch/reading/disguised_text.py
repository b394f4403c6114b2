"""Text of a page that its bytes hold in disguise: between letters that nobody sees, backwards, as
numbers, in a frame or a style that the page itself carries.

For the search of a page only: what is found here was not read as a row, so a person has to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

from repostwatch.base.whole_text import unescape
from repostwatch.reading.dom import literals

_TAG = re.compile(r"<[^<>]*>")
_LEAF = re.compile(r"(<(?!a\b)[a-zA-Z][^<>]*>)([^<>]*)</[a-zA-Z][^<>]*>")
_TURNS = re.compile(
    r"<bdo\b|\brtl\b|bidi-override|[\u202b\u202e\u2067]|&#(?:8235|8238|8295|x202[be]|x2067)\b"
    r"|&rl[eo];|\breverse\b|reduceRight|\\(?:u|x|u\{)?202[beBE]",
    re.IGNORECASE,
)
_NUMBER = r"(?:0x[0-9a-f]{1,6}|\d{2,7})"
_NUMBERS = re.compile(rf"\b{_NUMBER}(?:\s?,\s?{_NUMBER}){{3,}}+", re.IGNORECASE)
_DATA = re.compile(r"data:(?:text|application)/[^,\"'<>\s]{0,60},[^\"'<>\s]+", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*:\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_CODED_MARK = re.compile(r"&#|&lt;")
_KINDS = 6  # of elements inside one link that may be what nobody sees
_LINK_CHARS = 20_000  # of a link's markup; a longer one holds no single title
_TOTAL = 8_000_000  # of all that are taken apart, which keeps the work in line with the page


def turned(source: str) -> bool:
    """Whether anything in a page may show letters in the other order."""
    return _TURNS.search(source) is not None


def without_parts(links: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(text, whole text) of links (as markup) without one kind of the elements inside, for each
    kind: one of them may be out of sight by a rule that stands elsewhere.

    Only where the letters around close up to another text: what is left out at either end (a
    badge, 解读) leaves words that stand in the whole text as they are.
    """
    left = _TOTAL
    for inner in links:
        if len(inner) > _LINK_CHARS or "</" not in inner:
            continue
        kinds = list(dict.fromkeys(leaf[1] for leaf in _LEAF.finditer(inner)))[:_KINDS]
        whole = _plain(inner) if kinds else ""
        for kind in kinds:
            left -= len(inner)
            if left < 0:
                return
            rest = _plain(_LEAF.sub(_Without(kind), inner))
            if rest and rest not in whole:
                yield rest, whole


class _Without:
    """Replaces the elements of one opening tag by nothing, others by themselves."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, leaf: re.Match[str]) -> str:
        return "" if leaf[1] == self.kind else leaf[0]


def _plain(markup: str) -> str:
    return "".join(unescape(_TAG.sub("", markup)).split())


def of_numbers(text: str) -> str:
    """The letters that rows of numbers stand for, as String.fromCharCode has them."""
    return "\n".join(
        "".join(map(_letter, row[0].split(",")))
        for row in (_NUMBERS.finditer(text) if "," in text else ())
    )


def _letter(number: str) -> str:
    code = int(number.strip(), 0) if "x" in number.lower() else int(number)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def of_styles(code: str) -> str:
    """What style sheets write before and behind elements, one after the other."""
    if "content" not in code:
        return ""
    return "".join(
        _CSS_ESCAPE.sub(lambda one: _letter(f"0x{one[1]}"), found[1] or found[2] or "")
        for found in _CONTENT.finditer(code)
    )


def of_frames(said: str) -> str:
    """The text of pages that stand in attributes: srcdoc, whose letters are coded twice, and
    data: addresses. `said` is the page's text, too: a tag in an attribute ends none there."""
    found = list(_coded_again(said))
    found += [_TAG.sub("", unescape(data_text(address[0]))) for address in _DATA.finditer(said)]
    return "\n".join(found)


def _coded_again(said: str) -> Iterator[str]:
    if _CODED_MARK.search(said):
        text = unescape(said)
        yield _TAG.sub("", text)
        yield text  # what looks like one tag may be an attribute that holds a page


def data_text(address: str) -> str:
    """What a data: address of a text holds; "" where it holds none."""
    head, _, body = address.partition(",")
    if head.lower().endswith(";base64"):
        return literals.base64(unquote_to_bytes(body).decode("ascii", "replace"))
    return literals.percents(body)
