"""Several duties that one cause decides: chosen, decided about together, and that undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import parse_qs, urlencode

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Reason, VerdictKind
from repostwatch.queries.decided_together import (
    Duty,
    RefusedTogetherError,
    preview_decisions,
    save_decisions,
    undo_decisions,
)
from repostwatch.queries.duty import evidence_of
from repostwatch.queries.states import DutyState
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch_ui.access import Judge, Reader, check_token, may_decide
from repostwatch_ui.boards import Said, recorded_of
from repostwatch_ui.connection import opened
from repostwatch_ui.forms import KINDS, DecisionForm
from repostwatch_ui.listing import Words
from repostwatch_ui.refusing import status_of, typed
from repostwatch_ui.rendering import explained, page
from repostwatch_ui.returning import way_back
from repostwatch_ui.starting import starting

routes = APIRouter()
# Each is an address's query of its own: release, portal, and what the page showed of the duty.
Ticks = tuple[str, ...]
Ticked = Annotated[Ticks, Query()]
Kept = Annotated[str, Query(max_length=4096)]


@dataclass
class TogetherForm(DecisionForm):
    """One decision about every duty that is ticked, of those that the page has `shown`."""

    duty: Annotated[Ticks, Form()] = ()
    shown: Annotated[Ticks, Form()] = ()

    @property
    def ticked(self) -> frozenset[Duty]:
        return frozenset(_named(self.duty, "portal"))

    @property
    def duties(self) -> list[Duty]:
        """What the page shows, whether ticked or not, in its order."""
        return list(_named((*self.shown, *self.duty), "portal"))


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was recorded, and of each duty that stands in the way."""

    problem: str = ""
    reasons: Mapping[Duty, Reason] = field(default_factory=dict)
    status: int = 200


Together = Annotated[TogetherForm, Depends()]
Save = Callable[[Connection, Settings, Mapping[Duty, str]], None]


@routes.get("/together")
def together(
    request: Request,
    user: Reader,
    duty: Ticked = (),
    undone: str = "",
    back: Words = "review",
    kept: Kept = "",
) -> Response:
    """The duties that are ticked; with what each was, where one has just decided about them, or
    taken that back (`undone`). `back` and `kept`: the page they were ticked on, and its query."""
    form = TogetherForm(duty=duty, back=back, kept=kept)
    return _page(request, user, form, Refused(), undone=bool(undone))


@routes.post("/decide/together")
def decide_together(request: Request, user: Judge, form: Together) -> Response:
    def save(conn: Connection, settings: Settings, seen: Mapping[Duty, str]) -> None:
        save_decisions(conn, settings, seen, form.decision(user.get_name(), settings.now()))

    return _answered(request, user, form, save)


@routes.post("/preview/together")
def preview_together(request: Request, user: Judge, form: Together) -> Response:
    """What each duty would become; nothing is recorded."""
    try:
        check_token(user, form.token)
        with opened() as (conn, settings):
            decision = form.decision(user.get_name(), settings.now())
            after = preview_decisions(conn, settings, _named(form.duty, "seen"), decision)
    except RepostwatchError as error:
        return _page(request, user, form, _refused(request, error))
    return _page(request, user, form, Refused(), after)


@routes.post("/undo/together")
def undo_together(request: Request, user: Judge, form: Together) -> Response:
    def save(conn: Connection, settings: Settings, seen: Mapping[Duty, str]) -> None:
        undo_decisions(conn, settings, seen, user.get_name())

    return _answered(request, user, form, save, undone=True)


def _answered(
    request: Request, user: BaseUser, form: TogetherForm, save: Save, *, undone: bool = False
) -> Response:
    seen = _named(form.duty, "seen")
    try:
        check_token(user, form.token)
        with opened() as (conn, settings):
            save(conn, settings, seen)
    except RepostwatchError as error:
        return _page(request, user, form, _refused(request, error))
    about = [
        ("duty", urlencode({"release": release, "portal": portal, "was": shown}))
        for (release, portal), shown in seen.items()
    ]
    about += [("undone", "1")] if undone else []
    about += (
        [("back", form.back), ("kept", form.kept)] if form.kept or form.back != "review" else []
    )
    base = request.scope.get("root_path", "")
    return RedirectResponse(f"{base}/together?{urlencode(about)}#recorded", 303)


def _refused(request: Request, error: RepostwatchError) -> Refused:
    reasons = error.reasons if isinstance(error, RefusedTogetherError) else {}
    return Refused(explained(request, error), reasons, status_of(error, reasons.values()))


def _page(
    request: Request,
    user: BaseUser,
    form: TogetherForm,
    refused: Refused,
    after: Mapping[Duty, DutyState] | None = None,
    *,
    undone: bool = False,
) -> Response:
    """`after`: how each would stand, where that was asked for."""
    # A page that was answered to shows what was ticked on it, and nothing that was recorded.
    was = {} if refused.problem else _named(form.duty, "was")
    made = {duty: recorded_of(Said(one, undone), VerdictKind) for duty, one in was.items()}
    duties = form.duties
    with opened() as (conn, settings):
        most = settings.pages.decided_together
        found = evidence_of(conn, settings, duties[:most]) if duties else ()
    known = {one.state.key for one in found}
    recorded = {duty: one for duty, one in made.items() if one and duty in known}
    # What was decided later is undone by nobody who saw only this one.
    latest = [
        one for one in found
        if (own := recorded.get(one.state.key)) and own.number == len(one.decisions)
    ]  # fmt: skip
    return page(
        request,
        "together.html",
        status=refused.status,
        user=user,
        found=found,
        recorded=recorded,
        latest=latest,
        undone=undone,
        refused=refused,
        after=after or {},
        gone=[duty for duty in duties[:most] if duty not in known],
        left_out=len(duties[most:]),
        allowed=may_decide(user),
        kinds=KINDS,
        draft=form,
        typed=typed(request, vars(form)),
        back=way_back(form.back, form.kept),
        **starting(user),
    )


def _named(ticks: Ticks, name: str) -> dict[Duty, str]:
    """That field of each duty which has it, in the order of the ticks."""
    named = {}
    for tick in ticks:
        fields = {key: values[-1] for key, values in parse_qs(tick, keep_blank_values=True).items()}
        if {"release", "portal", name} <= fields.keys():
            named[fields["release"], fields["portal"]] = fields[name]
    return named
