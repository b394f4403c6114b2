"""`repostwatch demo`: the whole chain in Airflow against the sandbox, day by day."""

from __future__ import annotations

import time
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from typing import Any

from rich.table import Table

from repostwatch.base.terminal import Terminal
from repostwatch.pipeline.report import report_data
from repostwatch.pipeline.scope import open_store
from repostwatch.reporting.terminal import summary_table
from repostwatch.services.demo_days import DemoDays, DemoProgress
from repostwatch.services.stack import Stack, start_stack
from repostwatch.services.truth import Agreement, compare
from repostwatch.settings import Settings


def run_demo(settings: Settings, *, fresh: bool = False, portals: int | None = None) -> int:
    """Exit status 0 only if every run succeeded, the mail arrived and the truth agrees."""
    console = Terminal(soft_wrap=True, highlight=False)
    progress, started = DemoProgress(), time.monotonic()
    try:
        with start_stack(settings, console.print, fresh=fresh, portals=portals) as stack:
            progress.seconds.append(("start the services", time.monotonic() - started))
            report = DemoDays(stack, console, progress).run()
            ok = print_results(stack, console, progress, report)
            console.print(f"\nlook at it: make up, then {stack.login}")
    except KeyboardInterrupt:
        console.print("stopped")
        return 130
    console.print(f"{'done' if ok else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return 0 if ok else 1


def print_results(
    stack: Stack, console: Terminal, progress: DemoProgress, report: dict[str, Any] | None
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
    for page in made_pages(stack.settings, report["day"])[-1:]:
        console.print(f"report  {page}", markup=False)
    for mail in mails:
        console.print(f"mail    {mail}", markup=False)
    if len(mails) != 1:
        console.print(f"{len(mails)} mails of this report in {stack.services.mail}, expected one")
    return not progress.failures and agreement.whole and len(mails) == 1


def made_pages(settings: Settings, day: str) -> list[Path]:
    """The pages of a day's report on this machine, which made it, the newest last."""
    found = (settings.var_dir / "reports" / day).glob("edition-*/report.html")
    return sorted(found, key=lambda page: page.stat().st_mtime)


def arrived(folder: Path, subject: str) -> list[Path]:
    """The mails of that subject in the sink."""
    parser = BytesHeaderParser(policy=default)
    found = []
    for path in sorted(folder.glob("*.eml")):
        with path.open("rb") as file:
            if parser.parse(file)["subject"] == subject:
                found.append(path)
    return found


def _tell_agreement(console: Terminal, agreement: Agreement) -> None:
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
