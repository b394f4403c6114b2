"""How PostgreSQL carries out the queries of each page: their number, their time, and the plan of
the slowest, as the server itself tells while the page is asked for (`auto_explain`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import psycopg

MESSAGE = re.compile(r"duration: (?P<ms>[\d.]+) ms +plan:\s*Query Text:(?P<rest>.*)", re.DOTALL)
# Where a plan begins after the text of its query: the first line with its costs.
PLAN = re.compile(r"^.*\(cost=", re.MULTILINE)
SETTINGS = (
    "LOAD 'auto_explain'",
    "SET auto_explain.log_min_duration = 0",
    "SET auto_explain.log_analyze = on",
    "SET auto_explain.log_buffers = on",
    "SET client_min_messages = log",
)


@dataclass
class Plans:
    """The plans of the statements that ran, each with its milliseconds."""

    found: list[tuple[float, str]] = field(default_factory=list)

    def note(self, said: psycopg.errors.Diagnostic) -> None:
        found = MESSAGE.match(said.message_primary or "")
        if found:
            begin = PLAN.search(found["rest"])
            plan = found["rest"][begin.start() :] if begin else ""
            self.found.append((float(found["ms"]), plan.rstrip()))

    def show(self, page: str) -> None:
        if not self.found:
            return
        total = sum(spent for spent, _ in self.found)
        slowest, plan = max(self.found)
        print(f"\n{page}: {len(self.found)} statements, {total:.0f} ms in the database; the")
        print(f"slowest, {slowest:.0f} ms:\n\n{plan}")
        self.found.clear()


@contextmanager
def explained() -> Iterator[Plans]:
    """Every connection that is opened inside tells the plans of its statements."""
    plans, connect = Plans(), psycopg.connect

    def telling(*args: Any, **values: Any) -> Any:
        conn = connect(*args, **values)
        for statement in SETTINGS:
            conn.execute(statement)
        conn.add_notice_handler(plans.note)
        return conn

    with mock.patch.object(psycopg, "connect", telling):
        yield plans
