"""Portals and releases that are handed in, into the store."""

from __future__ import annotations

from repostwatch.base.terminal import Terminal
from repostwatch.model import Portal
from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.pipeline.scope import Selection
from repostwatch.releases.duties import too_early, undecided_releases, unknown_targets
from repostwatch.settings import Settings
from repostwatch.store import decisions
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say

# Warnings shown one by one: every item of an ordinary feed that was left out has its line.
MOST_WARNINGS = 100


def take_in(
    conn: Connection,
    settings: Settings,
    registry: tuple[Portal, ...],
    source: str,
    err: Terminal,
) -> Selection:
    """Portals and releases into the store; what a person should know about them is printed."""
    portal_table.save(conn, registry)
    taken = ingest_releases(conn, settings, [source])
    releases = release_table.load(conn, taken.release_ids)
    changes = decisions.load_overrides(conn, taken.release_ids)
    style = Style(settings.language)
    watched = [one for one in releases if not too_early(one, settings.duties)]
    undecided = undecided_releases(watched, registry, changes)
    warnings = [
        *taken.problems,
        *unknown_targets(releases, registry),
        *(say(one, style) for one in undecided),
    ]
    for warning in warnings[:MOST_WARNINGS]:
        err.print(f"warning: {warning}", style="yellow", markup=False, highlight=False)
    if len(warnings) > MOST_WARNINGS:
        err.print(f"warning: and {len(warnings) - MOST_WARNINGS} more", style="yellow")
    return Selection(taken.release_ids, [portal.portal_id for portal in registry])
