"""`repostwatch lists`: the lists of portals, their history, and a person's word on one."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import print_table
from repostwatch.commands.people import Person
from repostwatch.model.watched_lists import ListChoice, ListDecision, ListOrigin, ListState
from repostwatch.pipeline.readiness import portal_readiness
from repostwatch.queries.watched_lists import (
    ListEvidence,
    known_list,
    lists_of,
    lists_of_portal,
    save_list_decision,
    seen_of,
)
from repostwatch.reporting.sanitize import sanitize
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say
from repostwatch.wording.values import minute, stated


def list_lists(conn: Connection, settings: Settings, portal_id: str | None, out: Terminal) -> None:
    """Of one portal, with the releases that prove each list, or of all portals.

    Raises RefusedError where there is no such portal.
    """
    style = Style(settings.language)
    found = dict([lists_of_portal(conn, portal_id)]) if portal_id else lists_of(conn)
    table = Table(
        "portal", "state", "origin", "releases", "items", "newest", "read", "name", "address",
        "why", box=None,
    )  # fmt: skip
    for portal, own in found.items():
        known = {one.found.url for one in own}
        for url in portal.column_urls:
            if url not in known:
                table.add_row(
                    portal.portal_id, ListState.IN_USE, ListOrigin.REGISTRY, "", "", "", "", "",
                    escape(sanitize(url)), "",
                )  # fmt: skip
        for one in own:
            table.add_row(*_cells(one, style))
    print_table(out, table)
    if portal_id:
        for one in (one for own in found.values() for one in own if one.releases):
            out.print(f"\n{sanitize(one.found.url)}", markup=False, highlight=False)
            for release in one.releases:
                day = minute(release.published.earliest, style)
                out.print(f"  {day}  {sanitize(release.title)}", markup=False, highlight=False)
    waiting = sum(one.waits for own in found.values() for one in own)
    total = counted(sum(map(len, found.values())), "list was", "lists were")
    out.print(f"{total} found, {counted(waiting, 'waits', 'wait')} for a person")


def list_history(conn: Connection, settings: Settings, portal_id: str, out: Terminal) -> None:
    """The newest first. Raises RefusedError where there is no such portal."""
    style = Style(settings.language)
    _, own = lists_of_portal(conn, portal_id)
    table = Table("at", "state", "by", "address", "why", box=None)
    made = [change for one in own for change in one.changes]
    for change in sorted(made, key=lambda change: change.at, reverse=True):
        table.add_row(
            minute(change.at, style),
            change.state,
            escape(sanitize(change.by) or "repostwatch"),
            escape(sanitize(change.url)),
            escape(sanitize(say(change.reason, style))),
        )
    print_table(out, table)


def decide_list(
    conn: Connection,
    settings: Settings,
    choice: ListChoice,
    place: tuple[str, str],
    person: Person,
    out: Terminal,
) -> None:
    """Keep a person's word on the list at (portal, address); what was before, and what is now.

    Raises RefusedError where it cannot be taken.
    """
    portal_id, url = place
    style = Style(settings.language)
    before = known_list(conn, portal_id, url)
    said = ListDecision(portal_id, url, choice, person.by, person.reason, settings.now())
    after = save_list_decision(conn, settings, said, seen_of(conn, before))
    if before is None:
        out.print(f"never found by the program, taken on {person.by}'s word", markup=False)
    else:
        out.print(f"before: {before.state}  {say(before.reason, style)}", markup=False)
    out.print(f"now: {after.state}  {say(after.reason, style)}", markup=False)
    for one in portal_readiness(conn, settings, [portal_id]):
        out.print(f"{portal_id}: {one.ready}  {say(one.reason, style)}", markup=False)


def _cells(one: ListEvidence, style: Style) -> tuple[str, ...]:
    found, read = one.found, one.read
    return (
        found.portal_id,
        found.state,
        found.origin,
        str(len(found.releases)),
        "" if read is None or read.items is None else str(read.items),
        stated(read.newest, style) if read and read.newest else "",
        minute(read.read_at, style) if read and read.read_at else "",
        escape(sanitize(found.name)),
        escape(sanitize(found.url)),
        escape(sanitize(say(found.reason, style))),
    )
