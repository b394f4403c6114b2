"""The pages with decision forms: a duty, a portal, the review queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from repostwatch.model import Standing, VerdictKind
from repostwatch.model.watched_lists import ListState
from repostwatch.queries.all_lists import AskedLists, all_lists
from repostwatch.queries.column_review import column_evidence
from repostwatch.queries.duty import duty_evidence
from repostwatch.queries.not_known import unmet
from repostwatch.queries.portal import portal_details
from repostwatch.queries.review import (
    ReviewQueue,
    changed_by,
    review_queue,
    waiting_for_lists,
)
from repostwatch.queries.watched_lists import ListEvidence, lists_at, lists_of_portal
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch_ui.access import may_decide
from repostwatch_ui.connection import opened
from repostwatch_ui.forms import (
    COLUMN_KINDS,
    KINDS,
    LIST_KINDS,
    ColumnDecisionForm,
    DecisionForm,
    ListDecisionForm,
    SignedForm,
    shown_before,
)
from repostwatch_ui.rendering import page
from repostwatch_ui.returning import kept_of
from repostwatch_ui.starting import starting
from repostwatch_ui.unread import Unread


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has recorded just now: `was` is what the page showed before (`seen` of its
    form); None where nothing was recorded. `undone`: by that, something was taken back.
    `problem`: why nothing was recorded, and the `status` of that."""

    was: str | None = None
    undone: bool = False
    problem: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision as its own line shows it, and no later one. `was` is the word of before, None
    where there was none; `number` counts the decisions on its subject from 1; `undone`: it took one
    back."""

    was: StrEnum | None
    number: int
    undone: bool


NOTHING = Said()


def said(was: str | None = None, undone: str = "") -> Said:
    """Of an address that a form led to."""
    return Said(was, bool(undone))


def recorded_of(said: Said, words: type[StrEnum]) -> Recorded | None:
    """None where nothing was recorded, or where that says nothing."""
    shown = None if said.was is None else shown_before(said.was)
    if shown is None or shown[0] not in {"", *words}:
        return None
    return Recorded(words(shown[0]) if shown[0] else None, shown[1] + 1, said.undone)


def portal_page(request: Request, user: BaseUser, form: SignedForm, said: Said) -> Response:
    with opened() as (conn, settings):
        found = portal_details(conn, settings, form.portal)
        column = column_evidence(conn, settings, form.portal)
        url = form.url if isinstance(form, ListDecisionForm) else ""
        one = next((known for known in found.lists if known.found.url == url), None)
        judged = _judged(conn, settings, found.lists, one)
    shown = {"board": found, "column": column, "draft": form, "one": one} | judged
    return _page(request, user, "portal.html", said, (ListState if url else Standing), **shown)


def duty_page(request: Request, user: BaseUser, form: DecisionForm, said: Said) -> Response:
    with opened() as (conn, settings):
        found = duty_evidence(conn, settings, form.release, form.portal)
    return _page(request, user, "duty.html", said, VerdictKind, evidence=found, draft=form)


def review_page(
    request: Request, user: BaseUser, form: SignedForm, said: Said, number: int = 1
) -> Response:
    with opened() as (conn, settings):
        queue = review_queue(conn, settings, number, settings.pages.forms)
        duty = column = one = None
        kind: type[StrEnum] = VerdictKind
        if said.was is not None and isinstance(form, ListDecisionForm):
            kind, (_, own) = ListState, lists_of_portal(conn, form.portal)
            one = next((known for known in own if known.found.url == form.url), None)
        elif said.was is not None and isinstance(form, ColumnDecisionForm):
            kind, column = Standing, column_evidence(conn, settings, form.portal)
        elif said.was is not None and isinstance(form, DecisionForm):
            duty = duty_evidence(conn, settings, form.release, form.portal)
        judged = _judged(conn, settings, queue.lists, one)
    if said.problem and not _stands(queue, form):
        return own_page(request, user, form, said)
    shown = {"decided": duty, "decided_column": column, "decided_list": one, "queue": queue}
    unread = Unread(paging=queue.paging)
    return _page(
        request, user, "review.html", said, kind, unread=unread, draft=form, **shown, **judged
    )


def _stands(queue: ReviewQueue, form: SignedForm) -> bool:
    """Whether what the form is about is on this page of the queue, so that the form is."""
    if isinstance(form, ListDecisionForm):
        about = form.portal, form.url
        return any((one.portal.portal_id, one.found.url) == about for one in queue.lists)
    if isinstance(form, DecisionForm):
        return any(one.state.key == (form.release, form.portal) for one in queue.duties)
    return any(one.portal.portal_id == form.portal for one in queue.columns)


def own_page(request: Request, user: BaseUser, form: SignedForm, said: Said) -> Response:
    """The page of what the form is about, which has that form whatever else waits."""
    if isinstance(form, DecisionForm):
        return duty_page(request, user, form, said)
    return portal_page(request, user, form, said)


def lists_page(
    request: Request,
    user: BaseUser,
    form: ListDecisionForm,
    said: Said,
    asked: AskedLists,
    number: int = 1,
) -> Response:
    with opened() as (conn, settings):
        found = all_lists(conn, settings, asked.understood(), number)
        unread = Unread(unmet(conn, asked), found.paging)
        decided = () if said.was is None else lists_at(conn, [(form.portal, form.url)])
        one = next(iter(decided), None)
        judged = _judged(conn, settings, found.rows, one)
    about = form.portal, form.url
    if said.problem and all((row.portal.portal_id, row.found.url) != about for row in found.rows):
        return own_page(request, user, form, said)
    shown = {"found": found, "draft": form, "one": one, "unread": unread} | judged
    return _page(request, user, "all_lists.html", said, ListState, **shown)


def _judged(
    conn: Connection,
    settings: Settings,
    lists: Sequence[ListEvidence],
    decided: ListEvidence | None,
) -> dict[str, Any]:
    """What a word on the lists of a page sets in motion at once: how many duties wait for one, by
    portal, and how many changed since the one on the list that was `decided` about just now."""
    portal_ids = {one.portal.portal_id for one in lists}
    return {
        "waiting_for_lists": waiting_for_lists(conn, settings, portal_ids),
        "changed": changed_by(conn, settings, decided) if decided else 0,
    }


def recorded(request: Request, form: SignedForm, *, undone: bool) -> Response:
    """To the page where the form stood, which says what was recorded."""
    about = {"was": form.seen} | ({"undone": "1"} if undone else {})
    kept: list[tuple[str, str]] = []
    if isinstance(form, ListDecisionForm):
        about["url"] = form.url
    if form.back == "portal":
        place = f"portals/{quote(form.portal, safe='')}"
    else:
        place = form.back if form.back in {"duty", "lists"} else "review"
        kept = kept_of(place, form.kept)
        # The lists can be asked for by another portal, or by none.
        about["of" if place == "lists" else "portal"] = form.portal
        if isinstance(form, DecisionForm):
            about["release"] = form.release
    base = request.scope.get("root_path", "")
    query = urlencode([*kept, *about.items()])
    return RedirectResponse(f"{base}/{place}?{query}#recorded", 303)


def _page(
    request: Request,
    user: BaseUser,
    template: str,
    said: Said,
    words: type[StrEnum],
    **shown: Any,
) -> Response:
    """A page with decision forms, for those who may decide."""
    return page(
        request,
        template,
        status=said.status,
        user=user,
        problem=said.problem,
        recorded=recorded_of(said, words),
        allowed=may_decide(user),
        kinds=KINDS,
        column_kinds=COLUMN_KINDS,
        list_kinds=LIST_KINDS,
        **starting(user),
        **shown,
    )
