"""Runs that people start from a page: a scan, a judgement, a report sent once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.recipients import given_address
from repostwatch.queries.runs import NOTHING, run_facts
from repostwatch_ui.access import Reader, RefusedRequestError, may_trigger, token_for
from repostwatch_ui.connection import opened, settings
from repostwatch_ui.failures import Failure, failure_of
from repostwatch_ui.rendering import airflow_base, page
from repostwatch_ui.running import STEPS
from repostwatch_ui.runs import FAILED, SCAN_DAG, AbsentRunError, RunSeen, look_up, task_place

JUDGE_DAG, REPORT_DAG = "judge_reposts", "daily_report"
STARTED_HERE = (SCAN_DAG, JUDGE_DAG, REPORT_DAG)
Id = Annotated[str, Query(min_length=1)]

routes = APIRouter()


@dataclass
class StartForm:
    """What is to be started, and about what; `letter`: on the page of which mail it stood."""

    dag: Annotated[str, Form(max_length=60)] = ""
    portal: Annotated[str, Form(max_length=200)] = ""
    release: Annotated[str, Form(max_length=200)] = ""
    day: Annotated[str, Form(max_length=10)] = ""
    to: Annotated[str, Form(max_length=320)] = ""
    letter: Annotated[int | None, Form(ge=1, le=2**63 - 1)] = None
    token: Annotated[str, Form()] = ""

    def asked(self) -> dict[str, Any]:
        """What the DAG's form takes. Raises RefusedRequestError where the page named nothing: left
        empty, each of them means all portals, all releases, all recipients. Raises InputError for
        an address that is none."""
        portals, releases = ([one] if one else [] for one in (self.portal, self.release))
        if self.dag == SCAN_DAG and portals:
            return {"portals": portals}
        if self.dag == JUDGE_DAG and (portals or releases):
            return {"portals": portals, "release": releases}
        if self.dag == REPORT_DAG and self.day and self.to:
            return {"day": self.day, "to": given_address(settings(), self.to)}
        raise RefusedRequestError(RefusalCode.NOTHING_TO_START, 422)


@dataclass(frozen=True, slots=True)
class Look:
    """`found`: the run, where Airflow has it and shows it to this user; `failure`: what made it
    fail; `absent`: Airflow says that there is none."""

    found: RunSeen | None
    failure: Failure | None = None
    absent: AbsentRunError | None = None


async def look(request: Request, user: Reader, dag_id: Id, run_id: Id) -> Look:
    del user
    try:
        found = await look_up(request, dag_id, run_id)
    except AbsentRunError as error:
        return Look(None, absent=error)
    failed = found is not None and found.run.state == FAILED
    return Look(found, await failure_of(request, found.run) if found and failed else None)


def starting(user: BaseUser) -> dict[str, Any]:
    """What a page needs for its buttons: which DAGs this user may start, and the form's token."""
    return {
        "may_start": {dag: may_trigger(user, dag) for dag in STARTED_HERE},
        "token": token_for(user),
    }


@routes.get("/run")
def run(
    request: Request,
    user: Reader,
    dag_id: Id,
    run_id: Id,
    look: Annotated[Look, Depends(look)],
) -> Response:
    """A run, what it saw and whom it woke; shown again by itself until all that has ended. Raises
    AbsentRunError where there is none, and nothing that it saw."""
    found = look.found
    with opened() as (conn, known):
        facts = run_facts(conn, run_id, found.run.asked if found else NOTHING)
    # Airflow may have cleared it away since.
    if look.absent and not (dag_id == SCAN_DAG and facts.scans):
        raise look.absent
    patience = timedelta(seconds=known.pages.follow_seconds)
    # Airflow's clock is the machine's, also where the product's stands still.
    renewed = found is not None and found.unfinished(datetime.now(UTC), patience)
    about: dict[str, Any] = {"facts": facts, "run_id": run_id, "dag_id": dag_id, "found": found}
    about |= {"renewed": renewed, "failure": look.failure, "steps": STEPS}
    answer = page(request, "run.html", user=user, **about)
    if renewed:
        answer.headers["Refresh"] = str(known.pages.refresh_seconds)
    return answer


@routes.get("/task")
async def task(request: Request, user: Reader, run_id: str, name: str) -> Response:
    """On to the task of Airflow's that visited the portal of this name."""
    del user
    place = await task_place(request, run_id, name)
    return RedirectResponse(f"{airflow_base(request)}{place}", 303)
