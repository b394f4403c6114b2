"""Where a text that holds more than one name comes apart: a title and its document's own name.

The State Council Gazette writes 国务院关于印发X的通知 X; lists write （附：X）. Which of the pieces
is the title is decided in title.py, by what they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from repostwatch.matching.title.lexicon import KINDS

SHORTEST = 4  # folded characters of a name; two or three are a word
_PIECES = 8  # seams that are tried: titles have two or three, hostile texts hundreds

# （附：Y）, （附《Y》）, 附件：Y, 附件1 Y
_ATTACHED = re.compile(
    r"(?: ?[(【][附含](?:件|录)?[0-9]{0,2}| ?附(?:件|录)?[0-9]{0,2}(?=[:《])| 附件[0-9]{0,2} )"
    r"[:.、 ]*(?:[0-9]{1,2}[.、])?"
)
_UNNAMED = re.compile(r"(?:\([附含]([^()]{0,16})\)| ?\(?附件:([^《》]{0,40}))$")
# Where one name may end and another begin: a mark, or the end of a document's kind.
_SEAM = re.compile("(?:通知|批复|决定|公告|通报|意见|命令)》?|[ |:》]|--")


def attached(text: str) -> tuple[str, str] | None:
    """A bare text's title and what it says is attached, None where it says nothing of that."""
    found = _ATTACHED.search(text) if "附" in text or "含" in text else None
    if not found or found.start() < SHORTEST:
        return None
    other = text[found.end() :]
    if found[0].lstrip()[0] in "(【":
        other = other.removesuffix(")").removesuffix("】")
    return text[: found.start()], other.removesuffix("全文")


def says_twice(whole: str) -> bool:
    """Whether a folded text begins or ends with what stands in it elsewhere: a cheap look."""
    return (
        whole.find(whole[:SHORTEST], 1) > 0 or whole.find(whole[-SHORTEST:]) < len(whole) - SHORTEST
    )


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The ways in which a bare text comes apart into two names."""
    ends = (found.end() for found in _SEAM.finditer(text))
    for end in islice((end for end in ends if SHORTEST <= end <= len(text) - SHORTEST), _PIECES):
        yield text[:end], text[end:]


def names_document(other: str) -> bool:
    """Whether what is attached has a name of its own: 任务分工方案, not 全文 or 规划."""
    plain = other.strip(' 件录:.、)"0123456789').removesuffix("全文")
    return "《" in other or (plain.endswith(KINDS) and plain not in KINDS)


def without_attachments(text: str) -> str:
    """A spelled text without a note at its end that something is attached, no matter what."""
    found = _UNNAMED.search(text) if "附" in text or "含" in text else None
    if found and not names_document(found[1] or found[2] or ""):
        return text[: found.start()]
    return text
