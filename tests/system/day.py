"""A day that Airflow looked at, and what an operator does to its runs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from repostwatch.base.terminal import Terminal
from repostwatch.pipeline.scope import open_store
from repostwatch.services.follow import Follower
from repostwatch.services.stack import Stack

HISTORY = ("verdicts", "column_standings", "findings", "finding_openings")


@dataclass
class Day:
    """A day that was looked at: the run of each DAG, by its id."""

    stack: Stack
    runs: dict[str, str] = field(default_factory=dict)

    @property
    def api(self) -> Any:
        return self.stack.airflow.api

    @property
    def follower(self) -> Follower:
        return Follower(self.api, self.stack.airflow.family.check, Terminal(quiet=True))

    def known(self, dag_id: str) -> set[str]:
        return {run["dag_run_id"] for run in self.api.runs(dag_id)}

    def follow(self, dag_id: str, run_id: str) -> None:
        found = self.follower.follow(dag_id, run_id, "")
        assert found.succeeded, found.failures
        self.runs[dag_id] = run_id

    def woken(self, dag_id: str, known: set[str]) -> None:
        self.follow(dag_id, self.follower.woken(dag_id, known))

    def states(self, dag_id: str, **asked: object) -> dict[str, str]:
        """The state of each task of a run that was triggered by hand, once it has ended."""
        self.follow(dag_id, self.api.trigger(dag_id, asked))
        tasks = self.api.tasks(dag_id, self.runs[dag_id])
        return {one["task_id"]: one["state"] for one in tasks}

    def clear(self, dag_id: str, *tasks: str | tuple[str, int], downstream: bool = False) -> None:
        """As the button does, and to the end of the run that this takes up again."""
        run_id = self.runs[dag_id]
        body = {
            "dry_run": False, "dag_run_id": run_id, "only_failed": False,
            "include_downstream": downstream,
            "task_ids": [list(one) if isinstance(one, tuple) else one for one in tasks],
        }  # fmt: skip
        self.api._call("POST", f"/api/v2/dags/{dag_id}/clearTaskInstances", body)
        self.follow(dag_id, run_id)

    def tries(self, dag_id: str) -> dict[tuple[str, int], int]:
        """Task and its place among the mapped → how many tries it took so far."""
        return {
            (one["task_id"], one["map_index"]): one["try_number"]
            for one in self.api.tasks(dag_id, self.runs[dag_id])
        }

    def history(self) -> dict[str, list[dict[str, Any]]]:
        with open_store(self.stack.settings) as store:
            return {
                table: store.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
                for table in HISTORY
            }

    def logged(self, dag_id: str, task_id: str) -> list[dict[str, Any]]:
        """The lines of a task's logs."""
        logs = Path(self.stack.airflow.variables["AIRFLOW__LOGGING__BASE_LOG_FOLDER"])
        found = logs.glob(f"dag_id={dag_id}/run_id={self.runs[dag_id]}/task_id={task_id}/**/*.log")
        lines = (line for one in sorted(found) for line in one.read_text("utf-8").split("\n"))
        return [json.loads(line) for line in lines if line]

    def mails(self) -> int:
        return len(list(self.stack.services.mail.glob("*.eml")))
