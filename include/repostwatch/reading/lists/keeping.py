"""Which rows of a page are its items: by date, title, address, and the rows beside them.

A row with a date beside it is an item. Without one, the address and the title must both
look like an article's, and more so inside a header, a footer or a menu. Rows of a list
share their fate: a short title stays where its neighbours are items.
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote_plus

from selectolax.lexbor import LexborNode

from repostwatch.base.sites import GOV_HOST
from repostwatch.reading.addresses import (
    ARTICLE,
    CHANNEL,
    ROOT,
    ROW_MARK,
    UNCLEAR,
    link_target,
)
from repostwatch.reading.dom import handlers
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.lists import not_news
from repostwatch.reading.lists.not_news import NEIGHBOUR, NOT_A_TITLE
from repostwatch.reading.lists.row import Row
from repostwatch.settings import ReadingSettings

_GOV_DOCUMENT = re.compile(
    rf"\s*(?:https?:)?//{GOV_HOST.pattern}\.?(?::\d+)?/\S*content_?\d", re.IGNORECASE
)
_SEARCH = re.compile(r"search|sousuo|query|/so?s?[/?]|[?&](?:q|qt|kw|wd|keywords?)=", re.IGNORECASE)
_ASKED = 10  # characters of a title that a search's address holds
_PAGES = (".html", ".shtml", ".htm")
_NAMES = 3  # so many names in a row are a list of names
_HEADING_LEVELS = 3  # elements around a list, before the first of which its heading stands
_HEADING_NODES = 8  # of what stands there that are looked at
_CROWD = 60  # more links are a section of the page, no menu


def keep_items(found: list[Row], settings: ReadingSettings) -> None:
    """Decide of each row whether it is kept."""
    lists: dict[int, list[Row]] = {}
    doubtful: list[Row] = []
    undated: list[Row] = []
    for row in found:
        lists.setdefault(row.list_key, []).append(row)
        if not row.visible:
            undated.append(row)
        elif _has_title(row):
            row.kept = len(row.title) >= 4 or row.leads is ARTICLE
    judge = _Judge(lists, settings)
    for row in undated:
        verdict = judge.undated(row) if _has_title(row) else False
        row.kept = verdict is True
        if verdict is None:
            doubtful.append(row)
    for row in doubtful:
        row.kept = judge.by_list(row)


def _has_title(row: Row) -> bool:
    title, href = row.title, row.href
    length = len(title)
    if length < 2 or (length < 16 and NOT_A_TITLE.match(title)):
        return length >= 2 and _GOV_DOCUMENT.match(href) is not None
    if ("%" in href or not href.isascii()) and _asks_for(href, title):
        return False
    if title[0] in "上下前后" and NEIGHBOUR.match(title):
        return False
    if href.startswith(ROW_MARK) and handlers.is_tool(title):
        return False
    return href.endswith(_PAGES) or row.leads is not ROOT


def _asks_for(href: str, title: str) -> bool:
    """Whether a link leads to a site's search for its own words: a hot word, a suggestion."""
    return _SEARCH.search(href) is not None and title[:_ASKED] in unquote_plus(href)


class _Judge:
    """Classifies undated rows by title, address and neighbouring rows."""

    def __init__(self, lists: dict[int, list[Row]], settings: ReadingSettings) -> None:
        self.lists = lists
        self.short, self.long = settings.title_chars, settings.long_title_chars
        self.frames = PageChrome()
        self._names: dict[int, bool] = {}
        self._menus: dict[int, bool] = {}
        self._services: dict[int, bool] = {}
        self._kept: dict[int, int] = {}
        self._long: dict[int, bool] = {}

    def undated(self, row: Row) -> bool | None:
        """True: an item. False: not one. None: its list decides."""
        title, href, long = row.title, row.href, self.long
        length = len(title)
        if (length < long + 10 and not_news.foot(title)) or not_news.enters(title):
            return False
        if not_news.file(href):  # an attachment, unless it stands in a list of items
            return False if not_news.download(title) else None
        policy, leads = not_news.policy(title), row.leads
        if leads is CHANNEL or href.startswith(ROW_MARK):
            item = policy and length >= long and not self.frames.holds(row.node)
            return item or (None if leads is UNCLEAR else False)
        if not policy and (
            not_news.offers(title, href) or self._of_names(row) or self._of_services(row)
        ):
            return False
        if leads is ARTICLE:
            if length >= long or policy:
                return True
            if length >= self.short and not self.frames.holds(row.node):
                return not self._in_menu(row)
            return None if length >= 4 else False
        if policy and not self.frames.holds(row.node):
            return True
        return None if length >= self.short else False

    def by_list(self, row: Row) -> bool:
        """Whether a doubtful row is an item, by the rows beside it."""
        key, peers = row.list_key, self.lists[row.list_key]
        if key not in self._kept:
            self._kept[key] = sum(peer.kept for peer in peers)
        kept = self._kept[key]
        item = (kept >= 2 and kept * 2 >= len(peers)) or self._long_list(row)
        self._kept[key] += item
        return item

    def _long_list(self, row: Row) -> bool:
        """Whether the row stands in a list of long titles whose addresses say nothing."""
        if row.leads is not UNCLEAR or row.href.startswith(ROW_MARK):
            return False
        known = self._long.get(row.list_key)
        if known is None:
            alike = [
                len(peer.title)
                for peer in self.lists[row.list_key]
                if len(peer.title) >= self.short and peer.leads is UNCLEAR
            ]
            known = len(alike) >= 3 and sum(alike) >= self.long * len(alike)
            self._long[row.list_key] = known
        return known and not self.frames.holds(row.node)

    def _of_names(self, row: Row) -> bool:
        """Whether the row's list names offices or leaders."""
        known = self._names.get(row.list_key)
        if known is None:
            titles_ = [peer.title for peer in self.lists[row.list_key] if not peer.visible]
            names = sum(map(not_news.name, titles_)) if len(titles_) >= _NAMES else 0
            known = self._names[row.list_key] = names >= _NAMES and names * 10 >= len(titles_) * 6
        return known

    def _of_services(self, row: Row) -> bool:
        """Whether the heading above the row's list names services, houses, downloads."""
        known = self._services.get(row.list_key)
        if known is None:
            known = any(map(not_news.service_heading, _heading(row.list_node)))
            self._services[row.list_key] = known
        return known

    def _in_menu(self, row: Row) -> bool:
        """Whether most links of the row's list lead to channels: an article among them is a
        page of the site's own."""
        known = self._menus.get(row.list_key)
        if known is None:
            node = row.list_node
            hrefs = [a.attributes.get("href") or "" for a in node.css("a")] if node else []
            channels = sum(link_target(href) is CHANNEL for href in hrefs[:_CROWD])
            known = 3 <= len(hrefs) <= _CROWD and channels * 2 > len(hrefs)
            self._menus[row.list_key] = known
        return known


def _heading(part: LexborNode | None) -> list[str]:
    """The first texts of what stands before a list or around it."""
    for _level in range(_HEADING_LEVELS):
        if part is None or part.tag in ("body", "html"):
            break
        before = part.prev
        while before is not None and not before.is_element_node:
            before = before.prev
        if before is not None:
            inside = islice(before.traverse(include_text=True), _HEADING_NODES)
            return [node.text_content or "" for node in inside if node.is_text_node]
        part = part.parent
    return []
