"""What a search makes of the lists that are known: a person's word stands, a list in use is not
dropped for a bad day, and what was not looked at stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from repostwatch.discovering.addresses import address_key
from repostwatch.discovering.choice import Chosen
from repostwatch.discovering.evidence import ListEvidence
from repostwatch.discovering.weighing import Yardstick
from repostwatch.model import Portal, Reason, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList

_DECIDED = (DiscoveryCode.ACCEPTED, DiscoveryCode.REFUSED)  # a person said so
_NAME = 40  # characters of a list's name that are kept


def lists_after(
    portal: Portal,
    stored: Sequence[WatchedList],
    found: Sequence[ListEvidence],
    chosen: Sequence[Chosen],
    by: Yardstick,
) -> list[WatchedList]:
    """The lists that are to be written, those of the registry first."""
    before = {address_key(one.url): one for one in stored}
    seen = {address_key(one.url): one for one in found}
    decided = {address_key(one.evidence.url): one for one in chosen}
    made: dict[str, WatchedList] = {}
    for url in portal.column_urls:
        key = address_key(url)
        evidence = seen.get(key) or ListEvidence(url)
        listed = _made(portal, evidence, before.get(key), by)
        reason = because(DiscoveryCode.REGISTERED)
        made[key] = replace(
            listed, url=url, state=ListState.IN_USE, origin=ListOrigin.REGISTRY, reason=reason
        )
    replaced = any(one.state is ListState.IN_USE for one in chosen)
    for key, evidence in seen.items():
        if key in made:
            continue
        known, choice = before.get(key), decided.get(key)
        outcome = _outcome(known, evidence, choice, by, replaced=replaced)
        if outcome is not None:
            state, reason = outcome
            if portal.column_urls and state is ListState.IN_USE and known is None:
                state = ListState.PROPOSED  # the registry says where to look
            made[key] = replace(_made(portal, evidence, known, by), state=state, reason=reason)
    return list(made.values())


def _outcome(
    known: WatchedList | None,
    evidence: ListEvidence,
    choice: Chosen | None,
    by: Yardstick,
    *,
    replaced: bool,
) -> tuple[ListState, Reason] | None:
    """What becomes of a list that was looked at; None where there is nothing to say of it."""
    if known is not None and known.reason.code in _DECIDED:
        return known.state, known.reason
    chosen = (choice.state, choice.reason) if choice is not None else None
    if known is None:
        return chosen
    if known.state is not ListState.IN_USE:
        return chosen or (known.state, known.reason)
    if evidence.gone and evidence.why is not None:
        return ListState.GONE, evidence.why
    if evidence.why is not None:
        return known.state, known.reason  # a bad day of the site, or of the network
    if missed := by.stopped(evidence):
        if replaced:
            why = because(DiscoveryCode.STALE, newest=by.last(evidence), missed=len(missed))
            return ListState.GONE, why
        return known.state, known.reason
    if chosen is not None and chosen[1].code in (DiscoveryCode.PROVEN, DiscoveryCode.SUPERSEDED):
        gone = chosen[1].code is DiscoveryCode.SUPERSEDED
        return (ListState.GONE, chosen[1]) if gone else chosen
    if by.proven(evidence):
        return known.state, known.reason  # it works: others that work beside it do not end it
    return (ListState.GONE, chosen[1]) if chosen is not None and replaced else (
        known.state, known.reason
    )  # fmt: skip


def _made(
    portal: Portal, evidence: ListEvidence, known: WatchedList | None, by: Yardstick
) -> WatchedList:
    """A list as it was seen; what it carried before is not forgotten where it was not read."""
    releases = _latest_first(evidence.releases, by.published)
    unread = evidence.why is not None and known is not None
    if known is not None:
        releases = _latest_first({*releases, *known.releases}, by.published)
    return WatchedList(
        portal_id=portal.portal_id,
        url=known.url if known else evidence.url,
        state=known.state if known else ListState.PROPOSED,
        origin=ListOrigin.PERSON
        if known and known.origin is ListOrigin.PERSON
        else ListOrigin.DISCOVERED,
        reason=known.reason if known else because(DiscoveryCode.REGISTERED),
        found_at=known.found_at if known else by.now,
        checked_at=by.now,
        name=evidence.name[:_NAME] or (known.name if known else ""),
        releases=releases,
        items=known.items if unread and known else evidence.items,
        newest=known.newest if unread and known else evidence.newest,
        render=evidence.render or bool(unread and known and known.render),
    )


def _origin(known: WatchedList | None) -> ListOrigin:
    """Who says so; a list that the registry no longer names is one that was found."""
    by_person = known is not None and known.origin is ListOrigin.PERSON
    return ListOrigin.PERSON if by_person else ListOrigin.DISCOVERED


def _latest_first(
    releases: Mapping[str, object] | set[str], published: Mapping[str, datetime]
) -> tuple[str, ...]:
    """Those that are still young enough to count, the latest published first."""
    return tuple(sorted((r for r in releases if r in published),
                        key=lambda r: (published[r], r), reverse=True))  # fmt: skip
