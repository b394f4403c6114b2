"""What a portal's task makes of a failure: try again, skip, or be content.

Real portals on loopback, a real database; the task's function is called as Airflow calls it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowSkipException

from repostwatch.model import Level, Portal
from repostwatch.store import portals
from repostwatch.store.database import Connection

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>某部</title></head><body>
<h2>国务院信息</h2><ul>{}</ul></body></html>"""
ROW = (
    '<li><a href="/art/2026/8/{0}/art_1_{0}.html">国务院关于第{0}件重要事项的意见</a>'
    "2026-08-{0}</li>"
)


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        host = self.headers["Host"].split(":")[0]
        if self.path == "/robots.txt":
            return self._say(404, "")
        if host == "127.0.0.2":
            return self._say(403, "<html><body>访问被拒绝</body></html>")
        oldest = 9 if self.path == "/list" else 23  # a homepage shows the newest of its list
        rows = "".join(ROW.format(day) for day in range(28, oldest, -1))
        if host == "127.0.0.4":
            rows = re.sub("2026-08-[0-9]+</li>", "</li>", rows).replace("/art/2026/8/", "/art/")
        return self._say(200, PAGE.format(rows))

    def _say(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("0.0.0.0", 0), _Site)  # all of 127/8
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def scan(
    bag: Any,
    conn: Connection,
    database_url: str,
    port: int,
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """The function of the mapped task, over portals that fare differently."""
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", database_url)
    monkeypatch.setenv("REPOSTWATCH_ALLOW_LOOPBACK", "1")
    monkeypatch.setenv("REPOSTWATCH_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("REPOSTWATCH_CRAWL__RETRY_SECONDS", "0.01")
    monkeypatch.setenv("REPOSTWATCH_CRAWL__GAP_SECONDS", "0")
    monkeypatch.setenv("REPOSTWATCH_CRAWL__BACKOFF_SECONDS", "0.01")
    # A TCP port of the reserved range that nobody listens on refuses at once.
    homes = {
        "open": f"http://127.0.0.1:{port}/",
        "undated": f"http://127.0.0.4:{port}/",
        "closed": f"http://127.0.0.2:{port}/",
        "down": "http://127.0.0.3:1/",
    }
    portals.save(
        conn,
        [
            Portal(name, f"{name}部", Level.DEPARTMENT, url, (f"{url}list",))
            for name, url in homes.items()
        ],
    )
    return bag.dags["scan_portals"].get_task("scan").python_callable


def attempt(scan: Any, *portal_ids: str, number: int = 1, run_id: str = "manual__1") -> Any:
    ti = SimpleNamespace(try_number=number, max_tries=2)
    return scan({"portals": list(portal_ids), "label": "x", "home": ""}, run_id=run_id, ti=ti)


def test_what_was_seen_is_counted(scan: Any, conn: Connection) -> None:
    assert attempt(scan, "open") == {"portals": 1, "complete": 1, "links": 24}
    row = conn.execute("SELECT run_id FROM scans").fetchone()
    assert row == {"run_id": "manual__1"}


def test_the_same_moment_again_belongs_to_the_run_that_looked_last(
    scan: Any, conn: Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """A sandbox's clock stands still: what a run scanned must be seen under its own name."""
    clock = tmp_path / "clock"
    clock.write_text("2026-08-29T08:00:00+08:00")
    monkeypatch.setenv("REPOSTWATCH_CLOCK_FILE", str(clock))
    attempt(scan, "open")
    attempt(scan, "open", run_id="manual__2")
    assert conn.execute("SELECT run_id FROM scans").fetchall() == [{"run_id": "manual__2"}]


def test_judging_is_woken_only_where_something_was_scanned(bag: Any, scan: Any) -> None:
    hand_on = bag.dags["scan_portals"].get_task("hand_on").python_callable
    with pytest.raises(AirflowSkipException, match="没有采集任何网站"):
        hand_on(run_id="manual__1")
    attempt(scan, "open")
    hand_on(run_id="manual__1")
    with pytest.raises(AirflowSkipException):
        hand_on(run_id="manual__2")


@pytest.mark.parametrize("number", [1, 2])
def test_a_failure_that_may_pass_is_tried_again(scan: Any, number: int) -> None:
    with pytest.raises(AirflowException, match="down部 拒绝连接") as raised:
        attempt(scan, "down", number=number)
    assert not isinstance(raised.value, AirflowSkipException)


def test_after_the_last_try_it_is_skipped_and_the_others_go_on(scan: Any) -> None:
    with pytest.raises(AirflowSkipException, match="down部 拒绝连接"):
        attempt(scan, "down", number=3)


def test_a_portal_that_turns_us_away_is_not_asked_again(scan: Any, conn: Connection) -> None:
    with pytest.raises(AirflowSkipException, match="closed部"):
        attempt(scan, "closed")
    row = conn.execute("SELECT count(*) AS scans FROM scans WHERE gap IS NOT NULL").fetchone()
    assert row == {"scans": 1}, "why it could not be seen is on record"


def test_one_that_can_be_seen_makes_a_batch_worth_keeping(scan: Any) -> None:
    assert attempt(scan, "open", "closed", "down")["complete"] == 1


def test_a_batch_with_a_lasting_failure_is_not_tried_again(scan: Any) -> None:
    with pytest.raises(AirflowSkipException):
        attempt(scan, "closed", "down")


def test_a_list_that_tells_too_little_is_skipped_with_the_reason(scan: Any) -> None:
    with pytest.raises(AirflowSkipException, match="没有可用的日期，无法确认覆盖范围"):
        attempt(scan, "undated")
