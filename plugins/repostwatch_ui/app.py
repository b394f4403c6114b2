"""The pages: each asks the pipeline's board for what it shows."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import Depends, FastAPI, Path, Query, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from repostwatch.base.errors import RepostwatchError
from repostwatch.queries.column_review import (
    column_evidence,
    columns_in_review,
    save_column_decision,
)
from repostwatch.queries.duty import duties_in_review, duty_evidence, save_duty_decision
from repostwatch.queries.evidence import verdict_evidence
from repostwatch.queries.mails import as_sent, list_letters, page_of, read_letter
from repostwatch.queries.overview import read_overview, scans_of_run
from repostwatch.queries.portal import portal_details
from repostwatch.queries.readiness import readiness_board
from repostwatch.queries.watched_lists import lists_in_review, lists_of_portal, save_list_decision
from repostwatch.reporting.evidence import evidence_page
from repostwatch_ui.access import Judge, Reader, check_token, may_decide, token_for
from repostwatch_ui.connection import opened
from repostwatch_ui.forms import (
    COLUMN_KINDS,
    KINDS,
    LIST_KINDS,
    ColumnDecisionForm,
    DecisionForm,
    ListDecisionForm,
    SignedForm,
)
from repostwatch_ui.rendering import HERE, download, explained, page, report
from repostwatch_ui.troubles import handle_errors

app = FastAPI(title="repostwatch", docs_url=None, redoc_url=None, openapi_url=None)
handle_errors(app)

# What the database counts with.
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Chosen = Annotated[int | None, Query(ge=1, le=2**63 - 1)]


@app.get("/")
def overview(request: Request, user: Reader) -> Response:
    with opened() as (conn, settings):
        found = read_overview(conn, settings)
    return page(request, "overview.html", user=user, overview=found)


@app.get("/portals")
def portals(request: Request, user: Reader) -> Response:
    with opened() as (conn, settings):
        found = read_overview(conn, settings)
    return page(request, "portals.html", user=user, overview=found)


@app.get("/portals/{portal_id}")
def portal(request: Request, user: Reader, portal_id: str) -> Response:
    return _portal(request, user, ColumnDecisionForm(portal=portal_id))


@app.get("/ready")
def ready(request: Request, user: Reader, state: str = "") -> Response:
    """Which portals can be judged; `state` shows those of one state only."""
    with opened() as (conn, settings):
        found = readiness_board(conn, settings)
    return page(request, "ready.html", user=user, board=found, state=state)


@app.get("/run")
def run(request: Request, user: Reader, run_id: str, dag_id: str = "") -> Response:
    with opened() as (conn, _):
        scans = scans_of_run(conn, run_id)
    return page(request, "run.html", user=user, scans=scans, run_id=run_id, dag_id=dag_id)


@app.get("/duty")
def duty(request: Request, user: Reader, release: str, portal: str) -> Response:
    return _duty(request, user, DecisionForm(release=release, portal=portal))


@app.get("/evidence")
def evidence(user: Reader, release: str, portal: str) -> Response:
    """What the verdict rests on, as the portal's editor may be given it."""
    del user
    with opened() as (conn, settings):
        found = verdict_evidence(conn, settings, release, portal)
    return report(evidence_page(found, settings.language))


@app.get("/mails")
def mails(request: Request, user: Reader) -> Response:
    """Every mail, alarm and bulletin, the newest first."""
    with opened() as (conn, _):
        found = list_letters(conn)
    return page(request, "mails.html", user=user, mails=found)


@app.get("/mails/{letter_id}")
def mail(request: Request, user: Reader, letter_id: Number) -> Response:
    with opened() as (conn, _):
        found = read_letter(conn, letter_id)
    return page(request, "mail.html", user=user, found=found)


@app.get("/mails/{letter_id}/page")
def mail_page(user: Reader, letter_id: Number) -> Response:
    """The page as it stands in the mail."""
    del user
    with opened() as (conn, _):
        return report(page_of(read_letter(conn, letter_id)))


@app.get("/mails/{letter_id}/mail.eml")
def mail_file(user: Reader, letter_id: Number, delivery: Chosen = None) -> Response:
    """The mail as it went out to one recipient, or as it was made."""
    del user
    with opened() as (conn, _):
        return download(*as_sent(read_letter(conn, letter_id), delivery))


@app.get("/review")
def review(
    request: Request, user: Reader, release: str = "", portal: str = "", url: str = ""
) -> Response:
    """The queue; `release` and `portal` name the duty, `portal` and `url` the list, `portal` alone
    the column that was decided just now."""
    if url:
        return _review(request, user, ListDecisionForm(portal=portal, url=url))
    return _review(request, user, DecisionForm(release=release, portal=portal))


@app.post("/decide")
def decide(request: Request, user: Judge, form: Annotated[DecisionForm, Depends()]) -> Response:
    """Keep the decision and show the duty's verdict; with a problem, the form again."""
    check_token(user, form.token)
    try:
        with opened() as (conn, settings):
            decision = form.decision(user.get_name(), settings.now())
            save_duty_decision(conn, settings, form.release, form.portal, decision, form.seen)
    except RepostwatchError as error:
        again = _duty if form.back == "duty" else _review
        return again(request, user, form, explained(error))
    place = "duty" if form.back == "duty" else "review"
    query = urlencode({"release": form.release, "portal": form.portal})
    return RedirectResponse(f"{request.scope.get('root_path', '')}/{place}?{query}", 303)


@app.post("/decide/column")
def decide_column(
    request: Request, user: Judge, form: Annotated[ColumnDecisionForm, Depends()]
) -> Response:
    """The same for a portal's column."""
    check_token(user, form.token)
    try:
        with opened() as (conn, settings):
            decision = form.decision(user.get_name(), settings.now())
            save_column_decision(conn, settings, form.portal, decision, form.seen)
    except RepostwatchError as error:
        again = _portal if form.back == "portal" else _review
        return again(request, user, form, explained(error))
    base = request.scope.get("root_path", "")
    if form.back == "portal":
        return RedirectResponse(f"{base}/portals/{quote(form.portal, safe='')}", 303)
    return RedirectResponse(f"{base}/review?{urlencode({'portal': form.portal})}", 303)


@app.post("/decide/list")
def decide_list(
    request: Request, user: Judge, form: Annotated[ListDecisionForm, Depends()]
) -> Response:
    """The same for a list of a portal."""
    check_token(user, form.token)
    try:
        with opened() as (conn, settings):
            decision = form.decision(user.get_name(), settings.now())
            save_list_decision(conn, settings, decision, form.seen)
    except RepostwatchError as error:
        again = _portal if form.back == "portal" else _review
        return again(request, user, form, explained(error))
    base = request.scope.get("root_path", "")
    if form.back == "portal":
        return RedirectResponse(f"{base}/portals/{quote(form.portal, safe='')}", 303)
    query = urlencode({"portal": form.portal, "url": decision.url})
    return RedirectResponse(f"{base}/review?{query}", 303)


def _portal(request: Request, user: BaseUser, form: SignedForm, problem: str = "") -> Response:
    with opened() as (conn, settings):
        found = portal_details(conn, settings, form.portal)
        column = column_evidence(conn, settings, form.portal)
    shown = {"board": found, "column": column, "draft": form}
    return _deciding(request, user, "portal.html", problem, **shown)


def _duty(request: Request, user: BaseUser, form: DecisionForm, problem: str = "") -> Response:
    with opened() as (conn, settings):
        found = duty_evidence(conn, settings, form.release, form.portal)
    return _deciding(request, user, "duty.html", problem, evidence=found, draft=form)


def _review(request: Request, user: BaseUser, form: SignedForm, problem: str = "") -> Response:
    with opened() as (conn, settings):
        queue = duties_in_review(conn, settings)
        waiting = columns_in_review(conn, settings)
        lists = lists_in_review(conn)
        duty = column = one = None
        if isinstance(form, ListDecisionForm) and not problem:
            _, own = lists_of_portal(conn, form.portal)
            one = next((known for known in own if known.found.url == form.url), None)
        elif isinstance(form, DecisionForm) and form.portal and not problem:
            if form.release:
                duty = duty_evidence(conn, settings, form.release, form.portal).state
            else:
                column = column_evidence(conn, settings, form.portal)
    decided = {"decided": duty, "decided_column": column, "decided_list": one}
    shown = {"queue": queue, "columns": waiting, "lists": lists, "draft": form}
    return _deciding(request, user, "review.html", problem, **shown, **decided)


def _deciding(
    request: Request, user: BaseUser, template: str, problem: str, **shown: Any
) -> Response:
    """A page with decision forms, for those who may decide."""
    return page(
        request,
        template,
        status=409 if problem else 200,
        user=user,
        problem=problem,
        allowed=may_decide(user),
        token=token_for(user),
        kinds=KINDS,
        column_kinds=COLUMN_KINDS,
        list_kinds=LIST_KINDS,
        **shown,
    )


@app.get("/style.css")
def style() -> Response:
    return FileResponse(HERE / "style.css", media_type="text/css")
