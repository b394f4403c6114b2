"""The sentences of every code, one module for each family of codes."""

from __future__ import annotations

from repostwatch.model.reasons import Code
from repostwatch.wording.chinese import (
    alarms,
    decisions,
    duties,
    refusals,
    runs,
    scans,
    standings,
    verdicts,
)
from repostwatch.wording.sentences import Sentence

CHINESE: dict[Code, Sentence] = {
    **alarms.SENTENCES,
    **decisions.SENTENCES,
    **duties.SENTENCES,
    **refusals.SENTENCES,
    **runs.SENTENCES,
    **scans.SENTENCES,
    **standings.SENTENCES,
    **verdicts.SENTENCES,
}
