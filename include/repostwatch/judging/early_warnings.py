"""Which duties are about to be late: their deadline comes soon, and no repost was seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from repostwatch.model import Duty, Verdict, VerdictKind


def duties_at_risk(
    duties: Iterable[Duty], verdicts: Iterable[Verdict], now: datetime, hours: float
) -> tuple[Duty, ...]:
    """The duties of which the deadline comes within `hours` and nothing was seen, the first due
    first.

    Where only the day of a release is known, its deadline comes when the earliest one may. What was
    seen and waits for a person is no reason to warn, and a waived duty is none at all.
    """
    waiting = {
        (one.release_id, one.portal_id)
        for one in verdicts
        if one.kind is VerdictKind.PENDING and one.link_id is None
    }
    last = now + timedelta(hours=hours)
    found = [
        duty
        for duty in duties
        if duty.waiver is None
        and duty.key in waiting
        and duty.deadline.earliest <= last
        and now < duty.deadline.latest
    ]
    return tuple(sorted(found, key=lambda d: (d.deadline, d.release_id, d.portal_id)))
