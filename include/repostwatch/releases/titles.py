"""Repair titles that were decoded with a wrong charset before they reached us.

No portal has such a title, so its release would count as missing everywhere. A title is repaired
only if the original is certain; otherwise it is reported and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from repostwatch.base.whole_text import unescape
from repostwatch.releases.text import FAMILIAR, SENSE, sense

# What every byte becomes as Latin-1, and as windows-1252 where that has a letter for it.
_LATIN = {chr(code): code for code in range(256)}
_WINDOWS = {
    bytes((code,)).decode("cp1252", "ignore") or chr(code): code for code in range(256)
}  # browsers let the five bytes pass that have none
_LOST = re.compile(r"\?\s?\?")  # one for each letter that a charset did not have
# A dot, a × and a degree stand alone in a Chinese title.
_WESTERN = re.compile(r"[\x80-\xb6\xb8-\xff]{2}")
# Kana, and what no charset has a letter for, stand in no Chinese title either.
_STRANGE = re.compile(r"[\u3041-\u30fa\uff66-\uff9f\ue000-\uf8ff]")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff]")
_EASTERN = ("gb18030", "big5hkscs", "cp932")  # in which Chinese bytes are letters, too
_MEANT = ("utf-8", "gb18030", "big5hkscs")
_ENOUGH = 4  # letters beyond ASCII that are needed to identify a charset
_LEAST = 2  # letters that come out of a wrong reading by more than chance


@dataclass(frozen=True, slots=True)
class RepairedTitle:
    """A text as it was meant and the charset it was in, or `problem`: why it is not taken in."""

    text: str
    charset: str = ""
    problem: str = ""


def repair_title(text: str) -> RepairedTitle:
    """A title as it was meant. Nothing is guessed: what is not certain is a problem."""
    text = unescape(text)
    problem = broken(text)
    if not problem:
        return RepairedTitle(text)
    # The bytes must be whole, and only one reading of them may be Chinese.
    found = {
        right: charset
        for charset, right in _readings(text)
        if _plainly_chinese(right, charset) and not broken(right)
    }
    if len(found) != 1:
        return RepairedTitle(text, problem=problem)
    ((right, charset),) = found.items()
    return RepairedTitle(right, charset)


def broken(text: str) -> str:
    """Why a text cannot be the title of a State Council release; "" where it can."""
    if "\ufffd" in text:
        return "its title could not be decoded"
    if _LOST.search(text):
        return "its title has lost letters, “?” stands in their place"
    if not _HAN.search(text):
        return "its title has no Chinese letter"
    if _WESTERN.search(text) or _STRANGE.search(text) or _swallowed(text) or _better(text):
        return "its title was read in a wrong charset"
    return ""


def _swallowed(text: str) -> bool:
    """Whether a text is UTF-8 that was read as GBK (鍥藉姟闄), be it with gaps.

    The bytes of a title that is none give next to no letter of daily use as UTF-8.
    """
    read = text.encode("gb18030", "replace").decode("utf-8", "replace")
    familiar = sum(char in FAMILIAR and char not in text for char in read if char > "\x7f")
    return familiar >= max(_LEAST, read.count("\ufffd"))


def _better(text: str) -> bool:
    """Whether the text makes no sense, or more of it read in another charset."""
    text = "".join(filter(str.isprintable, text))
    if sum(char > "\x7f" for char in text) < _ENOUGH:
        return False
    own = sense(text)
    if own < SENSE:
        return True
    return any(
        sense(text.encode(wrong, "replace").decode(meant, "replace")) > own
        for wrong in _EASTERN
        for meant in _MEANT
        if wrong != meant
    )


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """What a text may have been meant as, each with its charset; only of bytes that are whole."""
    for table in (_LATIN, _WINDOWS):
        # Not both at once: what has letters of either is of a third charset that is like them.
        if all(char in table for char in text):
            body = bytes(table[char] for char in text)
            yield from _decoded(body, "utf-8")
            yield from _decoded(body, "gb18030")
    with suppress(UnicodeEncodeError):
        yield from _decoded(text.encode("gb18030"), "utf-8")


def _decoded(body: bytes, charset: str) -> Iterator[tuple[str, str]]:
    with suppress(UnicodeDecodeError):
        yield charset, body.decode(charset)


def _plainly_chinese(text: str, charset: str) -> bool:
    """Whether every letter of a text is of daily use, and none can have been half of another.

    A “?” may be what a lost byte left. In GBK beyond GB2312 half a letter is an ASCII one.
    """
    if "?" in text or any(char > "\x7f" and char not in FAMILIAR for char in text):
        return False
    try:
        text.encode("utf-8" if charset == "utf-8" else "gb2312")
    except UnicodeEncodeError:
        return False
    return sum(char > "\x7f" for char in text) >= _ENOUGH
