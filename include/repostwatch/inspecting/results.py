"""What the program and people saw of each indicator → the result of every site of a sample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from repostwatch.inspecting.evidence import is_evidence
from repostwatch.model import Reason, because, together
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.samples import Sample, SampledSite
from repostwatch.model.spot_checks import (
    ChecklistEntry,
    CheckResult,
    IndicatorResult,
    SiteResult,
    VetoIndicator,
)

# Nothing that a program fetches shows a letter without an answer, or forged content.
ONLY_PEOPLE = (
    VetoIndicator.SERIOUS_ERRORS,
    VetoIndicator.NO_RESPONSE,
    VetoIndicator.UNUSABLE_SERVICE,
)
# What decides about a site, the first of these that an indicator has.
ORDER = (
    CheckResult.GONE, CheckResult.FAILED, CheckResult.UNKNOWN, CheckResult.WAITING,
    CheckResult.PASSED,
)  # fmt: skip
About: TypeAlias = tuple[str, VetoIndicator]


def site_results(
    sample: Sample, seen: Iterable[IndicatorResult], entries: Iterable[ChecklistEntry]
) -> tuple[SiteResult, ...]:
    """The result of every site, in the order of the sample.

    One failed indicator fails a site (单项否决), whatever is open beside it; it passes only if
    all of them passed. A person's word goes before the program's, the latest before the others;
    but a `passed` without evidence before no failure that the program proved.
    Of a site that ended nothing is asked, whatever was seen of it or said about it.
    """
    machine = {(one.portal_id, one.indicator): one for one in seen}
    people = {(one.portal_id, one.indicator): one for one in sorted(entries, key=_turn)}
    return tuple(_site(site, machine, people) for site in sample.sites)


def _turn(entry: ChecklistEntry) -> tuple[datetime, bool]:
    """Of two that say the same of one moment, the one with its evidence is the later."""
    return entry.at, is_evidence(entry.evidence)


def ended_results(ends: Mapping[str, datetime]) -> Iterator[IndicatorResult]:
    """Of sites that ended before they were looked at, with the end of each."""
    for portal_id, until in ends.items():
        why = because(SpotCheckCode.ENDED, until=until)
        for indicator in VetoIndicator:
            yield IndicatorResult(portal_id, indicator, CheckResult.GONE, why)


def _site(
    site: SampledSite,
    machine: Mapping[About, IndicatorResult],
    people: Mapping[About, ChecklistEntry],
) -> SiteResult:
    asked = [(site.portal_id, one) for one in VetoIndicator]
    indicators = tuple(_indicator(one, machine.get(one), people.get(one)) for one in asked)
    worst = min((one.result for one in indicators), key=ORDER.index)
    return SiteResult(site, worst, indicators)


def has_failed(result: CheckResult, *, again: bool) -> bool:
    """Whether a site counts as failed in the next quarter's draw: it failed, or was looked at again
    because it had, and nobody knows yet whether that was mended."""
    undecided = result in (CheckResult.UNKNOWN, CheckResult.WAITING)
    return result is CheckResult.FAILED or (again and undecided)


def is_bare(person: ChecklistEntry, machine: CheckResult | None) -> bool:
    """Whether somebody says `passed` of a failure that the program proved, and shows nothing."""
    said = person.result is CheckResult.PASSED and not is_evidence(person.evidence)
    return said and machine is CheckResult.FAILED


def contradictions(entries: Iterable[ChecklistEntry]) -> Iterator[ChecklistEntry]:
    """Entries of which another one says the opposite, seen at the same moment: neither is the
    latest."""
    said: dict[tuple[About, datetime], ChecklistEntry] = {}
    for one in entries:
        first = said.setdefault(((one.portal_id, one.indicator), one.at), one)
        if first.result is not one.result:
            yield one


def with_word(kept: IndicatorResult, person: ChecklistEntry | None) -> IndicatorResult:
    """A result that was kept, once a person says something about it: the program's own stays, and
    is all there is where nobody says anything any more."""
    return _indicator((kept.portal_id, kept.indicator), _machine(kept), person)


def _machine(kept: IndicatorResult) -> IndicatorResult | None:
    """What the program itself came to, of a result that a person may have had a word in."""
    own = next((one for one in kept.reason.walk() if one.code is SpotCheckCode.MACHINE), None)
    if kept.machine is not None and own is not None and isinstance(own["reason"], Reason):
        return replace(kept, result=kept.machine, reason=own["reason"], machine=None)
    nothing = (SpotCheckCode.SAID, SpotCheckCode.NOT_SAID, SpotCheckCode.NOTHING_GIVEN)
    return None if kept.reason.code in nothing else kept


def _indicator(
    about: About, machine: IndicatorResult | None, person: ChecklistEntry | None
) -> IndicatorResult:
    if machine is not None and machine.result is CheckResult.GONE:
        return machine
    if person is not None:
        said = because(
            SpotCheckCode.SAID, by=person.by, at=person.at, evidence=person.evidence or None
        )
        if machine is None:
            return IndicatorResult(*about, person.result, said)
        own = because(SpotCheckCode.MACHINE, result=machine.result, reason=machine.reason)
        if is_bare(person, machine.result):
            bare = because(SpotCheckCode.NO_EVIDENCE)
            reason = together(said, bare, own)
            return IndicatorResult(*about, machine.result, reason, machine.result)
        return IndicatorResult(*about, person.result, together(said, own), machine.result)
    if machine is not None:
        return machine
    if about[1] in ONLY_PEOPLE:
        return IndicatorResult(*about, CheckResult.WAITING, because(SpotCheckCode.NOT_SAID))
    return IndicatorResult(*about, CheckResult.UNKNOWN, because(SpotCheckCode.NOTHING_GIVEN))
