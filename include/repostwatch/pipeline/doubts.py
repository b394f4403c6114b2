"""Which links are worth reading: their titles do not tell, or their dates straddle a deadline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from repostwatch.judging.recent_scans import TooShortError
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.settled import SEEN
from repostwatch.judging.verdicts import needs_finer_claim
from repostwatch.model import Duty, DutyKey, Sighting, VerdictKind
from repostwatch.pipeline.histories import histories, lists_of, recent_histories
from repostwatch.pipeline.judging_due import changes, work_of
from repostwatch.pipeline.scope import Scope
from repostwatch.pipeline.verdicts_now import moments
from repostwatch.reading.addresses import names_row
from repostwatch.settings import Settings
from repostwatch.store import decisions, links, reviews, scans, sightings
from repostwatch.store.database import Connection
from repostwatch.store.reviews import Doubt


def doubts(conn: Connection, settings: Settings, wanted: Scope, *, whole: bool) -> list[Doubt]:
    """Links worth reading, those of the latest releases first, which are still acted on; of one
    release titles in review, then dates that straddle a deadline. `whole`: all duties are in
    scope, so that those that were settled by the last judging can be left out."""
    found = {
        (doubt.match.link_id, doubt.match.release_id): doubt
        for doubt in reviews.unread(conn, wanted.release_ids, wanted.portal_ids)
    }
    for duty, sighting in _straddling(conn, settings, wanted, whole=whole):
        found.setdefault(
            (sighting.match.link_id, duty.release_id),
            Doubt(duty.portal_id, sighting.match, sighting.title, sighting.url),
        )
    published = {release.release_id: release.published.latest for release in wanted.releases}
    # A row that a script opens has no article to read.
    readable = (doubt for doubt in found.values() if not names_row(doubt.url))
    return sorted(readable, key=lambda doubt: published[doubt.match.release_id], reverse=True)


def _straddling(
    conn: Connection, settings: Settings, wanted: Scope, *, whole: bool
) -> Iterable[tuple[Duty, Sighting]]:
    """Links that were not read and whose article could decide about their duty."""
    asked = _unsettled(conn, settings, wanted) if whole else wanted.duties
    seen = sightings.of_duties(conn, [duty.key for duty in asked])
    read = links.read_articles(
        conn, {one.match.link_id for found in seen.values() for one in found}
    )
    unread = [
        duty
        for duty in asked
        if any(one.match.link_id not in read for one in seen.get(duty.key, ()))
    ]
    for duty, own in _with_histories(conn, settings, wanted, unread, seen):
        for sighting in own:
            if sighting.match.link_id not in read:
                yield duty, sighting


def _unsettled(conn: Connection, settings: Settings, wanted: Scope) -> Sequence[Duty]:
    """The duties without those that a link has settled as on time, of which nothing has changed
    since: no finer date of another link is needed there."""
    found = changes(conn, settings, wanted)
    if found.last is None:
        return wanted.duties
    fed = scans.fed_until(conn, wanted.portal_ids, settings.now())
    decided = decisions.load(conn, wanted.release_ids)
    settled = {
        duty.key
        for duty, kept in work_of(conn, settings, wanted, found).standing
        if kept.basis not in SEEN
        or (kept.kind is VerdictKind.ON_TIME and duty.portal_id not in fed)
    } - decided.keys()
    return [duty for duty in wanted.duties if duty.key not in settled]


def _with_histories(
    conn: Connection,
    settings: Settings,
    wanted: Scope,
    asked: Sequence[Duty],
    seen: Mapping[DutyKey, Sequence[Sighting]],
) -> Iterable[tuple[Duty, list[Sighting]]]:
    """Each duty with its links that need a finer date, by the scans that tell."""
    whose = {duty.portal_id for duty in asked}
    portals = {one.portal_id: one for one in wanted.portals if one.portal_id in whose}
    lists = lists_of(conn, settings, list(portals.values()))
    known: dict[str, ScanHistory] = dict(
        recent_histories(conn, lists, {}, moments(asked, seen), None)
    )
    for duty in asked:
        own = seen[duty.key]
        try:
            finer = needs_finer_claim(duty, known[duty.portal_id], own, settings=settings.judging)
        except TooShortError:
            known |= histories(conn, settings, [portals[duty.portal_id]])
            finer = needs_finer_claim(duty, known[duty.portal_id], own, settings=settings.judging)
        yield duty, finer
