"""The smallest set of lists that holds the reposts which were found, and why not the others.

Greedy: first the list that covers most of what it reaches back to, then whichever adds most. A
release that an earlier choice does not reach back to adds nothing: it may stand there, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from repostwatch.discovering.evidence import ListEvidence
from repostwatch.discovering.weighing import Yardstick, named, own_list
from repostwatch.model import Reason, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import ListState

_TEMPLATE_PAGES = 3  # unlike pages with the same releases: a block that comes with each of them
_BLOCKS = 2  # lists on a page that may be an overview of them
_THIRDS = 3  # a share is told in steps of a third: a finer one would outweigh the name


@dataclass(frozen=True, slots=True)
class Chosen:
    """A list, what becomes of it, and why."""

    evidence: ListEvidence
    state: ListState
    reason: Reason


def choose(found: Sequence[ListEvidence], by: Yardstick) -> list[Chosen]:
    """The lists worth a word, those in use first. The homepage is none where there is another."""
    pages = [one for one in found if not one.home]
    passing_by = _in_template(found)
    live = [
        one
        for one in pages
        if one.releases and not by.stopped(one) and (named(one) or one.url not in passing_by)
    ]
    kept = [one for one in live if not _is_overview(one, live, by)]
    over = {one.url: why for one in kept if (why := _superseded(one, kept, by)) is not None}
    usable = [one for one in kept if one.url not in over]
    taken: list[ListEvidence] = []
    made: list[Chosen] = []
    while (best := _best(usable, taken, by)) is not None:
        made.append(_state(best, taken, by))
        taken.append(best)
        usable.remove(best)
    if not taken:
        made += [_home(one, by) for one in found if one.home and one.releases]
    proven = any(one.state is ListState.IN_USE and not one.evidence.home for one in made)
    rest = [one for one in pages if one not in taken and one.url not in passing_by]
    others = [Chosen(one, ListState.REJECTED, over[one.url]) for one in rest if one.url in over]
    others += [
        chosen
        for one in rest
        if one.url not in over and (chosen := _other(one, taken, by, proven=proven))
    ]
    if any(one.state is ListState.PROPOSED and named(one.evidence) for one in others):
        # Where a list bears the name, its items alone speak for no other.
        others = [one for one in others if one.reason.code is not DiscoveryCode.CENTRAL_ITEMS]
    return made + others


def _is_overview(one: ListEvidence, lists: Sequence[ListEvidence], by: Yardstick) -> bool:
    """Whether a page of several blocks shows only the newest of lists that keep them for longer."""
    if one.paged or one.lists < _BLOCKS:
        return False
    reach = by.reach(one)
    longer = [
        other
        for other in lists
        if other is not one
        and by.proven(other)
        and by.keeps(other)
        and own_list(other)
        and by.own(other)
        and by.reach(other) < reach
    ]
    kept = {release for other in longer for release in other.releases}
    return one.releases.keys() <= kept


def _superseded(one: ListEvidence, lists: Sequence[ListEvidence], by: Yardstick) -> Reason | None:
    """Why a list that another has taken over from is none to watch; None where it is."""
    for other in lists:
        last = by.last(one)
        if other is not one and last is not None and (newer := by.newer_on(one, other)):
            return because(DiscoveryCode.SUPERSEDED, newest=last, url=other.url, newer=len(newer))
    return None


def _in_template(found: Sequence[ListEvidence]) -> frozenset[str]:
    """The pages whose only releases are those of a block that the site shows on every page."""
    prints: dict[frozenset[str], set[int]] = defaultdict(set)
    for one in found:
        prints[frozenset(one.releases)].add(one.print)
    return frozenset(
        one.url
        for one in found
        if one.releases and len(prints[frozenset(one.releases)]) >= _TEMPLATE_PAGES
    )


def _best(
    usable: Sequence[ListEvidence], taken: Sequence[ListEvidence], by: Yardstick
) -> ListEvidence | None:
    worth = [one for one in usable if not taken or _alone(one, taken, by)]
    if not taken:
        return max(worth, key=lambda one: _rank(one, by), default=None)
    return max(worth, key=lambda one: (len(_alone(one, taken, by)), *_rank(one, by)), default=None)


def _alone(one: ListEvidence, taken: Sequence[ListEvidence], by: Yardstick) -> frozenset[str]:
    """The releases of a list that no list taken so far has, though each reaches back to them."""
    known = {release for other in taken for release in other.releases}
    since = max((by.reach(other) for other in taken), default=None)
    return frozenset(
        release
        for release in one.releases
        if release not in known and (since is None or by.published[release] >= since)
    )


def _rank(one: ListEvidence, by: Yardstick) -> tuple[object, ...]:
    """The surest first; addresses part what is alike, so that the order is always the same."""
    dense = one.items > 0 and 2 * len(one.releases) >= one.items
    return (
        by.proven(one) and own_list(one) and by.own(one),
        by.keeps(one),
        round(by.share(one) * _THIRDS),
        named(one),
        dense,
        len(one.releases),
        not one.render,
        one.paged,
        -one.lists,
        -one.depth,
        -len(one.url),
        one.url,
    )


def _state(one: ListEvidence, taken: Sequence[ListEvidence], by: Yardstick) -> Chosen:
    settings, recent = by.settings, len(by.recent(one))
    least, days = settings.proof_releases, settings.proof_days
    if recent < least:
        why = because(DiscoveryCode.TOO_FEW, releases=len(one.releases), least=least, days=days)
        return Chosen(one, ListState.PROPOSED, why)
    if not own_list(one):
        return Chosen(one, ListState.PROPOSED, because(DiscoveryCode.BESIDE, releases=recent))
    if not by.own(one):
        host = urlsplit(one.url).hostname or ""
        return Chosen(
            one, ListState.PROPOSED, because(DiscoveryCode.OTHER_HOST, releases=recent, host=host)
        )
    alone = len(_alone(one, taken, by))
    if taken and alone < least:
        why = because(DiscoveryCode.ADDS_FEW, releases=len(one.releases), alone=alone, least=least)
        return Chosen(one, ListState.PROPOSED, why)
    return Chosen(one, ListState.IN_USE, because(DiscoveryCode.PROVEN, releases=recent, days=days))


def _home(one: ListEvidence, by: Yardstick) -> Chosen:
    state = ListState.IN_USE if by.proven(one) else ListState.PROPOSED
    return Chosen(one, state, because(DiscoveryCode.HOME_ONLY, releases=len(one.releases)))


def _other(
    one: ListEvidence, taken: Sequence[ListEvidence], by: Yardstick, *, proven: bool
) -> Chosen | None:
    """A list that was not taken, where its name or its items promise something."""
    if one.why is not None:
        # Sections bear the name of the list that they lead to.
        section = proven and one.why.code is DiscoveryCode.NO_ROWS
        return Chosen(one, ListState.REJECTED, one.why) if named(one) and not section else None
    missed = by.stopped(one)
    if missed and (one.releases or named(one)):
        why = because(DiscoveryCode.STALE, newest=by.last(one), missed=len(missed))
        return Chosen(one, ListState.REJECTED, why)
    if one.releases:
        if not taken:
            return None
        holder = max(taken, key=lambda other: len(one.releases.keys() & other.releases.keys()))
        why = because(DiscoveryCode.COVERED, releases=len(one.releases), url=holder.url)
        return Chosen(one, ListState.REJECTED, why)
    return _without(one, by, proven=proven)


def _without(one: ListEvidence, by: Yardstick, *, proven: bool) -> Chosen | None:
    """A list on which no release was seen: rejected, unless too few could be looked for."""
    central = one.central >= by.scan.list_signs
    few = len(by.asked) < by.settings.proof_releases
    if not named(one) and not (few and central and not proven):
        return None
    if proven or not one.items or not (few or central):
        return Chosen(one, ListState.REJECTED, because(DiscoveryCode.NO_RELEASE, items=one.items))
    if few and named(one):
        why = because(DiscoveryCode.NAMED_ONLY, items=one.items, asked=len(by.asked))
    else:
        why = because(DiscoveryCode.CENTRAL_ITEMS, central=one.central, items=one.items)
    return Chosen(one, ListState.PROPOSED, why)
