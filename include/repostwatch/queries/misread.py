"""What the address of a list asks for and cannot have: read leniently, and said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, ClassVar, Self

# A hundred years: what is asked for beyond that is no time.
MOST_HOURS = timedelta(days=36_525) / timedelta(hours=1)
ON = "1"


class Misreading(StrEnum):
    """What a field takes, where it was sent something else."""

    WORD = "word"
    NUMBER = "number"
    ORDER = "order"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Misread:
    """A value that its field does not have."""

    field: str
    value: str
    takes: Misreading


class Asked:
    """The fields of a list's form as they were sent. `WORDS` take one of some words, or some of
    them, `NUMBERS` what is above 0, `FLAGS` are on or left out, `ORDERS` name an order; the
    others take any text."""

    WORDS: ClassVar[Mapping[str, type[StrEnum]]] = {}
    NUMBERS: ClassVar[tuple[str, ...]] = ()
    FLAGS: ClassVar[tuple[str, ...]] = ()
    ORDERS: ClassVar[Mapping[str, type[StrEnum]]] = {}

    @property
    def misread(self) -> tuple[Misread, ...]:
        return tuple(self._misread())

    def understood(self) -> Self:
        """The same without what is misread: it filters nothing, and orders nothing."""
        wrong = {(one.field, one.value) for one in self.misread}
        kept: dict[str, Any] = {}
        for field in {field for field, _ in wrong}:
            sent = getattr(self, field)
            left = tuple(one for one in _values(sent) if (field, one) not in wrong)
            kept[field] = left if isinstance(sent, tuple) else ""
        return replace(self, **kept)  # type: ignore[type-var]

    def _misread(self) -> Iterator[Misread]:
        for takes, fields in (Misreading.WORD, self.WORDS), (Misreading.ORDER, self.ORDERS):
            for field, words in fields.items():
                for one in _values(getattr(self, field)):
                    if one not in set(words):
                        yield Misread(field, one, takes)
        for field in self.NUMBERS:
            if (sent := getattr(self, field)) and number(sent) is None:
                yield Misread(field, sent, Misreading.NUMBER)
        for field in self.FLAGS:
            if (sent := getattr(self, field)) not in {"", ON}:
                yield Misread(field, sent, Misreading.WORD)


def number(value: str) -> float | None:
    """What stands for a number above 0 that can be a time; None for anything else."""
    try:
        found = float(value)
    except ValueError:
        return None
    return found if 0 < found < MOST_HOURS else None


def _values(sent: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in (sent if isinstance(sent, tuple) else (sent,)) if one)
