"""The sentences of every code, one module for each family of codes, and the labels of each page."""

from __future__ import annotations

from repostwatch.model.reasons import Code
from repostwatch.wording.chinese import (
    alarm_mail,
    alarms,
    bulletins,
    columns,
    decisions,
    discovery,
    duties,
    evidence,
    interface,
    lists,
    mail,
    mails,
    matches,
    pages,
    portals,
    readers,
    readiness,
    refusals,
    releases,
    runs,
    scans,
    searches,
    standings,
    tables,
    verdicts,
    visits,
    wider,
)
from repostwatch.wording.sentences import Sentence

CHINESE: dict[Code, Sentence] = {
    **alarms.SENTENCES,
    **bulletins.SENTENCES,
    **columns.SENTENCES,
    **decisions.SENTENCES,
    **discovery.SENTENCES,
    **duties.SENTENCES,
    **lists.SENTENCES,
    **mails.SENTENCES,
    **matches.SENTENCES,
    **pages.SENTENCES,
    **portals.SENTENCES,
    **readers.SENTENCES,
    **readiness.SENTENCES,
    **refusals.SENTENCES,
    **releases.SENTENCES,
    **runs.SENTENCES,
    **scans.SENTENCES,
    **searches.SENTENCES,
    **standings.SENTENCES,
    **verdicts.SENTENCES,
    **visits.SENTENCES,
    **wider.SENTENCES,
}
LABELS: dict[str, str] = {
    **alarm_mail.LABELS,
    **bulletins.LABELS,
    **evidence.LABELS,
    **mail.LABELS,
    **interface.LABELS,
    **tables.LABELS,
}
