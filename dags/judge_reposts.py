"""
### 判定转载情况 · judge who reposted what, and when

First matches the links that were seen to the releases (and reads the article pages of links
that their titles cannot settle). Before a release counts as missing for the first time, its
portal is looked over once: other lists, sections, its own search. Then every duty gets its
verdict, every homepage its column standing, and the findings that follow are opened or closed.

**When**: after every scan. **Wakes**: nobody; `daily_report` has its hour.

**By hand**: `portals` and `release` narrow it. Over the same observations it always comes to
the same verdicts; a person's decision outlives every run.
"""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import dag, task

from wiring import DEFAULTS, POOL, RUN_TIMEOUT, SCANS, VERDICTS, listing, work

log = logging.getLogger(__name__)


@dag(
    schedule=[SCANS],
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "portals": listing("Ids or levels, one per line; empty: all.", "网站"),
        "release": listing("Release ids, one per line; empty: all.", "国务院政策信息"),
    },
)
def judge_reposts() -> None:
    @task(pool=POOL)
    def match(params: dict[str, Any] | None = None) -> dict[str, int]:
        from repostwatch.pipeline.match import match_links
        from repostwatch.pipeline.scope import selection

        asked = params or {}
        with work() as (store, settings):
            only = selection(store, asked["release"] or (), asked["portals"] or ())
            summary = match_links(store, settings, only)
        log.info("%s", summary.line)
        return summary.counts

    @task(pool=POOL)
    def wider(params: dict[str, Any] | None = None) -> dict[str, int]:
        from repostwatch.pipeline.scope import selection
        from repostwatch.pipeline.wider import look_wider

        asked = params or {}
        with work() as (store, settings):
            only = selection(store, asked["release"] or (), asked["portals"] or ())
            summary = look_wider(store, settings, only)
        log.info("%s", summary.line)
        return summary.counts

    @task(outlets=[VERDICTS])
    def judge(params: dict[str, Any] | None = None) -> dict[str, int]:
        from repostwatch.pipeline.judge import judge_reposts
        from repostwatch.pipeline.scope import selection

        asked = params or {}
        with work() as (store, settings):
            only = selection(store, asked["release"] or (), asked["portals"] or ())
            summary = judge_reposts(store, settings, only)
        log.info("%s", summary.line)
        return summary.counts

    match() >> wider() >> judge()


judge_reposts()
