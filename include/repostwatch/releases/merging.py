"""Merge the items of one policy into one release, published at the earliest stated time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from repostwatch.base.clock import day_of, iso, whole_day
from repostwatch.model import Interval, Release
from repostwatch.releases.grouping import Item, groups_of, order
from repostwatch.releases.identity import address_key, derived, number_key, release_id_of
from repostwatch.settings import ReleaseSettings

# gov.cn files a document here first, then there; its main address is the first of these.
CHANNELS = ("/zhengce/content/", "/zhengce/zhengceku/", "/zhengce/")


def merge_releases(
    releases: Iterable[Release],
    known: Iterable[Release] = (),
    *,
    settings: ReleaseSettings,
) -> tuple[Release, ...]:
    """`releases` with those that are one made one, in order of publication.

    `known` are the stored ones: an item that is one of them takes its id and adds to it;
    known ones that no item is about are not returned. Order of the items does not matter,
    and merging again changes nothing.
    """
    stored = [Item.of(release, known=True) for release in known]
    merged = [*releases]
    while True:  # what was made one may be one with others: until nothing changes
        before = merged
        items = [*stored, *(Item.of(release, known=False) for release in merged)]
        groups = [
            group for group in groups_of(items, settings) if not all(item.known for item in group)
        ]
        merged = sorted(_with_own_ids([_united(group) for group in groups]), key=order)
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


def _united(group: Sequence[Item]) -> Release:
    """One release of a group. Its words are those of its main item, gaps filled by the others."""
    stored = sorted((item.release for item in group if item.known), key=order)
    fresh = sorted((item.release for item in group if not item.known), key=order)
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
    return channel, release.doc_number is None, order(release)


def _with_own_ids(releases: Sequence[Release]) -> list[Release]:
    """Two releases that share an id after all (one address, two numbers) get one each."""
    taken: set[str] = set()
    result = []
    for release in sorted(releases, key=lambda one: (number_key(one.doc_number) or "", order(one))):
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
