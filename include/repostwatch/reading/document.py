"""One parsed page, with the data that all parts of `reading` need, collected once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode

from repostwatch.reading import fillers, script_rows, tags
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.columns import push_feed
from repostwatch.reading.columns.push_feed import Embed
from repostwatch.reading.dom import libraries
from repostwatch.reading.dom.styles import Styles
from repostwatch.reading.formats import scripts as script_lists
from repostwatch.reading.lists.link_title import clean

# What is asked for by its tag, all in one pass; <frame> and <iframe> go by one name.
_ASKED = "script, style, meta, title, base, link, ruby, time, img, iframe, frame"
_ALIKE = {"iframe": "frame"}

Elements = Mapping[str, Sequence[LexborNode]]


@dataclass(frozen=True)
class Document:
    """A page's tree without its scripts and styles, and what they and its head held.

    `shown` is the text of the body, one line per text node; `elements` are those of a few tags in
    page order; `codes` is what stood in the scripts; `store` is the next address that a data store
    stated; `feed` the push feed; `fed` the elements in which a script from another address stands;
    `scripted` those in which a script stands, and those behind which one writes something;
    `written` the lists into which a script writes what was not read; `filled` the elements into
    which one puts something by a selector; `styles` what stood in its <style> elements;
    `foreign`: it has a script that may bring in what nobody read (`reading.fillers`), and `midst`
    are the elements in which one stands between what is shown.
    """

    tree: Tree
    source: str
    shown: str
    title: str | None
    base: BaseAddress
    elements: Elements
    codes: tuple[str, ...] = ()
    store: str | None = None
    feed: Embed | None = None
    fed: frozenset[int] = frozenset()
    scripted: frozenset[int] = frozenset()
    written: frozenset[int] = frozenset()
    filled: frozenset[int] = frozenset()
    styles: Styles | None = None
    foreign: bool = False
    midst: tuple[LexborNode, ...] = ()

    @cached_property
    def published(self) -> tuple[str, ...]:
        """What the head and data for machines state as the publication beside the standard tags.

        Asked for only where a page may be an article.
        """
        return (*tags.published(self.elements["meta"], self.codes), *_marked(self.tree))


def read(
    parsed: Tree,
    source: str,
    url: str,
    *,
    bare: bool,
    kept_up: bool = False,
    store: str | None = None,
) -> Document:
    """Collect what a parsed page holds; lists in its scripts are written out first.

    `bare` is HTML made of an answer that was none: it has no head, no scripts and no base.
    `kept_up`: it is asked whether its site is kept up; only then what its scripts may bring in
    (`scripted`, `foreign`, `midst`) is worked out.
    """
    if bare:
        elements, base = _by_tag(parsed), BaseAddress(url)
        return Document(parsed, source, _shown(parsed), None, base, elements, store=store)
    scripts = [(node, node.text() or "") for node in parsed.css("script")]
    store = script_lists.insert_script_lists(scripts)
    elements = _by_tag(parsed)
    title = next((name for node in elements["title"] if (name := clean(node.text()))), None)
    hrefs = (node.attributes.get("href") for node in elements["base"])
    base = BaseAddress(url, next(filter(None, hrefs), None))
    feed = push_feed.find(parsed, elements["frame"], scripts, base, url)
    fed = frozenset(_fed(scripts))
    codes = tuple(code for _, code in scripts)
    alone = not any(node.attributes.get("src") for node, _ in scripts)
    styles = Styles(parsed, elements["style"], codes, alone=alone)
    foreign = kept_up and any(_may_bring(node, code) for node, code in scripts)
    midst = tuple(fillers.in_the_midst(scripts, foreign=foreign)) if kept_up else ()
    beside = frozenset(script_rows.standing_beside(scripts) if kept_up else ())
    written = list(script_rows.written_into(scripts))
    scripted = script_rows.scripted_rows(scripts)
    for node in (*elements["script"], *elements["style"]):
        node.decompose(recursive=False)
    if elements["ruby"] and parsed.root is not None:
        # How a character is pronounced is no part of the text.
        parsed.root.strip_tags(["rt", "rp"])
        elements = _by_tag(parsed)
    written += script_rows.filled_by_script(parsed, scripted, codes)
    lists = frozenset(node.mem_id for node in written)
    filled = frozenset(node.mem_id for node in script_rows.filled(parsed, codes))
    shown = _shown(parsed)
    return Document(
        parsed, source, shown, title, base, elements, codes, store, feed, fed, beside, lists,
        filled, styles, foreign, midst,
    )  # fmt: skip


def _fed(scripts: Sequence[tuple[LexborNode, str]]) -> Iterator[int]:
    """The elements in which a script from another address stands."""
    for node, _ in scripts:
        around = node.parent
        if around is None or around.tag in ("body", "head", "html"):
            continue
        if node.attributes.get("src"):
            yield around.mem_id


def _may_bring(node: LexborNode, code: str) -> bool:
    src = node.attributes.get("src")
    if src:
        return libraries.may_fill(src)
    return fillers.brings(code, node.attributes.get("type"))


def _by_tag(parsed: Tree) -> Elements:
    found: dict[str, list[LexborNode]] = defaultdict(list)
    for node in parsed.css(_ASKED):
        tag = node.tag or ""
        found[_ALIKE.get(tag, tag)].append(node)
    return found


def _marked(parsed: Tree) -> list[str]:
    """The publication in an element that schema.org's attributes mark; none of several."""
    if parsed.css_first("[itemprop]") is None:
        return []
    found = [
        node.attributes.get("datetime") or node.attributes.get("content") or node.text() or ""
        for node in parsed.css('[itemprop="datePublished"]')
    ]
    return found if len(found) == 1 else []


def _shown(parsed: Tree) -> str:
    return parsed.body.text(separator="\n", strip=True) if parsed.body is not None else ""
