"""Duties and all that was observed → their verdicts, with what each rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from repostwatch.judging.recent_scans import TooShortError
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.searched import Searches, rests_on_absence
from repostwatch.judging.settled import SEEN, basis_of
from repostwatch.judging.verdicts import judge_duties
from repostwatch.judging.vouching import PortalLists
from repostwatch.model import Duty, DutyKey, Sighting, Verdict
from repostwatch.model.decisions import HumanDecision
from repostwatch.model.wider import WiderLook
from repostwatch.pipeline.histories import (
    histories,
    looks_by_portal,
    recent_histories,
    unmatched_of,
)
from repostwatch.pipeline.judging_due import PortalWork
from repostwatch.pipeline.scope import Scope
from repostwatch.pipeline.search import search
from repostwatch.settings import Settings
from repostwatch.store import decisions, scans, sightings
from repostwatch.store.database import Connection
from repostwatch.store.duties import KeptDuty

Seen = dict[DutyKey, Sequence[Sighting]]
# How far before a release the scans are read at first: a portal that is scanned every few hours
# has a complete one within. Where it has none, all its scans are read.
BEFORE = timedelta(days=3)


class Judged:
    """The verdicts of duties, first without and then with the search of pages."""

    def __init__(
        self,
        conn: Connection,
        settings: Settings,
        wanted: Scope,
        people: Mapping[DutyKey, HumanDecision],
    ) -> None:
        self.conn, self.settings, self.wanted, self.people = conn, settings, wanted, people
        self.now = settings.now()
        self.portals = {portal.portal_id: portal for portal in wanted.portals}
        self.verdicts: dict[DutyKey, Verdict] = {}
        self.settled: list[KeptDuty] = []

    def judge(
        self, duties: Iterable[Duty], seen: dict[str, ScanHistory], found: Seen, *, looks: bool
    ) -> None:
        """Judge duties by these histories; where one is too short, by all scans of its portal,
        which stand in its stead from then on, as what was found until then does."""
        ordered = [duty for own in _by_portal(duties).values() for duty in own]
        self._judge_each(ordered, seen, found, None, looks=looks)
        self.settled += (self._settled(duty, seen) for duty in ordered)
        open_ = [duty for duty in ordered if rests_on_absence(self.verdicts[duty.key])]
        if open_:
            silent = [self.verdicts[duty.key] for duty in open_]
            searches = search(
                self.conn, self.settings, self.wanted.releases, self.wanted.portals, silent
            )
            self._judge_each(open_, seen, found, searches, looks=looks)

    def _judge_each(
        self,
        duties: Iterable[Duty],
        seen: dict[str, ScanHistory],
        found: Seen,
        searches: Searches | None,
        *,
        looks: bool,
    ) -> None:
        for portal_id, own in _by_portal(duties).items():
            for verdict in self._of_portal(portal_id, own, seen, found, searches, looks=looks):
                self.verdicts[verdict.key] = verdict

    def _of_portal(
        self,
        portal_id: str,
        own: Sequence[Duty],
        seen: dict[str, ScanHistory],
        found: Seen,
        searches: Searches | None,
        *,
        looks: bool,
    ) -> list[Verdict]:
        try:
            return self._judged(own, seen, found, searches)
        except TooShortError:
            whole = [self.portals[portal_id]]
            seen |= histories(self.conn, self.settings, whole, self.now, looks=looks)
            # What was matched before these scans were read must be found, too.
            found |= {duty.key: () for duty in own}
            found |= sightings.of_duties(self.conn, [duty.key for duty in own], self.now)
            return self._judged(own, seen, found, searches)

    def _judged(
        self,
        own: Sequence[Duty],
        seen: Mapping[str, ScanHistory],
        found: Seen,
        searches: Searches | None,
    ) -> list[Verdict]:
        return judge_duties(
            own, seen, found, self.now,
            decisions=self.people, settings=self.settings.judging, searches=searches,
        )  # fmt: skip

    def _settled(self, duty: Duty, seen: Mapping[str, ScanHistory]) -> KeptDuty:
        """What a verdict rests on, before the search of pages."""
        key = duty.key
        verdict, said = self.verdicts[key], self.people.get(key)
        # A verdict for the time being is judged each time.
        open_ = seen[duty.portal_id].unmatched.concerns(duty.release_id)
        basis = None if open_ else basis_of(duty, verdict, said, self.now)
        return KeptDuty(
            *key,
            duty.deadline.latest,
            verdict.kind,
            basis,
            () if basis is None or basis in SEEN else verdict.scan_ids,
            _until(duty, said, self.now),
            duty.waiver is not None,
        )


def _until(duty: Duty, said: HumanDecision | None, now: datetime) -> datetime | None:
    """When what a person said of it ends; after a waiver an earlier one may hold still."""
    ends = [duty.waiver["expires"]] if duty.waiver is not None else []
    if said is not None and said.in_force(now):
        ends.append(said.expires)
    return min((end for end in ends if isinstance(end, datetime)), default=None)


def _by_portal(duties: Iterable[Duty]) -> dict[str, list[Duty]]:
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        found[duty.portal_id].append(duty)
    return found


def all_verdicts(conn: Connection, settings: Settings, wanted: Scope, *, looks: bool) -> Judged:
    """Of every duty in scope, from all observations up to now; without `looks` as if nobody had to
    look wider before a release is missing."""
    now = settings.now()
    seen = histories(conn, settings, wanted.portals, now, looks=looks)
    found: Seen = dict(sightings.load(conn, wanted.release_ids, wanted.portal_ids, now))
    judged = Judged(conn, settings, wanted, decisions.load(conn, wanted.release_ids))
    judged.judge(wanted.duties, seen, found, looks=looks)
    return judged


def due_verdicts(
    conn: Connection,
    settings: Settings,
    wanted: Scope,
    work: Mapping[str, PortalWork],
    lists: Mapping[str, PortalLists],
) -> Judged:
    """Of the duties that are to be judged again, from the scans that they need. The verdicts are
    those that `all_verdicts` would give."""
    looks = looks_by_portal(conn, wanted.portal_ids, settings.now()) if settings.wider.pages else {}
    judged = Judged(conn, settings, wanted, decisions.load(conn, wanted.release_ids))
    by_all = [duty for own in work.values() for duty in own.by_all]
    keys = [duty.key for duty in by_all]
    since = moments(by_all, sightings.of_duties(conn, keys, settings.now()))
    recent: dict[str, ScanHistory] = dict(
        recent_histories(conn, lists, looks, since, settings.now())
    )
    # Read after the scans: of a link that was seen again, or matched, meanwhile they must not say
    # that it is not there.
    found: Seen = dict(sightings.of_duties(conn, keys, settings.now()))
    judged.judge(by_all, recent, found, looks=settings.wider.pages > 0)
    by_cited = [duty for own in work.values() for duty, _ in own.by_cited]
    cited = _cited(conn, work, lists, looks)
    judged.judge(by_cited, cited, {}, looks=settings.wider.pages > 0)
    return judged


def moments(
    duties: Iterable[Duty], found: Mapping[DutyKey, Sequence[Sighting]]
) -> dict[str, datetime]:
    """portal → the moment from which its scans are read to judge these duties."""
    first: dict[str, datetime] = {}
    for duty in duties:
        seen = found.get(duty.key, ())
        own = min(
            duty.published.earliest,
            *(one.first_seen for one in seen),
            *(one.address_seen or one.first_seen for one in seen),
            duty.published.latest,
        )
        first[duty.portal_id] = min(first.get(duty.portal_id, own), own)
    return {portal_id: moment - BEFORE for portal_id, moment in first.items()}


def _cited(
    conn: Connection,
    work: Mapping[str, PortalWork],
    lists: Mapping[str, PortalLists],
    looks: Mapping[str, Mapping[str, WiderLook]],
) -> dict[str, ScanHistory]:
    """portal → the scans that its verdicts cite, and the new ones."""
    wanted = {scan_id for own in work.values() for _, ids in own.by_cited for scan_id in ids}
    seen = scans.by_id(conn, wanted)
    open_ = unmatched_of(conn, list(work))
    found: dict[str, ScanHistory] = {}
    for portal_id, own in work.items():
        if own.by_cited:
            both = {scan.scan_id: scan for scan in (*seen.get(portal_id, ()), *own.new.scans)}
            found[portal_id] = ScanHistory(
                both.values(), lists[portal_id], looks.get(portal_id), open_[portal_id]
            )
    return found
