"""Lists that a page keeps in its scripts: 大汉 data stores, document.write, arrays.

They are put behind their script, so that they stand where a reader would see them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.reading import answers

_WRITE = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(", re.IGNORECASE)
_STRING = re.compile(r"""\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*""", re.DOTALL)
_UNESCAPE = re.compile(r"""\s*unescape\s*\(\s*(?:"([^"\n]*)"|'([^'\n]*)')\s*\)\s*""")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_OBJECT = re.compile(r"\{[^{}]{10,3000}\}")
_FIELD = re.compile(
    r"""["']?([A-Za-z_]\w{0,30})["']?\s*:\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|(\d{8,14}))"""
)
# The stroke stands first, so that the search leaps from one to the next.
_COMMENT = re.compile(r"/(?:\*.*?(?:\*/|\Z)|(?<![:\"'\w]/)/[^\n]*)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": " ", "r": "", "b": "", "f": "", "v": "", "\n": ""}


def unfold(scripts: Iterable[tuple[LexborNode, str]]) -> str | None:
    """Put the lists of a page's scripts beside them; a data store's next address, if any."""
    following: str | None = None
    for node, code in scripts:
        if "<record" in code:
            payload, address = answers.xml_list(code)
            following = following or address
        else:
            payload = _payload(code)
        if payload:
            _insert(node, payload)
    return following


def _insert(script: LexborNode, payload: str) -> None:
    # Rows of a table lose their tags outside of one.
    rows = payload.lstrip()[:3].lower() in ("<tr", "<td")
    body = LexborHTMLParser(f"<table>{payload}</table>" if rows else payload).body
    if body is not None:
        for part in reversed(list(body.iter(include_text=True))):
            script.insert_after(part)


def _payload(code: str) -> str:
    if "document" in code and "write" in code and _WRITE.search(code):
        return _written(code)
    if "{" in code and ("title" in code or "TITLE" in code or "Title" in code):
        return _arrays(code)
    return ""


def _written(code: str) -> str:
    """What document.write calls with nothing but literals would write, where it has links."""
    if "href" not in code and "%3" not in code:
        return ""
    code = _COMMENT.sub("", code) if "/*" in code or "//" in code else code
    pieces = []
    for call in _WRITE.finditer(code):
        piece = _literals(code, call.end())
        if piece is not None:
            pieces.append(piece)
    payload = "".join(pieces)
    if not re.search(r"<a\b", payload, re.IGNORECASE):
        return ""
    return re.sub(r"<script\b.*?(?:</script\s*>|$)", "", payload, flags=re.DOTALL | re.IGNORECASE)


def _literals(code: str, at: int) -> str | None:
    """The concatenated string literals up to the closing bracket; None with a variable."""
    parts: list[str] = []
    while True:
        match = _UNESCAPE.match(code, at)
        if match:
            parts.append(unquote(match[1] if match[1] is not None else match[2]))
        else:
            match = _STRING.match(code, at)
            if not match:
                return None
            raw = match[1] if match[1] is not None else match[2]
            parts.append(_ESCAPE.sub(_escaped, raw))
        at = match.end()
        if code[at : at + 1] in ("+", ","):
            at += 1
        elif code[at : at + 1] == ")":
            return "".join(parts)
        else:
            return None


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _SIMPLE.get(code, code)


def _arrays(code: str) -> str:
    """The lists that a script holds as arrays of objects with a title and an address."""
    decoder = json.JSONDecoder(strict=False)
    at, tries = 0, 0
    while tries < 20:
        start = re.compile(r"\[\s*\{").search(code, at)
        if start is None:
            break
        tries += 1
        try:
            value, end = decoder.raw_decode(code, start.start())
        except (ValueError, RecursionError):
            at = start.end()
            continue
        listed = answers.json_list(value)
        if listed:
            return listed
        at = end
    bare = _COMMENT.sub("", code) if "/*" in code or "//" in code else code
    objects = _OBJECT.findall(bare)
    if len(objects) < 2:
        return ""
    records = []
    for found in objects:
        fields = {
            match[1]: _ESCAPE.sub(_escaped, match[2] or match[3] or match[4] or "")
            for match in _FIELD.finditer(found)
        }
        if fields:
            records.append(fields)
    return (answers.json_list(records) or "") if len(records) > 1 else ""
