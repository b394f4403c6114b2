"""Where a page leads on to, beside its items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode


class LeadPlace(StrEnum):
    """Where on its page an address stands."""

    MENU = "menu"
    HEADING = "heading"
    MORE = "more"  # 更多 and its like, behind a heading
    CRUMB = "crumb"
    FRAME = "frame"  # a page within the page
    DATA = "data"  # what a script asks for
    MAP = "map"  # sitemap.xml
    JUMP = "jump"  # an image map, a drop-down box, a handler
    BODY = "body"


class SearchFamily(StrEnum):
    """Whose search of a portal's own it is, as far as its address tells."""

    FORM = "form"  # a form of the page, of nobody in particular
    HANWEB = "hanweb"  # 大汉: /jsearchfront/
    TRS = "trs"  # 拓尔思: /was5/, /search4/, /igs/
    KAIPU = "kaipu"  # 开普: qt=, siteCode=, /common/search/


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A search of the portal's own that takes words in an address: `field` is set to them, beside
    what is `fixed`."""

    action: str
    field: str
    fixed: tuple[tuple[str, str], ...] = ()
    family: SearchFamily = SearchFamily.FORM

    def address(self, words: str) -> str:
        """The address that asks for words."""
        head, _, query = self.action.partition("?")
        kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != self.field]
        names = {name for name, _ in self.fixed}
        pairs = [pair for pair in kept if pair[0] not in names]
        return f"{head}?{urlencode([*pairs, *self.fixed, (self.field, words)])}"


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that a page leads on to. `words` are what it is called there: its text, its
    title, what its picture shows; `heading` is that of the block or menu around it."""

    url: str
    words: str
    place: LeadPlace
    heading: str = ""
