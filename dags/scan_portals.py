"""
### 扫描门户网站 · look at the portals

逐个网站采集首页、专栏页和列表页，每个网站一个任务。每次 `ingest_releases` 之后运行，至少六小时
一次；完成后唤醒 `judge_reposts`。手工运行可选网站或类别，不选则采集全部。粉色：看到但不完整，结论为
无法核验；红色：程序或数据库出错。

One task per portal: homepage, column pages and as many list pages as its open duties need.
The task's name in the grid is the portal's.

**When**: after every `ingest_releases`, and every six hours in any case. **Wakes**:
`judge_reposts`.

**By hand**: `portals` takes portals or levels by name; of a registry of more than 500
(`REPOSTWATCH_PAGES__FORM_CHOICES`), ids, one per line; empty scans all.

**Colours**: a failure that may pass (timeout, reset …) is tried again. A portal that then
still cannot be read, or refuses to be, is *skipped* (pink) with the reason in its log: the
others go on, and its verdicts become 无法核验 with that reason, never 未转载. Red means that the
program or the database failed; those portals lack this scan, everything else is judged.
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import TriggerRule, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from portal_task import portal_task
from repostwatch.queries.form_choices import portal_choices
from wiring import (
    DEFAULTS,
    FETCH,
    POOL,
    RELEASES,
    RUN_TIMEOUT,
    SCANS,
    after,
    headline,
    listing,
    nothing_read,
    offered,
    per_task,
    shares_of,
    tell_failures,
    work,
)


def _check_scanned(run_id: str) -> None:
    """Raises AirflowSkipException where the run looked at no portal."""
    from repostwatch.pipeline.scope import has_scans_of

    with work() as (store, _):
        if not has_scans_of(store, run_id):
            raise AirflowSkipException("本次没有采集任何网站，不必重新判定")


@dag(
    schedule=after(RELEASES, "35 */6 * * *"),
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
        "portals_per_task": per_task(),
    },
)
def scan_portals() -> None:
    @task
    def plan(
        params: dict[str, Any] | None = None, triggering_asset_events: Any = None
    ) -> list[dict[str, Any]]:
        """Every task's share of the portals."""
        from repostwatch.pipeline.scope import select_portals

        asked = params or {}
        sizes = [asked["portals_per_task"]]
        for events in dict(triggering_asset_events or {}).values():
            sizes += [event.extra.get("portals_per_task", 1) for event in events]
        with work() as (store, settings):
            portals = select_portals(store, settings, asked["portals"] or ())
        return shares_of(portals, *sizes)

    @portal_task(
        pool=POOL, queue=FETCH, map_index_template="{{ task.op_kwargs['share']['label'] }}"
    )
    def scan(share: dict[str, Any], run_id: str | None = None, ti: Any = None) -> dict[str, int]:
        from repostwatch.pipeline.log_lines import tell
        from repostwatch.pipeline.scan import scan_portals

        with work() as (store, settings):
            found = scan_portals(store, settings, share["portals"], run_id or "")
        for summary in found:
            tell(summary.line, portal=summary.portal_id)
        unseen = [summary for summary in found if not summary.complete]
        if len(unseen) == len(found):
            lines = "；".join(summary.line for summary in unseen)
            nothing_read(lines, ti, passing=all(summary.passing for summary in unseen))
        return {
            "portals": len(found),
            "complete": sum(summary.complete for summary in found),
            "links": sum(summary.links for summary in found),
        }

    @task(outlets=[SCANS], trigger_rule=TriggerRule.ALL_DONE)
    def hand_on(run_id: str | None = None) -> None:
        """Whatever was seen is judged, also where a portal's task failed; where nothing was, there
        is nothing to judge anew."""
        _check_scanned(run_id or "")

    planned = plan()
    scanned = scan.expand(share=planned)
    scanned >> hand_on()
    scanned >> tell_failures()


scan_portals()
