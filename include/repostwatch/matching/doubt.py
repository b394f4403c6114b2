"""Names that differ: nothing, or a doubt for a person with what to look for.

A difference that nothing explains is never a match.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from repostwatch.matching.facts import other_event, turned
from repostwatch.matching.outcome import Outcome, no, review
from repostwatch.matching.thresholds import Thresholds
from repostwatch.matching.title import Title


def different(title: Title, link: Title, limits: Thresholds) -> Outcome:
    """The names differ: none, unless the difference is too small or too strange to tell."""
    if not title.names or not link.names:
        return no("标题没有文件名称")
    score = max(fuzz.ratio(one, other) for one in title.names for other in link.names)
    doubt = _doubt(title, link, score, limits)
    if doubt is None:
        return no(f"标题不同，相似度{score:.0f}", score)
    reason = _veto(title, link)
    return no(reason, score) if reason else doubt


def _veto(title: Title, link: Title) -> str | None:
    """The first difference that a person would call decisive."""
    places = link.facts.places - title.facts.places
    return (
        turned(title.turning, link.turning)
        or turned(link.turning, title.turning)
        or title.facts.conflict(link.facts)
        or other_event(title.events, link.events)
        or (f"地名不同：多出{'、'.join(sorted(places))}" if places else None)
        or _other_kind(title, link)
    )


def _other_kind(title: Title, link: Title) -> str | None:
    if title.kinds and link.kinds and not title.kinds & link.kinds:
        return f"文种不同：{'、'.join(sorted(title.kinds))}≠{'、'.join(sorted(link.kinds))}"
    return None


def _doubt(title: Title, link: Title, score: float, limits: Thresholds) -> Outcome | None:
    """The small and the strange differences, each with what to look for."""
    if score >= limits.near and min(len(title.name), len(link.name)) >= limits.near_chars:
        if difference := title.facts.difference(link.facts):
            return no(difference, score)
        return review(score, "标题相近，个别字不同，须核对")
    starts = (form.startswith((link.whole, link.name)) for form in title.forms)
    if len(link.name) >= limits.cut_match and any(starts):
        return review(90.0, "只有标题的前一部分，可能省略了副标题")
    own = len(title.body)
    enough = max(limits.contained_chars, limits.contained_share * len(link.whole))
    if own >= enough and title.body in link.whole:
        return review(max(score, 60.0), "标题含有该文件名称，另有其他文字，须看正文")
    if _short_form(title, link, limits):
        return review(max(score, 50.0), "标题像是该文件的简称，须看正文")
    return None


def _short_form(title: Title, link: Title, limits: Thresholds) -> bool:
    """提高扣除标准通知: every character stands in the name, in order, with few gaps."""
    if not title.kind or link.kind != title.kind or len(link.body) < limits.short_chars:
        return False
    if len(link.name) < limits.short_share * len(title.name):
        return False
    place, jumps = -1, 0
    for char in link.name:
        following = title.name.find(char, place + 1)
        if following < 0:
            return False
        jumps += following != place + 1
        place = following
    return jumps <= 4
