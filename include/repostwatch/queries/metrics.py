"""What an outside monitor draws and alerts by: numbers, each with its name and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from repostwatch.model import DeliveryState, Outcome, VerdictKind
from repostwatch.model.codes import ReaderCode
from repostwatch.pipeline.heartbeat import read_heartbeat
from repostwatch.settings import Settings
from repostwatch.store import alarms, evidence_size, monitor_counts
from repostwatch.store.database import Connection

NEVER = "never"


@dataclass(frozen=True, slots=True)
class Metric:
    """A gauge. `label` is empty where there is one value, whose key is empty, too. A value that is
    not known is left out."""

    name: str
    about: str
    label: str
    values: Mapping[str, float]


def read_metrics(conn: Connection, settings: Settings) -> tuple[Metric, ...]:
    now = settings.now()
    return (
        *_portals(conn, now),
        Metric("repostwatch_duties", "Observed duties by verdict, as of the last judging.",
               "verdict", _all(VerdictKind, monitor_counts.duties(conn))),
        *_ages(conn, settings, now),
        Metric("repostwatch_mails", "Mails to single recipients: of the last days, or waiting.",
               "state", _all(DeliveryState, monitor_counts.mails(
                   conn, now - timedelta(days=settings.watch.dead_days)))),
        Metric("repostwatch_unread_pages", "Pages of latest scans at which a reader broke off.",
               "reason", _all(ReaderCode, monitor_counts.unread(conn, now))),
        *_evidence(conn, now),
        _alarms(conn),
    )  # fmt: skip


def _all(words: Iterable[Enum], found: Mapping[str, int]) -> dict[str, float]:
    """Every word, with 0 where nothing was found: a line that is not there is no zero."""
    return {word.value: found.get(word.value, 0) for word in words}


def _portals(conn: Connection, now: datetime) -> Iterator[Metric]:
    found = {one.outcome or NEVER: one for one in monitor_counts.portals(conn, now)}
    shown = {
        name: found[name].number if name in found else 0
        for name in [*(outcome.value for outcome in Outcome), NEVER]
    }
    yield Metric("repostwatch_portals", "Listed portals by how their homepage was found last.",
                 "outcome", shown)  # fmt: skip
    whole = sum(one.complete for one in found.values())
    listed = sum(one.number for one in found.values())
    yield Metric("repostwatch_portals_seen", "Listed portals by how whole their latest scan was.",
                 "scan", {"complete": whole, "incomplete": listed - whole})  # fmt: skip
    never = sum(one.never for one in found.values())
    oldest = min((one.oldest for one in found.values() if one.oldest), default=None)
    yield Metric("repostwatch_portals_never_complete", "Listed portals without a complete scan.",
                 "", {"": never})  # fmt: skip
    yield Metric("repostwatch_oldest_success_seconds",
                 "Age of the oldest among the portals' latest complete scans.", "",
                 {"": (now - oldest).total_seconds()} if oldest else {})  # fmt: skip


def _ages(conn: Connection, settings: Settings, now: datetime) -> Iterator[Metric]:
    ages = read_heartbeat(conn, settings).ages
    yield Metric("repostwatch_step_age_seconds", "Since each step last ended.", "step",
                 {step.value: age for step, age in ages.items() if age is not None})  # fmt: skip
    sources = alarms.load_sources(conn, settings.sources)
    yield Metric("repostwatch_source_age_seconds", "Since each source was last read.", "source",
                 {one.source: (now - one.read_at).total_seconds()
                  for one in sources if one.read_at})  # fmt: skip


def _evidence(conn: Connection, now: datetime) -> Iterator[Metric]:
    size = evidence_size.load(conn)
    yield Metric("repostwatch_evidence_bytes", "Evidence on disk, as last counted.", "",
                 {"": size.bytes} if size else {})  # fmt: skip
    yield Metric("repostwatch_evidence_counted_seconds", "Since the evidence was counted.", "",
                 {"": (now - size.counted_at).total_seconds()} if size else {})  # fmt: skip


def _alarms(conn: Connection) -> Metric:
    """Every kind there ever was, with 0 while none of it lasts."""
    known = alarms.load(conn)
    lasting = Counter(one.alarm.reason.code.value for one in known if not one.closed)
    kinds = {one.alarm.reason.code.value for one in known}
    return Metric("repostwatch_alarms", "Lasting alarms about the monitor itself.", "alarm",
                  {kind: lasting[kind] for kind in sorted(kinds)})  # fmt: skip
