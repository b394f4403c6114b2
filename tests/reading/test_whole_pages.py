"""Whole pages with everything at once: a portal's homepage, and a homepage of 2005."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from repostwatch.model import PageKind
from tests.reading import reading_pages as pages

ROW = "<li><a href='{u}' title='{t}'>{s}</a>{d}</li>"


class Block:
    """Makes lists of news and remembers what they hold."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self._numbers = count(1)

    def __call__(
        self,
        about: str,
        items: int,
        address: str = "/xw/c1/c52{n}/content.html",
        day: Callable[[int], str] | None = None,
        form: str = ROW,
    ) -> str:
        html = ""
        for index in range(items):
            number = next(self._numbers)
            title = f"{about}第{number}次全体会议研究部署重点工作任务"
            url = address.format(n=1_000_000 + number)
            shown = f"<span>{day(index)}</span>" if day else ""
            html += form.format(u=url, t=title, s=title[:12] + "…", d=shown)
            self.titles.append(title)
        return html


def homepage(block: Block) -> str:
    slide = "<div class='swiper-slide'><a href='{u}'><img src='p.jpg' alt='{t}'><span class='tit'>{t}</span></a></div>"
    card = "<div class='item'><a href='{u}'><img src='j.jpg'><p>{t}</p></a></div>"
    film = "<div class='v'><a href='{u}'><img src='v.jpg'><i class='play'></i><em>03:12</em><p>{t}</p></a></div>"
    short = lambda i: f"09-{18 - i:02}"  # noqa: E731 - two forms of a day, side by side
    long = lambda i: f"2026-09-{18 - i:02}"  # noqa: E731 - the same
    slides = block("图片新闻", 3, form=slide)
    block.titles += [
        "省委省政府召开全省高质量发展大会",
        "关于征求《某某省数字经济条例（草案）》意见的公告",
    ]
    return f"""
<div class="top-bar"><div class="w1200"><span id="date">2026年9月20日 星期日</span><a href="http://www.gov.cn">中国政府网</a><a href="/wza/">无障碍浏览</a><a href="/znwd/">智能问答</a><a href="https://mail.x.gov.cn/">邮箱登录</a></div></div>
<div class="logo"><a href="/"><img src="logo.png" alt="某某省人民政府"></a></div>
<div class="search"><input><p>热搜词：<a href="/s?q=1">高校毕业生就业补贴政策</a><a href="/s?q=2">医保</a></p></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a><div class="sub"><a href="/zwgk/gwyxx/">国务院信息</a><a href="/zwgk/zfwj/">省政府文件</a><a href="/zwgk/zfxxgkzn/c1/content.html">政府信息公开指南</a></div></li></ul></div>
<div class="headline"><h1><a href="/xw/c1/c5299999/content.html">省委省政府召开全省高质量发展大会</a></h1><p><a href="/xw/c1/c5299998/content.html">会议综述</a> | <a href="/xw/c1/c5299997/content.html">评论员文章</a></p></div>
<div class="swiper"><div class="swiper-wrapper">{slides}{slides}</div></div>
<div class="tab"><div class="hd"><ul><li><a href="/yw/">要闻动态</a></li><li><a href="/bm/">部门动态</a></li><li><a href="/sx/">市县动态</a></li></ul></div><div class="bd"><ul>{block("省政府", 6, day=short)}</ul><ul style="display:none">{block("省厅", 6, day=short)}</ul><ul style="display:none">{block("某县", 6, day=short)}</ul></div></div>
<div class="box gwy"><div class="hd"><h3><a href="/zwgk/gwyxx/">国务院信息</a></h3><a class="more" href="/zwgk/gwyxx/">+更多</a></div><ul>{block("国务院", 5, "https://www.gov.cn/zhengce/content/202609/content_70{n}.htm", long)}</ul></div>
<div class="box"><div class="hd">政策文件</div><ul>{block("省政府办公厅关于印发方案的通知", 5, "/zwgk/202609/t20260918_{n}.html")}</ul><div class="hd">政策解读</div><div class="jd">{block("解读", 3, form=card)}</div></div>
<div class="leaders"><h3>省政府领导</h3><div><b>省长</b><a href="/ldzc/zs/index.html">张三</a></div><div><b>副省长</b><a href="/ldzc/c10001/content.html">李四</a><a href="/ldzc/c10002/content.html">王小五</a><a href="/ldzc/c10003/content.html">赵六六</a></div></div>
<div class="jigou"><h3>机构设置</h3><ul><li><a href="http://fgw.x.gov.cn/">省发展改革委</a></li><li><a href="http://jyt.x.gov.cn/index.html">省教育厅</a></li><li><a href="/jgsz/c30001/content.html">省科学技术厅</a></li></ul></div>
<div class="fuwu"><h3>办事服务</h3><div class="grbs"><a href="https://zwfw.x.gov.cn/item/1234567.html">社会保障卡申领与挂失办理</a><a href="https://zwfw.x.gov.cn/item/1234568.html">不动产登记信息查询</a><a href="https://zwfw.x.gov.cn/item/1234569.html">公积金提取</a></div></div>
<div class="hudong"><h3>互动交流</h3><ul><li><a href="/hdjl/yjzj/c40001/content.html">关于征求《某某省数字经济条例（草案）》意见的公告</a><span>2026-09-10</span></li></ul></div>
<div class="zt"><h3>专题专栏</h3><a href="/zt/2026/zgxjd/index.html"><img src="z1.jpg" alt="推动高质量发展专题"></a><a href="/zt/2026/yhyshj/"><img src="z2.jpg" alt="优化营商环境在行动专题"></a></div>
<div class="video"><h3>视频</h3>{block("新闻联播关注我省", 3, form=film)}</div>
<div class="links"><select onchange="go(this)"><option value="http://a.gov.cn">国家部委网站</option></select></div>
<div class="bottom"><p><a href="/gywm/c50001/content.html">关于我们</a> | <a href="/wzdt/">网站地图</a> | <a href="/flsm/c50002/content.html">法律声明与隐私保护</a></p><p>主办单位：<a href="http://bgt.x.gov.cn/">某省人民政府办公厅</a> 承办：某省大数据局 网站标识码：1300000001 <a href="https://beian.miit.gov.cn">冀ICP备05029117号</a></p></div>"""


def test_a_homepage_gives_its_news_and_nothing_else() -> None:
    block = Block()
    read = pages.read(pages.page(homepage(block), frame=False), pages.HOME)
    assert sorted(link.title for link in read.links) == sorted(block.titles)
    assert (read.kind, read.article) == (PageKind.CONTENT, None)
    (column,) = read.columns
    assert (column.name, column.items, column.prominent) == ("国务院信息", 5, True)
    assert column.url == "https://www.example.gov.cn/zwgk/gwyxx/"
    dated = [link for link in read.links if link.title.startswith(("省政府第", "省厅", "某县"))]
    assert [str(link.date) for link in dated] == [f"2026-09-{18 - i:02}" for i in range(6)] * 3


def test_a_homepage_of_2005() -> None:
    expected, side, main = [], "", ""
    for i in range(5):
        title, day = f"国务院关于第{i}号事项的批复与有关要求", f"2026-0{8 - i}-1{i}"
        expected.append((title, day))
        side += (
            f'<tr><td height=20><img src=dot.gif width=5> <a href="/ReadNews.asp?NewsID={i}" target=_blank title="文章标题：{title}\n'
            f'作    者：佚名\n更新时间：{day} 9:10:00\n点击次数：22">{title[:8]}…</a><font color=#999999>({day[5:]})</font></td></tr>'
        )
    for i in range(6):
        title = f"我市召开第{i}次专题工作会议安排部署"
        expected.append((title, f"2026-09-{18 - i}"))
        main += f"<tr><td>·</td><td><a href='shownews.asp?id={70 + i}'>{title}</a></td><td align=right>[2026-9-{18 - i}]</td></tr>"
    body = f"""<table width=778 align=center><tr><td colspan=3><img src=top.jpg></td></tr><tr><td width=180 valign=top background=bg.gif>
<table><tr><td bgcolor=#0066cc><font color=white><b>国务院文件</b></font></td></tr>{side}</table></td><td width=400 valign=top><table>{main}</table></td>
<td width=198 valign=top><table><tr><td><a href='show.asp?id=9'>联系我们</a></td></tr><tr><td><a href='class.asp?id=1'>机构职能</a></td></tr></table></td></tr>
<tr><td colspan=3 align=center>版权所有：某市人民政府 技术支持：<a href='http://www.soft.com/about.asp?id=3'>某某软件技术开发有限责任公司</a></td></tr></table>"""
    read = pages.read(pages.page(body, frame=False), pages.HOME)
    assert pages.facts(read) == expected
    assert [(c.name, c.items, str(c.newest)) for c in read.columns] == [
        ("国务院文件", 5, "2026-08-10")
    ]
