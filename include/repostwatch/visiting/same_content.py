"""Whether two pages of a portal show the same."""

from __future__ import annotations

from repostwatch.visiting.visitor import HOME, PageResult

_FEW, _BLOCKS = 3, 2  # items and blocks; fewer may well be the same on two pages


def same_content(one: PageResult, other: PageResult) -> bool:
    """Whether two pages have the same bytes or show the same items."""
    if one.page is None or other.page is None:
        return False
    if one.visit.digest and one.visit.digest == other.visit.digest:
        return True
    mine, theirs = ({(link.url, link.title) for link in p.links} for p in (one.page, other.page))
    if other.record.role == HOME and len({link.block for link in other.page.links}) < _BLOCKS:
        return False  # a homepage of one list has the items of that list's own page
    return len(mine) >= _FEW and mine == theirs
