"""What was looked at within a quarter judges it; a later look may acquit, and accuses nobody."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.base.quarters import Quarter
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import BEIJING, Outcome, Visit
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.reasons import text
from repostwatch.model.spot_checks import CheckResult, IndicatorResult, LinkState, VetoIndicator
from repostwatch.pipeline.kept_links import kept_links
from repostwatch.pipeline.link_round import look_at_links
from repostwatch.pipeline.spot_check import inspect_quarter, results_of
from repostwatch.portals.editions import spot_check_registry
from repostwatch.settings import Settings
from repostwatch.store import portals, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.visiting.evidence_writer import evidence_writer
from tests.pipeline.test_link_round import Pages, kept_under, pages
from tests.pipeline.test_probe_round import draw, registry, settings_of
from tests.pipeline.test_probing import Site, served
from tests.pipeline.test_second_level import homepage

PASSED, FAILED, UNKNOWN = CheckResult.PASSED, CheckResult.FAILED, CheckResult.UNKNOWN
HOME, COLUMNS = VetoIndicator.STALE_HOMEPAGE, VetoIndicator.STALE_COLUMNS
QUARTER = Quarter(2026, 4)
NAMES = ("工作动态", "部门动态", "基层动态", "乡镇动态", "时政要闻")


def morning(month: int, day: int) -> datetime:
    return datetime(2026 if month > 1 else 2027, month, day, 8, tzinfo=BEIJING)


INSPECTED = morning(1, 5)


def box(name: str, newest: date) -> str:
    rows = "".join(
        f'<li><a href="/{name}/{n}.html">关于{name}某某事项的第{n}号情况说明</a>'
        f"<span>{newest - timedelta(days=n)}</span></li>"
        for n in range(6)
    )
    return f"<div class='box'><h2>{name}</h2><ul>{rows}</ul></div>"


def page(newest: date, *, extra: date | None = None) -> str:
    """Five columns of news; above them one more, with items of `extra`."""
    first = box("要闻", extra) if extra else ""
    boxes = "".join(box(name, newest) for name in NAMES)
    return f"<html><title>某县人民政府</title><body>{first}{boxes}</body></html>"


def scanned(conn: Connection, settings: Settings, at: datetime, shown: str) -> None:
    visit = Visit("http://127.0.0.9/", Outcome.OK, at, "http://127.0.0.9/", 200)
    visit = replace(visit, content_type="text/html; charset=utf-8")
    kept = evidence_writer(settings).write(Fetched(visit, shown.encode()))
    scan_records.save(conn, ScanRecord(
        "site", at, at, None, text("seen"), embedded=False, columns=(), home=visit,
        visits=[PageVisit("home", visit, evidence=kept)],
    ))  # fmt: skip


def drawn(conn: Connection, folder: Path, home: str = "http://127.0.0.9/") -> Settings:
    path = registry(folder / "s.csv", {"site": home})
    settings = kept_under(settings_of(path, [], INSPECTED), folder)
    draw(conn, settings, path, 100)
    return settings


def judged(
    conn: Connection, settings: Settings, quarter: Quarter = QUARTER
) -> dict[VetoIndicator, IndicatorResult]:
    inspect_quarter(conn, settings, quarter)
    [site] = results_of(conn, quarter)
    return {one.indicator: one for one in site.indicators}


DECEMBER = {
    # Of the look within the quarter; the one after it shows the opposite.
    "kept up": (page(date(2026, 12, 20)), page(date(2026, 12, 20)), PASSED, PASSED),
    "woken since": (
        page(date(2026, 11, 1)), page(date(2026, 11, 1), extra=date(2027, 1, 3)), FAILED, FAILED
    ),
    "fallen asleep since": (page(date(2026, 12, 29)), page(date(2026, 3, 1)), PASSED, PASSED),
}  # fmt: skip


@pytest.mark.parametrize("case", DECEMBER)
def test_the_look_within_the_quarter_stands(conn: Connection, tmp_path: Path, case: str) -> None:
    within, after, home, columns = DECEMBER[case]
    settings = drawn(conn, tmp_path)
    _registered(conn, settings)
    scanned(conn, settings, morning(12, 30), within)
    scanned(conn, settings, morning(1, 4), after)
    found = judged(conn, settings)
    assert (found[HOME].result, found[COLUMNS].result) == (home, columns)
    assert found[HOME].reason["seen_at"] == morning(12, 30)


AFTER = {
    "within its last two weeks": (page(date(2026, 12, 20)), PASSED, PASSED),
    "old": (page(date(2026, 11, 1)), UNKNOWN, UNKNOWN),
    "only since": (page(date(2027, 1, 3)), UNKNOWN, UNKNOWN),
    "one new column since": (page(date(2026, 12, 20), extra=date(2027, 1, 3)), PASSED, PASSED),
    "old ones beside a new one": (
        page(date(2026, 11, 1), extra=date(2026, 12, 30)), PASSED, UNKNOWN
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", AFTER)
def test_a_later_look_may_acquit_and_accuses_nobody(
    conn: Connection, tmp_path: Path, case: str
) -> None:
    shown, home, columns = AFTER[case]
    settings = drawn(conn, tmp_path)
    _registered(conn, settings)
    scanned(conn, settings, morning(1, 4), shown)
    found = judged(conn, settings)
    assert (found[HOME].result, found[COLUMNS].result) == (home, columns)
    for one in found[HOME], found[COLUMNS]:
        [late] = [why for why in one.reason.walk() if why.code is SpotCheckCode.SEEN_AFTER]
        assert late["seen_at"] == morning(1, 4)


def test_of_later_looks_the_first_counts(conn: Connection, tmp_path: Path) -> None:
    settings = drawn(conn, tmp_path)
    _registered(conn, settings)
    scanned(conn, settings, morning(1, 2), page(date(2026, 12, 30)))
    scanned(conn, settings, morning(1, 4), page(date(2027, 1, 3)))
    assert judged(conn, settings)[HOME].result is PASSED


def test_the_quarter_before_is_no_part_of_this_one(conn: Connection, tmp_path: Path) -> None:
    """A scan of the last days of September is within two weeks of an inspection in October."""
    settings = drawn(conn, tmp_path).as_of(morning(10, 5))
    _registered(conn, settings)
    scanned(conn, settings, morning(9, 28), page(date(2026, 8, 1)))
    assert judged(conn, settings)[HOME].reason.code is SpotCheckCode.NOTHING_GIVEN


def test_later_rounds_of_links_leave_what_was_seen(conn: Connection, tmp_path: Path) -> None:
    shown: Pages = {"/": (200, page(date(2026, 12, 20)))}
    with ExitStack() as stack:
        asked: list[str] = []
        home = stack.enter_context(pages(shown, "127.0.0.1", asked))
        settings = drawn(conn, tmp_path, f"{home}/")
        look_at_links(conn, settings.as_of(morning(12, 20)), QUARTER)
        asked.clear()
        shown["/"] = 200, page(date(2026, 3, 1))
        look_at_links(conn, settings, QUARTER)
        assert asked == []
        found = judged(conn, settings)
    assert (found[HOME].result, found[COLUMNS].result) == (PASSED, PASSED)


@pytest.mark.parametrize(
    ("seen", "newest", "result", "code"),
    [
        (morning(12, 20), date(2026, 11, 1), FAILED, SpotCheckCode.SECOND_STALE),
        (INSPECTED, date(2026, 11, 1), UNKNOWN, SpotCheckCode.SEEN_AFTER),
        (INSPECTED, date(2027, 1, 3), UNKNOWN, SpotCheckCode.SEEN_AFTER),
        (INSPECTED, date(2026, 12, 28), PASSED, SpotCheckCode.SECOND_FRESH),
    ],
)
def test_second_level_pages_and_links_the_same(
    conn: Connection,
    tmp_path: Path,
    seen: datetime,
    newest: date,
    result: CheckResult,
    code: SpotCheckCode,
) -> None:
    """A link that does not open after the quarter may have opened in it."""
    list_page = f"<html><title>栏目</title><body>{box('工作动态', newest)}</body></html>"
    shown: Pages = {"/": homepage(("工作动态", "机构概况")), "/0/": (200, list_page)}
    with ExitStack() as stack:
        home = stack.enter_context(pages(shown, "127.0.0.1", []))
        known = [stack.enter_context(served(Site())) for _ in range(2)]
        path = registry(tmp_path / "s.csv", {"site": f"{home}/"})
        settings = kept_under(settings_of(path, known, INSPECTED), tmp_path)
        draw(conn, settings, path, 100)
        look_at_links(conn, settings.as_of(seen), QUARTER)
        found = judged(conn, settings)[HOME]
        [site] = kept_links(conn, settings, QUARTER)
    assert found.result is result
    assert code in {one.code for one in found.reason.walk()}
    gone = next(state for look, state in site.states if look.link.url.endswith("/1/"))
    assert gone is (LinkState.UNDECIDED if seen == INSPECTED else LinkState.DEAD)


def test_a_scan_within_the_quarter_with_later_second_level_pages(
    conn: Connection, tmp_path: Path
) -> None:
    """The homepage only leads on, and its pages were seen after the quarter: they accuse nobody."""
    list_page = f"<html><title>栏目</title><body>{box('工作动态', date(2026, 11, 1))}</body></html>"
    leads = homepage(("工作动态", "机构概况"))
    shown: Pages = {"/": leads, "/0/": (200, list_page), "/1/": (200, list_page)}
    with ExitStack() as stack:
        home = stack.enter_context(pages(shown, "127.0.0.1", []))
        settings = drawn(conn, tmp_path, f"{home}/")
        _registered(conn, settings)
        scanned(conn, settings, morning(12, 30), leads[1])
        look_at_links(conn, settings, QUARTER)
        found = judged(conn, settings)[HOME]
    assert (found.result, found.reason.code) == (UNKNOWN, SpotCheckCode.SECOND_OPEN)


def _registered(conn: Connection, settings: Settings) -> None:
    portals.save(conn, spot_check_registry(settings))
