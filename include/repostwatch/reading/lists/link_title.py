"""A link's full title out of its `title=` and its text, without dates, badges and bullets."""

from __future__ import annotations

import re

from repostwatch.base.whole_text import unescape

_DAY = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d\d:\d\d(?::\d\d)?)?"
_DATE = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s\d\d:\d\d(?::\d\d)?)?"
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<!--.{0,200}?-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x1f\x7f"
    "\ue000-\uf8ff\U000f0000-\U0010fffd]"  # the glyphs of icon fonts
)
_CLOSING = '》”"」）) '
CUT_ENDS = frozenset(".…。·⋯．" + _CLOSING)
_CUT_END = "".join(CUT_ENDS)
_BEGINNING = 6  # characters by which the whole title is known from a cut one
_CUTS = ("…", "..", "⋯", "。。。", "···", "．．．")
_BULLETS = frozenset("·•●▪■◆◇►▶>»☆★※・-—|")
_BULLET = re.compile(r"^(?:[·•●▪■◆◇►▶>»☆★※・\-—|]\s*)+(?=\S)")
_HINT = re.compile(
    r"点击|打开|新窗口|链接|查看|阅读|跳转|图片|logo|^new$|^null$|^undefined$", re.IGNORECASE
)
_PINNED = re.compile(
    r"^[\[【(（]\s?(?:置顶|顶|推荐|荐|热|新|new|hot)\s?[\]】)）]\s*(?=\S)|^置顶\s+(?=\S)",
    re.IGNORECASE,
)
_PINNED_BEHIND = re.compile(
    r"(?<=\S)\s*[\[【(（]\s?(?:置顶|荐|热|新|new|hot)\s?[\]】)）]$", re.IGNORECASE
)
# Signs before a title that are no part of it: emoji, stars, circled numbers, arrows.
_SIGNS = re.compile(
    "^(?:[·•・※\u2190-\u2bff\u3004\u3012\u3013\u3020\u3030-\u303f\u2460-\u24ff\ufe0f\u20e3\U0001f000-\U0001faff]\\s*)+(?=\\S)"
)
_SIGNS_BEHIND = re.compile(
    "(?<![\\s\ufe0f\u20e3\u2600-\u27bf\U0001f000-\U0001faff])[\\s\ufe0f\u20e3\u2600-\u27bf\U0001f000-\U0001faff]++$"
)
# Old systems put a whole card into title=: 文章标题：…, 作者：…, 更新时间：….
_CARD_CHARS = 1_000
_CARD_HEAD = re.compile(r"^(?:文章)?标\s{0,4}题\s?[:：]\s*")
_CARD_LABEL = re.compile(r"(?<!\s)\s*+(?:发布|更新|添加|发表|公开)(?:时间|日期)\s?[:：].{0,40}$")
# What stands in title= instead of a title: lost encoding, a template nobody filled in.
_NO_TITLE = re.compile(r"\?{4,}|\ufffd|\{\{|\$\{|<%|%>|\[object|undefined")
_OPENS = re.compile(
    r"^(?:在?新(?:窗口|页面)(?:中|内)?打开|点击(?:查看|打开|阅读|进入)|打开链接|链接到?|查看|跳转到?)\s?[:：]?\s*"
)
_SENTENCE = frozenset("。，；！？,;!?")
_WHOLE = re.compile(
    r"(?:通知|意见|决定|批复|公告|通告|通报|条例|规定|办法|方案|规划|纲要|命令|函)[》”\"]?$"
)
_GOES_ON = frozenset("的（(《〈、和及与暨等")
_LEAST = 8  # characters of a visible text that can be a whole title
_ADDED = 12  # so much behind a whole visible title may belong to it
_BLANKS = re.compile(r"[\s\u3000]+")
_CARD_TAIL = re.compile(
    r"(?<!\s)(?=\s*?[\n\r])\s++(?:作\s{0,6}者|来\s{0,6}源|(?:发布|更新|添加|发表)?(?:时间|日期)|点击(?:数|次数)?"
    r"|阅读(?:次数)?)\s?[:：].*$",
    re.DOTALL,
)
# A year, month and day in round brackets is part of a title as often as not: it stays.
_DATE_ENDS, _DATE_STARTS = frozenset("0123456789]】)）日"), frozenset("[【(（0123456789")
_HEADS = (
    re.compile(rf"^[\[【]\s?{_DATE}\s?[\]】]\s*|^[(（]\s?{_DAY}\s?[)）]\s*"),
    re.compile(rf"^{_DAY}\s*(?=[^\s\d.-])"),
    re.compile(r"^[\[【]\s?\d{1,2}[-/.]\d{1,2}\s?[\]】]\s*"),
)
_SHUTS, _DIGITS = frozenset("]】)）"), frozenset("0123456789０１２３４５６７８９")
# Each with the signs that it ends with: looked at first, since a search for an end takes long.
_TAILS = (
    (re.compile(rf"(?<!\s)\s*+(?:[\[【]\s?{_DATE}\s?[\]】]|[(（]\s?{_DAY}\s?[)）])$"), _SHUTS),
    (re.compile(rf"(?<![0-9A-Za-z/.\s-])\s*{_DAY}$"), _DIGITS),
    (re.compile(r"(?<=\S)\s+\d\d月\d\d日$"), frozenset("日")),
    (
        re.compile(
            r"(?<!\s)\s*+(?:[\[【]\s?\d{1,2}[-/.]\d{1,2}\s?[\]】]|[(（]\s?\d\d[-/.]\d\d\s?[)）])$"
        ),
        _SHUTS,
    ),
)
# The name of a site behind a title: what it ends with where no tag says it.
_SITE = re.compile(
    r"(?:人民政府|政府网|网站|官网|政务网|信息网|政府信息公开|委员会)(?:（[^（）]{1,20}）)?$"
)
_BEFORE_SITE = re.compile(r"\s[-–—|｜]{1,2}\s|_{1,2}|[|｜]")
_OWN = 6  # characters of a title before the name of a site


def clean(text: str) -> str:
    """One line, without tags, entities, invisible characters and bullets."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text and _ENTITY.search(text):
        text = _TAG.sub("", unescape(text))
    if not text.isprintable():
        text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
        text = text if text.isprintable() else _INVISIBLE.sub("", text)
        text = " ".join(text.split())
    elif "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    return _BULLET.sub("", text) if text[:1] in _BULLETS else text


def is_cut(title: str) -> bool:
    """Whether the page itself cut the title (…, ..., and their kin)."""
    return title[-1:] in CUT_ENDS and title.rstrip(_CLOSING).endswith(_CUTS)


def full(attribute: str, text: str) -> str:
    """The full title: the visible text, unless `title=` has more of it or there is no text."""
    text = _once(clean(text))
    if not attribute or attribute == text:
        return _plain(text)
    if len(attribute) < _CARD_CHARS and (":" in attribute or "：" in attribute):
        bare = _CARD_HEAD.sub("", attribute)
        attribute = _CARD_TAIL.sub("", _CARD_LABEL.sub("", bare) if bare != attribute else bare)
    attribute = _once(clean(attribute))
    if not text or not attribute or attribute == text:
        return _plain(text or attribute)
    if attribute.startswith(text[:_BEGINNING]) and is_cut(text) and not is_cut(attribute):
        return _plain(attribute)  # what most lists have
    if _NO_TITLE.search(attribute):
        return _plain(text)
    attribute = _OPENS.sub("", attribute) or attribute
    if len(attribute) < 12 and _HINT.search(attribute) and attribute not in text:
        return _plain(text)
    return _plain(attribute if _has_more(attribute, text) else text)


def _has_more(attribute: str, text: str) -> bool:
    """Whether `title=` is the title that the visible text is a part of."""
    if is_cut(text):
        if is_cut(attribute):
            return len(attribute) > len(text)
        # Of a longer text all must be there; signs and numbers may stand before it.
        seen, whole = _BLANKS.sub("", text.rstrip(_CUT_END)), _BLANKS.sub("", attribute)
        return len(seen) < _LEAST or whole.startswith(seen[:_BEGINNING]) or seen in whole
    whole, seen = _BLANKS.sub("", attribute), _BLANKS.sub("", text)
    if len(seen) < _LEAST:
        return len(whole) * 3 >= len(seen) * 2
    before, found, behind = whole.partition(seen)
    if not found:
        # A text of other letters is another thing: a summary, a caption. Few may differ.
        same = sum(one == other for one, other in zip(whole, seen, strict=False))
        return len(whole) >= len(seen) and same * 10 >= len(seen) * 7
    if behind[:1] in _SENTENCE or without_date(attribute) == text:
        return False
    is_separate_sentence = (
        len(behind) > _ADDED and behind[0] not in _GOES_ON and _WHOLE.search(seen) is not None
    )
    return not is_separate_sentence and len(before) <= len(seen)


def _once(text: str) -> str:
    """A title that stands twice, for wide and narrow screens, once."""
    half = len(text) // 2
    if half < _LEAST or text[0] not in text[half : half + 3]:
        return text
    first, second = text[:half].strip(), text[-half:].strip()
    return first if first == second and len(text) - 2 * half < 2 else text


def _plain(title: str) -> str:
    """The title without signs and labels that say how new it is."""
    if not title:
        return title
    first, last = title[0], title[-1]
    if first != "置" and "\u4e00" <= first <= "\u9fff" and "\u4e00" <= last <= "\u9fff":
        return title
    if (
        first > "\u2000"
        and not "\u4e00" <= first <= "\u9fff"
        and len(bare := _SIGNS.sub("", title)) >= 4
    ):
        title = bare
    if last > "\u2000" and len(bare := _SIGNS_BEHIND.sub("", title)) >= 4:
        title = bare
    if title[:1] in "[【(（置":
        title = _PINNED.sub("", title)
    return (
        _PINNED_BEHIND.sub("", title) if title[-1:] in "]】)）" and len(title) > _LEAST else title
    )


def without_date(title: str) -> str:
    """The title without a date glued to its front or end ([2026-03-15], 2026-03-15)."""
    if title[-1:] in _DATE_ENDS:
        for pattern, ends in _TAILS:
            if title[-1] in ends and len(shorter := pattern.sub("", title)) >= 4:
                title = shorter
    if title[:1] in _DATE_STARTS:
        for pattern in _HEADS:
            if len(shorter := pattern.sub("", title)) >= 4:
                title = shorter
    return title


def own(title: str, site: str | None) -> str:
    """A title without the name of its site behind it, in whatever tag or heading it stood."""
    for mark in _BEFORE_SITE.finditer(title):
        name, rest = title[mark.end() :].strip(), title[: mark.start()].strip()
        if len(rest) >= _OWN and name and (name == site or _is_site(name)):
            return rest
    return title


def _is_site(name: str) -> bool:
    return len(name) <= 30 and _SITE.search(name) is not None
