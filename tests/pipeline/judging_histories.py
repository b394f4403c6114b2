"""Random histories of a few portals, step by step: scans that fail or are incomplete, links that
come late, are edited, vanish and come back, feeds and lists that come and go, edited releases and
other times of them, decisions and waivers that end, articles, wider looks, mails, closures, scans
that are stored late.

Each step is what happens to a database between two judgings; done to two of them, it does the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

from repostwatch.model import (
    BEIJING,
    Article,
    Column,
    ColumnForm,
    DecisionKind,
    Interval,
    Level,
    Link,
    Outcome,
    PageDate,
    Portal,
    Precision,
    Reason,
    Release,
    Standing,
    Visit,
    because,
)
from repostwatch.model.codes import DiscoveryCode, WiderCode
from repostwatch.model.decisions import Action, ColumnDecision, DutyOverride, HumanDecision
from repostwatch.model.reasons import text
from repostwatch.model.watched_lists import (
    Discovery,
    ListOrigin,
    ListPlace,
    ListState,
    WatchedList,
)
from repostwatch.model.wider import WiderLook
from repostwatch.pipeline.match import _match_titles, _settle_read
from repostwatch.settings import Settings
from repostwatch.store import (
    decisions,
    discoveries,
    links,
    portals,
    releases,
    scan_records,
    successions,
    watched_lists,
    wider_looks,
)
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import FollowedList, PageVisit, ScanRecord
from repostwatch.store.successions import Succession

START = datetime(2026, 8, 10, 8, 0, tzinfo=BEIJING)
SUBJECTS = (
    "加快发展节能环保产业", "深化医药卫生体制改革",
    "促进跨境电子商务健康发展",
    "加强农村饮用水安全保障", "推进养老服务体系建设",
    "优化营商环境若干措施", "支持海洋渔业转型升级", "规范公共充电设施建设",
)  # fmt: skip
PORTALS = tuple(
    Portal(
        f"p{n}", f"甲乙丙丁{n}部", Level.DEPARTMENT, f"https://p{n}.example/",
        (f"https://p{n}.example/gwy/",) if n == 0 else (),
    )
    for n in range(4)
)  # fmt: skip
ACTIONS: tuple[Action, ...] = ("waive", "narrow", "limit", "withdraw", "widen")
Event = Callable[[Connection], object]


def title(number: int) -> str:
    return f"国务院办公厅关于印发{SUBJECTS[number]}实施方案的通知"


@dataclass
class Step:
    """What happens until `at`; `only`: whether some duty is judged by itself afterwards."""

    at: datetime
    events: list[Event] = field(default_factory=list)
    only: tuple[str, str] | None = None


class History:
    """`calm`: a fifth of all that may happen between two scans does."""

    def __init__(self, seed: int, steps: int, *, calm: bool = False) -> None:
        self.rng = Random(seed)
        self.often = 0.2 if calm else 1.0
        self.steps = steps
        self.known: dict[int, Release] = {}
        self.late: list[tuple[int, Event]] = []

    def __iter__(self) -> Iterator[Step]:
        at = START
        for number in range(self.steps):
            step = Step(at)
            if number == 0:
                step.events.append(lambda conn: portals.save(conn, PORTALS, whole=True))
            step.events += self._released(at)
            step.events += [event for due, event in self.late if due == number]
            for portal in PORTALS:
                if self.rng.random() < 0.8:
                    self._scanned(portal, at, number, step)
            if self.rng.random() < 0.85:  # else it is judged before what was scanned is matched
                step.events.append(_match)
            step.events += self._happened(at)
            if self.rng.random() < 0.15 and self.known:
                portal = self.rng.choice(PORTALS)
                step.only = f"r{self.rng.choice(list(self.known))}", portal.portal_id
            yield step
            at += timedelta(hours=self.rng.choice((1, 9, 20, 35, 50)))

    def _released(self, at: datetime) -> list[Event]:
        """Releases come out, some a day late; now and then one is edited."""
        changed = []
        for number in range(len(SUBJECTS)):
            moment = START + timedelta(hours=31 * number - 20, minutes=7 * number)
            late = timedelta(hours=30 if number % 4 == 3 else 0)
            if number not in self.known and moment + late <= at:
                whole = Interval(
                    moment.replace(hour=0, minute=0), moment.replace(hour=23, minute=59)
                )
                self.known[number] = Release(
                    f"r{number}", title(number) if number % 3 else title(number)[:12] + "的通知",
                    whole if number % 5 == 4 else Interval.at(moment),
                    (f"https://www.gov.cn/zhengce/content/content_{number}.htm",), duty="all",
                )  # fmt: skip
                changed.append(number)
        if self.known and self.rng.random() < 0.2 * self.often:
            number = self.rng.choice(list(self.known))
            before = self.known[number]
            known, apart = before.published, timedelta(hours=self.rng.choice((1, 3, 20)))
            # Later, or no longer known to the minute: the deadline is the same then.
            times = (known, Interval.at(known.earliest + apart),
                     Interval(known.earliest - apart, known.latest))  # fmt: skip
            self.known[number] = replace(
                before, title=title(number), published=self.rng.choice(times)
            )
            changed.append(number)
        if not changed:
            return []
        return [partial(_release, found=[self.known[number] for number in changed], at=at)]

    def _scanned(self, portal: Portal, at: datetime, number: int, step: Step) -> None:
        """A scan; now and then one that began before the others and is stored after them."""
        rng = self.rng
        began = at - timedelta(minutes=rng.choice((0, 0, 1, 30)))
        event = partial(scan_records.save, record=self._record(portal, began, number))
        if rng.random() < 0.06 * self.often:
            self.late.append((number + rng.choice((1, 3)), event))
        else:
            step.events.append(event)

    def _record(self, portal: Portal, at: datetime, number: int) -> ScanRecord:
        rng, place = self.rng, PORTALS.index(portal)
        fails = rng.random() < (0.5 if place == 3 and number > 12 else 0.12)
        reach: datetime | None = at - timedelta(days=rng.choice((1, 1, 2, 4, 4, 40)))
        gap: Reason | None = None
        if fails or rng.random() < 0.15:
            reach, gap = None, text(rng.choice(("a list: HTTP 502", "timed out")))
        shown = [
            FoundLink(link, at + timedelta(seconds=20))
            for release in self.known
            for link in self._listed(portal, release, at)
            if not fails and (gap is None or rng.random() < 0.5)
        ]
        visit = Visit(
            portal.home_url, Outcome.TIMEOUT if fails else Outcome.OK, at,
            reason=text("timed out") if fails else None,
        )  # fmt: skip
        return ScanRecord(
            portal_id=portal.portal_id, started_at=at,
            ended_at=at + timedelta(minutes=rng.choice((1, 1, 1, 300))),
            reach=reach, gap=gap, embedded=None if fails else self._fed(place, number),
            columns=None if fails else self._columns(place, number, at), home=visit,
            visits=[PageVisit("home", visit, shown)],
            followed=self._followed(portal, [one.link for one in shown]),
        )  # fmt: skip

    def _fed(self, place: int, number: int) -> bool:
        """The second has the push feed at times, the fourth from the middle on."""
        return (place == 1 and number % 9 in (4, 5)) or (place == 3 and number > self.steps // 2)

    def _columns(self, place: int, number: int, at: datetime) -> tuple[Column, ...]:
        if self.rng.random() < (0.35 if number % 13 > 8 else 0.04):
            return ()
        newest = PageDate(at - timedelta(days=place), Precision.MINUTE)
        return (
            Column(
                "国务院信息", ColumnForm.BLOCK, prominent=(number // 14 + place) % 3 > 0, items=6,
                newest=newest if self.rng.random() < 0.9 else None,
            ),
        )  # fmt: skip

    def _followed(self, portal: Portal, rows: list[Link]) -> tuple[FollowedList, ...] | None:
        if portal.column_urls:
            return (FollowedList(ListPlace(portal.column_urls[0], ListOrigin.REGISTRY)),)
        if portal.portal_id == "p2" and self.rng.random() < 0.3:
            return None
        urls = [f"{portal.home_url}list/"]
        if self.rng.random() < 0.1:
            urls.append(f"{portal.home_url}other/")
        return tuple(
            FollowedList(ListPlace(url, ListOrigin.DISCOVERED), tuple(rows) if n == 0 else ())
            for n, url in enumerate(urls)
        )

    def _listed(self, portal: Portal, number: int, at: datetime) -> list[Link]:
        """How a portal shows a release at a moment."""
        habit = Random(f"{portal.portal_id}{number}")
        posted = self.known[number].published.latest + timedelta(
            minutes=habit.choice((-200, 90, 600, 1400, 1500, 2200, 9000))
        )
        if at < posted or habit.random() < 0.3:
            return []
        gone = posted + timedelta(days=habit.choice((1, 3, 9, 90)))
        back = gone + timedelta(days=habit.choice((2, 30)))
        if gone <= at < back:
            return []
        name = title(number)
        if habit.random() < 0.3:
            name = f"{name[:18]}…"
        elif habit.random() < 0.3 and at > posted + timedelta(hours=20):
            name = name.removeprefix("国务院办公厅")  # edited later
        day = posted.replace(hour=0, minute=0, second=0, microsecond=0)
        if habit.random() < 0.2 and at > posted + timedelta(hours=10):
            day -= timedelta(days=habit.choice((1, 3)))  # dated back later
        date = PageDate(day, Precision.DAY) if habit.random() < 0.7 else None
        return [Link(name, f"{portal.home_url}{number}.html", date, name.endswith("…"))]

    def _happened(self, at: datetime) -> list[Event]:
        """What people and other steps do between two judgings."""
        rng, events = self.rng, list[Event]()
        if not self.known:
            return events
        release_id = f"r{rng.choice(list(self.known))}"
        portal_id = rng.choice(PORTALS).portal_id
        until = at + timedelta(hours=rng.choice((30, 100))) if rng.random() < 0.6 else None
        site = f"https://{portal_id}.example/"

        def maybe(chance: float, event: Event) -> None:
            if rng.random() < chance * self.often:
                events.append(event)

        kind = rng.choice(list(DecisionKind))
        maybe(0.12, partial(_decided, release_id, portal_id, kind, rng.random() < 0.5, at, until))
        action: Action = rng.choice(ACTIONS)
        override = DutyOverride(
            release_id, portal_id, action, "张三", "已核实", at,
            until if action == "waive" else None, 12.0 if action == "limit" else None,
        )  # fmt: skip
        maybe(0.08, partial(decisions.save_override, override=override))
        standing = rng.choice((Standing.STALE, Standing.PRESENT, None))
        said = ColumnDecision(standing, at, "张三", "已看首页", at, until)
        maybe(0.08, partial(decisions.save_column, portal_id=portal_id, decision=said))
        when = at - timedelta(minutes=rng.choice((5, 400)))
        maybe(0.25, partial(_article, rng.random(), when, rng.choice((None, "article", "tag"))))
        look = WiderLook(
            release_id, portal_id, at, 5, 2, 0, because(WiderCode.NO_SEARCH),
            text("HTTP 503") if rng.random() < 0.3 else None, rng.choice((1, 3)),
        )  # fmt: skip
        maybe(0.5, partial(wider_looks.save, looks=[look]))
        state = rng.choice((ListState.IN_USE, ListState.REJECTED, ListState.PROPOSED))
        origin = rng.choice((ListOrigin.PERSON, ListOrigin.DISCOVERED))
        one = WatchedList(
            portal_id, f"{site}list/", state, origin, because(DiscoveryCode.HOME_COLUMN), at, at,
            releases=(release_id,) if rng.random() < 0.3 else (),
        )  # fmt: skip
        maybe(0.08, partial(watched_lists.save, lists=[one]))
        made = Discovery(
            portal_id, at, at, 40, 0, (site,), because(DiscoveryCode.ALL_READ, pages=1)
        )  # fmt: skip
        maybe(0.06, partial(discoveries.save, discovery=made))
        maybe(0.1, _notified)
        maybe(0.03, partial(_registered, portal_id, rng.random() < 0.5))
        ending = Succession(portal_id, at + timedelta(days=9), None, "张三", at)
        maybe(0.02, partial(successions.add, one=ending))
        return events


def _release(conn: Connection, found: list[Release], at: datetime) -> None:
    releases.save(conn, found, at)


def _match(conn: Connection) -> None:
    _match_titles(conn, Settings(), [portal.portal_id for portal in PORTALS])


def _decided(
    release_id: str,
    portal_id: str,
    kind: DecisionKind,
    linked: bool,
    at: datetime,
    until: datetime | None,
    conn: Connection,
) -> None:
    """About the first link that matches, or about none."""
    row = conn.execute(
        "SELECT min(link_id) AS id FROM matches JOIN links USING (link_id) "
        "WHERE release_id = %s AND portal_id = %s",
        (release_id, portal_id),
    ).fetchone()
    link_id = str(row["id"]) if linked and row and row["id"] else None
    if kind is DecisionKind.WAIVE:
        link_id, until = None, until or at + timedelta(days=30)
    said = HumanDecision(kind, link_id, "张三", "已核实", at, until)
    decisions.save(conn, release_id, portal_id, said)


def _article(lot: float, at: datetime, source: str | None, conn: Connection) -> None:
    """The article of one of the links that match is read, or cannot be; often it bears the link's
    title, so that nothing of it is new but whether it has a date."""
    rows = conn.execute(
        "SELECT DISTINCT link_id, title FROM matches JOIN links USING (link_id) ORDER BY link_id"
    ).fetchall()
    if not rows:
        return
    row = rows[int(lot * len(rows))]
    link_id, lot = str(row["link_id"]), lot * len(rows) % 1
    date = PageDate(at, Precision.MINUTE)
    heads = (row["title"], title(int(lot * 100) % len(SUBJECTS)), None)
    found = Article(heads[int(lot * 3)])
    if source == "article":
        found = replace(found, published=date)
    elif source == "tag":
        found = replace(found, tagged=(date,))
    if lot > 0.9:
        links.save_article(conn, link_id, at, Outcome.TIMEOUT, Article())
        return
    links.save_article(conn, link_id, at, Outcome.OK, found)
    known = {release.release_id: release for release in releases.load(conn)}
    _settle_read(conn, [link_id], known)


def _notified(conn: Connection) -> None:
    """As a daily report does that was posted."""
    conn.execute("UPDATE findings SET state = 'notified', notified_at = opened_at "
                 "WHERE state = 'open'")  # fmt: skip


def _registered(portal_id: str, limited: bool, conn: Connection) -> None:
    """The registry is read again: one portal has another limit, or is gone for now."""
    others = [
        replace(portal, limit_hours=36.0) if limited and portal.portal_id == portal_id else portal
        for portal in PORTALS
        if limited or portal.portal_id != portal_id
    ]
    portals.save(conn, others, whole=True)
