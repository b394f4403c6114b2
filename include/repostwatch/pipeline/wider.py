"""Look wider before a release counts as missing: the portal's other pages and its own search.

Once for a release; all releases of a portal share the pages. What is found there is a repost like
any other, and its list is proposed. What fails in a way that may pass is tried again.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from repostwatch.base.log_fields import PORTAL
from repostwatch.discovering.evidence import ReleaseFinder
from repostwatch.judging.looked_wider import not_whole
from repostwatch.judging.searched import unproven
from repostwatch.matching.search.matcher import Matcher
from repostwatch.model import Duty, Language, Portal, Release, VerdictKind, because
from repostwatch.model.codes import RunCode
from repostwatch.model.wider import WiderLook
from repostwatch.pipeline.crawling import crawler_of, gather_all
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scan import ENDED
from repostwatch.pipeline.scope import ALL, Scope, Selection, load_scope
from repostwatch.pipeline.verdicts_now import all_verdicts
from repostwatch.pipeline.wider_portal import PortalLook, looks_of, search_traces
from repostwatch.readers.pool import Readers
from repostwatch.settings import Settings
from repostwatch.store import releases as release_table
from repostwatch.store import verdicts, watched_lists, wider_looks
from repostwatch.store.database import Connection
from repostwatch.visiting.evidence_writer import evidence_writer
from repostwatch.visiting.visitor import PortalVisitor
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class WiderSummary:
    """Portals that were looked over, and the duties that this was for; `proposed` lists."""

    portals: int
    duties: int
    proposed: int
    language: Language = Language.CHINESE

    @property
    def counts(self) -> dict[str, int]:
        return {"portals": self.portals, "duties": self.duties, "proposed": self.proposed}

    @property
    def line(self) -> str:
        return say(because(RunCode.WIDER_LOOKS, **self.counts), Style(self.language))


def look_wider(conn: Connection, settings: Settings, only: Selection = ALL) -> WiderSummary:
    """Look over every portal for the releases that are about to count as missing there.

    Each chunk of portals is stored whole before the next, so that little is lost by a kill.
    """
    portals = duties = proposed = 0
    if settings.wider.pages:
        wanted = load_scope(conn, settings, only)
        known = release_table.load(conn)  # a better release rules out the others
        finder = ReleaseFinder(
            Matcher(known, settings.matching),
            known,
            min((one.published.earliest for one in known), default=settings.now()),
        )
        due = _due(conn, settings, wanted)
        for chunk in _chunks(due, settings):
            made = asyncio.run(_look(conn, settings, wanted, chunk, finder))
            match_links(conn, settings, Selection(only.release_ids, list(chunk)))
            proposed += asyncio.run(_keep(conn, settings, made, known))
            portals += len(chunk)
            duties += sum(map(len, chunk.values()))
    return WiderSummary(portals, duties, proposed, settings.language)


def _due(conn: Connection, settings: Settings, wanted: Scope) -> dict[str, list[Duty]]:
    """portal → its duties that would be missing now, had the portal been looked over for them;
    the oldest first."""
    now = settings.now()
    looks = wider_looks.load(conn, wanted.portal_ids, now)
    ended = {
        verdict.key
        for verdict in verdicts.load(conn, wanted.release_ids, wanted.portal_ids)
        if verdict.kind in ENDED
    }
    asked = [
        duty
        for duty in wanted.duties
        if duty.deadline.latest < now
        and duty.key not in ended
        and not_whole(looks.get(duty.portal_id, {}).get(duty.release_id), duty, now,
                      settings.judging)
    ]  # fmt: skip
    due: dict[str, list[Duty]] = defaultdict(list)
    whose = {duty.portal_id for duty in asked}
    portals = tuple(portal for portal in wanted.portals if portal.portal_id in whose)
    part = Scope(wanted.releases, portals, tuple(asked))
    found = all_verdicts(conn, settings, part, looks=False).verdicts if asked else {}
    for duty in asked:
        verdict = found[duty.key]
        if verdict.kind is VerdictKind.MISSING or unproven(verdict):
            due[duty.portal_id].append(duty)
    for own in due.values():
        own.sort(key=lambda duty: (duty.deadline.latest, duty.release_id))
    return due


def _chunks(
    due: Mapping[str, Sequence[Duty]], settings: Settings
) -> Iterator[dict[str, Sequence[Duty]]]:
    """The portals of one run, some at a time."""
    left = iter(islice(due.items(), settings.wider.portals))
    while chunk := dict(islice(left, settings.scan.portals_at_once)):
        yield chunk


async def _look(
    conn: Connection,
    settings: Settings,
    wanted: Scope,
    chunk: Mapping[str, Sequence[Duty]],
    finder: ReleaseFinder,
) -> list[PortalLook]:
    """Fetch the pages of some portals, and store them with their links."""
    portals = {portal.portal_id: portal for portal in wanted.portals}
    releases = {release.release_id: release for release in wanted.releases}
    lists = watched_lists.load(conn, list(chunk))
    before = wider_looks.load(conn, list(chunk), settings.now())
    writer = evidence_writer(settings)
    async with crawler_of(conn, settings) as crawler, Readers(settings.scan) as readers:

        async def one(portal: Portal, duties: Sequence[Duty]) -> PortalLook:
            PORTAL.set(portal.portal_id)
            visitor = PortalVisitor(portal, crawler, writer, settings, readers)
            look = PortalLook(
                portal,
                [(duty, releases[duty.release_id]) for duty in duties],
                before.get(portal.portal_id, {}),
                lists[portal.portal_id],
            )
            await look.fetch(conn, visitor, finder)
            return look

        return await gather_all(one(portals[name], duties) for name, duties in chunk.items())


async def _keep(
    conn: Connection, settings: Settings, made: Sequence[PortalLook], known: Sequence[Release]
) -> int:
    """Search the pages for traces of the releases, and store the looks; how many lists are
    proposed."""
    proposed = 0
    async with Readers(settings.scan) as readers:
        for look in made:
            hits = await search_traces(conn, settings, readers, look)
            looks: list[WiderLook] = [
                replace(one, hits=tuple(hits.get(one.release_id, ()))) for one in looks_of(look)
            ]
            lists = look.proposals(settings.now())
            with conn.transaction():
                wider_looks.save(conn, looks)
                watched_lists.save(conn, lists)
            proposed += len(lists)
    return proposed
