"""Airflow's REST API, the few calls that the demo makes."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any, cast
from urllib.parse import urlencode

from repostwatch.base.errors import ServiceError

TIMEOUT_SECONDS = 60
ENDED = frozenset({"success", "failed"})


class NoAnswerError(ServiceError):
    """Nobody answered in time, as where a machine is busy: it may be asked again."""


class Api:
    """A client of one Airflow on loopback, logged in when first needed. Raises ServiceError."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url, self.user, self.password = url, user, password
        self.token = ""
        # The environment's proxies are for the world outside.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def healthy(self) -> bool:
        """Whether the database and all four processes answer."""
        try:
            found = self._call("GET", "/api/v2/monitor/health", anonymous=True)
        except ServiceError:
            return False
        parts = ("metadatabase", "scheduler", "triggerer", "dag_processor")
        return all(found.get(part, {}).get("status") == "healthy" for part in parts)

    def dags(self) -> set[str]:
        return {dag["dag_id"] for dag in self.get("/dags", limit=100)["dags"]}

    def import_errors(self) -> list[str]:
        found = self.get("/importErrors", limit=20)["import_errors"]
        return [f"{error['filename']}: {error['stack_trace']}" for error in found]

    def put_pool(self, name: str, slots: int, description: str) -> None:
        pool = {"slots": slots, "description": description, "include_deferred": False}
        known = {found["name"] for found in self.get("/pools", limit=100)["pools"]}
        if name in known:
            self._call("PATCH", f"/api/v2/pools/{name}", {**pool, "pool": name})
        else:
            self._call("POST", "/api/v2/pools", {**pool, "name": name})

    def unpause(self, dag_id: str) -> None:
        self._call("PATCH", f"/api/v2/dags/{dag_id}?update_mask=is_paused", {"is_paused": False})

    def pause(self, dag_id: str) -> None:
        self._call("PATCH", f"/api/v2/dags/{dag_id}?update_mask=is_paused", {"is_paused": True})

    def trigger(self, dag_id: str, conf: dict[str, Any]) -> str:
        """Start a run by hand; its id."""
        body = {"logical_date": None, "conf": conf}
        return str(self._call("POST", f"/api/v2/dags/{dag_id}/dagRuns", body)["dag_run_id"])

    def runs(self, dag_id: str) -> list[dict[str, Any]]:
        """The newest runs first."""
        found = self.get(f"/dags/{dag_id}/dagRuns", limit=50, order_by="-run_after")
        return cast("list[dict[str, Any]]", found["dag_runs"])

    def tasks(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        """Every task of a run, mapped ones included."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.get(
                f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances", limit=100, offset=len(found)
            )
            found += page["task_instances"]
            if len(found) >= page["total_entries"] or not page["task_instances"]:
                return found

    def value(self, dag_id: str, run_id: str, task_id: str) -> Any:
        """What a task returned."""
        path = f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/xcomEntries/return_value"
        return self.get(path)["value"]

    def get(self, path: str, **query: object) -> dict[str, Any]:
        return self._call("GET", f"/api/v2{path}" + (f"?{urlencode(query)}" if query else ""))

    def _call(
        self, method: str, path: str, body: object = None, *, anonymous: bool = False
    ) -> dict[str, Any]:
        if not anonymous and not self.token:
            login = {"username": self.user, "password": self.password}
            self.token = self._call("POST", "/auth/token", login, anonymous=True)["access_token"]
        headers = {"Content-Type": "application/json"}
        if not anonymous:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(  # noqa: S310  our own loopback address
            self.url + path,
            data=None if body is None else json.dumps(body).encode(),
            headers=headers,
            method=method,
        )
        try:
            with self.opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return cast("dict[str, Any]", json.loads(answer.read() or b"{}"))
        except urllib.error.HTTPError as error:
            with error:
                answer = error.read().decode(errors="replace")[:500]
            raise ServiceError(
                f"Airflow answered {error.code} to {method} {path}: {answer}"
            ) from error
        except OSError as error:
            raise NoAnswerError(
                f"Airflow at {self.url} did not answer {method} {path}: {error}"
            ) from error
