"""A round of probes over the quarter's sample, kept in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from repostwatch.base.clock import day_of
from repostwatch.base.errors import InputError
from repostwatch.base.quarters import Quarter, quarter_of
from repostwatch.inspecting.availability import OPEN
from repostwatch.model import Level, Portal, Reason, because
from repostwatch.model.codes import RunCode
from repostwatch.model.spot_checks import Probe
from repostwatch.pipeline.probing import ProbeRound, probe_sites
from repostwatch.pipeline.scope import among
from repostwatch.pipeline.unregistered import registry_source, unregistered
from repostwatch.portals.editions import spot_check_registry
from repostwatch.portals.moved import page_key
from repostwatch.portals.validity import in_force
from repostwatch.settings import Settings
from repostwatch.store import probes, robots, samples, successions
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """How many sites were probed, and what a log says of it. `problem`: sites of the sample are not
    in the registry."""

    sites: int
    line: str
    problem: InputError | None = None


def keep_round(conn: Connection, settings: Settings, wanted: Sequence[str] = ()) -> RoundSummary:
    """Probe each site of this quarter's sample once, between probes of the known sites, and keep
    the results as they come; or the sites of the registry named by id or level. Without either
    nothing.

    Raises RefusedError where a wanted name is neither, InputError for a bad registry, or one that
    has no site of the sample.
    """
    quarter = quarter_of(settings.now())
    sites, problem = _sites(conn, settings, quarter, wanted)
    if not sites:
        reason = because(RunCode.NO_SAMPLE, quarter=str(quarter))
        return RoundSummary(0, say(reason, Style(settings.language)))

    def keep(made: Sequence[Probe], *, known: bool) -> None:
        probes.add(conn, made, known=known)

    now = settings.now()
    texts = robots.StoredRobots(conn, settings.spot_check.probe_bytes)
    ended = probe_sites(settings, sites, known_sites(settings), keep, texts)
    probes.forget(conn, day_of(now - timedelta(days=settings.spot_check.probe_keep_days)))
    robots.forget(conn, now - timedelta(hours=settings.crawl.robots_hours))
    return RoundSummary(len(sites), say(_said(quarter, ended), Style(settings.language)), problem)


def _sites(
    conn: Connection, settings: Settings, quarter: Quarter, wanted: Sequence[str]
) -> tuple[list[Portal], InputError | None]:
    if wanted:
        return list(among(spot_check_registry(settings), wanted)), None
    sample = samples.load(conn, str(quarter))
    drawn = {site.portal_id for site in sample.sites} if sample else set()
    return standing(conn, settings, drawn)


def standing(
    conn: Connection, settings: Settings, portal_ids: Collection[str]
) -> tuple[list[Portal], InputError | None]:
    """Those of the spot check's registry that exist now, and what is wrong where it has not all of
    them; an end that was registered by a click counts. Raises InputError where it has none."""
    if not portal_ids:
        return [], None
    known = successions.applied(conn, spot_check_registry(settings))
    problem = unregistered(portal_ids, known, registry_source(settings))
    sites = [one for one in in_force(known, settings.now()) if one.portal_id in portal_ids]
    if problem and not sites:
        raise problem
    return sites, problem


def known_sites(settings: Settings) -> list[Portal]:
    """The known sites, as portals whose id is the address; of two spellings of one address the
    first, since it vouches once."""
    homes: dict[tuple[str, str, str], str] = {}
    for home in settings.spot_check.known_sites:
        homes.setdefault(page_key(home), home)
    return [Portal(home, urlsplit(home).netloc, Level.DEPARTMENT, home) for home in homes.values()]


def _said(quarter: Quarter, made: ProbeRound) -> Reason:
    opened, answered = (
        sum(one.outcome in OPEN for one in some) for some in (made.sites, made.controls)
    )
    return because(
        RunCode.PROBED,
        quarter=str(quarter),
        sites=len(made.sites),
        opened=opened,
        controls=len(made.controls),
        answered=answered,
    )
