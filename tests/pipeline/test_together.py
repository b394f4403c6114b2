"""Several portals at once, each harmless to the others, whatever happens to one of them."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.contextvars import get_contextvars

from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.judging.alarms import alarms
from repostwatch.model import Level, Outcome, Portal, because
from repostwatch.model.alarms import MonitorFacts
from repostwatch.model.codes import VisitCode
from repostwatch.pipeline.crawling import gather_all
from repostwatch.pipeline.scan import scan_portals
from repostwatch.settings import Settings
from repostwatch.store import alarms as alarm_table
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import ScanRecord
from repostwatch.visiting.portal_visit import visit_portal
from repostwatch.visiting.visitor import PageResult, PortalVisitor
from repostwatch.visiting.watching import Watch

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
PORTALS = [Portal(name, f"第{name}", Level.CITY, f"http://127.0.0.1:9/{name}") for name in "abc"]


def test_one_failure_waits_until_the_others_are_done() -> None:
    done = []

    async def work(number: int) -> int:
        if number in (1, 3):
            raise ValueError(f"number {number}")
        await asyncio.sleep(0.01)
        done.append(number)
        return number

    with pytest.raises(ValueError, match="number 1"):
        asyncio.run(gather_all(work(number) for number in range(5)))
    assert done == [0, 2, 4]
    assert asyncio.run(gather_all(work(number) for number in (0, 2))) == [0, 2]


def test_stopping_stops_all() -> None:
    ended = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(1)

    async def run() -> None:
        await asyncio.wait_for(gather_all(work() for _ in range(3)), 0.05)

    with pytest.raises(TimeoutError):
        asyncio.run(run())
    assert len(ended) == 3


@pytest.mark.parametrize("where", ["look", "page"])
def test_a_mistake_at_one_portal_is_stored_as_such_and_the_others_are_scanned(
    where: str,
    conn: Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    portal_table.save(conn, PORTALS)
    page = PortalVisitor._page

    async def broken_look(
        visitor: PortalVisitor,
        horizon: datetime | None,
        run_id: str,
        on_page: Callable[[PageResult], None] | None = None,
        reposts: Collection[str] = (),
        watch: Watch | None = None,
    ) -> ScanRecord:
        if visitor.portal.portal_id == "b":
            raise KeyError("href")
        return await visit_portal(visitor, horizon, run_id, on_page, reposts, watch)

    async def broken_page(
        visitor: PortalVisitor, url: str, role: str, *, render: bool, given: Fetched | None
    ) -> PageResult:
        if visitor.portal.portal_id == "b":
            raise KeyError("href")
        return await page(visitor, url, role, render=render, given=given)

    if where == "look":
        monkeypatch.setattr(sys.modules["repostwatch.pipeline.scan"], "visit_portal", broken_look)
    else:
        monkeypatch.setattr(PortalVisitor, "_page", broken_page)
    settings = Settings(allow_loopback=True, var_dir=tmp_path).as_of(NOON)
    settings = settings.model_copy(
        update={"scan": settings.scan.model_copy(update={"readers": 0})}
    ).as_of(NOON)
    fields = []

    def noted(_: logging.LogRecord) -> bool:
        fields.append(get_contextvars())
        return True

    caplog.handler.addFilter(noted)
    with caplog.at_level(logging.ERROR):
        summaries = scan_portals(conn, settings)
    caplog.handler.removeFilter(noted)
    assert fields == [{"portal": "b"}]
    assert get_contextvars() == {}, "what comes after the scan is about no portal"
    assert [summary.portal_id for summary in summaries] == ["a", "b", "c"]
    rows = conn.execute("SELECT portal_id, home_outcome, home_reason FROM scans ORDER BY 1")
    outcomes = {row["portal_id"]: row["home_outcome"] for row in rows}
    assert outcomes == {
        "a": Outcome.REFUSED, "b": Outcome.INTERNAL_ERROR, "c": Outcome.REFUSED,
    }  # fmt: skip
    assert "KeyError" in caplog.text
    facts = alarm_table.portal_facts(conn, NOON, 5)
    raised = {
        one.alarm_id: one for one in alarms(MonitorFacts((), facts, NOON), NOON, settings.watch)
    }
    assert raised["internal"].about == ("b",)
    wrong = because(VisitCode.INTERNAL, error="KeyError")
    assert wrong in raised["internal"].reason.walk()
