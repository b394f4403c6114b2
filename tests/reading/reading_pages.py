"""Hand-written pages for the tests of this room: small, and each with one trap."""

from __future__ import annotations

from datetime import datetime

from repostwatch.model import BEIJING, Page, Screen
from repostwatch.settings import ReadingSettings
from tests.defaults import SETTINGS, read_page

HOME = "https://www.example.gov.cn/"
LIST = "https://www.example.gov.cn/zwgk/gwywj/index.html"
NOW = datetime(2026, 9, 20, 10, 0, tzinfo=BEIJING)

NAV = """<div class="header"><div class="nav"><ul><li><a href="/">首页</a></li>
<li><a href="/zwgk/">政务公开</a></li><li><a href="/zwfw/">政务服务</a></li>
<li><a href="/gwyxx/">国务院信息</a></li><li><a href="/hdjl/">互动交流</a></li>
<li><a href="/sjkf/index.html">数据开放</a></li></ul></div></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="./">国务院文件</a></div>"""
FOOT = """<div class="footer"><ul><li><a href="http://www.gov.cn/">中国政府网</a></li>
<li><a href="http://www.hebei.gov.cn/">河北省人民政府门户网站</a></li>
<li><a href="/wzsm/201709/t20170912_719157.html">网站声明</a></li>
<li><a href="/lxwm/201709/t20170912_719159.html">联系我们</a></li>
<li><a href="https://beian.miit.gov.cn/">冀ICP备05029117号-1</a></li></ul>
<p>主办单位：某某人民政府办公室 网站标识码 1300000001</p></div>"""

TITLES = (
    "国务院关于印发“十五五”数字经济发展规划的通知",
    "国务院办公厅关于2027年部分节假日安排的通知",
    "国务院关于修改部分行政法规的决定",
    "国务院办公厅关于加快公共服务适老化改造的指导意见",
    "国务院关于同意设立某某国家级新区的批复",
    "国务院办公厅关于印发政务数据共享工作方案的通知",
)
DAYS = ("2026-09-18", "2026-09-15", "2026-09-11", "2026-09-02", "2026-08-21", "2026-07-30")


def page(body: str, head: str = "", frame: bool = True) -> bytes:
    inner = f"{NAV}{body}{FOOT}" if frame else body
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>国务院文件_某省人民政府</title>'
        f"{head}</head><body>{inner}</body></html>"
    ).encode()


def address(index: int) -> str:
    day = DAYS[index].replace("-", "")
    return f"./{day[:6]}/t{day}_{1100000 + index}.html"


def dateless(index: int) -> str:
    return f"/zwgk/c100/c521359{index}/content.html"


def rows(form: str, count: int = 6) -> str:
    """Rows of a list from a form with {t} title, {u} address and {d} date."""
    return "\n".join(
        form.format(t=TITLES[i], u=address(i), d=DAYS[i], m=DAYS[i][5:], i=i + 1)
        for i in range(count)
    )


def facts(read: Page) -> list[tuple[str, str | None]]:
    return [(link.title, str(link.date) if link.date else None) for link in read.links]


def expected(count: int = 6) -> list[tuple[str, str]]:
    return list(zip(TITLES[:count], DAYS[:count], strict=True))


def read(
    body: bytes,
    url: str = LIST,
    *,
    fetched_at: datetime | None = NOW,
    selector: str | None = None,
    screen: Screen | None = None,
    settings: ReadingSettings = SETTINGS.reading,
    listed: bool = False,
) -> Page:
    return read_page(
        body, url, fetched_at=fetched_at, selector=selector, screen=screen, settings=settings,
        listed=listed,
    )  # fmt: skip
