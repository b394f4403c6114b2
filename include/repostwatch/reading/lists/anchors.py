"""From the links of a page to those that may be items: no pager, no menu entry, each page once."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.reading import addresses
from repostwatch.reading.addresses import CHANNEL, ROOT
from repostwatch.reading.dom import handlers
from repostwatch.reading.dom.unseen import is_out_of_sight
from repostwatch.reading.lists import halves, link_title, paging
from repostwatch.reading.lists.row import ROW_TAGS, Anchors, Row

_SHORT_LINK = 8  # so short a link to a channel is navigation or a category beside the title
_CATEGORY = 16  # a whole link in square brackets of at most this length is one too
_PLAIN = frozenset("./h0123456789")  # what begins no javascript:, mailto: or #
_NOWHERE = (ROOT, CHANNEL)
_OPENS, _SHUTS = frozenset("[【"), frozenset("]】")


def anchors_of(tree: LexborHTMLParser) -> Anchors:
    """The links of a page in page order; their rows have neither title nor date yet."""
    found: list[Row] = []
    anchors = Anchors(found, [], [])
    last: Row | None = None
    linked, handled = _linked(tree)
    for order, node in enumerate(linked):
        attributes = node.attributes
        href = attributes.get("href") or ""
        if href[:1] not in _PLAIN:
            href = handlers.address(href, node, rows=handled) or handlers.row_name(href, node)
            if not href:
                continue
        first = node.first_child
        if first is not None and first.is_text_node and first.next is None:
            text = (first.text_content or "").strip()
        else:
            text = node.text(separator="\n", strip=True).strip()
        title = attributes.get("title") or ""
        if not text:
            anchors.wordless.append((node, href, title))
            title = title or _picture(node)
        elif not title and text[-1] in link_title.CUT_ENDS and link_title.is_cut(text):
            title = _named_within(node)
        if last is not None and href == last.href and _one_row(last.node, node):
            _join(last, node, text, title)
            continue
        last = None
        if len(text) <= _CATEGORY and _aside(anchors, node, href, text, title):
            continue
        last = Row(node, href, text, title, order)
        found.append(last)
    _hold(anchors)
    return anchors


def _linked(tree: LexborHTMLParser) -> tuple[list[LexborNode], bool]:
    """The links of a page and the rows without a link that open a page when clicked, and whether
    any row does, with a link or without."""
    found = tree.css(f"a, {handlers.HANDLED}")
    others = [node for node in found if node.tag != "a"]
    if not others:
        return found, False
    handled = handlers.rows_among(others)
    opened = handlers.without_link(handled)
    linked = [node for node in found if node.tag == "a" or node.mem_id in opened]
    return linked, bool(handled)


def _join(row: Row, node: LexborNode, text: str, title: str) -> None:
    """Add a link to the one before it: a picture, the title and [详细] that lead to one page."""
    if is_out_of_sight(row.node) and not is_out_of_sight(node):
        # One for each kind of screen: of the two this is the one that is seen.
        row.text, row.more, row.node, row.root, row.end = text, "", node, node, None
        return
    so_far, end = row.text + row.more, row.end or row.node
    if (halves.one_title(so_far, text) and halves.adjacent(end, node)) or (
        halves.one_title_below(so_far, text) and halves.stacked(end, node)
    ):
        row.more, row.end = row.more + text, node
    elif len(text) > len(row.text):
        row.text, row.node, row.root, row.end = text, node, node, None
    row.attribute = row.attribute or title


def _aside(anchors: Anchors, node: LexborNode, href: str, text: str, title: str) -> bool:
    """Whether a short link is none of the page's items: a pager, a menu entry, a category."""
    if len(text) > _SHORT_LINK or len(title) > _SHORT_LINK:
        bracketed = text[:1] in _OPENS and text[-1:] in _SHUTS
        return bracketed and len(title) <= _CATEGORY
    shown = text or title.strip()
    first = shown[:1]
    if first in paging.MARKS and paging.is_next(shown, node):
        anchors.pagers.append((href, node))
    elif first in paging.BACK and paging.is_previous(shown):
        anchors.previous.append(href)
    shortest = len(text) < 2 and len(title) < 2
    return shortest or addresses.link_target(href) in _NOWHERE


def _named_within(node: LexborNode) -> str:
    """The title= within a link whose text is cut."""
    inner = next((part for part in node.css("[title]")[:2] if part.mem_id != node.mem_id), None)
    return (inner.attributes.get("title") or "") if inner is not None else ""


def _picture(node: LexborNode) -> str:
    """What a link without words shows."""
    image = node.css_first("img[alt]")
    return (image.attributes.get("alt") or "") if image is not None else ""


def _one_row(first: LexborNode, second: LexborNode) -> bool:
    """Whether two links to one address stand in one row, and open the same."""
    one, other = first.attributes.get("onclick"), second.attributes.get("onclick")
    return (not one or not other or one == other) and _row_of(first) == _row_of(second)


def _row_of(node: LexborNode) -> int:
    parent = node.parent
    while parent is not None and parent.tag not in ROW_TAGS:
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def shared_by(rows: Iterable[Row]) -> set[int]:
    """The elements that hold two of some rows or more."""
    above, shared = set[int](), set[int]()
    for row in rows:
        _climb(row, above, shared)
    return shared


def _hold(anchors: Anchors) -> None:
    """Note the elements above the rows, and which of them hold two rows or more."""
    for row in anchors.rows:
        row.within = row.node.parent.mem_id if row.node.parent is not None else 0
        _climb(row, anchors.above, anchors.shared)


def _climb(row: Row, above: set[int], shared: set[int]) -> None:
    """Add the elements above a row, up to one that another row has added: it is shared."""
    node = row.node.parent
    while node is not None:
        name = node.mem_id
        if name in above:
            shared.add(name)
            return
        above.add(name)
        node = node.parent
