"""The sentences of every code, one module for each family of codes, and the labels of each page."""

from __future__ import annotations

from repostwatch.model.reasons import Code
from repostwatch.wording.chinese import (
    alarms,
    decisions,
    duties,
    evidence,
    interface,
    mail,
    refusals,
    runs,
    scans,
    standings,
    tables,
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
LABELS: dict[str, str] = {
    **evidence.LABELS,
    **mail.LABELS,
    **interface.LABELS,
    **tables.LABELS,
}
