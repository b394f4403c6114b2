"""
### 探测网站 · can the sampled sites be reached

Opens the homepage of every site of this quarter's sample once, and those of known sites before,
behind and in between: these tell an outage of ours, in which nothing counts. The probes are kept,
for `repostwatch inspect`. Without a sample of the quarter a run is *skipped*.

**When**: ten to every hour, which is 24 spaced probes a day; the rule asks for 20.

**By hand**: `portals` takes ids or levels (`mfa`, `province`) of the spot check's registry, one per
line; empty probes the sample. Two probes within 15 minutes count as one.

**When it fails**: that hour has no probe, and never a failed one.
"""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowSkipException

from wiring import DEFAULTS, POOL, RUN_TIMEOUT, at, listing, work

log = logging.getLogger(__name__)


@dag(
    schedule=at("50 * * * *"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "portals": listing("Ids or levels, one per line; empty: the quarter's sample.", "网站"),
    },
)
def probe_portals() -> None:
    @task(pool=POOL)
    def probe(params: dict[str, Any] | None = None) -> int:
        from repostwatch.pipeline.probe_round import keep_round

        asked = params or {}
        with work() as (store, settings):
            made = keep_round(store, settings, asked["portals"] or ())
        if not made.sites:
            raise AirflowSkipException(made.line)
        log.info("%s", made.line)
        sites: int = made.sites
        return sites

    probe()


probe_portals()
