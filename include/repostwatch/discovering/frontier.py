"""The addresses that wait to be looked at, the most likely first, each once.

Whatever a site does, what waits is bounded: so many addresses in all, and of one shape, which is
what calendars, endless next pages and loops by query strings have in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from repostwatch.base.changing import changing_word
from repostwatch.base.sites import same_site
from repostwatch.discovering import addresses
from repostwatch.discovering.scoring import name_score, score
from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.reading.addresses import LinkTarget, link_target

_KNOWN = 5_000  # addresses of one site; beyond, only navigation that is better named is worth it
_QUERIES = 40  # addresses of one path that differ in the values of their parameters
_SHAPE = 120  # addresses that differ in numbers only: channels have numbers, too
_VISITS = 30  # of one shape that are looked at
_BESIDE = 25  # for what stands in the folder of a list that holds reposts
_OTHER_HOST = 25  # less for what may be another body's
_PAGER = re.compile(
    r"[上下前后][一]?[页頁条篇]|[首尾末]页|第.{1,4}页|共.{1,5}页|next|prev\w*|last|[<>‹›«»]+",
    re.IGNORECASE,
)
_TITLE = re.compile(r"关于|印发|的通知|的意见|\d{4}")
_COLUMN = 8  # characters of the longest name of a list whose address is like an article's
_CHANNEL_NAME = 40  # so good a name makes an address like an article's a list's
_SHORT = 16  # characters; a longer name is an item's
_LEFT_OUT = 10  # addresses that are named as left out
_FROM_REPOSTS = 12  # for what a page with reposts leads on to


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address to look at: as it is fetched, what it is called, `depth` clicks from home."""

    url: str
    name: str
    depth: int
    score: int
    place: LeadPlace


class Frontier:
    """Candidates of one site."""

    def __init__(self, home_url: str, depth: int) -> None:
        self._home, self._depth = home_url, depth
        self._waiting: dict[str, Candidate] = {}
        self._seen: set[str] = {addresses.address_key(home_url)}
        self._shapes: Counter[str] = Counter()
        self._visits: Counter[str] = Counter()
        self._proven: set[str] = set()
        self._led: set[str] = set()
        self.left_out: dict[str, None] = {}  # what may change something

    def add(self, leads: Iterable[Lead], depth: int, *, from_reposts: bool = False) -> None:
        """Take in what a page `depth - 1` clicks from home leads on to."""
        if depth > self._depth:
            return
        for lead in leads:
            url = addresses.clean(lead.url)
            if url is None or not self._may_wait(lead, url):
                continue
            if len(self._led) < _KNOWN:
                self._led.add(addresses.address_key(url))
            points = score(lead, depth) + _FROM_REPOSTS * from_reposts
            if not addresses.own_host(url, self._home):
                points -= _OTHER_HOST
            self._put(url, lead, points, depth)

    def count(self, leads: Iterable[Lead], *, fresh: bool = False) -> int:
        """How many pages these lead to, in menus and headings, that may hold a list; `fresh`: of
        which nothing was known, wherever they stand."""
        found: set[str] = set()
        for lead in leads:
            url = addresses.clean(lead.url)
            if url is None or not self._may_wait(lead, url):
                continue
            key = addresses.address_key(url)
            known = key in self._seen or (fresh and key in self._waiting)
            if not known and (fresh or lead.place is not LeadPlace.BODY):
                found.add(key)
        return len(found)

    def leads_to(self, url: str) -> bool:
        """Whether a page led to this address."""
        return addresses.address_key(url) in self._led

    def want(self, url: str, name: str, points: int, depth: int = 1) -> None:
        """Take in an address that is known to be worth a look, whatever its name."""
        if (cleaned := addresses.clean(url)) is not None:
            self._put(cleaned, Lead(cleaned, name, LeadPlace.BODY), points, depth)

    def raise_beside(self, url: str) -> None:
        """A list with reposts was found: its neighbours are more likely than others."""
        self._proven.add(addresses.folder(url))

    def mark(self, url: str) -> bool:
        """Whether an address was not seen before; from now on it was."""
        key = addresses.address_key(url)
        self._waiting.pop(key, None)
        fresh = key not in self._seen
        self._seen.add(key)
        return fresh

    @property
    def best(self) -> Candidate | None:
        """The most likely of those that wait; of equals the one that was found first."""
        found: Candidate | None = None
        points = 0
        for one in self._waiting.values():
            if found is None or self.points(one) > points:
                found, points = one, self.points(one)
        return found

    def pop(self) -> Candidate | None:
        """The most likely address, which is not handed out again."""
        while (one := self.best) is not None:
            self.mark(one.url)
            shape = addresses.shape(one.url)
            self._visits[shape] += 1
            if self._visits[shape] <= _VISITS:
                return one
        return None

    def points(self, one: Candidate) -> int:
        return one.score + (_BESIDE if addresses.folder(one.url) in self._proven else 0)

    def _put(self, url: str, lead: Lead, points: int, depth: int) -> None:
        key = addresses.address_key(url)
        if key in self._seen:
            return
        known = self._waiting.get(key)
        if known is None:
            path = url.partition("?")[0]
            if len(self._waiting) >= _KNOWN:
                return
            if "?" in url and self._shapes[path] >= _QUERIES:
                return
            shape = addresses.shape(url)
            if self._shapes[shape] >= _SHAPE:
                return
            self._shapes[shape] += 1
            self._shapes[path] += "?" in url
        name = lead.words or lead.heading.partition(" ")[0]
        if known is None or points > known.score:
            depth = depth if known is None else min(depth, known.depth)
            self._waiting[key] = Candidate(url, name, depth, points, lead.place)

    def _may_wait(self, lead: Lead, url: str) -> bool:
        if not same_site(url, self._home):
            return False
        if changing_word(url) is not None:
            if len(self.left_out) < _LEFT_OUT:
                self.left_out[url] = None
            return False
        if lead.place is LeadPlace.DATA:
            return True
        if not addresses.may_hold_list(url):
            return False
        if lead.words.isdecimal() or _PAGER.fullmatch(lead.words):
            return False  # a page's number, a day
        kind = link_target(url)
        if kind is LinkTarget.ARTICLE:
            named = name_score(lead.words) >= _CHANNEL_NAME
            return named and len(lead.words) <= _COLUMN and not _TITLE.search(lead.words)
        return kind is not LinkTarget.UNCLEAR or len(lead.words) <= _SHORT
