"""When a portal reposts a release, if ever, and what date it puts on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.roles import Habit, Quirk, Role
from repostwatch.sandbox.style import Style
from repostwatch.sandbox.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Repost:
    """`appears` is when it can be seen; `claimed` what the portal says, None where it is silent."""

    release_id: str
    appears: datetime
    claimed: datetime | None


@dataclass(frozen=True, slots=True)
class Reposter:
    """A portal's manner of reposting. Moments are chosen so that the pages it makes can decide
    them, except for the duties that are meant to end in review."""

    role: Role
    style: Style
    limit: timedelta
    line: Timeline
    rng: Random

    def reposts(self, wanted: tuple[Policy, ...]) -> tuple[Repost, ...]:
        """One for each release that the portal reposts before or soon after the story's end."""
        found = []
        special = self._special(wanted)
        for place, policy in enumerate(wanted):
            repost = special.get(policy.release_id) or self._one(policy, place, len(wanted))
            if repost is not None:
                found.append(repost)
        return tuple(found)

    def past(self, released: tuple[Policy, ...]) -> tuple[Repost, ...]:
        """Of the releases before the story: who is silent in it was not always so."""
        found, habit = [], self.role.habit
        for policy in released:
            lot = self.rng.random()
            if self.role.column.embedded or (habit is Habit.FORGETFUL and lot < 0.25):
                continue
            late = habit is Habit.LATE and lot < 0.3
            appears = self._late(policy) if late else self._on_time(policy)
            found.append(self._honest(appears, policy))
        return tuple(found)

    def _one(self, policy: Policy, place: int, count: int) -> Repost | None:
        habit, last = self.role.habit, place == count - 1
        if habit is Habit.SILENT or self.role.column.embedded:
            return None
        if habit is Habit.FORGETFUL and (place == count - 3 or self.rng.random() < 0.25):
            return None
        if last and self.limit > self.line.end - policy.published:
            # Not due before the end of the story: some portals have not got to it yet.
            return self._before_end(policy) if self.rng.random() < 0.7 else None
        late = habit is Habit.LATE and (place == 1 or self.rng.random() < 0.3)
        return self._honest(self._late(policy) if late else self._on_time(policy), policy)

    def _special(self, wanted: tuple[Policy, ...]) -> dict[str, Repost]:
        """The reposts that a quirk or a habit is about."""
        quirk, line = self.role.quirk, self.line
        first = next((p for p in wanted if p.published > line.scans[0]), None)
        if first is None:
            return {}
        if quirk is Quirk.UNDATED_ITEM:
            # Seen neither at the scan before the deadline nor before the one after it.
            appears = line.scans[1] + timedelta(hours=self.rng.randrange(2, 44))
            return {first.release_id: Repost(first.release_id, appears, None)}
        if quirk is Quirk.STRADDLING_DAY:
            appears = (first.published + self.limit).replace(hour=16, minute=40, second=0)
            return {first.release_id: Repost(first.release_id, appears, appears)}
        if quirk is Quirk.SHORT_LIMIT:
            # In time by the national rule, too late by the local one.
            appears = _minute(first.published + self.limit + timedelta(minutes=155))
            return {first.release_id: Repost(first.release_id, appears, appears)}
        if self.role.habit is Habit.FORGER:
            # A scan after the deadline did not show it, and it claims a day before that scan.
            appears = line.scans[2] + timedelta(hours=self.rng.randrange(3, 30))
            claimed = _minute(first.published + timedelta(minutes=95))
            return {first.release_id: Repost(first.release_id, appears, claimed)}
        return {}

    def _honest(self, appears: datetime, policy: Policy) -> Repost:
        return Repost(policy.release_id, appears, appears)

    def _on_time(self, policy: Policy) -> datetime:
        latest = policy.published + self.limit * 0.96
        if self.style.coarse:
            # A day counts as its 24 hours: only the release's own day ends before the deadline.
            latest = min(latest, _next_day(policy.published) - timedelta(minutes=5))
        return self._between(policy.published + timedelta(minutes=4), latest)

    def _late(self, policy: Policy) -> datetime:
        deadline = policy.published + self.limit
        earliest = deadline + timedelta(minutes=20)
        if self.style.coarse:
            earliest = _next_day(deadline) + timedelta(minutes=20)
        latest = min(earliest + timedelta(hours=30), self.line.end - timedelta(minutes=10))
        return self._between(earliest, latest)

    def _before_end(self, policy: Policy) -> Repost:
        latest = self.line.end - timedelta(minutes=10)
        return self._honest(self._between(policy.published + timedelta(minutes=4), latest), policy)

    def _between(self, earliest: datetime, latest: datetime) -> datetime:
        """Of a few moments drawn, the one that an office is likeliest to be at work at."""
        span = max(0, int((latest - earliest).total_seconds()))
        drawn = [earliest + timedelta(seconds=self.rng.randrange(span + 1)) for _ in range(4)]
        chosen = next((moment for moment in drawn if 8 <= moment.hour < 21), drawn[0])
        return max(_minute(chosen), _minute(earliest) + timedelta(minutes=1))


def _minute(moment: datetime) -> datetime:
    """Pages state minutes; a repost's moment is one, so that its claim is the truth."""
    return moment.replace(second=0, microsecond=0)


def _next_day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
