"""How long the daily mail takes, how large it is, and how much memory that needs.

    .venv/bin/python benchmarks/daily_mail.py

The worst kind of day: faults everywhere, nothing of it told before. Seconds are those of the
processor. Each case runs in a process of
its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent.parent))

from repostwatch.judging.figures import figures_of
from repostwatch.judging.findings import known_faults, update_findings
from repostwatch.model import (
    ColumnStanding,
    Duty,
    Interval,
    Level,
    Portal,
    Release,
    Scan,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.model.reasons import text
from repostwatch.reporting import daily
from repostwatch.reporting.data import Attachment, ReportData
from repostwatch.reporting.mail import to_message
from repostwatch.settings import Settings
from tests.reporting import world

CASES = ((103, 60), (10_000, 12))  # portals, releases
KINDS = (
    (VerdictKind.ON_TIME, 80),
    (VerdictKind.LATE, 4),
    (VerdictKind.MISSING, 4),
    (VerdictKind.UNKNOWN, 6),
    (VerdictKind.REVIEW, 2),
    (VerdictKind.PENDING, 4),
)
REASON = text("期限后的完整采集均未见到标题或文号一致的链接")


def made_up(portals: int, releases: int) -> ReportData:
    """A day of so many portals and releases, with verdicts by lot."""
    chance = random.Random(7)
    registry = tuple(
        Portal(f"p{n}", f"某某市某某区人民政府（{n}）", Level.COUNTY, f"http://p{n}.gov.example/")
        for n in range(portals)
    )
    titles = [line.split("|")[0] for line in world.lines("titles.txt")]
    start = world.MADE - timedelta(hours=12 * releases)
    published = tuple(
        Release(
            f"r{n}",
            titles[n % len(titles)],
            Interval.at(start + timedelta(hours=12 * n)),
            (f"https://www.gov.example/zhengce/content/{n}.htm",),
        )
        for n in range(releases)
    )
    kinds, weights = zip(*KINDS, strict=True)
    scans = tuple(
        Scan(f"s{p.portal_id}", p.portal_id, world.MADE, world.MADE, start) for p in registry
    )
    duties = tuple(
        Duty(r.release_id, p.portal_id, r.published, world.LIMIT, world.WHY)
        for r in published
        for p in registry
    )
    verdicts = tuple(
        _verdict(duty, kind)
        for duty, kind in zip(duties, chance.choices(kinds, weights, k=len(duties)), strict=True)
    )
    columns = tuple(
        ColumnStanding(p.portal_id, Standing.BLANK if n % 9 == 0 else Standing.PRESENT, REASON)
        for n, p in enumerate(registry)
    )
    judged = {(one.release_id, one.portal_id) for one in duties}
    return ReportData(
        day=world.DAY,
        made_at=world.MADE,
        usual_limit=world.LIMIT,
        releases=published,
        portals=registry,
        duties=duties,
        verdicts=verdicts,
        columns=columns,
        scans=scans,
        figures=figures_of(registry, verdicts, columns, Settings.model_construct().judging),
        findings=update_findings((), known_faults(verdicts, columns), judged, world.MADE),
    )


def _verdict(duty: Duty, kind: VerdictKind) -> Verdict:
    seen = Interval.at(duty.deadline.latest + timedelta(hours=3))
    reposted = seen if kind in (VerdictKind.LATE, VerdictKind.ON_TIME) else None
    scan_ids = (f"s{duty.portal_id}",)
    return Verdict(duty.release_id, duty.portal_id, kind, REASON, reposted, scan_ids=scan_ids)


def measure(portals: int, releases: int) -> None:
    """Print one line for the case."""
    data = made_up(portals, releases)
    settings = Settings.model_construct().reporting
    started = time.process_time()
    made = daily.build_report(data, settings)
    whole = time.process_time() - started
    with patch("repostwatch.reporting.daily.workbook", return_value=Attachment("x", "", b"")):
        started = time.process_time()
        daily.build_report(data, settings)
        page = time.process_time() - started
    message = len(to_message(made, "<daily-1@x.example>"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{portals:6} portals × {releases} releases: {page:.2f} s, with workbook {whole:.2f} s, "
        f"page {len(made.html.encode()):,} B, workbook {len(made.attachments[0].content):,} B, "
        f"message {message:,} B, memory with the data {peak / 1024:.0f} MB"
    )


def main() -> None:
    for case in CASES:
        process = multiprocessing.get_context("spawn").Process(target=measure, args=case)
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)


if __name__ == "__main__":
    main()
