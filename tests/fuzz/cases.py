"""Hostile portals and sources by lot: each is what its server answers, as raw bytes.

Every kind has one part hostile and leaves the rest plain, so that the lot reaches behind what
already fails at the door. OWN in an answer stands for the portal's own address, OTHER for that of
the innocent portal beside it; both are as long as what takes their place, so that no length lies.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.mutations import (
    ADDRESSES,
    CORPUS,
    DATA,
    MARKUP,
    OCTETS,
    TEXTS,
    TOKENS,
    edited,
    edits,
    tokens,
)

HTML = b"text/html; charset=utf-8"
ANY = "*"
OWN, OTHER = b"the-own.host.test", b"innocent.host.x.y"


def corpus(folder: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((CORPUS / folder).iterdir())]


PAGES, DATA_LISTS, FEEDS, ROBOTS, HEADS = map(corpus, ("pages", "data", "feeds", "robots", "heads"))
HOME, LIST = (CORPUS / "pages" / name for name in ("home.html", "list.html"))


@dataclass(frozen=True, slots=True)
class Case:
    """A portal, or a source of releases where `kind` is source: path → the whole HTTP answer, ANY
    for every other path. `watched`: the registry names its list, else it is found."""

    kind: str
    answers: Mapping[str, bytes]
    watched: bool = True


def answer(body: bytes, *headers: bytes, status: bytes = b"200 OK", kind: bytes = HTML) -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Content-Type: " + kind, *headers]
    length = b"Content-Length: %d" % len(body)
    return b"\r\n".join([*lines, length, b"Connection: close", b"", b""]) + body


def plain(home: bytes | None = None, rows: bytes | None = None) -> dict[str, bytes]:
    """A portal without fault: homepage, list, no robots.txt."""
    return {
        "/": answer(HOME.read_bytes() if home is None else home),
        "/list": answer(LIST.read_bytes() if rows is None else rows),
    }


Draw = Callable[[st.SearchStrategy[Any]], Any]


def _pages(draw: Draw) -> Mapping[str, bytes]:
    pieces = draw(st.sampled_from([MARKUP, TEXTS, ADDRESSES, TOKENS]))
    home, rows, other = (
        edited(draw(st.sampled_from(PAGES)), draw(edits(pieces))) for _ in range(3)
    )
    return plain(home, rows) | {ANY: answer(other)}


def _soup(draw: Draw) -> Mapping[str, bytes]:
    """Markup without a page: pieces in any order, many of them without an end."""
    pieces = st.lists(st.sampled_from(MARKUP + TEXTS + ADDRESSES), max_size=60)
    home, rows = (b"".join(draw(pieces)) for _ in range(2))
    around = draw(st.booleans())
    start = HOME.read_bytes().partition(b"<li>")[0] if around else b""
    return plain(start + home, start + rows) | {ANY: answer(rows)}


def _numbers() -> st.SearchStrategy[Any]:
    return st.one_of(st.integers(), st.floats(), st.sampled_from([0, -1, 10**30, 2**63, 1e300]))


def _texts() -> st.SearchStrategy[str]:
    known = [text.decode("utf-8", "surrogatepass") for text in TEXTS]
    addresses = [one.decode("utf-8", "replace") for one in ADDRESSES]
    return st.sampled_from(known + addresses) | st.text(max_size=20)


NAMES = (
    "title", "TITLE", "url", "URL", "link", "pubDate", "publishTime", "DOCRELPUBTIME", "list",
    "data", "total", "rows", "listVO", "catMap", "searchVO", "pubtime", "pubtimeStr", "pcode",
    "children", "html",
)  # fmt: skip


def _values() -> st.SearchStrategy[Any]:
    leaf = st.none() | st.booleans() | _numbers() | _texts()
    names = st.sampled_from(NAMES)
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5),
        max_leaves=20,
    )


def _json(draw: Draw) -> bytes:
    """JSON with the names of real lists around anything."""
    text = json.dumps(draw(_values()), ensure_ascii=draw(st.booleans()))
    body = text.encode("utf-8", "surrogatepass")
    rows = draw(st.integers(0, 2))
    return b"[" + b",".join([body] * rows) + b"]" if rows else body


def _data(draw: Draw) -> Mapping[str, bytes]:
    made = draw(st.booleans())
    seed = _json(draw) if made else draw(st.sampled_from(DATA_LISTS))
    body = edited(seed, draw(edits(DATA + TEXTS + ADDRESSES, 4))) if draw(st.booleans()) else seed
    kinds = [b"application/json", b"text/xml", b"text/javascript", HTML, b"text/plain;charset=gbk"]
    kind = draw(st.sampled_from(kinds))
    given = {"/list": answer(body, kind=kind), ANY: answer(body, kind=kind)}
    return plain() | given


HEADER_NAMES, STATUSES = tokens("header_names"), tokens("statuses")
HEADER_VALUES = (*tokens("header_values"), b"a" * 9000, *ADDRESSES)
COOKIES = (*tokens("cookies"), b"x" * 3000, *OCTETS[:6])
RULES = (*tokens("robots"), *OCTETS, *ADDRESSES[:14])


def _lines(draw: Draw, most: int = 6) -> list[bytes]:
    line = st.tuples(st.sampled_from(HEADER_NAMES), st.sampled_from(HEADER_VALUES))
    return [name + b": " + value for name, value in draw(st.lists(line, max_size=most))]


def _headers(draw: Draw) -> Mapping[str, bytes]:
    status = draw(st.sampled_from(STATUSES))
    where = draw(st.sampled_from(["/", "/list"]))
    made = answer(HOME.read_bytes(), *_lines(draw), status=status)
    return plain() | {where: made, ANY: made}


def _raw(draw: Draw) -> Mapping[str, bytes]:
    """The whole answer, its head and all."""
    whole = draw(st.sampled_from([*HEADS, answer(HOME.read_bytes())])) + LIST.read_bytes()
    made = edited(whole, draw(edits(HEADER_NAMES + HEADER_VALUES + OCTETS)))
    return plain() | {draw(st.sampled_from(["/", "/list"])): made, ANY: made}


def _redirects(draw: Draw) -> Mapping[str, bytes]:
    target = b"".join(draw(st.lists(st.sampled_from(ADDRESSES + OCTETS), min_size=1, max_size=4)))
    ways: list[bytes] = [
        answer(b"", b"Location: " + target, status=draw(st.sampled_from(STATUSES[4:8]))),
        answer(b"<meta http-equiv='refresh' content='0; url=" + target + b"'>"),
        answer(b"<script>window.location.href='" + target + b"';</script>"),
        answer(b"<html><head><base href='" + target + b"'></head>" + LIST.read_bytes()),
        answer(b"", b"Refresh: 0; url=" + target),
    ]
    made = draw(st.sampled_from(ways))
    return plain() | {draw(st.sampled_from(["/", "/list", "/robots.txt"])): made, ANY: made}


def _cookies(draw: Draw) -> Mapping[str, bytes]:
    piece = st.lists(st.sampled_from(COOKIES), max_size=8)
    values = [b"".join(one) for one in draw(st.lists(piece, min_size=1, max_size=20))]
    lines = [
        b"Set-Cookie: " + value for value in values for _ in range(draw(st.sampled_from([1, 5])))
    ]
    first = answer(b"", b"Location: /in", *lines, status=b"302 Found")
    return plain() | {"/": first, "/in": answer(HOME.read_bytes(), *lines)}


def _robots(draw: Draw) -> Mapping[str, bytes]:
    soup = b"".join(draw(st.lists(st.sampled_from(RULES), max_size=40)))
    seed = draw(st.sampled_from([soup, *ROBOTS]))
    body = edited(seed, draw(edits(RULES, 3)))
    kind = draw(st.sampled_from([b"text/plain", HTML, b"text/plain; charset=utf-16"]))
    status = draw(st.sampled_from(STATUSES[:1] * 8 + STATUSES))
    return plain() | {"/robots.txt": answer(body, *_lines(draw, 2), status=status, kind=kind)}


CODECS = (
    "utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-32", "utf-7",
    "shift_jis", "iso2022_jp", "latin-1",
)  # fmt: skip
DECLARED = (
    *CODECS,
    "gb2312",
    "x-gbk",
    "utf8",
    "unicode",
    "hz",
    "idna",
    "rot13",
    "zlib",
    "undefined",
    "国",
    "",
)


def _packed(body: bytes, how: str) -> bytes:
    match how:
        case "gzip":
            return gzip.compress(body, mtime=0)
        case "twice":
            return gzip.compress(gzip.compress(body, mtime=0), mtime=0)
        case "deflate":
            return zlib.compress(body)
        case "raw":
            return zlib.compress(body, wbits=-15)
        case "cut":
            return gzip.compress(body, mtime=0)[:-20]
        case "bomb":
            return gzip.compress(b" " * 10_000_000, mtime=0)
        case _:
            return body


def _encodings(draw: Draw) -> Mapping[str, bytes]:
    codec, declared = draw(st.sampled_from(CODECS)), draw(st.sampled_from(DECLARED))
    text = draw(st.sampled_from(PAGES)).decode().replace("utf-8", draw(st.sampled_from(DECLARED)))
    body = text.encode(codec, draw(st.sampled_from(["replace", "ignore", "xmlcharrefreplace"])))
    body = edited(body, draw(edits(OCTETS + TEXTS, 2)))
    how = draw(st.sampled_from(["", "", "gzip", "twice", "deflate", "raw", "cut", "bomb"]))
    says = draw(st.sampled_from([b"gzip", b"deflate", b"br", b"x-gzip", b"gzip, deflate", b""]))
    packed = _packed(body, how)
    if draw(st.booleans()):
        packed = edited(packed, draw(edits(OCTETS, 2)))
    kind = b"text/html; charset=" + declared.encode()
    made = answer(packed, b"Content-Encoding: " + says if how or says else b"X: y", kind=kind)
    return plain() | {draw(st.sampled_from(["/", "/list"])): made}


def _source(draw: Draw) -> Mapping[str, bytes]:
    made = draw(st.integers(0, 4)) == 0
    seed = _json(draw) if made else draw(st.sampled_from(FEEDS))
    body = edited(seed, draw(edits(TOKENS, 4)))
    kinds = [
        b"application/rss+xml",
        b"application/json",
        b"text/csv",
        HTML,
        b"text/xml; charset=gbk",
    ]
    kind = draw(st.sampled_from(kinds))
    return {ANY: answer(body, *_lines(draw, 1), kind=kind)}


KINDS: dict[str, Callable[[Draw], Mapping[str, bytes]]] = {
    "pages": _pages, "soup": _soup, "data": _data, "headers": _headers, "raw": _raw,
    "redirects": _redirects, "cookies": _cookies, "robots": _robots, "encodings": _encodings,
    "source": _source,
}  # fmt: skip
# Of 16 cases. Reading has the most ways to fail, so pages come more often than cookies.
SHARES = dict.fromkeys(KINDS, 1) | {"pages": 4, "soup": 2, "data": 2, "source": 2}


@st.composite
def hostile(draw: Draw, kind: str) -> Case:
    return Case(kind, KINDS[kind](draw), draw(st.booleans()))
