"""One parsed page, with the data that all parts of `reading` need, collected once."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode

from repostwatch.reading import tags
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.columns import push_feed
from repostwatch.reading.columns.push_feed import Embed
from repostwatch.reading.formats import scripts as script_lists
from repostwatch.reading.lists.link_title import clean


@dataclass(frozen=True)
class Document:
    """A page's tree without its scripts and styles, and what they and its head held.

    `shown` is the text of the body, one line per text node; `codes` is what stood in the
    scripts; `published` what the head and data for machines state as the publication beside the
    standard tags; `store` is the next address that a data store stated; `feed` the push feed;
    `fed` the elements in which a script from another address stands.
    """

    tree: Tree
    source: str
    shown: str
    title: str | None
    base: BaseAddress
    metas: tuple[LexborNode, ...]
    codes: tuple[str, ...]
    published: tuple[str, ...]
    store: str | None
    feed: Embed | None
    fed: frozenset[int] = frozenset()


def read(parsed: Tree, source: str, url: str, *, bare: bool, store: str | None = None) -> Document:
    """Collect what a parsed page holds; lists in its scripts are written out first.

    `bare` is HTML made of an answer that was none: it has no head, no scripts and no base.
    """
    if bare:
        return Document(
            parsed, source, _shown(parsed), None, BaseAddress(url), (), (), (), store, None
        )
    scripts = [(node, node.text() or "") for node in parsed.css("script")]
    store = script_lists.insert_script_lists(scripts)
    title = base_href = None
    metas: list[LexborNode] = []
    for node in parsed.css("meta, title, base"):
        if node.tag == "meta":
            metas.append(node)
        elif node.tag == "base":
            base_href = base_href or node.attributes.get("href")
        else:
            title = title or clean(node.text()) or None
    base = BaseAddress(url, base_href)
    feed = push_feed.find(parsed, scripts, base, url)
    fed = frozenset(
        node.parent.mem_id
        for node, _ in scripts
        if node.parent is not None
        and node.parent.tag not in ("body", "head", "html")
        and node.attributes.get("src")
    )
    if parsed.root is not None:
        # How a character is pronounced is no part of the text.
        spoken = ["rt", "rp"] if parsed.css_first("ruby") is not None else []
        parsed.root.strip_tags(["script", "style", *spoken])
    codes = tuple(code for _, code in scripts)
    return Document(
        parsed, source, _shown(parsed), title, base, tuple(metas), codes,
        (*tags.published(metas, codes), *_marked(parsed)), store, feed, fed,
    )  # fmt: skip


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
