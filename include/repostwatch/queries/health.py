"""Whether the monitor itself works: sources, looks, mails, evidence, alarms; what is well, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.model.alarms import AlarmState, MailFact, SourceFact
from repostwatch.model.steps import Step
from repostwatch.settings import Settings
from repostwatch.store import alarms, evidence_size, heartbeats, looks, mail_facts
from repostwatch.store.database import Connection
from repostwatch.store.evidence_size import EvidenceSize
from repostwatch.store.looks import LastLook


@dataclass(frozen=True, slots=True)
class Health:
    """`silent`: configured sources that were never read. `looks`: the portals that were not wholly
    seen for the longest. `evidence`: None where no watch has counted it. `watched_at`: when the
    watch that found the alarms ended, None where there was none."""

    at: datetime
    sources: tuple[SourceFact, ...]
    silent: tuple[str, ...]
    last_scan: datetime | None
    looks: tuple[LastLook, ...]
    mails: tuple[MailFact, ...]
    evidence: EvidenceSize | None
    watched_at: datetime | None
    lasting: tuple[AlarmState, ...]
    over: tuple[AlarmState, ...]


def read_health(conn: Connection, settings: Settings) -> Health:
    now = settings.now()
    sources = alarms.load_sources(conn, settings.sources)
    read = {fact.source for fact in sources}
    known = sorted(alarms.load(conn), key=lambda state: state.seen_at, reverse=True)
    over = [state for state in known if state.closed]
    return Health(
        at=now,
        sources=sources,
        silent=tuple(source for source in settings.sources if source not in read),
        last_scan=alarms.last_scan(conn, now),
        looks=looks.oldest(conn, now, settings.pages.health_rows),
        mails=mail_facts.unsent(conn, now - timedelta(days=settings.watch.dead_days)),
        evidence=evidence_size.load(conn),
        watched_at=heartbeats.load(conn).get(Step.WATCH),
        lasting=tuple(state for state in known if not state.closed),
        over=tuple(over[: settings.pages.health_rows]),
    )
