"""Made-up sites of five levels with known faults: which hours they are down, how old their
homepages are, which links are dead, which closed; and what becomes of them in the next quarter. All
of it by lot, from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from repostwatch.base.clock import day_of
from repostwatch.model import Level, Portal
from repostwatch.model.spot_checks import VetoIndicator
from repostwatch.portals.divisions import provinces

# Of 2,000 sites.
SHARE_OF_LEVEL = {
    Level.DEPARTMENT: 0.06, Level.PROVINCE: 0.09, Level.CITY: 0.2, Level.COUNTY: 0.4,
    Level.BELOW: 0.25,
}  # fmt: skip
SHARES = {level: Decimal(5) for level in SHARE_OF_LEVEL}
PEOPLE = (
    VetoIndicator.SERIOUS_ERRORS, VetoIndicator.NO_RESPONSE, VetoIndicator.UNUSABLE_SERVICE,
)  # fmt: skip
COLUMNS = ("工作动态", "政务要闻", "通知公告", "政策文件", "新闻中心", "部门动态")
FRESH, STALE_HOMEPAGE, STALE_COLUMNS, BLANK_COLUMNS, LEADS_ON, LEADS_ON_STALE = range(6)
FAILED_BY = {
    FRESH: (), STALE_HOMEPAGE: (VetoIndicator.STALE_HOMEPAGE,),
    STALE_COLUMNS: (VetoIndicator.STALE_COLUMNS,), BLANK_COLUMNS: (VetoIndicator.STALE_COLUMNS,),
    LEADS_ON: (), LEADS_ON_STALE: (VetoIndicator.STALE_HOMEPAGE,),
}  # fmt: skip
ARTICLE = "<title>某文件</title><h1>某文件</h1>" + "<p>正文内容说明有关情况。</p>" * 40
SHOP = "<title>澳门百家乐娱乐城</title><p>真人视讯"
KNOWN, OUTSIDE = ("127.254.0.1", "127.254.0.2", "127.254.0.3"), "127.254.1.1"
HEADER = "portal_id,name,level,home_url,column_urls,site_code,parent,valid_until,successor"
REPAIRED = 0.7  # of the sites that failed, in the next quarter


@dataclass
class ServedSite:
    """`down`: hours of the probes; `dead` links of its homepage; `sells`: one link leads to a shop;
    `leads_to`: from when on its address leads to another site."""

    portal: Portal
    down: frozenset[int]
    homepage: int
    dead: int
    sells: bool
    faults: frozenset[VetoIndicator]
    leads_to: tuple[datetime, str] | None = None

    @property
    def truth(self) -> set[VetoIndicator]:
        """What it fails by, without availability, which depends on how long it is probed."""
        return set(self.faults) | set(FAILED_BY[self.homepage])

    def with_down(self, hours: Iterable[int]) -> ServedSite:
        return replace(self, down=frozenset(hours))


@dataclass
class ServedWorld:
    """`start` is the first hour of the probes; in the hours `outage` our own network is down: no
    server answers, known sites neither. `now` is the clock of the servers, `lots` what decides what
    is not decided yet."""

    sites: dict[str, ServedSite]
    start: datetime
    port: int
    lots: random.Random
    outage: range = range(0)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.start
        self._by_host = {_host(one.portal.home_url): one for one in self.sites.values()}

    @property
    def hour(self) -> int:
        return (self.now - self.start) // timedelta(hours=1)

    def registry(self, path: Path) -> Path:
        rows = [
            f"{p.portal_id},{p.name},{p.level.value},{p.home_url},,{p.site_code or ''},"
            f"{p.parent or ''},{p.valid_until.isoformat() if p.valid_until else ''},"
            f"{p.successor or ''}"
            for p in (one.portal for one in self.sites.values())
        ]
        path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        return path

    def close(self, portal_id: str, until: datetime, successor: str | None) -> None:
        """Enters its end into the registry."""
        own = self.sites[portal_id]
        own.portal = replace(own.portal, valid_until=until, successor=successor)

    def next_quarter(self, start: datetime, down: Sequence[int], hours: int) -> None:
        """Most sites that failed mended all of it, the others have lots anew."""
        self.start = self.now = start
        self.outage = range(0)
        for name, site in self.sites.items():
            fresh = lots_of(site.portal, self.lots, down, hours)
            failed = site.truth or 20 * len(site.down) >= hours
            if failed and self.lots.random() < REPAIRED:
                fresh = ServedSite(site.portal, frozenset(), FRESH, 0, False, frozenset())
            self.sites[name] = replace(fresh, leads_to=site.leads_to)
        self.__post_init__()

    def answer(self, host: str, path: str) -> tuple[int, str, str] | None:
        """Status, address that it leads to, and text; None: nobody answers."""
        if self.hour in self.outage:
            return None
        if host == OUTSIDE:
            return 200, "", SHOP
        site = self._by_host.get(host)
        if site is None:
            return (200, "", ARTICLE) if path == "/" else (404, "", "")
        if self.hour in site.down and path == "/":
            return 503, "", ""
        if site.leads_to and self.now >= site.leads_to[0]:
            return 302, site.leads_to[1], ""
        if path == "/":
            return 200, "", self._homepage(site)
        if path.startswith("/c/") and site.homepage in (LEADS_ON, LEADS_ON_STALE):
            days = 2 if site.homepage == LEADS_ON and path == "/c/1/" else 40
            return 200, "", _column(COLUMNS[1], day_of(self.now) - timedelta(days=days))
        return (200, "", ARTICLE) if path.startswith("/a/") else (404, "", "")

    def _homepage(self, site: ServedSite) -> str:
        """Six columns, or the names of as many second-level pages; dates are counted back from the
        clock."""
        stale = {STALE_HOMEPAGE: 2, STALE_COLUMNS: 5}.get(site.homepage, 0)
        names = COLUMNS[:2] if site.homepage == STALE_HOMEPAGE else COLUMNS
        blocks = [
            _column(name, day_of(self.now) - timedelta(days=200 if n < stale else 2))
            for n, name in enumerate(names)
        ]
        if site.homepage == BLANK_COLUMNS:
            blank = '<div class="box"><h3>{}</h3><ul class="list"></ul></div>'
            blocks = [*blocks[:1], *(blank.format(name) for name in COLUMNS[1:])]
        if site.homepage in (LEADS_ON, LEADS_ON_STALE):
            led = (f'<li><a href="/c/{n}/">{name}</a></li>' for n, name in enumerate(COLUMNS))
            blocks = [f"<ul>{''.join(led)}</ul>"]
        links = [f'<a href="/lost/{n}.html">附件{n}</a>' for n in range(site.dead)]
        if site.sells:
            links.append(f'<a href="http://{OUTSIDE}:{self.port}/">友情链接</a>')
        foot = f"<div class='foot'>{''.join(links)}网站标识码{site.portal.site_code}</div>"
        title = f"<title>{site.portal.name}</title>"
        return f"<html>{title}<body><div class='main'>{''.join(blocks)}</div>{foot}"


def _column(name: str, newest: object) -> str:
    items = "".join(
        f'<li><a href="/a/{name}{n}.html" title="关于某某事项的第{n}号{name}内容">'
        f"关于某某事项的第{n}号{name}内容</a><span>{newest}</span></li>"
        for n in range(3)
    )
    return f'<div class="box"><h3>{name}</h3><ul>{items}</ul></div>'


def served_world(
    seed: int, count: int, start: datetime, port: int, down: Sequence[int], hours: int
) -> ServedWorld:
    """`down`: for how many of the hours sites are down, by lot among these."""
    lots, codes = random.Random(seed), sorted(provinces())
    sites: dict[str, ServedSite] = {}
    for level, share in SHARE_OF_LEVEL.items():
        for n in range(round(count * share)):
            number = len(sites)
            place = f"127.{1 + number // 60_000}.{number // 250 % 240}.{1 + number % 250}"
            code = "" if level is Level.DEPARTMENT else f"{lots.choice(codes)}{n:08}"
            name = f"{level.value}{n}"
            home = f"http://{place}:{port}/"
            portal = Portal(name, name, level, home, site_code=code or None)
            sites[name] = lots_of(portal, lots, down, hours)
    return ServedWorld(sites, start, port, lots)


def lots_of(portal: Portal, lots: random.Random, down: Sequence[int], hours: int) -> ServedSite:
    return ServedSite(
        portal,
        frozenset(lots.sample(range(hours), lots.choice(down))),
        lots.choice((FRESH,) * 9 + tuple(FAILED_BY)),
        lots.choice((0, 0, 0, 1, 3)),
        lots.random() < 0.05,
        frozenset(one for one in PEOPLE if lots.random() < 0.03),
    )


def _host(url: str) -> str:
    return url.partition("://")[2].partition(":")[0]
