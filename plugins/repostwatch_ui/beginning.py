"""A run begun from a page's button. What is refused is said where the form stood that has fields to
be typed into: on the page of a mail."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from repostwatch.base.errors import RepostwatchError
from repostwatch.model.codes import RefusalCode
from repostwatch_ui.access import Reader, RefusedRequestError, check_token, may_trigger
from repostwatch_ui.looking import mail_shown
from repostwatch_ui.rendering import explained
from repostwatch_ui.runs import start
from repostwatch_ui.starting import STARTED_HERE, StartForm

routes = APIRouter()


@routes.post("/start")
async def begin(request: Request, user: Reader, form: Annotated[StartForm, Depends()]) -> Response:
    try:
        run_id = await _begun(request, user, form)
    except (RepostwatchError, RefusedRequestError) as error:
        if form.letter is None or not _may_be_sent_again(error):
            raise
        said = explained(request, error)
        return await run_in_threadpool(mail_shown, request, user, form.letter, form.to, said)
    base = request.scope.get("root_path", "")
    return RedirectResponse(f"{base}/run?{urlencode({'dag_id': form.dag, 'run_id': run_id})}", 303)


async def _begun(request: Request, user: BaseUser, form: StartForm) -> str:
    check_token(user, form.token)
    if form.dag not in STARTED_HERE or not may_trigger(user, form.dag):
        raise RefusedRequestError(RefusalCode.MAY_NOT_START, dag=form.dag)
    return await start(request, form.dag, form.asked())


def _may_be_sent_again(error: RepostwatchError | RefusedRequestError) -> bool:
    """Whether the same form can be sent again: who may not begin a run gains nothing by that."""
    again = RefusalCode.NOT_STARTED, RefusalCode.NOTHING_TO_START
    return isinstance(error, RepostwatchError) or error.reason.code in again
