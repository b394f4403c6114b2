"""Airflow's four processes on this machine, on loopback only, with secrets of their own."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import threading
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from repostwatch.base.errors import ServiceError
from repostwatch.services.accounts import OWN, USERS, keep_accounts, named_users
from repostwatch.services.api import Api
from repostwatch.services.ports import free_port
from repostwatch.services.private import write_private
from repostwatch.services.processes import Processes

ROOT = Path(__file__).resolve().parents[3]
AIRFLOW = (sys.executable, "-m", "airflow")
PORT = 8080
PORT_TRIES, TAKEN = 3, "address already in use"
POOL = "portals"
# A portal's task waits for the network most of the time, but each needs some 150 MB.
POOL_SLOTS = 8
DAGS = (
    "ingest_releases",
    "discover_lists",
    "scan_portals",
    "judge_reposts",
    "daily_report",
    "early_warning",
    "quarterly_bulletin",
    "probe_portals",
    "spot_check",
    "watch_monitor",
)
COMPONENTS = ("api-server", "scheduler", "dag-processor", "triggerer")
# The scheduler's and the triggerer's log servers would listen on all interfaces; the API
# server reads the files themselves here.
FLAGS = {"scheduler": ("--skip-serve-logs",), "triggerer": ("--skip-serve-logs",)}
# A process that fails ends the wait at once; one that only starts slowly does not.
READY_SECONDS = 600
POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one installation: made once, kept in a file that only its owner reads."""

    password: str
    fernet: str
    jwt: str
    session: str

    @classmethod
    def of(cls, path: Path) -> Keys:
        if path.exists():
            return cls(**json.loads(path.read_text()))
        keys = cls(
            password=secrets.token_urlsafe(12),
            fernet=urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            jwt=secrets.token_urlsafe(48),
            session=secrets.token_urlsafe(48),
        )
        fields = {name: getattr(keys, name) for name in cls.__slots__}
        write_private(path, json.dumps(fields))
        return keys


class Airflow:
    """Airflow under `home`: its metadata in `database`, its tasks in `environment`."""

    def __init__(
        self,
        home: Path,
        database: str,
        family: Processes,
        environment: Mapping[str, str],
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.keys = Keys.of(home / "secrets.json")
        self.accounts = keep_accounts(
            home / "passwords.json", named_users(os.environ.get(USERS, "")), self.keys.password
        )
        self.family = family
        self._home, self._database, self._more = home, database, environment
        self._use(free_port(PORT))

    def _use(self, port: int) -> None:
        self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.variables = {**self._settings(self._home, self._database), **self._more}
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("AIRFLOW")},
            **self.variables,
        }
        self.api = Api(self.url, OWN, self.keys.password)

    def start(self) -> None:
        """Bring the metadata up to date and start the four; returns when DAGs can run.

        A server takes seconds until it listens: where another program takes its port meanwhile, all
        four start again on another.
        """
        self._run("migrate", "db", "migrate")
        for left in reversed(range(PORT_TRIES)):
            for component in COMPONENTS:
                self.start_one(component)
            try:
                self.wait_until_ready()
                break
            except ServiceError:
                if not left or not self._lost_its_port():
                    raise
            self.family.stop(*COMPONENTS, hard=True)
            self._use(free_port())
        self.api.put_pool(POOL, POOL_SLOTS, "Portals visited at once, over all runs")

    def _lost_its_port(self) -> bool:
        server = self.family.running["api-server"]
        return server.poll() is not None and TAKEN in self.family.tail("api-server")

    def start_one(self, component: str) -> None:
        command = [*AIRFLOW, component, *FLAGS.get(component, ())]
        self.family.start(component, command, self.environment)

    def wait_until_ready(self) -> None:
        """Until every process answers and all DAGs are known. Raises ServiceError."""
        pause, foreign_answer = threading.Event(), ""
        for _ in range(int(READY_SECONDS / POLL_SECONDS)):
            self.family.check()
            if self.api.healthy():
                try:
                    known = self.api.dags()
                except ServiceError as error:
                    # Another server took the port first; ours ends over it in a moment.
                    foreign_answer = f": {error}"
                else:
                    if known >= set(DAGS):
                        return
                    if broken := self.api.import_errors():
                        raise ServiceError("a DAG cannot be loaded:\n" + "\n".join(broken))
            pause.wait(POLL_SECONDS)
        raise ServiceError(
            f"Airflow was not ready after {READY_SECONDS} s{foreign_answer}; "
            f"see the logs in {self.family.folder}"
        )

    def _run(self, name: str, *arguments: str) -> None:
        log = self.family.folder / f"{name}.log"
        with log.open("wb") as file:
            done = subprocess.run(  # noqa: S603  our own interpreter
                [*AIRFLOW, *arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode:
            raise ServiceError(
                f"airflow {' '.join(arguments)} failed. Its log, {log}, ends with:\n"
                f"{self.family.tail(name)}"
            )

    def _settings(self, home: Path, database: str) -> dict[str, str]:
        return {
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
            "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": str(max(4, 2 * (os.cpu_count() or 1))),
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "AIRFLOW__CORE__DEFAULT_TIMEZONE": "Asia/Shanghai",
            "AIRFLOW__CORE__FERNET_KEY": self.keys.fernet,
            USERS: ",".join(f"{one.name}:{one.role}" for one in self.accounts),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database,
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__SECRET_KEY": self.keys.session,
            "AIRFLOW__API_AUTH__JWT_SECRET": self.keys.jwt,
            "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(home / "logs"),
            # DAG files do not change under a running demo; parsing them costs a core otherwise.
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "300",
            # How soon the tasks of a scheduler that was killed are taken up by the next one.
            "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "20",
            "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "20",
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
            "NO_PROXY": "127.0.0.1,localhost",
            "no_proxy": "127.0.0.1,localhost",
            "PYTHONWARNINGS": "ignore",
        }
