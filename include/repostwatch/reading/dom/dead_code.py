"""Dead code of a page's scripts: branches never taken, functions never called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

# What is not closed ends with its line, or with the text.
_TOKEN = re.compile(
    r'"(?:[^"\\\n]|\\.)*+"?|\'(?:[^\'\\\n]|\\.)*+\'?|`(?:[^`\\]|\\.)*+`?|[{}]', re.DOTALL
)
_NEVER = re.compile(r"\bif\s{0,4}\(\s{0,4}(?:false|0|!1|!true)\s{0,4}\)\s{0,20}$")
# Without braces only the next statement belongs to the branch.
_NEVER_NEXT = re.compile(
    r"\bif\s{0,4}\(\s{0,4}(?:false|0|!1|!true)\s{0,4}\)\s{0,20}[^;{}\n]{0,200}+$"
)
_DECLARED = re.compile(
    r"\b(?:async\s{1,4})?function\s{1,4}([A-Za-z_$][\w$]{0,60})\s{0,4}\([^()]{0,120}\)\s{0,20}$"
)
_ASSIGNED = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s{0,4}=\s{0,4}(?:async\s{1,4})?"
    r"(?:function\s{0,4}\([^()]{0,120}\)|\([^()]{0,120}\)\s{0,4}=>)\s{0,20}$"
)
_NAME = re.compile(r"[A-Za-z_$][\w$]*+")
# Before `function` they show that its value is used, which may be a call.
_USED = frozenset("(=,:!+-~&|?[")
_USING = ("return", "new", "void", "typeof", "export", "default")
_BEFORE = 320  # characters before a brace or an address that are looked at
_MENTIONS = 40
_CHAIN = 4  # functions that call one another


class ScriptCode:
    """The scripts of a page, without comments, and what calls what in them."""

    def __init__(self, tree: LexborHTMLParser, codes: Sequence[str], *, alone: bool) -> None:
        """`alone`: no script of the page comes from elsewhere, where a call might stand."""
        self._tree, self._codes, self._alone = tree, codes, alone
        self._named: set[str] | None = None

    def never_runs(self, code: str, at: int, depth: int = 0) -> bool:
        """Whether what stands at a place of one of the scripts is never executed."""
        if _NEVER_NEXT.search(code[max(0, at - _BEFORE) : at]):
            return True
        for start, end in _around(code, at):
            before = code[max(0, start - _BEFORE) : start]
            if _NEVER.search(before):
                return True
            head = _head(before, code[end + 1 : end + 20]) if self._alone else None
            if head is not None:
                span = start - len(before) + head.start(), end
                if not self._called(head[1], code, span, depth):
                    return True
        return False

    def _called(self, name: str, code: str, span: tuple[int, int], depth: int) -> bool:
        """Whether a function is named outside of itself where that may run."""
        # Handlers like onload, and what the feed itself calls, need no call of the page's own.
        if name.startswith("on") or "callback" in name.lower() or name in self._in_attributes():
            return True
        mentions = 0
        for other in self._codes:
            for match in _NAME.finditer(other) if name in other else ():
                if match[0] != name or (other == code and span[0] <= match.start() < span[1]):
                    continue
                mentions += 1
                if mentions > _MENTIONS or depth >= _CHAIN:
                    return True
                if not self.never_runs(other, match.start(), depth + 1):
                    return True
        return False

    def _in_attributes(self) -> set[str]:
        if self._named is None:
            self._named = set()
            for node in self._tree.root.traverse() if self._tree.root is not None else ():
                for value in node.attributes.values():
                    self._named.update(_NAME.findall(value or ""))
        return self._named


def _around(code: str, at: int) -> list[tuple[int, int]]:
    """The braces around a place, with their ends; none where they do not fit each other."""
    opened: list[int] = []
    pairs = []
    for match in _TOKEN.finditer(code):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}":
            if not opened:
                return []
            start = opened.pop()
            if start < at < match.start():
                pairs.append((start, match.start()))
    return [] if opened else pairs


def _head(before: str, after: str) -> re.Match[str] | None:
    """The head, with the name, of a function that does nothing until something names it."""
    if match := _DECLARED.search(before):
        ahead = before[: match.start()].rstrip()
        used = ahead[-1:] in _USED or ahead.endswith(_USING)
        return None if used else match
    match = _ASSIGNED.search(before)
    return match if match is not None and after.lstrip()[:1] not in ("(", ".") else None
