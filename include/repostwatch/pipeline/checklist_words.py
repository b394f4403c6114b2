"""What is entered for a quarter: taken as a whole, or refused with the name of the entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from repostwatch.base.clock import iso
from repostwatch.base.errors import InputError
from repostwatch.base.quarters import Quarter
from repostwatch.inspecting.results import About, contradictions, is_bare
from repostwatch.model import Reason, because
from repostwatch.model.codes import InputCode
from repostwatch.model.reasons import Fact
from repostwatch.model.spot_checks import ChecklistEntry, CheckResult, IndicatorResult


def check_words(
    quarter: Quarter,
    now: datetime,
    said: Sequence[ChecklistEntry],
    before: Iterable[ChecklistEntry],
    machine: Mapping[About, CheckResult | None],
    names: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """`before` is what was said earlier, `machine` what the program came to by itself; `names` are
    those of the sites, where people know them by these.

    Raises InputError for an entry that was not seen between the quarter's beginning and `now`, that
    contradicts another one of the same moment, or that passes a failure which the program proved,
    without evidence.
    """
    for one in said:
        site = names.get(one.portal_id, one.portal_id)
        if not quarter.span.earliest <= one.at <= now:
            begins = quarter.span.earliest
            why = _why(InputCode.SEEN_OUTSIDE, one, site, at=one.at, since=begins)
            raise _refused(one, f"{iso(one.at)} is not between {iso(begins)} and now", why)
        if is_bare(one, machine.get((one.portal_id, one.indicator))):
            bare = "passed where the program proved a failure needs evidence"
            raise _refused(one, bare, _why(InputCode.PASSED_BARE, one, site))
    new = set(said)
    for one in contradictions([*(old for old in before if old not in new), *said]):
        if one in new:
            site = names.get(one.portal_id, one.portal_id)
            both = f"passed and failed are both said of {iso(one.at)}"
            raise _refused(one, both, _why(InputCode.BOTH_SAID, one, site, at=one.at))


def check_days(quarter: Quarter, first: date, days: int) -> None:
    """Raises InputError where the days of probes from `first` on are not all in the quarter."""
    if first < quarter.first or first + timedelta(days=days - 1) > quarter.last:
        raise InputError("first", f"the {days} days from {first} on are not all in {quarter}")


def machine_results(
    seen: Iterable[IndicatorResult],
) -> dict[About, CheckResult | None]:
    """What the program itself came to, also where a person had a word in what was kept."""
    return {(one.portal_id, one.indicator): one.machine or one.result for one in seen}


def _why(code: InputCode, one: ChecklistEntry, site: str, **facts: Fact) -> Reason:
    return because(code, site=site, indicator=one.indicator, **facts)


def _refused(one: ChecklistEntry, problem: str, why: Reason) -> InputError:
    return InputError("checklist", f"{one.portal_id!r} {one.indicator.value}: {problem}", why=why)
