"""Findings about sites that failed, from one quarter's inspection to the bulletin of the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from repostwatch.base.clock import parse_moment
from repostwatch.base.errors import InputError
from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands.inspections import keep_results
from repostwatch.model import FindingKind, FindingState, Language
from repostwatch.model.codes import BulletinCode, SpotCheckCode
from repostwatch.model.findings import Finding
from repostwatch.model.spot_checks import ChecklistEntry, CheckResult, VetoIndicator
from repostwatch.pipeline.bulletin import NoBulletinError, make_bulletin
from repostwatch.pipeline.spot_check import (
    inspect_quarter,
    keep_words,
    results_of,
    spot_check_of,
    take_back_word,
)
from repostwatch.pipeline.spot_findings import Notice, note_notified, spot_findings
from repostwatch.reporting.spot_check_statement import statement
from repostwatch.settings import Settings
from repostwatch.store import findings, portals, samples, spot_results
from repostwatch.store.database import Connection
from repostwatch.wording import Style, label, values
from tests.inspecting.probing import FIRST
from tests.inspecting.spot_worlds import SpotWorld, spot_world
from tests.pipeline.mail_world import GUANGDONG, MOE
from tests.pipeline.test_spot_check import JANUARY, QUARTER, failing, kept, said_of, settings_of

NEXT = parse_quarter("2027Q1")
APRIL = datetime(2027, 4, 4, 23, tzinfo=UTC)
WEEKS = timedelta(days=91)


def small(seed: int) -> SpotWorld:
    """Of each level every fifth site."""
    world = spot_world(seed)
    return replace(world, portals=world.portals[::5])


def known(conn: Connection, ids: list[str]) -> dict[str, Finding]:
    found = findings.load(conn, ids)
    assert {one.kind for one in found} <= {FindingKind.SPOT_CHECK}
    return {one.portal_id: one for one in found}


def counted(conn: Connection, settings: Settings, quarter: Quarter) -> list[int]:
    found = spot_findings(conn, settings, quarter)
    assert found is not None
    own = found.found
    return [len(some) for some in (own.opened, own.rectified, own.waived, own.still)]


def test_from_failing_to_passing(conn: Connection, tmp_path: Path) -> None:
    world = small(1)
    settings = settings_of(world, tmp_path)
    assert spot_findings(conn, settings, QUARTER) is None
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))
    failed = failing(conn, QUARTER)
    assert len(failed) > 10
    first = known(conn, failed)
    assert set(first) == set(failed)
    assert {one.state for one in first.values()} == {FindingState.OPEN}
    assert counted(conn, settings, QUARTER) == [len(failed), 0, 0, len(failed)]
    inspect_quarter(conn, settings, QUARTER, FIRST)
    assert known(conn, failed) == first, "looked at again with the same facts"
    text = said_of(conn, settings)
    said = f"新登记{len(failed)}个，已整改并复查合格0个，撤销0个，尚未整改{len(failed)}个"
    assert f"常态化抽查不合格网站：截至2027年1月5日，{said}。" in text

    note_notified(conn, [Notice(portal_id, "王敏", JANUARY) for portal_id in failed[:3]], JANUARY)
    notified = known(conn, failed[:3]).values()
    assert {(one.state, one.notified_at) for one in notified} == {(FindingState.NOTIFIED, JANUARY)}
    with pytest.raises(InputError):
        note_notified(conn, [Notice("nobody", "王敏", JANUARY)], JANUARY)

    # In the next quarter those that were told have repaired it; the others have not.
    for portal_id in failed[:3]:
        world.down[portal_id], world.faults[portal_id] = frozenset(), frozenset()
    later = settings.as_of(APRIL)
    entries = kept(conn, world, later, 2, NEXT, WEEKS)
    inspect_quarter(conn, later, NEXT, FIRST + WEEKS, entries)
    after = known(conn, failed)
    assert {after[one].state for one in failed[:3]} == {FindingState.RECTIFIED}
    assert {after[one].state for one in failed[3:]} == {FindingState.OPEN}
    new = [one for one in failing(conn, NEXT) if one not in failed]
    assert new, "other sites failed for the first time"
    still = len(failed) - 3 + len(new)
    assert counted(conn, later, NEXT) == [len(new), 3, 0, still]
    assert counted(conn, later, QUARTER) == [len(failed), 0, 0, len(failed)]
    text = said_of(conn, later, NEXT)
    assert f"新登记{len(new)}个，已整改并复查合格3个，撤销0个，尚未整改{still}个。" in text
    name = next(one.name for one in world.portals if one.portal_id == new[0])
    listed = next(line for line in text.splitlines() if "常态化抽查尚未整改的网站" in line)
    assert name in listed


@pytest.mark.parametrize("language", Language)
def test_a_quarter_without_a_scan_has_a_bulletin_of_its_spot_check(
    conn: Connection, tmp_path: Path, language: Language
) -> None:
    """Which counts nothing of reposts, and calls no portal faulty; before it was inspected there is
    none."""
    world = small(1)
    settings = settings_of(world, tmp_path).model_copy(update={"language": language})
    portals.save(conn, [MOE, GUANGDONG])
    entries = kept(conn, world, settings, 1)
    with pytest.raises(NoBulletinError) as refused:
        make_bulletin(conn, settings, str(QUARTER))
    assert refused.value.reason.code is BulletinCode.NOTHING_OBSERVED
    inspect_quarter(conn, settings, QUARTER, FIRST, entries)
    made = make_bulletin(conn, settings, str(QUARTER))
    assert make_bulletin(conn, settings, str(QUARTER)).letter_id == made.letter_id
    page = LexborHTMLParser(made.html_path.read_text("utf-8")).body
    assert page is not None
    text = page.text(separator="\n", strip=True)
    checked = spot_check_of(conn, settings, QUARTER)
    assert checked is not None
    said = statement(str(QUARTER), checked.results, checked.rates, None, Style(language))
    assert all(line in text for line in said)
    quarter = values.quarter(str(QUARTER), Style(language))
    assert label("bulletin.unobserved", Style(language), quarter=quarter) in text
    chapters = ("overall", "rectified", "spot_check")
    others = ("problems", "compared")
    assert all(label(f"bulletin.{one}", Style(language)) in text for one in chapters)
    assert not any(label(f"bulletin.{one}", Style(language)) in text for one in others)
    assert MOE.name not in text
    assert page.css("th, svg") == []


def two_quarters(conn: Connection, folder: Path) -> tuple[SpotWorld, Settings, list[str]]:
    """What failed in the first one has repaired it by the second: it passes there, but for one that
    fails again and one that nobody could see."""
    world = small(1)
    settings = settings_of(world, folder)
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))
    failed = failing(conn, QUARTER)
    for portal_id in failed[1:]:
        world.down[portal_id], world.faults[portal_id] = frozenset(), frozenset()
    later = settings.as_of(APRIL)
    entries = kept(conn, world, later, 2, NEXT, WEEKS)
    unseen = [one for one in entries if one.portal_id != failed[2]]
    inspect_quarter(conn, later, NEXT, FIRST + WEEKS, unseen)
    states = {one: finding.state for one, finding in known(conn, failed).items()}
    assert [states[one] for one in failed[:4]] == [
        FindingState.OPEN, FindingState.RECTIFIED, FindingState.OPEN, FindingState.RECTIFIED,
    ]  # fmt: skip
    return world, later, failed


@pytest.mark.parametrize("days", [0, 1, 40])
def test_looking_at_an_earlier_quarter_again_undoes_no_later_one(
    conn: Connection, tmp_path: Path, days: int
) -> None:
    _, later, failed = two_quarters(conn, tmp_path)
    before, counts = known(conn, failed), counted(conn, later, NEXT)
    said = said_of(conn, later, NEXT)
    again = later.as_of(APRIL + timedelta(days=days))
    inspect_quarter(conn, again, QUARTER, FIRST)
    assert known(conn, failed) == before
    assert counted(conn, again, NEXT) == counts
    assert said_of(conn, again, NEXT) == said
    # The same by a word about one site, on its page.
    keep_words(conn, again, QUARTER, [said_failed(failed[1]), said_failed(failed[0])])
    assert known(conn, failed) == before
    assert counted(conn, again, NEXT) == counts


def said_failed(portal_id: str) -> ChecklistEntry:
    at = JANUARY - timedelta(days=10)
    failed, about = CheckResult.FAILED, VetoIndicator.SERIOUS_ERRORS
    return ChecklistEntry(portal_id, about, failed, "王敏", at, "截图")


def test_what_a_later_quarter_left_open_an_earlier_one_still_settles(
    conn: Connection, tmp_path: Path
) -> None:
    world, later, failed = two_quarters(conn, tmp_path)
    open_ = failed[2]
    because_of = {
        one.indicator
        for site in results_of(conn, QUARTER)
        if site.site.portal_id == open_
        for one in site.indicators
        if one.result is CheckResult.FAILED
    }
    at = JANUARY - timedelta(minutes=1)
    words = [
        ChecklistEntry(open_, one, CheckResult.PASSED, "李强", at, "截图") for one in because_of
    ]
    inspect_quarter(conn, later, QUARTER, FIRST, words)
    assert known(conn, [open_])[open_].state is FindingState.WAIVED
    assert world.portals


def test_a_quarter_that_is_inspected_late_for_the_first_time_opens_nothing_settled(
    conn: Connection, tmp_path: Path
) -> None:
    """Its sites passed in the next quarter, which was inspected before it."""
    world = small(1)
    settings = settings_of(world, tmp_path)
    entries = kept(conn, world, settings, 1)
    later = settings.as_of(APRIL)
    down, faults = dict(world.down), dict(world.faults)
    for portal_id in world.down:
        world.down[portal_id], world.faults[portal_id] = frozenset(), frozenset()
    inspect_quarter(conn, later, NEXT, FIRST + WEEKS, kept(conn, world, later, 1, NEXT, WEEKS))
    world.down.update(down), world.faults.update(faults)
    counts = counted(conn, later, NEXT)
    last = later.as_of(APRIL + timedelta(days=1))
    inspect_quarter(conn, last, QUARTER, FIRST, entries)
    passed = {
        one.site.portal_id for one in results_of(conn, NEXT) if one.result is CheckResult.PASSED
    }
    opened = known(conn, failing(conn, QUARTER))
    assert passed, "some are in both"
    assert not passed & set(opened)
    assert counted(conn, last, NEXT) == counts


def test_a_notice_alone_inspects_nothing(
    conn: Connection, database_url: str, tmp_path: Path
) -> None:
    _, later, failed = two_quarters(conn, tmp_path)
    results, at = results_of(conn, QUARTER), samples.inspected_at(conn, str(QUARTER))
    # Were it inspected, this would count.
    spot_results.add_entries(conn, str(QUARTER), [said_failed(failed[1])], later.now())
    before = known(conn, failed)
    table, here = tmp_path / "notices.csv", later.model_copy(update={"db": database_url})
    table.write_text(f"portal_id,by,at\n{failed[0]},王敏,2027-01-06 09:00\n", encoding="utf-8")
    assert keep_results(here, str(QUARTER), None, ([], [table]), Terminal()) == 1
    assert results_of(conn, QUARTER) == results
    assert samples.inspected_at(conn, str(QUARTER)) == at
    after = known(conn, failed)
    assert after.pop(failed[0]).state is FindingState.NOTIFIED
    before.pop(failed[0])
    assert after == before


@pytest.mark.parametrize(
    "at", ["2027-04-06 09:00", "2019-01-01 09:00", "2027-01-05 06:59"], ids=str
)
def test_a_notice_of_the_future_or_before_the_finding_is_refused(
    conn: Connection, tmp_path: Path, at: str
) -> None:
    """The finding opened on 5 January at 7:00."""
    world = small(1)
    settings = settings_of(world, tmp_path)
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))
    failed, first = failing(conn, QUARTER), results_of(conn, QUARTER)
    notice = Notice(failed[0], "王敏", parse_moment(at).earliest)
    before = known(conn, failed)
    with pytest.raises(InputError):
        note_notified(conn, [Notice(failed[1], "王敏", JANUARY), notice], JANUARY + WEEKS)
    assert known(conn, failed) == before
    assert results_of(conn, QUARTER) == first


def word_on(site: str, indicator: VetoIndicator, result: CheckResult) -> ChecklistEntry:
    return ChecklistEntry(site, indicator, result, "王敏", JANUARY - timedelta(minutes=1), "截图")


def take_back(conn: Connection, settings: Settings, portal_id: str) -> None:
    """The latest of the words about a site."""
    word = max(
        spot_results.words_about(conn, str(QUARTER), portal_id), key=lambda one: one.entry_id
    )
    take_back_word(conn, settings, QUARTER, word, "王敏")


@pytest.mark.parametrize("notice", [False, True])
@pytest.mark.parametrize("others", [CheckResult.PASSED, CheckResult.WAITING])
def test_a_word_that_is_taken_back_withdraws_what_only_it_opened(
    conn: Connection, tmp_path: Path, others: CheckResult, *, notice: bool
) -> None:
    world = small(1)
    settings = settings_of(world, tmp_path)
    entries = kept(conn, world, settings, 1)
    failed = {one.portal_id for one in entries if one.result is CheckResult.FAILED}
    about = VetoIndicator.SERIOUS_ERRORS
    if others is CheckResult.WAITING:
        entries = [one for one in entries if one.indicator is not about]
    inspect_quarter(conn, settings, QUARTER, FIRST, entries)
    site = next(
        one.site.portal_id
        for one in results_of(conn, QUARTER)
        if one.result is others and one.site.portal_id not in failed
    )
    keep_words(conn, settings, QUARTER, [word_on(site, about, CheckResult.FAILED)])
    if notice:
        note_notified(conn, [Notice(site, "王敏", JANUARY)], JANUARY)
    take_back(conn, settings, site)
    finding = known(conn, [site])[site]
    assert (finding.state, finding.notified_at is not None) == (FindingState.WAIVED, notice)
    assert finding.reason.has(SpotCheckCode.WORD_WITHDRAWN)
    [opening] = findings.openings_of(conn, FindingKind.SPOT_CHECK)[-1:]
    assert (opening.portal_id, opening.ended) == (site, FindingState.WAIVED)


@pytest.mark.parametrize("notice", [False, True])
def test_a_pass_that_is_taken_back_gives_the_finding_back(
    conn: Connection, tmp_path: Path, *, notice: bool
) -> None:
    world = small(1)
    settings = settings_of(world, tmp_path)
    inspect_quarter(conn, settings, QUARTER, FIRST, kept(conn, world, settings, 1))
    site, [about] = next(
        (one.site.portal_id, faults)
        for one in results_of(conn, QUARTER)
        if len(faults := [i.indicator for i in one.indicators if i.result is CheckResult.FAILED])
        == 1
    )
    if notice:
        note_notified(conn, [Notice(site, "王敏", JANUARY)], JANUARY)
    before = known(conn, [site])[site]
    keep_words(conn, settings, QUARTER, [word_on(site, about, CheckResult.PASSED)])
    assert known(conn, [site])[site].closed_at is not None
    take_back(conn, settings.as_of(APRIL), site)
    after = known(conn, [site])[site]
    assert (after.state, after.opened_at, after.notified_at, after.reopened) == (
        before.state, before.opened_at, before.notified_at, before.reopened,
    )  # fmt: skip
    assert after.closed_at is None
