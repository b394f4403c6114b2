"""A title taken apart: issuers, wrapper, the document's own name, its kind, its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from repostwatch.matching.title import joined_names
from repostwatch.matching.title.decoration import BareTitle, bare
from repostwatch.matching.title.facts import (
    FULL_PROVINCE,
    Discriminators,
    discriminators_of,
    happenings,
    turning_words,
)
from repostwatch.matching.title.issuers import CENTRAL, IssuerHead, read_head
from repostwatch.matching.title.letters import fold
from repostwatch.matching.title.lexicon import KINDS, MEETINGS, RECURRING
from repostwatch.matching.title.numbers import Number

_WRAPPER = re.compile(
    r"^(?:关于)?(印发|发布|公布|颁布|下发|出台) ?"
    r"(?:《(.+)》|(.+?))的?(?:通知|决定|公告|命令|令|函)$"
)
# 转发国家发展改革委《关于X》的通知: what is passed on is the policy.
_FORWARDED = re.compile(r"^(?:转发|批转)[^《》]{0,40}?(?:《(.+)》|(?<!《)(关于.+?))的?通知$")
# 国务院批复同意X, 国务院同意X is 国务院关于同意X的批复, in a headline's order of words.
_REPLIED = re.compile("^(?:正式)?(?:批复[: ]?|(?=同意))([^,;。]{4,}?)(?:的批复)?$")
_HEADLINE = re.compile(r"^(?:关于)?(印发|发布|公布|颁布|下发|出台) ?《?(.{4,}?)》?$")
_SIGNED = re.compile(
    r"^(?:国务院总理)?[一-鿿]{2,4} ?签署 ?国务院令[ ,]*(公布)(?:新修订的|修订后的)?《?(.{4,}?)》?$"
)
_NEWS = re.compile(r"^《(.+)》(?:正式|近日|日前)?(印发|发布|公布|颁布|出台|实施|施行)$")
_FULL_TEXT = re.compile(r"^《(.+)》(?:全文|原文)(?:公布|发布)?$")
_LINE_END = re.compile(r"[ :](?=[^ ])")
_ABOUT = re.compile(r"^(?:关于)?(?:对(?![外口华]))?")
_QUOTED = re.compile(r"《([^《》]{3,})》")
_APPROVED = re.compile("^(?:原则)?(?:同意|批准)")
# 行动计划（2026—2030年）: the kind stands before the years.
_SPAN = re.compile(r"[0-9]{4,8}年?$")


@dataclass(frozen=True)
class Title:
    """A title as evidence. `name` and `inner` are folded; `inner` is the X of 关于印发X的通知.

    `verb` is the wrapper's, with `announced` set where it is a headline's (国务院公布《X》)
    and not a document's own title; `forwarded` where `inner` is another body's document
    that is passed on. `attached` is another document that stands behind it (附：Y), folded.
    """

    text: str
    numbers: frozenset[Number]
    year: str | None
    dated: str | None
    cut: bool
    head: IssuerHead
    rest: str
    whole: str
    name: str
    inner: str
    verb: str = ""
    announced: bool = False
    opened: str = ""
    item: str = ""
    attached: str = ""

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
        """The document's own name without its kind and the years (2026—2030年) around it."""
        own = self.inner or self.name
        if (plain := _SPAN.sub("", own)) != own:
            return plain
        return _SPAN.sub("", own.removesuffix(_kind(own)))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset((self.name, self.inner)) - {""}

    @cached_property
    def own_names(self) -> frozenset[str]:
        """What the document may be called behind its title: X of 关于印发X的通知, 关于X的批复."""
        subject = self.name.removesuffix(self.kind)
        approved = _APPROVED.sub("", subject)
        return self.names | self.quoted | {self.whole, subject, approved}

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The names in 《》, folded."""
        if "《" not in self.text:
            return frozenset()
        return frozenset(_name(found) for found in _QUOTED.findall(self.text))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Every way the title may begin, longest first."""
        return tuple(dict.fromkeys((self.whole, self.name, self.inner)))

    @cached_property
    def lines(self) -> frozenset[str]:
        """The name cut at the end of each line of a headline but the last, folded."""
        ends = [found.start() for found in _LINE_END.finditer(self.rest)]
        said = (self.rest[:end].removesuffix("强调").removesuffix("时") for end in ends)
        return frozenset(_name(line) for line in said)

    @cached_property
    def agenda(self) -> tuple[str, str]:
        """A meeting held again and again, and what it was about; empty for anything else."""
        for meeting in MEETINGS:
            if (place := self.whole.find(meeting)) >= 0:
                return meeting, self.whole[place + len(meeting) :]
        return "", ""

    @cached_property
    def without_province(self) -> frozenset[str]:
        if not FULL_PROVINCE.search(self.rest):
            return self.names
        return frozenset(
            _name(FULL_PROVINCE.sub("", fold(form))) for form in (self.rest, self.inner)
        ) - {""}

    @cached_property
    def facts(self) -> Discriminators:
        return discriminators_of(self.rest.replace(" ", ""))

    @cached_property
    def turning(self) -> dict[str, int]:
        return turning_words(self.whole)

    @cached_property
    def happenings(self) -> frozenset[str]:
        return happenings(self.whole)

    @property
    def forwarded(self) -> bool:
        return self.verb == "转发"

    @property
    def recurring(self) -> bool:
        """Whether titles like this come again word for word."""
        return self.name in RECURRING or self.inner in RECURRING


def _name(text: str) -> str:
    return _ABOUT.sub("", fold(text))


@lru_cache(maxsize=20_000)
def _kind(name: str) -> str:
    plain = _SPAN.sub("", name)
    if not plain.endswith(KINDS):
        return ""
    return next((kind for kind in KINDS if plain.endswith(kind)), "")


def read_title(raw: str) -> Title:
    """Take a raw title apart. Never raises."""
    plain = bare(raw)
    title = _take_apart(plain)
    kept = _before_cut_name(title) if plain.cut else _with_another(title)
    if kept is None:
        return title
    return replace(
        kept,
        numbers=kept.numbers | plain.numbers,
        year=plain.year or kept.year,
        dated=plain.dated or kept.dated,
        item=plain.item or kept.item,
    )


def _take_apart(plain: BareTitle) -> Title:
    head = read_head(plain.text)
    rest = plain.text[head.end :].strip(" :")
    verb, inner, announced = _unwrap(rest, central=bool(head.issuers) and not head.local)
    whole = fold(plain.text)
    name = _ABOUT.sub("", whole) if rest == plain.text else _name(rest)
    if CENTRAL & head.issuers and not plain.cut and (found := _REPLIED.match(rest)):
        inner = f"{found[1]}批复"
        name = _name(inner)
    return Title(
        text=plain.text,
        numbers=plain.numbers,
        year=plain.year,
        dated=plain.dated,
        cut=plain.cut,
        head=head,
        rest=rest,
        whole=whole,
        name=name,
        inner=name if inner == rest else _name(inner),
        verb=verb,
        announced=announced,
        opened=plain.opened,
        item=plain.item,
    )


def _with_another(title: Title) -> Title | None:
    """The title of a text that says a document's name too, or names one that is attached to it.

    None where the text is nothing but one title.
    """
    if parts := joined_names.attached(title.text):
        document, other = (_take_apart(bare(part)) for part in parts)
        if _calls(document, other):
            return document
        return (
            replace(document, attached=other.whole)
            if joined_names.names_document(parts[1])
            else None
        )
    if not joined_names.says_twice(title.whole):
        return None
    for front, behind in joined_names.pieces(title.text):
        first, second = _take_apart(bare(front)), _take_apart(bare(behind))
        if _calls(first, second):
            return first
        if _calls(second, first):
            return second
    return None


def _before_cut_name(title: Title) -> Title | None:
    """The whole title before its document's own name where only that name is cut."""
    if (
        title.whole.find(title.whole[-joined_names.SHORTEST :])
        == len(title.whole) - joined_names.SHORTEST
    ):
        return None
    for front, behind in joined_names.pieces(title.text):
        document, name = _take_apart(bare(front)), _take_apart(bare(behind)).name
        if len(name) >= joined_names.SHORTEST and any(
            own.startswith(name) for own in document.own_names - {document.whole}
        ):
            return document
    return None


def _calls(document: Title, other: Title) -> bool:
    """Whether the other text is nothing but a name of this document, by no other issuer."""
    return (
        len(other.name) >= joined_names.SHORTEST
        and other.name in document.own_names
        and other.head.issuers <= document.head.issuers
    )


def _unwrap(rest: str, *, central: bool) -> tuple[str, str, bool]:
    """What was done with the document, the document's own title, and whether that is news."""
    if found := _WRAPPER.match(rest):
        return found[1], found[2] or found[3], False
    if central and (found := _FORWARDED.match(rest)):
        return "转发", found[1] or found[2], False
    if found := _HEADLINE.match(rest):
        return found[1], found[2], found[1] != "印发"
    if found := _SIGNED.match(rest):
        return found[1], found[2], True
    if found := _NEWS.match(rest):
        return found[2], found[1], True
    if found := _FULL_TEXT.match(rest):
        return "", found[1], False
    return "", rest, False
