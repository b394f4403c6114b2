"""Made-up portals of which everybody knows what they reposted, and the source that they repost.

Each has a homepage and a list; a lot decides for each release whether it stands in the list on its
day, three days later or never, and which portals answer nobody.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from crawl_web import host
from spot_sites import KNOWN

from repostwatch.base.clock import day_of
from repostwatch.model import BEIJING, VerdictKind

SOURCE = KNOWN[0]
OLD = datetime(2026, 8, 3, 9, tzinfo=BEIJING)
PUBLISHED = tuple(datetime(2026, 9, 14, hour, tzinfo=BEIJING) for hour in (9, 11, 14))
BEFORE = datetime(2026, 9, 14, 8, tzinfo=BEIJING)
AFTER = datetime(2026, 9, 18, 12, tzinfo=BEIJING)
HOUR, LATE = timedelta(hours=1), timedelta(days=3)
SUBJECTS = ("低空经济高质量发展", "城市更新重点工作", "农村供水保障工程")
TITLES = tuple(f"国务院办公厅关于进一步推进{subject}的实施意见" for subject in SUBJECTS)
OLD_TITLE = "国务院办公厅关于加快推进老旧管网改造的通知"
# In a hundred: on its day, late, never; and of the portals, those that answer nobody.
LOTS = {VerdictKind.ON_TIME: 90, VerdictKind.LATE: 4, VerdictKind.MISSING: 6}
SILENT_SHARE = 0.02
EARLIER_ROWS = 24
HEADER = "portal_id,name,level,home_url,column_urls,site_code"
ITEM = '<li><a href="{path}" title="{title}">{title}</a><span>{day}</span></li>'
ARTICLE = (
    "<div class='article'><h1>{title}</h1><div class='info'>发布时间：{at}　来源：中国政府网</div>"
    + "<p>各省、自治区、直辖市人民政府，国务院各部委、各直属机构：现就有关事项通知如下。</p>" * 20
    + "</div>"
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{name}人民政府</title></head><body>"
    "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/zc/'>政策文件</a></li></ul>"
    "{main}<div class='foot'>主办：{name}人民政府办公厅</div></body></html>"
)


@dataclass
class RepostsWeb:
    """`now` is the clock of the servers; `truth` the verdict of each portal and each release."""

    count: int
    port: int
    now: datetime = BEFORE
    truth: dict[tuple[str, int], VerdictKind] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lots = random.Random(7)
        self._number = {host(n): n for n in range(self.count)}
        self._silent = {n for n in range(self.count) if lots.random() < SILENT_SHARE}
        for n in range(self.count):
            for release in range(len(TITLES)):
                (drawn,) = lots.choices(list(LOTS), list(LOTS.values()))
                self.truth[f"p{n}", release] = VerdictKind.UNKNOWN if n in self._silent else drawn

    @property
    def source(self) -> str:
        return f"http://{SOURCE}:{self.port}/feed.xml"

    @property
    def hosts(self) -> list[str]:
        return list(self._number)

    def registry(self, path: Path) -> Path:
        rows = (
            f"p{n},第{n}县,county,http://{place}:{self.port}/,http://{place}:{self.port}/zc/,"
            for place, n in self._number.items()
        )
        path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        return path

    def answer(self, place: str, path: str) -> tuple[int, str, str] | None:
        """Status, address that it leads to, and text; None: nobody answers."""
        if place == SOURCE:
            return (200, "", self._feed()) if path == "/feed.xml" else (404, "", "")
        number = self._number.get(place)
        if number in self._silent:
            return None
        if number is None:
            return 404, "", ""
        rows = "".join(
            ITEM.format(path=path, title=title, day=day_of(at))
            for path, title, at in self._rows(number)
        )
        main = {
            "/": f'<div><h2><a href="/zc/">国务院重要政策信息</a></h2><ul>{rows}</ul></div>',
            "/zc/": f'<div class="list"><h2>国务院政策文件</h2><ul>{rows}</ul></div>',
        }
        if path not in main and (row := self._row_of(number, path)) is not None:
            main[path] = ARTICLE.format(title=row[1], at=f"{row[2]:%Y-%m-%d %H:%M}")
        if path not in main:
            return 404, "", ""
        return 200, "", PAGE.format(name=f"第{number}县", main=main[path])

    def _row_of(self, number: int, path: str) -> tuple[str, str, datetime] | None:
        return next((row for row in self._rows(number) if row[0] == path), None)

    def _rows(self, number: int) -> Iterator[tuple[str, str, datetime]]:
        """Path, title and time of what is listed now, newest first; a row every four days before
        the releases."""
        for release in reversed(range(len(TITLES))):
            verdict = self.truth[f"p{number}", release]
            listed = PUBLISHED[release] + (LATE if verdict is VerdictKind.LATE else HOUR)
            if verdict is not VerdictKind.MISSING and listed <= self.now:
                yield f"/zc/{release}.html", TITLES[release], listed
        for row in range(EARLIER_ROWS):
            title = f"第{number}县人民政府关于做好第{row + 1:02}项民生实事的通知"
            yield f"/zc/e{row}.html", title, BEFORE - timedelta(days=1 + 4 * row)

    def _feed(self) -> str:
        listed = [(OLD_TITLE, OLD, "old"), *zip(TITLES, PUBLISHED, "012", strict=True)]
        items = "".join(
            f"<item><title>{title}</title><link>https://www.gov.cn/zhengce/content/c{n}.htm</link>"
            f"<pubDate>{format_datetime(at)}</pubDate></item>"
            for title, at, n in listed
            if at <= self.now
        )
        return f'<rss version="2.0"><channel><title>国务院政策</title>{items}</channel></rss>'
