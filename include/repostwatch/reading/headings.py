"""Where a homepage names its policy column: text, split text, pictures, empty links.

Column names and path hints: rules, section 7.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_KIND = (
    r"(?:重要|重大|最新|有关|相关|政策|政务|决策|文件|信息|要闻|动态|部署|精神|公文|新闻|法规|发布|发文|转载"
    r"|时政|资讯|消息|专栏|专区|栏目|库)"
)
NAME = re.compile(
    r"(?:转载|最新|贯彻落实|学习贯彻)?(?:(?:党中央|中共中央|中央)[、和]?)?"
    rf"国务院(?:[及和、](?:国务院)?办公厅|办公厅|[及和、]国办)?{_KIND}{{1,5}}"
    rf"|国务要闻|国办文件|中国政府网(?:{_KIND}{{1,3}})?|中央(?:政策|文件|精神|要闻|重要){{1,3}}(?:专栏)?"
)
WEAK = re.compile(r"时政要闻|中央要闻|国内要闻|要闻转载")
_WORDS = ("国务院", "国务要闻", "国办文件", "中国政府网", "中央", "时政要闻", "国内要闻")
_MOST = 60  # headings that are looked at; a page with more is no homepage
_LONGEST = 20  # characters of the longest name seen, 国务院及国务院办公厅重要政策文件 and its like
_PATHS = {
    "gwyxx": "国务院信息", "gwyyw": "国务院要闻", "gwywj": "国务院文件", "gwyzc": "国务院政策",
}  # fmt: skip
_PATH = re.compile(r"(?:^|/)(gwy(?:xx|yw|wj|zc))\w{0,6}(?:/|$)", re.IGNORECASE)
_MORE_PICTURE = re.compile(r"more|gengduo|/gd\b|_gd\b", re.IGNORECASE)
_EDGE = "【】[]「」“”《》·•|:： \u3000\xa0>›»<«■□◆◇●○★☆▪►▶◎&-—"
_ALONE = re.compile(
    rf"[>\"'】|·•:：\s■◆●★▪►▶◎“](?:{NAME.pattern}|{WEAK.pattern})[\s】|:：·•»&■◆●★▪”-]{{0,12}}(?:[<\"']|$)"
)
_INLINE = re.compile(r"</?(?:span|b|strong|em|font|i|a|u|big)\b[^<>]{0,200}>", re.IGNORECASE)
_NOWHERE = frozenset(("title", "option", "script", "style", "textarea", "noscript"))


@dataclass(frozen=True)
class Heading:
    """An element whose whole text (or picture's text) is a column's name."""

    node: LexborNode
    name: str


def find(tree: LexborHTMLParser, source: str) -> list[Heading]:
    """The headings of a page, in page order."""
    words = [word for word in _WORDS if _stands_alone(source, word)]
    return _by_text(tree, words) if words else []


def _stands_alone(source: str, word: str) -> bool:
    """Whether a name that holds the word stands alone between tags: a quick look."""
    at = source.find(word)
    while at >= 0:
        piece = source[max(0, at - 12) : at + 48]
        if _ALONE.search(piece):
            return True
        if "<" in piece[12:40] and _ALONE.search(_split(source, at)):
            return True
        at = source.find(word, at + len(word))
    return False


def _split(source: str, at: int) -> str:
    """The text around a place with the tags inside a line of text taken out."""
    before = _INLINE.sub("", source[max(0, at - 80) : at])[-12:]
    return before + _INLINE.sub("", source[at : at + 160])[:48]


def _by_text(tree: LexborHTMLParser, words: list[str]) -> list[Heading]:
    selectors = [f':lexbor-contains("{word}")' for word in words]
    for word in words:
        selectors += [f'{tag}[{name}*="{word}"]' for tag, name in _ATTRIBUTES]
    seen: set[int] = set()
    found: list[Heading] = []
    # :lexbor-contains looks at an element's own text, not at that of its children.
    for node in tree.css(", ".join(selectors)):
        if node.tag in _NOWHERE or node.mem_id in seen:
            continue
        name = _name(node, words)
        whole = node
        if name is None:
            # <h3><span>国务院</span>信息</h3>: the whole stands one or two elements above.
            for _level in range(2):
                if whole.parent is None or whole.parent.tag in ("body", "html"):
                    break
                whole = whole.parent
                text = whole.text() or ""
                name = _bare(text) if len(text) < 4 * _LONGEST else None
                if name is not None or len(text) >= 4 * _LONGEST:
                    break
        if name is None:
            continue
        seen.add(node.mem_id)
        seen.update(part.mem_id for part in whole.css("*"))
        found.append(Heading(whole, name))
        if len(found) == _MOST:
            break
    return found


_ATTRIBUTES = (("img", "alt"), ("img", "title"), ("a", "title"))


def _name(node: LexborNode, words: list[str]) -> str | None:
    for part in node.iter(include_text=True):
        if part.tag == "-text":
            text = part.text_content or ""
            if 4 <= len(text) <= 200 and any(word in text for word in words):
                name = _bare(text)
                if name:
                    return name
    if node.tag in ("img", "a"):
        attributes = node.attributes
        for value in (attributes.get("alt"), attributes.get("title")):
            name = _bare(value or "")
            if name and not (node.text() or "").strip():
                return name
    first = node.first_child
    if first is not None and first.next is not None:
        text = node.text()
        if len(text) < 4 * _LONGEST:
            return _bare(text)
    return None


def _bare(text: str) -> str | None:
    name = "".join(text.split()).strip(_EDGE)
    if not 4 <= len(name) <= _LONGEST:
        return None
    return name if NAME.fullmatch(name) or WEAK.fullmatch(name) else None


def by_path(tree: LexborHTMLParser, source: str) -> list[Heading]:
    """Links without a word, whose picture is in a style sheet and whose address tells."""
    found: list[Heading] = []
    for link in tree.css('a[href*="gwy"]') if "gwy" in source else ():
        match = _PATH.search((link.attributes.get("href") or "").partition("?")[0])
        if match is None or (link.text() or "").strip():
            continue
        image = link.css_first("img")
        source = (image.attributes.get("src") or "") if image is not None else ""
        marks = f"{source} {link.attributes.get('class') or ''}"
        if not _MORE_PICTURE.search(marks):
            found.append(Heading(link, _PATHS[match[1].lower()]))
    return found
