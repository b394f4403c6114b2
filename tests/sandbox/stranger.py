"""A visitor of the sandbox who knows nothing of it: reads what is served with plain patterns.

Deliberately not `repostwatch.reading`: what the product reads is tested against this web, so
the web is tested with something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urljoin

from repostwatch.model import BEIJING
from repostwatch.sandbox import World, build
from repostwatch.sandbox.addresses import Web
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.roles import ColumnPlan, Habit, Quirk
from repostwatch.sandbox.site import Site

START = datetime(2026, 9, 7, 9, tzinfo=BEIJING)
WEB = Web(8000)

ROW = re.compile(r"<li[ >].*?</li>|<li>.*?</li>|<tr>.*?</tr>|<dt.*?</dd>", re.DOTALL)
ANCHOR = re.compile(
    r"<a href=['\"]([^'\"]+)['\"](?: title=['\"]([^'\"]*)['\"])?[^>]*>(.*?)</a>", re.DOTALL
)
RECORD = re.compile(r"<record><!\[CDATA\[(.*?)\]\]></record>", re.DOTALL)
DATES = (
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d\d)[-./](?P<d>\d\d)(?: (?P<h>\d\d):(?P<n>\d\d))?"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"(?P<d>\d\d)(?P<y>\d{4})-(?P<m>\d\d)"),  # day and month in two elements
    re.compile(r"\[(?P<m>\d\d)-(?P<d>\d\d)\]"),
)


@dataclass(frozen=True)
class Seen:
    """An item of a list: `said` is the first moment of its date, `fine` whether to the minute."""

    title: str
    href: str
    said: datetime | None
    fine: bool = False


@cache
def world(seed: int = 7) -> World:
    return build(seed, START)


@cache
def site(seed: int, portal_id: str) -> Site:
    found = world(seed)
    return Site(found, WEB, next(p for p in found.portals if p.portal_id == portal_id))


def restyled(column: ColumnPlan = ColumnPlan.PROMINENT, **style: Any) -> Site:
    """An ordinary portal of seed 7, built in another way."""
    plain = plan_of(7, fault=None, habit=Habit.PROMPT, quirk=Quirk.NONE)
    changed = replace(
        plain,
        style=replace(plain.style, **{"theme": 1, "pinned": False, "cut": None, **style}),
        role=replace(plain.role, column=column),
        registered=True,
    )
    if column is ColumnPlan.STALE:
        changed = replace(changed, stale_items=plan_of(7, column=column).stale_items)
    return Site(world(7), WEB, changed)


def home(site: Site, now: datetime) -> str | None:
    """The homepage as text, None where the site is in trouble."""
    reply = site.reply("/", now)
    if reply.status == 302 and reply.headers["Location"] != "/portal/index.html":
        reply = site.reply(reply.headers["Location"], now)
    if reply.status != 200 or reply.fault is not None:
        return None
    text = decoded(reply.body)
    return text if 'class="nav"' in text else None


def decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gbk")


def list_link(page: str, name: str = "国务院信息") -> str:
    """Where the navigation leads."""
    nav = page.split('class="nav"')[1].split("</ul>", maxsplit=1)[0]
    found = re.search(rf'<a href="([^"]+)">{name}</a>', nav)
    assert found
    return found[1]


def walk(site: Site, path: str, now: datetime) -> Iterator[list[Seen]]:
    """The items of a list, page by page. Raises LookupError where a page does not answer."""
    here: str | None = path
    number = 0
    while here is not None:
        reply = site.reply(here, now)
        if reply.status != 200 or reply.fault is not None:
            raise LookupError(here)
        text = decoded(reply.body)
        if 'class="nav"' not in text and "<datastore>" not in text:
            raise LookupError(here)
        yield items(text, here)
        number += 1
        here = following(text, here, number)


def following(text: str, here: str, number: int) -> str | None:
    if found := re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)">', text):
        return found[1]
    if found := re.search(r'<a href="([^"]+)">下一页</a>', text):
        return urljoin(here, str(found[1]))
    if found := re.search(r"createPageHTML\((\d+), (\d+),", text):
        return urljoin(here, f"index_{number}.html") if number < int(found[1]) else None
    return None


def items(text: str, here: str) -> list[Seen]:
    """What a list page lists, in its order."""
    if "<datastore>" in text:
        rows = RECORD.findall(text)
    else:
        body = re.search(r'<(ul|table|dl) class="list".*?</\1>', text, re.DOTALL)
        rows = ROW.findall(body[0]) if body else []
    return [item for row in rows if (item := one(row, here))]


def one(row: str, here: str) -> Seen | None:
    anchor = ANCHOR.search(row)
    if anchor is None:
        return None
    href, hint, text = anchor.groups()
    rest = re.sub(r"<[^>]+>|\n", "", row.replace(anchor[0], ""))
    said, fine = date_in(unescape(rest), href)
    return Seen(unescape(hint or text), urljoin(here, unescape(href)), said, fine)


def date_in(text: str, href: str) -> tuple[datetime | None, bool]:
    """The date in a row; the year from the address where the row has none."""
    for pattern in DATES:
        if found := pattern.search(text):
            parts = found.groupdict()
            year = parts.get("y") or year_in(href)
            fine = parts.get("h") is not None
            clock = (int(parts["h"]), int(parts["n"])) if fine else (0, 0)
            day = int(year), int(parts["m"]), int(parts["d"])
            return datetime(*day, *clock, tzinfo=BEIJING), fine
    return None, False


def year_in(href: str) -> str:
    found = re.search(r"/(20\d\d)\d\d/", href)
    assert found is not None, href
    return found[1]


def stated(page: str) -> tuple[datetime | None, bool]:
    """When an article says it was published."""
    tag = re.search(r'name="PubDate" content="(\d{4}-\d\d-\d\d \d\d:\d\d)', page)
    line = re.search(r"发布时间：([\d: -]+)", page)
    found = tag or line
    return date_in(found[1], "") if found else (None, False)


def every_address(site: Site, now: datetime) -> Iterator[tuple[str, bytes]]:
    """All that a portal serves at a moment: homepage, lists and articles, in a fixed order."""
    for path in ("/", "/index.html", *sorted(site.lists), *sorted(site.articles)):
        yield path, site.reply(path, now).body


def plan_of(seed: int, **role: object) -> PortalPlan:
    """The first portal whose role has these properties."""
    for portal in world(seed).portals:
        if all(getattr(portal.role, name) is value for name, value in role.items()):
            return portal
    raise AssertionError(f"seed {seed} has no portal with {role}")


def minute(moment: datetime) -> int:
    """The minute that a moment is in, counted from the epoch."""
    return int(moment.timestamp()) // 60


def span(since: datetime, until: datetime) -> range:
    """Every minute of a span, its last included."""
    return range(minute(since), minute(until) + 1)
