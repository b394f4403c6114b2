"""A title taken apart: issuers, wrapper, the document's own name, its kind, its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from repostwatch.matching.decoration import bare
from repostwatch.matching.facts import FULL_PROVINCE, Facts, events, facts_of, turning_words
from repostwatch.matching.issuers import Head, read_head
from repostwatch.matching.letters import fold
from repostwatch.matching.lexicon import KINDS, RECURRING
from repostwatch.matching.numbers import Number

_WRAPPER = re.compile(
    r"^(?:关于)?(印发|发布|公布|颁布|下发|出台) ?"
    r"(?:《(.+)》|(.+?))的?(?:通知|决定|公告|命令|令|函)$"
)
_HEADLINE = re.compile(r"^(?:关于)?(印发|发布|公布|颁布|下发|出台) ?《?(.{4,}?)》?$")


_NEWS = re.compile(r"^《(.+)》(?:正式|近日|日前)?(印发|发布|公布|颁布|出台|实施|施行)$")
_FULL_TEXT = re.compile(r"^《(.+)》(?:全文|原文)(?:公布|发布)?$")


@dataclass(frozen=True)
class Title:
    """A title as evidence. `name` and `inner` are folded; `inner` is the X of 关于印发X的通知.

    `verb` is the wrapper's, with `announced` set where it is a headline's (国务院公布《X》)
    and not a document's own title.
    """

    text: str
    numbers: frozenset[Number]
    year: str | None
    cut: bool
    head: Head
    rest: str
    whole: str
    name: str
    inner: str
    verb: str = ""
    announced: bool = False

    @cached_property
    def kind(self) -> str:
        """通知, 条例 …; empty where the title does not end with one."""
        return _kind(self.name)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the wrapper and of what it wraps."""
        return frozenset(kind for name in self.names if (kind := _kind(name)))

    @cached_property
    def body(self) -> str:
        """The document's own name without its kind."""
        own = self.inner or self.name
        return own.removesuffix(_kind(own))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset((self.name, self.inner)) - {""}

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Every way the title may begin, longest first."""
        return tuple(dict.fromkeys((self.whole, self.name, self.inner)))

    @cached_property
    def without_province(self) -> frozenset[str]:
        return frozenset(FULL_PROVINCE.sub("", name) for name in self.names)

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.rest.replace(" ", ""))

    @cached_property
    def turning(self) -> dict[str, int]:
        return turning_words(self.whole)

    @cached_property
    def events(self) -> frozenset[str]:
        return events(self.whole)

    @property
    def recurring(self) -> bool:
        """Whether titles like this come again word for word."""
        return self.name in RECURRING or self.inner in RECURRING


def _kind(name: str) -> str:
    return next((kind for kind in KINDS if name.endswith(kind)), "")


def read_title(raw: str) -> Title:
    """Take a raw title apart. Never raises."""
    plain = bare(raw)
    head = read_head(plain.text)
    rest = plain.text[head.end :].strip(" :")
    verb, inner, announced = "", rest, False
    if found := _WRAPPER.match(rest):
        verb, inner = found[1], found[2] or found[3]
    elif found := _HEADLINE.match(rest):
        verb, inner, announced = found[1], found[2], found[1] != "印发"
    elif found := _NEWS.match(rest):
        verb, inner, announced = found[2], found[1], True
    elif found := _FULL_TEXT.match(rest):
        inner = found[1]
    return Title(
        text=plain.text,
        numbers=plain.numbers,
        year=plain.year,
        cut=plain.cut,
        head=head,
        rest=rest,
        whole=fold(plain.text),
        name=fold(rest).removeprefix("关于"),
        inner=fold(inner).removeprefix("关于"),
        verb=verb,
        announced=announced,
    )
