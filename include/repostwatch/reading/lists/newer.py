"""Where a list page says that what is newer stands: another of its pages, months or issues."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.base.sites import same_site
from repostwatch.reading.addresses import usable
from repostwatch.reading.document import Document
from repostwatch.reading.lists.paging import page_key

# One of a bar: a page's number, an issue, a year or a part of it.
_ONE = re.compile(
    r"(?P<page>[1-9]\d{0,2})|第?(?P<issue>\d{1,5})[期号]"
    r"|(?:(?P<year>20\d\d)年(?:度)?)?(?:(?P<month>\d{1,2})月份?|(?P<half>[上下])半年)?"
    r"(?:及?以前|之前)?"
)
_SIGNS = re.compile(r"^第?\d{1,5}[期号]?$|[年月]", re.MULTILINE)
# Whose words say that they lead to the newest.
_NEWEST = re.compile(
    r"[\[【(（<]?(?:点击|请点击)?(?:查看|返回|回到|查阅|浏览|进入|前往)(?:更多)?最新的?"
    r"(?:文件|政策|政策文件|信息|内容|列表|目录|一期|页)?[\]】)）>»]?"
    r"|最新的?(?:文件|政策|政策文件|信息|内容)请?(?:点击|点此|见|到)(?:这里|此处|进入|查看)?"
)
_FIRST = re.compile(r"首\s?页|第一页|最新页")
_COUNTS_BEFORE = re.compile(r"[共每计/合]\s*$")
_COUNTS_AFTER = re.compile(r"^\s*[条项篇/个件]")
_HERE = re.compile(
    r"(?:^|[\s_-])(?:on|cur|current|active|selected|now|this|hover)(?![a-z])", re.IGNORECASE
)
_WRAPS = frozenset(("li", "td", "dd", "span", "p"))
_ENTRIES = "a, b, strong, span, em, i, font, li, td"
_LONGEST = 16  # characters of an entry
_DAYS = 28  # so many numbers in a bar are the days of a calendar


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a bar: its kind, its rank within that (a later one is newer), where it leads (None:
    nowhere, or to this page), and whether it is marked as the one that is shown."""

    kind: str
    rank: tuple[int, int]
    url: str | None
    marked: bool


def newer_url(doc: Document, seen: datetime | None) -> str | None:
    """The page of the site on which rows newer than this page's stand, as far as it names one."""
    here = page_key(doc.base.url)
    for node in doc.elements["link"]:
        attributes = node.attributes
        if (attributes.get("rel") or "").lower() in ("prev", "previous"):
            url = _elsewhere(doc, attributes.get("href"), here)
            if url is not None:
                return url
    if "最新" in doc.shown:
        for node in doc.tree.css("a"):
            if _NEWEST.fullmatch(_words(node)):
                url = _elsewhere(doc, node.attributes.get("href"), here)
                if url is not None:
                    return url
    return next(filter(None, (_later(bar, seen) for bar in _bars(doc, here))), None)


def unopened(doc: Document) -> str:
    """The words of a link to the newest rows that only a script opens, or nothing."""
    if "最新" not in doc.shown:
        return ""
    return next(
        (
            words
            for node in doc.tree.css("a")
            if _NEWEST.fullmatch(words := _words(node))
            and not usable(node.attributes.get("href") or "")
        ),
        "",
    )


def _later(bar: list[Entry], seen: datetime | None) -> str | None:
    """Where the newest entry leads that is later than the one that is shown."""
    marked = [one for one in bar if one.marked]
    shown = marked if len(marked) == 1 else [one for one in bar if one.url is None]
    if len(shown) != 1 or len(bar) >= _DAYS:
        return None
    this = shown[0]
    later = [
        one
        for one in bar
        if one.url and one.kind == this.kind and one.rank > this.rank and _begun(one, seen)
    ]
    newest = max(later, key=lambda one: one.rank, default=None)
    return newest.url if newest is not None else None


def _begun(one: Entry, seen: datetime | None) -> bool:
    year, part = one.rank
    if one.kind in ("page", "issue") or seen is None:
        return True
    month = {"half": 6 * part - 5, "month": part}.get(one.kind.split()[0], 1)
    return (year or seen.year, month) <= (seen.year, seen.month)


def _bars(doc: Document, here: str) -> Iterator[list[Entry]]:
    if not _SIGNS.search(doc.shown):
        return
    bars: dict[int, list[Entry]] = defaultdict(list)
    for node in doc.tree.css(_ENTRIES):
        words = _words(node)
        match = _ONE.fullmatch(words) if words else None
        first = match is None and node.tag == "a" and _FIRST.fullmatch(words)
        if match is None and not first:
            continue
        if node.tag != "a" and len(node.css(_ENTRIES)) > 1:
            continue  # the entry stands within
        kind, rank = _rank(match) if match is not None else ("page", (0, -1))
        around, marks = node.parent, _marks(node)
        if around is not None and around.tag in _WRAPS:
            marks += _marks(around)
            around = around.parent
        url = _elsewhere(doc, node.attributes.get("href"), here) if node.tag == "a" else None
        if url is None and (first or (kind == "page" and _counts(node))):
            continue
        if kind == "page" and url is not None and not url.startswith(doc.base.folder):
            continue
        if around is not None and kind:
            bars[around.mem_id].append(Entry(kind, rank, url, _HERE.search(marks) is not None))
    yield from bars.values()


def _rank(match: re.Match[str]) -> tuple[str, tuple[int, int]]:
    if match["page"]:
        return "page", (0, -int(match["page"]))
    if match["issue"]:
        return "issue", (0, int(match["issue"]))
    year = int(match["year"] or 0)
    bare = "" if year else " alone"
    if match["month"]:
        return f"month{bare}", (year, int(match["month"]))
    if match["half"]:
        return f"half{bare}", (year, 1 + (match["half"] == "下"))
    return ("year" if year else ""), (year, 1)


def _counts(node: LexborNode) -> bool:
    """Whether a number without a link counts something (共 5 页, 20 条) and is no page's."""
    before, after = _text_of(node.prev), _text_of(node.next)
    if _COUNTS_BEFORE.search(before) or _COUNTS_AFTER.match(after):
        return True
    return after.lstrip().startswith("页") and not before.rstrip().endswith("第")


def _text_of(node: LexborNode | None) -> str:
    return (node.text_content or "") if node is not None and node.is_text_node else ""


def _words(node: LexborNode) -> str:
    text = node.text() or ""
    return "".join(text.split()) if len(text) <= _LONGEST * 4 else ""


def _marks(node: LexborNode) -> str:
    return f" {node.attributes.get('class') or ''} {node.attributes.get('aria-current') or ''}"


def _elsewhere(doc: Document, href: str | None, here: str) -> str | None:
    """The absolute address of another page of the site."""
    url = doc.base.absolute(href) if href and usable(href) else None
    return url if url and page_key(url) != here and same_site(url, doc.base.url) else None
