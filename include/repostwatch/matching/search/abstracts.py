"""Items that hold a release's whole title and its abstract beside it."""

from __future__ import annotations

import re

from repostwatch.matching.search.bare_letters import letters

# So many letters beside a title are no label and no 解读, but its abstract.
_ABSTRACT = 30
_ATTACHED = 12  # characters before and behind a title that may say that it is something else
_BREAKS = re.compile(r"[\s，。；：！？|—]+")
_CLOSING = " \t\u3000》”」』）)】—：:"


def nearby_title(item: str, title: str) -> str | None:
    """Of an item that holds a whole title and much more, an abstract: the title and what directly
    belongs to it. The abstract's own words and years make it nothing else. None of any other item.
    """
    shown = [(letter, place) for place, char in enumerate(item) for letter in letters(char)]
    text = "".join(letter for letter, _ in shown)
    at = text.find(title)
    if at < 0 or len(text) - len(title) < _ABSTRACT:
        return None
    first, last = shown[at][1], shown[at + len(title) - 1][1]
    before = _BREAKS.split(item[:first])[-1][-_ATTACHED:]
    behind = _BREAKS.split(item[last + 1 :].lstrip(_CLOSING))[0][:_ATTACHED]
    return f"{before}{item[first : last + 1]}{behind}"
