"""Where a homepage names its policy column: text, split text, pictures, empty links.

Column names and path hints: docs/rules.md section 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.reading.document import Document
from repostwatch.reading.lists.row import Wordless

_KIND = (
    r"(?:重要|重大|最新|有关|相关|政策|政务|决策|文件|信息|要闻|动态|部署|精神|公文|新闻|法规|发布|发文|转载"
    r"|时政|资讯|消息|专栏|专区|栏目|库|速递|快递|速览|汇编|汇总|摘要|信息公开)"
)
NAME = re.compile(
    r"(?:转载|最新|贯彻落实|学习贯彻)?"
    r"(?:(?:(?:党中央|中共中央|中央)[、和及与]?)?"
    rf"国务院(?:[及和与、](?:国务院)?办公厅|办公厅|[及和与、]国办)?{_KIND}{{1,5}}"
    rf"|国务要闻|国办文件|中国政府网(?:{_KIND}{{1,3}})?"
    r"|中央(?:政策|文件|精神|要闻|重要){1,3}(?:专栏)?)(?:转载)?"
)
WEAK = re.compile(r"时政要闻|中央要闻|国内要闻|要闻转载")
_WORDS = ("国务院", "国务要闻", "国办文件", "中国政府网", "中央", "时政要闻", "国内要闻")
_MOST = 60  # headings that are looked at; a page with more is no homepage
_LONGEST = 20  # characters of the longest name seen, 国务院及国务院办公厅重要政策文件 and its like
_PATHS = {
    "gwyxx": "国务院信息", "gwyyw": "国务院要闻", "gwywj": "国务院文件", "gwyzc": "国务院政策",
}  # fmt: skip
_PICTURED = re.compile("国务|政府网|中央")
_PATH = re.compile(r"(?:^|/)(gwy(?:xx|yw|wj|zc))\w{0,6}(?:/|$)", re.IGNORECASE)
_MORE_PICTURE = re.compile(r"more|gengduo|/gd\b|_gd\b", re.IGNORECASE)
_EDGE = "【】[]「」“”《》·•|:： \u3000\xa0>›»<«■□◆◇●○★☆▪►▶◎&-—"
_NOT_SHOWN = frozenset(("title", "option", "script", "style", "textarea", "noscript"))


@dataclass(frozen=True)
class Heading:
    """An element whose whole text (or picture's text) is a column's name."""

    node: LexborNode
    name: str


def find(doc: Document, wordless: Iterable[Wordless]) -> list[Heading]:
    """The headings of a page, in no order: texts, then pictures and empty links by title."""
    words = [word for word in _WORDS if _stands_alone(doc.shown, word)]
    found = _by_text(doc.tree, words) if words else []
    for node in doc.elements["img"]:
        attributes = node.attributes
        alt, title = attributes.get("alt") or "", attributes.get("title") or ""
        if not (alt or title) or not _PICTURED.search(alt + title):
            continue
        name = _bare(alt) or _bare(title)
        if name:
            found.append(Heading(node, name))
    found += [Heading(node, name) for node, _, title in wordless if (name := _bare(title))]
    return found


def _stands_alone(shown: str, word: str) -> bool:
    """Whether a line of the page, or a line and its neighbours, is nothing but a name that
    holds the word: a quick look before the tree is searched."""
    at = shown.find(word)
    while at >= 0:
        start, end = shown.rfind("\n", 0, at) + 1, shown.find("\n", at)
        end = len(shown) if end < 0 else end
        if end - start <= 2 * _LONGEST:
            if _bare(shown[start:end]):
                return True
            before = shown[max(0, start - 1 - _LONGEST) : start].rstrip("\n").rpartition("\n")[2]
            pieces = shown[start : end + 2 * _LONGEST].split("\n")[:3]
            if any(
                _bare(head + "".join(pieces[:count]))
                for head in ("", before)
                for count in (1, 2, 3)
            ):
                return True
        at = shown.find(word, max(end, at + 1))
    return False


def _by_text(tree: LexborHTMLParser, words: list[str]) -> list[Heading]:
    seen: set[int] = set()
    found: list[Heading] = []
    large: set[int] = set()  # elements around too much text, which thousands of items share
    # :lexbor-contains looks at an element's own text, not at that of its children.
    for node in tree.css(", ".join(f':lexbor-contains("{word}")' for word in words)):
        if node.tag in _NOT_SHOWN or node.mem_id in seen:
            continue
        whole, name = node, _name(node, words)
        if name is None:
            whole, name = _around(node, large)
        if name is None:
            continue
        seen.add(node.mem_id)
        seen.update(part.mem_id for part in whole.css("*"))
        found.append(Heading(whole, name))
        if len(found) == _MOST:
            break
    return found


def _around(node: LexborNode, large: set[int]) -> tuple[LexborNode, str | None]:
    """<h3><span>国务院</span>信息</h3>: the whole stands up to two elements above."""
    for _level in range(3):
        if node.mem_id in large:
            break
        text = node.text() or ""
        if len(text) >= 4 * _LONGEST:
            large.add(node.mem_id)
            break
        if name := _bare(text):
            return node, name
        if node.parent is None or node.parent.tag in ("body", "html"):
            break
        node = node.parent
    return node, None


def _name(node: LexborNode, words: list[str]) -> str | None:
    for part in node.iter(include_text=True):
        if part.tag == "-text":
            text = part.text_content or ""
            if 4 <= len(text) <= 200 and any(word in text for word in words):
                name = _bare(text)
                if name:
                    return name
    return None


def _bare(text: str) -> str | None:
    if len(text) < 4:
        return None
    name = "".join(text.split()).strip(_EDGE)
    if not 4 <= len(name) <= _LONGEST:
        return None
    return name if NAME.fullmatch(name) or WEAK.fullmatch(name) else None


def by_path(wordless: Iterable[Wordless]) -> list[Heading]:
    """Links without a word, whose picture is in a style sheet and whose address tells."""
    found: list[Heading] = []
    for link, href, _ in wordless:
        match = _PATH.search(href.partition("?")[0]) if "gwy" in href else None
        if match is None:
            continue
        image = link.css_first("img")
        source = (image.attributes.get("src") or "") if image is not None else ""
        marks = f"{source} {link.attributes.get('class') or ''}"
        if not _MORE_PICTURE.search(marks):
            found.append(Heading(link, _PATHS[match[1].lower()]))
    return found
