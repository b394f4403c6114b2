"""Which items are one release.

Two items are one release if they have
- the same number, and titles that are the same or nearly so (a title was corrected);
- the same id, or the same article of gov.cn, whatever its host;
- the same title and nearly the same time of publication;
- the same address, nearly the same title and time (a title was corrected).

Items with different numbers are never one, whatever else they share. Where an item without a
number could be one of two numbers, it is neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from repostwatch.model import Release
from repostwatch.releases.identity import (
    address_key,
    article_id,
    derived,
    number_in,
    number_key,
    title_key,
)
from repostwatch.settings import ReleaseSettings

# Titles that any number of documents bear: without a number they say nothing.
GENERIC = frozenset({"中华人民共和国国务院令", "国务院令", "国务院公报", "国务院任免国家工作人员"})
# What is about a policy may bear its number, and is not the policy.
ABOUT = re.compile("解读|图解|一图|记者问|问答|发布会|转发|贯彻|落实")
# A corrected title differs in a word or a mark of punctuation; the shortest that can contain or
# be contained has as many characters as 专利代理条例 with a word before it.
LIKE, SHORTEST = 85, 8
# A number that more titles than these bear is a slip of the source, no document's number.
MOST_TITLES = 50


@dataclass(frozen=True, slots=True)
class Item:
    """A release with what it is compared by. `known` ones are in the store already."""

    release: Release
    known: bool
    number: str | None
    title: str
    marks: frozenset[str]  # its id and the articles it stands in

    @classmethod
    def of(cls, release: Release, *, known: bool) -> Item:
        return cls(
            release=release,
            known=known,
            number=number_key(release.doc_number) or number_key(number_in(release.title)),
            title=title_key(release.title),
            marks=frozenset(
                {f"id {release.release_id}"}
                | {f"at {found}" for address in release.addresses if (found := article_id(address))}
            ),
        )

    @property
    def gazette(self) -> bool:
        """Whether only the gazette's reprint is known."""
        addresses = self.release.addresses
        return bool(addresses) and all("/gongbao/" in address for address in addresses)


def order(release: Release) -> tuple[object, ...]:
    """A fixed order of releases: by publication, then by all that they say."""
    return (
        release.published,
        release.release_id,
        release.title,
        release.doc_number or "",
        release.addresses,
        release.duty or "",
        release.issuer or "",
        release.kind or "",
    )


def groups_of(items: Sequence[Item], settings: ReleaseSettings) -> list[list[Item]]:
    """The items by release."""
    sure = _components(items, _numbered_pairs)
    groups = []
    for loose in _components(
        items,
        lambda found: [
            *_numbered_pairs(found),
            *_near_pairs(found, settings),
            *_corrected_pairs(found, settings),
        ],
    ):
        if len(_numbers(loose)) <= 1:
            groups.append(loose)
            continue
        inside = {id(item) for item in loose}
        for group in (group for group in sure if id(group[0]) in inside):
            groups.extend([group] if len(_numbers(group)) <= 1 else _by_number(group))
    return groups


def _sure_keys(item: Item) -> list[str]:
    keys = list(item.marks)
    if item.number:
        keys.append(f"number {item.number} {item.title}")
    return keys


def _numbers(items: Iterable[Item]) -> set[str]:
    return {item.number for item in items if item.number}


def _by_number(items: Sequence[Item]) -> list[list[Item]]:
    """Items of one id or article that state different numbers: each number for itself."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        groups[(item.number or "", item.title)].append(item)
    return list(groups.values())


def alike(one: str, other: str) -> bool:
    """Whether two titles, as `title_key` writes them, can be one title and its correction."""
    if bool(ABOUT.search(one)) != bool(ABOUT.search(other)):
        return False
    short, long = sorted((one, other), key=len)
    return (len(short) >= SHORTEST and short in long) or fuzz.ratio(one, other) >= LIKE


def _numbered_pairs(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Items of one number whose titles are alike, or say nothing but that it is a decree.

    Two to which their source gave ids of its own are two, as it says.
    """
    places: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for place, item in enumerate(items):
        if item.number:
            own = "" if derived(item.release) else item.release.release_id
            places[item.number].setdefault((item.title, own), place)
    return [
        (found[one], found[other])
        for found in places.values()
        if len(found) <= MOST_TITLES
        for one, other in combinations(found, 2)
        if not (one[1] and other[1]) and _one_document(one[0], other[0])
    ]


def _one_document(one: str, other: str) -> bool:
    return one in GENERIC or other in GENERIC or alike(one, other)


def _corrected_pairs(items: Sequence[Item], settings: ReleaseSettings) -> list[tuple[int, int]]:
    """What stands at a known release's address with a slightly different title."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        for address in {address_key(address) for address in item.release.addresses}:
            places[address].append(place)
    pairs = []
    for same in places.values():
        known = [place for place in same if items[place].known]
        fresh = [place for place in same if not items[place].known]
        # Several titles at one address: it is a list's or a homepage's, and tells nothing.
        if len(known) != 1 or len({items[place].title for place in fresh}) != 1:
            continue
        one, other = sorted((known[0], fresh[0]), key=lambda place: order(items[place].release))
        if alike(items[one].title, items[other].title) and _near(
            items[one], items[other], settings
        ):
            pairs += [(known[0], place) for place in fresh]
    return pairs


def _near_pairs(items: Sequence[Item], settings: ReleaseSettings) -> list[tuple[int, int]]:
    """Neighbours in time that bear one title."""
    places: dict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(items)), key=lambda place: order(items[place].release)):
        if items[place].title not in GENERIC:
            places[items[place].title].append(place)
    return [
        (one, other)
        for same in places.values()
        for one, other in pairwise(same)
        if _near(items[one], items[other], settings)
    ]


def _near(first: Item, second: Item, settings: ReleaseSettings) -> bool:
    reprint = second.gazette and not first.gazette
    window = timedelta(days=settings.gazette_days if reprint else settings.same_title_days)
    return second.release.published.earliest - first.release.published.latest <= window


def _components(
    items: Sequence[Item],
    pairs: Callable[[Sequence[Item]], list[tuple[int, int]]],
) -> list[list[Item]]:
    """Items joined by a shared key or a pair, directly or through others (union and find)."""
    parent = list(range(len(items)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[str, int] = {}
    for place, item in enumerate(items):
        for key in _sure_keys(item):
            parent[root(place)] = root(first.setdefault(key, place))
    for one, other in pairs(items):
        parent[root(one)] = root(other)
    found: dict[int, list[Item]] = defaultdict(list)
    for place, item in enumerate(items):
        found[root(place)].append(item)
    return list(found.values())
