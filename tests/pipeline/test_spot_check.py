"""The quarter's spot check out of the database: 2,000 sites of five levels with known faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.base.errors import InputError
from repostwatch.base.quarters import parse_quarter
from repostwatch.inspecting.sampling import differences
from repostwatch.model.spot_checks import ChecklistEntry, CheckResult, VetoIndicator
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.spot_check import (
    draw_quarter,
    inspect_quarter,
    last_days,
    results_of,
    spot_check_of,
)
from repostwatch.portals.editions import spot_check_registry
from repostwatch.reporting.bulletin import build_bulletin
from repostwatch.settings import Settings, SpotCheckSettings
from repostwatch.store import probes
from repostwatch.store.database import Connection
from tests.inspecting.probing import FIRST, controls
from tests.inspecting.spot_worlds import PEOPLE, SHARES, SpotWorld, spot_world
from tests.reporting.quarters import bulletin_data

QUARTER = parse_quarter("2026Q4")
JANUARY = datetime(2027, 1, 4, 23, tzinfo=UTC)
ASKED = [f"{level.value}={share}%" for level, share in SHARES.items()]
SEEN_BY_PEOPLE = (*PEOPLE, VetoIndicator.STALE_HOMEPAGE, VetoIndicator.STALE_COLUMNS)
COLUMNS = "portal_id,name,level,home_url,column_urls,limit_hours,site_code"


def settings_of(world: SpotWorld, folder: Path) -> Settings:
    path = folder / "sites.csv"
    rows = [
        f"{one.portal_id},{one.name},{one.level.value},{one.home_url},,,{one.site_code or ''}"
        for one in world.portals
    ]
    path.write_text("\n".join([COLUMNS, *rows]), encoding="utf-8")
    own = SpotCheckSettings(portals=path)
    return Settings(var_dir=folder, spot_check=own).as_of(JANUARY)


def kept(conn: Connection, world: SpotWorld, settings: Settings, seed: int) -> list[ChecklistEntry]:
    """Draw, keep a week of probes; what people saw, homepages too: no scan saw these."""
    sample = draw_quarter(conn, settings, QUARTER, str(seed), ASKED)
    assert list(differences(sample, spot_check_registry(settings))) == []
    for site in sample.sites:
        probes.add(conn, world.probes(site.portal_id), known=False)
    probes.add(conn, controls(world.away), known=True)
    return [
        replace(one, indicator=indicator, result=CheckResult.PASSED)
        for one in world.entries(sample)
        if one.indicator is PEOPLE[0]
        for indicator in SEEN_BY_PEOPLE
        if indicator not in world.faults[one.portal_id]
    ] + [one for one in world.entries(sample) if one.result is CheckResult.FAILED]


def said_of(conn: Connection, settings: Settings) -> str:
    found = spot_check_of(conn, settings, QUARTER)
    assert found is not None
    data = replace(bulletin_data(), spot_check=found)
    data = replace(data, facts=replace(data.facts, quarter=QUARTER))
    return build_bulletin(data, settings).text


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_site_is_what_is_true_of_it(conn: Connection, tmp_path: Path, seed: int) -> None:
    world = spot_world(seed)
    settings = settings_of(world, tmp_path)
    entries = kept(conn, world, settings, seed)
    made = inspect_quarter(conn, settings, QUARTER, FIRST, entries)
    results = results_of(conn, QUARTER)
    assert made.sites == len(results) == 60 + 72 + 120 + 160 + 50
    for one in results:
        portal_id = one.site.portal_id
        faults = {i.indicator for i in one.indicators if i.result is CheckResult.FAILED}
        truth = set(world.faults[portal_id])
        truth |= {VetoIndicator.UNREACHABLE} if world.unreachable(portal_id) else set()
        assert faults == truth, portal_id
        assert one.result is (CheckResult.FAILED if truth else CheckResult.PASSED)
    passed = sum(one.result is CheckResult.PASSED for one in results)
    rate = int(1000 * passed / len(results)) / 10
    text = said_of(conn, settings)
    assert f"2026年第四季度共抽查政府网站462个，总体合格率{rate:g}%。" in text
    assert f"不合格网站{462 - passed}个：" in text
    assert "本季度关停上移政府网站0个。" in text


def test_our_own_outage_of_six_hours_fails_nobody(conn: Connection, tmp_path: Path) -> None:
    world = spot_world(1, outage=range(40, 46))
    settings = settings_of(world, tmp_path)
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))
    for one in results_of(conn, QUARTER):
        reached = one.indicators[0]
        assert reached.indicator is VetoIndicator.UNREACHABLE
        if reached.result is CheckResult.FAILED:
            assert world.unreachable(one.site.portal_id), "its own hours alone are enough"
        if not world.down[one.site.portal_id]:
            assert reached.result is CheckResult.PASSED


def test_what_nobody_saw_is_open_and_said_so(conn: Connection, tmp_path: Path) -> None:
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    kept(conn, world, settings, 1)
    inspect_quarter(conn, settings, QUARTER, FIRST)
    results = results_of(conn, QUARTER)
    assert {one.result for one in results} == {CheckResult.FAILED, CheckResult.UNKNOWN}
    down = sum(one.result is CheckResult.FAILED for one in results)
    low, high = "0%", f"{int(1000 * (462 - down) / 462) / 10:g}%"
    text = said_of(conn, settings)
    assert f"总体合格率在{low}至{high}之间。" in text
    assert f"另有{462 - down}个网站无法核验" in text


def test_what_failed_is_looked_at_again_and_compared_with_the_quarter_before(
    conn: Connection, tmp_path: Path
) -> None:
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))
    failed = {
        one.site.portal_id for one in results_of(conn, QUARTER) if one.result is CheckResult.FAILED
    }
    assert failed
    later = settings.as_of(datetime(2027, 4, 4, 23, tzinfo=UTC))
    after = parse_quarter("2027Q1")
    sample = draw_quarter(conn, later, after, "2", ASKED)
    assert {site.portal_id for site in sample.sites if site.again} == failed
    inspect_quarter(conn, later, after)
    found = spot_check_of(conn, later, after)
    assert found is not None
    assert found.before is not None
    assert found.before.figures[0].denominator == 462


def test_a_sample_is_needed_and_drawn_once(conn: Connection, tmp_path: Path) -> None:
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    assert inspect_quarter(conn, settings, QUARTER).sites == 0
    assert spot_check_of(conn, settings, QUARTER) is None
    for seed, shares in (("1", ["county=0%"]), ("1", ["village=5%"]), ("", ASKED), ("1", [])):
        with pytest.raises(InputError):
            draw_quarter(conn, settings, QUARTER, seed, shares)
    draw_quarter(conn, settings, QUARTER, "1", ASKED)
    with pytest.raises(RefusedError):
        draw_quarter(conn, settings, QUARTER, "2", ASKED)
    other = ChecklistEntry(
        "nobody", PEOPLE[0], CheckResult.PASSED, "王敏", JANUARY - timedelta(days=9), ""
    )
    with pytest.raises(InputError):
        inspect_quarter(conn, settings, QUARTER, FIRST, [other])


def test_the_week_is_the_last_that_is_over(tmp_path: Path) -> None:
    ended = Settings(var_dir=tmp_path).as_of(JANUARY)
    assert last_days(ended, QUARTER) == date(2026, 12, 25)
    lasts = ended.as_of(datetime(2026, 11, 20, 4, tzinfo=UTC))
    assert last_days(lasts, QUARTER) == date(2026, 11, 13)
