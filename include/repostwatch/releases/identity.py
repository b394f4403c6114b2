"""The keys by which two items are one release: number, title and address, normalised."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

from repostwatch.base.clock import iso
from repostwatch.base.sites import CENTRAL, GOV_HOST
from repostwatch.model import Interval, Release

# 国发〔2019〕5号, 国办发明电〔2018〕15号, 国知发保函字[2019]26号 …
NUMBER = re.compile(r"([一-鿿]{1,12})[\[(〔【［（]((?:19|20)\d\d)[\])〕】］）]第?(\d{1,5})号")
# 国令第707号, 国务院令 第707号, 中华人民共和国国务院令（第707号）
DECREE = re.compile(r"(?:中华人民共和国)?国(?:务院)?令[(（]?第?(\d{1,4})号[)）]?")
BRACKETED = re.compile(r"[(（]([^()（）]{4,60})[)）]$")
QUOTES = str.maketrans("", "", "《》〈〉“”‘’\"'「」『』〔〕[]()（）【】、，,。．.·:：;；-—–－_")
ARTICLE = re.compile(r"/content_(\d{6,})(?:_\d+)?\.s?html?$")
MIRROR = re.compile(r"/gate/big5/([^/]+)(/.*)")


def number_key(text: str | None) -> str | None:
    """A document number in one form, e.g. 国发2019-5 or 国令707; None where there is none."""
    if not text:
        return None
    text = _narrow(text)
    if found := DECREE.search(text):
        return f"国令{int(found[1])}"
    if found := NUMBER.search(text):
        return f"{found[1]}{found[2]}-{int(found[3])}"
    return None


def number_in(title: str) -> str | None:
    """The number that a title is, or ends with in brackets, as it is written there."""
    if DECREE.fullmatch(_narrow(title)):
        return title.strip()
    found = BRACKETED.search(title.rstrip())
    if found and (DECREE.fullmatch(_narrow(found[1])) or NUMBER.fullmatch(_narrow(found[1]))):
        return found[1].strip()
    return None


def title_key(title: str) -> str:
    """A title without what varies between copies: widths, quotes, blanks, a number at its end."""
    text = unicodedata.normalize("NFKC", title)
    if DECREE.fullmatch(_narrow(text)):
        return "国务院令"  # the number says which
    if (found := BRACKETED.search(text.rstrip())) and number_key(found[1]):
        text = text[: found.start()]
    return "".join(text.translate(QUOTES).split()).lower()


def address_key(address: str) -> str:
    """An address in one form: no scheme, no www., app., big5. twins of gov.cn, no fragment."""
    parts = urlsplit(address)
    host, path = (parts.hostname or "").rstrip("."), parts.path or "/"
    if GOV_HOST.fullmatch(host) and (mirror := MIRROR.fullmatch(path)):
        host, path = mirror[1], mirror[2]
    if GOV_HOST.fullmatch(host):
        host = CENTRAL
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{path}{query}"


def article_id(address: str) -> str | None:
    """The number that gov.cn gave an article: the same article whatever its host."""
    host, _, path = address_key(address).partition("/")
    found = ARTICLE.search("/" + path)
    return f"content_{found[1]}" if host == CENTRAL and found else None


def release_id_of(
    title: str, published: Interval, addresses: Sequence[str], doc_number: str | None
) -> str:
    """An id that the same item gets again at every reading: from its address, else its words."""
    for address in addresses:
        if found := article_id(address):
            return found
    parts = [number_key(doc_number) or "", title_key(title)]
    if not number_key(doc_number):
        parts.append(iso(published.earliest)[:10])
    return "r-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def derived(release: Release) -> bool:
    """Whether the id came from here and not from the source."""
    return re.fullmatch(r"content_\d{6,}|r-[0-9a-f]{12}", release.release_id) is not None


def _narrow(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
