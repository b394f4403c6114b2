"""What anybody may see without a login: whether the scheduler lives."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from repostwatch.model.steps import Step
from repostwatch.store import heartbeats
from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui


def test_an_outside_monitor_sees_without_a_login_whether_the_scheduler_lives(
    ui: Ui, store_of_ui: Connection
) -> None:
    store_of_ui.execute("TRUNCATE heartbeats")
    silent = ui.get("/alive", None)
    assert silent.status == 503
    assert json.loads(silent.text)["alive"] is False
    heartbeats.beat(store_of_ui, Step.WATCH, datetime.now(UTC))
    living = ui.get("/alive", None)
    assert living.status == 200
    said = json.loads(living.text)
    assert said.keys() == {"alive", "seconds"}
    assert said["alive"] is True
    assert said["seconds"].keys() == {"ingest", "scan", "judge", "watch"}
    assert all(age is None or isinstance(age, int) for age in said["seconds"].values())
