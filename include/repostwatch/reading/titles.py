"""A link's full title out of its `title=` and its text, without dates, badges and bullets."""

from __future__ import annotations

import html
import re
from unicodedata import category

_DAY = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d\d:\d\d(?::\d\d)?)?"
_DATE = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s\d\d:\d\d(?::\d\d)?)?"
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<!--.{0,200}?-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
# Private characters are the glyphs of icon fonts.
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060\ufe0e\ufe0f\ufeff\u00ad\x00-\x1f\x7f"
    "\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_CLOSING = '》”"」）) '
_CUT_ENDS = frozenset(".…。·⋯．" + _CLOSING)
_CUTS = ("…", "..", "⋯", "。。。", "···", "．．．")
_BULLETS = frozenset("·•●▪■◆◇►▶>»☆★※・-—|")
_BULLET = re.compile(r"^(?:[·•●▪■◆◇►▶>»☆★※・\-—|]\s*)+(?=\S)")
_HINT = re.compile(
    r"点击|打开|新窗口|链接|查看|阅读|跳转|图片|logo|^new$|^null$|^undefined$", re.IGNORECASE
)
_HINT_CHARS = 20  # a longer one is a title that has such a word
# What a template left unfilled, and what a wrong charset left of a title.
_SPOILT = re.compile(r"\{\{|\$\{|<%|\[object |[?？]{3}|\ufffd")
_BADGE = r"置顶|顶|推荐|荐|热|新|new|hot|图文|视频"
_PINNED = re.compile(
    rf"^[\[【(（]\s?(?:{_BADGE})\s?[\]】)）]\s*(?=\S)|^置顶\s+(?=\S)"
    rf"|(?<=\S)\s*[\[【]\s?(?:{_BADGE})\s?[\]】]$",
    re.IGNORECASE,
)
_WHOLE_CHARS = 8  # a text of so many characters that ends as documents do is a title
_KINDS = re.compile(
    r"(?:通知|意见|办法|条例|决定|规定|规划|纲要|方案|公告|批复|通报|报告|计划|细则|措施|函|令)"
    r"[》”」）)]*$"
)
# Old systems put a whole card into title=: 文章标题：…, 作者：…, 更新时间：….
_CARD_HEAD = re.compile(r"^(?:文章)?标\s{0,4}题\s?[:：]\s*")
_CARD_TAIL = re.compile(
    r"\s*[\n\r]\s*(?:作\s{0,6}者|来\s{0,6}源|(?:发布|更新|添加|发表)?(?:时间|日期)|点击(?:数|次数)?"
    r"|阅读(?:次数)?)\s?[:：].*$|\s?(?:发布|更新|添加|发表)(?:时间|日期)\s?[:：]\s?\d.*$",
    re.DOTALL,
)
# A year, month and day in round brackets is part of a title as often as not: it stays.
_DATE_ENDS = frozenset("0123456789]】)）")
_HEADS = (
    re.compile(rf"^[\[【]\s?{_DATE}\s?[\]】]\s*|^[(（]\s?{_DAY}\s?[)）]\s*"),
    re.compile(rf"^{_DAY}\s*(?=[^\s\d.-])"),
    re.compile(r"^[\[【]\s?\d{1,2}[-/.]\d{1,2}\s?[\]】]\s*"),
)
_TAILS = (
    re.compile(rf"\s*[\[【]\s?{_DATE}\s?[\]】]$|\s*[(（]\s?{_DAY}\s?[)）]$"),
    re.compile(rf"(?<![0-9A-Za-z/.\s-])\s*{_DAY}$"),
    re.compile(r"\s*[\[【]\s?\d{1,2}[-/.]\d{1,2}\s?[\]】]$|\s*[(（]\s?\d\d[-/.]\d\d\s?[)）]$"),
)


_DATED = re.compile(
    r"\s*[\[【(（]?\s?(?:(?:19|20)\d\d\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"(?:\s\d\d:\d\d(?::\d\d)?)?\s?[\]】)）]?"
)


def clean(text: str) -> str:
    """One line, without tags, entities, invisible characters and bullets."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text and _ENTITY.search(text):
        text = _TAG.sub("", html.unescape(text))
    if not text.isprintable():
        text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
        text = text if text.isprintable() else _INVISIBLE.sub("", text)
        text = " ".join(text.split())
    elif "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    if text[:1] in _BULLETS:
        text = _BULLET.sub("", text)
    plain = text[:1].isalpha() and text[-1:].isalnum()
    return text if plain else _unmarked(text)


def is_cut(title: str) -> bool:
    """Whether the page itself cut the title (…, ..., and their kin)."""
    return title[-1:] in _CUT_ENDS and title.rstrip(_CLOSING).endswith(_CUTS)


def full(attribute: str, text: str) -> str:
    """The full title: the `title=` unless it is empty or a mere hint, else the text."""
    text = _once(clean(text))
    if not attribute or attribute == text or _SPOILT.search(attribute):
        return _unpinned(text)
    if ":" in attribute or "：" in attribute:
        attribute = _CARD_TAIL.sub("", _CARD_HEAD.sub("", attribute))
    attribute = _once(clean(attribute))
    if not attribute or attribute == text or _DATED.fullmatch(attribute.removeprefix(text)):
        return _unpinned(text)
    if not text:
        return _unpinned(attribute)
    if len(attribute) < _HINT_CHARS and _HINT.search(attribute) and attribute not in text:
        return _unpinned(text)
    if is_cut(text):
        if attribute.startswith(text[:6].rstrip(".…⋯．")) and is_cut(attribute):
            return _unpinned(max(attribute, text, key=len))
    # A title= that is far shorter than a whole text and not part of it names something else;
    # over a whole title, one that does not hold it tells of the document.
    elif len(attribute) * 3 < len(text) * 2 or (_is_whole(text) and text not in attribute):
        return _unpinned(text)
    return _unpinned(attribute)


def _is_whole(text: str) -> bool:
    """Whether a text reads as a document's title from its first to its last word."""
    return len(text) >= _WHOLE_CHARS and _KINDS.search(text) is not None


def _once(text: str) -> str:
    """A title that stands twice, for wide and narrow screens, once."""
    half = len(text) // 2
    if half < _WHOLE_CHARS:
        return text
    first, second = text[:half].strip(), text[-half:].strip()
    return first if first == second and len(text) - 2 * half < 2 else text


def _unmarked(text: str) -> str:
    """Without emoji, stars and circled numbers before and behind a title."""
    start, end = 0, len(text)
    while start < end and (_is_ornament(text[start]) or "①" <= text[start] <= "⓿"):
        start += 1
    while start < end and _is_ornament(text[end - 1]):
        end -= 1
    return text[start:end].strip() or text


def _is_ornament(char: str) -> bool:
    """Arrows, stars, emoji; ℃ and № before them are letters of a kind."""
    return char >= "\u2190" and category(char) == "So"


def _unpinned(title: str) -> str:
    marked = title[:1] in "[【(（置" or title[-1:] in "]】"
    return _PINNED.sub("", title) if marked else title


def without_date(title: str) -> str:
    """The title without a date glued to its front or end ([2026-03-15], 2026-03-15)."""
    for patterns, possible in (
        (_TAILS, title[-1:] in _DATE_ENDS),
        (_HEADS, title[:1] in "[【(（0123456789"),
    ):
        for pattern in patterns if possible else ():
            shorter = pattern.sub("", title)
            if len(shorter) >= 4:
                title = shorter
    return title
