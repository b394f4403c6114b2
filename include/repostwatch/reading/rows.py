"""From anchors to rows: which piece of the page belongs to which link, and its date.

A row is the largest piece of the page around a link that holds no other link. Where a list
puts dates between the rows, or several links into one, the pieces without links tell: one
such date makes the whole container a row, several alternate with the rows.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model import PageDate
from repostwatch.reading import addresses, dates, paging, titles
from repostwatch.reading.addresses import Leads
from repostwatch.settings import ReadingSettings

_ROW_TAGS = frozenset(("li", "tr", "dl", "article"))
_TABLE_TAGS = frozenset(("tbody", "table"))
_TOP_TAGS = frozenset(("body", "html"))
_DATE_ENDS = frozenset("0123456789]】)）")
_SECTION_CHARS = 20_000  # so much text is a section of the page, no list of rows
_LINKS_IN_ROW = 6
_SHORT_LINK = 8  # so short a link to a channel is navigation or a category beside the title


class Row:
    """A link with the piece of the page that belongs to it."""

    __slots__ = (
        "attribute", "date", "href", "kept", "leads", "list_key", "list_node",
        "month_day", "node", "order", "root", "text", "title", "visible",
    )  # fmt: skip

    def __init__(
        self, node: LexborNode, href: str, text: str, attribute: str, leads: Leads, order: int
    ) -> None:
        self.node, self.href, self.text, self.attribute = node, href, text, attribute
        self.leads, self.order = leads, order
        self.root: LexborNode = node
        self.list_node: LexborNode | None = None
        self.list_key = 0
        self.title = ""
        self.date: PageDate | None = None
        self.month_day: tuple[int, int] | None = None
        self.visible = False  # the date stands on the page, not only in the address
        self.kept = False

    @property
    def address_date(self) -> PageDate | None:
        """The date that the address carries."""
        return dates.in_address(self.href)


def rows(tree: LexborHTMLParser, settings: ReadingSettings, pagers: list[str]) -> list[Row]:
    """Every link that may be an item, in page order, with its row and the row's date.

    The addresses of links to a following page are put into `pagers` on the way.
    """
    found = _candidates(tree, pagers)
    shared = _shared(found)
    dealt: set[int] = set()
    owners = {row.node.mem_id: row for row in found}
    for row in found:
        _root(row, shared, settings)
    for row in found:
        if row.date is None and row.month_day is None and len(row.title) >= 4:
            _date_beside(row, dealt, owners)
    return found


def _candidates(tree: LexborHTMLParser, pagers: list[str]) -> list[Row]:
    found: list[Row] = []
    last: Row | None = None
    for order, node in enumerate(tree.css("a")):
        attributes = node.attributes
        href = attributes.get("href")
        if href is None or not addresses.usable(href):
            href = addresses.in_handler((href or "") + " " + (attributes.get("onclick") or ""))
            if href is None:
                continue
        text = node.text(separator="\n", strip=True)
        title = attributes.get("title") or ""
        if last is not None and href == last.href:
            # A picture, the title and [详细] that lead to one page are one link.
            if len(text) > len(last.text):
                last.text, last.node = text, node
            last.attribute = last.attribute or title
            continue
        if not text and not title:
            image = node.css_first("img[alt]")
            title = (image.attributes.get("alt") or "") if image else ""
        length = max(len(text), len(title))
        if length < _SHORT_LINK and paging.is_next(text, node):
            pagers.append(href)
        if length < 2:
            last = None
            continue
        leads = addresses.leads(href)
        if leads is Leads.ROOT or (leads is Leads.CHANNEL and length <= _SHORT_LINK):
            last = None
            continue
        last = Row(node, href, text, title, leads, order)
        found.append(last)
    return found


def _shared(found: list[Row]) -> set[int]:
    """The elements that hold two or more of the links."""
    seen: set[int] = set()
    shared: set[int] = set()
    for row in found:
        node = row.node.parent
        while node is not None:
            name = node.mem_id
            if name in shared:
                break
            if name in seen:
                shared.add(name)
            else:
                seen.add(name)
            node = node.parent
    return shared


def _root(row: Row, shared: set[int], settings: ReadingSettings) -> None:
    root = row.node
    parent = root.parent
    while (
        parent is not None
        and root.tag not in _ROW_TAGS
        and parent.tag not in _TOP_TAGS
        and parent.mem_id not in shared
    ):
        root, parent = parent, parent.parent
    text = row.text if root is row.node else root.text(separator="\n", strip=True)
    if len(text) > settings.row_chars + len(row.text):
        root, text = _smaller(row, settings)
        parent = root.parent
    row.root = root
    if root.tag == "tr":
        # Old pages give each row a table of its own: the list is what holds the tables.
        while parent is not None and parent.tag in _TABLE_TAGS and parent.mem_id not in shared:
            parent = parent.parent
    row.list_node = parent
    row.list_key = parent.mem_id if parent is not None else 0
    beside = text.replace(row.text, "", 1).strip() if len(text) > len(row.text) else ""
    found = dates.find(beside, row.href) if beside else None
    if found is None and "\n" in row.text:
        found = _date_inside(row)
    title = titles.full(row.attribute, row.text)
    if title[-1:] in _DATE_ENDS or title[:1] in "[【(（":
        bare = titles.without_date(title)
        if found is None and bare != title:
            found = dates.find(title.replace(bare, "", 1), row.href)
        title = bare
    row.title = title
    _take(row, found)


def _smaller(row: Row, settings: ReadingSettings) -> tuple[LexborNode, str]:
    root, text = row.node, row.text
    parent = root.parent
    while parent is not None:
        wider = parent.text(separator="\n", strip=True)
        if len(wider) > settings.row_chars + len(row.text):
            break
        root, text, parent = parent, wider, parent.parent
    return root, text


def _date_inside(row: Row) -> dates.Found | None:
    """The date inside the link itself, as a node of its own; the title is the longest node."""
    lines = row.text.split("\n")
    longest = max(lines, key=len)
    rest = [line for line in lines if line is not longest]
    found = dates.find("\n".join(rest), row.href)
    if found is not None:
        row.text = longest
    return found


def _take(row: Row, found: dates.Found | None) -> None:
    if found is None:
        return
    row.date, row.month_day = found.date, found.month_day
    row.visible = True


def _date_beside(row: Row, dealt: set[int], owners: dict[int, Row]) -> None:
    """Look for the date among the pieces without links around the row, up to three levels."""
    container = row.list_node
    for _level in range(3):
        if container is None or container.tag in _TOP_TAGS:
            return
        if container.mem_id in dealt:
            return
        dealt.add(container.mem_id)
        if _deal_out(container, owners) or container.tag in _ROW_TAGS:
            return
        container = container.parent


def _deal_out(container: LexborNode, owners: dict[int, Row]) -> bool:
    """Give the dates that stand between the links of a container to its rows."""
    text = container.text(separator="\n", strip=True)
    if len(text) > _SECTION_CHARS or not dates.maybe(text):
        return False
    pieces: list[tuple[list[Row], dates.Found | None]] = []
    for child in container.iter(include_text=True):
        inside = _rows_in(child, owners)
        if inside:
            pieces.append((inside, None))
            continue
        text = child.text(separator="\n", strip=True)
        if text and len(text) < 120 and (found := dates.find(text)) is not None:
            pieces.append(([], found))
    dated = [index for index, (_, found) in enumerate(pieces) if found is not None]
    if len(dated) == 1 and len(pieces) <= _LINKS_IN_ROW + 1:
        main = next((inside[0] for inside, _ in pieces if inside), None)
        if main is not None and _repeats(container):
            _give([main], pieces[dated[0]][1])
            parent = container.parent
            main.root, main.list_node = container, parent
            main.list_key = parent.mem_id if parent is not None else 0
            return True
    if len(dated) < 2:
        return False
    follows = sum(1 for i in dated if i > 0 and pieces[i - 1][0])
    leads = sum(1 for i in dated if i + 1 < len(pieces) and pieces[i + 1][0])
    before = leads > follows or (leads == follows and bool(pieces[-1][0]))
    for index in dated:
        other = index + 1 if before else index - 1
        if 0 <= other < len(pieces) and pieces[other][0]:
            # A date above a group of links dates them all, a date after one only that one.
            inside = pieces[other][0]
            _give(inside if before else inside[:1], pieces[index][1])
    return True


def _give(rows: list[Row], found: dates.Found | None) -> None:
    for row in rows:
        if row.date is None and row.month_day is None:
            _take(row, found)


def _rows_in(node: LexborNode, owners: dict[int, Row]) -> list[Row]:
    if node.tag == "-text":
        return []
    if node.tag == "a":
        row = owners.get(node.mem_id)
        return [row] if row is not None else []
    return [row for anchor in node.css("a") if (row := owners.get(anchor.mem_id)) is not None]


def _repeats(container: LexborNode) -> bool:
    """Whether an element is one of several alike: a row, not a section of the page."""
    if container.tag in _ROW_TAGS:
        return True
    for step in ("next", "prev"):
        other: LexborNode | None = getattr(container, step)
        while other is not None and other.tag in ("-text", "_comment", "-comment", "br", "hr"):
            other = getattr(other, step)
        if other is not None and other.tag == container.tag:
            return bool(other.attributes.get("class") == container.attributes.get("class"))
    return False
