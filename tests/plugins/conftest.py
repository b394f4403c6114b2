"""A real Airflow API server with the plugin, over a real product database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from socket import socket

import psutil
import pytest

from repostwatch.services.postgres import PostgresServer
from repostwatch.services.processes import end
from repostwatch.store.database import Connection, connect
from repostwatch.store.schema import upgrade_schema
from tests.plugins.plugin_world import kept, live

ROOT = Path(__file__).resolve().parents[2]
# A guest may look; a decider may also start what decides, an operator besides change Airflow.
USERS = {"officer": "admin", "guest": "viewer", "decider": "user", "operator": "op"}
DATABASE = "pages"
READY_SECONDS = 240
METRICS_TOKEN = "a token of a test"


# What a page says where somebody was quicker, or where it was done before.
CONFLICTS = "已经改变", "没有可以撤销的"


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def refused(self) -> bool:
        """Whether the page came again with what is wrong: as any page where the form was filled in
        wrongly, with 409 where something stood against a form that was right."""
        quicker = any(one in self.text for one in CONFLICTS)
        return 'id="refused"' in self.text and self.status == (409 if quicker else 200)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        """A redirect is an answer to look at."""


class Ui:
    """The server as a client sees it. `user` logs in; nobody is a stranger."""

    def __init__(self, url: str, database: str, var: Path, environment: dict[str, str]) -> None:
        self.url, self.database, self.var = url, database, var
        self.environment = environment
        self.opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
        self.tokens: dict[str, str] = {}

    def get(self, path: str, user: str | None = "officer") -> Answer:
        return self._ask(urllib.request.Request(f"{self.url}/repostwatch{path}"), user)

    def scrape(self, **headers: str) -> Answer:
        """The page of metrics as a collector asks for it."""
        address = f"{self.url}/repostwatch/metrics"
        return self._ask(urllib.request.Request(address, headers=headers), None)

    def post(
        self,
        fields: Mapping[str, str | list[str]],
        user: str | None = "officer",
        path: str = "/decide",
    ) -> Answer:
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        return self._ask(urllib.request.Request(f"{self.url}/repostwatch{path}", body), user)

    def upload(
        self,
        path: str,
        fields: Mapping[str, str],
        file: tuple[str, bytes],
        user: str = "officer",
        called: str = "a.csv",
    ) -> Answer:
        """A form with a file: the name of its field, and its bytes; `called` nothing where none was
        chosen."""
        edge, (name, data) = "an-edge-between-parts", file
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{value}\r\n'
            for one, value in fields.items()
        ]
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="{called}"\r\n\r\n'
        )
        body = "".join(parts).encode() + data + f"\r\n--{edge}--\r\n".encode()
        request = urllib.request.Request(f"{self.url}/repostwatch{path}", body)
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
        return self._ask(request, user)

    def token(self, user: str) -> str:
        """Airflow's own token of a user."""
        if user not in self.tokens:
            login = json.dumps({"username": user, "password": f"{user}-pw"}).encode()
            request = urllib.request.Request(f"{self.url}/auth/token", login)
            request.add_header("Content-Type", "application/json")
            self.tokens[user] = json.loads(self._ask(request, None).text)["access_token"]
        return self.tokens[user]

    def _ask(self, request: urllib.request.Request, user: str | None) -> Answer:
        if user is not None:
            request.add_header("Cookie", f"_token={self.token(user)}")
        try:
            answer: HTTPResponse = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode(), dict(error.headers.items()))
        with answer:
            return Answer(answer.status, answer.read().decode(), dict(answer.headers.items()))


@pytest.fixture(scope="session")
def server(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    home = tmp_path_factory.mktemp("airflow")
    database = postgres.url(DATABASE)
    upgrade_schema(database)
    (home / "passwords.json").write_text(json.dumps({user: f"{user}-pw" for user in USERS}))
    users = ",".join(f"{user}:{role}" for user, role in USERS.items())
    more = {
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": users,
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(home / "passwords.json"),
    }
    with served(home, database, more) as ui:
        yield ui


@contextmanager
def served(
    home: Path, database: str, more: Mapping[str, str], python: str = sys.executable
) -> Iterator[Ui]:
    """Airflow's API server with the plugin, whose logins are those of `more`."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")},
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": url,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API__SECRET_KEY": "secret of a test " * 4,
        "AIRFLOW__API_AUTH__JWT_SECRET": "another secret of a test " * 4,
        "AIRFLOW_CONN_REPOSTWATCH_DB": database,
        "NO_PROXY": "127.0.0.1",
        "REPOSTWATCH_VAR_DIR": str(home / "var"),
        "REPOSTWATCH_WATCH__METRICS_TOKEN": METRICS_TOKEN,
        **more,
    }
    log = home / "server.log"
    with log.open("wb") as out:
        migrate = [python, "-m", "airflow", "db", "migrate"]
        subprocess.run(migrate, env=environment, stdout=out, stderr=out, check=True)
        command = [python, "-m", "airflow", "api-server"]
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            ui = Ui(url, database, home / "var", environment)
            _wait(ui, process, log)
            yield ui
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)
            end(_family(process.pid))
            process.wait()


def _wait(ui: Ui, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            if ui.get("/style.css", None).status == 200:
                return
        time.sleep(0.3)
    pytest.fail(f"the API server did not start:\n{log.read_text()[-3000:]}")


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
    except psutil.NoSuchProcess:
        return []
    return [process, *process.children(recursive=True)]


@pytest.fixture(scope="session")
def dags(server: Ui) -> None:
    """Airflow knows the DAGs; nothing runs them here."""
    command = [sys.executable, "-m", "airflow", "dags", "reserialize"]
    subprocess.run(command, env=server.environment, check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="session")
def again(server: Ui) -> str:
    return lived(server)


def lived(server: Ui) -> str:
    """Live through the world of plugin_world.py; the statements that make it again."""
    with connect(server.database) as conn:
        live(conn, server.database)
        return kept(conn)


@pytest.fixture
def ui(server: Ui, again: str) -> Ui:
    """The server over a fresh world."""
    begin(server, again)
    return server


def begin(server: Ui, again: str) -> None:
    with connect(server.database) as conn:
        conn.execute(again.encode())


@pytest.fixture
def store_of_ui(ui: Ui) -> Iterator[Connection]:
    with connect(ui.database) as conn:
        yield conn
