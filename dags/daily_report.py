"""
### 日报 · the mail of the day

每天 8:30 制作日报并发送一次。“日期”可制作其他日期的日报（内容为现在所知），勾选后才发送；“不发送”
只制作；“重发给”把当天的日报再发给一个地址。

Makes the daily report (HTML, with its attachments) and mails it once.

**When**: 8:30 in the morning, Beijing time.

**By hand**: `day` makes the report under another day's date; it tells what is known by now, and
says so in its subject and first lines. It is mailed only with `mail_other_day`. Without `day` the
day is that of the run's logical date, so that a backfill makes each day's own report. `dry_run`
makes it in a folder of its own, without mailing it. `to` sends the day's report, as it was, to one
address once more. The same facts of the same day are never mailed twice; changed facts are the
day's next edition (更正), which takes back what was not sent of the one before.

**Before the first scan** there is nothing to tell: the report is made, and nothing is mailed.

`tidy` removes evidence that is older than the settings want it kept (two years).

**When the mail server refuses**: `send` is tried again and then red; its log names each recipient
and the server's answer. What was refused for a time, or could not be handed over, is sent by the
hourly `watch_monitor`; who has the mail does not get it again.
"""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any, cast

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from wiring import DEFAULTS, RUN_TIMEOUT, at, headline, work

log = logging.getLogger(__name__)


def _made(asked: dict[str, Any], run_id: str, logical: datetime | None) -> dict[str, Any]:
    """The letters of a day, or the delivery that somebody asked for."""
    from repostwatch.pipeline.report import has_scans
    from repostwatch.pipeline.report_day import report_day
    from repostwatch.pipeline.report_mail import ask_again, make_report

    wanted = date.fromisoformat(asked["day"]) if asked["day"] else None
    with work() as (store, settings):
        about = report_day(settings, wanted, logical, also_other=asked["mail_other_day"])
        scanned = has_scans(store)
        if asked["to"] and scanned and not asked["dry_run"]:
            return {"delivery": ask_again(store, settings, about.day, asked["to"], run_id)}
        dry_run = asked["dry_run"] or not scanned or not about.mailed
        made = make_report(store, settings, about.day, dry_run=dry_run)
    if not scanned:
        log.warning("no portal has been scanned yet: the report is made, and nothing is mailed")
    elif not (about.mailed or asked["dry_run"]):
        log.warning("%s 不是今天：日报已生成，未发送。要发送请勾选“发送其他日期的日报”", about.day)
    for mail in made.mails:
        log.info("%s: %s", mail.subject, mail.html_path)
    return {
        "day": made.day,
        "subjects": [mail.subject for mail in made.mails],
        "letters": None if dry_run else list(made.letter_ids),
    }


def _sent(report: dict[str, Any]) -> str:
    """Send what was made; red where somebody has not got it."""
    from repostwatch.pipeline.report_mail import send_delivery, send_letters

    if "delivery" not in report and report["letters"] is None:
        raise AirflowSkipException(
            "nothing is mailed of a dry run, of another day unless asked for, or before a scan"
        )
    with work() as (store, settings):
        if "delivery" in report:
            line: str = send_delivery(store, settings, report["delivery"]).line
        else:
            line = send_letters(store, settings, report["letters"]).line
    log.info("%s", line)
    return line


@dag(
    schedule=at("30 8 * * *"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    description=headline(__doc__),
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "day": Param(
            None,
            type=["null", "string"],
            format="date",
            title="日期",
            description="留空为运行所属日期。The report's day; empty: the logical date's, else "
            "today (Beijing). Facts are those of now.",
        ),
        "to": Param(
            None,
            type=["null", "string"],
            title="重发给",
            description="只发给这个地址。An address: the day's report is sent there (again), "
            "to nobody else.",
        ),
        "mail_other_day": Param(
            False,
            type="boolean",
            title="发送其他日期的日报",
            description="发给应收的所有人。Mail the report of a day that is not today to all who "
            "are due it.",
        ),
        "dry_run": Param(
            False,
            type="boolean",
            title="不发送",
            description="只制作。Make the report, mail nothing.",
        ),
    },
)
def daily_report() -> None:
    @task
    def make(
        params: dict[str, Any] | None = None,
        run_id: str | None = None,
        logical_date: datetime | None = None,
    ) -> dict[str, Any]:
        return _made(params or {}, run_id or "", logical_date)

    @task
    def send(report: dict[str, Any]) -> str:
        return _sent(report)

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
