"""The lists: duties, releases with their duties, the grid of both, portals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BeforeValidator

from repostwatch.model.codes import RefusalCode
from repostwatch.queries.all_lists import AskedLists
from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.duty_list import duty_list
from repostwatch.queries.duty_table import DutyTable, duty_table
from repostwatch.queries.misread import Misread, Misreading, page_number
from repostwatch.queries.not_known import unmet
from repostwatch.queries.portal_list import AskedPortals, portal_list
from repostwatch.queries.releases_seen import never_judged, read_grid, release_page
from repostwatch.reporting.sanitize import sanitize
from repostwatch_ui.access import Reader, RefusedRequestError, may_decide
from repostwatch_ui.connection import opened
from repostwatch_ui.rendering import language_of, page, table, words
from repostwatch_ui.starting import starting
from repostwatch_ui.unread import MOST_NAMED, PAGE, Unread

routes = APIRouter()

# What is no number of a page is the first one; the page says it (unread.py).
Numbered = Annotated[
    int, Query(alias=PAGE), BeforeValidator(lambda sent: page_number(str(sent)) or 1)
]
Words = Annotated[str, Query(max_length=300)]
# What is looked for is what the field shows.
Search = Annotated[str, BeforeValidator(lambda sent: sanitize(str(sent))), Query(max_length=300)]
Verdicts = Annotated[tuple[str, ...], Query(max_length=20)]


def asked_duties(  # noqa: PLR0913, PLR0917  one for each field of the form
    verdict: Verdicts = (),
    level: Words = "",
    authority: Words = "",
    portal: Words = "",
    release: Words = "",
    q: Search = "",
    age: Words = "",
    due: Words = "",
    later: Words = "",
    changed: Words = "",
    before: Words = "",
    again: Words = "",
    newly: Words = "",
    sort: Words = "",
) -> AskedDuties:
    # The form has one field for several verdicts, and sends them in one value.
    kinds = tuple(kind for sent in verdict for kind in sent.split())
    return AskedDuties(
        kinds, level, authority, portal, release, q, age, due, later, changed, before, again,
        newly, sort,
    )  # fmt: skip


def asked_grid(
    verdict: Verdicts = (), level: Words = "", authority: Words = "", portal: Words = ""
) -> AskedDuties:
    """What the grid is filtered by: it shows portals, each with all of its duties, and knows no
    condition of single ones. The page says so of anything else in its address."""
    return asked_duties(verdict, level, authority, portal)


def misread(request: Request, found: Iterable[Misread]) -> RefusedRequestError:
    """What is to be raised where nothing can be said beside what is shown."""
    fields = ((words(request, f"page.asked.{one.field}"), one.value[:60]) for one in found)
    named = dict.fromkeys(
        words(request, "page.misread.named", field=field, value=value) for field, value in fields
    )
    return RefusedRequestError(RefusalCode.NO_TABLE, 422, conditions=tuple(named)[:MOST_NAMED])


def asked_portals(
    q: Search = "",
    level: Words = "",
    authority: Words = "",
    standing: Words = "",
    unseen: Words = "",
    never: Words = "",
    sort: Words = "",
) -> AskedPortals:
    return AskedPortals(q, level, authority, standing, unseen, never, sort)


def asked_lists(
    portal: Words = "", q: Search = "", state: Words = "", proof: Words = ""
) -> AskedLists:
    return AskedLists(portal, q, state, proof)


Duties = Annotated[AskedDuties, Depends(asked_duties)]
Gridded = Annotated[AskedDuties, Depends(asked_grid)]
Portals = Annotated[AskedPortals, Depends(asked_portals)]


@routes.get("/duties")
def duties(
    request: Request, user: Reader, asked: Duties, page_: Numbered = 1, ticks: Words = ""
) -> Response:
    """`ticks=all`: every duty of the page is ticked, to be decided about together."""
    with opened() as (conn, settings):
        found = duty_list(conn, settings, asked.understood(), page_)
        never = not found.rows and never_judged(conn)
        unread = Unread(unmet(conn, asked), found.paging)
    shown: dict[str, Any] = {"found": found, "ticks": ticks, "allowed": may_decide(user)}
    shown["never"] = never
    return page(request, "duties.html", user=user, unread=unread, **shown)


@routes.get("/duties.csv")
def duties_table(
    request: Request, user: Reader, asked: Duties, of: Words = DutyTable.ROWS.value
) -> Response:
    """Nobody reads in a table what of its address was not understood."""
    del user
    if of not in set(DutyTable):
        raise misread(request, [Misread("of", of, Misreading.WORD)])
    with opened() as (conn, settings):
        if found := unmet(conn, asked):
            raise misread(request, found)
        text = duty_table(conn, settings, asked, DutyTable(of), language_of(request))
    return table("duties.csv", text)


@routes.get("/releases/{release_id}")
def release(
    request: Request, user: Reader, release_id: str, verdict: Verdicts = (), page_: Numbered = 1
) -> Response:
    with opened() as (conn, settings):
        found = release_page(conn, settings, release_id, verdict, page_)
    unread = Unread(AskedDuties(verdict).misread, found.paging)
    return page(request, "release.html", user=user, unread=unread, found=found, **starting(user))


@routes.get("/grid")
def grid(request: Request, user: Reader, asked: Gridded, page_: Numbered = 1) -> Response:
    with opened() as (conn, settings):
        found = read_grid(conn, settings, asked.understood(), page_)
        never = not found.releases and never_judged(conn)
        unread = Unread(unmet(conn, asked), found.paging)
    return page(request, "grid.html", user=user, unread=unread, found=found, never=never)


@routes.get("/portals")
def portals(request: Request, user: Reader, asked: Portals, page_: Numbered = 1) -> Response:
    with opened() as (conn, settings):
        found = portal_list(conn, settings, asked.understood(), page_)
        unread = Unread(unmet(conn, asked), found.paging)
    return page(request, "portals.html", user=user, unread=unread, found=found)
