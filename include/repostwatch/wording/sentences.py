"""What a code's sentence can be: a template over its facts' words, or a function where facts
decide its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from repostwatch.model.reasons import Fact

# A function gets the facts themselves and, by the same names, their words ("" for None).
Sentence: TypeAlias = str | Callable[[Mapping[str, Fact], Mapping[str, str]], str]
