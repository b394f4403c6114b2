"""All links against all releases: addresses, numbers and candidates, then one decision each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Protocol

from repostwatch.matching.decide.by_number import may_be_order
from repostwatch.matching.decide.compare import compare
from repostwatch.matching.decide.outcome import KnownRelease, Outcome, known_release
from repostwatch.matching.decide.thresholds import CALIBRATED
from repostwatch.matching.search.addresses import Addresses
from repostwatch.matching.search.bare_letters import letters
from repostwatch.matching.search.index import Index
from repostwatch.matching.title.letters import LONGEST
from repostwatch.matching.title.read_title import read_title
from repostwatch.matching.title.title import Title
from repostwatch.model import Decision, Match, Release, because
from repostwatch.model.codes import MatchCode
from repostwatch.settings import MatchingSettings


class LinkLike(Protocol):
    """What the matcher needs of a link."""

    @property
    def link_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def truncated(self) -> bool: ...


_Found = tuple[tuple[int, Outcome], ...]
# Changes with every change of what is decided: stored links are then matched anew.
MATCHER_VERSION = "9"
_SERIAL = re.compile(r"(\d{1,5})\s*[号號]")
# What a list may call a release without its article being another document.
_MAY_BE_CALLED_SO = (MatchCode.OTHER_TITLE, MatchCode.FOLLOW_UP)
DIRECT = Outcome(Decision.MATCH, 100.0, because(MatchCode.DIRECT))
# Two releases of one name further apart than this are two policies, not one seen twice.
_ONE_POLICY = timedelta(days=30)


class Matcher:
    """Built once per run from its releases; `match` then takes any number of links."""

    def __init__(self, releases: Sequence[Release], settings: MatchingSettings) -> None:
        self._settings = settings
        self._known = [known_release(release) for release in releases]
        self._ids = {release.release_id: index for index, release in enumerate(releases)}
        self._addresses = Addresses((i, release.addresses) for i, release in enumerate(releases))
        self._index = Index(
            [release.title for release in releases],
            [known.title.inner or known.title.whole for known in self._known],
        )
        self._serials: dict[int, list[int]] = {}
        for index, known in enumerate(self._known):
            for number in known.numbers:
                self._serials.setdefault(number.serial, []).append(index)
        self._forms = sorted(
            (form, index) for index, known in enumerate(self._known) for form in known.title.forms
        )
        self._plain = sorted(
            (letters(release.title), index) for index, release in enumerate(releases)
        )
        self._orders = [i for i, known in enumerate(self._known) if may_be_order(known)]
        self._memo: dict[str, _Found] = {}

    def match(self, links: Iterable[LinkLike], *, unlike: bool = False) -> Iterator[Match]:
        """The matches of each link, in the order of the links; most links have none.

        `unlike`: also, as reviews, titles that are none but of which the article is worth reading.
        """
        stream = iter(links)
        while batch := list(islice(stream, self._settings.batch)):
            titles = [f"{link.title}…" if link.truncated else link.title for link in batch]
            self._decide([title for title in dict.fromkeys(titles) if title not in self._memo])
            for link, title in zip(batch, titles, strict=True):
                direct = self._addresses.lead_to(link.url)
                if found := [(index, DIRECT) for index in direct] or self._memo[title]:
                    yield from self._matches(link.link_id, found, unlike=unlike)
            if len(self._memo) > self._settings.remembered:
                self._memo.clear()

    def is_direct(self, release_id: str, url: str) -> bool:
        """Whether the address is one of the release's own."""
        return self._ids.get(release_id) in self._addresses.lead_to(url)

    def begun_like(self, title: str) -> tuple[str, ...]:
        """The releases of which a cut title shows so little that it could be any of them."""
        link = read_title(title)
        if not link.cut or "…" in link.text:
            return ()
        found = dict.fromkeys(self._begin_with(link.whole))
        if issuers := link.head.issuers:
            same = (i for i in self._begin_with(link.name) if self._known[i].issuers == issuers)
            found |= dict.fromkeys(same)
        # Its end may be half a number or half a name (第…, 二〇二…), which a title's reading drops.
        found |= dict.fromkeys(_beginning(self._plain, letters(link.text)))
        return tuple(self._known[index].release.release_id for index in found)

    def _matches(
        self, link_id: str, found: Sequence[tuple[int, Outcome]], *, unlike: bool
    ) -> Iterator[Match]:
        for index, out in found:
            release_id = self._known[index].release.release_id
            if out.decision is not None:
                yield Match(link_id, release_id, out.decision, out.score, out.reason)
            elif unlike:
                reason = because(MatchCode.UNLIKE_TO_READ, how=out.reason)
                yield Match(link_id, release_id, Decision.REVIEW, out.score, reason)

    def _decide(self, titles: list[str]) -> None:
        self._memo.update(dict.fromkeys(titles, ()))
        share, most = self._settings.candidate_share, self._settings.candidates
        likely = dict(self._index.candidates(titles, share, most))
        for place, title in enumerate(titles):
            candidates = [*likely.get(place, ()), *self._by_number(title)]
            numbered = "号" in title
            if not candidates and not numbered:
                continue
            link = read_title(title)
            if link.cut:
                # All of them: of those that begin alike the index keeps a dozen.
                candidates += self._begin_with(link.whole)
            if candidates:
                self._memo[title] = self._best(link, list(dict.fromkeys(candidates)))

    def _by_number(self, title: str) -> list[int]:
        """Releases whose number a title names; every order for 中华人民共和国国务院令."""
        if "令" in title and len(title) <= 40:
            return self._orders
        if "号" not in title and "號" not in title:
            return []
        serials = _SERIAL.findall(title[:LONGEST])
        return [index for serial in serials for index in self._serials.get(int(serial), ())]

    def _begin_with(self, text: str) -> Iterator[int]:
        """Releases of which a form begins with a folded text; none for an empty one."""
        return _beginning(self._forms, text)

    def _best(self, link: Title, candidates: Sequence[int]) -> _Found:
        outcomes = [(index, compare(self._known[index], link, CALIBRATED)) for index in candidates]
        if link.cut:
            outcomes = [(index, self._if_alone(link, out)) for index, out in outcomes]
        possible = [(index, out) for index, out in outcomes if out.decision is not None]
        if link.cut and len(possible) > 1 and not self._one_policy([i for i, _ in possible]):
            possible.sort(key=lambda pair: -pair[1].score)
            return tuple((index, _tied(out, len(possible))) for index, out in possible)
        for wanted in (Decision.MATCH, Decision.REVIEW):
            chosen = [(index, out) for index, out in outcomes if out.decision is wanted]
            if chosen:
                top = max(outcome.score for _, outcome in chosen)
                best = [(index, outcome) for index, outcome in chosen if outcome.score == top]
                if wanted is Decision.REVIEW or self._one_policy([index for index, _ in best]):
                    return tuple(best)
                return tuple((index, _tied(outcome, len(best))) for index, outcome in best)
        return self._worth_reading(link, outcomes)

    def _worth_reading(self, link: Title, outcomes: Sequence[tuple[int, Outcome]]) -> _Found:
        """The likest of the releases that a title is not, where only its being unlike, or that
        it follows up or forwards the release, says so; not another year, number or place."""
        least = self._settings.worth_reading
        open_ones = [
            (index, out)
            for index, out in outcomes
            if out.score >= least
            and out.reason.code in _MAY_BE_CALLED_SO
            and not self._known[index].title.facts.conflict(link.facts)
        ]
        top = max((out.score for _, out in open_ones), default=0.0)
        return tuple((index, out) for index, out in open_ones if out.score == top)

    def _if_alone(self, link: Title, outcome: Outcome) -> Outcome:
        """A review as a match, where all that stood against it is that others could begin so."""
        if not outcome.if_alone or not self._one_policy(list(self._begin_with(link.name))):
            return outcome
        return Outcome(Decision.MATCH, outcome.score, because(MatchCode.CUT_ALONE))

    def _one_policy(self, indexes: Sequence[int]) -> bool:
        """Whether releases that fit equally well are one policy under several addresses."""
        first, *others = (self._known[index] for index in indexes)
        return all(_same_policy(first, other) for other in others)


def _beginning(known: Sequence[tuple[str, int]], text: str) -> Iterator[int]:
    """Of sorted texts the indexes of those that begin with a text; none for an empty one."""
    first = bisect_left(known, (text,)) if text else len(known)
    for form, index in islice(known, first, None):
        if not form.startswith(text):
            return
        yield index


def _same_policy(one: KnownRelease, other: KnownRelease) -> bool:
    if not one.title.names & other.title.names:
        return False
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return False
    if one.issuers and other.issuers and one.issuers != other.issuers:
        return False
    return abs(one.release.published.earliest - other.release.published.earliest) <= _ONE_POLICY


def _tied(outcome: Outcome, count: int) -> Outcome:
    reason = because(MatchCode.TIED, how=outcome.reason, count=count)
    return Outcome(Decision.REVIEW, outcome.score, reason)
