"""What a walk over a site asks for, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass

from repostwatch.discovering import addresses
from repostwatch.model import Outcome, Page, Reason
from repostwatch.model.navigation import Lead


@dataclass(frozen=True, slots=True)
class Step:
    """A page to fetch. `render`: drawn in a browser. `of` is the list that it continues, as its
    page number `number`, where it is no first page."""

    url: str
    name: str = ""
    depth: int = 0
    score: int = 0
    render: bool = False
    of: str = ""
    number: int = 1


def next_page(page: Page) -> str | None:
    """The address of the page that continues a list, as it is fetched."""
    following = page.next_url or next((r.next_url for r in page.regions if r.next_url), None)
    return addresses.clean(following) if following else None


@dataclass(frozen=True, slots=True)
class SeenPage:
    """What came of a step. `url` is where the page came from, after redirects; `page` is None
    where nothing could be read. `gone`: a server says that there is no such page."""

    url: str
    outcome: Outcome
    page: Page | None = None
    leads: tuple[Lead, ...] = ()
    reason: Reason | None = None
    gone: bool = False
