"""Menus that a page's scripts write: anchors in strings, and lists of a name with an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.reading.addresses import BaseAddress, usable
from repostwatch.reading.dom.literals import unescaped
from repostwatch.reading.navigation.names import bare

_ANCHOR = re.compile(
    r"""<a\s[^<>]{0,200}?href\s*=\s*\\?["']([^"'\\<>\s]{1,300})\\?["'][^<>]{0,200}>([^<>]{2,40})<"""
)
_NAME = r"""["']?(?:name|title|text|label|menu\w{0,8})["']?\s*:\s*["']([^"'\n<>]{2,40})["']"""
_PLACE = r"""["']?(?:url|href|link|path|link_?url)["']?\s*:\s*["']([^"'\s<>]{1,300})["']"""
_NAMED = re.compile(rf"{_NAME}[^{{}}]{{0,200}}?{_PLACE}", re.IGNORECASE)
_PLACED = re.compile(rf"{_PLACE}[^{{}}]{{0,200}}?{_NAME}", re.IGNORECASE)
_LOADED = re.compile(
    r"""\.load\(\s*["']([^"'\s<>]{1,300}\.(?:s?html?|jsp|aspx?|php)[^"'\s<>]{0,100})["']"""
)
_SCANNED = 400_000  # characters of scripts
_MOST = 500


def leads(codes: Sequence[str], base: BaseAddress) -> Iterator[Lead]:
    """The links that the scripts of a page write, and the pieces that they load into it."""
    left, found = _SCANNED, 0
    for code in codes:
        text = code[: max(left, 0)]
        left -= len(code)
        for lead in _of_code(text, base):
            yield lead
            found += 1
            if found >= _MOST:
                return


def _of_code(code: str, base: BaseAddress) -> Iterator[Lead]:
    if ".load(" in code:
        for match in _LOADED.finditer(code):
            if url := base.absolute(match[1]):
                yield Lead(url, "", LeadPlace.FRAME)
    pairs: list[tuple[str, str]] = []
    if "<a" in code:
        pairs += [(match[1], match[2]) for match in _ANCHOR.finditer(code)]
    if ":" in code:
        pairs += [(match[2], match[1]) for match in _NAMED.finditer(code)]
        pairs += [(match[1], match[2]) for match in _PLACED.finditer(code)]
    for href, words in pairs:
        name = bare(unescaped(words)) if "\\" in words else bare(words)
        url = base.absolute(href.replace("\\/", "/")) if usable(href) else None
        if url is not None and len(name) >= 2:
            yield Lead(url, name, LeadPlace.MENU)
