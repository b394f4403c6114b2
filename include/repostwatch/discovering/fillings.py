"""Pages and what fills them, a frame or data: one of the two is a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from repostwatch.base.sites import same_site
from repostwatch.discovering.addresses import clean
from repostwatch.discovering.evidence import ListEvidence
from repostwatch.model.navigation import Lead, LeadPlace


class Fillings:
    """Which address may fill which page."""

    def __init__(self) -> None:
        self._around: dict[str, str] = {}

    def add(self, around: str, leads: Iterable[Lead], home_url: str) -> list[Lead]:
        """Take in what may fill a page, of its own site; the first page that it stands in counts.
        Returns what these are."""
        found = []
        for lead in leads:
            url = clean(lead.url)
            # What has a name of its own is a channel beside others, and no part of the page.
            inside = lead.place is LeadPlace.FRAME or (
                lead.place is LeadPlace.DATA and not lead.words
            )
            if inside and url is not None and same_site(url, home_url):
                self._around.setdefault(url, around)
                found.append(replace(lead, url=url))
        return found

    def page_of(self, inside: str) -> str | None:
        """The page that an address may fill."""
        return self._around.get(inside)

    def apart(self, lists: Mapping[str, ListEvidence]) -> Iterator[ListEvidence]:
        """The lists without those that show the same as another."""
        hidden = set()
        for inside, around in self._around.items():
            one, other = lists.get(inside), lists.get(around)
            if one is not None and other is not None:
                full = bool(other.items) and 2 * len(other.releases) >= len(one.releases)
                hidden.add(inside if full or not one.items else around)
        return (one for url, one in lists.items() if url not in hidden or one.home)
