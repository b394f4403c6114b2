"""Airflow's own metrics arrive by OTLP under the names that the dashboard draws.

A real scheduler with the settings of docs/operations.md; the receiver is a server on loopback that
takes the messages apart by OpenTelemetry's own types.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)

from tests.test_dashboard import USED

pytestmark = pytest.mark.system
ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:9090/api/v1/otlp"
# What a scheduler says of itself; the others are those of other processes, or of a fault.
OF_OTHERS = re.compile("_(dag_processor|triggerer)_heartbeat|_import_errors|_heartbeats_killed")


class Receiver:
    """`taken`: name → the labels with which it came; `paths` that were asked for."""

    def __init__(self) -> None:
        self.taken: dict[str, set[str]] = {}
        self.paths: set[str] = set()

    def take(self, path: str, body: bytes) -> None:
        self.paths.add(path)
        message = ExportMetricsServiceRequest.FromString(body)
        for resource in message.resource_metrics:
            for scope in resource.scope_metrics:
                for metric in scope.metrics:
                    kind = metric.WhichOneof("data")
                    ends = "_total" if kind == "sum" else ""
                    name = re.sub(r"\W", "_", metric.name) + ends
                    for point in getattr(metric, kind).data_points:
                        keys = {one.key for one in point.attributes}
                        self.taken.setdefault(name, set()).update(keys)


@pytest.fixture
def receiver() -> Iterator[tuple[str, Receiver]]:
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            found.take(self.path, body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", found
        finally:
            server.shutdown()


def test_what_the_dashboard_draws_arrives(receiver: tuple[str, Receiver], tmp_path: Path) -> None:
    address, found = receiver
    said = dict(re.findall(r"^ *((?:AIRFLOW__METRICS|OTEL)_\w+)=(\S+)$", PAGE, re.MULTILINE))
    assert said["OTEL_EXPORTER_OTLP_ENDPOINT"] == ADDRESS
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")},
        **said,
        "OTEL_EXPORTER_OTLP_ENDPOINT": address + "/api/v1/otlp",
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(tmp_path),
        "AIRFLOW__SCHEDULER__POOL_METRICS_INTERVAL": "0.2",
        "AIRFLOW__SCHEDULER__DAGRUN_METRICS_INTERVAL": "0.2",
        "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "1",
        "NO_PROXY": "127.0.0.1",
    }
    for command in (["db", "migrate"], ["scheduler", "--skip-serve-logs", "--num-runs", "8"]):
        done = subprocess.run(
            [sys.executable, "-m", "airflow", *command],
            env=environment, capture_output=True, text=True, check=False, timeout=240,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert found.paths == {"/api/v1/otlp/v1/metrics"}
    drawn = {name for name in USED if name.startswith("airflow_") and not OF_OTHERS.search(name)}
    assert len(drawn) > 7
    assert drawn <= found.taken.keys()
    assert all("pool_name" in found.taken[one] for one in drawn if "airflow_pool_" in one)
