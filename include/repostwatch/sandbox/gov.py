"""gov.cn in the sandbox: push feed, list of newest policies, articles (docs/rules.md section 5)."""

from __future__ import annotations

import json
from datetime import datetime
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from repostwatch.sandbox import phrases
from repostwatch.sandbox.addresses import Web
from repostwatch.sandbox.pages import draw
from repostwatch.sandbox.press import Kind, Policy
from repostwatch.sandbox.world import World

PUSH = "/pushinfo/v150203/"
NEWEST = "/zhengce/zuixin/ZUIXINZHENGCE.json"
# The forms in which the feed has been seen to write a moment; the last keeps the day only.
PUB_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d-%H:%M:%S", "%Y-%m-%d")
SECTIONS = {
    Kind.INTERPRETATION: "政策解读",
    Kind.DEPARTMENT: "国务院部门文件",
    Kind.PERSONNEL: "国务院人事任免",
}

Entry = tuple[Policy, str, datetime]  # a release, one of its addresses, when that went up


def published(world: World, now: datetime, *, past: bool = False) -> list[Entry]:
    """Every address that is up by a moment, newest first; the feed has no `past`, lists have."""
    found = [
        (policy, path, moment)
        for policy in (*(world.past if past else ()), *world.policies)
        for path, moment in policy.paths
        if moment <= now
    ]
    return sorted(found, key=lambda entry: entry[2], reverse=True)


def push_items(world: World, web: Web, now: datetime) -> list[dict[str, str]]:
    """The push feed's items. The pubDate's form depends on the address alone."""
    return [
        {
            "title": policy.title,
            "link": web.gov + path,
            "pubDate": moment.strftime(PUB_DATES[sum(map(ord, path)) % len(PUB_DATES)]),
            "description": "",
        }
        for policy, path, moment in published(world, now)
    ]


def rss(world: World, web: Web, now: datetime) -> str:
    items = "\n".join(
        f"<item><title>{escape(item['title'])}</title><link>{escape(item['link'])}</link>"
        f"<pubDate>{item['pubDate']}</pubDate><description></description></item>"
        for item in push_items(world, web, now)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>国务院信息</title><link>{web.gov}/</link><description>国务院信息</description>\n"
        f"{items}\n</channel></rss>\n"
    )


def newest(world: World, web: Web, now: datetime) -> str:
    """ZUIXINZHENGCE.json: days only, one address per release."""
    rows = [
        {
            "TITLE": policy.title,
            "SUB_TITLE": "",
            "URL": web.gov + path,
            "DOCRELPUBTIME": f"{moment:%Y-%m-%d}",
        }
        for policy, path, moment in published(world, now, past=True)
        if path == policy.paths[0][0]
    ]
    return json.dumps(rows, ensure_ascii=False)


def push(name: str, world: World, web: Web, now: datetime) -> tuple[str, str] | None:
    """(content type, text) of one of the push feed's files."""
    data = json.dumps(push_items(world, web, now), ensure_ascii=False)
    match name:
        case "rss.xml":
            return "text/xml; charset=utf-8", rss(world, web, now)
        case "pushinfo.json":
            return "application/json; charset=utf-8", data
        case "pushinfo.jsonp":
            return "application/javascript; charset=utf-8", f"pushInfoJsonpCallBack({data})"
        case "pushinfo.js":
            return "application/javascript; charset=utf-8", f"var pushInfo = {data};"
        case "index.htm":
            return "text/html; charset=utf-8", _index("国务院信息", world, now)
        case _:
            return None


def home(world: World, now: datetime) -> str:
    return _index("中国政府网", world, now)


def article(world: World, path: str, now: datetime) -> str | None:
    """An article's page, None before it is published."""
    for policy, address, moment in published(world, now, past=True):
        if address == path:
            rng = Random(path)  # noqa: S311  a seed, not a secret
            return draw(
                "gov_article.html.j2",
                policy=policy,
                published=moment,
                section=SECTIONS.get(policy.kind, "最新政策"),
                index_number=f"000014349/{moment.year}-{rng.randrange(1, 200):05}",
                body=[f"{policy.title}。", *rng.sample(phrases.BODY, 4)],
            )
    return None


def _index(title: str, world: World, now: datetime) -> str:
    rows: list[dict[str, Any]] = [
        {"text": policy.title, "href": path, "date": f"{moment:%Y-%m-%d}"}
        for policy, path, moment in published(world, now)
    ]
    return draw("gov_home.html.j2", title=title, found=rows)
