"""`repostwatch demo`: the whole chain in Airflow against the sandbox, day by day."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from repostwatch.base.clock import iso
from repostwatch.pipeline.report import report_data
from repostwatch.pipeline.scope import open_store
from repostwatch.reporting.terminal import summary_table
from repostwatch.services.airflow import DAGS
from repostwatch.services.follow import FinishedRun, Follower
from repostwatch.services.stack import Stack, start_stack
from repostwatch.services.truth import Agreement, compare
from repostwatch.settings import Settings

# Airflow spends about a second on a task. The last day maps one task per portal, as in real
# life; the days before only have to be observed.
EARLIER_PORTALS_PER_TASK = 15


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


def run_demo(settings: Settings, *, fresh: bool = False, portals: int | None = None) -> int:
    """Exit status 0 only if every run succeeded, the mail arrived and the truth agrees."""
    console = Console(soft_wrap=True, highlight=False)
    progress, started = DemoProgress(), time.monotonic()
    try:
        with start_stack(settings, console.print, fresh=fresh, portals=portals) as stack:
            progress.seconds.append(("start the services", time.monotonic() - started))
            report = run_days(stack, console, progress)
            ok = print_results(stack, console, progress, report)
            console.print(f"\nlook at it: make up, then {stack.login}")
    except KeyboardInterrupt:
        console.print("stopped")
        return 130
    console.print(f"{'done' if ok else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return 0 if ok else 1


def run_days(stack: Stack, console: Console, progress: DemoProgress) -> dict[str, Any] | None:
    """Run the days that an earlier run has not done, the last day in any case.

    Returns the result of daily_report, None if an earlier run failed.
    """
    api = stack.airflow.api
    for dag_id in DAGS:
        api.unpause(dag_id)
    follower = Follower(api, stack.airflow.family.check, console)
    follower.settle(DAGS)
    for moment in remaining(stack.services.web.scans, stack.services.stood):
        stack.services.web.set_clock(moment)
        label = f"{iso(moment)[:16]}"
        last = moment == stack.services.web.scans[-1]
        conf = {"portals_per_task": 1 if last else EARLIER_PORTALS_PER_TASK}
        known = {dag_id: {run["dag_run_id"] for run in api.runs(dag_id)} for dag_id in DAGS}
        run_id: str | None = api.trigger("ingest_releases", conf)
        for dag_id in ("ingest_releases", "scan_portals", "judge_reposts"):
            run_id = run_id or follower.woken(dag_id, known[dag_id])
            followed = follower.follow(dag_id, run_id, label)
            progress.add(label, followed)
            if not followed.succeeded:
                return None
            run_id = None
    run_id = api.trigger("daily_report", {})
    progress.add("", follower.follow("daily_report", run_id, label))
    return api.value("daily_report", run_id, "make") if progress.runs[-1].succeeded else None


def remaining(scans: tuple[datetime, ...], stood: datetime | None) -> tuple[datetime, ...]:
    """The scans after the clock of an earlier run: time never goes backwards."""
    return tuple(moment for moment in scans if stood is None or moment >= stood) or scans[-1:]


def print_results(
    stack: Stack, console: Console, progress: DemoProgress, report: dict[str, Any] | None
) -> bool:
    """Print figures, agreement with the truth, files and times; whether all is as it should be."""
    with open_store(stack.settings) as store:
        data = report_data(store, stack.settings)
    console.print(summary_table(data, stack.settings.reporting, stack.settings.language))
    agreement = compare(stack.services.web.folder, data)
    _tell_agreement(console, agreement)
    console.print(_times(progress))
    for line in progress.failures:
        console.print(line, style="red", markup=False)
    if report is None:
        return False
    mails = arrived(stack.services.mail, report["subjects"][0])
    console.print(f"report  {report['paths'][0]}", markup=False)
    for mail in mails:
        console.print(f"mail    {mail}", markup=False)
    if len(mails) != 1:
        console.print(f"{len(mails)} mails of this report in {stack.services.mail}, expected one")
    return not progress.failures and agreement.whole and len(mails) == 1


def arrived(folder: Path, subject: str) -> list[Path]:
    """The mails of that subject in the sink."""
    parser = BytesHeaderParser(policy=default)
    found = []
    for path in sorted(folder.glob("*.eml")):
        with path.open("rb") as file:
            if parser.parse(file)["subject"] == subject:
                found.append(path)
    return found


def _tell_agreement(console: Console, agreement: Agreement) -> None:
    total = agreement.verdicts + agreement.columns
    for line in agreement.disagreements:
        console.print(line, style="red", markup=False)
    console.print(
        f"agrees with the sandbox's truth in {total - len(agreement.disagreements)} of {total} "
        f"({agreement.verdicts} verdicts, {agreement.columns} columns)"
    )


def _times(progress: DemoProgress) -> Table:
    table = Table("step", "seconds", title="time", title_justify="left")
    table.columns[1].justify = "right"
    for label, seconds in progress.seconds:
        table.add_row(label, f"{seconds:.1f}")
    return table
