"""
### 日报 · the mail of the day

Makes the daily report (HTML, with its attachments) and mails it once.

**When**: 8:30 in the morning, Beijing time.

**By hand**: `day` makes the report under another day's date; it tells what is known by now, and
says so in its subject and first lines. `dry_run` makes it without mailing it. The
same facts of the same day are never mailed twice; changed facts are the day's next edition.

**Before the first scan** there is nothing to tell: the report is made, and nothing is mailed.

`tidy` removes evidence that is older than the settings want it kept (two years).

**When the mail server refuses**: the mail stays in the outbox, `send` is tried again and then
red. Clear it when the server is back.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import Any, cast

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from wiring import DEFAULTS, RUN_TIMEOUT, at, work

log = logging.getLogger(__name__)


@dag(
    schedule=at("30 8 * * *"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "day": Param(
            None,
            type=["null", "string"],
            format="date",
            title="日期",
            description="The report's day; empty: today, Beijing time. Facts are those of now.",
        ),
        "dry_run": Param(
            False, type="boolean", title="不发送", description="Make the report, mail nothing."
        ),
    },
)
def daily_report() -> None:
    @task
    def make(params: dict[str, Any] | None = None) -> dict[str, Any]:
        from repostwatch.pipeline.report import has_scans, make_report

        asked = params or {}
        day = date.fromisoformat(asked["day"]) if asked["day"] else None
        with work() as (store, settings):
            scanned = has_scans(store)
            dry_run = asked["dry_run"] or not scanned
            made = make_report(store, settings, day, dry_run=dry_run)
        if not scanned:
            log.warning("no portal has been scanned yet: the report is made, and nothing is mailed")
        log.info("%s: %s", made.subject, made.html_path)
        return {
            "day": str(made.day),
            "subject": made.subject,
            "path": str(made.html_path),
            "outbox_id": made.outbox_id,
        }

    @task
    def send(report: dict[str, Any]) -> str:
        from repostwatch.pipeline.report import send_letter

        if report["outbox_id"] is None:
            raise AirflowSkipException("a dry run mails nothing, nor a report before a scan")
        with work() as (store, settings):
            line: str = send_letter(store, settings, report["outbox_id"]).line
        log.info("%s", line)
        return line

    @task
    def tidy() -> str:
        from repostwatch.pipeline.tidy import tidy_evidence

        with work() as (_, settings):
            line: str = tidy_evidence(settings).line
        log.info("%s", line)
        return line

    # While the file is loaded this is a promise of Airflow's; `send` gets what `make` returns.
    send(cast("dict[str, Any]", make()))
    tidy()


daily_report()
