"""The quarter's spot check out of the database: 2,000 sites of five levels with known faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

from repostwatch.base.errors import InputError
from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.inspecting.sampling import differences
from repostwatch.model import FindingState
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    IndicatorResult,
    VetoIndicator,
)
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.spot_check import (
    draw_quarter,
    inspect_quarter,
    keep_words,
    last_days,
    results_of,
    spot_check_of,
)
from repostwatch.portals.editions import spot_check_registry
from repostwatch.reporting.bulletin import build_bulletin
from repostwatch.settings import Settings, SpotCheckSettings
from repostwatch.store import findings, probes, samples, spot_results
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


def kept(
    conn: Connection,
    world: SpotWorld,
    settings: Settings,
    seed: int,
    quarter: Quarter = QUARTER,
    after: timedelta = timedelta(0),
) -> list[ChecklistEntry]:
    """Draw, keep a week of probes, `after` the usual one; what people saw, homepages too: no scan
    saw these."""
    sample = draw_quarter(conn, settings, quarter, str(seed), ASKED)
    assert list(differences(sample, spot_check_registry(settings))) == []
    for site in sample.sites:
        made = [replace(one, at=one.at + after) for one in world.probes(site.portal_id)]
        probes.add(conn, made, known=False)
    known = [replace(one, at=one.at + after) for one in controls(world.away)]
    probes.add(conn, known, known=True)
    said = [replace(one, at=one.at + after) for one in world.entries(sample)]
    return [
        replace(one, indicator=indicator, result=CheckResult.PASSED)
        for one in said
        if one.indicator is PEOPLE[0]
        for indicator in SEEN_BY_PEOPLE
        if indicator not in world.faults[one.portal_id]
    ] + [one for one in said if one.result is CheckResult.FAILED]


def said_of(conn: Connection, settings: Settings, quarter: Quarter = QUARTER) -> str:
    found = spot_check_of(conn, settings, quarter)
    assert found is not None
    data = replace(bulletin_data(), spot_check=found)
    data = replace(data, facts=replace(data.facts, quarter=quarter))
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
    assert "关停上移政府网站" not in text, "no scan looked"


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
    low, high = "0%", f"{ceil(Fraction(1000 * (462 - down), 462)) / 10:g}%"
    text = said_of(conn, settings)
    assert f"总体合格率在{low}至{high}之间。" in text
    assert f"另有{462 - down}个网站无法核验" in text


@pytest.mark.parametrize("repaired", [True, False])
def test_what_failed_is_looked_at_again_and_the_change_is_said(
    conn: Connection, tmp_path: Path, repaired: bool
) -> None:
    """In the quarter after, half of the sites are up all the time, or down for 20 hours."""
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))
    failed = failing(conn, QUARTER)
    later = settings.as_of(datetime(2027, 4, 4, 23, tzinfo=UTC))
    after, weeks = parse_quarter("2027Q1"), timedelta(days=91)
    for n, portal_id in enumerate(sorted(world.down)[::2]):
        # Each at hours of its own: what half of them do at once is charged to none.
        hours = range(n % 140, n % 140 + 20)
        world.down[portal_id] = frozenset() if repaired else frozenset(hours)
    entries = kept(conn, world, later, 2, after, weeks)
    inspect_quarter(conn, later, after, FIRST + weeks, entries)
    results = results_of(conn, after)
    assert {one.site.portal_id for one in results if one.site.again} == set(failed)
    before, now = (
        [one for one in results_of(conn, quarter) if one.site.drawn] for quarter in (QUARTER, after)
    )
    assert len(before) == len(now) == 462
    passed = [sum(one.result is CheckResult.PASSED for one in some) for some in (before, now)]
    points = int(1000 * abs(passed[1] - passed[0]) / 462) / 10
    assert (passed[1] > passed[0]) is repaired
    word = "提高" if repaired else "下降"
    text = said_of(conn, later, after)
    rate = f"总体合格率{int(1000 * passed[1] / 462) / 10:g}%"
    assert f"{rate}，比上季度{word}{points:g}个百分点。" in text
    again = [one for one in results if one.site.again]
    still = sum(one.result is CheckResult.FAILED for one in again)
    line = f"此前不合格的网站复查{len(failed)}个：合格{len(again) - still}个，仍不合格{still}个"
    assert line in text
    assert 0 < still < len(again) or not repaired


def failing(conn: Connection, quarter: Quarter) -> list[str]:
    results = results_of(conn, quarter)
    return [one.site.portal_id for one in results if one.result is CheckResult.FAILED]


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


def test_what_people_saw_of_a_site_that_ended_is_in_no_sentence(
    conn: Connection, tmp_path: Path
) -> None:
    """All six indicators are entered of it, before its inspection and after."""
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    entries = kept(conn, world, settings, 1)
    sample = samples.load(conn, str(QUARTER))
    assert sample is not None
    ended = sample.sites[0].portal_id
    seen = datetime(2026, 10, 20, 4, tzinfo=UTC)
    said = [
        ChecklistEntry(ended, one, CheckResult.FAILED, "王敏", seen, "截图")
        for one in VetoIndicator
    ]
    path = settings.spot_check.portals
    assert path is not None
    head, *rows = path.read_text("utf-8").splitlines()
    own = [f"{row},2026-10-25" if row.startswith(f"{ended},") else f"{row}," for row in rows]
    path.write_text("\n".join([f"{head},valid_until", *own]), encoding="utf-8")
    others = [one for one in entries if one.portal_id != ended]
    inspect_quarter(conn, settings, QUARTER, FIRST, [*others, *said])
    later = [replace(one, at=seen + timedelta(hours=1)) for one in said]
    keep_words(conn, settings, QUARTER, later)
    [result] = [one for one in results_of(conn, QUARTER) if one.site.portal_id == ended]
    assert {one.result for one in result.indicators} == {CheckResult.GONE}
    text = said_of(conn, settings)
    assert "共抽查政府网站461个" in text
    assert not [one for one in findings.load(conn, [ended]) if one.state is FindingState.OPEN]


def test_the_week_is_the_last_that_is_over(tmp_path: Path) -> None:
    ended = Settings(var_dir=tmp_path).as_of(JANUARY)
    assert last_days(ended, QUARTER) == date(2026, 12, 25)
    lasts = ended.as_of(datetime(2026, 11, 20, 4, tzinfo=UTC))
    assert last_days(lasts, QUARTER) == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("ends", "gone"),
    [("2026-10-20", True), ("2026-11-02", True), ("2026-11-09", True), ("2026-11-20", False)],
)
def test_a_site_that_the_registry_ends_before_its_probes_is_not_failed(
    conn: Connection, tmp_path: Path, ends: str, gone: bool
) -> None:
    """The probes are of 2 to 8 November; of all sites that were down, one ends."""
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    entries = kept(conn, world, settings, 1)
    inspect_quarter(conn, settings, QUARTER, FIRST, entries)
    before = results_of(conn, QUARTER)
    [failed, *_] = [
        one.site.portal_id
        for one in before
        if one.result is CheckResult.FAILED and world.unreachable(one.site.portal_id)
    ]
    path = settings.spot_check.portals
    assert path is not None
    head, *rows = path.read_text("utf-8").splitlines()
    own = [f"{row},{ends}" if row.startswith(f"{failed},") else f"{row}," for row in rows]
    path.write_text("\n".join([f"{head},valid_until", *own]), encoding="utf-8")
    inspect_quarter(conn, settings, QUARTER, FIRST)
    after = {one.site.portal_id: one for one in results_of(conn, QUARTER)}
    assert after[failed].result is (CheckResult.GONE if gone else CheckResult.FAILED)
    others = [one for one in before if one.site.portal_id != failed]
    assert [after[one.site.portal_id] for one in others] == others
    found = spot_check_of(conn, settings, QUARTER)
    assert found is not None
    assert found.rates.figures[0].denominator == len(before) - gone
    text = said_of(conn, settings)
    assert ("样本中另有1个网站检查前已停办" in text) is gone
    assert f"共抽查政府网站{len(before) - gone}个" in text
    state = next(o.state for o in findings.load(conn, [failed]))
    assert state is (FindingState.WAIVED if gone else FindingState.OPEN)


def test_words_that_contradict_each_other_or_are_of_another_quarter_are_refused(
    conn: Connection, tmp_path: Path
) -> None:
    """By name, from a table and from the page, and nothing of them is kept."""
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    entries = kept(conn, world, settings, 1)
    inspect_quarter(conn, settings, QUARTER, FIRST, entries)
    before, results = spot_results.entries_of(conn, str(QUARTER)), results_of(conn, QUARTER)
    one = next(o for o in entries if o.result is CheckResult.PASSED)
    opposite = replace(one, result=CheckResult.FAILED, by="李强", evidence="截图")
    early = replace(one, at=QUARTER.span.earliest - timedelta(microseconds=1))
    ahead = replace(one, at=settings.now() + timedelta(seconds=1))
    for bad in (opposite, early, ahead):
        for good in ((), (replace(one, at=settings.now(), result=CheckResult.PASSED),)):
            with pytest.raises(InputError, match=f"'{one.portal_id}' {one.indicator.value}: "):
                inspect_quarter(conn, settings, QUARTER, FIRST, [*good, bad])
            with pytest.raises(InputError, match=f"'{one.portal_id}' {one.indicator.value}: "):
                keep_words(conn, settings, QUARTER, [*good, bad])
    assert spot_results.entries_of(conn, str(QUARTER)) == before
    assert results_of(conn, QUARTER) == results
    keep_words(conn, settings, QUARTER, [one, replace(opposite, at=settings.now())])
    after = {o.site.portal_id: o for o in results_of(conn, QUARTER)}
    assert after[one.portal_id].result is CheckResult.FAILED, "a later moment decides"


def test_a_pass_without_evidence_overturns_nothing_that_is_proven(
    conn: Connection, tmp_path: Path
) -> None:
    """Refused where the failure is known; where it is found later, it stands all the same."""
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    kept(conn, world, settings, 1)
    sample = samples.load(conn, str(QUARTER))
    assert sample is not None
    down = next(o.portal_id for o in sample.sites if world.unreachable(o.portal_id))
    about = VetoIndicator.UNREACHABLE
    bare = ChecklistEntry(down, about, CheckResult.PASSED, "王敏", JANUARY, "")
    keep_words(conn, settings, QUARTER, [bare])
    inspect_quarter(conn, settings, QUARTER, FIRST)

    def reached() -> IndicatorResult:
        own = next(o for o in results_of(conn, QUARTER) if o.site.portal_id == down)
        return next(one for one in own.indicators if one.indicator is about)

    assert (reached().result, reached().machine) == (CheckResult.FAILED, CheckResult.FAILED)
    assert reached().reason.has(SpotCheckCode.NO_EVIDENCE)
    for again in (bare, replace(bare, by="李强", evidence="  ")):
        with pytest.raises(InputError, match="needs evidence"):
            keep_words(conn, settings, QUARTER, [again])
        with pytest.raises(InputError, match="needs evidence"):
            inspect_quarter(conn, settings, QUARTER, FIRST, [again])
    keep_words(conn, settings, QUARTER, [replace(bare, by="李强", evidence="截图")])
    assert reached().result is CheckResult.PASSED


@pytest.mark.parametrize("first", [date(2026, 9, 30), date(2026, 12, 26)])
def test_days_of_probes_outside_the_quarter_are_refused(
    conn: Connection, tmp_path: Path, first: date
) -> None:
    world = spot_world(1)
    settings = settings_of(world, tmp_path)
    draw_quarter(conn, settings, QUARTER, "1", ASKED)
    with pytest.raises(InputError, match="are not all in 2026Q4"):
        inspect_quarter(conn, settings, QUARTER, first)
    assert results_of(conn, QUARTER) == ()
