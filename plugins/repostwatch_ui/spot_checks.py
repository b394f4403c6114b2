"""The quarter's spot check: its sample, and the checklist as a file."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.base.quarters import parse_quarter
from repostwatch.model import because
from repostwatch.model.codes import InputCode
from repostwatch.model.spot_checks import CheckResult
from repostwatch.queries.misread import Misread, Misreading
from repostwatch.queries.spot_checks import (
    AskedSites,
    spot_board,
)
from repostwatch.queries.spot_tables import SOURCE, SpotTable, keep_checklist, spot_table
from repostwatch.wording import Style
from repostwatch_ui.access import Judge, Reader, check_token, may_decide, token_for
from repostwatch_ui.connection import opened
from repostwatch_ui.listing import Numbered, Search, Words, misread
from repostwatch_ui.refusing import status_of
from repostwatch_ui.rendering import explained, language_of, page, table
from repostwatch_ui.unread import Unread

routes = APIRouter()
# A checklist of 15,000 sites, each with three rows, has some five million bytes.
MOST_BYTES = 10_000_000
Kept = Annotated[int | None, Query(ge=0, le=10_000_000)]


def asked_sites(
    quarter: Words = "", result: Words = "", level: Words = "", q: Search = "", taken: Words = ""
) -> AskedSites:
    return AskedSites(quarter, result, level, q, taken)


Sites = Annotated[AskedSites, Depends(asked_sites)]


@routes.get("/spot")
def sites(
    request: Request,
    user: Reader,
    asked: Sites,
    page_: Numbered = 1,
    kept: Kept = None,
    known: Kept = None,
) -> Response:
    """`kept`: how many words a file brought that was taken in just now; `known`: how many more of
    it were there before."""
    return _board(request, user, asked, page_, kept=(kept, known))


def _board(
    request: Request,
    user: BaseUser,
    asked: AskedSites,
    page_: int = 1,
    *,
    kept: tuple[int | None, int | None] = (None, None),
    error: RepostwatchError | None = None,
) -> Response:
    with opened() as (conn, settings):
        found = spot_board(conn, settings, asked.understood(), page_)
    return page(
        request,
        "spot.html",
        status=status_of(error) if error else 200,
        user=user,
        unread=Unread(asked.misread, found.paging),
        found=found,
        results=tuple(CheckResult),
        kept=kept,
        problem=explained(request, error) if error else "",
        allowed=may_decide(user),
        token=token_for(user),
    )


@routes.get("/spot.csv")
def as_table(request: Request, user: Reader, quarter: Words = "", of: Words = "sites") -> Response:
    del user
    if of not in set(SpotTable):
        raise misread(request, [Misread("of", of, Misreading.WORD)])
    with opened() as (conn, settings):
        asked, style = str(parse_quarter(quarter)), Style(language_of(request))
        text = spot_table(conn, settings, asked, SpotTable(of), style)
    return table(f"spot-{asked}-{of}.csv", text)


@routes.post("/spot/{quarter}")
def take_checklist(
    request: Request,
    user: Judge,
    quarter: str,
    checklist: UploadFile,
    token: Annotated[str, Form()] = "",
) -> Response:
    """A checklist that was filled in: all of it is kept, or nothing."""
    try:
        check_token(user, token)
        # A browser whose form had no file sends an empty one without a name.
        if not checklist.filename:
            raise InputError(SOURCE, "was not chosen", why=because(InputCode.NO_FILE))
        data = checklist.file.read(MOST_BYTES + 1)
        with opened() as (conn, settings):
            made = keep_checklist(conn, settings, quarter, data, MOST_BYTES)
    except RepostwatchError as error:
        return _board(request, user, AskedSites(quarter), error=error)
    base = request.scope.get("root_path", "")
    said = {"quarter": quarter, "kept": str(made.new)}
    said |= {"known": str(made.known)} if made.known else {}
    said |= {"taken": made.numbers} if made.numbers else {}
    place = f"{base}/spot?{urlencode(said)}"
    return RedirectResponse(f"{place}#recorded", 303)
