"""The sentences of every code, one module for each family of codes."""

from __future__ import annotations

from repostwatch.model.reasons import Code
from repostwatch.wording.english import duties, verdicts
from repostwatch.wording.sentences import Sentence

ENGLISH: dict[Code, Sentence] = {**duties.SENTENCES, **verdicts.SENTENCES}
