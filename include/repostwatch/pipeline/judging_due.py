"""Which duties are judged, and by which scans: all, or those of whose facts something has changed.

A duty that is settled is judged again where the database noted a change of what its verdict rests
on, and where a new scan of its portal can matter (`judging/settled.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version

from repostwatch.base.clock import day_of
from repostwatch.judging.settled import Need, NewScans, need_of
from repostwatch.judging.verdicts import RULE_VERSION
from repostwatch.judging.vouching import PortalLists
from repostwatch.matching.search.matcher import MATCHER_VERSION
from repostwatch.model import Duty, DutyKey
from repostwatch.pipeline.histories import lists_of, unmatched_of
from repostwatch.pipeline.scope import Scope
from repostwatch.settings import Settings
from repostwatch.store import decisions, duties, judging_due, scans, sightings
from repostwatch.store.database import Connection
from repostwatch.store.duties import KeptDuty
from repostwatch.store.judging_due import Due, LastJudging
from repostwatch.store.reasons import packed


@dataclass(slots=True)
class PortalWork:
    """What is judged of one portal: duties by all scans that they need, and others by those that
    their verdicts cite and the new ones. `gone`: what is no duty any more; `whole`: all of it is
    judged, by all that was seen."""

    new: NewScans
    whole: bool = False
    by_all: list[Duty] = field(default_factory=list)
    by_cited: list[tuple[Duty, tuple[str, ...]]] = field(default_factory=list)
    gone: list[DutyKey] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Work:
    """What is judged, by portal; portals of which nothing has changed are not there. `standing` are
    the duties whose verdicts stand."""

    portals: dict[str, PortalWork]
    standing: list[tuple[Duty, KeptDuty]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since the last judging of everything; without that, everything has."""

    due: list[Due]
    lists: dict[str, PortalLists]
    digests: dict[str, str]  # of what is known of each portal's lists
    rules: str
    last: LastJudging | None


def changes(conn: Connection, settings: Settings, whole: Scope) -> Changes:
    """What has changed up to now."""
    now = settings.now()
    due = judging_due.load(conn, whole.portal_ids, now)
    known = judging_due.last(conn)
    rules = rules_of(settings)
    # Whoever judges as of an earlier moment leaves nothing to build on, and has nothing.
    same = known is not None and known.rules == rules and known.judged_at <= now
    if known and settings.judging.whole_each_day:
        same = same and day_of(known.judged_at) == day_of(now)
    lists = lists_of(conn, settings, whole.portals, now)
    digests = {portal_id: _digest(one) for portal_id, one in lists.items()}
    return Changes(due, lists, digests, rules, known if same else None)


def rules_of(settings: Settings) -> str:
    """What verdicts rest on beside the facts: if anything of it changes, all are judged again."""
    parts = (
        RULE_VERSION,
        MATCHER_VERSION,
        version("repostwatch"),
        settings.judging.model_dump_json(),
        settings.duties.model_dump_json(),
        settings.matching.model_dump_json(),
        str(settings.wider.pages > 0),
        str(settings.discovery.proof_days),
    )
    return sha256("\n".join(parts).encode()).hexdigest()


def work_of(conn: Connection, settings: Settings, whole: Scope, found: Changes) -> Work:
    """What has to be judged, now that these things have changed since `found.last`."""
    assert found.last is not None  # noqa: S101  else all is judged
    now, judged_at = settings.now(), found.last.judged_at
    portals, releases, named = _changed(conn, found, judged_at)
    new = _new_scans(conn, found.due, portals, judged_at)
    open_ = unmatched_of(conn, whole.portal_ids)
    kept = {
        (one.release_id, one.portal_id): one
        for one in duties.load(conn, whole.release_ids, whole.portal_ids)
    }
    work = {
        portal_id: PortalWork(new.get(portal_id, NewScans(())), portal_id in portals)
        for portal_id in whole.portal_ids
    }
    standing: list[tuple[Duty, KeptDuty]] = []
    for duty in whole.duties:
        key = duty.key
        one, own = kept.pop(key, None), work[duty.portal_id]
        changed = own.whole or duty.release_id in releases or key in named
        changed = changed or open_[duty.portal_id].concerns(duty.release_id)
        if one is None or one.basis is None or changed or not _as_it_was(one, duty, now):
            own.by_all.append(duty)
            continue
        need = need_of(one.basis, duty, own.new)
        if need is Need.ALL:
            own.by_all.append(duty)
        elif need is Need.CITED:
            own.by_cited.append((duty, one.cited))
        else:
            standing.append((duty, one))
    for key in kept:
        work[key[1]].gone.append(key)
    # A decision about a column ends by itself.
    ending = {
        portal_id
        for portal_id, said in decisions.load_columns(conn, whole.portal_ids).items()
        if said.expires is not None
    }
    return Work(
        {
            portal_id: own
            for portal_id, own in work.items()
            if own.by_all or own.by_cited or own.gone or own.new.scans
            or own.whole or portal_id in ending
        },
        standing,
    )  # fmt: skip


def finish(conn: Connection, settings: Settings, whole: Scope, found: Changes) -> None:
    """All of it is judged: what is noted from here on counts for the next time."""
    judging_due.done(conn, found.due)
    # Of portals that are not listed now, nobody judges what was noted of a release.
    duties.unsettle_others(conn, whole.portal_ids)
    last, judging = judging_due.last(conn), LastJudging(settings.now(), found.rules)
    if last is not None and last.judged_at > judging.judged_at:
        # As of an earlier moment, from which nobody goes on: what came after it is noted no more.
        judging = LastJudging(last.judged_at, "")
    judging_due.keep(conn, judging, found.digests)


def _changed(
    conn: Connection, found: Changes, judged_at: datetime
) -> tuple[set[str], set[str], set[DutyKey]]:
    """The portals, releases and (release, portal) that are judged whatever they rest on."""
    portals: set[str] = set()
    releases: set[str] = set()
    named: set[DutyKey] = set()
    for one in found.due:
        if one.portal_id is None:
            releases.add(one.release_id or "")
        elif one.release_id is not None:
            named.add((one.release_id, one.portal_id))
        elif one.scan_id is None or one.started_at is None or one.started_at <= judged_at:
            portals.add(one.portal_id)  # one that is no more, or was still going on
    before = judging_due.lists(conn, list(found.digests))
    portals |= {
        portal_id for portal_id, digest in found.digests.items() if before.get(portal_id) != digest
    }
    return portals, releases, named


def _new_scans(
    conn: Connection, due: Iterable[Due], without: set[str], judged_at: datetime
) -> dict[str, NewScans]:
    wanted = [
        str(one.scan_id) for one in due if one.scan_id is not None and one.started_at is not None
        and one.portal_id not in without
    ]  # fmt: skip
    seen = scans.by_id(conn, wanted)
    fed = scans.fed_until(conn, list(seen), judged_at)
    whole = {
        portal_id: complete
        for portal_id, own in seen.items()
        if (complete := [scan for scan in own if scan.reach is not None])
    }
    unseen = sightings.unseen(
        conn,
        {
            portal_id: (min(scan.reach for scan in own if scan.reach), own[-1].started_at)
            for portal_id, own in whole.items()
        },
    )
    return {
        portal_id: NewScans(own, fed.get(portal_id), unseen.get(portal_id, ()))
        for portal_id, own in seen.items()
    }


def _as_it_was(kept: KeptDuty, duty: Duty, now: datetime) -> bool:
    """Whether it is the same duty, and no decision about it has ended."""
    same = kept.deadline == duty.deadline.latest and kept.waived == (duty.waiver is not None)
    return same and (kept.until is None or now < kept.until)


def _digest(known: PortalLists) -> str:
    watched = sorted((key, one.refused, one.proven) for key, one in known.watched.items())
    nothing = known.no_reposts and packed(known.no_reposts)
    return sha256(repr((watched, sorted(known.held), nothing)).encode()).hexdigest()
