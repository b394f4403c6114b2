"""Facts to judge, written shortly. Times are Beijing times of August 2026, `12 09:15`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.base.clock import beijing
from repostwatch.model import (
    BEIJING,
    Decision,
    Duty,
    Interval,
    Match,
    OwnPage,
    PageDate,
    Precision,
    Reason,
    Scan,
    Sighting,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import DutyCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.model.reasons import Code, Common, Fact, text
from tests.defaults import judge

ON_TIME, LATE, MISSING = VerdictKind.ON_TIME, VerdictKind.LATE, VerdictKind.MISSING
PENDING, UNKNOWN, REVIEW = VerdictKind.PENDING, VerdictKind.UNKNOWN, VerdictKind.REVIEW
WAIVED = VerdictKind.WAIVED


def at(text: str) -> datetime:
    """`12 09:15` or `12 09:15:30`, a Beijing time."""
    return datetime.fromisoformat(f"2026-08-{text}").replace(tzinfo=BEIJING)


def day(text: str) -> PageDate:
    return PageDate(at(f"{text} 00:00"), Precision.DAY)


def minute(text: str) -> PageDate:
    return PageDate(at(text), Precision.MINUTE)


def month(number: int) -> PageDate:
    return PageDate(datetime(2026, number, 1, tzinfo=BEIJING), Precision.MONTH)


# A reason of another room, as judging gets it.
WHY = because(DutyCode.NAMED_BY_SOURCE, duty="all")
TIMEOUT = text("the homepage timed out")
# A code, or a code with some of its facts.
Says = Code | tuple[Code, dict[str, Fact]]
RELEASED, DEADLINE = at("12 09:15"), at("13 09:15")


def holds(reason: Reason | None, says: Says) -> bool:
    """Whether the reason, or one that it holds, is of that code, with those facts."""
    code, facts = says if isinstance(says, tuple) else (says, {})
    return any(
        one.code is code and all(one[name] == fact for name, fact in facts.items())
        for one in (reason.walk() if reason else ())
    )


def parts(reason: Reason) -> tuple[Reason, ...]:
    """The reasons that hold together, of one that says that several do."""
    assert reason.code is Common.ALL, reason
    return reason.clauses


def duty(
    published: Interval | datetime = RELEASED, hours: float = 24, waiver: str | None = None
) -> Duty:
    moment = published if isinstance(published, Interval) else Interval.at(published)
    waived = None if waiver is None else text(waiver)
    return Duty("r", "p", moment, timedelta(hours=hours), WHY, waived)


def look(
    begin: str,
    back: str | None = "11 00:00",
    *,
    minutes: float = 2,
    feed: bool | None = False,
    gap: Reason | None = None,
) -> Scan:
    """A scan that saw every list back to `back`; None: it did not see them whole."""
    start = at(begin)
    reach = None if back is None else at(back)
    why = gap or (None if reach else TIMEOUT)
    end = start + timedelta(minutes=minutes)
    return Scan(f"scan {begin}", "p", start, end, reach, why, feed)


def failed(begin: str, gap: Reason = TIMEOUT) -> Scan:
    """A scan that saw nothing at all."""
    return look(begin, None, feed=None, gap=gap)


def link(
    first: str,
    *claims: PageDate,
    last: str | None = None,
    name: str = "1",
    sure: bool = True,
    direct: bool = False,
    url: str = "http://moe.example/a/1.html",
    listed: str | None = None,
    page: OwnPage = OwnPage.DATED,
) -> Sighting:
    """`listed`: its address was there before, under another title."""
    decision = Decision.MATCH if sure else Decision.REVIEW
    match = Match(
        name, "r", decision, 100.0 if sure else 70.0, text("equal titles" if sure else "too short")
    )
    seen = at(first)
    gone = at(last) if last else seen
    before = at(listed) if listed else None
    return Sighting(match, f"标题{name}", url, seen, gone, claims, direct, before, own_page=page)


BEFORE = look("12 09:00")
HOURLY = (BEFORE, look("12 10:00"), look("12 11:00"))


@dataclass(frozen=True)
class Case:
    """What was seen, and what follows by the rule. `why` is the argument, for the reader."""

    why: str
    expected: VerdictKind
    scans: tuple[Scan, ...] = ()
    links: tuple[Sighting, ...] = ()
    now: str = "15 12:00"
    duty: Duty = duty()  # noqa: RUF009  frozen
    interval: tuple[str, str] | None = None
    backdated: bool = False
    says: Says | None = None
    decision: HumanDecision | None = None
    machine: VerdictKind | None = None

    def check(self) -> Verdict:
        verdict = judge(self.duty, self.scans, self.links, at(self.now), decision=self.decision)
        backward = judge(
            self.duty, self.scans[::-1], self.links[::-1], at(self.now), decision=self.decision
        )
        assert verdict == backward, f"{self.why}: hangs on the order of the facts"
        assert verdict.kind is self.expected, f"{self.why}: {verdict.reason}"
        assert (verdict.backdated is not None) is self.backdated, self.why
        assert verdict.machine is self.machine, self.why
        if self.says is not None:
            assert holds(verdict.reason, self.says), f"{self.why}: {verdict.reason}"
        if self.interval is not None:
            assert verdict.reposted is not None, self.why
            shown = tuple(
                beijing(moment).strftime("%d %H:%M:%S")
                for moment in (verdict.reposted.earliest, verdict.reposted.latest)
            )
            assert shown == self.interval, self.why
        return verdict
