"""
### 系统自检 · watch the monitor itself

每小时检查监测系统自身是否正常，发现问题记入告警并发邮件给管理员，重发未送达的邮件，更新心跳。

Looks whether the monitor works (a source gone silent, no scan, many portals unknown, lists suddenly
empty), stores what is wrong as alarms, which the pages show, and mails the operator: once, a
reminder, and when over. Sends again what a mail server did not take. Then writes the heartbeat, by
which an outside monitor sees that the scheduler lives: `heartbeat.json` in the folder of
`REPOSTWATCH_VAR_DIR`, and the address `/repostwatch/alive`.

**When**: twenty past every hour whatever the other DAGs do, and after every `ingest_releases`.

**By hand**: without any field. Running it again is harmless: an alarm is mailed once.

**When it fails**: the heartbeat gets old, and the outside monitor tells; the task's log says why.
"""

from __future__ import annotations

import logging

from airflow.sdk import dag, task

from wiring import DEFAULTS, RELEASES, RUN_TIMEOUT, after, headline, work

log = logging.getLogger(__name__)


@dag(
    schedule=after(RELEASES, "20 * * * *"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    description=headline(__doc__),
    doc_md=__doc__,
    tags=["repostwatch"],
)
def watch_monitor() -> None:
    @task
    def watch() -> str:
        from repostwatch.pipeline.heartbeat import keep_heartbeat
        from repostwatch.pipeline.watch import watch_monitor

        with work() as (store, settings):
            summary = watch_monitor(store, settings)
            keep_heartbeat(store, settings)
        for problem in summary.unsent:
            log.warning("%s", problem)
        line: str = summary.line
        log.info("%s", line)
        return line

    watch()


watch_monitor()
