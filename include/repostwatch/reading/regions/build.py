"""One account of all parts of a page that are or may be a list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.base.sites import same_site
from repostwatch.model import Region, RegionForm, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.lists.row import Anchors, Row
from repostwatch.reading.regions import places
from repostwatch.reading.regions.heads import Head, Heads
from repostwatch.reading.regions.not_come import NotCome, above
from repostwatch.reading.regions.partial import View
from repostwatch.reading.regions.parts import (
    Part,
    anchors_above,
    containers,
    dates_of,
    give_pagers,
    joined_parts,
    list_of_its_own,
    tell_blocks_apart,
)
from repostwatch.reading.regions.position import is_aside, path
from repostwatch.reading.regions.subject import names_list, plain
from repostwatch.reading.regions.unread import lines_of, unread
from repostwatch.settings import ReadingSettings

_TABLES = frozenset(("table", "tbody"))
_ASIDE_NAME = re.compile(r"热[点门]|相关|推荐|排行|点击|图片新闻|友情链接|浏览|猜你|延伸阅读|导航")
_HEADINGS = "h1, h2, h3, h4, [class*=tit], [class*=tt], [class*=head], [class*=hd]"
# Headings within headings hold one text again and again; the largest homepage has 100,000 of these
# characters. Beyond, the page counts as one that was not understood.
_HEADING_CHARS = 5_000_000
UNDERNEATH = because(ListCode.HEADING_ONLY)


@dataclass(frozen=True, slots=True)
class Built:
    """The regions of a page, those of `parts` first, then those of `places`, both in page order,
    with the headings of each, and headings without anything last."""

    regions: tuple[Region, ...]
    parts: Sequence[Part]
    places: Sequence[places.Place]
    chains: Sequence[Sequence[Head]]
    heads: Heads
    frames: PageChrome


def regions_of(
    doc: Document,
    anchors: Anchors,
    kept: Sequence[Row],
    blocks: dict[int, int],
    subject: Sequence[str],
    fetched_at: datetime | None,
    settings: ReadingSettings,
) -> Built:
    """The regions of a page.

    No two regions share a block: `blocks` is changed where lists that were numbered as one turn
    out to be lists of their own.
    """
    standing = containers(kept, blocks)
    empty = places.places(doc, anchors.above, settings)
    taken = anchors_above(standing) | places.holding(place.node for place in empty)
    heads, names = Heads(taken), frozenset(subject)
    pieces = [
        Part(node, rows, numbers, heads.chain(node, rows[0].root))
        for node, rows, numbers in standing
    ]
    parts = joined_parts(pieces, names)
    tell_blocks_apart(parts, blocks)
    give_pagers(doc, anchors, parts)
    frames, view = PageChrome(), View.of(doc, fetched_at)
    shown = {place.node.mem_id: place for place in empty if place.form is RegionForm.FRAME}
    own_site = {name for name, place in shown.items() if _is_part(place, doc)}
    holes = NotCome(doc.base.url, shown)
    made = [_with_rows(part, view, holes, names, frames, settings) for part in parts]
    beside, chains = _beside(parts, made, own_site), [part.chain for part in parts]
    for place in empty:
        chains.append(heads.chain(place.node))
        region = _without(place, chains[-1], names, frames)
        own = beside.get(place.node.mem_id)
        if own is not None and region.heading in ("", own.heading):
            region = replace(region, heading=own.heading, naming=own.naming, aside=own.aside)
        made.append(region)
    if not any(region.naming == 2 for region in made):
        attached = frozenset(
            head.node for chain in chains for head in chain if head.titles or head is chain[0]
        )
        made += _bare_headings(doc, names, attached, frames)
    return Built(tuple(made), parts, empty, chains, heads, frames)


def _is_part(place: places.Place, doc: Document) -> bool:
    """Whether a frame above a list is read as part of it: one of the site, and no widget."""
    return same_site(place.url or "", doc.base.url) and not places.is_widget(place.node)


def _beside(
    parts: Sequence[Part], made: Sequence[Region], shown: Collection[int]
) -> dict[int, Region]:
    """The list right under each frame, with nothing that has links between them."""
    found: dict[int, Region] = {}
    for part, region in zip(parts, made, strict=True) if shown else ():
        for node in above(part.node):
            for one in node.css(places.FRAMES) if node.is_element_node else ():
                if one.mem_id in shown:
                    found.setdefault(one.mem_id, region)
    return found


def _with_texts(doc: Document, attached: frozenset[int]) -> Iterator[tuple[LexborNode, str]]:
    """The headings with their texts; empty of those that have a list. What a heading is alone in
    has the same text, and is read once for both."""
    text, alone = "", 0
    for node in doc.tree.css(_HEADINGS):
        child = node.first_child
        if node.mem_id in attached:
            text, child = "", None
        elif alone != node.mem_id:
            text = node.text(separator="\n", strip=True) or ""
        alone = child.mem_id if child is not None and child.next is None else 0
        yield node, text


def _bare_headings(
    doc: Document, names: frozenset[str], attached: frozenset[int], frames: PageChrome
) -> Iterator[Region]:
    """Headings of the page's subject, or of the State Council's policy, with no list under them:
    the list is not in the bytes."""
    links: dict[int, int] = {}  # under a parent, counted once for all headings that it has
    left = _HEADING_CHARS
    for node, text in _with_texts(doc, attached):
        left -= len(text)
        if left < 0:
            yield Region(RegionForm.BLANK, path(node), naming=2, reason=UNDERNEATH)
            return
        name = plain(text)
        if name not in names and ("\n" in text or not names_list(name)):
            continue
        if frames.holds(node) or nodes.enclosing_link(node) is not None:
            continue
        if name not in names and node.css_first("a") is not None:
            continue  # the way to a list elsewhere
        parent = node.parent
        # Above links to channels it is the heading of a menu.
        if parent is None or places.holding([node]) & attached:
            continue
        if parent.mem_id not in links:
            links[parent.mem_id] = len(parent.css("a"))
        if links[parent.mem_id] > 1:
            continue
        yield Region(RegionForm.BLANK, path(node), name, 2, reason=UNDERNEATH)


def _with_rows(
    part: Part,
    view: View,
    holes: NotCome,
    names: frozenset[str],
    frames: PageChrome,
    settings: ReadingSettings,
) -> Region:
    dates = sorted(dates_of(part.rows), key=lambda date: date.value)
    form = RegionForm.TABLE if part.node.tag in _TABLES else RegionForm.ROWS
    lost = [
        one for node, rows in part.pieces for one in unread(node, rows, view.doc.base, settings)
    ]
    why = next(
        filter(None, (holes.why(node, lines_of(node, rows)) for node, rows in part.pieces)), None
    )
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
        reason=view.why_partial(part.node, part.rows) or why,
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
    own = list_of_its_own(node)
    if own is not None and own.tag == "aside":
        naming = 0  # its own name is nearer than any heading of the page
    aside = naming < 2 and (
        frames.holds(node) or is_aside(node) or _ASIDE_NAME.search(heading) is not None
    )
    return replace(region, heading=heading, naming=naming, aside=aside)
