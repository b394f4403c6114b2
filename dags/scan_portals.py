"""
### 扫描门户网站 · scan_portals

Fetches and reads every portal's homepage and policy columns, one mapped task per portal; the task
carries the portal's name.

- **Runs** when `ingest_releases` has finished, and wakes `judge_reposts`.
- **Form**: `portals` narrows to ids or levels; `portals_per_task` puts several into one task.
- **Twice does no harm**: every run is one more observation.
- **A portal that cannot be seen** is recorded with its outcome and never holds up the others. A
  passing failure (time-out, refused, reset) is tried again; then, like a lasting one (blocked, not
  found), its task is marked *skipped* and says why in its log and in its name.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from airflow.sdk import Param, TriggerRule, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowException, AirflowSkipException

from repostwatch import pipeline
from wiring import FETCH_POOL, PORTALS_HELP, RELEASES, SCANS, settings

log = logging.getLogger(__name__)


@dag(
    doc_md=__doc__,
    schedule=[RELEASES],
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001  no timetable reads it
    catchup=False,
    max_active_runs=1,
    tags=["repostwatch"],
    params={
        "portals": Param(
            default=[],
            type="array",
            items={"type": "string"},
            title="门户",
            description=PORTALS_HELP,
        ),
        "portals_per_task": Param(
            default=1,
            type="integer",
            minimum=1,
            maximum=500,
            title="每个任务的门户数",
            description="登记的门户超过几百个时调大",
        ),
    },
)
def scan_portals() -> None:
    @task
    def portals_to_scan() -> list[dict[str, Any]]:
        params = get_current_context()["params"]
        configured = settings()
        with pipeline.open_store(configured) as conn:
            wanted = pipeline.select_portals(conn, configured, params["portals"])
        size = params["portals_per_task"]
        parts = [wanted[start : start + size] for start in range(0, len(wanted), size)]
        return [
            {"ids": [portal_id for portal_id, _ in part], "name": _name(part)} for part in parts
        ]

    @task(
        map_index_template="{{ portal }}",
        pool=FETCH_POOL,
        retries=2,
        retry_delay=timedelta(minutes=3),
    )
    def scan_portal(batch: dict[str, Any]) -> dict[str, int]:
        context = get_current_context()
        context["portal"] = batch["name"]  # type: ignore[typeddict-unknown-key]  read by the template
        configured = settings()
        with pipeline.open_store(configured) as conn:
            scanned = pipeline.scan(conn, configured, batch["ids"], context["run_id"])
        for one in scanned:
            log.info("%s", one.line)
        unseen = [one for one in scanned if not one.complete]
        if len(unseen) == len(scanned):
            lines = "；".join(one.line for one in unseen)
            context["portal"] = f"{batch['name']} ✗"  # type: ignore[typeddict-unknown-key]  the same
            task_instance = context["task_instance"]
            if all(one.passing for one in unseen) and (
                task_instance.try_number <= (task_instance.max_tries or 0)
            ):
                raise AirflowException(lines)
            raise AirflowSkipException(lines)
        return {"portals": len(scanned), "links": sum(one.links for one in scanned)}

    @task(outlets=[SCANS], trigger_rule=TriggerRule.NONE_FAILED)
    def scanned_all() -> None:
        log.info("扫描完成")

    scan_portal.expand(batch=portals_to_scan()) >> scanned_all()


def _name(part: list[tuple[str, str]]) -> str:
    first = part[0][1]
    return first if len(part) == 1 else f"{first}等{len(part)}个"


scan_portals()
