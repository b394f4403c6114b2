"""The page of recipients: who gets which mail, changed there where no file names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Frequency, Language
from repostwatch.model.codes import RefusalCode
from repostwatch.model.recipients import Cells, RecipientChange
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.queries.recipient_changes import RecipientWord, save_recipient, undo_recipient
from repostwatch.queries.recipients import read_recipients_in_force
from repostwatch.reporting.sanitize import sanitize
from repostwatch.reporting.section_keys import SECTIONS
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch_ui.access import (
    Reader,
    RefusedRequestError,
    check_token,
    may_trigger,
    token_for,
)
from repostwatch_ui.connection import opened, settings
from repostwatch_ui.forms import signed_by
from repostwatch_ui.listing import Numbered
from repostwatch_ui.refusing import status_of, typed
from repostwatch_ui.rendering import explained, page
from repostwatch_ui.starting import REPORT_DAG
from repostwatch_ui.unread import Unread

routes = APIRouter()
Some = Annotated[tuple[str, ...], Form()]
Save = Callable[[Connection, Settings], RecipientChange]


@dataclass(frozen=True, slots=True)
class Said:
    """What was recorded just now: the number of the change, None for nothing. `undone`: it took
    back another."""

    changed: int | None = None
    undone: bool = False


class Act(StrEnum):
    """What is to be done with a recipient."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass
class RecipientForm:
    """A recipient as the page has it; `recipient` and `seen` are numbers, empty for a new one."""

    recipient: Annotated[str, Form(max_length=18)] = ""
    seen: Annotated[str, Form(max_length=18)] = ""
    act: Annotated[str, Form(max_length=10)] = ""
    address: Annotated[str, Form(max_length=320)] = ""
    person: Annotated[str, Form(max_length=100)] = ""
    portals: Annotated[str, Form(max_length=20_000)] = ""
    levels: Some = ()
    authority: Annotated[str, Form(max_length=5_000)] = ""
    sections: Some = ()
    language: Annotated[str, Form(max_length=10)] = ""
    frequency: Annotated[str, Form(max_length=10)] = ""
    name: Annotated[str, Form(max_length=60)] = ""
    reason: Annotated[str, Form(max_length=500)] = ""
    token: Annotated[str, Form()] = ""

    @property
    def cells(self) -> Cells:
        """Those of a line of the file of recipients."""
        return {
            "address": self.address.strip(),
            "name": sanitize(self.person),
            "portals": " ".join(self.portals.split()),
            "levels": " ".join(self.levels),
            "authority": sanitize(self.authority),
            "sections": " ".join(self.sections),
            "language": self.language,
            "frequency": self.frequency,
        }

    def word(self, account: str) -> RecipientWord:
        """Raises RefusedError where something is missing or makes no sense."""
        by, reason = signed_by(self.name, self.reason, account)
        recipient_id = number(self.recipient)
        if self.act not in set(Act):
            raise RefusedError(RefusalCode.NO_ACT)
        if (recipient_id is None) != (self.act == Act.ADD):
            raise RefusedError(RefusalCode.NO_RECIPIENT)
        cells = None if self.act == Act.REMOVE else self.cells
        return RecipientWord(recipient_id, cells, by, reason, number(self.seen))


Asked = Annotated[RecipientForm, Depends()]


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


@routes.get("/recipients")
def recipients(
    request: Request,
    user: Reader,
    changed: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    undone: str = "",
    page_: Numbered = 1,
) -> Response:
    """`changed`: the number of the change that was recorded just now; `undone`: it took back
    another."""
    said = Said(changed, bool(undone))
    return _page(request, user, RecipientForm(), said=said, wanted=page_)


@routes.post("/recipients")
def change(request: Request, user: Reader, form: Asked) -> Response:
    def save(conn: Connection, known: Settings) -> RecipientChange:
        return save_recipient(conn, known, form.word(user.get_name()))

    return _answered(request, user, form, save)


@routes.post("/undo/recipients")
def undo(request: Request, user: Reader, form: Asked) -> Response:
    def save(conn: Connection, known: Settings) -> RecipientChange:
        recipient_id, seen = number(form.recipient), number(form.seen)
        if recipient_id is None or seen is None:
            raise RefusedError(RefusalCode.NO_RECIPIENT)
        return undo_recipient(conn, known, recipient_id, user.get_name(), seen)

    return _answered(request, user, form, save, "&undone=1")


def _answered(
    request: Request, user: BaseUser, form: RecipientForm, save: Save, undone: str = ""
) -> Response:
    if not may_trigger(user, REPORT_DAG):
        raise RefusedRequestError(RefusalCode.MAY_NOT_ADDRESS, dag=REPORT_DAG)
    try:
        check_token(user, form.token)
        with opened() as (conn, known):
            made = save(conn, known)
    except RepostwatchError as error:
        return _page(request, user, form, error=error)
    base = request.scope.get("root_path", "")
    place = f"{base}/recipients?changed={made.change_id}{undone}#recorded"
    return RedirectResponse(place, 303)


def _page(
    request: Request,
    user: BaseUser,
    form: RecipientForm,
    *,
    error: RepostwatchError | None = None,
    said: Said = Said(),
    wanted: int = 1,
) -> Response:
    known, about = settings(), number(form.recipient)
    if known.recipients is not None:
        found = read_recipients_in_force(None, known, wanted)
    else:
        with opened() as (conn, known):
            found = read_recipients_in_force(conn, known, wanted, about)
    reason = getattr(error, "reason", None)
    # What somebody else recorded meanwhile is shown, and not what would overwrite it.
    overtaken = reason is not None and reason.code is RefusalCode.RECIPIENT_CHANGED
    here = {one.change.recipient_id for one in found.rows if one.change}
    kept = (about in here and not overtaken) or form.act == Act.ADD
    return page(
        request,
        "recipients.html",
        status=status_of(error) if error else 200,
        user=user,
        unread=Unread(paging=found.paging),
        found=found,
        wrong=explained(request, found.problem) if found.problem else "",
        problem=explained(request, error) if error else "",
        draft=form,
        typed=[] if kept or error is None else typed(request, vars(form)),
        overtaken=overtaken,
        recorded=next((one for one in found.history if one.change_id == said.changed), None),
        undone=said.undone,
        allowed=may_trigger(user, REPORT_DAG),
        token=token_for(user),
        section_keys=tuple(SECTIONS),
        frequencies=tuple(Frequency),
        languages=tuple(Language),
    )
