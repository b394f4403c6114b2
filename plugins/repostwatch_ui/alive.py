"""The address for an outside monitor: whether the scheduler lives, and nothing else."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from repostwatch.base.errors import RepostwatchError
from repostwatch.pipeline.heartbeat import read_heartbeat
from repostwatch_ui.connection import opened

log = logging.getLogger(__name__)
routes = APIRouter()


@routes.get("/alive")
def alive() -> JSONResponse:
    """For everybody, without a login: 200 while the scheduler lives, else 503; with the seconds
    since each step last ended. What the database says of its absence stays in the log."""
    try:
        with opened() as (conn, settings):
            found = read_heartbeat(conn, settings)
    except RepostwatchError as error:
        log.warning("%s", error)
        return _answer({"alive": False}, 503)
    ages = {step.value: age for step, age in found.ages.items()}
    return _answer({"alive": found.alive, "seconds": ages}, 200 if found.alive else 503)


def _answer(said: dict[str, Any], status: int) -> JSONResponse:
    return JSONResponse(said, status, headers={"Cache-Control": "no-store"})
