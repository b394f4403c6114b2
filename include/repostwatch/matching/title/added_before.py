"""What sites add before a title: counters, dates, labels, channels, breadcrumbs."""

from __future__ import annotations

import re

from repostwatch.matching.title.added_behind import ISO, PLAIN
from repostwatch.matching.title.badges import without_front
from repostwatch.matching.title.letters import ITEMS
from repostwatch.matching.title.lexicon import LABELS

_FRONT = " ·,.、;:|*>#。!?)》]】-" + ITEMS
_COUNTER = re.compile(
    r"^(?:\(\d{1,2}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、)](?!\d)|\[\d{1,2}\]"
    r"|0\d(?=[一-鿿《\"]| (?:19|20)\d\d年)|\d{1,2}(?=国务院|中共中央|关于))"
)
_DATE_FRONT = re.compile(
    rf"^(?:[(【]? ?{ISO} ?[)】]|{PLAIN}(?![\d.:-])|{ISO} |[(【]\d{{1,2}}-\d{{1,2}}[)】])"
)
_BRACKET_FRONT = re.compile(
    r"^(?:【([^【】]{1,16})】|\(([^()]{1,16})\)|〔([^〔〕]{1,16})〕|\"([^\"]{1,16})\"(?=.{6}))"
)
_LABEL = re.compile(r"^([一-鿿a-z]{1,12}) ?[:|/》】!](?:[: |/-]*)")
_CHANNEL = re.compile(
    r"(?:国家|中央|上级|国务院|国办|党中央)?(?:重要|最新|有关)?"
    r"(?:政策|文件|法规|要闻|信息|公文)(?:文件|法规|发布|速递|转载)?"
)
_RELAYED = re.compile(
    r"^(?:转载[^:《》 ]{0,4}[:|]|[受授]权(?:发布|播发)(?:全文)?[ :|]*|转载(?=《))"
)
_NUMERALS = frozenset("([【0123456789一二三四五六七八九十")


def without_added_before(text: str) -> str:
    """Without the first of these that stands there; what is left may have another."""
    text = text.lstrip(_FRONT)
    if text[:1] in _NUMERALS:
        text = _DATE_FRONT.sub("", _COUNTER.sub("", text))
    if (found := _BRACKET_FRONT.match(text)) and (
        "".join(filter(None, found.groups())).strip() in LABELS
    ):
        return text[found.end() :]
    if (plain := without_front(text)) != text:
        return plain
    if (
        (found := _LABEL.match(text))
        and (found[1] in LABELS or _CHANNEL.fullmatch(found[1]))
        and "《" not in found[0]
    ):
        return text[found.end() :]
    if (found := _RELAYED.match(text)) and len(text) > found.end():
        return text[found.end() :]
    if ">" in text:
        last = text.rsplit(">", 1)[1].strip()
        return last if len(last) >= 8 else text
    return text
