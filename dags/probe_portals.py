"""
### 探测网站 · can the sampled sites be reached

每小时打开本季度抽查样本的首页一次，前后各访问已知网站以排除自身断网。手工运行可选网站，不选则
访问样本。

Opens the homepage of every site of this quarter's sample once, and those of known sites before,
behind and in between: these tell an outage of ours, in which nothing counts. The probes are kept,
for `repostwatch inspect`. Without a sample of the quarter a run is *skipped*.

**When**: ten to every hour, which is 24 spaced probes a day; the rule asks for 20.

**By hand**: `portals` takes sites or levels of the spot check's registry by name, ids one per line
where it has more than 500 (`REPOSTWATCH_PAGES__FORM_CHOICES`); empty probes the sample.
Two probes within 15 minutes count as one.

**When it fails**: that hour has no probe, and never a failed one.
"""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowSkipException

from repostwatch.queries.form_choices import site_choices
from wiring import DEFAULTS, FETCH, POOL, RUN_TIMEOUT, at, headline, listing, offered, work

log = logging.getLogger(__name__)


@dag(
    schedule=at("50 * * * *"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    description=headline(__doc__),
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "portals": listing(
            "不选则本季度样本。Sites or levels; none: the quarter's sample.",
            "网站",
            offered(site_choices),
        ),
    },
)
def probe_portals() -> None:
    @task(pool=POOL, queue=FETCH)
    def probe(params: dict[str, Any] | None = None) -> int:
        from repostwatch.pipeline.probe_round import keep_round

        asked = params or {}
        with work() as (store, settings):
            made = keep_round(store, settings, asked["portals"] or ())
        if not made.sites:
            raise AirflowSkipException(made.line)
        log.info("%s", made.line)
        if made.problem:
            log.warning("%s", made.problem)
        sites: int = made.sites
        return sites

    probe()


probe_portals()
