"""Over thousands of worlds that know the truth, no verdict is ever wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from repostwatch.model import Precision, Verdict, VerdictKind
from tests.defaults import judge_all
from tests.judging.judging_worlds import Habits, World, world

# Thousands of worlds take the branches that the tables beside them take; measured, they take thrice
# their time.
pytestmark = pytest.mark.no_cover

CHUNK = 500
DECIDED = {VerdictKind.ON_TIME, VerdictKind.LATE, VerdictKind.MISSING}


def wrong(made: World, verdict: Verdict) -> str:
    """In what the verdict contradicts the truth; empty where it does not."""
    first, evident = made.first(evident=False), made.first(evident=True)
    if verdict.kind is VerdictKind.PENDING:
        return "" if made.now <= made.duty.deadline.latest else "pending after the deadline"
    if verdict.kind is VerdictKind.ON_TIME:
        if first is None:
            return "on time, but never reposted"
        # A page that states a minute is taken at the beginning of it.
        return "" if first.replace(second=0, microsecond=0) <= made.due else "on time, but late"
    if verdict.kind is VerdictKind.LATE:
        return "" if evident is not None and evident > made.due else "late, but in time"
    if verdict.kind is VerdictKind.MISSING:
        return _wrongly_missing(made, verdict)
    return "" if verdict.reason else "no reason"


def _wrongly_missing(made: World, verdict: Verdict) -> str:
    [proof] = [look for look in made.looks if look.scan.scan_id in verdict.scan_ids]
    if proof.scan.started_at <= made.due:
        return "missing before the deadline"
    assert proof.list_at is not None
    if any(post.there(proof.list_at) for post in made.posts):
        return "missing, but it was there"
    if made.sightings:
        return "missing, but it was seen"
    return ""


def outside(made: World, verdict: Verdict) -> bool:
    """Whether the repost interval leaves out the true moment (of a stated minute: the minute)."""
    first = made.first(evident=False)
    if verdict.reposted is None or first is None or verdict.kind is VerdictKind.REVIEW:
        return False
    latest = verdict.reposted.latest + timedelta(minutes=1)
    return not verdict.reposted.earliest <= first < latest


def hidden(made: World) -> bool:
    """Whether a false date before the release put the link where nobody has to look."""
    released = made.duty.published.latest
    return any(post.listed and post.listed.interval.latest <= released for post in made.posts)


@pytest.mark.parametrize("chunk", range(8))
def test_with_honest_dates_no_verdict_is_wrong(chunk: int) -> None:
    counts: Counter[VerdictKind] = Counter()
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        made = world(seed)
        verdict = made.verdict()
        assert not wrong(made, verdict), (seed, wrong(made, verdict), verdict)
        assert verdict.backdated is None, (seed, "an honest portal accused", verdict)
        counts[verdict.kind] += 1
    # A judge that always says `unknown` is never wrong either.
    assert all(counts[kind] > CHUNK / 50 for kind in DECIDED), counts
    assert sum(counts[kind] for kind in DECIDED) > CHUNK / 2, counts


@pytest.mark.parametrize("chunk", range(8))
def test_forged_dates_never_make_a_late_one_on_time_against_what_was_seen(chunk: int) -> None:
    caught = 0
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        made = world(seed, Habits(forged=True, feed=False))
        verdict = made.verdict()
        caught += verdict.backdated is not None
        if verdict.kind is not VerdictKind.ON_TIME:
            if verdict.kind is VerdictKind.MISSING and not hidden(made):
                assert not wrong(made, verdict), (seed, verdict)
            continue
        # The slow way round: did any complete look after the deadline not have the link?
        [used] = [seen for seen in made.sightings if seen.match.link_id == verdict.link_id]
        back_to = made.duty.published.earliest
        for look in made.looks:
            scan = look.scan
            without = scan.complete_for(back_to) and scan.ended_at < used.first_seen
            assert not (without and scan.started_at >= made.duty.deadline.latest), (seed, verdict)
    assert caught > CHUNK / 50


@pytest.mark.parametrize("chunk", range(2))
def test_hourly_looks_and_stated_minutes_leave_nothing_open(chunk: int) -> None:
    """What the facts decide is decided: `review` and `unknown` are no way out."""
    habits = Habits(
        every_hours=1,
        failing=0,
        partial=0,
        outage=False,
        listed=Precision.MINUTE,
        doubtful=False,
        vanishing=False,
        feed=False,
        day_only=False,
        seen_before=True,
        judged_after=6,
    )
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        made = world(seed, habits)
        verdict = made.verdict()
        reach = [scan for scan in made.scans if scan.complete_for(made.duty.published.earliest)]
        if not reach or abs((made.first(evident=True) or made.now) - made.due) < timedelta(
            minutes=2
        ):
            continue
        assert verdict.kind in DECIDED, (seed, verdict)
        assert not wrong(made, verdict), (seed, verdict)
        assert not outside(made, verdict), (seed, verdict)


def test_many_portals_at_once_are_judged_like_each_alone() -> None:
    for start in range(0, 300, 10):
        worlds = [world(seed, Habits(judged_after=24)) for seed in range(start, start + 10)]
        now = max(made.now for made in worlds)
        duties = [replace(made.duty, portal_id=f"p{n}") for n, made in enumerate(worlds)]
        together = judge_all(
            duties,
            {f"p{n}": made.scans for n, made in enumerate(worlds)},
            {("r", f"p{n}"): made.sightings for n, made in enumerate(worlds)},
            now,
        )
        for number, (made, verdict) in enumerate(zip(worlds, together, strict=True)):
            alone = replace(made, now=now).verdict()
            assert verdict == replace(alone, portal_id=f"p{number}")
