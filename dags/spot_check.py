"""
### 季度抽查 · the quarter's spot check

根据探测记录、采集留存的首页和人工填写的内容，给出本季度抽查样本中每个网站是否合格；结果写入季度通报。
没有样本时跳过。手工运行可填“抽样种子”和“抽查比例”先抽取样本，一个季度只有一个样本。

Looks at where links of the sampled homepages lead, and says of every site of the quarter's sample
whether it passes, from its probes, the homepages that
scans kept, and what people entered; the quarter's bulletin has the result in sentences. Without a
sample of the quarter a run is *skipped*.

**When**: on the 20th of a quarter's last month it looks at homepages and links, since what is seen
after the quarter fails nobody; on the fifth day after its end, two hours before
`quarterly_bulletin`, at those that were not looked at, and inspects.

**By hand**: `seed` and `shares` (`county=5%`, one per line) first draw the sample of `quarter` and
keep it: of a quarter there is one, so the seed should be a number that nobody could know before. Do
this as the quarter begins, so that `probe_portals` probes its sites. `first` is the first of the
seven days of probes; empty takes the last seven whole days.

**When it fails**: nothing of the quarter's results has changed.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING, Any

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from repostwatch.base import clock
from wiring import DEFAULTS, FETCH, POOL, RUN_TIMEOUT, at_each, headline, listing, work

if TYPE_CHECKING:
    from repostwatch.settings import Settings

log = logging.getLogger(__name__)


def _lasting(settings: Settings, dag_run: Any) -> str | None:
    """The quarter in whose last month the clock, and nobody, started this run."""
    timed = dag_run is not None and dag_run.run_type == "scheduled"
    return clock.quarter_ending(settings.now()) if timed else None


@dag(
    schedule=at_each("0 2 20 3,6,9,12 *", "0 7 5 1,4,7,10 *"),
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
            description="留空为上一季度。E.g. 2026Q4; empty: the last one that has ended.",
        ),
        "seed": Param(
            None,
            type=["null", "string"],
            title="抽样种子",
            description="与抽查比例同填则抽样。With shares: draws the sample. Empty: the kept one.",
        ),
        "shares": listing(
            "每行一个，仅用于抽样。E.g. county=5%, one per line; only to draw a sample.",
            "抽查比例",
        ),
        "first": Param(
            None,
            type=["null", "string"],
            format="date",
            title="探测首日",
            description="留空为最近的整日。The first day of the probes; empty: the last days.",
        ),
    },
)
def spot_check() -> None:
    @task
    def draw(params: dict[str, Any] | None = None) -> int:
        """How many sites were drawn; none where no seed and no share is given."""
        from repostwatch.pipeline.spot_check import draw_quarter, quarter_asked

        asked = params or {}
        if not asked["seed"] and not asked["shares"]:
            return 0
        with work() as (store, settings):
            quarter = quarter_asked(settings, asked["quarter"])
            lot = asked["seed"] or "", asked["shares"] or ()
            sample = draw_quarter(store, settings, quarter, *lot)
        log.info("%s: %s, registry %s", quarter, len(sample.sites), sample.registry)
        return len(sample.sites)

    @task(pool=POOL, queue=FETCH)
    def links(params: dict[str, Any] | None = None, dag_run: Any = None) -> int:
        """To how many sites' links was looked."""
        from repostwatch.pipeline.link_round import look_at_links
        from repostwatch.pipeline.spot_check import quarter_asked

        with work() as (store, settings):
            asked = (params or {})["quarter"] or _lasting(settings, dag_run)
            made = look_at_links(store, settings, quarter_asked(settings, asked))
        log.info("%s", made.line)
        if made.problem:
            log.warning("%s", made.problem)
        sites: int = made.sites
        return sites

    @task
    def inspect(params: dict[str, Any] | None = None, dag_run: Any = None) -> int:
        from repostwatch.pipeline.spot_check import inspect_quarter, quarter_asked

        asked = params or {}
        first = date.fromisoformat(asked["first"]) if asked["first"] else None
        with work() as (store, settings):
            if not asked["quarter"] and (lasts := _lasting(settings, dag_run)):
                raise AirflowSkipException(f"{lasts} lasts: its homepages and links were looked at")
            quarter = quarter_asked(settings, asked["quarter"])
            made = inspect_quarter(store, settings, quarter, first)
        if not made.sites:
            raise AirflowSkipException(made.line)
        log.info("%s", made.line)
        return int(made.sites)

    draw() >> links() >> inspect()


spot_check()
