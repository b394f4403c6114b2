"""What is known of a title once it is taken apart: issuers, name, kind, evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from repostwatch.matching.title.facts import (
    FULL_PROVINCE,
    Discriminators,
    discriminators_of,
    happenings,
    turning_words,
)
from repostwatch.matching.title.issuers import IssuerHead
from repostwatch.matching.title.letters import fold
from repostwatch.matching.title.lexicon import KINDS, MEETINGS, RECURRING
from repostwatch.matching.title.numbers import Number

_LINE_END = re.compile(r"[ :](?=[^ ])")
ABOUT = re.compile(r"^(?:关于)?(?:对(?![外口华]))?")
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
        return frozenset(folded_name(found) for found in _QUOTED.findall(self.text))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Every way the title may begin, longest first."""
        return tuple(dict.fromkeys((self.whole, self.name, self.inner)))

    @cached_property
    def lines(self) -> frozenset[str]:
        """The name cut at the end of each line of a headline but the last, folded."""
        ends = [found.start() for found in _LINE_END.finditer(self.rest)]
        said = (self.rest[:end].removesuffix("强调").removesuffix("时") for end in ends)
        return frozenset(folded_name(line) for line in said)

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
            folded_name(FULL_PROVINCE.sub("", fold(form))) for form in (self.rest, self.inner)
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


def folded_name(text: str) -> str:
    """A name as names are compared: folded, without 关于 before it."""
    return ABOUT.sub("", fold(text))


@lru_cache(maxsize=20_000)
def _kind(name: str) -> str:
    plain = _SPAN.sub("", name)
    if not plain.endswith(KINDS):
        return ""
    return next((kind for kind in KINDS if plain.endswith(kind)), "")
