"""One account of all parts of a page that are or may be a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from selectolax.lexbor import LexborNode

from repostwatch.model import PageDate, Region, RegionForm, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.formats.records import SET_APART
from repostwatch.reading.lists.row import Anchors, Row
from repostwatch.reading.regions import pagers, places
from repostwatch.reading.regions.heads import Head, Heads
from repostwatch.reading.regions.partial import View
from repostwatch.reading.regions.subject import names_list, plain
from repostwatch.reading.regions.unread import unread
from repostwatch.settings import ReadingSettings

_ROWS = frozenset(("li", "tr", "td", "dd", "dt", "p", "span", "a", "em", "b", "strong", "font"))
_TABLES = frozenset(("table", "tbody"))
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:side|sidebar|aside|sub_?side|hot\w*|relat\w*|foot\w{0,2}|bottom|recommend\w*|tuijian|rank\w*|widget|xgxx|xglj|tjyd)(?![a-z])"
    r"|(?:^|[-_\s])(?:side|aside)[-_]?\w{0,8}(?=$|\s)",
    re.IGNORECASE,
)
_ASIDE_NAME = re.compile(r"热[点门]|相关|推荐|排行|点击|图片新闻|友情链接|浏览|猜你|延伸阅读|导航")
_PATH_LEVELS = 12
_HEADINGS = "h1, h2, h3, h4, [class*=tit], [class*=tt], [class*=head], [class*=hd]"
UNDERNEATH = because(ListCode.HEADING_ONLY)
_DIGITS = re.compile(r"\d+")


@dataclass
class _Part:
    """Rows that stand together, as they are gathered."""

    node: LexborNode
    rows: list[Row]
    blocks: list[int]
    chain: list[Head]
    next_url: str | None = None
    paged: bool = False
    more: list[LexborNode] = field(default_factory=list)  # further containers of the same list


def regions_of(
    doc: Document,
    anchors: Anchors,
    kept: Sequence[Row],
    blocks: dict[int, int],
    subject: Sequence[str],
    fetched_at: datetime | None,
    settings: ReadingSettings,
) -> tuple[Region, ...]:
    """The regions of a page, those with rows first, in page order.

    No two regions share a block: `blocks` is changed where lists that were numbered as one turn
    out to be lists of their own.
    """
    standing = _containers(kept, blocks)
    empty = places.places(doc, anchors.above, settings)
    taken = anchors_above(standing) | places.holding(place.node for place in empty)
    heads = Heads(taken)
    names = frozenset(subject)
    parts = _joined(
        [_Part(node, rows, numbers, heads.chain(node)) for node, rows, numbers in standing], names
    )
    _tell_blocks_apart(parts, blocks)
    _give_pagers(doc, anchors, parts)
    frames, view = PageChrome(), View.of(doc, fetched_at)
    made = [_with_rows(part, view, names, frames, settings) for part in parts]
    chains = [part.chain for part in parts]
    for place in empty:
        chain = heads.chain(place.node)
        chains.append(chain)
        made.append(_without(place, chain, names, frames))
    if not any(region.naming == 2 for region in made):
        attached = frozenset(
            head.node for chain in chains for head in chain if head.titles or head is chain[0]
        )
        made += _bare_headings(doc, names, attached, frames)
    return tuple(made)


def _bare_headings(
    doc: Document, names: frozenset[str], attached: frozenset[int], frames: PageChrome
) -> Iterator[Region]:
    """Headings of the page's subject, or of the State Council's policy, with no list under them:
    the list is not in the bytes."""
    for node in doc.tree.css(_HEADINGS):
        text = (node.text(separator="\n", strip=True) or "") if node.mem_id not in attached else ""
        name = plain(text)
        if name not in names and ("\n" in text or not names_list(name)):
            continue
        if frames.holds(node) or nodes.enclosing_link(node) is not None:
            continue
        if name not in names and node.css_first("a") is not None:
            continue  # the way to a list elsewhere
        parent = node.parent
        # Above links to channels it is the heading of a menu.
        if parent is None or places.holding([node]) & attached or len(parent.css("a")) > 1:
            continue
        yield Region(RegionForm.BLANK, path(node), name, 2, reason=UNDERNEATH)


def _containers(
    kept: Sequence[Row], blocks: dict[int, int]
) -> list[tuple[LexborNode, list[Row], list[int]]]:
    """The elements that hold rows, with these and the numbers of their blocks, in page order."""
    found: dict[int, tuple[LexborNode, list[Row], list[int]]] = {}
    for row in kept:
        node = row.list_node
        while node is not None and node.tag in _ROWS and node.parent is not None:
            node = node.parent
        if node is None:
            continue
        _, rows, numbers = found.setdefault(node.mem_id, (node, [], []))
        rows.append(row)
        if (number := blocks[row.list_key]) not in numbers:
            numbers.append(number)
    return list(found.values())


def anchors_above(standing: Sequence[tuple[LexborNode, list[Row], list[int]]]) -> set[int]:
    """The elements that hold rows, and all above them."""
    return places.holding(node for node, _, _ in standing)


def _joined(parts: list[_Part], names: frozenset[str]) -> list[_Part]:
    """Pieces of one list are one: under the same headings, the later continuing the earlier."""
    joined: list[_Part] = []
    for part in parts:
        before = joined[-1] if joined else None
        if before is not None and _continues(before, part):
            before.rows += part.rows
            before.blocks += [number for number in part.blocks if number not in before.blocks]
            before.more.append(part.node)
            continue
        joined.append(part)
    return joined


def _tell_blocks_apart(parts: Sequence[_Part], blocks: dict[int, int]) -> None:
    taken: dict[int, int] = {}
    unused = count(max(blocks.values(), default=-1) + 1)
    for number, part in enumerate(parts):
        new: dict[int, int] = {}
        for name in dict.fromkeys(row.list_key for row in part.rows):
            block = blocks[name]
            if taken.setdefault(block, number) != number:
                if block not in new:
                    new[block] = next(unused)
                    taken[new[block]] = number
                blocks[name] = new[block]
        if new:
            part.blocks = [new.get(block, block) for block in part.blocks]


def _continues(before: _Part, part: _Part) -> bool:
    mine, other = (_list_of_its_own(one.node) for one in (before, part))
    if (mine and mine.mem_id) != (other and other.mem_id):
        return False
    if before.chain[:1] != part.chain[:1]:
        return False
    if set(before.blocks) & set(part.blocks):
        return True
    last, first = _dates(before.rows)[-1:], _dates(part.rows)[:1]
    if not last and not first:
        return before.node.tag == part.node.tag
    if not last or not first:
        return len(before.rows) == 1  # a headline of its own above the list
    return first[0].interval.earliest <= last[0].interval.earliest


def _list_of_its_own(node: LexborNode) -> LexborNode | None:
    """Which list of an answer that has several a part stands in, None where in none of such."""
    part: LexborNode | None = node
    while part is not None and part.tag not in ("body", "html"):
        if SET_APART in part.attributes:
            return part
        part = part.parent
    return None


def _dates(rows: Sequence[Row]) -> list[PageDate]:
    return [date for row in rows if (date := row.date or row.address_date) is not None]


def _give_pagers(doc: Document, anchors: Anchors, parts: list[_Part]) -> None:
    if not anchors.pagers:
        return
    holding: dict[int, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        for name in places.holding([part.node, *part.more]):
            holding[name].append(number)
    for href, node in anchors.pagers:
        url = doc.base.absolute(href)
        for number in pagers.owners(node, holding):
            parts[number].paged = True
            parts[number].next_url = parts[number].next_url or url


def _with_rows(
    part: _Part,
    view: View,
    names: frozenset[str],
    frames: PageChrome,
    settings: ReadingSettings,
) -> Region:
    dates = sorted(_dates(part.rows), key=lambda date: date.value)
    form = RegionForm.TABLE if part.node.tag in _TABLES else RegionForm.ROWS
    lost = [
        one
        for node in (part.node, *part.more)
        for one in unread(node, part.rows, view.doc.base, settings)
    ]
    region = Region(
        form=form,
        path=path(part.node),
        blocks=tuple(part.blocks),
        rows=len(part.rows),
        dated=len(dates),
        newest=dates[-1] if dates else None,
        oldest=dates[0] if dates else None,
        unread=tuple(dict.fromkeys(lost)),
        next_url=part.next_url,
        paged=part.paged,
        reason=view.why_partial(part.node, part.rows),
    )
    return _placed(region, part.node, part.chain, names, frames)


def _without(
    place: places.Place, chain: list[Head], names: frozenset[str], frames: PageChrome
) -> Region:
    region = Region(form=place.form, path=path(place.node), url=place.url, reason=place.reason)
    return _placed(region, place.node, chain, names, frames)


def _placed(
    region: Region, node: LexborNode, chain: list[Head], names: frozenset[str], frames: PageChrome
) -> Region:
    """A region with its heading, and whether it is the page's subject or something beside it."""
    heading = chain[0].name if chain else ""
    naming = 0
    if heading in names:
        naming = 2
    elif any(head.name in names and head.titles for head in chain):
        naming = 1
    own = _list_of_its_own(node)
    if own is not None and own.tag == "aside":
        naming = 0  # its own name is nearer than any heading of the page
    aside = naming < 2 and (
        frames.holds(node) or is_aside(node) or _ASIDE_NAME.search(heading) is not None
    )
    return replace(region, heading=heading, naming=naming, aside=aside)


def is_aside(node: LexborNode) -> bool:
    """Whether an author's names say that a part stands beside the page's content."""
    part: LexborNode | None = node
    while part is not None and part.tag not in ("body", "html"):
        if part.tag == "aside":
            return True
        marks = f"{part.attributes.get('class') or ''} {part.attributes.get('id') or ''}"
        if len(marks) > 1 and _ASIDE.search(marks):
            return True
        part = part.parent
    return False


def path(node: LexborNode) -> str:
    """A part's place in the markup: tags and names down to it, without numbers."""
    steps: list[str] = []
    part: LexborNode | None = node
    while part is not None and part.tag not in ("body", "html") and len(steps) < _PATH_LEVELS:
        named = (part.attributes.get("class") or part.attributes.get("id") or "").split()
        name = f".{_DIGITS.sub('', named[0])[:24]}" if named else ""
        steps.append(f"{part.tag}{name}")
        part = part.parent
    return " > ".join(reversed(steps))
