"""
### 季度通报 · quarterly_bulletin

Makes the statement of a quarter: the two headline figures as the official bulletins give them, with
numerator, denominator and unknowns, and the sites by name.

- **Runs** on the fifth day after a quarter's end, 09:00 Beijing time, for that quarter.
- **Form**: `quarter` makes another one, e.g. `2026Q3`.
- **Twice does no harm**: the files of a quarter are written anew.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from airflow.sdk import CronTriggerTimetable, Param, dag, get_current_context, task

from repostwatch import pipeline
from repostwatch.clock import beijing
from wiring import TIMEZONE, settings

log = logging.getLogger(__name__)


@dag(
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 9 5 1,4,7,10 *", timezone=TIMEZONE),
    start_date=datetime(2026, 1, 1),  # noqa: DTZ001  Airflow reads it in the timetable's zone
    catchup=False,
    max_active_runs=1,
    tags=["repostwatch"],
    params={
        "quarter": Param(
            default=None,
            type=["null", "string"],
            pattern="^20[0-9]{2}Q[1-4]$",
            title="季度",
            description="如 2026Q3；留空为上一季度",
        )
    },
)
def quarterly_bulletin() -> None:
    @task
    def make() -> str:
        configured = settings()
        quarter = get_current_context()["params"]["quarter"] or _last(configured.now())
        with pipeline.open_store(configured) as conn:
            made = pipeline.bulletin(conn, configured, quarter)
        log.info("%s\n%s", made.subject, made.html_path)
        return str(made.html_path)

    make()


def _last(now: datetime) -> str:
    """The quarter before the one that `now` lies in."""
    today = beijing(now)
    day = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    return f"{day.year}Q{(day.month + 2) // 3}"


quarterly_bulletin()
