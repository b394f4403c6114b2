"""Decode the bytes of a source, independent of its declared charset.

A declared charset may be wrong: Latin-1 fits every byte, and Big5 fits many bytes of GBK, but the
titles become garbage. Therefore the charset is chosen by which text makes sense.
"""

from __future__ import annotations

import codecs
import re

from repostwatch.base.charsets import MARKS, superset, text_codec
from repostwatch.releases.refusal import FeedError

# gov.cn's own lists have some 1,000 rows and 400 kB; twenty times that is no feed.
LARGEST = 8_000_000
DECLARED = re.compile(rb"""(?:encoding|charset)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""")
# Characters looked at from either end: enough to tell two charsets apart.
SAMPLE = 30_000
# What a text that makes sense scores at least. Of 335 real titles, each alone, in both scripts and
# both charsets, the right one always scores higher than the other, and never below 0.78.
SENSE = 0.6
PUNCTUATION = "　、。〈〉《》「」『』【】〔〕“”‘’—…！（），－．：；？～％０１２３４５６７８９"


def _level_one(charset: str, first: range, second: range) -> set[str]:
    """The characters of daily use: both standards put them into planes of their own."""
    pairs = (bytes((high, low)) for high in first for low in second)
    return set("".join(pair.decode(charset, "ignore") for pair in pairs))


FAMILIAR = frozenset(
    _level_one("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    | _level_one("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
    | set(PUNCTUATION)
)
# What every title of a release is full of: it decides where there is little text.
FREQUENT = frozenset(
    "国务院办公厅关于印发的通知意见决定批复和在全实施方案规划条例管理工作进一步加强推进发展改革年月日"
    "國務辦廳關於發見決復實規劃條進強"
)


def decode(body: bytes, source: str, content_type: str | None) -> str:
    """Text without byte order mark. What is valid UTF-8 is UTF-8, whatever is declared.

    A few bytes that fit nowhere become U+FFFD. Raises FeedError where the bytes are too many, no
    text, or make no sense in any charset.
    """
    if len(body) > LARGEST:
        raise FeedError(source, f"has {len(body)} bytes, more than {LARGEST}")
    text = _marked(body) or _plain(body)
    if text is None:
        declared = _declared(body, content_type)
        charsets = list(dict.fromkeys([*declared, "utf-8", "gb18030", "big5hkscs"]))
        read = [body.decode(charset, "replace") for charset in charsets]
        text = max(read, key=sense)  # of equals the first: what is declared is believed till then
        if sense(text) < SENSE and not _western(charsets[0], read[0]):
            tried = ", ".join(charsets)
            raise FeedError(source, f"cannot be decoded: it makes sense in none of {tried}")
    # XML knows no control characters, and in the other forms they only hide things.
    return re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f]", " ", text.removeprefix("\ufeff"))


def _marked(body: bytes) -> str | None:
    """Text that its mark, or a zero in every second byte, tells the charset of."""
    for mark, charset in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    start = body[:400]
    for charset, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(zeros) > 1 and zeros.count(0) * 2 > len(zeros):
            return body.decode(charset, "replace")
    return None


def _plain(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def sense(text: str) -> float:
    """The share of familiar characters among those beyond ASCII, the frequent ones twice, less
    three for a broken one."""
    beyond = [char for char in text[:SAMPLE] + text[-SAMPLE:] if char > "\x7f"]
    familiar = sum((char in FAMILIAR) + (char in FREQUENT) for char in beyond)
    return (familiar - 3 * beyond.count("\ufffd")) / max(len(beyond), 1)


def _western(charset: str, text: str) -> bool:
    """Whether a text is of another script as declared: words with a few letters beyond ASCII."""
    beyond = sum(char > "\x7f" for char in text[:SAMPLE])
    letters = sum(char.isascii() and char.isalpha() for char in text[:SAMPLE])
    single = charset.startswith(("iso8859", "cp125", "latin"))
    return single and "\ufffd" not in text and beyond * 20 < letters


def _declared(body: bytes, content_type: str | None) -> list[str]:
    places = ((content_type or "").encode("ascii", "ignore")[:500], body[:1000])
    found = [DECLARED.search(place) for place in places]
    names = [match[1].decode("ascii").lower() for match in found if match]
    known = [name for one in names if (name := text_codec(one))]
    return [superset(codecs.lookup(name).name) for name in known]
