"""The days of the demo: find the portals' lists, then ingest, scan and judge day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from repostwatch.base.clock import iso
from repostwatch.base.terminal import Terminal
from repostwatch.pipeline.discovery_run import ListStates, list_states
from repostwatch.pipeline.scope import open_store, select_portals
from repostwatch.queries.readiness import readiness_board
from repostwatch.services.airflow import DAGS
from repostwatch.services.follow import FinishedRun, Follower
from repostwatch.services.stack import Stack
from repostwatch.store import portals as portal_table
from repostwatch.wording import Style, say

# Airflow spends about a second on a task. The last day maps one task per portal, as in real
# life; the days before only have to be observed.
EARLIER_PORTALS_PER_TASK = 15
CHAIN = ("ingest_releases", "scan_portals", "judge_reposts")


@dataclass
class DemoProgress:
    """The runs of a demo and their times."""

    seconds: list[tuple[str, float]] = field(default_factory=list)
    runs: list[FinishedRun] = field(default_factory=list)

    def add(self, label: str, followed: FinishedRun) -> None:
        self.runs.append(followed)
        self.seconds.append((f"{label} {followed.dag_id}", followed.seconds))

    @property
    def failures(self) -> list[str]:
        return [line for run in self.runs for line in run.failures]


class RunFailedError(Exception):
    """A run of a DAG did not succeed; `progress` has its red tasks."""


class DemoDays:
    """Runs the days that an earlier demo has not done, the last day in any case."""

    def __init__(self, stack: Stack, console: Terminal, progress: DemoProgress) -> None:
        self.stack, self.console, self.progress = stack, console, progress
        self.api = stack.airflow.api
        self.follower = Follower(self.api, stack.airflow.family.check, console)

    def run(self) -> dict[str, Any] | None:
        """The result of daily_report, None if a run failed."""
        for dag_id in DAGS:
            self.api.unpause(dag_id)
        self.follower.settle(DAGS)
        services = self.stack.services
        days = remaining(services.web.scans, services.stood)
        try:
            if services.stood is None:
                self._find_lists(days[0])
            for moment in days:
                self._day(moment, last=moment == services.web.scans[-1])
            run_id = self.api.trigger("daily_report", {})
            self._follow("daily_report", run_id, iso(days[-1])[:16])
        except RunFailedError:
            return None
        found: dict[str, Any] | None = self.api.value("daily_report", run_id, "make")
        return found

    def _find_lists(self, moment: datetime) -> None:
        """Where half of the portals repost, from their homepages and gov.cn's past."""
        self.stack.services.web.set_clock(moment)
        label = iso(moment)[:16]
        self.api.pause("scan_portals")  # which new releases would wake before its lists are known
        self._follow("ingest_releases", self.api.trigger("ingest_releases", {}), label)
        self._say_readiness("before discovery")
        self._discover(label)
        self._say_readiness("after discovery")
        self.api.unpause("scan_portals")

    def _day(self, moment: datetime, *, last: bool) -> None:
        """Ingest, and what that wakes; where a list is gone, it is looked for and scanned anew."""
        self.stack.services.web.set_clock(moment)
        label = iso(moment)[:16]
        size = {"portals_per_task": 1 if last else EARLIER_PORTALS_PER_TASK}
        self._chain(CHAIN, size, label)
        if changed := self._discover(label):
            self._chain(CHAIN[1:], {**size, "portals": changed}, label)

    def _chain(self, dag_ids: Sequence[str], conf: dict[str, Any], label: str) -> None:
        """The first DAG, and the others as they are woken one by the other."""
        known = {one: {run["dag_run_id"] for run in self.api.runs(one)} for one in dag_ids}
        for dag_id in dag_ids:
            first = dag_id == dag_ids[0]
            run_id = (
                self.api.trigger(dag_id, conf)
                if first
                else self.follower.woken(dag_id, known[dag_id])
            )
            self._follow(dag_id, run_id, label)

    def _discover(self, label: str) -> list[str]:
        """Search the portals for which that is due; those whose lists are others now."""
        before = self._lists()
        conf = {"portals_per_task": EARLIER_PORTALS_PER_TASK}
        self._follow("discover_lists", self.api.trigger("discover_lists", conf), label)
        after = self._lists()
        return [portal_id for portal_id, lists in after.items() if before.get(portal_id) != lists]

    def _lists(self) -> ListStates:
        with open_store(self.stack.settings) as store:
            return list_states(store, [one.portal_id for one in portal_table.load(store)])

    def _follow(self, dag_id: str, run_id: str, label: str) -> None:
        followed = self.follower.follow(dag_id, run_id, label)
        self.progress.add(label, followed)
        if not followed.succeeded:
            raise RunFailedError(f"{dag_id} {run_id}")

    def _say_readiness(self, when: str) -> None:
        settings = self.stack.settings
        with open_store(settings) as store:
            select_portals(store, settings)
            figure = readiness_board(store, settings).figure
        self.console.print(f"{when}: {say(figure, Style(settings.language))}", markup=False)


def remaining(scans: tuple[datetime, ...], stood: datetime | None) -> tuple[datetime, ...]:
    """The scans after the clock of an earlier run: time never goes backwards."""
    return tuple(moment for moment in scans if stood is None or moment >= stood) or scans[-1:]
