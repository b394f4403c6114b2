"""Platforms that keep their channels as a tree in a script, and ask one address for any of them:
URL_API + id + '?page=' + page, with TREE: [{"id": 12, "name": "上级文件"}, …].

Addresses are put together from literals and from what the tree holds. Nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.dom.literals import unescaped
from repostwatch.reading.navigation.names import bare

_ID = (
    r"""["']?(?:id|cid|cate?_?id|channel_?id|column_?id|node_?id|value|key)["']?\s*:\s*"""
    r"""["']?(\d{1,12}|[0-9a-f]{16,40})\b["']?"""
)
_NAME = r"""["']?(?:name|title|text|label|\w{0,10}name)["']?\s*:\s*["']([^"'\n<>]{2,60})["']"""
_BETWEEN = r"""[^{}\[\]]{0,200}?"""
_ID_FIRST = re.compile(rf"{_ID}{_BETWEEN}{_NAME}", re.IGNORECASE)
_NAME_FIRST = re.compile(rf"{_NAME}{_BETWEEN}{_ID}", re.IGNORECASE)
_PATH = re.compile(r"""([A-Za-z_$][\w$]{0,40})["']?\s*[:=]\s*["']([^"'\s<>+]{0,200}[/=])["']""")
_TEMPLATE = re.compile(
    r"""(?:["']([^"'\s<>+]{1,200}[/=])["']|\b([A-Za-z_$][\w$.]{0,60}))\s*\+\s*([A-Za-z_$][\w$.]{0,40})"""
    r"""(?=\s*(?:[+,;)]|$))"""
)
_TEXT = re.compile(r"""\s*\+\s*["']([^"'\s<>]{0,200})["']""")
_VARIABLE = re.compile(r"""\s*\+\s*([A-Za-z_$][\w$.]{0,40})""")
_ASKS = re.compile(r"/api/|list|query|article|channel|column|data|gkml|\w{1,40}id=$", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:page|p|page_?(?:no|num|index)|cur(?:rent)?(?:page)?|start)=$", re.IGNORECASE
)
_SIZE = re.compile(r"(?:size|page_?size|rows|limit|per_?page)=$", re.IGNORECASE)
_PARTS = 6  # pieces of one address
_CHANNELS = 300  # of a tree
_LEAST = 2  # channels that make a tree
_SCANNED = 400_000  # characters of scripts


def leads(codes: Sequence[str], base: BaseAddress, known: Mapping[str, str]) -> Iterator[Lead]:
    """The lists of a page's channels; `known` are values that its scripts give to names."""
    code = "\n".join(codes)[:_SCANNED]
    if "+" not in code:
        return
    template = next(_templates(code, known), None)
    if template is None:
        return
    before, behind = template
    channels = dict(_channels(code))
    if len(channels) < _LEAST:
        return
    for number, name in list(channels.items())[:_CHANNELS]:
        url = base.absolute(f"{before}{number}{behind}")
        if url is not None:
            yield Lead(url, name, LeadPlace.DATA)


def _channels(code: str) -> Iterator[tuple[str, str]]:
    for pattern, number, name in ((_ID_FIRST, 1, 2), (_NAME_FIRST, 2, 1)):
        for match in pattern.finditer(code):
            words = bare(unescaped(match[name]) if "\\" in match[name] else match[name])
            if len(words) >= _LEAST:
                yield match[number], words


def _templates(code: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(before, behind) of addresses that have a variable between: the channel."""
    paths = {match[1]: match[2].replace("\\/", "/") for match in _PATH.finditer(code)}
    for match in _TEMPLATE.finditer(code):
        before = match[1] or paths.get((match[2] or "").rpartition(".")[2], "")
        if "/" in before and _ASKS.search(before):
            behind = _behind(code, match.end(), known)
            if behind is not None:
                yield before, behind


def _behind(code: str, at: int, known: Mapping[str, str]) -> str | None:
    """What is put behind the channel; None where that is not known."""
    text = ""
    for _part in range(_PARTS):
        if literal := _TEXT.match(code, at):
            text, at = text + literal[1], literal.end()
        elif name := _VARIABLE.match(code, at):
            value = known.get(name[1].rpartition(".")[2])
            if _PAGE.search(text):
                value = "1"
            elif value is None and _SIZE.search(text):
                value = "20"
            if value is None:
                return None
            text, at = text + value, name.end()
        else:
            break
    return text
