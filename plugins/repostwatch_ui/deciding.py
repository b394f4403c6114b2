"""What people record: a decision, and its undoing. With a problem, the form comes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from repostwatch.base.errors import RepostwatchError
from repostwatch.queries.all_lists import AskedLists
from repostwatch.queries.column_review import save_column_decision, undo_column_decision
from repostwatch.queries.duty_decisions import save_duty_decision, undo_duty_decision
from repostwatch.queries.watched_lists import save_list_decision, undo_list_decision
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch_ui.access import Judge, Reader, check_token
from repostwatch_ui.boards import (
    NOTHING,
    Said,
    duty_page,
    lists_page,
    own_page,
    portal_page,
    recorded,
    review_page,
    said,
)
from repostwatch_ui.connection import opened
from repostwatch_ui.forms import ColumnDecisionForm, DecisionForm, ListDecisionForm, SignedForm
from repostwatch_ui.listing import Numbered, asked_lists
from repostwatch_ui.refusing import status_of
from repostwatch_ui.rendering import explained
from repostwatch_ui.returning import kept_of, lists_asked, number_of

routes = APIRouter()
DutyForm = Annotated[DecisionForm, Depends()]
ColumnForm = Annotated[ColumnDecisionForm, Depends()]
ListForm = Annotated[ListDecisionForm, Depends()]
Lists = Annotated[AskedLists, Depends(asked_lists)]
What = Annotated[Said, Depends(said)]
Save = Callable[[Connection, Settings], None]


@routes.get("/portals/{portal_id}")
def portal(request: Request, user: Reader, portal_id: str, what: What, url: str = "") -> Response:
    """A portal; `what` was recorded about its column, or about the list at `url`."""
    form = (
        ListDecisionForm(portal=portal_id, url=url) if url else ColumnDecisionForm(portal=portal_id)
    )
    return portal_page(request, user, form, what)


@routes.get("/duty")
def duty(request: Request, user: Reader, release: str, portal: str, what: What) -> Response:
    return duty_page(request, user, DecisionForm(release=release, portal=portal), what)


@routes.get("/review")
def review(
    request: Request,
    user: Reader,
    what: What,
    release: str = "",
    portal: str = "",
    url: str = "",
    number: Numbered = 1,
) -> Response:
    """The queue. `what` was recorded about the duty of `release` and `portal`, the list of `portal`
    at `url`, or the column of `portal`."""
    if url:
        return review_page(request, user, ListDecisionForm(portal=portal, url=url), what)
    if portal and not release:
        return review_page(request, user, ColumnDecisionForm(portal=portal), what)
    form = DecisionForm(release=release, portal=portal)
    return review_page(request, user, form, what if release and portal else NOTHING, number)


@routes.get("/lists")
def lists(
    request: Request,
    user: Reader,
    asked: Lists,
    what: What,
    number: Numbered = 1,
    of: str = "",
    url: str = "",
) -> Response:
    """The lists of all portals. `what` was recorded about the list at `url` of the portal `of`."""
    form = ListDecisionForm(portal=of, url=url)
    return lists_page(request, user, form, what, asked, number)


@routes.post("/decide")
def decide(request: Request, user: Judge, form: DutyForm) -> Response:
    def save(conn: Connection, settings: Settings) -> None:
        decision = form.decision(user.get_name(), settings.now())
        save_duty_decision(conn, settings, form.release, form.portal, decision, form.seen)

    return _answered(request, user, form, save)


@routes.post("/undo")
def undo(request: Request, user: Judge, form: DutyForm) -> Response:
    def save(conn: Connection, settings: Settings) -> None:
        about = form.release, form.portal
        undo_duty_decision(conn, settings, about, user.get_name(), form.seen)

    return _answered(request, user, form, save, undone=True)


@routes.post("/decide/column")
def decide_column(request: Request, user: Judge, form: ColumnForm) -> Response:
    def save(conn: Connection, settings: Settings) -> None:
        decision = form.decision(user.get_name(), settings.now())
        save_column_decision(conn, settings, form.portal, decision, form.seen)

    return _answered(request, user, form, save)


@routes.post("/undo/column")
def undo_column(request: Request, user: Judge, form: ColumnForm) -> Response:
    def save(conn: Connection, settings: Settings) -> None:
        undo_column_decision(conn, settings, form.portal, user.get_name(), form.seen)

    return _answered(request, user, form, save, undone=True)


@routes.post("/decide/list")
def decide_list(request: Request, user: Judge, form: ListForm) -> Response:
    def save(conn: Connection, settings: Settings) -> None:
        decision = form.decision(user.get_name(), settings.now())
        form.url = save_list_decision(conn, settings, decision, form.seen).url

    return _answered(request, user, form, save)


@routes.post("/undo/list")
def undo_list(request: Request, user: Judge, form: ListForm) -> Response:
    def save(conn: Connection, settings: Settings) -> None:
        place = form.portal, form.url
        undo_list_decision(conn, settings, place, user.get_name(), form.seen)

    return _answered(request, user, form, save, undone=True)


def _answered(
    request: Request, user: BaseUser, form: SignedForm, save: Save, *, undone: bool = False
) -> Response:
    """Have it recorded, and lead on; what speaks against it is said where the form stood."""
    try:
        check_token(user, form.token)
        with opened() as (conn, settings):
            save(conn, settings)
    except RepostwatchError as error:
        return _again(request, user, form, error)
    return recorded(request, form, undone=undone)


def _again(request: Request, user: BaseUser, form: SignedForm, error: RepostwatchError) -> Response:
    """The page where the form stood, with what was filled in and what is wrong with it."""
    refused = Said(problem=explained(request, error), status=status_of(error))
    if form.back == "lists" and isinstance(form, ListDecisionForm):
        kept = kept_of(form.back, form.kept)
        return lists_page(request, user, form, refused, lists_asked(kept), number_of(kept))
    if form.back in {"portal", "duty"}:
        return own_page(request, user, form, refused)
    return review_page(request, user, form, refused, number_of(kept_of("review", form.kept)))
