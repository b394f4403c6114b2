"""Why something was decided: a code and its facts. `wording/` alone puts it into words.

Two reasons are the same when their codes and facts are; grouping, sorting, digests and the
editions of a mail hang on that, never on a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, Self, TypeAlias

from repostwatch.model.times import Interval, PageDate


class Code(str, Enum):  # noqa: UP042  a StrEnum's members are facts, a code is none
    """What a reason says, with the names of the facts that it needs.

    A member is `value, fact, fact, …`; a fact whose name ends with `?` may be None. Values are
    stored: a value that was released is never given another meaning.
    """

    facts: tuple[str, ...]
    optional: frozenset[str]
    order: tuple[str, ...]  # the same, sorted
    names: frozenset[str]

    def __new__(cls, value: str, *facts: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.facts = tuple(fact.rstrip("?") for fact in facts)
        member.names = frozenset(member.facts)
        member.order = tuple(sorted(member.facts))
        member.optional = frozenset(fact.rstrip("?") for fact in facts if fact.endswith("?"))
        return member

    def __str__(self) -> str:
        return str(self._value_)


class Common(Code):
    """Reasons of no room in particular."""

    ALL = "all", "parts"  # every one of `parts` holds, in this order
    TEXT = "text", "text"  # a sentence kept as it stands: a person's, or one of an older version


@dataclass(frozen=True, slots=True)
class Reason:
    """`facts` are sorted by name; make one with `because`."""

    code: Code
    facts: tuple[tuple[str, Fact], ...] = ()

    def __getitem__(self, name: str) -> Fact:
        """Raises KeyError where the code has no such fact."""
        return dict(self.facts)[name]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """pydantic's hook. Raises TypeError: a field that pydantic keeps is a `JsonReason`."""
        raise TypeError("annotate the field with reason_json.JsonReason")

    @property
    def clauses(self) -> tuple[Reason, ...]:
        """Those that hold together: the parts of ALL, else this one."""
        parts = self["parts"] if self.code is Common.ALL else (self,)
        return tuple(part for part in _tuple(parts) if isinstance(part, Reason))

    def walk(self) -> Iterator[Reason]:
        """This reason and all that are among its facts, depth first."""
        yield self
        for _, fact in self.facts:
            for part in _tuple(fact):
                if isinstance(part, Reason):
                    yield from part.walk()

    def has(self, code: Code) -> bool:
        return any(reason.code is code for reason in self.walk())


Scalar: TypeAlias = (
    str | int | float | bool | datetime | timedelta | Interval | PageDate | StrEnum | Reason | None
)
Fact: TypeAlias = Scalar | tuple[Scalar, ...]


def _tuple(fact: Fact) -> tuple[Scalar, ...]:
    return fact if isinstance(fact, tuple) else (fact,)


def because(code: Code, **facts: Fact) -> Reason:
    """A reason. Raises TypeError where `facts` are not those of the code."""
    if facts.keys() != code.names:
        facts = dict.fromkeys(code.optional) | facts
    if facts.keys() != code.names or (
        None in facts.values() and any(facts[one] is None for one in code.names - code.optional)
    ):
        raise TypeError(f"{code} needs {code.facts}, not {tuple(facts)}")
    return Reason(code, tuple([(name, facts[name]) for name in code.order]))


def all_of(*reasons: Reason | None) -> Reason | None:
    """One reason out of those that are there; None where none is."""
    parts: list[Scalar] = []
    for one in reasons:
        if one is not None and one.code is Common.ALL:
            parts += one.clauses
        elif one is not None:
            parts.append(one)
    if len(parts) < 2:
        return parts[0] if parts and isinstance(parts[0], Reason) else None
    return Reason(Common.ALL, (("parts", tuple(parts)),))


def together(*reasons: Reason | None) -> Reason:
    """`all_of` where at least one is there. Raises ValueError where none is."""
    found = all_of(*reasons)
    if found is None:
        raise ValueError("no reason is given")
    return found


def quoted(words: str, most: int = 60) -> str:
    """A stranger's words as a fact: on one line, without what no store or terminal takes.

    Control characters, lone surrogates and marks that turn the direction of writing go.
    """
    shown = "".join(char if char.isprintable() else " " for char in words[: most * 8])
    return " ".join(shown.split())[:most]


def text(words: str) -> Reason:
    """A person's own sentence, or one that an older version stored."""
    return because(Common.TEXT, text=words)
