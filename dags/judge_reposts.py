"""
### 判定转载 · judge_reposts

Matches the links that were seen to the releases, reads the article pages that titles or dates leave
in doubt, and judges every duty and every homepage's column.

- **Runs** when `scan_portals` has finished.
- **Twice does no harm**: the same facts give the same verdicts, and only changes are written.
- **People's decisions** outlive every run; the machine's own result stays beside them.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from airflow.sdk import dag, task

from repostwatch import pipeline
from wiring import FETCH_POOL, SCANS, VERDICTS, settings

log = logging.getLogger(__name__)


@dag(
    doc_md=__doc__,
    schedule=[SCANS],
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001  no timetable reads it
    catchup=False,
    max_active_runs=1,
    tags=["repostwatch"],
)
def judge_reposts() -> None:
    @task(pool=FETCH_POOL, retries=2, retry_delay=timedelta(minutes=1))
    def match() -> dict[str, int]:
        configured = settings()
        with pipeline.open_store(configured) as conn:
            done = pipeline.match(conn, configured)
        log.info("%s", done.line)
        return done.counts

    @task(outlets=[VERDICTS], retries=2, retry_delay=timedelta(minutes=1))
    def judge() -> dict[str, int]:
        configured = settings()
        with pipeline.open_store(configured) as conn:
            done = pipeline.judge(conn, configured)
        log.info("%s", done.line)
        return done.counts

    match() >> judge()


judge_reposts()
