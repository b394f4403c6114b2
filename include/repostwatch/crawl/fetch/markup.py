"""The tags that a browser finds in a page, without text that only looks like a tag.

A comment, a script's text, a <noscript> or a <template> holds no tag that anything follows from.
One pass, in time that grows with the length and nothing else, whatever a page holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from repostwatch.base.whole_text import unescape

# Quotes count after an equals sign only; nothing is tried twice (possessive all through).
TAG = re.compile(
    rb"<(/?)([A-Za-z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])))*+)>"
)
ATTRIBUTE = re.compile(rb"([^\s/=][^\s/=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s]*+)))?+")
COMMENT_END = re.compile(rb"--!?>")
# What stands in these is text to a browser that runs scripts, or is never shown as it stands.
CLOSED = frozenset(
    {b"script", b"style", b"title", b"textarea", b"noscript", b"template", b"iframe", b"noembed",
     b"noframes", b"xmp"}
)  # fmt: skip
END = re.compile(rb"</([A-Za-z]++)(?=[\s/>])")
SCRIPT_TYPES = frozenset({"", "module", "text/javascript", "application/javascript",
                          "text/ecmascript", "application/x-javascript"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag. `inside` is the text of an element that holds no tags (a script's)."""

    name: str
    written: bytes  # its attributes as they stand
    inside: bytes = b""

    @property
    def attributes(self) -> Mapping[str, str]:
        """By their names in small letters; the first of a name counts. Bytes stand as Latin-1."""
        found: dict[str, str] = {}
        for match in ATTRIBUTE.finditer(self.written):
            name = match[1].decode("latin-1").lower()
            value = next((part for part in match.groups()[1:] if part is not None), b"")
            found.setdefault(name, unescape(value.decode("latin-1")))
        return found

    @property
    def runs(self) -> bool:
        """Whether it is a script that a browser runs."""
        kind = self.attributes.get("type", "").strip().lower()
        return self.name == "script" and kind in SCRIPT_TYPES


def tags(markup: bytes) -> Iterator[Tag]:
    """Every start tag in order; what is cut off at the end is left out."""
    place = 0
    while (start := markup.find(b"<", place)) >= 0:
        if markup.startswith(b"<!--", start):
            place = _after_comment(markup, start)
        elif markup[start + 1 : start + 2] in (b"!", b"?"):
            place = markup.find(b">", start) + 1 or len(markup)
        elif not markup[start + 1 : start + 3].lstrip(b"/")[:1].isalpha():
            place = start + 1
        else:
            found = TAG.match(markup, start)
            if found is None:
                return  # a tag without its end: the rest is none
            place = found.end()
            if found[1]:
                continue
            name, inside = found[2].lower(), b""
            if name in CLOSED:
                ends = (end for end in END.finditer(markup, place) if end[1].lower() == name)
                end = next(ends, None)
                inside = markup[place : end.start() if end else len(markup)]
                place += len(inside)
            yield Tag(name.decode("latin-1"), found[3], inside)


def _after_comment(markup: bytes, start: int) -> int:
    for abrupt in (b"<!-->", b"<!--->"):
        if markup.startswith(abrupt, start):
            return start + len(abrupt)
    end = COMMENT_END.search(markup, start + 4)
    return end.end() if end else len(markup)
