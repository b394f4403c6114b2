"""A link's full title out of its `title=`, its text and its picture."""

from __future__ import annotations

import html
import re

_DATE = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s\d\d:\d\d(?::\d\d)?)?"
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<!--.{0,200}?-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x1f\x7f]")
_CUT = re.compile(r"(?:\.{2,}|…+|。{3,}|·{3,}|⋯+|．{3,})\s*[》”\"」）)]?$")
_BULLET = re.compile(r"^(?:[·•●▪■◆◇►▶>»☆★※・\-—|]\s*)+(?=\S)")
_HINT = re.compile(
    r"点击|打开|新窗口|链接|查看|阅读|跳转|图片|logo|^new$|^null$|^undefined$", re.IGNORECASE
)
_DATE_HEAD = re.compile(rf"^[\[(（【]\s?{_DATE}\s?[\])）】]\s*")
_DATE_TAIL = re.compile(rf"\s*[\[(（【]\s?{_DATE}\s?[\])）】]$")
_DASH_TAIL = re.compile(r"\s+(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s\d\d:\d\d(?::\d\d)?)?$")
_MONTH_DAY_TAIL = re.compile(r"\s*[\[【]\s?\d{1,2}[-/.]\d{1,2}\s?[\]】]$")


def clean(text: str) -> str:
    """One line, without tags, entities, invisible characters and bullets."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text and _ENTITY.search(text):
        text = _TAG.sub("", html.unescape(text))
    if not text.isprintable():
        text = _INVISIBLE.sub("", text.replace("\n", " ").replace("\t", " ").replace("\r", " "))
    text = " ".join(text.split())
    return _BULLET.sub("", text) if text[:1] in "·•●▪■◆◇►▶>»☆★※・-—|" else text


def is_cut(title: str) -> bool:
    """Whether the page itself cut the title (…, ..., and their kin)."""
    return title[-1:] in '.…。·⋯．》”"」）)' and bool(_CUT.search(title))


def full(attribute: str, text: str) -> str:
    """The full title: the `title=` unless it is empty or a mere hint, else the text."""
    text = clean(text)
    if not attribute:
        return text
    attribute = clean(attribute)
    if not attribute or attribute == text:
        return text
    if not text:
        return attribute
    if _HINT.search(attribute) and len(attribute) < 12 and attribute not in text:
        return text
    stem = _CUT.sub("", text)
    if is_cut(text) and attribute.startswith(stem[:6]):
        return attribute if not is_cut(attribute) or len(attribute) >= len(text) else text
    # A title= that is far shorter than a whole text and not part of it names something else.
    if len(attribute) * 3 < len(text) * 2 and not is_cut(text):
        return text
    return attribute


def without_date(title: str) -> str:
    """The title without a date glued to its front or end ([2026-03-15], ' 2026-03-15')."""
    for pattern in (_DATE_HEAD, _DATE_TAIL, _DASH_TAIL, _MONTH_DAY_TAIL):
        shorter = pattern.sub("", title)
        if len(shorter) >= 4:
            title = shorter
    return title
