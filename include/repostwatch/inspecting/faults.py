"""Results of a spot check → what is faulty of whole sites, to be followed up until it is mended.

One that is unknown or waits for a person says nothing: its finding stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from repostwatch.judging.findings import ENDED, FaultState, FaultStatus
from repostwatch.judging.taken_back import first_clause, given_back, withdrawn
from repostwatch.model import FindingKind, FindingState, Reason, because, together
from repostwatch.model.codes import FindingCode, SpotCheckCode
from repostwatch.model.findings import Finding, Key
from repostwatch.model.samples import Sample
from repostwatch.model.spot_checks import CheckResult, SiteResult


def site_faults(sample: Sample, results: Iterable[SiteResult]) -> dict[Key, FaultStatus]:
    """Of each site that passed, failed or ended, and of those that failed before and exist no
    longer."""
    quarter = sample.order.quarter
    found = {_key(one.site.portal_id): _status(one, quarter) for one in results}
    gone = FaultStatus(FaultState.WITHDRAWN, because(SpotCheckCode.SITE_GONE, quarter=quarter))
    known = {key: status for key, status in found.items() if status is not None}
    return known | {_key(portal_id): gone for portal_id in sample.absent}


def without_word(
    known: Iterable[Finding], results: Iterable[SiteResult], quarter: str, taken: Reason,
    now: datetime,
) -> list[Finding]:  # fmt: skip
    """The findings that change when a word of the quarter was taken back, by the results without
    it: one that rested on words alone is withdrawn, one that a pass ended is as it was before.
    `taken` says who took it back."""
    after = {one.site.portal_id: one for one in results}
    changed = []
    for finding in known:
        site = after.get(finding.portal_id)
        if site is None or site.result is CheckResult.GONE:
            continue
        first = first_clause(finding)
        here = "quarter" in first.code.names and first["quarter"] == quarter
        failed, passed = (site.result is one for one in (CheckResult.FAILED, CheckResult.PASSED))
        if finding.state in ENDED:
            if here and first.code is SpotCheckCode.SITE_PASSED and not passed:
                changed.append(given_back(finding, taken))
        elif here and not failed and _only_said(first):
            changed.append(withdrawn(finding, taken, now))
    return changed


def _only_said(failure: Reason) -> bool:
    """Whether people say of each indicator that it failed, and the program of none."""
    if failure.code is not SpotCheckCode.SITE_FAILED:
        return False
    faults = [one for one in failure.walk() if one.code is SpotCheckCode.FAULT]
    machine = [one for one in failure.walk() if one.code is SpotCheckCode.MACHINE]
    by_program = any(one["result"] == CheckResult.FAILED for one in machine)
    return all(one.has(SpotCheckCode.SAID) for one in faults) and not by_program


def _key(portal_id: str) -> Key:
    return FindingKind.SPOT_CHECK, portal_id, None


def _status(result: SiteResult, quarter: str) -> FaultStatus | None:
    if result.result is CheckResult.FAILED:
        faults = tuple(
            because(SpotCheckCode.FAULT, indicator=one.indicator, reason=one.reason)
            for one in result.indicators
            if one.result is CheckResult.FAILED
        )
        why = because(SpotCheckCode.SITE_FAILED, quarter=quarter, faults=faults)
        return FaultStatus(FaultState.STANDS, why)
    if result.result is CheckResult.GONE:
        ended = (one.reason for one in result.indicators if one.result is CheckResult.GONE)
        return FaultStatus(FaultState.WITHDRAWN, next(ended))
    if result.result is not CheckResult.PASSED:
        return None
    passed = because(SpotCheckCode.SITE_PASSED, quarter=quarter)
    if any(one.machine is CheckResult.FAILED for one in result.indicators):
        # Nothing was mended: a person says that there was no fault.
        return FaultStatus(FaultState.WITHDRAWN, because(FindingCode.WITHDRAWN, reason=passed))
    return FaultStatus(FaultState.CURED, passed)


def notified(finding: Finding, by: str, at: datetime) -> Finding:
    """The finding once somebody says that the site was told; one that is not open is as it was."""
    if finding.state is not FindingState.OPEN:
        return finding
    why = together(finding.reason, because(SpotCheckCode.NOTIFIED, by=by, at=at))
    return replace(finding, state=FindingState.NOTIFIED, notified_at=at, reason=why)
