"""
### 自动发现列表 · find the lists on which portals repost

夜间从首页出发寻找各网站转载所在的列表。有转载为证的列表自动采用，其余等待人工确认。手工运行可选网站，
不选则只找到期的网站。

One task per portal, from its homepage through its menus and maps, until the lists are known that
carry its reposts. A list that is proven comes into use by itself; others wait for a person in
待复核. 就绪情况 shows what came of it.

**When**: at night, and only for portals that are due: those that were never searched, whose list
is gone, leads elsewhere, is stale or shows nothing any more, and every one once a month.

**By hand**: `portals` takes portals or levels by name; of a registry of more than 500
(`REPOSTWATCH_PAGES__FORM_CHOICES`), ids, one per line. It searches them whether they are due or
not. Empty: those that are due.

**What changed** stands in each task's log and, for all portals, in that of `sum_up`.

**Colours**: as in `scan_portals`. *Skipped* is a portal whose homepage could not be read. A search
that breaks off goes on where it was: no page is fetched twice.
"""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import TriggerRule, dag, task

from portal_task import portal_task
from repostwatch.queries.form_choices import portal_choices
from wiring import (
    DEFAULTS,
    FETCH,
    POOL,
    RUN_TIMEOUT,
    SCHEDULE,
    at,
    headline,
    listing,
    nothing_read,
    offered,
    per_task,
    shares_of,
    tell_failures,
    work,
)

log = logging.getLogger(__name__)


@dag(
    schedule=at(SCHEDULE.discover_cron),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    description=headline(__doc__),
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "portals": listing(
            "不选则到期的网站。Portals or levels; none: those that are due.",
            "网站",
            offered(portal_choices),
        ),
        "portals_per_task": per_task(),
    },
)
def discover_lists() -> None:
    @task
    def plan(params: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Every task's share of the portals."""
        from repostwatch.pipeline.discovery_run import search_plan

        asked = params or {}
        with work() as (store, settings):
            planned = search_plan(store, settings, asked["portals"] or ())
        for line in planned.lines:
            log.info("%s", line)
        return shares_of(planned.portals, asked["portals_per_task"])

    @portal_task(
        pool=POOL, queue=FETCH, map_index_template="{{ task.op_kwargs['share']['label'] }}"
    )
    def discover(share: dict[str, Any], run_id: str | None = None, ti: Any = None) -> list[str]:
        """The changes of state, a line each."""
        from repostwatch.pipeline.discover import discover_lists
        from repostwatch.pipeline.discovery_run import list_changes, list_states
        from repostwatch.pipeline.log_lines import tell

        with work() as (store, settings):
            before = list_states(store, share["portals"])
            found = discover_lists(store, settings, share["portals"], run_id or "")
            changed = list_changes(store, settings, before)
        for summary in found:
            tell(summary.line, portal=summary.portal_id)
        for line in changed:
            log.info("%s", line)
        if found and all(summary.passing for summary in found):
            nothing_read("；".join(summary.line for summary in found), ti, passing=True)
        return list(changed)

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def sum_up(changed: Any) -> list[str]:
        """What this run changed, also where a portal's task failed."""
        lines = [line for share in changed or () for line in share or ()]
        for line in lines or ["no list changed its state"]:
            log.info("%s", line)
        return lines

    found = discover.expand(share=plan())
    sum_up(found)
    found >> tell_failures()


discover_lists()
