"""What fails in a quarter once the sample of the next one was drawn: named there, and in the one
after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.model import BEIJING, Language, because
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.spot_checks import ChecklistEntry, CheckResult, VetoIndicator
from repostwatch.pipeline.failed_before import failed_since_drawn
from repostwatch.pipeline.spot_check import (
    draw_quarter,
    inspect_quarter,
    keep_words,
    results_of,
    spot_check_of,
)
from repostwatch.queries.spot_checks import AskedSites, spot_board
from repostwatch.reporting.digest import bulletin_digest
from repostwatch.settings import Settings
from repostwatch.store import samples
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say
from tests.inspecting.probing import FIRST
from tests.inspecting.spot_worlds import SpotWorld
from tests.pipeline.test_spot_check import ASKED, QUARTER, kept, said_of, settings_of
from tests.pipeline.test_spot_findings import APRIL, NEXT, WEEKS, small
from tests.reporting.quarters import bulletin_data

THIRD, FOURTH = parse_quarter("2027Q2"), parse_quarter("2027Q3")
JULY = datetime(2027, 7, 4, 23, tzinfo=UTC)


@pytest.fixture
def world() -> SpotWorld:
    return small(1)


@pytest.fixture
def settings(world: SpotWorld, tmp_path: Path) -> Settings:
    return settings_of(world, tmp_path)


def inspected(conn: Connection, world: SpotWorld, settings: Settings) -> None:
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))


def ids_in(conn: Connection, quarter: Quarter) -> set[str]:
    sample = samples.load(conn, str(quarter))
    return {site.portal_id for site in sample.sites} if sample else set()


def passing(conn: Connection, *, held: bool) -> list[str]:
    """Sites that passed in the first quarter, and are (not) in the sample of the next."""
    later = ids_in(conn, NEXT)
    return [
        one.site.portal_id
        for one in results_of(conn, QUARTER)
        if one.result is CheckResult.PASSED and (one.site.portal_id in later) is held
    ]


def seen(portal_id: str, result: CheckResult = CheckResult.FAILED, hour: int = 9) -> ChecklistEntry:
    at = datetime(2026, 12, 28, hour, tzinfo=BEIJING)
    return ChecklistEntry(portal_id, VetoIndicator.NO_RESPONSE, result, "王敏", at, "截图")


def named(conn: Connection, settings: Settings, quarter: Quarter) -> dict[object, object]:
    """By the quarter in which they failed, the names of the sites that a sample lacks."""
    found = failed_since_drawn(conn, settings, quarter)
    assert {one.code for one in found} <= {SpotCheckCode.FAILED_SINCE}
    return {one["quarter"]: one["names"] for one in found}


def test_what_fails_late_is_named_and_looked_at_in_the_quarter_after(
    conn: Connection, world: SpotWorld, settings: Settings
) -> None:
    names = {one.portal_id: one.name for one in world.portals}
    inspected(conn, world, settings)
    later = settings.as_of(APRIL)
    entries = kept(conn, world, later, 2, NEXT, WEEKS)
    inspect_quarter(conn, later, NEXT, FIRST + WEEKS, entries)
    assert named(conn, later, NEXT) == {}
    before = samples.load(conn, str(NEXT))
    missing, also, *_ = passing(conn, held=False)
    # One that the lot put into the sample lacks nothing.
    keep_words(conn, later, QUARTER, [seen(one) for one in (missing, passing(conn, held=True)[0])])
    assert samples.load(conn, str(NEXT)) == before, "a sample stays as it was drawn"
    assert named(conn, later, NEXT) == {str(QUARTER): (names[missing],)}
    line = (
        "另有1个网站在抽取本季度样本之后才判为2026年第四季度抽查不合格，"
        f"不在本季度样本之内，下一次抽取的样本将列入：{names[missing]}。"
    )
    assert line in said_of(conn, later, NEXT)
    assert line not in said_of(conn, later, QUARTER)
    english = say(failed_since_drawn(conn, later, NEXT)[0], Style(Language.ENGLISH))
    assert english.startswith("1 site failed the check of quarter 4 of 2026 only after this sample")
    board = spot_board(conn, later, AskedSites(str(NEXT)), 1)
    assert [one["names"] for one in board.since] == [(names[missing],)]

    # The quarter after has it; what fails still later is in the one after that.
    third = draw_quarter(conn, later, THIRD, "3", ASKED)
    assert {one.portal_id for one in third.sites if one.again} >= {missing}
    assert third.order.failed[-1] == missing
    assert named(conn, later, THIRD) == {}
    assert named(conn, later, NEXT) == {str(QUARTER): (names[missing],)}
    late = next(one for one in passing(conn, held=False) if one not in ids_in(conn, THIRD))
    keep_words(conn, later, QUARTER, [seen(late)])
    assert named(conn, later, THIRD) == {str(QUARTER): (names[late],)}
    assert late in draw_quarter(conn, later, FOURTH, "4", ASKED).order.failed
    # A word that is set right leaves nothing to be named.
    for one in (missing, late):
        keep_words(conn, later, QUARTER, [seen(one, CheckResult.PASSED, 10)])
    assert named(conn, later, NEXT) == named(conn, later, THIRD) == {}
    assert also not in ids_in(conn, NEXT)


def test_a_sample_that_is_drawn_before_the_quarter_before_is_inspected(
    conn: Connection, world: SpotWorld, settings: Settings
) -> None:
    """It lacks all that failed there, but for what the lot drew, and says so."""
    entries = kept(conn, world, settings, 1)
    later = settings.as_of(APRIL)
    sample = draw_quarter(conn, later, NEXT, "2", ASKED)
    assert sample.order.failed == ()
    assert named(conn, later, NEXT) == {}
    inspect_quarter(conn, settings, QUARTER, FIRST, entries)
    failed = {
        one.site.portal_id for one in results_of(conn, QUARTER) if one.result is CheckResult.FAILED
    }
    lacking = failed - ids_in(conn, NEXT)
    assert lacking
    assert lacking != failed, "the lot drew some of them"
    by_id = {one.portal_id: one.name for one in world.portals}
    assert named(conn, later, NEXT) == {str(QUARTER): tuple(by_id[one] for one in sorted(lacking))}
    assert set(draw_quarter(conn, later, THIRD, "3", ASKED).order.failed) == lacking


def test_what_ended_before_the_quarter_is_not_missed(
    conn: Connection, world: SpotWorld, settings: Settings
) -> None:
    inspected(conn, world, settings)
    later = settings.as_of(APRIL)
    draw_quarter(conn, later, NEXT, "2", ASKED)
    gone, there, *_ = passing(conn, held=False)
    keep_words(conn, later, QUARTER, [seen(gone), seen(there)])
    rest = [one for one in world.portals if one.portal_id != gone]
    settings_of(replace(world, portals=rest), Path(settings.var_dir))
    name = next(one.name for one in rest if one.portal_id == there)
    assert named(conn, later, NEXT) == {str(QUARTER): (name,)}
    # Nor is it drawn: the record says that it exists no longer.
    third = draw_quarter(conn, later, THIRD, "3", ASKED)
    assert third.absent == (gone,)
    assert named(conn, later.as_of(JULY), FOURTH) == {}


def test_what_is_in_a_sample_and_ended_in_it_is_not_carried_on(
    conn: Connection, world: SpotWorld, settings: Settings
) -> None:
    """One that failed, and ended before the probes of the next quarter, is in no third one."""
    inspected(conn, world, settings)
    failed = [
        one.site.portal_id for one in results_of(conn, QUARTER) if one.result is CheckResult.FAILED
    ]
    later = settings.as_of(APRIL)
    sample = draw_quarter(conn, later, NEXT, "2", ASKED)
    assert {one.portal_id for one in sample.sites if one.again} == set(failed)
    assert draw_quarter(conn, later, THIRD, "3", ASKED).order.failed == ()


@pytest.mark.parametrize(("back", "carried"), [(4, True), (2, True), (1, False)])
def test_so_many_quarters_back(
    conn: Connection, world: SpotWorld, settings: Settings, back: int, carried: bool
) -> None:
    inspected(conn, world, settings)
    draw_quarter(conn, settings, NEXT, "2", ASKED)
    late = passing(conn, held=False)[0]
    keep_words(conn, settings, QUARTER, [seen(late)])
    rules = settings.spot_check.model_copy(update={"failed_quarters": back})
    own = settings.model_copy(update={"spot_check": rules})
    assert (late in draw_quarter(conn, own, THIRD, "3", ASKED).order.failed) is carried


def test_it_makes_another_edition_of_the_bulletin(
    conn: Connection, world: SpotWorld, settings: Settings
) -> None:
    inspected(conn, world, settings)
    found = spot_check_of(conn, settings, QUARTER)
    assert found is not None
    why = because(SpotCheckCode.FAILED_SINCE, quarter="2026Q3", count=1, names=("甲县",))
    data = replace(bulletin_data(), spot_check=found)
    other = replace(data, spot_check=replace(found, since=(why,)))
    first, second = (bulletin_digest(one, settings.reporting) for one in (data, other))
    assert first != second
