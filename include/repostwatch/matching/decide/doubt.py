"""Names that differ: no match, or a review with a hint of what to check.

A difference that nothing explains is never a match.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz import fuzz

from repostwatch.matching.decide.outcome import Outcome, match, no, review
from repostwatch.matching.decide.thresholds import Thresholds
from repostwatch.matching.title.facts import named, other_event, publishing, turned
from repostwatch.matching.title.issuers import CENTRAL
from repostwatch.matching.title.lexicon import FOLLOW_UP, INTERPRETATION, RULES, STAGE
from repostwatch.matching.title.title import Title
from repostwatch.model import Reason, because
from repostwatch.model.codes import MatchCode
from repostwatch.model.reasons import quoted

NO_NAME = no(because(MatchCode.NO_NAME))


def different(title: Title, link: Title, limits: Thresholds) -> Outcome:
    """The names differ: none, unless the difference is too small or too strange to tell."""
    if not title.names or not link.names:
        return NO_NAME
    score = max(fuzz.ratio(one, other) for one in title.names for other in link.names)
    doubt = _near(title, link, score, limits) or _part(title, link, score, limits)
    return doubt or no(Reason(MatchCode.OTHER_TITLE, (("score", score),)), score)


def _near(title: Title, link: Title, score: float, limits: Thresholds) -> Outcome | None:
    """Two names that could be one, written differently."""
    if score >= limits.near and min(len(title.name), len(link.name)) >= limits.near_chars:
        doubt = review(score, because(MatchCode.NEAR_TITLE))
        reason = title.facts.difference(link.facts)
    elif _short_form(title, link, limits):
        doubt, reason = review(max(score, 50.0), because(MatchCode.SHORT_FORM)), None
    else:
        return None
    reason = (
        reason
        or turned(link.turning, title.turning)
        or _veto(title, link)
        or _local(link, title)
        or _other_kind(title, link)
    )
    return no(reason, score) if reason else doubt


def _part(title: Title, link: Title, score: float, limits: Thresholds) -> Outcome | None:
    """One title holds the other, or speaks of it: each with what to look for."""
    if any(form.startswith((link.whole, link.name)) for form in title.forms):
        return _first_part(title, link, limits)
    if (
        link.name.startswith(title.name)
        and title.name in link.lines
        and not (title.kinds or _new_words(title, link))
    ):
        return review(90.0, because(MatchCode.FIRST_LINE_SAME))
    if _same_meeting(title, link, limits):
        return review(max(score, 60.0), because(MatchCode.SAME_MEETING))
    doubt = _tells_of(title, link, limits)
    if doubt is None:
        return None
    reason = _veto(title, link) or _other_kind(title, link)
    if reason and not _with_text(title, link):
        return no(reason, score)
    return review(max(score, 60.0), doubt)


def _with_text(title: Title, link: Title) -> bool:
    """Whether the text itself stands beside what explains it: 原文及解读：…"""
    return "原文" in link.whole and title.body in link.whole


def _first_part(title: Title, link: Title, limits: Thresholds) -> Outcome | None:
    """The link ends where the release goes on, at the end of a line or within one."""
    another = _new_words(link, title) or other_event(link.happenings, title.happenings)
    if link.name in title.lines:
        if len(link.name) >= limits.line_chars and not title.kinds and not another:
            return match(95.0, because(MatchCode.FIRST_LINES))
        if len(link.name) >= limits.contained_chars:
            return review(90.0, because(MatchCode.ONLY_FIRST_LINE))
    if len(link.name) < limits.cut_match or another:
        return None
    return review(90.0, because(MatchCode.ONLY_BEGINNING))


def _new_words(title: Title, link: Title) -> bool:
    """Whether a second line brings a word that makes another thing of it."""
    return not link.turning.keys() <= title.turning.keys()


def _same_meeting(title: Title, link: Title, limits: Thresholds) -> bool:
    """Outlets tell the agenda of one meeting in different words."""
    meeting, ours = title.agenda
    if not meeting or link.agenda[0] != meeting:
        return False
    turned_to = (title.turning.keys() | link.turning.keys()) & set(INTERPRETATION) - {"会议"}
    return not turned_to and _longest(ours, link.agenda[1]) >= limits.contained_chars


def _tells_of(title: Title, link: Title, limits: Thresholds) -> Reason | None:
    """In what way a link's title speaks of a release."""
    if title.names & link.quoted and publishing(link.whole):
        return because(MatchCode.TELLS_OF_PUBLISHING)
    body, own = title.body, len(title.body)
    enough = max(limits.contained_chars, limits.contained_share * len(link.whole))
    if own >= enough and body in link.whole and not _own_document(link):
        return because(MatchCode.HOLDS_NAME)
    if limits.piece_share * own <= len(link.name) and link.name in body:
        return None if link.kind or link.cut else because(MatchCode.ONLY_PART)
    if _central(link) and _speaks_of(title, link, limits):
        return because(MatchCode.NEWS)
    return None


def _speaks_of(title: Title, link: Title, limits: Thresholds) -> bool:
    """Whether news from those who issue holds most of the release's name in one piece."""
    if link.quoted and not any(name in title.whole for name in link.quoted):
        return False
    wanted = max(limits.contained_chars, limits.piece_share * len(title.body))
    return _longest(title.body, link.whole) >= wanted


def _own_document(link: Title) -> bool:
    """关于…的通知 or …条例 without an issuer: a document of its own, as the names do not agree."""
    if link.head.issuers or link.quoted:
        return False
    return link.kind.endswith(RULES) or (link.kind != "" and link.rest.startswith("关于"))


def _veto(title: Title, link: Title) -> Reason | None:
    """The first difference that a person would call decisive."""
    places = link.facts.places - title.facts.places
    news = link.happenings - title.happenings if title.kinds else frozenset()
    # What the State Council itself says of its document can name tasks and measures.
    among = (*INTERPRETATION, *STAGE, *(() if _central(link) else FOLLOW_UP))
    return (
        turned(title.turning, link.turning, among)
        or title.facts.conflict(link.facts)
        or other_event(title.happenings, link.happenings)
        or (because(MatchCode.ACTIVITY, theirs=named(news)) if news else None)
        or (because(MatchCode.MORE_PLACES, theirs=named(places)) if places else None)
        or _local(title, link)
    )


# 区 and 市 are not read as places by themselves, as in 城市 and 社区; before a name they are.
_DIVISIONS = ("省", "市", "区", "县", "州", "旗", "盟", "镇", "乡")


def _local(title: Title, link: Title) -> Reason | None:
    """海淀区 before the release's own name: a document of that place."""
    before, name, _ = link.whole.partition(title.body)
    if not name or not before.endswith(_DIVISIONS):
        return None
    return because(MatchCode.LOCAL_DOCUMENT, place=quoted(before))


def _other_kind(title: Title, link: Title) -> Reason | None:
    if _subject(title, link):
        return None
    if title.kinds and link.kinds and not title.kinds & link.kinds:
        return because(MatchCode.KINDS, ours=named(title.kinds), theirs=named(link.kinds))
    return None


# A reply or a decision is about another document, whose own kind ends its subject.
_ABOUT_ANOTHER = ("批复", "复函", "函", "决定", "答复")


def _subject(title: Title, link: Title) -> bool:
    """Whether what ends the link is the end of the release's subject, not a kind: 提高…标准."""
    if _central(link):
        return True
    return not title.kind.endswith(_ABOUT_ANOTHER) and title.body.endswith(link.kind)


def _central(link: Title) -> bool:
    return any(name in CENTRAL for name in link.head.issuers) and not link.rest.startswith("关于")


def _longest(one: str, other: str) -> int:
    """The length of the longest run of characters that both have."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _short_form(title: Title, link: Title, limits: Thresholds) -> bool:
    """提高扣除标准通知: every character stands in the name, in order, with few gaps."""
    if (
        not title.kind
        or link.kind != title.kind
        or title.kind.endswith(RULES)
        or len(link.body) < limits.short_chars
    ):
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
