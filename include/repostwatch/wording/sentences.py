"""What a code's sentence can be: a template over its facts' words, or a function where facts
decide its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from repostwatch.model.reasons import Common, Fact, Reason

# A function gets the facts themselves and, by the same names, their words ("" for None).
Sentence: TypeAlias = str | Callable[[Mapping[str, Fact], Mapping[str, str]], str]


def count(fact: Fact) -> int:
    """How many a fact is: the members of a list, the parts of a reason that has some."""
    if isinstance(fact, Reason) and fact.code is Common.ALL:
        fact = fact["parts"]
    return len(fact) if isinstance(fact, tuple) else 1
