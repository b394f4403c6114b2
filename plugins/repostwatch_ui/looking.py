"""The pages that only show something: each asks the program's queries for what it shows."""

from __future__ import annotations

from typing import Annotated, Any

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from repostwatch.queries.evidence import verdict_evidence
from repostwatch.queries.mails import as_sent, kept_workbook, list_letters, page_of, read_letter
from repostwatch.queries.readiness import AskedReadiness, readiness_page
from repostwatch.queries.today import read_today
from repostwatch.reporting.evidence import evidence_page
from repostwatch_ui.access import Reader
from repostwatch_ui.connection import opened
from repostwatch_ui.listing import Numbered
from repostwatch_ui.rendering import download, language_of, page, report
from repostwatch_ui.starting import starting
from repostwatch_ui.unread import Unread

routes = APIRouter()

# What the database counts with.
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Chosen = Annotated[int | None, Query(ge=1, le=2**63 - 1)]


@routes.get("/")
def today(request: Request, user: Reader) -> Response:
    with opened() as (conn, settings):
        found = read_today(conn, settings)
    return page(request, "today.html", user=user, today=found)


@routes.get("/ready")
def ready(request: Request, user: Reader, state: str = "", page_: Numbered = 1) -> Response:
    """Which portals can be judged; `state` shows those of one state only."""
    with opened() as (conn, settings):
        found = readiness_page(conn, settings, state, page_)
    unread = Unread(AskedReadiness(state).misread, found.paging)
    return page(request, "ready.html", user=user, unread=unread, board=found)


@routes.get("/evidence")
def evidence(request: Request, user: Reader, release: str, portal: str) -> Response:
    """What the verdict rests on, as the portal's editor may be given it."""
    del user
    with opened() as (conn, settings):
        found = verdict_evidence(conn, settings, release, portal)
    return report(evidence_page(found, language_of(request)))


@routes.get("/mails")
def mails(request: Request, user: Reader) -> Response:
    """Every mail, alarm and bulletin, the newest first."""
    with opened() as (conn, _):
        found = list_letters(conn)
    return page(request, "mails.html", user=user, mails=found)


@routes.get("/mails/{letter_id}")
def mail(request: Request, user: Reader, letter_id: Number) -> Response:
    return mail_shown(request, user, letter_id)


def mail_shown(
    request: Request, user: BaseUser, letter_id: int, to: str = "", problem: str = ""
) -> Response:
    """`to` was filled in for a report to be sent once more, which was refused for `problem`."""
    with opened() as (conn, _):
        found = read_letter(conn, letter_id)
    about: dict[str, Any] = {"found": found, "to": to, "problem": problem}
    return page(request, "mail.html", user=user, **about, **starting(user))


@routes.get("/mails/{letter_id}/page")
def mail_page(user: Reader, letter_id: Number) -> Response:
    """The page as it stands in the mail."""
    del user
    with opened() as (conn, _):
        return report(page_of(read_letter(conn, letter_id)))


@routes.get("/mails/{letter_id}/mail.eml")
def mail_file(user: Reader, letter_id: Number, delivery: Chosen = None) -> Response:
    """The mail as it went out to one recipient, or as it was made."""
    del user
    with opened() as (conn, _):
        return download(*as_sent(read_letter(conn, letter_id), delivery))


@routes.get("/workbook/{day}/{digest}/{mark}")
def workbook(user: Reader, day: str, digest: str, mark: str) -> Response:
    """What was too large for a mail, as that mail would have held it."""
    del user
    with opened() as (conn, settings):
        return download(*kept_workbook(conn, settings, day, digest, mark))
