"""The registry is taken in every hour, whatever becomes of the releases and of the scans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException

from repostwatch.store import portals
from repostwatch.store.database import Connection

HEADER = "portal_id,name,level,home_url,column_urls,site_code\n"
LINE = "{0},{0}部,department,https://{0}.example.cn/,,\n"


def listed(conn: Connection) -> list[str]:
    return [one.portal_id for one in portals.load(conn)]


def test_an_edit_of_the_registry_is_taken_in(
    bag: Any,
    conn: Connection,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registry = tmp_path / "portals.csv"
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", database_url)
    monkeypatch.setenv("REPOSTWATCH_PORTALS", str(registry))
    register = bag.dags["ingest_releases"].get_task("register").python_callable
    registry.write_text(HEADER + LINE.format("a") + LINE.format("b"))
    register()
    assert listed(conn) == ["a", "b"]
    registry.write_text(HEADER + LINE.format("b") + LINE.format("c"))
    register()
    assert listed(conn) == ["b", "c"]
    registry.write_text(HEADER)
    with pytest.raises(AirflowFailException, match="lists no portal"):
        register()
    assert listed(conn) == ["b", "c"]
