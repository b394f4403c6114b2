"""What shows from outside that the scheduler lives: a file, and the ages of the last steps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from repostwatch.base.clock import iso
from repostwatch.base.files import whole_file, writing
from repostwatch.model.steps import Step
from repostwatch.settings import Settings
from repostwatch.store import heartbeats
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """`ages` in whole seconds since each step last ended, None where it never did."""

    alive: bool
    ages: dict[Step, int | None]


def keep_heartbeat(conn: Connection, settings: Settings) -> Path:
    """After a watch that the scheduler started: note it, and write the file that a monitor of
    files looks at, with the times of all steps. Raises RepostwatchError where the disk takes no
    file."""
    heartbeats.beat(conn, Step.WATCH, settings.now())
    times = heartbeats.load(conn)
    shown = {step.value: iso(times[step]) if step in times else None for step in Step}
    path = settings.var_dir / "heartbeat.json"
    with writing("the heartbeat", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as part:
            part.write_text(json.dumps(shown) + "\n")
    return path


def read_heartbeat(conn: Connection, settings: Settings) -> Heartbeat:
    """Alive is whose last watch is young. One that is still to come, on a clock that was set back,
    tells nothing, however often it is asked for."""
    now, times = settings.now(), heartbeats.load(conn)
    ages = {
        step: int((now - times[step]).total_seconds()) if step in times else None for step in Step
    }
    watched = ages[Step.WATCH]
    most = timedelta(hours=settings.watch.alive_hours).total_seconds()
    return Heartbeat(watched is not None and abs(watched) <= most, ages)
