"""Pairs in which a title is cut, labelled or stops short."""

from __future__ import annotations

import re

from repostwatch.matching.decide.doubt import different
from repostwatch.matching.decide.outcome import Agreement, Outcome, no, review
from repostwatch.matching.decide.same_name import SAME_TITLE
from repostwatch.matching.decide.thresholds import Thresholds
from repostwatch.matching.title.cut import cut
from repostwatch.matching.title.letters import fold
from repostwatch.matching.title.title import Title
from repostwatch.model import Decision, because
from repostwatch.model.codes import MatchCode
from repostwatch.model.reasons import quoted

_LABELLED = re.compile(r"(?:[\[【(（]([^\]】)）]{1,8})[\]】)）]|([^:：|]{1,8})[:：|])\s*(.{12,})")
_ANOTHER = re.compile(
    r"解读|解析|图解|图说|一图|读懂|征求|问答|问题|答|发布会|视频|动漫|漫画|音频|专家|评论|访谈|建议|提案|预告|申报|培训|竞赛"
    r"|观点|落实|贯彻|宣讲|新闻|媒体|报道"
)
_STOPPED = 10  # characters; fewer name an issuer and little else
_CUT_NUMBERS_DIFFER = no(because(MatchCode.CUT_NUMBERS_DIFFER))


def by_part(title: Title, link: Title, limits: Thresholds, numbers: Agreement) -> Outcome:
    """A title of which the link shows a part."""
    if link.cut:
        seen = cut(title, link, limits)
        return _despite_number(seen) if numbers is Agreement.OTHER else seen
    if numbers is not Agreement.OTHER and (label := _label(title, link)):
        objection = because(MatchCode.LABEL, label=quoted(label))
        return review(90.0, because(MatchCode.BUT, how=SAME_TITLE, objection=objection))
    if numbers is not Agreement.OTHER and _stops_short(title, link):
        seen = cut(title, link, limits)
        if seen.decision is not None:
            # A cut that nothing marks is never sure: it could be a headline.
            return review(seen.score, because(MatchCode.CUT_TO_READ))
    return different(title, link, limits)


def _label(title: Title, link: Title) -> str:
    """The label before a title that is the release's, where it does not say that what follows is
    another thing."""
    found = _LABELLED.match(link.text)
    if found is None or fold(found[3]) != title.whole or _ANOTHER.search(found[1] or found[2]):
        return ""
    return found[1] or found[2]


def _stops_short(title: Title, link: Title) -> bool:
    """Whether a title ends within the release's, before any kind, without a mark of the cut."""
    return (
        not link.kind
        and bool(link.head.issuers)
        and len(link.text) >= _STOPPED
        and len(link.whole) < len(title.whole)
        and title.whole.startswith(link.whole)
    )


def _despite_number(seen: Outcome) -> Outcome:
    """A cut title that fits, with another number: pages do get numbers wrong, but seldom."""
    if seen.decision is Decision.MATCH:
        return review(seen.score, because(MatchCode.CUT_OTHER_NUMBER, how=seen.reason))
    return _CUT_NUMBERS_DIFFER if seen.decision is Decision.REVIEW else seen
