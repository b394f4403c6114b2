"""One failed indicator fails a site; nothing that is open ever passes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import product

import pytest

from repostwatch.base.clock import parse_written
from repostwatch.inspecting.results import (
    ONLY_PEOPLE,
    ended_results,
    has_failed,
    site_results,
    with_word,
)
from repostwatch.model import BEIJING, Interval, Level
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.reasons import text
from repostwatch.model.samples import Sample, SampledSite, SampleOrder
from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    IndicatorResult,
    SiteResult,
    VetoIndicator,
)
from tests.inspecting.probing import START

SITE = SampledSite("a", Level.CITY, "广东", drawn=True, again=False)
SAMPLE = Sample(1, SampleOrder("2026Q4", "1", {}), "", (), (SITE,))
PASSED, FAILED = CheckResult.PASSED, CheckResult.FAILED


def machine(indicator: VetoIndicator, result: CheckResult) -> IndicatorResult:
    return IndicatorResult("a", indicator, result, text("seen"))


def said(indicator: VetoIndicator, result: CheckResult, minutes: int = 0) -> ChecklistEntry:
    at = START + timedelta(minutes=minutes)
    return ChecklistEntry("a", indicator, result, "王敏", at, "截图")


def judged(*seen: IndicatorResult, people: tuple[ChecklistEntry, ...] = ()) -> SiteResult:
    (found,) = site_results(SAMPLE, seen, people)
    return found


def test_nothing_seen_is_open_and_never_passed() -> None:
    found = judged()
    assert found.result is CheckResult.UNKNOWN
    for one in found.indicators:
        waits = one.indicator in ONLY_PEOPLE
        assert one.result is (CheckResult.WAITING if waits else CheckResult.UNKNOWN)
        code = SpotCheckCode.NOT_SAID if waits else SpotCheckCode.NOTHING_GIVEN
        assert one.reason.code is code


@pytest.mark.parametrize("results", list(product(CheckResult, repeat=3)))
def test_every_mixture(results: tuple[CheckResult, ...]) -> None:
    three = tuple(one for one in VetoIndicator if one not in ONLY_PEOPLE)
    seen = [machine(one, result) for one, result in zip(three, results, strict=True)]
    found = judged(*seen, people=tuple(said(one, PASSED) for one in ONLY_PEOPLE))
    if CheckResult.GONE in results:
        assert found.result is CheckResult.GONE
    elif FAILED in results:
        assert found.result is FAILED
    elif CheckResult.UNKNOWN in results:
        assert found.result is CheckResult.UNKNOWN
    else:
        assert (found.result is PASSED) == (set(results) == {PASSED})


def test_a_person_s_word_goes_before_the_program_s_which_stays_beside_it() -> None:
    about = VetoIndicator.UNREACHABLE
    found = judged(machine(about, FAILED), people=(said(about, PASSED),))
    one = found.indicators[0]
    assert (one.result, one.machine) == (PASSED, FAILED)
    assert one.reason.has(SpotCheckCode.SAID)
    assert one.reason.has(SpotCheckCode.MACHINE)
    assert one.reason.has(text("seen").code)


def test_the_latest_word_counts_in_any_order() -> None:
    about = VetoIndicator.NO_RESPONSE
    words = (said(about, FAILED, 0), said(about, PASSED, 5))
    for some in (words, words[::-1]):
        assert judged(people=some).indicators[4].result is PASSED


def test_what_is_said_of_another_site_changes_nothing() -> None:
    other = ChecklistEntry("b", VetoIndicator.NO_RESPONSE, FAILED, "王敏", START, "x")
    assert judged(people=(other,)) == judged()


@pytest.mark.parametrize("first", [PASSED, FAILED])
def test_a_word_beside_a_result_that_was_kept(first: CheckResult) -> None:
    """What the program itself came to stays, however often a person changes their word."""
    indicator = VetoIndicator.STALE_HOMEPAGE
    kept = machine(indicator, FAILED)
    once = with_word(kept, said(indicator, first))
    again = with_word(once, said(indicator, PASSED, 5))
    expected = judged(kept, people=(said(indicator, PASSED, 5),)).indicators[1]
    assert again == expected
    assert (again.result, again.machine) == (PASSED, FAILED)


@pytest.mark.parametrize("indicator", [VetoIndicator.NO_RESPONSE, VetoIndicator.UNREACHABLE])
def test_a_word_where_the_program_had_seen_nothing(indicator: VetoIndicator) -> None:
    kept = next(one for one in judged().indicators if one.indicator is indicator)
    once = with_word(kept, said(indicator, FAILED))
    assert (once.result, once.machine) == (FAILED, None)
    again = with_word(once, said(indicator, PASSED, 5))
    assert (again.result, again.machine) == (PASSED, None)
    assert not again.reason.has(SpotCheckCode.MACHINE)


@pytest.mark.parametrize(
    "written",
    ["2026年11月10日 9:00", "2026年11月10日9:00", "2026年11月10日 09：00", "2026年11月10日9时00分",
     "2026/11/10 9:00", "2026-11-10 09:00:00", "2026-11-10T01:00:00+00:00"],
)  # fmt: skip
def test_a_moment_as_people_write_it(written: str) -> None:
    assert parse_written(written) == Interval.at(datetime(2026, 11, 10, 9, tzinfo=BEIJING))


@pytest.mark.parametrize(
    "written", ["2026年11月", "2026年13月10日 9:00", "11月10日 9:00", "2026年11月10日 25:00"]
)
def test_what_is_no_moment(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_written(written)


@pytest.mark.parametrize("about", [VetoIndicator, ONLY_PEOPLE, ONLY_PEOPLE[:1]])
def test_what_somebody_said_of_a_site_that_ended_counts_for_nothing(
    about: Iterable[VetoIndicator],
) -> None:
    """Neither when it is inspected nor later, of one indicator or of all."""
    ended = list(ended_results({"a": START}))
    words = tuple(said(one, FAILED) for one in about)
    found = judged(*ended, people=words)
    assert found.result is CheckResult.GONE
    assert {one.result for one in found.indicators} == {CheckResult.GONE}
    for one, word in product(ended, words):
        assert with_word(one, word) == one


@pytest.mark.parametrize(
    ("result", "again", "failed"),
    [
        (FAILED, False, True), (FAILED, True, True),
        (CheckResult.WAITING, True, True), (CheckResult.UNKNOWN, True, True),
        (CheckResult.WAITING, False, False), (CheckResult.UNKNOWN, False, False),
        (PASSED, True, False), (CheckResult.GONE, True, False),
    ],
)  # fmt: skip
def test_a_site_that_failed_is_looked_at_until_it_passed(
    result: CheckResult, again: bool, failed: bool
) -> None:
    assert has_failed(result, again=again) is failed
