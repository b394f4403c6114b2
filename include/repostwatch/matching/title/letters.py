"""Normalise characters: width, script, quotes, dashes, blanks, numerals.

Two titles that read the same get the same spelling. The table is built once at import; `opencc`
contains its dictionaries.
"""

from __future__ import annotations

import re
import unicodedata

from opencc import OpenCC

from repostwatch.base.whole_text import unescape

# A longer text is no title; it is cut so that hostile input costs no more than honest input.
LONGEST = 400

_BLANK = " "
_QUOTES = "“”„‟‘’‚‛「」『』﹁﹂﹃﹄«»＂＇´`′″〝〞\"'"
_DASHES = "‐‑‒–—―−─━﹘﹣－➖⸺⸻〜～~"
_DOTS = "·•‧・･∙⋅●■◆▪★☆※▶►▲△◇□◎✦➤"
_BARS = "|丨｜│┃∣❘"
_ARROWS = "".join(
    map(chr, (*range(0x2190, 0x2200), *range(0x27F0, 0x2800), *range(0x2900, 0x2980)))
)
ITEMS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""An item's number as lists write it: kept apart from the digits of the title beside it."""
# ① ❶ ➀ ➊ ⓵ ⓫ ㊀, each from its first to its last.
_CIRCLED = (
    (0x2776, 0x277F),
    (0x2780, 0x2789),
    (0x278A, 0x2793),
    (0x24F5, 0x24FE),
    (0x3280, 0x3289),
    (0x2460, 0x2473),
)
_OPEN, _CLOSE = "([{（［｛", ")]}）］｝"


def _simplified() -> dict[str, str]:
    han = [chr(i) for i in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))]
    return dict(zip(han, OpenCC("t2s").convert("\n".join(han)).split("\n"), strict=True))


def _table() -> dict[int, str]:
    """Character → what it is spelled as; what stands for itself is left out."""
    table: dict[int, str] = {}
    simplified = _simplified()
    for code in (*range(0x3400), *range(0xFE00, 0x10000), *_EMOJI):
        table[code] = _compatible(chr(code))
    for char, plain in simplified.items():
        compatible = unicodedata.normalize("NFKC", char)
        table[ord(char)] = simplified.get(compatible, compatible) if compatible != char else plain
    for chars, plain in (
        (_QUOTES, '"'),
        (_DASHES, "-"),
        (_DOTS, "·"),
        (_BARS, "|"),
        (_OPEN, "("),
        (_CLOSE, ")"),
        ("〈﹤＜", "《"),
        ("〉﹥＞", "》"),
        ("〖", "【"),
        ("〗", "】"),
        ("﹝", "〔"),
        ("﹞", "〕"),
        ("○◯⚪", "〇"),
        ("…⋯︙‥", "…"),
        ("：﹕∶", ":"),
        (_ARROWS, _BLANK),
    ):
        table |= {ord(char): plain for char in chars}
    for first, last in _CIRCLED:
        table |= {code: ITEMS[code - first] for code in range(first, last + 1)}
    return {code: plain for code, plain in table.items() if chr(code) != plain}


def _compatible(char: str) -> str:
    """Width, case and ligatures away; a picture is no letter, whatever NFKC makes of it."""
    if char in _ICONS:
        return _BLANK
    return _plain(char) and "".join(map(_plain, unicodedata.normalize("NFKC", char).lower()))


def _plain(char: str) -> str:
    """A character as it is, a blank for what separates, nothing for what is not seen."""
    category = unicodedata.category(char)
    if category in ("Cc", "So", "Zs", "Zl", "Zp"):
        return _BLANK
    return "" if category in ("Cf", "Cn", "Co", "Cs", "Mn", "Me") else char


# Emoji, ㊗ and ㊙, a filler that looks like a blank.
_ICONS = frozenset(map(chr, (*range(0x1F000, 0x1FC00), 0x3164, 0x3297, 0x3299)))
_EMOJI = range(0x1F000, 0x1FC00)
TABLE = _table()

_TAG = re.compile(
    r"</?(?:em|br|b|i|u|strong|font|span|p|a|sup|sub|mark)\b[^<>]{0,80}>", re.IGNORECASE
)
# Words between angles, as somebody typed them, are read by people: <解读>.
_ANGLES = re.compile(r"<([^<>a-zA-Z]{0,40}[一-鿿][^<>]{0,40})>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});")
_KEYCAP = re.compile("([1-9])\ufe0f?\u20e3")
# Icon fonts stand in the private areas, which are too many characters for the table.
_GLYPHS = re.compile("[\ue000-\uf8ff\U000e0000-\U0010ffff]+")
_BLANKS = re.compile(r" +")
# Blanks mean something between words only: two bodies, a headline and its second line.
_INNER_BLANK = re.compile(r"(?<=[0-9]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=[0-9])")
_SPLIT_YEAR = re.compile(r"(?<![0-9])[12] ?[09] ?[0-9] ?[0-9](?= ?[年〕\])】])")
_ELLIPSIS = re.compile(r"(?:\.{3,}|…+|。{2,})[.…。]*")
_DASH_RUN = re.compile(r"-{2,}")


def spell(title: str) -> str:
    """The title with every character written one way; blanks single, none at the ends."""
    text = title[:LONGEST]
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found.group()), text)
    if "<" in text:
        text = _ANGLES.sub(r"〈\1〉", _TAG.sub(_BLANK, text))
    if "\u20e3" in text:
        text = _KEYCAP.sub(lambda found: ITEMS[int(found[1]) - 1], text)
    text = text.translate(TABLE)
    if not text.isprintable():
        text = _GLYPHS.sub(_BLANK, text)
    # Most titles need none of these; to look is cheaper than to replace.
    if "…" in text or ".." in text or "。。" in text:
        text = _ELLIPSIS.sub("…", text)
    if "--" in text:
        text = _DASH_RUN.sub("--", text)
    if _BLANK in text:
        text = _INNER_BLANK.sub("", _BLANKS.sub(_BLANK, text)).strip()
        text = _SPLIT_YEAR.sub(lambda found: found.group().replace(_BLANK, ""), text)
        return _INNER_BLANK.sub("", numerals(text))
    return numerals(text)


_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGIT |= {"〇": 0, "两": 2, "o": 0, "○": 0}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_HAN = "零〇一二三四五六七八九"

_YEAR = re.compile(
    rf"(?<![{_HAN}0-9])([12][0-9o〇]{{3}}|[一二][{_HAN}o]{{3}})(?=年|至|-|〕|\)|\d{{1,2}}月)"
)
_MIXED = re.compile(r"(?<=[0-9])[o〇](?=[0-9o〇年〕号)])")
_COUNT = re.compile(
    rf"(?:(?<=第)|(?<=\())[{_HAN}十百千]{{1,7}}(?![{_HAN}十百千])(?=[^\s])"
    rf"|[{_HAN}两十百千]{{1,7}}(?=(?:部门|部委|单位|周年|季度|[个月日号批届次期项条件家类年卷]))"
)


def numerals(text: str) -> str:
    """Chinese numerals in years, ordinals and counts as digits: 二〇二六年, 第八批, 四部门."""
    text = _YEAR.sub(lambda found: "".join(_plain_digit(c) for c in found.group()), text)
    if "〇" in text or "o" in text:
        text = _MIXED.sub("0", text)
    return _COUNT.sub(lambda found: _count(found.group()), text)


def _plain_digit(char: str) -> str:
    return str(_DIGIT[char]) if char in _DIGIT else char


def _count(word: str) -> str:
    """十七 → 17, 一百零五 → 105, 二〇 → 20."""
    if not any(char in _UNIT for char in word):
        return "".join(str(_DIGIT[char]) for char in word)
    total, digit = 0, 0
    for char in word:
        if char in _UNIT:
            total += (digit or 1) * _UNIT[char]
            digit = 0
        else:
            digit = _DIGIT[char]
    return str(total + digit)


# Written for one another, in reposts as in official files.
_VARIANTS = str.maketrans(
    "覆帐〇髙靑戸內黃値査録歩毎卽旣尙眞淸敎戶強産", "复账0高青户内黄值查录步每即既尚真清教户强产"
) | {ord(item): str(number) for number, item in enumerate(ITEMS, 1)}
_NOISE = re.compile(r"[^0-9a-z㐀-鿿%]|[的和与及]")
# Bodies and office-holders that headlines write in short.
_PLENUM = re.compile(
    r"(?:中国共产党|中共|党的)?第?(?<!\d)(\d++)届(?:中央委员会第(\d+)次全体会议|([一二三四五六七八九])中全会)"
)
_SHORT = (
    ("人民代表大会", "人大"),
    ("常务委员会", "常委会"),
    ("中国人民政治协商会议", "政协"),
    ("国常会", "国务院常务会议"),
    ("国务院召开常务会议", "国务院常务会议"),
)
_NTH = re.compile(r"第(?=[0-9])")  # 第14届 is also written 14届
_POST = "(?:中共中央总书记|总书记|国家主席|中央军委主席|主席|国务院总理|总理)"
_HOLDER = re.compile(
    rf"^(?:{_POST}、?)+(?=[一-鿿]{{2}})"
    rf"|(?<=^[一-鿿]{{2}}){_POST}(?=[一-鿿])|(?<=^[一-鿿]{{3}}){_POST}(?=[一-鿿])"
)


def fold(text: str) -> str:
    """What remains to be compared of a spelled text: no punctuation, no 的 和 与 及."""
    joined = text.replace(_BLANK, "").translate(_VARIANTS)
    if len(joined) < len(text):
        joined = numerals(joined)
    joined = joined.replace("中华人民共和国", "")
    for long, short in _SHORT:
        joined = joined.replace(long, short)
    if "总" in joined or "主席" in joined:
        joined = _HOLDER.sub("", joined)
    if "届" in joined:
        joined = _PLENUM.sub(_plenum, joined)
    if "第" in joined:
        joined = _NTH.sub("", joined)
    return _NOISE.sub("", joined)


def _plenum(found: re.Match[str]) -> str:
    return f"{found[1]}届{found[2] or _count(found[3])}中全会"
