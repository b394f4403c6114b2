"""One policy under several addresses is one release, and its clock starts at the earliest.

Two items are one release if they have
- the same number and the same title;
- the same id, or the same article of gov.cn, whatever its host;
- the same title and nearly the same time of publication.

Items with different numbers are never one, whatever else they share. Where an item without a
number could be one of two numbers, it is neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from repostwatch.clock import day_of, iso, whole_day
from repostwatch.model import Interval, Release
from repostwatch.releases.identity import (
    address_key,
    article_id,
    derived,
    number_in,
    number_key,
    release_id_of,
    title_key,
)
from repostwatch.settings import ReleaseSettings

# Titles that any number of documents bear: without a number they say nothing.
GENERIC = frozenset({"中华人民共和国国务院令", "国务院令", "国务院公报", "国务院任免国家工作人员"})
# gov.cn files a document here first, then there; its main address is the first of these.
CHANNELS = ("/zhengce/content/", "/zhengce/zhengceku/", "/zhengce/")
DEFAULT = ReleaseSettings()


@dataclass(frozen=True, slots=True)
class _Item:
    """A release with what it is compared by. `known` ones are in the store already."""

    release: Release
    known: bool
    number: str | None
    title: str
    marks: frozenset[str]  # its id and the articles it stands in

    @property
    def gazette(self) -> bool:
        """Whether only the gazette's reprint is known."""
        addresses = self.release.addresses
        return bool(addresses) and all("/gongbao/" in address for address in addresses)


def merge(
    releases: Iterable[Release],
    known: Iterable[Release] = (),
    *,
    settings: ReleaseSettings = DEFAULT,
) -> tuple[Release, ...]:
    """`releases` with those that are one made one, in order of publication.

    `known` are the stored ones: an item that is one of them takes its id and adds to it;
    known ones that no item is about are not returned. Order of the items does not matter,
    and merging again changes nothing.
    """
    stored = [_item(release, known=True) for release in known]
    merged = [*releases]
    while True:  # what was made one may be one with others: until nothing changes
        before = merged
        items = [*stored, *(_item(release, known=False) for release in merged)]
        groups = [
            group for group in _groups(items, settings) if not all(item.known for item in group)
        ]
        merged = sorted(_with_own_ids([_united(group) for group in groups]), key=_order)
        if merged == before:
            return tuple(merged)


def start_of(stated: Iterable[Interval]) -> Interval:
    """When a release was published, of several statements: the earliest day, to the moment
    where one of them states a moment of that day."""
    spans = list(stated)
    first = day_of(min(span.earliest for span in spans))
    moments = [
        span for span in spans if span.earliest == span.latest and day_of(span.earliest) == first
    ]
    return min(moments, default=whole_day(first))


def _item(release: Release, *, known: bool) -> _Item:
    return _Item(
        release=release,
        known=known,
        number=number_key(release.doc_number) or number_key(number_in(release.title)),
        title=title_key(release.title),
        marks=frozenset(
            {f"id {release.release_id}"}
            | {f"at {found}" for address in release.addresses if (found := article_id(address))}
        ),
    )


def _groups(items: Sequence[_Item], settings: ReleaseSettings) -> list[list[_Item]]:
    """The items by release."""
    sure = _components(items, _sure_keys)
    groups = []
    for loose in _components(items, _sure_keys, lambda found: _near_pairs(found, settings)):
        if len(_numbers(loose)) <= 1:
            groups.append(loose)
            continue
        inside = {id(item) for item in loose}
        for group in (group for group in sure if id(group[0]) in inside):
            groups.extend([group] if len(_numbers(group)) <= 1 else _by_number(group))
    return groups


def _sure_keys(item: _Item) -> list[str]:
    keys = list(item.marks)
    if item.number:
        keys.append(f"number {item.number} {item.title}")
    return keys


def _numbers(items: Iterable[_Item]) -> set[str]:
    return {item.number for item in items if item.number}


def _by_number(items: Sequence[_Item]) -> list[list[_Item]]:
    """Items of one id or article that state different numbers: each number for itself."""
    groups: dict[tuple[str, str], list[_Item]] = defaultdict(list)
    for item in items:
        groups[(item.number or "", item.title)].append(item)
    return list(groups.values())


def _near_pairs(items: Sequence[_Item], settings: ReleaseSettings) -> list[tuple[int, int]]:
    """Neighbours in time that bear one title."""
    places: dict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(items)), key=lambda place: _order(items[place].release)):
        if items[place].title not in GENERIC:
            places[items[place].title].append(place)
    return [
        (one, other)
        for same in places.values()
        for one, other in pairwise(same)
        if _near(items[one], items[other], settings)
    ]


def _near(first: _Item, second: _Item, settings: ReleaseSettings) -> bool:
    reprint = second.gazette and not first.gazette
    window = timedelta(days=settings.gazette_days if reprint else settings.same_title_days)
    return second.release.published.earliest - first.release.published.latest <= window


def _components(
    items: Sequence[_Item],
    keys: Callable[[_Item], list[str]],
    pairs: Callable[[Sequence[_Item]], list[tuple[int, int]]] = lambda _: [],
) -> list[list[_Item]]:
    """Items joined by a shared key or a pair, directly or through others (union and find)."""
    parent = list(range(len(items)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[str, int] = {}
    for place, item in enumerate(items):
        for key in keys(item):
            parent[root(place)] = root(first.setdefault(key, place))
    for one, other in pairs(items):
        parent[root(one)] = root(other)
    found: dict[int, list[_Item]] = defaultdict(list)
    for place, item in enumerate(items):
        found[root(place)].append(item)
    return list(found.values())


def _united(group: Sequence[_Item]) -> Release:
    """One release of a group. Its words are those of its main item, gaps filled by the others."""
    stored = sorted((item.release for item in group if item.known), key=_order)
    fresh = sorted((item.release for item in group if not item.known), key=_order)
    main = min(fresh, key=_mainness)
    ordered = [main, *(release for release in fresh if release is not main), *stored]
    release_id = stored[0].release_id if stored else _first_id(ordered)
    return replace(
        main,
        release_id=release_id,
        published=_published(release_id, fresh, stored),
        addresses=_addresses(ordered),
        doc_number=next((one.doc_number for one in ordered if one.doc_number), None),
        duty=next((one.duty for one in ordered if one.duty), None),
        issuer=next((one.issuer for one in ordered if one.issuer), None),
        kind=next((one.kind for one in ordered if one.kind), None),
    )


def _published(release_id: str, fresh: Sequence[Release], stored: Sequence[Release]) -> Interval:
    """The earliest statement. A source that gives its own ids corrects what it said before."""
    spans = [one.published for one in fresh]
    corrected = any(one.release_id == release_id and not derived(one) for one in fresh)
    if not corrected:
        return start_of([*spans, *(one.published for one in stored)])
    start = start_of(spans)
    finer = [one.published for one in stored if start.meet(one.published) == one.published]
    return min(finer, default=start)


def _first_id(releases: Sequence[Release]) -> str:
    """The source's own id before one made here; an address before a digest."""
    return min(
        (release.release_id for release in releases),
        key=lambda found: (found.startswith("r-"), found.startswith("content_"), found),
    )


def _addresses(releases: Iterable[Release]) -> tuple[str, ...]:
    """Every address once (scheme and twin hosts apart), the main channel first."""
    found: dict[str, str] = {}
    for address in sorted({a for release in releases for a in release.addresses}, key=_channel):
        found.setdefault(address_key(address), address)
    return tuple(found.values())


def _channel(address: str) -> tuple[int, bool, bool, str]:
    """How good a main address this is, the best first."""
    key = address_key(address)
    place = next((n for n, part in enumerate(CHANNELS) if part in key), len(CHANNELS))
    place = len(CHANNELS) + 1 if "/gongbao/" in key else place
    return place, not address.startswith("https:"), "//www.gov.cn/" not in address, address


def _mainness(release: Release) -> tuple[int, bool, tuple[object, ...]]:
    channel = min(
        (_channel(address)[0] for address in release.addresses), default=len(CHANNELS) + 2
    )
    return channel, release.doc_number is None, _order(release)


def _order(release: Release) -> tuple[object, ...]:
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


def _with_own_ids(releases: Sequence[Release]) -> list[Release]:
    """Two releases that share an id after all (one address, two numbers) get one each."""
    taken: set[str] = set()
    result = []
    for release in sorted(
        releases, key=lambda one: (number_key(one.doc_number) or "", _order(one))
    ):
        own = release
        if release.release_id in taken:
            number, published = release.doc_number, release.published
            own = replace(
                release,
                release_id=release_id_of(
                    release.title + iso(published.earliest), published, (), number
                ),
            )
        taken.add(own.release_id)
        result.append(own)
    return result
