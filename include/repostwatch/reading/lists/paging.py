"""The address of the page that follows in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from repostwatch.reading.addresses import BaseAddress, key, usable
from repostwatch.reading.document import Document

_NEXT = re.compile(
    r"^[\[【\s]*(?:下一?页|后一?页|下一?頁|next(?:\s*page)?|>|›|»|＞)[\]】\s>›»＞]*$", re.IGNORECASE
)
# 第3页 in a title, ?page=3; and in a page's text, where only one is named.
_NUMBER = re.compile(
    r"第\s?0*([1-9]\d{0,3})\s?页|[?&](?:page|pageno|pagenum|curpage|currentpage)=0*([1-9]\d{0,3})(?:&|$)",
    re.IGNORECASE,
)
_STATED = re.compile(r"第\s?0*([1-9]\d{0,3})\s?页")
_GOES_ON = re.compile(r"^(?:下一?页|后一?页|下一?頁)$|共\s?(?!0*1\s?页)\d{1,5}\s?页", re.MULTILINE)
_PREVIOUS = re.compile(
    r"^[\[【\s<‹«]*(?:[下后新]一[期月年季]|下个?[月年]|[上前]一?页|上一?頁|prev(?:ious)?(?:\s*page)?)[\]】\s]*$",
    re.IGNORECASE,
)
_PAGER = re.compile(
    r"(?:^|[-_\s])(?:pages?|pager|paging|pagination|fenye|fy)(?![a-z])", re.IGNORECASE
)
# TRS: createPageHTML(total pages, this page from 0, name, suffix) and its relatives.
_TRS = re.compile(
    r"createPage(?:HTML|List)?\w{0,20}\s*\(\s*(?:[\"'][^\"']*[\"']\s*,\s*)?(\d{1,6})\s*,\s*(\d{1,6})\s*,"
    r"\s*[\"'](\w{1,60})[\"']\s*,\s*[\"']\.?(\w{1,8})[\"']",
)
_COUNT_PAGE = re.compile(r"\bcountPage\s*=\s*[\"']?(\d{1,6})")
_CURRENT_PAGE = re.compile(r"\bcurrentPage\s*=\s*[\"']?(\d{1,6})")
_TOTAL = re.compile(
    r"(?:totalPages?|pageCount|countPage|totalpage)[\"']?\s*[:=]\s*[\"']?(\d{1,6})", re.IGNORECASE
)
_SCRIPTED = ("createPage", "countPage", "totalPage", "totalpage", "TotalPage", "pageCount")
_NAMED = re.compile(r"[\"'](\w{1,40})([_-])[\"']\s*\+\s*\w+\s*\+\s*[\"']\.(s?html?)[\"']")
_NUMBERED = re.compile(r"^(.*/)(\w+?)([_-])(\d{1,5})\.(s?html?)$")
_FOLDERS_OWN = re.compile(r"/(?:index|default|list)\.\w{1,6}$")
# The number of the page in an address: index_2.html, list-2.shtml, ?page=2, &pageNum=2.
_COUNTED = re.compile(r"[\w]{0,40}?[_-](\d{1,3})\.\w{1,6}$|[?&]\w{0,20}p\w{0,20}=(\d{1,3})(?:&|$)")

MARKS = frozenset("下后[【nN>›»＞")  # what a link to the following page begins with
BACK = frozenset("上前下后新[【pP<‹«")  # and one to the page before, or to a newer issue


def is_next(text: str, node: LexborNode) -> bool:
    """Whether a short link leads to the following page of a list."""
    if not _NEXT.match(text):
        return False
    if text[0] not in ">›»＞":
        return True
    # A lone arrow is a pager's only where its author says so: there are carousels, too.
    around = node.parent
    parent = f"{around.attributes.get('class')} {around.attributes.get('id')}" if around else ""
    return "next" in str(node.attributes.get("class")) or _PAGER.search(parent) is not None


def is_previous(text: str) -> bool:
    """Whether a short link leads to the page of a list before this one."""
    return _PREVIOUS.match(text) is not None


def previous_url(doc: Document, pagers: Iterable[str]) -> str | None:
    """The list page before this one, None on a first page (whose link leads nowhere else)."""
    here = _FOLDERS_OWN.sub("/", key(doc.base.url))
    for href in pagers:
        url = doc.base.absolute(href)
        if url and _FOLDERS_OWN.sub("/", key(url)) != here:
            return url
    return None


def goes_on(doc: Document) -> bool:
    """Whether a page says that its list has more pages, readable or not."""
    return _GOES_ON.search(doc.shown) is not None


def next_url(doc: Document, pagers: Iterable[str]) -> str | None:
    """The following list page: a data store's next group, a 下一页 link, a page script, or the
    number after this page's."""
    base = doc.base
    if doc.store:
        return base.absolute(doc.store)
    here = key(base.url)
    for href in pagers:
        url = base.absolute(href)
        return url if url and key(url) != here else None
    for code in doc.codes:
        if "age" in code and any(mark in code for mark in _SCRIPTED):
            url = _by_script(code, base)
            if url and key(url) != here:
                return url
    stated = (link.attributes for link in doc.elements["link"])
    href = next(
        (one.get("href") or "" for one in stated if (one.get("rel") or "").lower() == "next"), ""
    )
    return base.absolute(href) if usable(href) else _by_number(doc)


def _by_number(doc: Document) -> str | None:
    """The page after this one in a row of numbers (1 2 3 …) that lead into this page's folder.

    This page is the number that leads here or that is no link. A calendar's days lead
    elsewhere, or are not counted in their addresses.
    """
    this, pages = _numbers(doc)
    return pages.get(this + 1)


def number(doc: Document) -> int:
    """Which page of its list this is, as far as it says so; 1 where it does not."""
    for text in (doc.title or "", doc.base.url):
        if found := _NUMBER.search(text):
            return int(found[1] or found[2])
    stated = {int(found) for found in _STATED.findall(doc.shown)}
    if len(stated) == 1:
        return stated.pop()
    this, pages = _numbers(doc)
    return this if any(other > this for other in pages) else 1


def _numbers(doc: Document) -> tuple[int, dict[int, str]]:
    """The number of this page, and the addresses of those whose numbers stand in a row."""
    if "\n2\n" not in doc.shown:
        return 1, {}
    here, folder = page_key(doc.base.url), doc.base.folder
    pages: dict[int, str] = {}
    for node in doc.tree.css("a"):
        text = (node.text() or "").strip()
        if not text.isdecimal() or len(text) > 3:
            continue
        url = doc.base.absolute(node.attributes.get("href") or "") or ""
        counted = _COUNTED.search(url.removeprefix(folder))
        if url.startswith(folder) and (
            text == "1" or page_key(url) == here or _counts(counted, int(text))
        ):
            pages.setdefault(int(text), url)
    this = next((number for number, url in pages.items() if page_key(url) == here), None)
    if this is None:
        this = next(number for number in range(1, len(pages) + 2) if number not in pages)
    return this, pages


def page_key(url: str) -> str:
    """What two addresses of one list page share: a folder's own page may be named or not."""
    return _FOLDERS_OWN.sub("", key(url))


def _counts(counted: re.Match[str] | None, number: int) -> bool:
    """Whether an address counts pages from 1, or from 0 as some systems do."""
    return counted is not None and int(counted[1] or counted[2]) in (number, number - 1)


def _by_script(code: str, base: BaseAddress) -> str | None:
    match = _TRS.search(code)
    if match:
        total, page, name, suffix = int(match[1]), int(match[2]), match[3], match[4]
        return base.absolute(f"./{name}_{page + 1}.{suffix}") if page + 1 < total else None
    count, current = _COUNT_PAGE.search(code), _CURRENT_PAGE.search(code)
    if count and current:
        page = int(current[1]) + 1
        return base.absolute(f"./index_{page}.{_suffix(base)}") if page < int(count[1]) else None
    named, total_match = _NAMED.search(code), _TOTAL.search(code)
    if named and total_match:
        page = _page_here(base, named[1], named[2])
        # A script that writes index.html for page 1 writes name_2 for page 2.
        if page < int(total_match[1]):
            return base.absolute(f"./{named[1]}{named[2]}{page + 1}.{named[3]}")
    return None


def _page_here(base: BaseAddress, name: str, mark: str) -> int:
    match = _NUMBERED.match(base.path)
    return int(match[4]) if match and match[2] == name and match[3] == mark else 1


def _suffix(base: BaseAddress) -> str:
    name = base.path.rpartition("/")[2]
    return name.rpartition(".")[2] if "." in name else "html"
