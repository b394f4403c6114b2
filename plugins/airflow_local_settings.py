"""Airflow imports this first in each of its processes.

A task is a fork of the process that runs it: what that process has imported, its tasks need not
import again. Without it, importing is most of what a portal's task costs
(benchmarks/task_cost.py).
"""

from __future__ import annotations

import sys
from importlib import import_module

# Nothing here is a setting of Airflow's.
__all__: list[str] = []

# What the tasks import, and the forms of their DAGs.
STEPS = (
    "repostwatch.pipeline.bulletin",
    "repostwatch.pipeline.discover",
    "repostwatch.pipeline.discovery_run",
    "repostwatch.pipeline.early_warning",
    "repostwatch.pipeline.heartbeat",
    "repostwatch.pipeline.ingest",
    "repostwatch.pipeline.judge",
    "repostwatch.pipeline.log_lines",
    "repostwatch.pipeline.match",
    "repostwatch.pipeline.link_round",
    "repostwatch.pipeline.probe_round",
    "repostwatch.pipeline.refusal",
    "repostwatch.pipeline.report",
    "repostwatch.pipeline.report_day",
    "repostwatch.pipeline.report_mail",
    "repostwatch.pipeline.scan",
    "repostwatch.pipeline.scope",
    "repostwatch.pipeline.spot_check",
    "repostwatch.pipeline.tidy",
    "repostwatch.pipeline.watch",
    "repostwatch.pipeline.wider",
    "repostwatch.queries.release_choices",
)
# Airflow's commands that start tasks.
RUNS_TASKS = ("scheduler", "celery")


def load_steps() -> None:
    for name in STEPS:
        import_module(name)


if sys.argv[1:2] and sys.argv[1] in RUNS_TASKS:
    load_steps()
