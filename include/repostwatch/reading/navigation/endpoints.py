"""What a page's scripts ask for to fill its lists: 大汉 jpage, JSON endpoints with a channel's id.

Addresses are put together from literals only: "…?channelId=" + channelId, where the script gives
channelId its value. Nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.navigation import channel_trees

# Whole literals, so that what stands between two of them is not taken for one.
_QUOTED = re.compile(r""""((?:[^"\\\n]|\\.){0,600})"|'((?:[^'\\\n]|\\.){0,600})'""")
_LISTING = re.compile(
    r"dataproxy\.jsp|/api/|\.json(?:[?#]|$)|\.jsonp(?:[?#]|$)"
    r"|[/\w](?:list|lists|query|search|page|data|news|article|content|channel|getinfo\w{0,30}|getlist\w{0,30})"
    r"(?:\.(?:do|action|jsp|php|ashx|aspx))?(?:\?|$)"
    r"|(?:channel|column|cat|class|node|site)_?id=",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:)?/{1,2}[\w.:-]|\.{1,2}/|[\w-]+/[\w./-]+\.|[\w-]+\.json")
_NO_LIST = re.compile(
    r"\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?|s?html?|mp4|pdf)(?:[?#]|$)|weather|login|captcha|count|hits?\b|visit"
    r"|upload|\bstat|jiucuo|suggest|hotword",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*\+\s*([A-Za-z_$][\w$.]{0,40})")
_JOINED_TEXT = re.compile(r"""\s*\+\s*["']([^"'\s<>\\]{0,200})["']""")
_VALUE = re.compile(
    r"""\b([A-Za-z_$][\w$]{0,40})["']?\s*[:=]\s*(?:"([\w./-]{1,80})"|'([\w./-]{1,80})'|(\d{1,12})\b)"""
)
_DATA = re.compile(r"\bdata\s*:\s*\{([^{}]{1,600})\}")
_PAIR = re.compile(
    r"""["']?([A-Za-z_]\w{0,30})["']?\s*:\s*(?:"([^"\n]{0,80})"|'([^'\n]{0,80})'|(\d{1,12})|([A-Za-z_$][\w$]{0,40}))"""
)
_POSTED = re.compile(r"""\b(?:type|method)\s*:\s*["']post|\$\.post\(""", re.IGNORECASE)
_JPAGE = ("appid", "webid", "path", "columnid", "unitid", "webname", "permissiontype")
_GROUP = 3  # pages that a data store hands out at a time
_BEHIND = 500  # characters behind an address in which its parameters stand
_BEFORE = 200
_PARTS = 6  # pieces that one address is made of
_MOST = 20  # endpoints of a page
_SCANNED = 400_000  # characters of scripts; a library is no list


def leads(codes: Sequence[str], base: BaseAddress) -> Iterator[Lead]:
    """The lists that the scripts of a page ask for."""
    known: dict[str, str] = {}
    left = _SCANNED
    scripts = []
    for code in codes:
        if not code or left <= 0:
            continue
        scripts.append(code[:left])
        left -= len(code)
        for match in _VALUE.finditer(scripts[-1]):
            known.setdefault(match[1], match[2] or match[3] or match[4])
    yield from channel_trees.leads(scripts, base, known)
    found = 0
    for code in scripts:
        for address in _addresses(code, known):
            url = base.absolute(address)
            if url is not None:
                yield Lead(url, "", LeadPlace.DATA)
                found += 1
            if found >= _MOST:
                return


def _addresses(code: str, known: dict[str, str]) -> Iterator[str]:
    for match in _QUOTED.finditer(code):
        text = (match[1] or match[2] or "").replace("\\/", "/")
        whole = (
            _joined(code, match.end(), text, known)
            if _ADDRESS.match(text) and text.isprintable() and " " not in text
            else None
        )
        if whole is None or _NO_LIST.search(whole) or not _LISTING.search(whole):
            continue
        if "dataproxy.jsp" in whole and "columnid=" not in whole:
            whole = _jpage(whole, known)
        elif "?" not in whole:
            whole = _with_data(whole, code, match.start(), match.end(), known)
        if whole:
            yield whole


def _joined(code: str, at: int, text: str, known: dict[str, str]) -> str | None:
    """A literal with what is put behind it; None where that is not known."""
    for _part in range(_PARTS):
        if literal := _JOINED_TEXT.match(code, at):
            text, at = text + literal[1], literal.end()
        elif name := _JOINED.match(code, at):
            value = known.get(name[1].rpartition(".")[2])
            if value is None:
                return None
            text, at = text + value, name.end()
        else:
            break
    return text


def _jpage(address: str, known: dict[str, str]) -> str | None:
    """A data store's address by the parameters that stand in the page, as its own script asks."""
    values = {name.lower(): value for name, value in known.items()}
    size = values.get("perpage", "")
    if "columnid" not in values:
        return None
    rows = int(size) if size.isdecimal() and 0 < int(size) <= 100 else 20
    head = f"startrecord=1&endrecord={_GROUP * rows}&perpage={rows}"
    pairs = [f"{name}={quote(values[name], safe='/')}" for name in _JPAGE if name in values]
    return f"{address.partition('?')[0]}?{'&'.join([head, *pairs])}"


def _with_data(address: str, code: str, start: int, end: int, known: dict[str, str]) -> str | None:
    """An address with the parameters of its call; None where they are posted or not known."""
    around = code[max(0, start - _BEFORE) : end + _BEHIND]
    if _POSTED.search(around):
        return None
    data = _DATA.search(code, end, end + _BEHIND)
    if data is None:
        return address
    pairs = []
    for name, double, single, number, variable in _PAIR.findall(data[1]):
        value = double or single or number or known.get(variable)
        if value is None:
            return None
        pairs.append(f"{name}={quote(value, safe='')}")
    return f"{address}?{'&'.join(pairs)}" if pairs else address
