"""Whatever goes wrong becomes a page that says what, where and what to do."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from airflow.api_fastapi.app import get_auth_manager
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from repostwatch.base.errors import DatabaseError, InputError, RepostwatchError
from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.refusal import RefusedError
from repostwatch_ui.access import RefusedRequestError, StalePageError
from repostwatch_ui.refusing import typed_into
from repostwatch_ui.rendering import explained, page, words

KNOWN: dict[type[RepostwatchError], tuple[int, str]] = {
    DatabaseError: (503, "page.error.away"),
    InputError: (422, "page.error.refused"),
    StalePageError: (403, "page.error.refused"),
}
NOT_HERE = {404: RefusalCode.NO_PAGE, 405: RefusalCode.ONLY_FORMS}
# What a person meets by a name of its own; other parts of an address keep theirs.
NAMED = frozenset({
    "page", "number", "letter_id", "delivery", "changed", "kept", "known", "q", "verdict", "portal",
    "release", "name", "reason", "expires", "kind", "url", "evidence", "at", "indicator", "entry",
    "address", "person", "portals", "act", "language", "frequency", "to", "day", "letter",
    "checklist", "successor",
})  # fmt: skip
# The conditions of lists, by the names that these have for them.
CONDITIONS = frozenset({
    "level", "authority", "before", "standing", "state", "proof", "result", "age", "due", "later",
    "again", "newly", "unseen", "never", "sort", "taken", "of",
})  # fmt: skip
# What a form of ours carries, and nobody fills in.
CARRIED = frozenset({"seen", "kept", "look", "recipient", "link", "back", "token", "dag"})
TOO_LONG = "string_too_long"
log = logging.getLogger(__name__)


def handle_errors(app: FastAPI) -> None:
    app.add_exception_handler(RepostwatchError, _known)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _refused)


async def _known(request: Request, error: Exception) -> Response:
    """What the product says itself: the database is away, what was handed in is wrong, or there is
    no such portal."""
    status, title = next(
        (said for kind, said in KNOWN.items() if isinstance(error, kind)),
        (404, "page.error.not_found"),
    )
    if isinstance(error, DatabaseError):
        log.error("%s", error)
    return await _page(request, status, words(request, title), explained(request, error))


async def _malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  what it is registered for
    # A page and what it rests on may ask for the same part.
    places = dict.fromkeys(_place(request, one) for one in error.errors())
    message = explained(request, RefusedError(RefusalCode.MALFORMED, places=tuple(places)))
    return await _page(request, 422, words(request, "page.error.malformed"), message)


async def _refused(request: Request, error: Exception) -> Response:
    """Who is not logged in comes to Airflow's login and back here."""
    assert isinstance(error, HTTPException)  # noqa: S101  what it is registered for
    if error.status_code == 401 and request.method == "GET":
        here = quote(f"{request.url.path}?{request.url.query}".rstrip("?"), safe="")
        return RedirectResponse(f"{get_auth_manager().get_url_login()}?next={here}", 303)
    if error.status_code == 401:
        message = explained(request, RefusedError(RefusalCode.LOGIN_EXPIRED))
    elif isinstance(error, RefusedRequestError):
        message = explained(request, error)
    elif error.status_code in NOT_HERE:
        message = explained(request, RefusedError(NOT_HERE[error.status_code]))
    else:
        message = str(error.detail)
    return await _page(request, error.status_code, words(request, "page.error.refused"), message)


async def _page(request: Request, status: int, title: str, message: str) -> Response:
    about: dict[str, Any] = {"title": title, "message": message}
    return page(request, "error.html", status=status, typed=await typed_into(request), **about)


def _place(request: Request, error: Mapping[str, Any]) -> str:
    """What of an address or of a form it is about, in the words of the pages, with its limit."""
    within, *_, name = map(str, error["loc"])
    if within == "body" and name in CARRIED:
        part = words(request, "page.part.carried")
    elif name in NAMED:
        part = words(request, f"page.part.{name}")
    else:
        part = words(request, f"page.asked.{name}") if name in CONDITIONS else name
    if error["type"] != TOO_LONG:
        return part
    return words(request, "page.part.too_long", part=part, most=error["ctx"]["max_length"])
