"""Which rows are the page's content items, told by structure and never by a list of sites.

A row with a date beside it is an item. Without one, the address and the title must both
look like an article's, and more so inside a header, a footer or a menu. Rows of a list
share their fate: a short title stays where its neighbours are items.
"""

from __future__ import annotations

import re
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from repostwatch.model import Link, PageDate
from repostwatch.reading import dates, titles
from repostwatch.reading.addresses import Base, Leads, key
from repostwatch.reading.frames import Frames
from repostwatch.reading.rows import Row
from repostwatch.settings import ReadingSettings

_NOT_A_TITLE = re.compile(
    r"[\[【<(（]?(?:更多|查看更多|查看详情|more|详细|详情|阅读全文|下载|附件|首页|上一页|下一页|上页|下页|尾页|末页"
    r"|返回|关闭|打印|登录|注册|RSS订阅|设为首页|加入收藏|无障碍\w*|关怀版|长者\w*|手机版|繁[体體]\w*|English)"
    r"[\]】>)）\s+>》&.…]*$|[\d\s.,:/<>«»-]*$",
    re.IGNORECASE,
)
_FOOT_TITLE = re.compile(
    r"ICP备|公网安备|网站声明|法律声明|隐私|版权|网站地图|联系我们|关于我们|关于本网|网站纠错|"
    r"政府网站找错|主办单位|站点地图|使用帮助|网站帮助|网站标识码|技术支持|工作年度报表"
)
_POLICY = re.compile(
    r"国务院|中办|国办|中共中央|印发|(?:的|等)(?:通知|意见|决定|批复|公告|通报|函|令|办法|条例|规定)|条例|第\d+号"
)


def items(
    found: list[Row],
    base: Base,
    fetched_at: datetime | None,
    settings: ReadingSettings,
) -> tuple[list[Row], list[Link], dict[int, int]]:
    """The kept rows (all occurrences), the links they make (each address once), and the
    number of each list's block."""
    if not any(row.kept for row in found):
        _decide(found, settings)
    kept = [row for row in found if row.kept]
    _fill_years(kept, fetched_at)
    blocks = _blocks(kept)
    return kept, _links(kept, blocks, base), blocks


def _decide(found: list[Row], settings: ReadingSettings) -> None:
    frames = Frames()
    lists: dict[int, list[Row]] = {}
    for row in found:
        lists.setdefault(row.list_key, []).append(row)
    doubtful: list[Row] = []
    for row in found:
        verdict = _verdict(row, settings, frames)
        row.kept = verdict is True
        if verdict is None:
            doubtful.append(row)
    for row in doubtful:
        peers = lists[row.list_key]
        alike = [p for p in peers if p.leads is row.leads and len(p.title) >= settings.title_chars]
        kept = sum(peer.kept for peer in peers)
        if kept >= 2 and kept * 2 >= len(peers):
            row.kept = True
        elif row.leads is Leads.UNCLEAR:
            row.kept = (
                len(alike) >= 3
                and sum(len(peer.title) for peer in alike) >= settings.long_title_chars * len(alike)
                and not frames.holds(row.node)
            )


def _verdict(row: Row, settings: ReadingSettings, frames: Frames) -> bool | None:
    """True: an item. False: not one. None: its list decides."""
    title, length = row.title, len(row.title)
    if length < 2 or row.leads is Leads.ROOT:
        return False
    if length < 16 and _NOT_A_TITLE.match(title):
        return False
    if row.visible:
        return length >= 4 or row.leads is Leads.ARTICLE
    if _FOOT_TITLE.search(title) and length < settings.long_title_chars + 10:
        return False
    policy = length >= 12 and bool(_POLICY.search(title))
    if row.leads is Leads.CHANNEL:
        return policy and length >= settings.long_title_chars and not frames.holds(row.node)
    if row.leads is Leads.ARTICLE:
        if length >= settings.long_title_chars or policy:
            return True
        if length >= settings.title_chars and not frames.holds(row.node):
            return True
        return None if length >= 4 else False
    if policy and not frames.holds(row.node):
        return True
    return None if length >= settings.title_chars else False


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
        for row, date in zip(rows, dates.with_years(pairs, known, fetched_at), strict=True):
            if row.month_day is not None:
                row.date = date


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


def _links(kept: list[Row], blocks: dict[int, int], base: Base) -> list[Link]:
    """One link per address: the dated occurrence, else the first, with the longest title."""
    links: dict[str, Link] = {}
    dated: dict[str, bool] = {}
    for row in kept:
        url = base.absolute(row.href)
        if url is None:
            continue
        name = key(url)
        date = row.date or (None if row.visible else row.address_date)
        if date is None and row.address_date is not None:
            date = row.address_date
        before = links.get(name)
        if before is not None:
            if dated[name] or not (row.visible and row.date):
                if before.truncated and not titles.is_cut(row.title):
                    links[name] = Link(row.title, before.url, before.date, False, before.block)
                continue
            title = row.title if len(row.title) >= len(before.title) else before.title
            del links[name]
        else:
            title = row.title
        links[name] = Link(title, url, date, titles.is_cut(title), blocks[row.list_key])
        dated[name] = bool(row.visible and row.date)
    return list(links.values())


def selected(tree: LexborHTMLParser, selector: str, found: list[Row]) -> tuple[list[Row], str]:
    """The rows inside the elements that a registry's selector names, one per element.

    Without any, the second value says why.
    """
    owners = {row.node.mem_id: row for row in found}
    chosen: dict[int, Row] = {}
    try:
        elements = tree.css(selector)
    except (SelectolaxError, ValueError):
        return [], f"登记的选择器无法解析：{selector[:60]}"
    for element in elements:
        anchors = [element] if element.tag == "a" else element.css("a")
        row = next((r for a in anchors if (r := owners.get(a.mem_id)) is not None), None)
        if row is not None:
            row.kept = True
            chosen[row.node.mem_id] = row
    return list(chosen.values()), "" if chosen else f"登记的选择器没有选中条目：{selector[:60]}"
