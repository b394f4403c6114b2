"""Choose the regions of a page that are its list, and can prove an absence.

The list is the region that the page's subject names, or that holds the portal's earlier reposts.
Other regions prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from repostwatch.model import Link, Page, Reason, Region, RegionForm, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.addresses import key

_ISSUED = re.compile(
    r"(?:中共中央|国务院)?[\s、]?(?:国务院|中办|国办)(?:办公厅)?[\s:：]?(?:关于|印发|转发|批转|同意|令|任免|公布|批复)"
    r"|中共中央(?:办公厅)?[\s:：]?(?:关于|印发)|(?:中华人民共和国)?国(?:务院)?令"
)
_GOV = "www.gov.cn/"
NAMED = because(ListCode.NAMED)
HELD = because(ListCode.HELD)
UNDER = because(ListCode.UNDER)
PAGED = because(ListCode.PAGED)
ONLY = because(ListCode.ONLY)
ALL = because(ListCode.ALL)
SELECTED = because(ListCode.SELECTED)


@dataclass(frozen=True, slots=True)
class Choice:
    """The regions that are or could be the list, and why."""

    regions: tuple[Region, ...]
    why: Reason

    @property
    def name(self) -> str:
        return next((region.heading for region in self.regions if region.heading), "")

    @property
    def aside(self) -> bool:
        """Whether all of them are what pages show beside their content."""
        return all(region.aside for region in self.regions)

    @property
    def blocks(self) -> frozenset[int]:
        return frozenset(block for region in self.regions for block in region.blocks)


def choose_list(page: Page, reposts: Collection[str] = (), *, selected: bool = False) -> Choice:
    """The list of a page that is watched for its list.

    `reposts` are the addresses of this portal's earlier reposts; `selected`: the registry says
    by a selector which rows are the list. Where several regions could be it, all are returned.
    """
    rows = [region for region in page.regions if region.readable]
    if selected:
        return Choice(tuple(rows), SELECTED)
    held = _held(page, rows, reposts)
    named = [region for region in page.regions if region.naming == 2]
    if any(region.form is not RegionForm.BLANK for region in named) or not held:
        chosen = _filled(named)
        known = frozenset(chosen)
        others = [region for region in held if region not in known and region.rows >= 3]
        if chosen:
            return Choice((*chosen, *others), NAMED if known.isdisjoint(held) else HELD)
    under = _filled([region for region in page.regions if region.naming == 1 and not region.aside])
    if under:
        return Choice(_union(under, held), HELD if held else UNDER)
    main = [region for region in page.regions if not region.aside]
    paged = [region for region in main if region.paged and region.readable]
    if held or paged:
        bare = [
            region for region in main if not region.heading and region.form is not RegionForm.BLANK
        ]
        return Choice(_union(held or paged, bare), HELD if held else PAGED)
    # What stands beside a page's content vouches for nothing, even where nothing else was read.
    left = _filled(main)
    return Choice(left, ONLY if len(left) == 1 else ALL)


def _held(page: Page, rows: Sequence[Region], reposts: Collection[str]) -> list[Region]:
    """The regions in which earlier reposts stand, but for what is beside the page's content."""
    if not reposts:
        return []
    known = {key(url) for url in reposts}
    blocks = {link.block for link in page.links if key(link.url) in known}
    return [region for region in rows if not region.aside and blocks & set(region.blocks)]


def _filled(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Without empty lists, where there is another that is not known to be empty."""
    filled = tuple(region for region in regions if region.form is not RegionForm.BLANK)
    return filled or tuple(regions)


def _union(some: Sequence[Region], others: Sequence[Region]) -> tuple[Region, ...]:
    return tuple(dict.fromkeys((*some, *others)))


def count_central(links: Sequence[Link]) -> int:
    """How many items are the State Council's own, by their first words or their address."""
    return sum(_GOV in link.url or _ISSUED.match(link.title) is not None for link in links)
