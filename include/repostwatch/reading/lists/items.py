"""Which rows are the page's content items, known by structure and never by a list of sites.

A row with a date beside it is an item. Without one, the address and the title must both
look like an article's, and more so inside a header, a footer or a menu. Rows of a list
share their fate: a short title stays where its neighbours are items.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice
from urllib.parse import unquote_plus

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from repostwatch.base.sites import GOV_HOST
from repostwatch.model import Link, PageDate, Reason, because
from repostwatch.model.codes import PageCode
from repostwatch.model.reasons import quoted
from repostwatch.reading.addresses import ROW_MARK, BaseAddress, LinkTarget, key, link_target
from repostwatch.reading.dates import relative_dates, written_dates, years
from repostwatch.reading.dom import handlers
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.lists import link_title, not_news
from repostwatch.reading.lists.not_news import NEIGHBOUR, NOT_A_TITLE
from repostwatch.reading.lists.rows import Row
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


def items(
    found: list[Row],
    base: BaseAddress,
    fetched_at: datetime | None,
    settings: ReadingSettings,
) -> tuple[list[Row], list[Link], dict[int, int]]:
    """The kept rows (all occurrences), the links they make (each address once), and the
    number of each list's block."""
    if not any(row.kept for row in found):
        _decide(found, settings)
    kept = [row for row in found if row.kept]
    for row in kept:
        if row.ago is not None and fetched_at is not None:
            row.date = relative_dates.resolved(row.ago, fetched_at)
    _fill_years(kept, fetched_at)
    handlers.name_rows(kept)
    blocks = _blocks(kept)
    return kept, links(kept, blocks, base), blocks


def _decide(found: list[Row], settings: ReadingSettings) -> None:
    lists: dict[int, list[Row]] = {}
    doubtful: list[Row] = []
    undated: list[Row] = []
    for row in found:
        lists.setdefault(row.list_key, []).append(row)
        if not row.visible:
            undated.append(row)
        elif _has_title(row):
            row.kept = len(row.title) >= 4 or row.leads is LinkTarget.ARTICLE
    judge = _Judge(lists, settings)
    for row in undated:
        verdict = judge.undated(row) if _has_title(row) else False
        row.kept = verdict is True
        if verdict is None:
            doubtful.append(row)
    for row in doubtful:
        row.kept = judge.by_list(row)


def _has_title(row: Row) -> bool:
    length = len(row.title)
    if length < 2 or (length < 16 and NOT_A_TITLE.match(row.title)):
        return length >= 2 and _GOV_DOCUMENT.match(row.href) is not None
    if ("%" in row.href or not row.href.isascii()) and _asks_for(row.href, row.title):
        return False
    if row.title[0] in "上下前后" and NEIGHBOUR.match(row.title):
        return False
    if row.href.startswith(ROW_MARK) and handlers.is_tool(row.title):
        return False
    return row.href.endswith(_PAGES) or row.leads is not LinkTarget.ROOT


def _asks_for(href: str, title: str) -> bool:
    """Whether a link leads to a site's search for its own words: a hot word, a suggestion."""
    return _SEARCH.search(href) is not None and title[:_ASKED] in unquote_plus(href)


class _Judge:
    """Classifies undated rows by title, address and neighbouring rows."""

    def __init__(self, lists: dict[int, list[Row]], settings: ReadingSettings) -> None:
        self.lists, self.settings = lists, settings
        self.frames = PageChrome()
        self._names: dict[int, bool] = {}
        self._menus: dict[int, bool] = {}
        self._services: dict[int, bool] = {}
        self._kept: dict[int, int] = {}
        self._long: dict[int, bool] = {}

    def undated(self, row: Row) -> bool | None:
        """True: an item. False: not one. None: its list decides."""
        title, length, settings = row.title, len(row.title), self.settings
        if length < settings.long_title_chars + 10 and not_news.foot(title):
            return False
        file = not_news.file(row.href)
        if not_news.enters(title) or (file and not_news.download(title)):
            return False
        if file:
            return None  # an attachment, unless it stands in a list of items
        policy = not_news.policy(title)
        if row.leads is LinkTarget.CHANNEL or row.href.startswith(ROW_MARK):
            long = length >= settings.long_title_chars
            item = policy and long and not self.frames.holds(row.node)
            return item or (None if row.leads is LinkTarget.UNCLEAR else False)
        if not policy and (
            not_news.offers(title, row.href) or self._of_names(row) or self._of_services(row)
        ):
            return False
        if row.leads is LinkTarget.ARTICLE:
            if length >= settings.long_title_chars or policy:
                return True
            if length >= settings.title_chars and not self.frames.holds(row.node):
                return not self._in_menu(row)
            return None if length >= 4 else False
        if policy and not self.frames.holds(row.node):
            return True
        return None if length >= settings.title_chars else False

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
        if row.leads is not LinkTarget.UNCLEAR or row.href.startswith(ROW_MARK):
            return False
        known = self._long.get(row.list_key)
        if known is None:
            least = self.settings.title_chars
            alike = [
                len(peer.title)
                for peer in self.lists[row.list_key]
                if len(peer.title) >= least and peer.leads is LinkTarget.UNCLEAR
            ]
            known = len(alike) >= 3 and sum(alike) >= self.settings.long_title_chars * len(alike)
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
            channels = sum(link_target(href) is LinkTarget.CHANNEL for href in hrefs[:_CROWD])
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


def _fill_years(kept: list[Row], fetched_at: datetime | None) -> None:
    lists: dict[int, list[Row]] = {}
    for row in kept:
        if row.month_day is not None:
            lists.setdefault(row.list_key, [])
    if not lists:
        return
    for row in kept:
        if row.list_key in lists:
            lists[row.list_key].append(row)
    for rows in lists.values():
        known = [row.date or row.address_date for row in rows]
        pairs = [row.month_day for row in rows]
        for row, date in zip(rows, years.with_years(pairs, known, fetched_at), strict=True):
            if row.month_day is not None:
                row.date = written_dates.with_clock(date, row.clock, fetched_at)


def _blocks(kept: list[Row]) -> dict[int, int]:
    """Number the lists in page order; a list cut into several elements stays one."""
    blocks: dict[int, int] = {}
    last: dict[tuple[int, str, str], tuple[int, PageDate]] = {}
    lists: dict[int, list[Row]] = {}
    for row in kept:
        lists.setdefault(row.list_key, []).append(row)
    number = 0
    for name, rows in lists.items():
        node = rows[0].list_node
        days = [row.date for row in rows if row.date and row.visible]
        parent = node.parent if node is not None else None
        if node is not None and parent is not None and days:
            kin = (parent.mem_id, node.tag or "", node.attributes.get("class") or "")
            before = last.get(kin)
            last[kin] = (blocks.get(name, number), days[-1])
            if before and days[0].interval.earliest <= before[1].interval.earliest:
                blocks[name] = before[0]
                last[kin] = (before[0], days[-1])
                continue
        blocks[name] = number
        number += 1
    return blocks


def links(kept: list[Row], blocks: dict[int, int], base: BaseAddress) -> list[Link]:
    """One link per address: the dated occurrence, else the first, with the longest title. Rows
    of one list that share an address under unlike titles are links of their own."""
    made: dict[str, Link] = {}
    dated: dict[str, bool] = {}
    last: tuple[str, Row] | None = None
    for row in kept:
        url = base.absolute(row.href)
        if url is None:
            continue
        name = key(url)
        if last is not None and last[0].partition("\n")[0] == name and _unlike(last[1], row):
            name = f"{name}\n{row.title}"  # a list that gives all its rows one address
        last = name, row
        date = row.date or row.address_date
        before = made.get(name)
        if before is not None:
            if dated[name] or not (row.visible and row.date):
                if before.truncated and not link_title.is_cut(row.title):
                    made[name] = Link(row.title, before.url, before.date, False, before.block)
                continue
            title = row.title if len(row.title) >= len(before.title) else before.title
            del made[name]
        else:
            title = row.title
        made[name] = Link(title, url, date, link_title.is_cut(title), blocks[row.list_key])
        dated[name] = bool(row.visible and row.date)
    return list(made.values())


def _unlike(before: Row, row: Row) -> bool:
    if before.list_key != row.list_key or min(len(before.title), len(row.title)) < 4:
        return False
    return before.title not in row.title and row.title not in before.title


def selected(
    tree: LexborHTMLParser, selector: str, found: list[Row]
) -> tuple[list[Row], Reason | None]:
    """The rows inside the elements that a registry's selector names, one per element.

    Without any, the second value says why.
    """
    owners = {row.node.mem_id: row for row in found}
    chosen: dict[int, Row] = {}
    try:
        elements = tree.css(selector)
    except (SelectolaxError, ValueError):
        return [], because(PageCode.SELECTOR_MALFORMED, selector=quoted(selector))
    for element in elements:
        anchors = [element] if element.tag == "a" else element.css("a")
        row = next((r for a in anchors if (r := owners.get(a.mem_id)) is not None), None)
        if row is not None:
            row.kept = True
            chosen[row.node.mem_id] = row
    if chosen:
        return list(chosen.values()), None
    return [], because(PageCode.SELECTOR_WITHOUT_ITEMS, selector=quoted(selector))
