"""
### 判定转载情况 · judge who reposted what, and when

先把采集到的链接与国务院政策信息匹配，再给出每项转载任务的结论和每个首页的专栏状态。每次采集之后
运行。手工运行可选网站和信息，不选则全部；依据不变，结论不变，人工认定不受影响。

First matches the links that were seen to the releases (and reads the article pages of links
that their titles cannot settle). Before a release counts as missing for the first time, its
portal is looked over once: other lists, sections, its own search. Then every duty gets its
verdict, every homepage its column standing, and the findings that follow are opened or closed.

**When**: after every scan. **Wakes**: nobody; `daily_report` has its hour.

**By hand**: `portals` and `release` narrow it; each new release in the form is a new version of
this DAG in Airflow. Over the same observations it always comes to
the same verdicts; a person's decision outlives every run.
"""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import dag, task

from repostwatch.queries.form_choices import portal_choices
from repostwatch.settings import Settings
from wiring import (
    DEFAULTS,
    FETCH,
    POOL,
    RUN_TIMEOUT,
    SCANS,
    VERDICTS,
    headline,
    listing,
    offered,
    work,
)

log = logging.getLogger(__name__)


def _newest_releases(settings: Settings) -> dict[str, str]:
    if settings.db is None:
        return {}
    from repostwatch.queries.release_choices import release_choices

    return release_choices(settings)


@dag(
    schedule=[SCANS],
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    description=headline(__doc__),
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "portals": listing(
            "不选则全部。Portals or levels; none: all.", "网站", offered(portal_choices)
        ),
        "release": listing(
            "不选则全部；更早的信息用编号。Releases; none: all. Older ones by their id.",
            "国务院政策信息",
            offered(_newest_releases),
        ),
    },
)
def judge_reposts() -> None:
    @task(pool=POOL, queue=FETCH)
    def match(params: dict[str, Any] | None = None) -> dict[str, int]:
        from repostwatch.pipeline.match import match_links
        from repostwatch.pipeline.scope import selection

        asked = params or {}
        with work() as (store, settings):
            only = selection(store, asked["release"] or (), asked["portals"] or ())
            summary = match_links(store, settings, only)
        log.info("%s", summary.line)
        return summary.counts

    @task(pool=POOL, queue=FETCH)
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
        from repostwatch.pipeline.log_lines import tell
        from repostwatch.pipeline.scope import selection

        asked = params or {}
        with work() as (store, settings):
            only = selection(store, asked["release"] or (), asked["portals"] or ())
            summary = judge_reposts(store, settings, only)
        for one, line in summary.turns:
            about = {"release": one.release_id, "portal": one.portal_id}
            tell(line, **about, verdict=one.kind.value, before=one.before.value)
        log.info("%s", summary.line)
        return summary.counts

    match() >> wider() >> judge()


judge_reposts()
