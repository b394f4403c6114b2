"""A release's traces in a page, in whatever form: its title, its document's own name, its
numbers, its gov.cn address.

Whether a link is the release is decided by the matcher. Here every other trace counts, because an
absence is proven only if all text of a page was searched. One search of a page finds the traces of
all releases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import ahocorasick

from repostwatch.matching.decide.compare import compare
from repostwatch.matching.decide.outcome import known_release
from repostwatch.matching.decide.thresholds import CALIBRATED
from repostwatch.matching.search.abstracts import nearby_title
from repostwatch.matching.search.bare_letters import ELLIPSIS, letters
from repostwatch.matching.title.facts import turned
from repostwatch.matching.title.lexicon import RECURRING
from repostwatch.matching.title.read_title import read_title
from repostwatch.model import Hit, Release, TracePlace
from repostwatch.reading.page_text import PageText

VERSION = "5"
"""Changes with every change of what is searched: searches are then made anew."""

LEAST_NAME = 8  # letters; a shorter name than the whole title stands on pages for other reasons
LEAST_TITLE = 5
CUT = 12  # letters of a title before an ellipsis that are enough to be looked at
_MOST = 20  # traces of a page that are returned; one is enough for a review
_AROUND = 12  # letters of what stands before and behind a trace, to find it by
_QUOTED = re.compile(r"《([^《》]{3,200})》|“([^“”]{4,200})”")
_CONTENT = re.compile(r"/(content_\d{2,12})(?:\.s?html?)?$")


@dataclass(frozen=True, slots=True)
class Traces:
    """What a release is looked for by: `words` in letters, `ids` as they stand in addresses,
    `titles` whose beginning before an ellipsis counts."""

    release_id: str
    words: tuple[str, ...]
    ids: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The same as long as a search for them would find the same."""
        return sha256(repr((VERSION, self.words, self.ids, self.titles)).encode()).hexdigest()[:32]


def traces_of(release: Release) -> Traces:
    """The traces of a release to search for before it counts as absent."""
    known = known_release(release)
    title = known.title
    quoted = [
        one or other for text in (release.title, title.text) for one, other in _QUOTED.findall(text)
    ]
    whole = [letters(text) for text in (release.title, title.text)]
    names = [letters(text) for text in (title.rest, title.inner, *quoted)]
    numbers = [
        f"{letters(series)}{number.year or ''}{extra}{number.serial}"
        for number in known.numbers
        for series in ((number.series, "国务院令") if number.series == "国令" else (number.series,))
        if series
        for extra in (("", "年") if number.year else ("",))
    ]
    own = [name for name in names if len(name) >= LEAST_NAME and name not in RECURRING]
    words = [*(text for text in whole if len(text) >= LEAST_TITLE), *own]
    return Traces(
        release.release_id,
        tuple(dict.fromkeys([*words, *numbers])),
        tuple(dict.fromkeys(part for url in release.addresses for part in _ids(url))),
        tuple(dict.fromkeys(text for text in words if len(text) > CUT)),
    )


def _ids(url: str) -> Iterator[str]:
    found = _CONTENT.search(url.partition("?")[0].lower())
    if found:
        yield found[1]


class Finder:
    """Searches any number of pages for the releases that it was built for."""

    def __init__(self, releases: Iterable[Release]) -> None:
        self._words: dict[str, list[tuple[str, str]]] = {}
        self._known = {release.release_id: known_release(release) for release in releases}
        ids: dict[str, list[str]] = {}
        for one in (traces_of(known.release) for known in self._known.values()):
            for word in one.words:
                self._words.setdefault(word, []).append((one.release_id, ""))
            for title in one.titles:
                self._words.setdefault(title[:CUT], []).append((one.release_id, title))
            for part in one.ids:
                ids.setdefault(part, []).append(one.release_id)
        self._ids = ids
        self._text, self._source = _automaton(self._words), _automaton(ids)

    def find(self, page: PageText, url: str, titles: Collection[str]) -> list[tuple[str, Hit]]:
        """(release, hit) of every trace in a page.

        `titles` are those of the page's items as they were read. A trace that stands within
        one of these, or within a link's text, keeps it beside it. Of equal hits one is kept.
        """
        items = {title: letters(title) for title in dict.fromkeys((*titles, *page.links))}
        found: dict[tuple[str, Hit], None] = {}
        open_: Counter[str] = Counter()
        for stream in page.streams:
            text, plain = letters(stream.text), letters(stream.beside)
            for start, end, word in _hits(self._text, text):
                if word in plain:
                    continue
                for release_id, title in self._words[word]:
                    stop = _to_ellipsis(text, start, title) if title else end
                    # 15号 is not 1号.
                    longer = word[-1:].isdigit() and text[stop : stop + 1].isdigit()
                    if not stop or longer or open_[release_id] >= _MOST:
                        continue
                    item = _within(text, start, stop, items)
                    other = False if item is None else self._is_other(release_id, item)
                    open_[release_id] += other is False
                    excerpt = text[max(0, start - _AROUND) : stop + _AROUND]
                    found[release_id, Hit(url, stream.place, excerpt, item, other)] = None
        source = page.source.lower().replace("\\/", "/")
        for start, end, word in _hits(self._source, source):
            if source[end : end + 1].isdigit():
                continue
            excerpt = " ".join(source[max(0, start - 40) : end + _AROUND].split())
            for release_id in self._ids[word]:
                found[release_id, Hit(url, TracePlace.ADDRESS, excerpt)] = None
        return list(found)

    def _is_other(self, release_id: str, item: str) -> bool | None:
        """Whether an item in whose title a trace stands is something else than the release.

        True where its words say so: 解读, 转发, a place, another year. None where it holds a part
        of the title only, and it is for the matcher to know. What holds the whole title and only
        decorates it (an icon, 最新) is nothing else.
        """
        known, link = self._known[release_id], read_title(item)
        if compare(known, link, CALIBRATED).decision is not None:
            return False
        title = letters(known.title.text)
        nearby = nearby_title(item, title)
        if nearby is not None:
            link = read_title(nearby)
        if (
            turned(known.title.turning, link.turning)
            or link.head.local
            or any(number.foreign for number in link.numbers)
            or (nearby is None and known.title.facts.difference(link.facts))
        ):
            return True
        # Of one that is cut the matcher has weighed what is seen.
        return None if link.cut or title not in letters(item) else False


def _automaton(words: Mapping[str, object]) -> ahocorasick.Automaton | None:
    if not words:
        return None
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _hits(automaton: ahocorasick.Automaton | None, text: str) -> Iterator[tuple[int, int, str]]:
    for last, word in automaton.iter(text) if automaton is not None else ():
        yield last + 1 - len(word), last + 1, word


def _to_ellipsis(text: str, start: int, title: str) -> int:
    """Where a cut title ends, or 0 where none begins here."""
    end = start + _common(text, start, title)
    return end + 1 if text[end : end + 1] == ELLIPSIS else 0


def _within(text: str, start: int, end: int, items: Mapping[str, str]) -> str | None:
    """The item whose title, standing here whole or cut, holds what was found.

    A cut one has to show more than what was found, or else it could be the release's own title.
    """
    word = text[start:end].removesuffix(ELLIPSIS)
    for title, title_text in items.items():
        at = title_text.find(word)
        while 0 <= at <= start:
            shown = _common(text, start - at, title_text)
            more = at > 0 or shown > len(word)
            cut = text[start - at + shown : start - at + shown + 1] == ELLIPSIS
            if shown == len(title_text) or (shown >= at + len(word) and cut and more):
                return title
            at = title_text.find(word, at + 1)
    return None


def _common(text: str, start: int, title_text: str) -> int:
    """How many letters of a title stand in a text from a place on."""
    if text.startswith(title_text, start):
        return len(title_text)
    count = 0
    for letter, other in zip(title_text, text[start : start + len(title_text)], strict=False):
        if letter != other:
            break
        count += 1
    return count
