"""Runs of DAGs, started and looked up through Airflow's public API as the user who asks.

The API is called within its own server, without a way over the network: whatever may stand in
front of it (a prefix, a proxy, TLS) plays no part, and who may do what stays Airflow's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import Request
from httpx import ASGITransport, AsyncClient, Response

from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.queries.runs import NOTHING, RunAsked
from repostwatch_ui.access import RefusedRequestError

FAILED = "failed"
ENDED = frozenset({"success", FAILED})
# By what Airflow knows a user: see get_user in its core_api/security.py.
IDENTITY = ("authorization", "cookie")
# Of all DAGs together, looked through for the newest run of each: some hours of those that wake
# each other.
RECENT = 40
SCAN_DAG, SCAN_TASK = "scan_portals", "scan"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a DAG. `state`: Airflow's word; `asked`: what its form named. Aware times."""

    dag_id: str
    run_id: str
    state: str
    began: datetime | None = None
    ended: datetime | None = None
    asked: RunAsked = NOTHING

    @property
    def over(self) -> bool:
        return self.state in ENDED

    @property
    def place(self) -> str:
        """Its address within Airflow."""
        return f"/dags/{part(self.dag_id)}/runs/{part(self.run_id)}"


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A run and those that it woke. `awaited`: what it announced is to wake one that has not begun
    yet."""

    run: Run
    woken: tuple[Run, ...] = ()
    awaited: bool = False

    def unfinished(self, now: datetime, patience: timedelta) -> bool:
        """Whether this page will say something else soon."""
        if not self.run.over or not all(run.over for run in self.woken):
            return True
        return self.awaited and self.run.ended is not None and now - self.run.ended < patience


class AbsentRunError(RefusedError):
    """Airflow says that it has no such run."""

    def __init__(self, dag_id: str, run_id: str) -> None:
        super().__init__(RefusalCode.NO_RUN, dag=dag_id, run=run_id)


async def start(request: Request, dag_id: str, asked: Mapping[str, Any]) -> str:
    """Trigger the DAG; the run's id. Raises RefusedRequestError with what Airflow says."""
    body = {"logical_date": None, "conf": dict(asked)}
    answer = await call(request, "POST", f"/dags/{part(dag_id)}/dagRuns", json=body)
    if answer.is_error:
        raise RefusedRequestError(
            RefusalCode.NOT_STARTED, answer.status_code, dag=dag_id, problem=_problem(answer)
        )
    return str(answer.json()["dag_run_id"])


async def look_up(request: Request, dag_id: str, run_id: str) -> RunSeen | None:
    """The run as it stands; None where Airflow does not show it to this user. Raises
    AbsentRunError."""
    answer = await call(request, "GET", f"/dags/{part(dag_id)}/dagRuns/{part(run_id)}")
    if answer.status_code == HTTPStatus.NOT_FOUND:
        raise AbsentRunError(dag_id, run_id)
    if answer.is_error:
        return None
    found = answer.json()
    run = _run(found, found["dag_run_id"])
    run = replace(run, asked=_asked(found["conf"] or {}))
    source = {"source_dag_id": dag_id, "source_run_id": run_id, "limit": "10"}
    answer = await call(request, "GET", "/assets/events", params=source)
    events = [] if answer.is_error else answer.json()["asset_events"]
    # Two events may have woken one run.
    woken = {
        one["run_id"]: _run(one, one["run_id"])
        for event in events
        for one in event["created_dagruns"]
    }
    # Of an event whose run waits in the queue Airflow's answer is an error of its own.
    awaited = answer.is_server_error or (not woken and await _wake(request, dag_id, events))
    return RunSeen(run, tuple(woken.values()), awaited)


async def _wake(request: Request, dag_id: str, events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a DAG waits for what was announced; nothing of ours waits for verdicts."""
    announced = {event["asset_id"] for event in events}
    if not announced:
        return False
    answer = await call(request, "GET", "/assets", params={"dag_ids": dag_id, "limit": "100"})
    assets = [] if answer.is_error else answer.json()["assets"]
    return any(one["id"] in announced and one["scheduled_dags"] for one in assets)


async def latest(request: Request, dag_ids: Sequence[str]) -> dict[str, Run]:
    """Each DAG's newest run; without those of which Airflow knows none, or shows none to this user.

    One question answers for all that run often, and one each for the others: each costs Airflow as
    much as a page of ours.
    """
    asked = {"dag_ids": list(dag_ids), "order_by": "-run_after", "page_limit": RECENT}
    recent = await call(request, "POST", "/dags/~/dagRuns/list", json=asked)
    runs = {} if recent.is_error else _first_of_each(recent.json())
    order = {"order_by": "-run_after", "limit": "1"}
    for dag_id in dag_ids:
        if dag_id not in runs:
            answer = await call(request, "GET", f"/dags/{part(dag_id)}/dagRuns", params=order)
            runs |= {} if answer.is_error else _first_of_each(answer.json())
    return runs


def _first_of_each(answer: Mapping[str, Any]) -> dict[str, Run]:
    found = reversed(answer["dag_runs"])
    return {one["dag_id"]: _run(one, one["dag_run_id"]) for one in found}


async def task_place(request: Request, run_id: str, portal: str) -> str:
    """Where Airflow shows the task of a scan that visited the portal of this name; the task with
    all its portals where one task visited several, or where the run is gone."""
    run = f"/dags/{SCAN_DAG}/dagRuns/{part(run_id)}"
    # The pattern takes % and _ as any characters: what it finds is compared once more.
    asked = {"task_id": SCAN_TASK, "rendered_map_index_pattern": portal, "limit": "100"}
    answer = await call(request, "GET", f"{run}/taskInstances", params=asked)
    found = [] if answer.is_error else answer.json()["task_instances"]
    task = f"/dags/{SCAN_DAG}/runs/{part(run_id)}/tasks/{SCAN_TASK}"
    exact = [one["map_index"] for one in found if one["rendered_map_index"] == portal]
    return f"{task}/mapped/{exact[0]}" if exact else f"{task}/mapped"


async def call(request: Request, method: str, path: str, **what: Any) -> Response:
    headers = {name: request.headers[name] for name in IDENTITY if name in request.headers}
    transport = ASGITransport(app=request.scope["airflow"], raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://airflow/api/v2") as client:
        return await client.request(method, path, headers=headers, **what)


def _run(found: Mapping[str, Any], run_id: str) -> Run:
    times = (found["start_date"], found["end_date"])
    began, ended = (datetime.fromisoformat(time) if time else None for time in times)
    return Run(found["dag_id"], run_id, found["state"], began, ended)


def _asked(form: Mapping[str, Any]) -> RunAsked:
    """What the form of one of our DAGs named; each is null where it was left empty."""
    portals, releases = (tuple(form.get(key) or ()) for key in ("portals", "release"))
    return RunAsked(portals, releases, form.get("day") or "", form.get("to") or "")


def _problem(answer: Response) -> str:
    """What Airflow says in its answer, in its own words."""
    try:
        detail = answer.json()["detail"]
    except (ValueError, KeyError, TypeError):
        return str(answer.status_code)
    return detail if isinstance(detail, str) else str(answer.status_code)


def part(text: str) -> str:
    return quote(text, safe="")
