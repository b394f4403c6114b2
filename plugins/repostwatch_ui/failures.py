"""What made a run fail, in the words that the task left in its log, and where that log is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from repostwatch_ui.runs import FAILED, Run, call, part

# Its own errors are raised to end a task: their text is the reason, their kind says nothing.
AIRFLOWS = "Airflow"
# A run may have failed in thousands of tasks alike.
FIRST = {"state": FAILED, "order_by": "end_date", "limit": "1"}
BAD_LEVELS = frozenset({"error", "critical"})


@dataclass(frozen=True, slots=True)
class Failure:
    """The task that failed first. `about` is its portal, where it is one of many; `said` the line
    that it left, empty where it left none; `place` the address of its log within Airflow; `more`
    how many others failed."""

    task_id: str
    about: str
    said: str
    place: str
    more: int


async def failure_of(request: Request, run: Run) -> Failure | None:
    """None where no task failed, or Airflow does not show it to this user."""
    base = f"/dags/{part(run.dag_id)}/dagRuns/{part(run.run_id)}/taskInstances"
    answer = await call(request, "GET", base, params=FIRST)
    found = {} if answer.is_error else answer.json()
    if not found.get("task_instances"):
        return None
    task, more = found["task_instances"][0], (found.get("total_entries") or 1) - 1
    number, index = task["try_number"], task["map_index"]
    log = f"{base}/{part(task['task_id'])}/logs/{number}"
    answer = await call(request, "GET", log, params={"map_index": str(index)})
    lines = [] if answer.is_error else answer.json()["content"]
    mapped = f"/mapped/{index}" if index >= 0 else ""
    place = f"{run.place}/tasks/{part(task['task_id'])}{mapped}?try_number={number}"
    return Failure(task["task_id"], task["rendered_map_index"] or "", said_in(lines), place, more)


def said_in(lines: Sequence[object]) -> str:
    """The last error of a log, in one line; a log that Airflow could not read has none."""
    for line in reversed(lines):
        if isinstance(line, Mapping) and line.get("level") in BAD_LEVELS:
            return _error_of(line) or str(line.get("event", ""))
    return ""


def _error_of(line: Mapping[str, Any]) -> str:
    """What was raised, and not what that came from."""
    raised = line.get("error_detail") or [{}]
    kind, value = (str(raised[0].get(key) or "") for key in ("exc_type", "exc_value"))
    first = next(iter(value.strip().splitlines()), "")
    return first if kind.startswith(AIRFLOWS) and first else ": ".join(filter(None, (kind, first)))
