"""A small world that knows when a portal truly reposted, and what we could see of it.

A portal's list runs from new to old; a scan sees its first items, at one moment, if nothing
fails. From these looks follow scans and sightings as the store would hold them, and the link's
own page is read exactly when the product would read it. One seed, one world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from repostwatch.base.clock import beijing, day_of, whole_day
from repostwatch.model import (
    BEIJING,
    Decision,
    Duty,
    Interval,
    Link,
    Match,
    OwnPage,
    PageDate,
    Precision,
    Scan,
    Sighting,
    Verdict,
)
from repostwatch.model.reasons import text
from tests.defaults import judge, needs_finer_claim
from tests.defaults import reach as reach_of
from tests.judging.judging_facts import TIMEOUT, WHY

START = datetime(2026, 8, 3, tzinfo=BEIJING)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Habits:
    """How the world behaves; what is None is drawn by lot."""

    every_hours: float | None = None  # between two scans
    failing: float | None = None  # share of scans that see nothing
    partial: float | None = None  # share of scans that do not see every list
    outage: bool | None = None  # our own, or the portal's: hours without a look
    listed: Precision | Literal["any"] | None = "any"  # what the list states; None: no date
    article: bool | None = None  # whether the link's own page states a minute
    forged: bool = False  # dates are moved into the past
    reposted: bool | None = None
    doubtful: bool | None = None  # the title cannot tell
    vanishing: bool | None = None
    feed: bool | None = None  # the embedded push feed is, was or will be on the homepage
    day_only: bool | None = None  # of the release only the day is known
    seen_before: bool | None = None  # we have looked since before the release
    judged_after: float | None = None  # hours after the deadline


@dataclass(frozen=True)
class Post:
    """An item that the portal put on its list at `appeared`."""

    appeared: datetime
    gone: datetime | None
    listed: PageDate | None
    article: PageDate | None
    link_id: str | None = None  # None: some other news
    sure: bool = True

    def there(self, moment: datetime) -> bool:
        return self.appeared <= moment and (self.gone is None or moment < self.gone)

    @property
    def place(self) -> datetime:
        """Lists are sorted by the date they state, or else by when the item came."""
        return self.appeared if self.listed is None else self.listed.value


@dataclass(frozen=True)
class Look:
    """A scan, and the moments at which it saw the list and the homepage (None: it did not)."""

    scan: Scan
    list_at: datetime | None
    home_at: datetime | None


@dataclass(frozen=True)
class World:
    """What truly was (`posts`, `feed`, `due`), and what we have of it."""

    duty: Duty
    due: datetime  # the true deadline, also where of the release only the day is known
    now: datetime
    posts: tuple[Post, ...]
    feed: Interval | None
    looks: tuple[Look, ...]
    sightings: tuple[Sighting, ...]

    @property
    def scans(self) -> list[Scan]:
        return [look.scan for look in self.looks]

    def verdict(self) -> Verdict:
        return judge(self.duty, self.scans, self.sightings, self.now)

    def first(self, *, evident: bool) -> datetime | None:
        """The true moment of the first repost up to now, by a link or by the feed.

        `evident`: without what came and went while nobody looked.
        """
        moments = [
            post.appeared
            for post in self.posts
            if post.appeared <= self.now and (not evident or self._evident(post))
        ]
        released = self.due - self.duty.limit
        if self.feed and self.feed.latest >= released and (not evident or self._feed_seen()):
            moments.append(max(self.feed.earliest, released))
        return min(moments, default=None)

    def _evident(self, post: Post) -> bool:
        return post.there(self.now) or any(
            look.list_at and post.there(look.list_at) for look in self.looks
        )

    def _feed_seen(self) -> bool:
        return any(look.scan.embedded for look in self.looks)


def world(seed: int, habits: Habits = Habits()) -> World:
    rng = Random(seed)
    released = START + timedelta(seconds=rng.randrange(7 * 86400))
    limit = timedelta(hours=rng.choice((8, 24, 24, 24)))
    due = released + limit
    after = rng.uniform(-limit / HOUR, 96) if habits.judged_after is None else habits.judged_after
    now = due + after * HOUR
    listed = rng.choice([*Precision, None]) if habits.listed == "any" else habits.listed
    precision = listed if isinstance(listed, Precision) else None
    posts = tuple(_posts(rng, habits, released, due, precision))
    news = list(_news(rng, released, now, precision))
    feed = _feed(rng, habits, released, due)
    items = rng.choice((15, 20, 45, 100))
    looks = tuple(_looks(rng, habits, released, now, [*posts, *news], feed, items))
    known = Interval.at(released)
    if _lot(rng, habits.day_only, 0.1):
        known = whole_day(day_of(released))
    duty = Duty("r", "p", known, limit, WHY)
    sightings = _sightings(posts, [*posts, *news], looks, items)
    return World(duty, due, now, posts, feed, looks, _read(duty, looks, sightings, posts))


def _lot(rng: Random, fixed: bool | None, share: float) -> bool:
    drawn = rng.random() < share
    return drawn if fixed is None else fixed


def stated(moment: datetime, precision: Precision | None, rng: Random) -> PageDate | None:
    """A moment as a page states it; minutes now and then with their seconds."""
    local = beijing(moment)
    if precision is None:
        return None
    if precision is Precision.MINUTE:
        second = local.second if rng.random() < 0.3 else 0
        return PageDate(local.replace(second=second, microsecond=0), precision)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return PageDate(start if precision is Precision.DAY else start.replace(day=1), precision)


def _posts(
    rng: Random, habits: Habits, released: datetime, due: datetime, listed: Precision | None
) -> Iterator[Post]:
    if not _lot(rng, habits.reposted, 0.8):
        return
    limit = due - released
    for number in range(1, rng.choice((1, 1, 1, 2)) + 1):
        kind = rng.random()
        if kind < 0.6:
            appeared = released + limit * rng.random() ** 2
        elif kind < 0.8:  # about the deadline
            appeared = due + timedelta(seconds=rng.gauss(0, 1800))
        else:
            appeared = due + timedelta(hours=rng.expovariate(1 / 30))
        appeared = max(appeared, released)
        claimed = appeared
        if habits.forged:
            claimed = appeared - timedelta(hours=rng.uniform(0, 48))
        gone = None
        if _lot(rng, habits.vanishing, 0.15):
            gone = appeared + timedelta(hours=rng.expovariate(1 / 20))
        article = stated(claimed, Precision.MINUTE, rng)
        yield Post(
            appeared,
            gone,
            stated(claimed, listed, rng),
            article if _lot(rng, habits.article, 0.7) else None,
            str(number),
            not _lot(rng, habits.doubtful, 0.1),
        )


def _news(
    rng: Random, released: datetime, now: datetime, listed: Precision | None
) -> Iterator[Post]:
    moment, pace = released - timedelta(days=6), rng.choice((3.0, 8.0, 30.0))
    while moment < now:
        moment += timedelta(hours=rng.expovariate(1 / pace))
        yield Post(moment, None, stated(moment, listed, rng), None)


def _feed(rng: Random, habits: Habits, released: datetime, due: datetime) -> Interval | None:
    if not _lot(rng, habits.feed, 0.15):
        return None
    begin = released + timedelta(hours=rng.uniform(-72, 48))
    end = begin + timedelta(hours=rng.expovariate(1 / 60))
    return Interval(begin, end)


def _looks(
    rng: Random,
    habits: Habits,
    released: datetime,
    now: datetime,
    posts: list[Post],
    feed: Interval | None,
    items: int,
) -> Iterator[Look]:
    every = habits.every_hours or rng.choice((0.5, 1, 2, 4, 8, 24))
    failing = rng.choice((0, 0.05, 0.4)) if habits.failing is None else habits.failing
    partial = rng.choice((0, 0.05, 0.3)) if habits.partial is None else habits.partial
    moment = released - timedelta(hours=rng.uniform(0, 12) + every)
    if not _lot(rng, habits.seen_before, 0.8):
        moment = released + timedelta(hours=rng.uniform(0, 72))
    blind = None
    if _lot(rng, habits.outage, 0.3):
        begin = released + timedelta(hours=rng.uniform(-6, 30))
        blind = Interval(begin, begin + timedelta(hours=rng.uniform(1, 40)))
    number = 0
    while True:
        moment += timedelta(hours=every * rng.uniform(0.9, 1.1))
        end = moment + timedelta(seconds=rng.choice((5, 60, 1200)) * rng.uniform(0.5, 1))
        if end > now:
            return
        number += 1
        if blind and blind.earliest <= moment <= blind.latest and rng.random() < 0.5:
            continue  # nothing ran at all
        in_blind = blind is not None and blind.earliest <= moment <= blind.latest
        begin, scan_id = moment, f"{number:05}"
        if in_blind or rng.random() < failing:
            yield Look(Scan(scan_id, "p", begin, end, None, TIMEOUT), None, None)
            continue
        home_at, list_at = (begin + (end - begin) * rng.random() for _ in range(2))
        shown = _shown(posts, list_at, items)
        reach = reach_of([Link("新闻", post.link_id or "", post.listed) for post in shown])
        if rng.random() < partial:
            reach = None
        embedded = feed is not None and feed.earliest <= home_at <= feed.latest
        gap = None if reach else text("the second list: HTTP 502")
        yield Look(Scan(scan_id, "p", begin, end, reach, gap, embedded), list_at, home_at)


def _shown(posts: list[Post], moment: datetime, items: int) -> list[Post]:
    there = [post for post in posts if post.there(moment)]
    return sorted(there, key=lambda post: (post.place, post.appeared), reverse=True)[:items]


def _sightings(
    posts: tuple[Post, ...], everything: list[Post], looks: tuple[Look, ...], items: int
) -> list[Sighting]:
    seen: dict[str, list[datetime]] = {}
    for look in looks:
        if look.list_at is None:
            continue
        for post in _shown(everything, look.list_at, items):
            if post.link_id is not None:
                # The answer is complete a little after the portal made it.
                arrived = min(look.list_at + timedelta(seconds=2), look.scan.ended_at)
                seen.setdefault(post.link_id, []).append(max(arrived, look.list_at))
    found = []
    for post in posts:
        if post.link_id in seen:
            decision = Decision.MATCH if post.sure else Decision.REVIEW
            match = Match(post.link_id, "r", decision, 90.0, text("equal titles"))
            moments = seen[post.link_id]
            dates = () if post.listed is None else (post.listed,)
            found.append(Sighting(match, "标题", "http://p/1", min(moments), max(moments), dates))
    return found


def _read(
    duty: Duty, looks: tuple[Look, ...], sightings: list[Sighting], posts: tuple[Post, ...]
) -> tuple[Sighting, ...]:
    """The link's own page, where the product asks for it and the page states a minute."""
    scans = [look.scan for look in looks]
    asked = {found.match.link_id for found in needs_finer_claim(duty, scans, sightings)}
    pages = {post.link_id: post.article for post in posts}
    read = []
    for sighting in sightings:
        date = pages[sighting.match.link_id]
        if sighting.match.link_id not in asked:
            read.append(sighting)
        elif date is None:
            read.append(replace(sighting, own_page=OwnPage.UNDATED))
        else:
            claims = (date, *sighting.claims)
            read.append(replace(sighting, claims=claims, own_page=OwnPage.DATED))
    return tuple(read)
