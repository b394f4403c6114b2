"""The page about the monitor itself: what is well with it, and what is not."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from repostwatch.queries.health import read_health
from repostwatch_ui.access import Reader
from repostwatch_ui.connection import opened
from repostwatch_ui.rendering import page
from repostwatch_ui.runs import Run, latest

# All of them, in the order in which they wake each other: one that is dead is seen here.
STEPS = (
    "ingest_releases",
    "scan_portals",
    "judge_reposts",
    "early_warning",
    "daily_report",
    "quarterly_bulletin",
    "discover_lists",
    "probe_portals",
    "spot_check",
    "watch_monitor",
)

routes = APIRouter()


async def latest_runs(request: Request, user: Reader) -> list[tuple[str, Run | None]]:
    """Each step's newest run; None where there is none, or it is not shown to this user."""
    del user
    runs = await latest(request, STEPS)
    return [(dag_id, runs.get(dag_id)) for dag_id in STEPS]


@routes.get("/health")
def health(
    request: Request,
    user: Reader,
    steps: Annotated[list[tuple[str, Run | None]], Depends(latest_runs)],
) -> Response:
    with opened() as (conn, known):
        found = read_health(conn, known)
    return page(request, "health.html", user=user, found=found, steps=steps)
