"""The net under every accusation: what the search of the silent scans' pages makes of a verdict.

A scan that did not show a link proves its absence only if the release stands nowhere on its
pages in any other form. Where it does, a person looks; where the pages could not be searched,
nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from repostwatch.judging.wording import clauses
from repostwatch.model import Hit, ListAccount, Search, Verdict, VerdictKind

Searches = Mapping[tuple[str, str], Search]  # by (release, scan)
# What the search may change; an unknown becomes a review where the release stands there.
OPEN = (VerdictKind.MISSING, VerdictKind.LATE, VerdictKind.UNKNOWN)
_SHOWN = 2  # traces that a reason names; the evidence has all
_LONGEST = 40  # letters of one


def searched(verdict: Verdict, searches: Searches) -> Verdict:
    """The verdict after its silent scans' pages were searched for the release."""
    if not verdict.silent or not (verdict.kind in OPEN or verdict.backdated):
        return verdict
    found = [searches.get((verdict.release_id, scan_id)) for scan_id in verdict.silent]
    made = [search for search in found if search is not None]
    lacking = "" if len(made) == len(found) else "该次采集的网页尚未逐字检索"
    lacking = lacking or next((search.unsearched for search in made if search.unsearched), "")
    hits = [hit for search in made for hit in search.hits]
    if hits:
        return _doubted(verdict, VerdictKind.REVIEW, hits_told(hits))
    if lacking and verdict.kind is not VerdictKind.UNKNOWN:
        return _doubted(verdict, VerdictKind.UNKNOWN, f"不能排除网页上另有转载：{lacking}")
    if verdict.kind is VerdictKind.MISSING:
        return replace(verdict, reason=clauses([verdict.reason, *map(proven, made)]))
    return verdict


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
