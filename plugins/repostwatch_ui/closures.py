"""What closed or moved up in a quarter: its end is registered by one click, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.succession import register_successor, take_back_end
from repostwatch.queries.closures_seen import closures_seen, registered_just_now
from repostwatch.reporting.spot_check_statement import closures_statement
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.wording import Style
from repostwatch_ui.access import Judge, Reader, check_token, may_decide, token_for
from repostwatch_ui.connection import opened
from repostwatch_ui.refusing import status_of
from repostwatch_ui.rendering import explained, language_of, page

routes = APIRouter()
# What the database counts with.
MOST = 2**63 - 1
Number = Annotated[int | None, Query(ge=1, le=MOST)]
# Records something; the number of the registration that it is about.
Save = Callable[[Connection, Settings, Quarter], int]


@routes.get("/spot/{quarter}/closures")
def closures(
    request: Request, user: Reader, quarter: str, was: str = "", entry: Number = None
) -> Response:
    """`entry`: the number of what was registered, or taken back, just now of the site `was`."""
    return _closures(request, user, quarter, recorded=(was, entry))


@routes.post("/spot/{quarter}/closures")
def succeed(
    request: Request,
    user: Judge,
    quarter: str,
    portal: Annotated[str, Form()],
    successor: Annotated[str, Form()] = "",
    token: Annotated[str, Form()] = "",
) -> Response:
    """One click: the site ends on the day it was seen gone, and its successor answers for it."""

    def save(conn: Connection, settings: Settings, asked: Quarter) -> int:
        about = portal, successor
        return register_successor(conn, settings, asked, about, user.get_name()).number

    return _answered(request, user, (quarter, portal), token, save)


@routes.post("/spot/{quarter}/closures/undo")
def take_back(
    request: Request,
    user: Judge,
    quarter: str,
    portal: Annotated[str, Form()],
    entry: Annotated[int, Form(ge=1, le=MOST)],
    token: Annotated[str, Form()] = "",
) -> Response:
    def save(conn: Connection, settings: Settings, asked: Quarter) -> int:
        take_back_end(conn, settings, asked, (portal, entry), user.get_name())
        return entry

    return _answered(request, user, (quarter, portal), token, save)


def _answered(
    request: Request, user: BaseUser, about: tuple[str, str], token: str, save: Save
) -> Response:
    """To the page, which says what was recorded, or what speaks against it."""
    quarter, portal_id = about
    try:
        check_token(user, token)
        with opened() as (conn, settings):
            number = save(conn, settings, parse_quarter(quarter))
    except RepostwatchError as error:
        return _refused(request, user, quarter, error)
    base = request.scope.get("root_path", "")
    place = f"{base}/spot/{quote(quarter, safe='')}/closures"
    return RedirectResponse(f"{place}?was={quote(portal_id, safe='')}&entry={number}#recorded", 303)


def _refused(request: Request, user: BaseUser, quarter: str, error: RepostwatchError) -> Response:
    """The page as it stands now; of a site that is none on it there is nothing to show."""
    if error.reason is not None and error.reason.code is RefusalCode.NO_PORTAL:
        raise error
    return _closures(request, user, quarter, error=error)


def _closures(
    request: Request,
    user: BaseUser,
    quarter: str,
    *,
    recorded: tuple[str, int | None] = ("", None),
    error: RepostwatchError | None = None,
) -> Response:
    portal_id, number = recorded
    with opened() as (conn, settings):
        found, known = closures_seen(conn, settings, parse_quarter(quarter))
        just_now = registered_just_now(conn, portal_id, number) if number else None
    return page(
        request,
        "closures.html",
        status=status_of(error) if error else 200,
        user=user,
        found=found,
        counted=closures_statement(known, Style(language_of(request))),
        quarter=quarter,
        recorded=just_now,
        problem=explained(request, error) if error else "",
        allowed=may_decide(user),
        token=token_for(user),
    )
