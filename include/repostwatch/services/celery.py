"""Airflow's tasks in Celery: Redis hands them out, workers take them as processes of their own.

Redis is the machine's own (Debian: `apt-get install redis-server`): no wheel carries one.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

import redis

from repostwatch.base.errors import ServiceError
from repostwatch.services.airflow import AIRFLOW, Airflow
from repostwatch.services.ports import free_port
from repostwatch.services.private import write_private
from repostwatch.services.processes import Processes

PROGRAM = "redis-server"
QUEUES = "fetch,core"
# Tasks that a worker runs at once: they wait for the network most of the time.
CONCURRENCY = 4
READY_SECONDS = 60
POLL_SECONDS = 0.1
# A message that nobody confirmed for so long is handed out again. Longer than a task may run
# (schedule.task_seconds), and the one before it on the same worker: else it would run twice.
VISIBLE_SECONDS = 3 * 3600


def start_redis(folder: Path, family: Processes) -> str:
    """Redis on loopback, behind a password; its address. Raises ServiceError.

    It keeps nothing on the disk: what waited in it, Airflow hands out again.
    """
    if shutil.which(PROGRAM) is None:
        raise ServiceError(f"there is no {PROGRAM} here (Debian: apt-get install redis-server)")
    folder.mkdir(parents=True, exist_ok=True)
    port, password = free_port(), secrets.token_urlsafe(24)
    lines = (
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        'save ""',
        f"dir {folder}",
    )
    write_private(folder / "redis.conf", "\n".join(lines) + "\n")
    family.start(PROGRAM, [PROGRAM, str(folder / "redis.conf")], {})
    address = f"redis://:{password}@127.0.0.1:{port}/0"
    pause = threading.Event()
    with redis.Redis.from_url(address) as client:
        for _ in range(int(READY_SECONDS / POLL_SECONDS)):
            family.check()
            try:
                client.ping()
            except redis.ConnectionError:
                pause.wait(POLL_SECONDS)
            else:
                return address
    raise ServiceError(f"Redis was not ready after {READY_SECONDS} s: {family.tail(PROGRAM)}")


def celery_settings(broker: str) -> Mapping[str, str]:
    """What Airflow's processes have to be told."""
    return {
        "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
        "AIRFLOW__CELERY__BROKER_URL": broker,
        "AIRFLOW__CELERY__WORKER_CONCURRENCY": str(CONCURRENCY),
        "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT": str(VISIBLE_SECONDS),
    }


def start_worker(airflow: Airflow, name: str, var: Path) -> None:
    """A worker for all queues, with a folder of its own."""
    var.mkdir(parents=True, exist_ok=True)
    # Its log server would listen on all interfaces; the API server reads the files themselves.
    command = [*AIRFLOW, "celery", "worker", "--queues", QUEUES, "--celery-hostname", name]
    environment = {**airflow.environment, "REPOSTWATCH_VAR_DIR": str(var)}
    airflow.family.start(name, [*command, "--skip-serve-logs"], environment)
