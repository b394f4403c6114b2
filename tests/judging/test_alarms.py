"""What the monitor says about itself, and when it says it again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.judging.alarms import alarms, update_alarms
from repostwatch.model import BEIJING, Occasion, because
from repostwatch.model.alarms import (
    Alarm,
    AlarmState,
    MailFact,
    MonitorFacts,
    PortalFact,
    SourceFact,
)
from repostwatch.model.codes import AlarmCode
from repostwatch.model.reasons import text
from repostwatch.settings import WatchSettings

NOW = datetime(2026, 9, 2, 12, 0, tzinfo=BEIJING)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SET = WatchSettings()


def portal(
    number: int, *, whole: bool = True, links: int = 50, typical: float | None = 50
) -> PortalFact:
    return PortalFact(f"p{number}", f"第{number}网站", whole, links, typical)


def source(
    tried: timedelta = HOUR / 2,
    read: timedelta | None = HOUR / 2,
    newest: timedelta | None = DAY,
    problem: str = "",
) -> SourceFact:
    return SourceFact(
        "feed", NOW - tried, None if read is None else NOW - read,
        None if newest is None else NOW - newest, text(problem) if problem else None,
    )  # fmt: skip


def ids(
    *sources: SourceFact,
    portals: tuple[PortalFact, ...] = (portal(1),),
    scanned: timedelta | None = HOUR,
    timed: bool = True,
) -> list[str]:
    facts = MonitorFacts(sources, portals, None if scanned is None else NOW - scanned, timed)
    return [alarm.alarm_id for alarm in alarms(facts, NOW, SET)]


def test_a_well_monitor_has_none() -> None:
    assert ids(source()) == []
    assert alarms(MonitorFacts((), (), None), NOW, SET) == ()


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (-HOUR, []),
        (timedelta(0), []),
        (timedelta(minutes=4), []),
        (timedelta(minutes=5), ["clock"]),
    ],
)
def test_a_clock_before_the_newest_scan_was_set_back(ahead: timedelta, expected: list[str]) -> None:
    facts = MonitorFacts((), (), NOW, newest_scan=NOW + ahead)
    assert [alarm.alarm_id for alarm in alarms(facts, NOW, SET)] == expected


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (source(read=2 * HOUR, problem="timeout"), []),
        (source(read=3 * HOUR, problem="timeout"), ["source feed"]),
        (source(read=None, newest=None, problem="timeout"), []),
        (source(tried=3 * HOUR, read=None, newest=None, problem="timeout"), ["source feed"]),
        (source(tried=3 * HOUR - timedelta(seconds=1), read=3 * HOUR), []),
        (source(tried=3 * HOUR, read=3 * HOUR), ["ingest feed"]),
        (source(newest=10 * DAY - timedelta(seconds=1)), []),
        (source(newest=10 * DAY), ["silent feed"]),
        (source(newest=None), []),
    ],
)
def test_sources(fact: SourceFact, expected: list[str]) -> None:
    assert ids(fact) == expected


def test_scans_that_stopped() -> None:
    assert ids(scanned=2 * HOUR - timedelta(seconds=1)) == []
    assert ids(scanned=2 * HOUR) == ["scans"]
    assert ids(scanned=None) == [], "before the first scan nothing has stopped"
    assert ids(scanned=9 * DAY, portals=()) == []


def test_where_steps_are_taken_by_hand_a_missing_one_means_nothing() -> None:
    assert ids(source(tried=DAY, read=DAY), scanned=DAY, timed=False) == []


@pytest.mark.parametrize(("failed", "expected"), [(0, []), (3, []), (4, ["unseen"])])
def test_more_than_a_share_of_portals_unseen(failed: int, expected: list[str]) -> None:
    found = tuple(portal(n, whole=n >= failed) for n in range(10))
    assert ids(portals=found) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (portal(1, links=0), ["links"]),
        (portal(1, links=1), []),
        (portal(1, links=0, typical=9), []),
        (portal(1, links=0, typical=10), ["links"]),
        (portal(1, links=0, typical=None), []),
    ],
)
def test_no_links_where_there_used_to_be_many(one: PortalFact, expected: list[str]) -> None:
    assert ids(portals=(one, portal(2))) == expected


def test_a_reason_names_what_it_is_about() -> None:
    facts = MonitorFacts((source(problem="403", read=DAY),), (portal(7, links=0),), NOW)
    reasons = {alarm.alarm_id: alarm.reason for alarm in alarms(facts, NOW, SET)}
    assert reasons["source feed"]["problem"] == text("403")
    assert reasons["links"]["portals"] == because(AlarmCode.USUAL_LINKS, name="第7网站", links=50)


# -- one mail each --------------------------------------------------------------------------------

ALARM = Alarm("links", text("no links"), ("p1",))


def step(
    states: tuple[AlarmState, ...], now: datetime, *current: Alarm, sends: bool = True
) -> tuple[tuple[AlarmState, ...], list[Occasion]]:
    """One run; where `sends`, every mail that is due goes out."""
    after, mails = [], []
    for state, occasion in update_alarms(states, current, now, SET):
        if occasion is not None:
            mails.append(occasion)
            after.append(state.sent(occasion, now) if sends else state)
        else:
            after.append(state)
    return tuple(after), mails


def test_raised_once_reminded_daily_resolved_once() -> None:
    states: tuple[AlarmState, ...] = ()
    mailed: list[tuple[int, Occasion]] = []
    for hour in range(30):
        states, mails = step(states, NOW + hour * HOUR, ALARM)
        mailed += [(hour, mail) for mail in mails]
    for hour in range(30, 40):
        states, mails = step(states, NOW + hour * HOUR)
        mailed += [(hour, mail) for mail in mails]
    assert mailed == [(0, Occasion.RAISED), (24, Occasion.REMINDED), (30, Occasion.RESOLVED)]


def test_what_comes_back_is_a_new_alarm() -> None:
    states, _ = step((), NOW, ALARM)
    states, mails = step(states, NOW + 2 * HOUR)
    assert mails == [Occasion.RESOLVED]
    states, mails = step(states, NOW + 3 * HOUR, ALARM)
    assert mails == [Occasion.RAISED]
    assert states[-1].opened_at == NOW + 3 * HOUR


def test_what_flickers_is_one_alarm() -> None:
    states: tuple[AlarmState, ...] = ()
    mailed: list[Occasion] = []
    for quarter in range(40):
        current = (ALARM,) if quarter % 2 == 0 else ()
        states, mails = step(states, NOW + quarter * HOUR / 4, *current)
        mailed += mails
    assert mailed == [Occasion.RAISED]


def test_a_mail_goes_out_again_when_it_concerns_more_and_not_when_it_concerns_less() -> None:
    states, _ = step((), NOW, ALARM)
    states, mails = step(states, NOW + HOUR, Alarm("links", text("x"), ("p1", "p2")))
    assert mails == [Occasion.GREW]
    states, mails = step(states, NOW + 2 * HOUR, ALARM)
    assert mails == []
    states, mails = step(states, NOW + 3 * HOUR, Alarm("links", text("x"), ("p2", "p1")))
    assert mails == [], "a mail was about both"


def test_a_mail_that_did_not_go_out_stays_due() -> None:
    states: tuple[AlarmState, ...] = ()
    for hour in range(3):
        states, mails = step(states, NOW + hour * HOUR, ALARM, sends=False)
        assert mails == [Occasion.RAISED]
    states, mails = step(states, NOW + 4 * HOUR)
    assert mails == [], "no mail went out, so none need say that it is over"
    assert states[0].closed


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60))
def test_whatever_happens_mails_alternate(runs: list[tuple[bool, bool]]) -> None:
    """Between two raised ones stands a resolved one; only what was mailed is resolved."""
    states: tuple[AlarmState, ...] = ()
    mailed: list[Occasion] = []
    for place, (here, sends) in enumerate(runs):
        current = (ALARM,) if here else ()
        states, mails = step(states, NOW + place * HOUR, *current, sends=sends)
        mailed += mails if sends else []
        states = tuple(state for state in states if not state.closed)
    marks = [mail for mail in mailed if mail in (Occasion.RAISED, Occasion.RESOLVED)]
    assert marks == [Occasion.RAISED, Occasion.RESOLVED] * (len(marks) // 2) + [Occasion.RAISED] * (
        len(marks) % 2
    )


def mail(name: str, age: timedelta, *, dead: bool = False) -> MailFact:
    return MailFact(f"{name}@x.example", "日报", NOW - age, dead, text("451 later"))


def mail_alarms(*mails: MailFact, unaddressed: timedelta | None = None) -> dict[str, Alarm]:
    since = None if unaddressed is None else NOW - unaddressed
    facts = MonitorFacts((), (), None, mails=mails, unaddressed=since)
    return {alarm.alarm_id: alarm for alarm in alarms(facts, NOW, SET)}


def test_a_mail_that_waits_for_long_is_an_alarm() -> None:
    assert mail_alarms(mail("a", HOUR)) == {}
    found = mail_alarms(mail("a", 3 * HOUR), mail("b", 2 * HOUR), mail("c", HOUR))
    assert list(found) == ["mail waiting"]
    reason = found["mail waiting"].reason
    assert (reason["count"], reason["since"]) == (2, NOW - 3 * HOUR)
    assert found["mail waiting"].about == ("a@x.example", "b@x.example")


def test_a_mail_that_was_refused_for_good_is_one_at_once() -> None:
    found = mail_alarms(mail("a", HOUR / 60, dead=True), mail("a", DAY, dead=True))
    assert list(found) == ["mail refused"]
    assert found["mail refused"].reason["count"] == 2
    assert found["mail refused"].about == ("a@x.example",)


def test_a_report_for_nobody_is_one() -> None:
    assert mail_alarms(unaddressed=HOUR) == {}
    assert list(mail_alarms(unaddressed=2 * HOUR)) == ["mail nobody"]
