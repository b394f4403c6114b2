"""The sentences of every code, one module for each family of codes."""

from __future__ import annotations

from repostwatch.model.reasons import Code
from repostwatch.wording.chinese import (
    columns,
    duties,
    matches,
    pages,
    portals,
    readers,
    releases,
    verdicts,
    visits,
)
from repostwatch.wording.sentences import Sentence

CHINESE: dict[Code, Sentence] = {
    **columns.SENTENCES,
    **duties.SENTENCES,
    **matches.SENTENCES,
    **pages.SENTENCES,
    **portals.SENTENCES,
    **readers.SENTENCES,
    **releases.SENTENCES,
    **verdicts.SENTENCES,
    **visits.SENTENCES,
}
