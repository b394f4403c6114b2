"""What hangs on a title without being marked off: badges, browser hints, the title again.

NEW国务院关于…, 最新政策 国务院关于…, …的通知（在新窗口中打开）, and a link that holds its title
twice, for a wide and for a narrow screen.
"""

from __future__ import annotations

import re

from repostwatch.matching.title.lexicon import BADGES, MARKS

# How a title that the State Council or the Party issued begins; one character more could be
# the first word of a headline (新国务院组成人员), so that it has to be a document's.
_BEGINS = '关于|国务院|国办|中共中央|中办|两办|《|"|(?:19|20)[0-9]{2}'
_ISSUED = "(?:国务院|国办|中共中央|中办|两办)[一-鿿 、]{0,14}(?:关于|印发|转发)"
_FRONT = re.compile(
    rf"^(?:(?:{'|'.join(BADGES)})(?: |(?={_BEGINS}))|(?:最新|重要)(?:政策|文件)"
    rf"|(?:new|hot|top)(?=[一-鿿]|{_BEGINS})|[{''.join(sorted(MARKS))}] ?(?={_ISSUED}))"
)
_FIRST = frozenset(badge[0] for badge in BADGES) | MARKS
# A document's kind ends its name: what follows at once is no part of it.
_KIND_ENDS = "通知|意见|决定|批复|条例|规定|办法|方案|规划|通报|公告"
_LINKS = ("最新政策", "查看详情", "点击查看", "查看全文", "阅读全文")
_LAST = (*_LINKS, "new", "hot")
_BACK = re.compile(
    rf"(?:(?<={_KIND_ENDS})|(?<=》)|(?<=\"))(?:{'|'.join(_LINKS)})$"
    r"|(?<=[一-鿿》)\"])(?:new|hot)$"
)
# What a browser or a screen reader says of a link.
_HINT = (
    r"(?:(?:链接)?将?[在到于以]?新的?(?:浏览器)?(?:窗口|标签页?|页面|选项卡)[中里]?打开"
    r"(?:此?(?:链接|网页|页面))?|打开新的?(?:窗口|标签页?|页面)"
    r"|(?:link )?(?:will )?opens?(?: link)? in (?:a )?new (?:browser )?(?:window|tab|page))"
)
_HINT_FRONT = re.compile(rf"^[(【]? ?{_HINT} ?[)】:|,-]* ?")
_HINT_BACK = re.compile(rf"[ (【|,;:-]{{0,3}}{_HINT} ?[)】]?$")


def without_front(text: str) -> str:
    """A spelled text without one badge or hint at its beginning."""
    if text[:1] in _FIRST:
        text = _FRONT.sub("", text)
    return _HINT_FRONT.sub("", text) if _hinted(text) else text


def without_back(text: str) -> str:
    """A spelled text without one badge or hint at its end."""
    if text.endswith(_LAST):
        text = _BACK.sub("", text)
    return _HINT_BACK.sub("", text) if _hinted(text) else text


def _hinted(text: str) -> bool:
    return "打开" in text or "open" in text


_SHORTEST = 4  # characters; less, said twice, is a word (种种) and no title
_BETWEEN = " |/-·:,…"


def once(text: str) -> str:
    """A title that its text holds twice or three times, once; any other text as it is.

    X X, X|X, XX; also X… X and X X…, where a narrow screen cut one of the two.
    """
    if text.find(text[:_SHORTEST], _SHORTEST) < 0:
        return text
    for times in (2, 3):
        for gap in range(4):
            size, left = divmod(len(text) - gap * (times - 1), times)
            if left or size < _SHORTEST:
                continue
            step = size + gap
            pieces = [text[begin : begin + size] for begin in range(0, len(text), step)]
            if pieces.count(pieces[0]) == times and not text[size:step].strip(_BETWEEN):
                return pieces[0]
    return _whole(text) if "…" in text else text


def _whole(text: str) -> str:
    """The whole one of a whole and a cut writing of one title."""
    first, _, second = (piece.strip(_BETWEEN) for piece in text.partition("…"))
    if len(first) >= _SHORTEST and second.startswith(first):
        return second
    # X X… : the cut one begins where the first characters stand again.
    begin = first.find(first[:_SHORTEST], _SHORTEST) if not second else -1
    whole, again = first[:begin].strip(_BETWEEN), first[begin:]
    if begin > 0 and whole.startswith(again):
        return whole
    return text
