"""
### 日报 · daily_report

Makes the day's report and mails it: the two headline figures, what is late or missing with the
evidence, what could not be checked and why.

- **Runs** at 08:30 every day, Beijing time.
- **Form**: `day` reports another day; `dry_run` makes the files and sends nothing.
- **Twice does no harm**: the same facts of a day are one mail; changed facts are its next edition.
- **A refused mail** stays in the outbox; the task fails with the server's answer and is retried.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from airflow.sdk import CronTriggerTimetable, Param, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

from repostwatch import pipeline
from wiring import DAY_HELP, DRY_RUN_HELP, TIMEZONE, settings

log = logging.getLogger(__name__)


@dag(
    doc_md=__doc__,
    schedule=CronTriggerTimetable("30 8 * * *", timezone=TIMEZONE),
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001  Airflow reads it in the timetable's zone
    catchup=False,
    max_active_runs=1,
    tags=["repostwatch"],
    params={
        "day": Param(
            default=None, type=["null", "string"], format="date", title="日期", description=DAY_HELP
        ),
        "dry_run": Param(
            default=False, type="boolean", title="只生成不发送", description=DRY_RUN_HELP
        ),
    },
)
def daily_report() -> None:
    @task
    def make() -> int | None:
        params = get_current_context()["params"]
        configured = settings()
        with pipeline.open_store(configured) as conn:
            made = pipeline.report(
                conn,
                configured,
                date.fromisoformat(params["day"]) if params["day"] else None,
                dry_run=params["dry_run"],
            )
        log.info("%s\n%s", made.subject, made.html_path)
        return made.outbox_id

    @task(retries=4, retry_delay=timedelta(minutes=5))
    def send(outbox_id: int | None) -> str:
        if outbox_id is None:
            raise AirflowSkipException("只生成不发送")
        configured = settings()
        with pipeline.open_store(configured) as conn:
            done = pipeline.send(conn, configured, outbox_id)
        log.info("%s", done.line)
        return done.line

    send(make())


daily_report()
