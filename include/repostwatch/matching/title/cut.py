"""Titles cut short, and titles with their middle left out."""

from __future__ import annotations

from repostwatch.matching.decide.doubt import different
from repostwatch.matching.decide.outcome import Outcome, match, no, review
from repostwatch.matching.decide.thresholds import Thresholds
from repostwatch.matching.title.facts import begins_turning
from repostwatch.matching.title.issuers import same_bodies
from repostwatch.matching.title.letters import fold
from repostwatch.matching.title.lexicon import SPEECHES
from repostwatch.matching.title.read_title import read_title
from repostwatch.matching.title.title import Title
from repostwatch.model import Decision, because
from repostwatch.model.codes import MatchCode

# Most pairs end so: made once.
_TURNING = no(because(MatchCode.CUT_TURNING))
_TOO_SHORT = no(because(MatchCode.CUT_TOO_SHORT))
_DIFFERS = no(because(MatchCode.CUT_DIFFERS))


def cut(title: Title, link: Title, limits: Thresholds) -> Outcome:
    """A title cut short: how much of the name is seen, and what may hide behind the cut."""
    if "…" in link.text:
        return _cut_inside(title, link, limits)
    if _goes_on(title, link):
        return _TURNING
    for form in title.forms:
        seen = _seen(title, form, link)
        if seen is None:
            continue
        named, hidden = seen
        if named < limits.cut_review:
            if link.numbers and link.head.issuers:
                return review(0.0, because(MatchCode.CUT_ONLY_NUMBER))
            return _TOO_SHORT
        open_end = _may_be_about(title, link)
        decisive = any(char.isdigit() for char in hidden) or any(
            name in hidden for name in title.quoted
        )
        share = 1 - len(hidden) / len(form)
        score = round(100 * share, 1)
        to_read = because(MatchCode.CUT_TO_READ)
        if title.recurring or open_end or decisive or named < limits.cut_match:
            return review(score, to_read)
        if share < limits.cut_share:
            by_issuer = _by_its_issuer(title, link)
            return Outcome(Decision.REVIEW, score, to_read, if_alone=by_issuer)
        return match(score, because(MatchCode.CUT))
    return different(title, link, limits)


def _by_its_issuer(title: Title, link: Title) -> bool:
    """Whether the link begins as the issuer's own document, not as news or by another body."""
    issuers = link.head.issuers
    return (
        bool(issuers)
        and same_bodies(title.head.issuers, issuers)
        and link.rest.startswith(("关于", "印发", "转发"))
    )


def _goes_on(title: Title, link: Title) -> bool:
    """Whether the last that is seen, behind 》 or in a bracket, begins 解读 or 征求意见."""
    if title.whole.startswith(link.whole + fold(link.opened)):
        return False
    after = link.text.rpartition("》")[2] if "》" in link.text else ""
    return begins_turning(fold(after)) or begins_turning(fold(link.opened))


def _may_be_about(title: Title, link: Title) -> bool:
    """Whether what is hidden could be …解读: documents are posted by issuer or 关于, 《X》 is not,
    and 关于《X… goes on with the 解读 or the 通知 that is about it."""
    before, opened, _ = link.text.rpartition("《")
    if opened and not before:
        return True
    if opened and before.endswith("关于") and "关于《" not in title.text:
        return True
    return (
        bool(title.kinds - SPEECHES) and not link.head.issuers and not link.rest.startswith("关于")
    )


def _seen(title: Title, form: str, link: Title) -> tuple[int, str] | None:
    """How many characters of the name a cut title shows, issuers apart, and what it hides."""
    before = len(form) - len(title.name) if form.endswith(title.name) else 0
    for text in (link.whole, link.name):
        # The cut may go through an ordinal, whose numerals are then not read as a number.
        for visible in (text, text.rstrip("第一二三四五六七八九十百")):
            if visible and form.startswith(visible):
                return len(visible) - before, form[len(visible) :]
    return None


def _cut_inside(title: Title, link: Title, limits: Thresholds) -> Outcome:
    """国务院办公厅关于…的通知: both ends are seen."""
    pieces = [read_title(piece) for piece in link.text.split("…", 1)]
    front, back = pieces[0], pieces[1].whole
    for form in title.forms:
        seen = _seen(title, form, front)
        if form.endswith(back) and seen and seen[0] + len(back) >= limits.cut_review:
            share = 1 - max(0, len(seen[1]) - len(back)) / len(form)
            return review(100.0 * share, because(MatchCode.CUT_INSIDE))
    return _DIFFERS
