"""A page is never longer than its limit, and says what it left out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from repostwatch.model import VerdictKind
from repostwatch.reporting.data import ReportData
from repostwatch.settings import ReportingSettings
from tests.defaults import build_report
from tests.reporting import world

EVERYTHING = ReportingSettings(rows_per_section=10_000, rows_per_portal=10_000)


def worst() -> ReportData:
    """Nobody reposted anything."""
    data = world.day()
    bad = tuple(replace(v, kind=VerdictKind.MISSING, backdated=None) for v in data.verdicts)
    return replace(data, verdicts=bad, findings=world.faults(bad, data.columns, world.MADE))


@pytest.mark.parametrize("most", [20_000, 60_000, 100_000])
def test_the_worst_day_fits_and_counts_what_is_left_out(most: int) -> None:
    data = worst()
    report = build_report(data, settings=EVERYTHING.model_copy(update={"page_bytes": most}))
    size = len(report.html.encode())
    assert size <= most
    assert size > most - 6_000, "what there is room for is used"
    new = report.text.partition("【新增问题】")[2].partition("\n【")[0]
    assert new.startswith(f"{len(data.findings)}项")
    hidden = sum(int(n) for n in re.findall(r"另有(\d+)条", new))
    shown = [b for b in html.fromstring(report.html).iter("b") if b.get("class") == "bad"]
    assert len(shown) + hidden == len(data.findings)


def test_what_matters_most_goes_in_first() -> None:
    data = worst()
    report = build_report(data, settings=EVERYTHING.model_copy(update={"page_bytes": 30_000}))
    assert re.search(r"另有\d+个网站未列出，见附件。", report.html), "the grid comes last"
    for heading in ("新增问题", "网站×政策", "问题最多的网站", "口径"):
        assert heading in report.html


def test_text_and_page_leave_out_the_same() -> None:
    report = build_report(worst(), settings=EVERYTHING)
    page = html.fromstring(report.html).text_content()
    found = re.compile(r"另有(\d+)条未列出")
    assert found.findall(page) == found.findall(report.text)
    assert len(report.text.encode()) < 300_000
