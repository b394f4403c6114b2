"""The address of the page that follows in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from repostwatch.reading.addresses import Base, key, usable
from repostwatch.reading.document import Document

_NEXT = re.compile(
    r"^[\[【\s]*(?:下一?页|后一?页|下一?頁|next(?:\s*page)?|>|›|»|＞)[\]】\s>›»＞]*$", re.IGNORECASE
)
# TRS: createPageHTML(total pages, this page from 0, name, suffix) and its relatives.
_TRS = re.compile(
    r"createPage(?:HTML|List)?\w*\s*\(\s*(?:[\"'][^\"']*[\"']\s*,\s*)?(\d{1,6})\s*,\s*(\d{1,6})\s*,"
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


MARKS = frozenset("下后[【nN>›»＞")  # what a link to the following page begins with


def is_next(text: str, node: LexborNode) -> bool:
    """Whether a short link leads to the following page of a list."""
    if not _NEXT.match(text):
        return False
    # A lone arrow is a pager's only where its author says so.
    return text[0] not in ">›»＞" or "next" in str(node.attributes.get("class"))


def next_url(doc: Document, pagers: Iterable[str]) -> str | None:
    """The following list page: a data store's next group, a 下一页 link, or a page script."""
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
    link = doc.tree.css_first('link[rel="next"]')
    href = (link.attributes.get("href") or "") if link is not None else ""
    return base.absolute(href) if usable(href) else None


def _by_script(code: str, base: Base) -> str | None:
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


def _page_here(base: Base, name: str, mark: str) -> int:
    match = _NUMBERED.match(base.path)
    return int(match[4]) if match and match[2] == name and match[3] == mark else 1


def _suffix(base: Base) -> str:
    name = base.path.rpartition("/")[2]
    return name.rpartition(".")[2] if "." in name else "html"
