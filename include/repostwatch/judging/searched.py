"""Check a verdict that rests on absence against the search of the scans' pages.

A scan without a matching link proves absence only if its pages do not hold the release in any
other form. If they do, the verdict is `review`; if they could not be searched, it is `unknown`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from repostwatch.model import (
    Duty,
    Hit,
    ListAccount,
    Reason,
    Search,
    Verdict,
    VerdictKind,
    all_of,
    because,
    together,
)
from repostwatch.model.codes import SearchCode, VerdictCode
from repostwatch.model.reasons import quoted
from repostwatch.model.words import OVERDUE

Searches = Mapping[tuple[str, str], Sequence[Search]]  # by (release, portal)
# Verdicts that a search may change; `unknown` becomes `review` if the release is found.
OPEN = (*OVERDUE, VerdictKind.UNKNOWN)
NOT_YET = because(SearchCode.NOT_YET)
_SHOWN = 2  # traces named in a reason; the evidence has all of them
_LONGEST = 40  # characters of one


def rests_on_absence(verdict: Verdict) -> bool:
    """Whether a search of its scans' pages could change a verdict."""
    return bool(verdict.silent) and (
        verdict.kind in OPEN or verdict.backdated is not None or unproven(verdict)
    )


def unproven(verdict: Verdict) -> bool:
    """Whether it is for review only because its lists are not known to be lists of reposts."""
    return verdict.kind is VerdictKind.REVIEW and verdict.reason.has(VerdictCode.LIST_NEVER_HELD)


def list_in_doubt(verdict: Verdict) -> Reason | None:
    """The lists that alone keep a verdict open: a decision about them settles it, with all others
    of its portal. None where anything else is for a person."""
    if not unproven(verdict) or verdict.reason.has(SearchCode.FOUND):
        return None
    doubts = (one for one in verdict.reason.clauses if one.code is VerdictCode.LIST_NEVER_HELD)
    return all_of(*doubts)


def apply_searches(verdict: Verdict, searches: Searches) -> Verdict:
    """The verdict after the search of its scans' pages for the release. Hits of all searches of
    the portal count: a trace that has disappeared again was there."""
    if not rests_on_absence(verdict):
        return verdict
    made = searches.get(verdict.key, ())
    if verdict.reposted is not None:
        # The link appeared later: later traces are its own, so only scans before it count.
        made = [search for search in made if search.scan_id in verdict.silent]
    lacking = None if {search.scan_id for search in made} >= set(verdict.silent) else NOT_YET
    lacking = lacking or next((search.unsearched for search in made if search.unsearched), None)
    hits = [hit for search in made for hit in search.hits]
    if hits:
        return _doubted(verdict, VerdictKind.REVIEW, found(hits))
    if lacking and verdict.kind in OVERDUE:
        doubt = because(SearchCode.CANNOT_EXCLUDE, why=lacking)
        return _doubted(verdict, VerdictKind.UNKNOWN, doubt)
    if verdict.kind is VerdictKind.MISSING:
        proofs = [proven(search) for search in made if search.scan_id in verdict.scan_ids]
        return replace(verdict, reason=together(verdict.reason, *proofs))
    return verdict


def without_rejected(searches: Searches, duty: Duty, titles: Collection[str]) -> Searches:
    """The searches for a duty without hits in items with these titles, which a person rejected."""
    key = duty.key
    made = [
        replace(search, hits=tuple(hit for hit in search.hits if hit.title not in titles))
        for search in searches.get(key, ())
    ]
    return {key: made}


def _doubted(verdict: Verdict, kind: VerdictKind, doubt: Reason) -> Verdict:
    """The verdict as `kind` with a doubt; `on_time` stays as it is."""
    if verdict.kind not in OPEN and not unproven(verdict):
        return replace(verdict, backdated=None)
    return replace(verdict, kind=kind, backdated=None, reason=together(doubt, verdict.reason))


def found(hits: Sequence[Hit]) -> Reason:
    """The reason that traces of a release were found, with the first of them."""
    first = tuple(
        because(SearchCode.HIT, url=hit.url, place=hit.place, excerpt=quoted(hit.excerpt, _LONGEST))
        for hit in hits[:_SHOWN]
    )
    return because(SearchCode.FOUND, hits=first, count=len(hits))


def proven(search: Search) -> Reason:
    """The reason that proves an absence: the lists, and the pages that were searched."""
    nothing = because(
        SearchCode.NOTHING, pages=search.pages, size=search.size, other=search.known or None
    )
    return together(*map(_listed, search.lists), nothing)


def _listed(account: ListAccount) -> Reason:
    return because(
        SearchCode.LIST,
        url=account.url,
        name=account.name or None,
        why=account.why,
        pages=account.pages,
        rows=account.rows,
        unread=account.unread,
        oldest=account.oldest or None,
        newest=account.newest or None,
    )
