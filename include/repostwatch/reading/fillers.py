"""Which scripts of a page may bring in what stands not in its bytes, and where they stand.

Asked the other way round: what a script brings has to come from somewhere, an address or its own
text. Only one that has neither, or is known, brings nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from repostwatch.reading.dom import libraries
from repostwatch.reading.formats import scripts as script_lists

_PAGE = frozenset(("html", "head", "body"))
_SILENT = frozenset(("script", "style", "noscript", "link", "meta", "br", "template"))
# Data for machines, which no reader sees.
_DATA = re.compile(r"application/(?:ld\+)?json|importmap|speculationrules", re.IGNORECASE)
# What asks for something, makes a script, or runs what only a program can read.
_ASKS = re.compile(
    r"\b(?:fetch|XMLHttpRequest|ActiveXObject|EventSource|WebSocket|axios|superagent|ajax|getJSON"
    r"|getScript|seajs|requirejs|jsonp|eval|atob|fromCharCode|createApp|laytpl|template|render\w{0,20})\b"
    r"|\b(?:import|require|use|Function)\s*\(|\bimport\s*[\"'{*\w]|\.(?:load|get|post)\s*\(\s*[\"'\w]"
    r"|\$http\b|\bnew\s+Vue\b|\bangular\b|\bReact(?:DOM)?\b"
    r"|createElement\(\s*[\"']script|(?:<|%3C|\\x3C|\\u003c)(?:script|iframe)\b",
    re.IGNORECASE,
)
_CREATES = re.compile(
    r"\.(?:html|text|append\w{0,5}|prepend\w{0,2}|write(?:ln)?|replaceWith|insertAdjacent\w{3,7})\s*\("
    r"|\b(?:innerHTML|outerHTML|textContent|innerText)\b"
)
_QUOTED = re.compile(
    r'"((?:[^"\\\n]|\\.){1,2000})"|\'((?:[^\'\\\n]|\\.){1,2000})\'|`([^`]{1,2000})`'
)
# Where a reader is sent, which brings nothing into this page.
_GOES = re.compile(
    r"\blocation(?:\.href)?\s*=\s*$|\b(?:location\.)?(?:replace|assign|open)\s*\(\s*$"
)
_MARKUP = re.compile(r"</?[a-z][a-z0-9]{0,10}\s?/?>|/>", re.IGNORECASE)
_ADDRESS = re.compile(
    r"//|^\.{0,2}/?[\w%.-]{1,100}/[\w%./?=&-]{0,400}$"
    r"|^[\w/%.-]{1,100}\.(?:s?html?|js|json|jspx?|aspx?|php|do|xml|txt)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"[\u4e00-\u9fff](?:[^\u4e00-\u9fff\n]{0,3}[\u4e00-\u9fff]){7}|(?:\\u[0-9a-f]{4}){8}",
    re.IGNORECASE,
)
_OPAQUE = re.compile(r"[\w+/=%]{200}")
# What a field of a form holds, or the page's own address asks for: rows may stand there unseen.
_HELD = re.compile(r"\.val\(\s*\)|\.value\b(?!\s*=(?!=))|\blocation\.search\b")
_KEPT = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,40})\s{0,4}=(?!=)([^;\n]{1,200})")
_GIVEN = re.compile(
    r"\bfunction\b\s{0,4}[\w$]{0,60}\s{0,4}\(([\w$,\s]{1,200})\)|\(([\w$,\s]{1,200})\)\s{0,4}=>"
    r"|([\w$]{1,40})\s{0,4}=>"
)
_PUTS = re.compile(
    r"(?:\.(?:html|append\w{0,5}|prepend\w{0,2}|write(?:ln)?|replaceWith)\s{0,4}\(|\binsertAdjacentHTML\([^,\n]{1,40},"
    r"|\.(?:inner|outer)HTML\s{0,4}\+?=(?!=))\s{0,4}([^;\n]{1,200})"
)
_NAMED = re.compile(r"[A-Za-z_$][\w$]{0,40}(?!\s*[\w$(])")
# What the page shows already is written once more.
_SHOWN = re.compile(r"\binner(?:HTML|Text)\b|\.(?:html|text)\(\s*\)|\btextContent\b")
# A call by a name of its own: what another script means by it nobody knows.
_CALLS = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s*\(")
_KNOWN_CALLS = frozenset(
    ("jQuery", "$", "function", "if", "for", "while", "switch", "catch", "return", "typeof", "Date",
     "Array", "parseInt", "parseFloat", "Number", "String", "alert", "confirm", "setTimeout",
     "setInterval", "isNaN", "clearInterval", "clearTimeout", "Swiper", "RegExp", "Object",
     "encodeURIComponent", "escape")
)  # fmt: skip
_STEPS = 20_000  # nodes around scripts of one page that are looked at


def brings(code: str, kind: str | None = None) -> bool:
    """Whether a script of the page itself may bring in what it does not show: it asks for
    something, or writes words of a title's length."""
    if not code.strip() or (kind and _DATA.search(kind)):
        return False
    bare = script_lists.without_comments(code)
    if _OPAQUE.search(bare):
        return True
    asks = _ASKS.search(bare) is not None
    if not asks and _CREATES.search(bare) is None:
        return False
    if not asks and (_WORDS.search(bare) is not None or _puts_what_it_is_given(bare)):
        return True
    # A counter asks nobody but those who are known.
    places = list(_addresses(bare))
    return not all(map(libraries.is_known_host, places)) if places else asks


def _puts_what_it_is_given(code: str) -> bool:
    """Whether a script writes what a field of a form holds or what it is called with: the answer
    to a query may stand there."""
    given = {match[1] for match in _KEPT.finditer(code) if _HELD.search(match[2])}
    for match in _GIVEN.finditer(code):
        given.update((match[1] or match[2] or match[3]).replace(",", " ").split())
    for match in _PUTS.finditer(code):
        if _SHOWN.search(match[1]):
            continue
        name = _NAMED.match(match[1])
        if _HELD.search(match[1]) or (name is not None and name[0] in given):
            return True
    return False


def _addresses(code: str) -> Iterator[str]:
    for match in _QUOTED.finditer(code):
        text = _MARKUP.sub("", match[1] or match[2] or match[3] or "").strip()
        if "/" not in text and "." not in text:
            continue
        before = code[max(0, match.start() - 40) : match.start()]
        if _ADDRESS.search(text) and not _GOES.search(before):
            yield text


def in_the_midst(scripts: Iterable[tuple[LexborNode, str]], *, foreign: bool) -> list[LexborNode]:
    """The elements in which a script stands between what is shown, and may write there what was
    not read: one from elsewhere, or a call of what that may have."""
    found: list[LexborNode] = []
    left = _STEPS
    for node, code in scripts:
        src = node.attributes.get("src")
        if not (libraries.may_fill(src) if src else foreign and _calls(code)):
            continue
        around = node.parent
        if around is None or around.tag == "head":
            continue
        shown = True
        for step in ("prev", "next"):
            shows, left = _shows(node, step, left)
            shown = shown and shows
        if shown or left < 0:
            found.append(around)
    return found


def _calls(code: str) -> bool:
    return any(
        match[1] not in _KNOWN_CALLS and f"function {match[1]}" not in code
        for match in _CALLS.finditer(script_lists.without_comments(code))
    )


def _shows(node: LexborNode, step: str, left: int) -> tuple[bool, int]:
    """Whether something is shown before or behind a node, and how many steps are left."""
    part: LexborNode | None = node
    while part is not None and part.tag not in _PAGE:
        other = getattr(part, step)
        while other is not None:
            left -= 1
            if left < 0:
                return True, left
            if other.is_text_node and (other.text_content or "").strip():
                return True, left
            if other.is_element_node and other.tag not in _SILENT:
                return True, left
            other = getattr(other, step)
        part = part.parent
    return False, left
