"""What a reader learns from a report, of all that it holds: pure comparisons with those before.

A fault is new once, and its end is told once, however many editions, days without a report or
changes of state lie between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from repostwatch.judging.figures import Figure
from repostwatch.judging.findings import ENDED
from repostwatch.model import FindingKind, FindingState, Verdict, VerdictKind
from repostwatch.model.findings import Finding, Key

# One occurrence of a fault: a fault that came back has another moment.
Occurrence = tuple[Key, datetime]


@dataclass(frozen=True, slots=True)
class PreviousReports:
    """What the reports to an audience have held before this one.

    `since` is when the newest of them was made, `period` its day and `edition` its number; None and
    empty where there was none. `opened` are the faults that they told of, `closed` those whose end
    they told. `figures` are those of the audience's last report of each day, the oldest first.
    """

    since: datetime | None = None
    period: str = ""
    edition: int = 0
    opened: frozenset[Occurrence] = frozenset()
    closed: frozenset[Occurrence] = frozenset()
    figures: Mapping[date, Sequence[Figure]] = field(default_factory=dict)


NO_PREVIOUS = PreviousReports()


@dataclass(frozen=True, slots=True)
class News:
    """`new`: faults told for the first time; `ended`: those that were told of, and are over now;
    `standing`: those that were told of, and last. `also` has late reposts that need no row of their
    own: of a release that was missing and is one of `ended`, or told of before, for which there is
    nothing to mend."""

    new: tuple[Finding, ...] = ()
    ended: tuple[Finding, ...] = ()
    standing: tuple[Finding, ...] = ()
    also: tuple[Finding, ...] = ()

    @property
    def opened(self) -> tuple[Finding, ...]:
        """All faults that a report with these news tells of."""
        return (*self.new, *self.also, *self.standing)


def occurrence(finding: Finding) -> Occurrence:
    return finding.key, finding.opened_at


def news_of(
    findings: Iterable[Finding], verdicts: Iterable[Verdict], previous: PreviousReports
) -> News:
    """Each finding where it belongs; one that began and ended between two reports is no news.

    A late repost stays to be told after its finding has ended, which happens by itself once anybody
    was notified; but only while its verdict is in the report.
    """
    late = {(one.portal_id, one.release_id) for one in verdicts if one.kind is VerdictKind.LATE}
    new: list[Finding] = []
    ended: list[Finding] = []
    standing: list[Finding] = []
    also: list[Finding] = []
    for finding in sorted(findings, key=_order):
        known = occurrence(finding) in previous.opened
        if finding.kind is FindingKind.LATE:
            past = finding.state is FindingState.WAIVED
            if past:
                taken_back = known and occurrence(finding) not in previous.closed
                ended.extend([finding] if taken_back else ())
            elif not known and (finding.portal_id, finding.release_id) in late:
                new.append(finding)
            elif known and finding.state not in ENDED:
                also.append(finding)
        elif finding.state not in ENDED:
            (standing if known else new).append(finding)
        elif known and occurrence(finding) not in previous.closed:
            ended.append(finding)
    came = {(one.portal_id, one.release_id) for one in ended if one.kind is FindingKind.MISSING}
    first: list[Finding] = []
    for one in new:
        same = one.kind is FindingKind.LATE and (one.portal_id, one.release_id) in came
        (also if same else first).append(one)
    return News(tuple(first), tuple(ended), tuple(standing), tuple(also))


def _order(finding: Finding) -> tuple[datetime, str, str]:
    return finding.opened_at, finding.portal_id, finding.release_id or ""
