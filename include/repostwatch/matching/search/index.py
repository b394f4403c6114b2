"""Candidates: which releases a link could be, for many links at once.

Pairs of neighbouring characters of all titles are looked up in one table and counted with
numpy, weighted by how few releases have them. Time grows with the links and with how often
they resemble a release, not with releases × links; memory with one batch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from repostwatch.matching.title.letters import LONGEST, TABLE, fold

_SLOTS = 1 << 20  # of the table of pairs; a collision costs a look at a pair, never a match
_CODES = 0x20000
_CELLS = 200_000  # links × releases counted at once: 1.6 MB stay in a core's cache
# A pair that more releases share than this is not listed for each of them; every release
# keeps its rarest pairs whatever their number, so that no title is without an entry.
_COMMON, _RAREST = 24, 10


def _letters() -> NDArray[np.uint32]:
    """Character code → its folded code, 0 where it is not compared."""
    plain = {code: fold(TABLE.get(code, chr(code))) for code in (*range(0x80), *TABLE)}
    table = np.zeros(_CODES, dtype=np.uint32)
    table[0x3400:0xA000] = np.arange(0x3400, 0xA000)
    for code, text in plain.items():
        table[code] = ord(text[0]) if text else 0
    for char in "的和与及":
        table[ord(char)] = 0
    return table


_LETTERS = _letters()


def _pairs(titles: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(title number, slot) of every pair of neighbouring compared characters."""
    titles = [title[:LONGEST] for title in titles]
    lengths = np.fromiter(map(len, titles), dtype=np.int64, count=len(titles))
    raw = "".join(titles).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(raw, dtype=np.uint32)
    owner = np.repeat(np.arange(len(titles)), lengths)
    letters = _LETTERS[np.where(codes < _CODES, codes, 0)]
    kept = letters > 0
    letters, owner = letters[kept].astype(np.int64), owner[kept]
    slots = (letters[:-1] * 40_503 + letters[1:] * 2_654_435_761) >> 7 & (_SLOTS - 1)
    neighbours = owner[:-1] == owner[1:]
    return owner[:-1][neighbours], slots[neighbours]


class Index:
    """The releases' titles by pairs of characters."""

    def __init__(self, titles: Sequence[str], names: Sequence[str]) -> None:
        """`titles` are whole titles, `names` the documents' own names inside them."""
        self._size = len(titles)
        per_title: list[set[int]] = [set() for _ in titles]
        for owner, slot in zip(*_pairs(titles), strict=True):
            per_title[int(owner)].add(int(slot))
        frequency = Counter(slot for slots in per_title for slot in slots)
        listed: dict[int, list[int]] = {}
        for release, slots in enumerate(per_title):
            rarest = sorted(slots, key=lambda slot: frequency[slot])
            for place, slot in enumerate(rarest):
                if place < _RAREST or frequency[slot] <= _COMMON:
                    listed.setdefault(slot, []).append(release)
        unknown = np.log(self._size + 1.0) + 1.0
        self._weight = np.full(_SLOTS, unknown, dtype=np.float32)
        for slot, count in frequency.items():
            self._weight[slot] = np.log((self._size + 1.0) / count) + 0.05
        self._entry = np.zeros(_SLOTS, dtype=np.int32)
        self._start = np.zeros(len(listed) + 2, dtype=np.int64)
        posts: list[int] = []
        for entry, (slot, releases) in enumerate(listed.items(), start=1):
            self._entry[slot] = entry
            self._start[entry] = len(posts)
            posts.extend(releases)
        self._start[-1] = len(posts)
        self._posts = np.array(posts, dtype=np.int64)
        self._name_weight = np.full(self._size, 1.0)
        owners, slots_of_names = _pairs(names)
        if len(owners):
            np.maximum(
                np.bincount(owners, self._weight[slots_of_names], minlength=self._size),
                1.0,
                out=self._name_weight,
            )

    def candidates(
        self, titles: Sequence[str], share: float, most: int
    ) -> Iterator[tuple[int, list[int]]]:
        """(title number, releases that share at least `share` of either's weight, best first)."""
        if not self._size:
            return
        step = max(64, _CELLS // self._size)
        for first in range(0, len(titles), step):
            yield from self._batch(titles[first : first + step], first, share, most)

    def _batch(
        self, titles: Sequence[str], first: int, share: float, most: int
    ) -> Iterator[tuple[int, list[int]]]:
        owner, slots = _pairs(titles)
        weights = self._weight[slots]
        total = np.maximum(np.bincount(owner, weights, minlength=len(titles)), 1e-6)
        entries = self._entry[slots]
        hit = entries > 0
        owner, weights, entries = owner[hit], weights[hit], entries[hit]
        start = self._start[entries]
        counts = self._start[entries + 1] - start
        # Each hit stands once for every release on its list.
        ends = np.cumsum(counts)
        if not len(ends):
            return
        offsets = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
        cells = (
            np.repeat(owner * self._size, counts) + self._posts[np.repeat(start, counts) + offsets]
        )
        shared = np.bincount(cells, np.repeat(weights, counts), minlength=len(titles) * self._size)
        found = np.flatnonzero(shared)
        link, release = np.divmod(found, self._size)
        likeness = np.maximum(
            shared[found] / total[link], shared[found] / self._name_weight[release]
        )
        good = likeness >= share
        link, release, likeness = link[good], release[good], likeness[good]
        order = np.lexsort((-likeness, link))
        link, release = link[order], release[order]
        bounds = np.flatnonzero(np.diff(link, prepend=-1, append=-1))
        for begin, end in pairwise(bounds):
            yield first + int(link[begin]), release[begin : min(end, begin + most)].tolist()
