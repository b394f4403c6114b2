"""Ways from a page to others that no plain link tells: of these pages nobody knows which they are.

For the question whether all pages were seen to which a homepage leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from repostwatch.base.sites import same_site
from repostwatch.reading.addresses import ROOT, link_target, usable
from repostwatch.reading.document import Document
from repostwatch.reading.dom import handlers
from repostwatch.reading.dom.page_chrome import PageChrome

_OTHERS = (
    "[onclick], [onmousedown], [onchange], [data-href], [data-url], [data-link], a, button, form"
    ", select, embed, object, applet, canvas"
)
# What a page offers to do with itself.
_TOOL_CALL = re.compile(
    r"set_?home|homepage|favorite|bookmark|\bprint\b|\bclose\b|history\.|scroll|font|search|sousuo"
    r"|query|share|big5|zh_?tran|\bhide\b|\bshow\b|toggle|logout|validate|this\.(?:src|form)|captcha"
    r"|return false;?$",
    re.IGNORECASE,
)
_TYPED = "input[type=text], input[type=search], input:not([type]), textarea, input[type=password]"
_PLACE = re.compile(r"[\w%.-]{0,60}/[\w%./?=&-]*|[\w%-]{1,60}\.(?:s?html?|jspx?|aspx?|php)\b")
_CLICKS = re.compile(r"\bclick\b|addEventListener|onclick", re.IGNORECASE)
_GOES = re.compile(r"\blocation\b|\bopen\s*\(|\brouter\b", re.IGNORECASE)
_MOST = 2_000  # elements that are looked at; a page with more has such ways
_ENTRIES = 400  # links behind which a page goes on, of which one is enough


def other_ways(doc: Document) -> int:
    """How many entries of a page lead where no address tells: by a script, a form, a film."""
    found = doc.tree.css(_OTHERS)
    count = sum(map(_Ways(doc).is_one, found[:_MOST])) + (len(found) > _MOST)
    return count + sum(bool(_CLICKS.search(one) and _GOES.search(one)) for one in doc.codes)


def goes_on_elsewhere(doc: Document) -> bool:
    """Whether a page leads on to others of its site, besides by its menus and its foot."""
    frames = PageChrome()
    return any(not frames.holds(node) for node in _own_links(doc))


def _own_links(doc: Document) -> Iterator[LexborNode]:
    for node in doc.tree.css("a[href]")[:_ENTRIES]:
        href = node.attributes.get("href") or ""
        words = " ".join((node.text() or "").split())
        if not usable(href) or link_target(href) is ROOT or handlers.is_tool(words):
            continue
        url = doc.base.absolute(href)
        if url is not None and same_site(url, doc.base.url) and url != doc.base.url:
            yield node


class _Ways:
    def __init__(self, doc: Document) -> None:
        self._scripts = any(code.strip() for code in doc.codes) or doc.foreign

    def is_one(self, node: LexborNode) -> bool:
        tag, attributes = node.tag or "", node.attributes
        if tag in ("embed", "object", "applet", "canvas"):
            return True
        if tag == "form":
            return node.css_first(_TYPED) is None and bool(attributes.get("action"))
        if tag == "select":
            return any(
                _PLACE.fullmatch(one.attributes.get("value") or "")
                for one in node.css("option")[:60]
            )
        href = (attributes.get("href") or "").strip()
        if tag == "a" and href and usable(href):
            return False
        if node.css_first("a[href]") is not None and any(
            usable(one.attributes.get("href") or "") for one in node.css("a[href]")[:4]
        ):
            return False  # the link within leads there
        return self._leads(node, tag, href)

    def _leads(self, node: LexborNode, tag: str, href: str) -> bool:
        attributes = node.attributes
        words = " ".join((node.text() or "")[:200].split())
        calls = " ".join(
            attributes.get(name) or "" for name in ("onclick", "onmousedown", "onchange")
        )
        call = f"{href} {calls}".strip()
        if _TOOL_CALL.search(call) or (words and handlers.is_tool(words)):
            return False
        if calls.strip() or any(attributes.get(name) for name in handlers.PLACES[:3]):
            return True
        if tag == "button":
            return self._scripts and attributes.get("type") != "submit" and bool(words)
        if tag != "a":
            return False
        if attributes.get("xlink:href"):
            return True
        if not href and "name" in attributes and not words:
            return False
        shows = bool(words) or node.css_first("img") is not None
        spoken = href.lower().startswith("javascript:") and len(href) > len("javascript:void(0);")
        return shows and (spoken or self._scripts)
