"""Remove what sites add to a title: labels, bullets, dates, site and column names, brackets.

They are removed from both ends until nothing changes. Parts that could distinguish policies
(numbers, a year in brackets, an ellipsis) are kept beside the bare text as evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from repostwatch.matching.title.added_before import without_added_before
from repostwatch.matching.title.added_behind import without_added_behind
from repostwatch.matching.title.badges import once
from repostwatch.matching.title.letters import ITEMS, spell
from repostwatch.matching.title.numbers import Number, take_numbers


@dataclass(frozen=True, slots=True)
class BareTitle:
    """A title without decoration. `year` is one that stood alone in brackets at its end,
    `dated` (2026-07-24) a whole date that was added behind, `item` a ② that stood there."""

    text: str
    numbers: frozenset[Number] = frozenset()
    year: str | None = None
    dated: str | None = None
    cut: bool = False
    opened: str = ""  # the bracket that a cut went through, e.g. (征求意见
    item: str = ""


_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|html?|shtml)$")
_ITEMS = tuple(ITEMS)
_OPEN_END = re.compile(r"[(【][^()【】]{0,30}$")
_SITE_CUT = re.compile(r"^(.{8,}?) ?(?:--?|\|) ?([^|-]{1,12})$")


def bare(title: str) -> BareTitle:
    """Remove the decoration of a raw title."""
    spelled = spell(title)
    if "." in spelled:
        spelled = _FILE.sub("", spelled)
    text, numbers = take_numbers(spelled)
    year: str | None = None
    dated: str | None = None
    cut, opened, item = False, "", ""
    while True:
        before = text
        text = once(text)
        if text.endswith(_ITEMS):
            item, text = item or text[-1], text[:-1]
        text, noted = without_added_behind(without_added_before(text), cut=cut)
        if noted and len(noted) == 4:
            year = year or noted
        else:
            dated = dated or noted
        if text.endswith("…"):
            cut, text = True, text.rstrip("… ")
            if found := _OPEN_END.search(text):
                text, opened = text[: found.start()], found[0]
        if text == before:
            if text == spelled:
                return BareTitle(text, numbers, year, dated, cut, opened, item)
            again, more = take_numbers(spell(text))
            if again == text:
                return BareTitle(text, numbers, year, dated, cut, opened, item)
            text, numbers = again, numbers | more


def before_site(text: str) -> tuple[str, str] | None:
    """A cut title's whole part and what is seen of a site's name behind it: …的意见-辽宁…"""
    return (found[1], found[2]) if (found := _SITE_CUT.match(text)) else None


def normalise(title: str) -> str:
    """The title as it is compared: one spelling, no decoration, document numbers taken out.

    Normalising twice is normalising once.
    """
    return bare(title).text
