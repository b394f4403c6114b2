"""The net under every accusation: what the search of the silent scans' pages makes of a verdict.

A scan that did not show a link proves its absence only if the release stands nowhere on its
pages in any other form. Where it does, a person looks; where the pages could not be searched,
nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from repostwatch.judging.wording import clauses
from repostwatch.model import Duty, Hit, ListAccount, Search, Verdict, VerdictKind

Searches = Mapping[tuple[str, str], Sequence[Search]]  # by (release, portal)
# What the search may change; an unknown becomes a review where the release stands there.
OPEN = (VerdictKind.MISSING, VerdictKind.LATE, VerdictKind.UNKNOWN)
NOT_YET = "该次采集的网页尚未逐字检索"
_SHOWN = 2  # traces that a reason names; the evidence has all
_LONGEST = 40  # letters of one


def rests_on_silence(verdict: Verdict) -> bool:
    """Whether a search of its silent scans' pages could change a verdict."""
    return bool(verdict.silent) and (verdict.kind in OPEN or verdict.backdated is not None)


def searched(verdict: Verdict, searches: Searches) -> Verdict:
    """The verdict after its silent scans' pages were searched for the release. What any search
    of the portal's pages ever found counts: a trace that is gone again was there."""
    if not rests_on_silence(verdict):
        return verdict
    made = searches.get((verdict.release_id, verdict.portal_id), ())
    if verdict.reposted is not None:
        # It was seen later: then its traces are its own, and only the silent scans count.
        made = [search for search in made if search.scan_id in verdict.silent]
    lacking = "" if {search.scan_id for search in made} >= set(verdict.silent) else NOT_YET
    lacking = lacking or next((search.unsearched for search in made if search.unsearched), "")
    hits = [hit for search in made for hit in search.hits]
    if hits:
        return _doubted(verdict, VerdictKind.REVIEW, hits_told(hits))
    if lacking and verdict.kind is not VerdictKind.UNKNOWN:
        return _doubted(verdict, VerdictKind.UNKNOWN, f"不能排除网页上另有转载：{lacking}")
    if verdict.kind is VerdictKind.MISSING:
        proofs = [proven(search) for search in made if search.scan_id in verdict.scan_ids]
        return replace(verdict, reason=clauses([verdict.reason, *proofs]))
    return verdict


def accounted(searches: Searches, duty: Duty, titles: Collection[str]) -> Searches:
    """The searches for a duty without what stands in items of these titles: a person said that
    they are not the release."""
    key = duty.release_id, duty.portal_id
    made = [
        replace(search, hits=tuple(hit for hit in search.hits if hit.title not in titles))
        for search in searches.get(key, ())
    ]
    return {key: made}


def _doubted(verdict: Verdict, kind: VerdictKind, told: str) -> Verdict:
    """Nobody is accused; that a repost was made in time stays what it is."""
    if verdict.kind not in OPEN:
        return replace(verdict, backdated=None)
    return replace(verdict, kind=kind, backdated=None, reason=clauses([told, verdict.reason]))


def hits_told(hits: list[Hit]) -> str:
    places = "、".join(
        f"{hit.url}的{hit.place}：“{hit.excerpt[:_LONGEST]}”" for hit in hits[:_SHOWN]
    )
    rest = f"等{len(hits)}处" if len(hits) > _SHOWN else ""
    return f"标题出现在页面上，但不能作为条目读出（{places}{rest}）"


def proven(search: Search) -> str:
    """What proves an absence: the lists, and the pages that were searched."""
    return clauses(
        [
            *map(_listed, search.lists),
            f"逐字检索{search.pages}个网页共{search.size}字节，标题、文号和原文地址均未出现",
        ]
    )


def _listed(account: ListAccount) -> str:
    name = f"“{account.name}”" if account.name else account.url
    span = f"，{account.oldest}至{account.newest}" if account.oldest else ""
    return (
        f"列表{name}（{account.why}）{account.pages}页{account.rows}条{span}，"
        f"未读出{account.unread}条"
    )
