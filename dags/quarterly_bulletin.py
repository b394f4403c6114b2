"""
### 季度通报 · the statement of a quarter

每季度结束后第五天制作季度通报，供审核后发布，不发送邮件。“季度”可另选已结束的季度。

Makes the bulletin: the two headline figures with numerator, denominator and unknowns, the
change on the quarter before, and the portals by name. A quarter that has not ended, or in which
nothing was scanned and no spot check inspected, has none: the task is skipped and says why, or
fails where somebody asked.

**When**: on the fifth day after a quarter's end, when every deadline has passed.

**By hand**: `quarter` (`2026Q3`) makes another one. It is a file for an officer to check and
to publish; nothing is mailed. Each edition is kept among the mails (邮件).
"""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from repostwatch.base import clock
from wiring import DEFAULTS, RUN_TIMEOUT, at, headline, work

log = logging.getLogger(__name__)


@dag(
    schedule=at("0 9 5 1,4,7,10 *"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    description=headline(__doc__),
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "quarter": Param(
            None,
            type=["null", "string"],
            pattern="^[0-9]{4}Q[1-4]$",
            title="季度",
            description="如 2026Q3，留空为上一季度。E.g. 2026Q3; empty: the last one that "
            "has ended.",
        ),
    },
)
def quarterly_bulletin() -> None:
    @task
    def make(params: dict[str, Any] | None = None) -> str:
        from repostwatch.pipeline.bulletin import NoBulletinError, make_bulletin

        asked = params or {}
        with work() as (store, settings):
            quarter = asked["quarter"] or clock.last_quarter(settings.now())
            try:
                made = make_bulletin(store, settings, quarter)
            except NoBulletinError as error:
                if asked["quarter"]:
                    raise AirflowFailException(str(error)) from error
                raise AirflowSkipException(str(error)) from error
        log.info("%s: %s", made.subject, made.html_path)
        subject: str = made.subject
        return subject

    make()


quarterly_bulletin()
