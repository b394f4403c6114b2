"""Sites made from a grammar of the parts that real ones have, with a repost at a known moment.

A world is a portal at four looks: before the release, in time, after the deadline, a day later.
`Site` draws its pages; what a part does to the list is in its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from repostwatch.model import BEIJING

HOME, LIST = "http://p.example.gov.cn/", "http://p.example.gov.cn/zc/"
TITLE = "国务院关于推进低空经济高质量发展的指导意见"
NAME = "国务院政策文件"
RELEASED = datetime(2026, 8, 10, 9, tzinfo=BEIJING)
DEADLINE = RELEASED + timedelta(hours=24)
LOOKS = tuple(
    datetime.fromisoformat(text).replace(tzinfo=BEIJING)
    for text in ("2026-08-10T08:00", "2026-08-10T20:00", "2026-08-11T12:00", "2026-08-12T12:00")
)
# When the repost appears: never, in time, after the deadline.
MOMENTS = (
    None,
    datetime(2026, 8, 10, 15, tzinfo=BEIJING),
    datetime(2026, 8, 11, 15, tzinfo=BEIJING),
)
TOPICS = (
    "养老服务",
    "数字政府建设",
    "海洋渔业",
    "服务消费",
    "设备更新",
    "公共充电设施",
    "医疗保险",
)

PLAIN = ("ul", "table", "dl", "divs", "groups", "paged", "data", "written", "pinned", "island")
UNREADABLE = ("ajax", "undated", "template", "foreign_frame", "loading", "failed", "refilled")
ODD = ("framed", "onclick", "one_address", "no_anchor", "split_title", "glyph", "twice", "pictures",
       "short", "label", "broken")  # fmt: skip
# Only a part of the list is shown, in another order, or from another page on.
PARTIAL = ("months", "one_kind", "second_page", "unsorted", "by_signing", "queried")
ASTRAY = ("moved_notice", "homepage", "other_column", "news_index", "stale", "kept_no_longer")
BESIDE = ("sidebar", "hot", "related", "menu", "carousel", "login", "suggestions", "side_pager",
          "comment", "unnamed_box", "side_place", "hot_search", "years")  # fmt: skip
# Beside these a person has to look: a place that a script may fill, the title in a suggestion.
OPEN = frozenset({"side_place", "hot_search"})


@dataclass(frozen=True)
class Item:
    title: str
    url: str
    at: datetime

    @property
    def day(self) -> str:
        return f"{self.at:%Y-%m-%d}"


@dataclass(frozen=True)
class Site:
    """One portal: how its list is built, what stands beside it, and when it reposts."""

    seed: int
    form: str
    beside: tuple[str, ...]
    named: bool
    reposted: datetime | None

    @classmethod
    def of(cls, seed: int) -> Site:
        rng = Random(seed)
        form = rng.choice((*PLAIN, *PLAIN, *UNREADABLE, *ODD, *PARTIAL, *ASTRAY))
        beside = tuple(rng.sample(BESIDE, rng.randrange(0, 4)))
        return cls(seed, form, beside, rng.random() < 0.8, rng.choice(MOMENTS))

    @property
    def plain(self) -> bool:
        """Whether whoever looks at its pages can tell: the list is named, dated and whole."""
        return self.form in PLAIN and self.named and not OPEN & set(self.beside)

    def items(self, now: datetime, step: float = 1.7) -> list[Item]:
        """What the list holds at a moment, the newest first."""
        rng = Random(self.seed * 7)
        count = 36 if self.form == "paged" else 12
        found, at = [], LOOKS[0] - timedelta(hours=3)
        busy = [LOOKS[1] - timedelta(hours=6), LOOKS[2] - timedelta(hours=2)]
        moments = busy * (8 if self.form == "paged" else 1) + [
            at - timedelta(days=step * place) for place in range(count)
        ]
        for place, moment in enumerate(moments):
            topic = TOPICS[place % len(TOPICS)]
            title = f"国务院办公厅关于做好第{place + 1}阶段{topic}工作有关事项的通知"
            found.append(Item(title, f"/zc/2026/{5000 + place}.html", moment))
        if rng.random() < 0.5:
            inside = f"《{TITLE}》解读：{TOPICS[0]}怎么看"
            found.append(Item(inside, "/zc/2026/6001.html", LOOKS[1] - timedelta(hours=3)))
        if self.reposted is not None:
            found.append(Item(TITLE, "/zc/2026/7001.html", self.reposted))
        shown = [item for item in found if item.at <= now]
        return sorted(shown, key=lambda item: item.at, reverse=True)

    def pages(self, now: datetime) -> dict[str, str]:
        """The addresses of the site and what they show."""
        news = _rows([_news(place, now) for place in range(8)], "ul")
        home = _page("测试部", f"<div class='news'><h2>工作动态</h2>{news}</div>")
        pages = {HOME: home}
        pages |= _Drawn(self, now, home).pages()
        return pages


def _news(place: int, now: datetime, about: str = "工作推进会议") -> Item:
    at = now - timedelta(days=place, hours=1)
    return Item(
        f"测试部召开{at:%m月%d日}第{place + 1}次{about}", f"/xw/t{at:%Y%m%d}_{place}.html", at
    )


def _page(title: str, body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><div class='nav'><a href='/'>首页</a><a href='/zc/'>政策</a></div>{body}"
        "<div class='foot'>版权所有：测试部 网站标识码：bm12000001</div></body></html>"
    )


def _link(item: Item, form: str) -> str:
    title, url = item.title, item.url
    if title == TITLE and form == "glyph":
        return f"<a href='{url}'>\ue610 HOT{title}</a>"
    if title == TITLE and form == "twice":
        return f"<a href='{url}'><span class='pc'>{title}</span><span class='m'>{title}</span></a>"
    if title == TITLE and form in ("short", "label", "broken"):
        shown = {"short": title[:14], "label": f"【学习】{title}", "broken": "?" * 20}[form]
        return f"<a href='{url}'>{shown}</a>"
    if title == TITLE and form == "split_title":
        return f"<a href='{url}'>{title[:9]}</a><a href='/zc/x.html'>{title[9:]}</a>"
    if title == TITLE and form == "no_anchor":
        return f"<b>{title}</b>"
    if form == "onclick":
        return f"<a href='javascript:void(0)' onclick=\"show('{url[-9:-5]}')\">{title}</a>"
    if form == "one_address":
        return f"<a href='/zc/detail.html'>{title}</a>"
    if title == TITLE and form == "pictures":
        return f"<a href='{url}'><img src='/a.png'></a><em>{title}</em>"
    return f"<a href='{url}'>{title}</a>"


def _rows(items: list[Item], form: str) -> str:
    dated = form != "undated"
    cells = [(_link(item, form), item.day if dated else "") for item in items]
    if form == "table":
        head = "<tr><th>标题</th><th>发布日期</th></tr>"
        lines = (f"<tr><td>{a}</td><td>{d}</td></tr>" for a, d in cells)
        return f"<table>{head}{''.join(lines)}</table>"
    if form == "dl":
        return f"<dl>{''.join(f'<dt>{a}</dt><dd>{d}</dd>' for a, d in cells)}</dl>"
    if form == "divs":
        return "".join(f"<div class='row'>{a}<i>{d}</i></div>" for a, d in cells)
    rows = [f"<li>{a}<span>{d}</span></li>" for a, d in cells]
    if form == "groups":
        parts = [rows[place : place + 4] for place in range(0, len(rows), 4)]
        return "".join(f"<ul>{''.join(part)}</ul>" for part in parts)
    return f"<ul>{''.join(rows)}</ul>"


@dataclass
class _Drawn:
    """The list pages of a site at a moment."""

    site: Site
    now: datetime
    home: str
    found: dict[str, str] = field(default_factory=dict)

    def pages(self) -> dict[str, str]:
        draw: Callable[[], None] = getattr(self, f"_{self.site.form}", self._read)
        draw()
        return self.found

    def _put(self, inner: str, *, url: str = LIST, name: str = NAME, notice: str = "") -> None:
        heading = f"<h2>{name}</h2>" if self.site.named else ""
        before, after = self._beside()
        listed = f"<div class='list'>{heading}{inner}</div>"
        self.found[url] = _page(f"{name} - 测试部", f"{before}{notice}{listed}{after}")

    def _read(self) -> None:
        self._put(_rows(self.site.items(self.now), self.site.form))

    def _paged(self) -> None:
        items = self.site.items(self.now)
        for place in range(0, len(items), 10):
            number = place // 10
            url = LIST if number == 0 else f"{LIST}index_{number}.html"
            more = len(items) > place + 10
            pager = f"<div class='page'><a href='index_{number + 1}.html'>下一页</a></div>"
            rows = _rows(items[place : place + 10], "ul")
            self._put(f"{rows}{pager if more else ''}", url=url)

    def _data(self) -> None:
        rows = [
            {"title": item.title, "url": item.url, "pubDate": item.day}
            for item in self.site.items(self.now)
        ]
        self._put(f"<div id='lb'></div><script>var rows = {json.dumps(rows)};</script>")

    def _written(self) -> None:
        rows = _rows(self.site.items(self.now), "ul").replace("'", '"')
        self._put(f"<script>document.write('{rows}');</script>")

    def _pinned(self) -> None:
        items = self.site.items(self.now)
        old = Item(
            "国务院办公厅关于年度立法工作计划的通知", "/zc/1.html", LOOKS[0] - timedelta(days=400)
        )
        self._put(_rows([old, *items], "ul"))

    def _island(self) -> None:
        items = self.site.items(self.now)
        data = [{"title": item.title, "url": item.url, "date": item.day} for item in items]
        state = json.dumps({"state": {"list": data}}, ensure_ascii=False)
        self._put(f"{_rows(items, 'ul')}<script>window.__NUXT__={state}</script>")

    def _loading(self) -> None:
        self._put("<p>正在加载...</p>")

    def _failed(self) -> None:
        self._put("<p>系统繁忙，请稍后再试</p>")

    def _older(self) -> list[Item]:
        return [item for item in self.site.items(self.now) if item.at < LOOKS[0]]

    def _refilled(self) -> None:
        rows = _rows(self._older(), "ul").replace("<ul>", "<ul id='list'>")
        self._put(f"{rows}<script>loadList('#list', 1)</script>")

    def _months(self) -> None:
        july = [item for item in self.site.items(self.now, step=4.0) if item.at.month < 8]
        tabs = "<a href='202608.html'>2026年8月</a><b>2026年7月</b>"
        self._put(f"{tabs}{_rows(july, 'ul')}")

    def _queried(self) -> None:
        form = "<form><input value='2026-06-01'><input value='2026-08-09'></form>"
        self._put(f"{form}{_rows(self._older(), 'ul')}")

    def _one_kind(self) -> None:
        office = [item for item in self.site.items(self.now) if item.title != TITLE]
        tabs = "<div class='tabs'><a href='/zc/gf/'>国发文件</a><b>国办发文件</b></div>"
        self._put(f"{tabs}{_rows(office, 'ul')}")

    def _second_page(self) -> None:
        items = self.site.items(self.now)
        self._put(f"{_rows(items[5:], 'ul')}<a href='/zc/first.html'>上一页</a>")
        self._put(_rows(items[:5], "ul"), url=f"{LIST}first.html")

    def _unsorted(self) -> None:
        items = self.site.items(self.now)
        Random(self.site.seed).shuffle(items)
        first = [item for item in items if item.title != TITLE]
        self._put(f"{_rows(first, 'ul')}<a href='/zc/index_1.html'>下一页</a>")
        rest = [item for item in items if item.title == TITLE] or items[:1]
        self._put(_rows(rest, "ul"), url=f"{LIST}index_1.html")

    def _by_signing(self) -> None:
        rows = "".join(
            f"<li><a href='/zc/t{item.at:%Y%m%d}_{place}.html'>{item.title}</a>"
            f"<span>成文日期：{item.day}</span></li>"
            for place, item in enumerate(self.site.items(self.now))
            if item.title != TITLE
        )
        self._put(f"<ul>{rows}</ul><span onclick='turn(2)'>下一页</span>")

    def _kept_no_longer(self) -> None:
        self._put(f"<p>此栏目不再更新</p>{_rows(self._older(), 'ul')}")

    def _ajax(self) -> None:
        self._put("<ul id='list'></ul><script>$.get('/api/list?ch=12', render)</script>")

    def _template(self) -> None:
        row = "<li v-for='item in items'><a :href='item.url'>{{ item.title }}</a></li>"
        self._put(f"<ul id='app'>{row}</ul>")

    def _foreign_frame(self) -> None:
        self._put(
            "<iframe src='http://other.example.org/list.html' width='800' height='600'></iframe>"
        )

    def _framed(self) -> None:
        self._put("<iframe src='/frame/list.html' width='800' height='600'></iframe>")
        rows = _rows(self.site.items(self.now), "ul")
        self.found[f"{HOME}frame/list.html"] = f"<html><body>{rows}</body></html>"

    def _moved_notice(self) -> None:
        old = [item for item in self.site.items(self.now) if item.at < LOOKS[0]]
        notice = "<p class='tip'>本栏目已迁移至新栏目，请访问新栏目</p>"
        self._put(_rows(old, "ul"), notice=notice)

    def _homepage(self) -> None:
        self.found[LIST] = self.home

    def _other_column(self) -> None:
        other = [_news(place, self.now, "行业检查工作公告") for place in range(12)]
        self._put(_rows(other, "ul"), name="通知公告")

    def _news_index(self) -> None:
        other = [_news(place, self.now, "调研座谈活动") for place in range(12)]
        self._put(_rows(other, "ul"), name="新闻中心")

    def _stale(self) -> None:
        old = [item for item in self.site.items(self.now) if item.at < LOOKS[0]]
        moved = [Item(i.title, i.url, i.at - timedelta(days=150)) for i in old]
        self._put(_rows(moved, "ul"))

    def _beside(self) -> tuple[str, str]:
        """What stands before and after the list."""
        before, after = "", ""
        for part in self.site.beside:
            drawn = _PARTS[part](self.now)
            if part in ("menu", "carousel", "login", "suggestions", "hot_search", "years"):
                before += drawn
            else:
                after += drawn
        return before, after


def _box(name: str, kind: str, now: datetime, extra: str = "") -> str:
    old = [_news(place + 3, now, name) for place in range(15)]
    return f"<div class='{kind}'><h3>{name}</h3>{_rows(old, 'ul')}{extra}</div>"


def _menu(now: datetime) -> str:
    names = enumerate(("政务公开", "解读", "公报"))
    entries = "".join(f"<li><a href='/c{n}/'>{name}</a></li>" for n, name in names)
    return f"<div class='left'><ul>{entries}</ul></div>"


def _carousel(now: datetime) -> str:
    slide = "<a href='/xw/{0}.html'><img src='/{0}.jpg' alt='测试部举行第{0}场活动'></a>"
    return f"<div class='swiper'>{''.join(slide.format(n) for n in range(4))}</div>"


_NEXT = "<a href='/gk/index_1.html'>下一页</a>"
_LOGIN = "<form style='display:none'>用户名<input type='password'></form>"
_SEARCH = "<div class='search'><input placeholder='请输入关键词'></div>"
_PLACE = "<div class='box'><ul id='zxdt'></ul></div><script>$.get('/x')</script>"
_PARTS: dict[str, Callable[[datetime], str]] = {
    "sidebar": lambda now: _box("信息公开", "side", now),
    "hot": lambda now: _box("热点信息", "hot", now),
    "related": lambda now: _box("相关链接", "xglj", now),
    "menu": _menu,
    "carousel": _carousel,
    "login": lambda _: _LOGIN,
    "suggestions": lambda _: _SEARCH,
    "side_pager": lambda now: _box("信息公开", "side", now, _NEXT),
    "comment": lambda _: f"<!-- <ul><li><a href='/a.html'>{TITLE}</a></li></ul> -->",
    "unnamed_box": lambda now: _box("部门文件", "box", now),
    "side_place": lambda _: _PLACE,
    "hot_search": lambda _: f"<p>热搜：<a href='/search?q={TITLE}'>{TITLE}</a></p>",
    "years": lambda _: "<p><a href='/zc/2025/'>2025年</a> <b>2026年</b></p>",
}
