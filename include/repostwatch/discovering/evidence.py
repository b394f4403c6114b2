"""What a page proves as a list of reposts: which releases stand on it, and how far it goes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from repostwatch.matching.search.matcher import Matcher
from repostwatch.model import Decision, Link, Page, PageDate, Reason, Release
from repostwatch.reading.addresses import names_row
from repostwatch.reading.regions.choose import choose_list, count_central


@dataclass(frozen=True, slots=True)
class _Item:
    """A link as the matcher takes it."""

    link_id: str
    title: str
    url: str
    truncated: bool


@dataclass(frozen=True, slots=True)
class ListEvidence:
    """A page that may be a list, as far as it was followed.

    `releases` are those whose reposts stand in its list, with the date that stands beside each.
    `names` are what its page, its heading and the links to it call it; `central` counts items that
    are the State Council's by their own words; `lists` are the lists with rows on its page. `why`
    is set where it could not be read or shows none. `gone`: it is certainly no longer there.
    `main`: no list of its page has more rows. `print` tells its page from others: by what all
    its items are called. `reposts` are the addresses of releases on it. `orphan`: it was known
    before, and no page of the site leads to it any more.
    """

    url: str
    names: tuple[str, ...] = ()
    releases: Mapping[str, PageDate | None] = field(default_factory=dict)
    items: int = 0
    newest: PageDate | None = None
    oldest: PageDate | None = None
    central: int = 0
    lists: int = 0
    depth: int = 0
    home: bool = False
    render: bool = False
    paged: bool = False
    why: Reason | None = None
    gone: bool = False
    main: bool = True
    print: int = 0
    reposts: tuple[str, ...] = ()
    orphan: bool = False

    @property
    def name(self) -> str:
        return next((name for name in self.names if name), "")

    def with_page(self, following: ListEvidence) -> ListEvidence:
        """The same of a list and its next page."""
        return replace(
            self,
            releases={**following.releases, **self.releases},
            items=self.items + following.items,
            newest=_newest(self.newest, following.newest),
            oldest=_oldest(self.oldest, following.oldest),
            central=self.central + following.central,
        )


class ReleaseFinder:
    """Finds releases among the items of pages. `published` is by release."""

    def __init__(self, matcher: Matcher, releases: Iterable[Release], since: datetime) -> None:
        self._matcher = matcher
        self.published = {
            one.release_id: one.published.earliest
            for one in releases
            if one.published.latest >= since
        }

    def on(self, links: Sequence[Link]) -> dict[int, str]:
        """Which of the links is which release, by the link's place."""
        items = [
            _Item(str(place), link.title, link.url, link.truncated)
            for place, link in enumerate(links)
        ]
        return {
            int(match.link_id): match.release_id
            for match in self._matcher.match(items)
            if match.decision is Decision.MATCH and match.release_id in self.published
        }


def evidence_of(
    page: Page, url: str, finder: ReleaseFinder, names: Sequence[str] = ()
) -> tuple[ListEvidence, frozenset[str]]:
    """What a page proves as a list, and all releases that stand anywhere on it."""
    found = finder.on(page.links)
    # A row without an address of its own has that of its page, and so would any other page's.
    held = [page.links[place].url for place in found]
    choice = choose_list(page, [address for address in held if not names_row(address)])
    here = {page.links[place].block for place in found}
    holding = [region for region in choice.regions if here & set(region.blocks)]
    blocks = {block for region in holding or choice.regions for block in region.blocks}
    listed = [link for link in page.links if link.block in blocks]
    dates = [link.date for link in listed if link.date is not None]
    releases = {
        release_id: page.links[place].date
        for place, release_id in found.items()
        if page.links[place].block in blocks and not choice.aside
    }
    return (
        ListEvidence(
            url=url,
            names=tuple(
                dict.fromkeys(name for name in (choice.name, *page.subject, *names) if name)
            ),
            releases=releases,
            items=len(listed),
            newest=max(dates, key=lambda date: date.value, default=None),
            oldest=min(dates, key=lambda date: date.value, default=None),
            central=count_central(listed),
            lists=sum(region.readable and region.rows > 1 for region in page.regions),
            paged=bool(page.next_url or any(region.paged for region in choice.regions)),
            main=len(listed) >= max(_rows_beside(page, blocks), default=0),
            reposts=tuple(dict.fromkeys(address for address in held if not names_row(address))),
            print=hash(frozenset(link.title for link in page.links)),
        ),
        frozenset(found.values()),
    )


def _rows_beside(page: Page, blocks: Collection[int]) -> list[int]:
    """The rows of each list of a page that is not the one with these blocks."""
    return [
        region.rows
        for region in page.regions
        if region.readable and not region.aside and not set(region.blocks) & set(blocks)
    ]


def _newest(*dates: PageDate | None) -> PageDate | None:
    return max((d for d in dates if d is not None), key=lambda date: date.value, default=None)


def _oldest(*dates: PageDate | None) -> PageDate | None:
    return min((d for d in dates if d is not None), key=lambda date: date.value, default=None)
