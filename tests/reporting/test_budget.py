"""A page is never longer than its limit, and says what it left out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

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


# What Outlook (Word), QQ mail, 163, Gmail and Apple Mail all read on an element, by caniemail.com;
# the last four are for those that do, and the page reads without them.
READ = {
    "margin", "padding", "font-size", "font-weight", "font-family", "line-height", "color",
    "background-color", "border", "border-left", "border-collapse", "text-align", "width", "height",
    "max-width", "word-break", "overflow-wrap", "display",
}  # fmt: skip


def test_only_styles_that_mail_programs_read() -> None:
    page = html.fromstring(build_report(worst(), settings=EVERYTHING).html)
    used = {
        rule.partition(":")[0].strip()
        for element in page.iter()
        for rule in (element.get("style") or "").split(";")
        if rule.strip()
    }
    assert used <= READ
    assert not list(page.iter("script", "link", "form", "iframe", "video", "svg", "input"))
    assert all(image.get("src", "").startswith("cid:") for image in page.iter("img"))


def test_styles_are_a_small_part_of_the_page() -> None:
    text = build_report(worst(), settings=EVERYTHING).html
    styles = sum(len(style) for style in re.findall(r'style="[^"]*"', text))
    assert styles < 0.25 * len(text.encode())


def test_headings_come_in_order_and_tags_are_closed() -> None:
    text = build_report(world.day()).html
    levels = [int(level) for level in re.findall(r"<h(\d)", text)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for tag in ("p", "h1", "h2", "h3", "table", "tr", "td", "th", "b", "small", "a", "div"):
        assert len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>"), tag
