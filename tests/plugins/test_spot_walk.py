"""The pages of the spot check in a browser: a checklist handed in, a successor by one click."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from repostwatch.base.clock import day_of, whole_day
from repostwatch.base.quarters import quarter_of
from repostwatch.base.terminal import Terminal
from repostwatch.commands.closures import write_closures
from repostwatch.model import Outcome, Visit, because
from repostwatch.model.codes import PortalCode
from repostwatch.settings import Settings
from repostwatch.store import portals, scan_records, spot_results
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import EVIL, GOOD
from tests.plugins.test_spot_pages import BEGUN, NOW, QUARTER, inspected
from tests.plugins.test_walk import Opened, browser, faults, opened, scheme_of, too_wide

pytestmark = pytest.mark.system
__all__ = ["browser", "opened"]  # fixtures
MINUTE = timedelta(minutes=1)
# On how many lines the text of an element stands.
LINES = """(element) => {
  const text = document.createRange();
  text.selectNodeContents(element);
  return text.getClientRects().length;
}"""
FIRST_GONE = NOW - 3 * MINUTE
GONE = because(PortalCode.ELSEWHERE, there="www.mct.example.cn", here="evil.example.cn")


@pytest.fixture
def gone(store_of_ui: Connection) -> Iterator[None]:
    """One site is seen gone in two scans; afterwards it is as it was."""
    inspected(store_of_ui)
    for at in (FIRST_GONE, FIRST_GONE + MINUTE):
        visit = Visit(EVIL.home_url, Outcome.SOFT_404, at, reason=GONE)
        pages = [PageVisit("home", visit)]
        record = ScanRecord(
            EVIL.portal_id, at, at, at - MINUTE, None, False, (), visit, pages, run_id="walk"
        )
        scan_records.save(store_of_ui, replace(record, moved=GONE))
    yield
    store_of_ui.execute("TRUNCATE successions CASCADE")
    own = "(SELECT scan_id FROM scans WHERE run_id = 'walk')"
    store_of_ui.execute(f"DELETE FROM visits WHERE scan_id IN {own}")
    store_of_ui.execute("DELETE FROM scans WHERE run_id = 'walk'")


def test_a_successor_is_registered_by_one_click(
    opened: Opened, ui: Ui, store_of_ui: Connection, gone: None, tmp_path: Path
) -> None:
    """Page, table and command say the same, and its duties end with the day before."""
    del gone
    quarter = str(quarter_of(FIRST_GONE))
    page = opened(viewport={"width": 390, "height": 900})
    page.goto(f"/repostwatch/spot/{quarter}/closures")
    assert faults(page) == []
    row = (
        page.locator("tr", has_text="evil.example.cn")
        .or_(page.locator("tr", has_text=EVIL.name))
        .first
    )
    buttons = row.get_by_role("button")
    assert buttons.count() >= 1, "at least: registered as ended, nobody follows"
    buttons.first.click()
    expect(page.locator("#recorded")).to_be_visible()
    assert faults(page) + too_wide(page) == []
    expect(row.get_by_role("button")).to_have_text(["撤销登记"])
    ends = whole_day(day_of(FIRST_GONE)).earliest
    [kept] = portals.load(store_of_ui, [EVIL.portal_id])
    assert kept.valid_until == ends
    shown = ui.get(f"/spot.csv?quarter={quarter}&of=closures").text.lstrip("\ufeff")
    write_closures(store_of_ui, Settings(), quarter, tmp_path / "closures.csv", Terminal())
    written = (tmp_path / "closures.csv").read_text(encoding="utf-8")
    tables = [list(csv.DictReader(text.splitlines())) for text in (shown, written)]
    assert tables[0] == tables[1]
    [own] = [one for one in tables[1] if one["portal_id"] == EVIL.portal_id]
    assert own["registered_until"].startswith(f"{day_of(FIRST_GONE)}T00:00")
    assert own["successor"] == (kept.successor or "")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1400, "light")])
def test_what_a_person_saw_is_chosen_recorded_and_undone(
    opened: Opened, store_of_ui: Connection, width: int, scheme: str
) -> None:
    inspected(store_of_ui)
    page = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"/repostwatch/spot/{QUARTER}/{GOOD.portal_id}")
    evidence = page.get_by_label("依据")
    evidence.fill("网页有错字，截图见附件")
    evidence.press("Enter")
    page.get_by_label("单项否决指标").select_option(label="严重错误")
    evidence.press("Enter")
    page.wait_for_load_state("networkidle")
    assert spot_results.entries_of(store_of_ui, QUARTER) == [], "no result is chosen"
    page.get_by_label("不合格", exact=True).check()
    evidence.press("Enter")
    line = page.locator("#recorded")
    expect(line).to_contain_text("已记录：严重错误，填报为“不合格”")
    expect(line.locator(".tag")).to_have_text(["待人工", "不合格"])
    assert faults(page) + too_wide(page) == []
    assert scheme_of(page) == scheme
    line.get_by_role("button", name="撤销").click()
    expect(line).to_contain_text("已撤销：严重错误")
    expect(line.locator(".tag")).to_have_text(["不合格", "待人工"])
    assert faults(page) + too_wide(page) == []
    page.go_back()
    expect(line).to_contain_text("已撤销：严重错误")
    expect(line.get_by_role("button")).to_have_count(0)
    assert spot_results.entries_of(store_of_ui, QUARTER) == []


@pytest.mark.parametrize("width", [390, 1400])
def test_a_day_s_hours_stand_in_one_row(
    opened: Opened, store_of_ui: Connection, width: int
) -> None:
    inspected(store_of_ui)
    page = opened(viewport={"width": width, "height": 900})
    page.goto(f"/repostwatch/spot/{QUARTER}/{GOOD.portal_id}")
    days = page.locator("table.hours tr")
    expect(days).to_have_count(7)
    for day in days.all():
        expect(day.locator("td")).to_have_count(24)
        assert day.locator("th").evaluate(LINES) == 1
    assert too_wide(page) == []


@pytest.mark.parametrize("width", [390, 1400])
def test_a_checklist_is_handed_in(
    opened: Opened, store_of_ui: Connection, tmp_path: Path, width: int
) -> None:
    inspected(store_of_ui)
    page = opened(viewport={"width": width, "height": 900})
    page.goto("/repostwatch/spot")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    with page.expect_download() as taken:
        page.get_by_role("link", name="待填的人工核查表").click()
    filled = tmp_path / "filled.csv"
    lines = taken.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].endswith(",,,,")
    lines[1] = lines[1].removesuffix(",,,,") + f",合格,张三,{BEGUN},"
    filled.write_text("\n".join(lines), encoding="utf-8")
    page.get_by_label("填好的人工核查表").set_input_files(filled)
    page.get_by_role("button", name="导入").click()
    expect(page.locator("#recorded")).to_contain_text("已导入1条")
    page.goto(f"/repostwatch/spot/{QUARTER}/{GOOD.portal_id}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=tmp_path / "site.png", full_page=True)
