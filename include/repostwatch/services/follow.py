"""Follow DAG runs to their end, with a bar on a terminal and plain lines elsewhere."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from repostwatch.base.errors import ServiceError
from repostwatch.base.terminal import Terminal
from repostwatch.services.api import ENDED, Api, NoAnswerError

POLL_SECONDS = 0.5
# All tasks of a run are a costly question: a second of it in every twenty, or it takes a processor
# from the tasks themselves.
TASKS_SHARE = 0.05
# The scheduler looks for asset events every few seconds; a slow machine needs longer.
WAKE_SECONDS = 120
SETTLE_SECONDS = 8.0
RUN_SECONDS = 1800
# Between two lines about a run under way, where there is no terminal to draw a bar on.
LINE_SECONDS = 5.0
MOST_NAMES = 6
OVER = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A run that ended; `failures` name its red tasks."""

    dag_id: str
    run_id: str
    succeeded: bool
    seconds: float
    tasks: Counter[str]
    failures: tuple[str, ...]


class Follower:
    """Waits through the API; `check` raises where a process has ended meanwhile. One that only
    does not answer in time is asked again. `longest`: seconds that a run may take."""

    def __init__(
        self,
        api: Api,
        check: Callable[[], None],
        console: Terminal,
        longest: float = RUN_SECONDS,
    ) -> None:
        self.api, self.check, self.console, self.longest = api, check, console, longest
        self.pause = threading.Event()

    def woken(self, dag_id: str, known: set[str]) -> str:
        """The run that an asset has started since `known` was taken. Raises ServiceError."""
        until = time.monotonic() + WAKE_SECONDS
        while time.monotonic() < until:
            self.check()
            with suppress(NoAnswerError):
                runs = self.api.runs(dag_id)
                if fresh := [r["dag_run_id"] for r in runs if r["dag_run_id"] not in known]:
                    return str(fresh[-1])
            self.pause.wait(POLL_SECONDS)
        raise ServiceError(f"{dag_id} was not woken within {WAKE_SECONDS} s")

    def settle(self, dag_ids: Sequence[str]) -> None:
        """Let what an earlier, killed run has left under way come to its end first.

        A DAG runs once at a time: a new run would wait for it, and could be taken for it.
        """
        left = self._active(dag_ids)
        while left:
            for dag_id, run_id in left:
                self.follow(dag_id, run_id, "left over:")
            # What ended may wake the next DAG, a moment later.
            self.pause.wait(SETTLE_SECONDS)
            left = self._active(dag_ids)

    def _active(self, dag_ids: Sequence[str]) -> list[tuple[str, str]]:
        return [
            (dag_id, str(run["dag_run_id"]))
            for dag_id in dag_ids
            for run in self.api.runs(dag_id)
            if run["state"] not in ENDED
        ]

    def follow(self, dag_id: str, run_id: str, label: str) -> FinishedRun:
        """Until the run has ended. Raises ServiceError where it does not."""
        started = said = time.monotonic()
        shown, due = 0, 0.0
        tasks: list[dict[str, Any]] = []
        with self._bar() as bar:
            line = bar.add_task(f"{label} {dag_id}", total=None)
            while time.monotonic() < started + self.longest:
                self.check()
                try:
                    state = self.api.get(f"/dags/{dag_id}/dagRuns/{run_id}")["state"]
                    asked = time.monotonic()
                    if state in ENDED or asked >= due:
                        tasks = self.api.tasks(dag_id, run_id)
                        due = asked + (time.monotonic() - asked) / TASKS_SHARE
                except NoAnswerError:
                    self.pause.wait(POLL_SECONDS)
                    continue
                over = sum(task["state"] in OVER for task in tasks)
                bar.update(line, completed=over, total=len(tasks) or None)
                if state in ENDED:
                    break
                if shown < over and said + LINE_SECONDS <= time.monotonic():
                    self._say(label, dag_id, tasks, shown)
                    shown, said = over, time.monotonic()
                self.pause.wait(POLL_SECONDS)
            else:
                raise ServiceError(f"{dag_id} {run_id} did not end within {self.longest:.0f} s")
        seconds = time.monotonic() - started
        counts = Counter(str(task["state"]) for task in tasks)
        each = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
        self.console.print(f"{label} {dag_id:18} {state:8} {seconds:6.1f} s  tasks: {each}")
        failures = tuple(
            f"{dag_id} {run_id} {task['task_id']} {task.get('rendered_map_index') or ''}: failed"
            for task in tasks
            if task["state"] == "failed"
        )
        return FinishedRun(dag_id, run_id, state == "success", seconds, counts, failures)

    def _say(self, label: str, dag_id: str, tasks: Sequence[dict[str, Any]], shown: int) -> None:
        """The tasks that have ended, and the last of them by name."""
        if self.console.is_terminal:
            return
        over = sorted(
            (task for task in tasks if task["state"] in OVER), key=lambda t: str(t.get("end_date"))
        )
        names = [str(t.get("rendered_map_index") or t["task_id"]) for t in over[shown:]]
        last = "，".join(names[-MOST_NAMES:])
        self.console.print(f"{label} {dag_id:18} {len(over)} of {len(tasks)}: {last}", markup=False)

    def _bar(self) -> Progress:
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
