"""What an inspection says of the finding about a site."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from repostwatch.inspecting.faults import notified, site_faults
from repostwatch.inspecting.results import ended_results, site_results
from repostwatch.judging.findings import update_findings
from repostwatch.model import FindingKind, FindingState, Level
from repostwatch.model.codes import FindingCode, SpotCheckCode
from repostwatch.model.findings import Finding
from repostwatch.model.reasons import Reason, text
from repostwatch.model.samples import Sample, SampledSite, SampleOrder
from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    IndicatorResult,
    SiteResult,
    VetoIndicator,
)
from tests.inspecting.probing import START

PASSED, FAILED, UNKNOWN, WAITING, GONE = CheckResult
SITE = SampledSite("a", Level.CITY, "", drawn=True, again=False)
KEY = (FindingKind.SPOT_CHECK, "a", None)
HOUR = timedelta(hours=1)


def inspected(
    result: CheckResult, known: Finding | None = None, *, machine: CheckResult | None = None
) -> Finding | None:
    """The finding about the site after an inspection, an hour later than it was."""
    indicator = IndicatorResult("a", VetoIndicator.NO_RESPONSE, result, text("seen"), machine)
    order = SampleOrder("2026Q4", "1", {Level.CITY: Decimal(5)})
    sample = Sample(1, order, "", (), (SITE,))
    faults = site_faults(sample, [SiteResult(SITE, result, (indicator,))])
    now = known.opened_at + HOUR if known else START
    made = update_findings([known] if known else [], faults, set(), now)
    assert len(made) <= 1
    return made[0] if made else known


def opened() -> Finding:
    found = inspected(FAILED)
    assert found is not None
    return found


def test_a_site_that_failed_opens_a_finding_with_what_failed_it() -> None:
    found = opened()
    assert (found.key, found.state) == (KEY, FindingState.OPEN)
    assert found.reason.code is SpotCheckCode.SITE_FAILED
    faults = dict(found.reason.facts)["faults"]
    assert isinstance(faults, tuple)
    (fault,) = faults
    assert isinstance(fault, Reason)
    assert dict(fault.facts)["indicator"] is VetoIndicator.NO_RESPONSE


@pytest.mark.parametrize("result", [PASSED, UNKNOWN, WAITING])
def test_a_site_that_did_not_fail_opens_none(result: CheckResult) -> None:
    assert inspected(result) is None


@pytest.mark.parametrize(
    ("result", "machine", "state"),
    [
        (FAILED, None, FindingState.OPEN),
        (UNKNOWN, None, FindingState.OPEN),
        (WAITING, None, FindingState.OPEN),
        (PASSED, None, FindingState.RECTIFIED),
        (PASSED, PASSED, FindingState.RECTIFIED),
        (PASSED, FAILED, FindingState.WAIVED),
    ],
)
def test_the_next_look(
    result: CheckResult, machine: CheckResult | None, state: FindingState
) -> None:
    after = inspected(result, opened(), machine=machine)
    assert after is not None
    assert after.state is state
    assert (after.closed_at is None) is (state is FindingState.OPEN)
    if state is FindingState.WAIVED:
        assert after.reason.code is FindingCode.WITHDRAWN


def test_a_site_that_ended_in_the_quarter_is_followed_no_longer() -> None:
    order = SampleOrder("2026Q4", "1", {Level.CITY: Decimal(5)})
    sample = Sample(1, order, "", (), (SITE,))
    said = ChecklistEntry("a", VetoIndicator.NO_RESPONSE, FAILED, "王敏", START, "截图")
    [result] = site_results(sample, ended_results({"a": START}), [said])
    assert result.result is GONE, "whatever somebody saw of it before"
    faults = site_faults(sample, [result])
    assert update_findings([], faults, set(), START + HOUR) == []
    (after,) = update_findings([opened()], faults, set(), START + HOUR)
    assert after.state is FindingState.WAIVED
    assert after.reason.has(SpotCheckCode.ENDED)


def test_notified_repaired_and_back_again() -> None:
    known = notified(opened(), "王敏", START)
    assert (known.state, known.notified_at) == (FindingState.NOTIFIED, START)
    assert known.reason.has(SpotCheckCode.NOTIFIED)
    still = inspected(FAILED, known)
    assert still is not None
    assert (still.state, still.notified_at) == (FindingState.NOTIFIED, START)
    ended = inspected(PASSED, still)
    assert ended is not None
    assert ended.state is FindingState.RECTIFIED
    assert notified(ended, "王敏", START) == ended, "nothing is left to tell"
    again = inspected(FAILED, ended)
    assert again is not None
    assert (again.state, again.reopened) == (FindingState.OPEN, 1)


def test_a_site_that_is_gone_is_followed_no_longer() -> None:
    order = SampleOrder("2027Q1", "1", {Level.CITY: Decimal(5)}, failed=("a",))
    sample = Sample(1, order, "", (), (), absent=("a",))
    (after,) = update_findings([opened()], site_faults(sample, []), set(), START + HOUR)
    assert (after.key, after.state) == (KEY, FindingState.WAIVED)
    assert after.reason.has(SpotCheckCode.SITE_GONE)
