"""
### 预警 · duties that are about to come due

每天两次，提醒收件人哪些转载任务即将到期而尚未见到转载；同一任务只提醒一次。“不发送”只在日志中列出。

Mails each recipient which of their portals' duties come due within the next hours
(`REPOSTWATCH_REPORTING__WARNING_HOURS`, 18) without a repost having been seen. Nobody is warned of
the same duty twice.

**When**: 9:00, 12:00, 15:00 and 18:00, Beijing time (`REPOSTWATCH_SCHEDULE__WARNING_CRON`).

**By hand**: a run more warns of what is new since the last one. `dry_run` only tells in its log
what would be mailed.

**When the mail server refuses**: `send` is tried again and then red; its log names the answer. What
waits is sent by the hourly watch, and withdrawn once its deadlines have passed.
"""

from __future__ import annotations

import logging
from typing import Any, cast

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from wiring import DEFAULTS, RUN_TIMEOUT, SCHEDULE, at, headline, work

log = logging.getLogger(__name__)


@dag(
    schedule=at(SCHEDULE.warning_cron),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    description=headline(__doc__),
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "dry_run": Param(
            False, type="boolean", title="不发送", description="只列出。Tell what would be mailed."
        ),
    },
)
def early_warning() -> None:
    @task
    def make(params: dict[str, Any] | None = None) -> list[int]:
        from repostwatch.pipeline.early_warning import warn_early

        dry_run = (params or {})["dry_run"]
        with work() as (store, settings):
            made = warn_early(store, settings, dry_run=dry_run)
        for subject in made.subjects:
            log.info("%s", subject)
        log.info("%s", made.line)
        return list(made.letter_ids)

    @task
    def send(letters: list[int]) -> str:
        from repostwatch.pipeline.report_mail import send_letters

        if not letters:
            raise AirflowSkipException("there is nobody to warn, or it is a dry run")
        with work() as (store, settings):
            line: str = send_letters(store, settings, letters).line
        log.info("%s", line)
        return line

    # While the file is loaded this is a promise of Airflow's; `send` gets what `make` returns.
    send(cast("list[int]", make()))


early_warning()
