"""Lists that a page keeps in its scripts: 大汉 data stores, document.write, arrays.

They are put behind their script, so that they stand where a reader would see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.base import whole_text
from repostwatch.reading.dom import literals
from repostwatch.reading.formats import answers, records

_WRITE = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(", re.IGNORECASE)
_OBJECT = re.compile(r"\{[^{}]{10,3000}\}")
_FIELD = re.compile(
    r"""["']?([A-Za-z_]\w{0,30})["']?\s*:\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|(\d{8,14}))"""
)
# What stands in quotes is none, whatever strokes it has.
_COMMENT = re.compile(
    r"(?P<quoted>\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?)|/\*.*?(?:\*/|\Z)|(?<![:\w\\])//[^\n]*",
    re.DOTALL,
)
_ARRAY = re.compile(r"\[\s*\{")
_NAME = re.compile(r"([A-Za-z_$][\w$]{0,39})[\"']?\s{0,9}[:=]\s{0,9}$")
_GAP = 60  # characters before a value in which its name stands


def insert_script_lists(scripts: Iterable[tuple[LexborNode, str]]) -> str | None:
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


def without_comments(code: str) -> str:
    """A script's code without what it does not run."""
    if "/*" not in code and "//" not in code:
        return code
    return _COMMENT.sub(lambda match: match["quoted"] or "", code)


def unresolved(code: str) -> bool:
    """Whether a script writes into the page something that is not read without running it."""
    if "document" not in code or "write" not in code:
        return False
    code = without_comments(code)
    return any(literals.value(code, call.end()) is None for call in _WRITE.finditer(code))


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
    code = without_comments(code)
    pieces = []
    for call in _WRITE.finditer(code):
        written = literals.value(code, call.end())
        if written is not None:
            pieces.append(written)
    payload = "".join(pieces)
    if not re.search(r"<a\b", payload, re.IGNORECASE):
        return ""
    return re.sub(r"<script\b.*?(?:</script\s*>|$)", "", payload, flags=re.DOTALL | re.IGNORECASE)


def _arrays(code: str) -> str:
    """The lists that a script holds as arrays of objects with a title and an address."""
    decoder = whole_text.decoder()
    code = without_comments(code)
    found: list[tuple[str, object]] = []
    at, tries = 0, 0
    while tries < 20 and (start := _ARRAY.search(code, at)) is not None:
        tries += 1
        try:
            value, at = decoder.raw_decode(code, start.start())
        except (ValueError, RecursionError):
            at = start.end()
            continue
        found.append((_called(code, start.start()), value))
    return records.json_lists(found) or _loose(code)


def _loose(code: str) -> str:
    """The same, written as no JSON: every array of them is a list."""
    bare = without_comments(code)
    lists: list[tuple[str, list[dict[str, str]]]] = []
    last = 0
    for found in _OBJECT.finditer(bare):
        fields = {
            match[1]: literals.unescaped(match[2] or match[3] or match[4] or "")
            for match in _FIELD.finditer(found[0])
        }
        between = bare[max(last, found.start() - _GAP) : found.start()]
        if not lists or "]" in between:
            name = _called(bare, bare.rfind("[", max(0, found.start() - _GAP), found.start()))
            lists.append((name, []))
        last = found.end()
        if fields:
            lists[-1][1].append(fields)
    several = sum(len(rows) for _, rows in lists) > 1
    return (records.json_lists(lists) or "") if several else ""


def _called(code: str, at: int) -> str:
    """The name under which a script keeps the value that begins here."""
    name = _NAME.search(code[max(0, at - _GAP) : max(0, at)])
    return name[1] if name else ""
