"""The client and the follower, against a small server that answers as Airflow's API does.

The real one is followed in tests/system/test_demo.py; here are the answers that it seldom gives.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from repostwatch.base.errors import ServiceError
from repostwatch.base.terminal import Terminal
from repostwatch.services import follow
from repostwatch.services.api import Api
from repostwatch.services.follow import Follower

TASKS: list[dict[str, Any]] = [
    {"task_id": "portals", "state": "success"},
    {"task_id": "scan", "state": "failed", "rendered_map_index": "教育部"},
    {"task_id": "note", "state": "skipped", "rendered_map_index": None},
]


class Airflow(ThreadingHTTPServer):
    """`states` are the states that a run reports, one for each request; the last one repeats."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.states = ["success"]
        self.tasks = TASKS
        self.runs: list[list[str]] = [[]]
        self.asked: list[tuple[str, str, Any, str | None]] = []
        self.pools: set[str] = set()
        self.silent = 0


class Answer(BaseHTTPRequestHandler):
    server: Airflow

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PATCH = do_GET  # noqa: N815  http.server's names

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        path, _, query = self.path.partition("?")
        if self.server.silent and "/dagRuns" in path:
            self.server.silent -= 1
            self.close_connection = True
            return
        self.server.asked.append((self.command, self.path, body, self.headers["Authorization"]))
        status, value = self._value(path, dict(p.split("=") for p in query.split("&") if p), body)
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _value(self, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        server = self.server
        if path == "/auth/token":
            right = body == {"username": "admin", "password": "secret"}
            return (201, {"access_token": "token"}) if right else (401, {"detail": "Invalid"})
        if path == "/api/v2/monitor/health":
            parts = ("metadatabase", "scheduler", "triggerer", "dag_processor")
            return 200, {part: {"status": "healthy"} for part in parts}
        if self.headers["Authorization"] != "Bearer token":
            return 401, {"detail": "Not authenticated"}
        if path == "/api/v2/pools" and body is None:
            return 200, {"pools": [{"name": name} for name in sorted(server.pools)]}
        if path == "/api/v2/pools":
            server.pools.add(body["name"])
            return 201, body
        if path.startswith("/api/v2/pools/"):
            return 200, body
        return self._runs(path, query)

    def _runs(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        server = self.server
        if path.endswith("/taskInstances"):
            start, size = int(query["offset"]), int(query["limit"])
            shown = server.tasks[start : start + size]
            return 200, {"task_instances": shown, "total_entries": len(server.tasks)}
        if path.endswith("/dagRuns") and self.command == "POST":
            return 200, {"dag_run_id": "manual 1"}
        if path.endswith("/dagRuns"):
            runs = server.runs.pop(0) if len(server.runs) > 1 else server.runs[0]
            return 200, {"dag_runs": [{"dag_run_id": run} for run in runs]}
        if "/dagRuns/" in path:
            state = server.states.pop(0) if len(server.states) > 1 else server.states[0]
            return 200, {"state": state}
        return 404, {"detail": "no such thing"}


@pytest.fixture
def airflow() -> Iterator[Airflow]:
    with Airflow() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def api(airflow: Airflow) -> Api:
    return Api(f"http://127.0.0.1:{airflow.server_port}", "admin", "secret")


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def follower(api: Api, output: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> Follower:
    monkeypatch.setattr(follow, "POLL_SECONDS", 0.01)
    return Follower(api, lambda: None, Terminal(file=output, width=200))


def test_it_logs_in_once_and_when_needed(airflow: Airflow, api: Api) -> None:
    assert api.healthy()
    assert [path for _, path, _, _ in airflow.asked] == ["/api/v2/monitor/health"]
    api.runs("a")
    api.runs("b")
    assert [path for _, path, _, _ in airflow.asked].count("/auth/token") == 1


def test_a_wrong_password_is_said_without_it(airflow: Airflow) -> None:
    other_user = Api(f"http://127.0.0.1:{airflow.server_port}", "admin", "hunter2")
    with pytest.raises(ServiceError, match="401 to POST /auth/token") as said:
        other_user.dags()
    assert "hunter2" not in str(said.value)


def test_nobody_there_is_not_healthy(airflow: Airflow) -> None:
    gone = Api("http://127.0.0.1:9", "admin", "secret")
    assert not gone.healthy()


def test_a_trigger_has_no_logical_date(airflow: Airflow, api: Api) -> None:
    assert api.trigger("scan_portals", {"portals": ["moe"]}) == "manual 1"
    method, path, body, _ = airflow.asked[-1]
    assert (method, path) == ("POST", "/api/v2/dags/scan_portals/dagRuns")
    assert body == {"logical_date": None, "conf": {"portals": ["moe"]}}


def test_a_pool_is_made_or_changed(airflow: Airflow, api: Api) -> None:
    for slots in (8, 4):
        api.put_pool("portals", slots, "d")
    changes = [(m, b) for m, p, b, _ in airflow.asked if "pools" in p and b is not None]
    same = {"description": "d", "include_deferred": False}
    assert changes == [
        ("POST", {"name": "portals", "slots": 8, **same}),
        ("PATCH", {"pool": "portals", "slots": 4, **same}),  # a changed one is named differently
    ]


def test_all_tasks_of_a_long_run_are_read(airflow: Airflow, api: Api) -> None:
    airflow.tasks = [{"task_id": "scan", "state": "success", "n": n} for n in range(250)]
    assert [task["n"] for task in api.tasks("scan_portals", "r")] == list(range(250))


def test_a_run_is_followed_to_its_end(
    airflow: Airflow, follower: Follower, output: io.StringIO
) -> None:
    airflow.states = ["queued", "running", "running", "failed"]
    found = follower.follow("scan_portals", "r1", "9月9日")
    assert not found.succeeded
    assert found.tasks == {"success": 1, "failed": 1, "skipped": 1}
    assert found.failures == ("scan_portals r1 scan 教育部: failed",)
    assert "1 failed, 1 skipped, 1 success" in output.getvalue()
    assert airflow.states == ["failed"]


def test_all_tasks_of_a_run_are_asked_for_seldom(
    airflow: Airflow, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "POLL_SECONDS", 0.001)
    airflow.tasks = [*TASKS, *({"task_id": "scan", "state": "success"} for _ in range(400))]
    airflow.states = ["running"] * 40 + ["success"]
    run = follower.follow("scan_portals", "r", "")
    asked = [path for _, path, _, _ in airflow.asked if path.endswith("offset=0")]
    assert 1 < len(asked) < 20
    assert run.tasks.total() == 403


def test_a_run_without_end_is_an_error(airflow: Airflow, follower: Follower) -> None:
    follower.longest = 0.1
    airflow.states = ["running"]
    with pytest.raises(ServiceError, match="scan_portals r1 did not end"):
        follower.follow("scan_portals", "r1", "")


def test_the_run_that_an_asset_woke(airflow: Airflow, follower: Follower) -> None:
    airflow.runs = [["old"], ["old"], ["newest", "new", "old"]]
    assert follower.woken("scan_portals", {"old"}) == "new"  # the first of the fresh ones


def test_nobody_woke_it(
    airflow: Airflow, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "WAKE_SECONDS", 0.1)
    airflow.runs = [["old"]]
    with pytest.raises(ServiceError, match="scan_portals was not woken"):
        follower.woken("scan_portals", {"old"})


def test_a_process_that_ends_meanwhile_ends_the_wait(airflow: Airflow, api: Api) -> None:
    def check() -> None:
        raise ServiceError("scheduler ended")

    with pytest.raises(ServiceError, match="scheduler ended"):
        Follower(api, check, Terminal(file=io.StringIO())).follow("scan_portals", "r1", "")


def test_what_does_not_answer_in_time_is_asked_again(airflow: Airflow, follower: Follower) -> None:
    airflow.states, airflow.silent = ["running", "success"], 2
    assert follower.follow("scan_portals", "r", "").succeeded
    airflow.runs, airflow.silent = [["old"], ["new", "old"]], 2
    assert follower.woken("judge_reposts", {"old"}) == "new"
    assert airflow.silent == 0


def test_nobody_there_is_said_with_what_was_asked(airflow: Airflow, api: Api) -> None:
    api.runs("a")
    airflow.silent = 1
    with pytest.raises(ServiceError, match="did not answer GET /api/v2/dags/a/dagRuns"):
        api.runs("a")


def test_no_such_dag_says_what_was_asked(airflow: Airflow, api: Api) -> None:
    with pytest.raises(ServiceError, match="Airflow answered 404 to GET /api/v2/nothing"):
        api.get("/nothing")


def test_without_a_terminal_the_tasks_that_ended_are_named(
    airflow: Airflow, follower: Follower, output: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "LINE_SECONDS", 0.0)
    airflow.states = ["running", "running", "success"]
    follower.follow("scan_portals", "r", "label")
    first, *rest = output.getvalue().splitlines()
    assert "3 of 3" in first
    assert "教育部" in first
    assert len(rest) == 1, "nothing ended meanwhile: nothing is said again"
