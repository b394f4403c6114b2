"""
### 采集发布信息 · ingest_releases

Reads the push feed and the policy list of www.gov.cn, merges the addresses of one policy into one
release, and completes a bare date by the article's own `firstpublishedtime`.

- **Runs** every hour, and wakes `scan_portals`.
- **Form**: `sources` takes other addresses or files (RSS, Atom, JSON, CSV).
- **Twice does no harm**: a release that has not changed is not written again.
- **Fails** where nothing can be read; a source that fails beside others is named in the log.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from airflow.sdk import CronTriggerTimetable, Param, dag, get_current_context, task

from repostwatch import pipeline
from wiring import FETCH_POOL, RELEASES, TIMEZONE, settings

log = logging.getLogger(__name__)


@dag(
    doc_md=__doc__,
    schedule=CronTriggerTimetable("5 * * * *", timezone=TIMEZONE),
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001  Airflow reads it in the timetable's zone
    catchup=False,
    max_active_runs=1,
    tags=["repostwatch"],
    params={
        "sources": Param(
            default=[],
            type="array",
            items={"type": "string"},
            title="来源",
            description="地址或文件，每行一个；留空则用设置中的来源",
        )
    },
)
def ingest_releases() -> None:
    @task(outlets=[RELEASES], pool=FETCH_POOL, retries=3, retry_delay=timedelta(minutes=2))
    def ingest() -> dict[str, Any]:
        configured = settings()
        with pipeline.open_store(configured) as conn:
            done = pipeline.ingest(conn, configured, get_current_context()["params"]["sources"])
        for problem in done.problems:
            log.warning("%s", problem)
        log.info("%s", done.line)
        return done.counts

    ingest()


ingest_releases()
