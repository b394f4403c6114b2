"""The demo's services together: PostgreSQL, mail sink, sandbox web, Airflow."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from repostwatch.base.clock import iso
from repostwatch.services.airflow import PORT, Airflow
from repostwatch.services.celery import celery_settings, start_redis, start_worker
from repostwatch.services.mailsink import mail_sink
from repostwatch.services.postgres import PostgresServer, embedded
from repostwatch.services.processes import Processes, processes
from repostwatch.services.shell import write_env
from repostwatch.services.web import SEED, SandboxWeb, start_sandbox
from repostwatch.settings import Settings
from repostwatch.store.schema import upgrade_schema

PRODUCT, METADATA = "repostwatch", "airflow"
# Folders of a demo's sandbox; evidence and reports belong to it, too.
SANDBOX_FOLDERS = ("sandbox", "mail", "reports", "evidence", "known")

# The sandbox answers in milliseconds or never, and needs no politeness.
FAST_SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "crawl": {
        "total_seconds": 3.0,
        "connect_seconds": 1.0,
        "retry_seconds": 0.1,
        "gap_seconds": 0.0,
        # Its pages are our own, and many a container gives Chromium no user namespaces.
        "chromium_sandbox": False,
        "backoff_seconds": 0.1,
        "backoff_max_seconds": 0.2,
    },
    "schedule": {"timed": False, "retries": 1, "retry_seconds": 1.0},
    "reporting": {"recipients": ["officer@repostwatch.localhost"]},
}


@dataclass(frozen=True, slots=True)
class Services:
    """The running services: database, mail sink and sandbox web, with settings to use them.

    `stood` is the sandbox's clock at the end of an earlier run.
    """

    settings: Settings
    server: PostgresServer
    database: str
    smtp: str
    web: SandboxWeb
    mail: Path
    family: Processes
    stood: datetime | None


@dataclass(frozen=True, slots=True)
class Stack:
    """The services and Airflow."""

    services: Services
    airflow: Airflow

    @property
    def settings(self) -> Settings:
        return self.services.settings

    @property
    def login(self) -> str:
        """Airflow's address, and a line for each user."""
        users = (f"user {one.name}  password {one.password}" for one in self.airflow.accounts)
        return f"{self.airflow.url}  " + "\n  ".join(users)


@contextmanager
def start_stack(
    settings: Settings,
    say: Callable[[str], None],
    *,
    fresh: bool = False,
    portals: int | None = None,
    unlisted: bool = True,
    workers: int = 0,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Stack]:
    """Start everything under `settings.var_dir`, end everything on the way out.

    With `workers`, tasks run in so many of Celery's, each with a folder of its own below it; `more`
    goes before what Airflow is told else.

    Raises ServiceError or DatabaseError.
    """
    with start_services(settings, say, fresh=fresh, portals=portals, unlisted=unlisted) as running:
        var = running.settings.var_dir
        variables = environment(running.settings, running.database, running.smtp)
        if workers:
            variables |= celery_settings(start_redis(var / "redis", running.family))
        database = running.server.url(METADATA)
        airflow = Airflow(var / "airflow", database, running.family, {**variables, **more})
        if airflow.port != PORT:
            say(f"port {PORT} is taken, Airflow uses {airflow.port}")
        say("Airflow starts …")
        airflow.start()
        for number in range(1, workers + 1):
            start_worker(airflow, f"worker-{number}", var / f"worker-{number}")
        say(f"Airflow runs: {airflow.url}")
        own = {"REPOSTWATCH_DB": running.database, "REPOSTWATCH_SMTP": running.smtp}
        path = write_env(var / "env", {**airflow.variables, **own})
        say(f"a shell beside it begins with:  . {path}")
        yield Stack(running, airflow)


@contextmanager
def start_services(
    settings: Settings,
    say: Callable[[str], None],
    *,
    fresh: bool = False,
    seed: int = SEED,
    portals: int | None = None,
    unlisted: bool = False,
) -> Iterator[Services]:
    """Everything but Airflow; `unlisted`: a new sandbox's registry names half of the list pages.

    Raises ServiceError or DatabaseError.
    """
    var = settings.var_dir.absolute()
    with ExitStack() as stack:
        family = stack.enter_context(processes(var / "run"))
        if fresh:
            for name in SANDBOX_FOLDERS:
                shutil.rmtree(var / name, ignore_errors=True)
        server = stack.enter_context(embedded(var / "postgres"))
        if fresh:
            server.drop(PRODUCT)
        database = server.url(PRODUCT)
        upgrade_schema(database)
        smtp = stack.enter_context(mail_sink(var / "mail"))
        say(f"PostgreSQL in {var / 'postgres'}, mail arrives in {var / 'mail'}")
        (var / "sandbox").mkdir(exist_ok=True)
        web, stood = start_sandbox(
            var / "sandbox", family, seed=seed, portals=portals, unlisted=unlisted
        )
        say(f"sandbox web with {len(web.scans)} days to look at, control at {web.control}")
        ours = _settings(settings, database, smtp, web)
        yield Services(ours, server, database, smtp, web, var / "mail", family, stood)


def environment(settings: Settings, database: str, smtp: str) -> dict[str, str]:
    """The environment of the tasks: Airflow connections, and settings."""
    variables = {
        "AIRFLOW_CONN_REPOSTWATCH_DB": database,
        "AIRFLOW_CONN_REPOSTWATCH_SMTP": smtp,
        "REPOSTWATCH_ALLOW_LOOPBACK": "1",
        "REPOSTWATCH_VAR_DIR": str(settings.var_dir),
        "REPOSTWATCH_CLOCK_FILE": str(settings.clock_file),
        "REPOSTWATCH_PORTALS": str(settings.portals),
        "REPOSTWATCH_SOURCES": json.dumps(settings.sources),
    }
    if settings.duties.since is not None:
        variables["REPOSTWATCH_DUTIES__SINCE"] = iso(settings.duties.since)
    for section, values in FAST_SETTINGS.items():
        for name, value in values.items():
            variables[f"REPOSTWATCH_{section}__{name}".upper()] = (
                json.dumps(value) if isinstance(value, list) else str(value)
            )
    return variables


def _settings(settings: Settings, database: str, smtp: str, web: SandboxWeb) -> Settings:
    """The same settings for this process, which prints the results of the tasks."""
    sections = {
        name: getattr(settings, name).model_copy(update=dict(values))
        for name, values in FAST_SETTINGS.items()
    }
    return settings.model_copy(
        update={
            **sections,
            "db": database,
            "smtp": smtp,
            "allow_loopback": True,
            "var_dir": settings.var_dir.absolute(),
            "clock_file": web.clock_file,
            "portals": web.folder / "portals.csv",
            "sources": web.sources,
            "duties": settings.duties.model_copy(update={"since": web.since}),
        }
    )
