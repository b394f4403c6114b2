"""The list that an article stands in, by its page: its crumbs, its column's name, its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit, urlunsplit

from repostwatch.base.sites import same_site
from repostwatch.discovering.addresses import clean
from repostwatch.discovering.evidence import ListEvidence
from repostwatch.discovering.steps import SeenPage, Step
from repostwatch.model import Page
from repostwatch.model.navigation import Lead, LeadPlace

# Folders that hold the articles of a month, a day, or one article.
_DATED = re.compile(
    r"(?:19|20)\d{2}(?:[-_]?\d{1,2}){0,2}|\d{1,2}|art|content|[a-z]{0,2}\d{7,}|[0-9a-f-]{16,}"
)
_REPOSTS = 2
_UP = 2  # folders above an article's that may be its list's


class RepostPages:
    """The own pages of some reposts that stand on the homepage, of one site."""

    def __init__(self, home_url: str) -> None:
        self._home = home_url
        self.urls: set[str] = set()

    def choose(self, evidence: ListEvidence) -> list[str]:
        """Those that are to be read: the last, which nobody else reads to date them."""
        cleaned = (clean(url) for url in evidence.reposts)
        own = [url for url in cleaned if url is not None and same_site(url, self._home)]
        self.urls |= set(own[-_REPOSTS:])
        return own[-_REPOSTS:]

    def lists(self, step: Step, seen: SeenPage) -> list[tuple[str, str]]:
        """(address, name) of what the page of such a repost says of the list that it stands in."""
        if seen.page is None or step.url not in self.urls:
            return []
        found = lists_behind(seen.url, seen.page, seen.leads)
        return [(url, name) for url, name in found if same_site(url, self._home)]


def lists_behind(url: str, page: Page, leads: Sequence[Lead]) -> Iterator[tuple[str, str]]:
    """(address, name) of what may be the list of the article at `url`, the likeliest first."""
    named = {name for name in page.subject if name}
    crumbs = [lead for lead in leads if lead.place is LeadPlace.CRUMB and lead.words]
    for lead in reversed(crumbs):
        yield lead.url, lead.words
    for lead in leads:
        if lead.place is not LeadPlace.CRUMB and lead.words in named:
            yield lead.url, lead.words
    for folder in _folders(url):
        yield folder, next(iter(page.subject), "")


def _folders(url: str) -> Iterator[str]:
    """The folders above an article without those that only sort articles: /zc/zywj/202609/t1.html
    stands in /zc/zywj/."""
    parts = urlsplit(url)
    names = parts.path.split("/")[1:-1]
    while names and _DATED.fullmatch(names[-1]):
        names.pop()
    for _level in range(_UP):
        if not names:
            return
        yield urlunsplit((parts.scheme, parts.netloc, f"/{'/'.join(names)}/", "", ""))
        names.pop()
