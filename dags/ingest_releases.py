"""
### 采集发布信息 · take in the releases of www.gov.cn

从国务院门户网站的推送和最新政策列表读取新发布的信息，合并同一文件的多个地址，写入数据库。
每小时一次；完成后唤醒 `scan_portals` 和 `watch_monitor`。同时读入登记表，新登记的网站随即列入页面。
手工运行可填“来源”，改读别的地址或文件。

Reads the push feed and the list of the newest policies, merges what is one policy under
several addresses, completes dates to moments, and stores what is new or changed.

**When**: every hour. **Wakes**: `scan_portals`, also when nothing is new: a portal's list
has to be looked at again and again to know when a repost appeared; and `watch_monitor`.

**By hand**: `sources` reads other addresses (RSS, Atom, JSON, CSV) instead, or files of the folder
that `REPOSTWATCH_RELEASES__FOLDER` names.
`portals_per_task` is handed on to the scan that follows.

**When it fails**: the task's log names the source and what was wrong with it. Running it
again is harmless. `scan_portals` goes on by its own clock meanwhile.
"""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import Metadata, dag, task

from wiring import DEFAULTS, FETCH, RELEASES, RUN_TIMEOUT, at, headline, listing, per_task, work

log = logging.getLogger(__name__)


@dag(
    schedule=at("5 * * * *"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=RUN_TIMEOUT,
    default_args=DEFAULTS,
    description=headline(__doc__),
    doc_md=__doc__,
    tags=["repostwatch"],
    params={
        "sources": listing(
            "地址或文件，每行一个。Addresses instead of the usual ones, or files of "
            "REPOSTWATCH_RELEASES__FOLDER, one per line.",
            "来源",
        ),
        "portals_per_task": per_task(
            "用于随后的采集。Of the scan that follows; more make it quicker, its grid coarser."
        ),
    },
)
def ingest_releases() -> None:
    @task(outlets=[RELEASES], queue=FETCH)
    def ingest(params: dict[str, Any] | None = None) -> Any:
        from repostwatch.pipeline.ingest import asked_sources, ingest_releases

        asked = params or {}
        with work() as (store, settings):
            sources = asked_sources(settings, asked["sources"] or ())
            summary = ingest_releases(store, settings, sources)
        log.info("%s", summary.line)
        for problem in summary.warnings:
            log.warning("%s", problem)
        yield Metadata(RELEASES, {"portals_per_task": asked["portals_per_task"]})

    @task
    def register() -> None:
        """Beside the releases: neither waits for the other, or fails with it."""
        from repostwatch.pipeline.scope import register_portals

        with work() as (store, settings):
            log.info("%s portals in the registry", register_portals(store, settings))

    ingest()
    register()


ingest_releases()
