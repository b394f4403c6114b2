"""A sampled site of the quarter's spot check: what was seen of it, and the checklist as a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from repostwatch.base.clock import parse_written
from repostwatch.base.errors import RepostwatchError
from repostwatch.inspecting.evidence import is_evidence
from repostwatch.model.codes import RefusalCode
from repostwatch.model.spot_checks import ChecklistEntry, CheckResult, VetoIndicator
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.queries.checklist import WordChange, say_word, unsay_word
from repostwatch.queries.spot_checks import OFFICE_HOUR, open_indicators, spot_site
from repostwatch.reporting.sanitize import sanitize
from repostwatch_ui.access import Judge, Reader, check_token, may_decide, token_for
from repostwatch_ui.connection import opened
from repostwatch_ui.refusing import status_of
from repostwatch_ui.rendering import explained, page

routes = APIRouter()
Number = Annotated[int | None, Query(ge=1, le=2**63 - 1)]


@dataclass
class EntryForm:
    """What a person saw of an indicator. `at` is Beijing's clock; empty: now."""

    indicator: Annotated[str, Form()] = ""
    result: Annotated[str, Form()] = ""
    evidence: Annotated[str, Form(max_length=500)] = ""
    name: Annotated[str, Form(max_length=60)] = ""
    at: Annotated[str, Form(max_length=30)] = ""
    seen: Annotated[str, Form(max_length=20)] = ""
    token: Annotated[str, Form()] = ""

    def entry(self, portal_id: str, now: datetime) -> ChecklistEntry:
        """Raises RefusedError where something is missing or makes no sense."""
        by, evidence = sanitize(self.name), sanitize(self.evidence)
        if not by:
            raise RefusedError(RefusalCode.UNSIGNED)
        said = {CheckResult.PASSED.value, CheckResult.FAILED.value}
        if self.indicator not in set(VetoIndicator) or self.result not in said:
            raise RefusedError(RefusalCode.NO_RESULT)
        result = CheckResult(self.result)
        if result is CheckResult.FAILED and not is_evidence(evidence):
            raise RefusedError(RefusalCode.NO_EVIDENCE)
        indicator = VetoIndicator(self.indicator)
        return ChecklistEntry(portal_id, indicator, result, by, self._seen_at(now), evidence)

    def _seen_at(self, now: datetime) -> datetime:
        if not self.at:
            return now
        try:
            moment = parse_written(self.at)
        except (ValueError, OverflowError):
            raise RefusedError(RefusalCode.SEEN_AT_UNREAD, at=self.at, like=now) from None
        if moment.earliest != moment.latest:
            like = min(moment.earliest + OFFICE_HOUR, now)
            raise RefusedError(RefusalCode.SEEN_AT_DAY_ONLY, at=self.at, like=like)
        if moment.earliest > now:
            raise RefusedError(RefusalCode.SEEN_AT_NO_TIME, at=self.at)
        return moment.earliest


Entry = Annotated[EntryForm, Depends()]


@routes.get("/spot/{quarter}/{portal_id}")
def site(
    request: Request,
    user: Reader,
    quarter: str,
    portal_id: str,
    entry: Number = None,
    was: str = "",
) -> Response:
    """`entry`: the number of what was said, or taken back, just now; `was`: the indicator's result
    before."""
    return _site(request, user, (quarter, portal_id), EntryForm(), recorded=(entry, was))


@routes.post("/spot/{quarter}/{portal_id}")
def say(request: Request, user: Judge, quarter: str, portal_id: str, form: Entry) -> Response:
    try:
        check_token(user, form.token)
        with opened() as (conn, settings):
            entry = form.entry(portal_id, settings.now())
            recorded = say_word(conn, settings, quarter, entry, form.seen)
    except RepostwatchError as error:
        return _site(request, user, (quarter, portal_id), form, error=error)
    return _answered(request, (quarter, portal_id), recorded)


@routes.post("/spot/{quarter}/{portal_id}/undo")
def unsay(
    request: Request,
    user: Judge,
    quarter: str,
    portal_id: str,
    entry: Annotated[int, Form(ge=1, le=2**63 - 1)],
    token: Annotated[str, Form()] = "",
) -> Response:
    try:
        check_token(user, token)
        with opened() as (conn, settings):
            recorded = unsay_word(conn, settings, quarter, (portal_id, entry), user.get_name())
    except RepostwatchError as error:
        return _site(request, user, (quarter, portal_id), EntryForm(), error=error)
    return _answered(request, (quarter, portal_id), recorded)


def _answered(request: Request, about: tuple[str, str], recorded: WordChange) -> Response:
    """To the site's page, which says what was recorded."""
    quarter, portal_id = (quote(one, safe="") for one in about)
    base = request.scope.get("root_path", "")
    was = recorded.was.value if recorded.was else ""
    place = f"{base}/spot/{quarter}/{portal_id}?entry={recorded.entry_id}&was={was}"
    return RedirectResponse(f"{place}#recorded", 303)


def _site(
    request: Request,
    user: BaseUser,
    about: tuple[str, str],
    draft: EntryForm,
    *,
    recorded: tuple[int | None, str] = (None, ""),
    error: RepostwatchError | None = None,
) -> Response:
    with opened() as (conn, settings):
        found = spot_site(conn, settings, *about)
    return page(
        request,
        "spot_site.html",
        status=status_of(error) if error else 200,
        user=user,
        found=found,
        draft=draft,
        problem=explained(request, error) if error else "",
        recorded=next((one for one in found.words if one.entry_id == recorded[0]), None),
        was=CheckResult(recorded[1]) if recorded[1] in set(CheckResult) else None,
        indicators=open_indicators(found),
        sayable=(CheckResult.PASSED, CheckResult.FAILED),
        allowed=may_decide(user),
        token=token_for(user),
    )
