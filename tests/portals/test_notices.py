"""A notice of closing or moving on a homepage that still works is seen in whatever form it stands,
and is the site's own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from repostwatch.model import Level, Outcome, Portal, Visit
from repostwatch.model.codes import PortalCode
from repostwatch.portals.moved import find_move
from repostwatch.portals.notices import is_own_notice
from tests.defaults import read_page

URL = "http://tjj.county.gov.cn/"
NAME = "某县统计局"
PORTAL = Portal("tjj", NAME, Level.COUNTY, URL)
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
WHOLE = (
    f"根据政府网站集约化要求，{NAME}网站将于2026年11月20日关停，内容迁移至某县人民政府门户网站。"
)
OURS = "本网站将于2026年11月20日正式关停，相关内容整合至某县人民政府门户网站，请届时访问。"
NEWS = "".join(
    f"<li><a href='/a/{n}.html'>召开第{n}次数据质量会议</a><span>2026-10-{n + 10}</span></li>"
    for n in range(6)
)


def notice_of(*parts: str) -> object:
    """The words of the notice that a homepage with news shows, or None."""
    body = (
        "<html><body><div class='nav'><a href='/'>首页</a></div>"
        f"{''.join(parts)}<div class='box'><h2>工作动态</h2><ul>{NEWS}</ul></div></body></html>"
    )
    # As a scan reads a homepage; what is read for its list, too, says the same.
    page = read_page(body.encode(), URL)
    assert read_page(body.encode(), URL, listed=True).announced == page.announced
    found = find_move(PORTAL, Visit(URL, Outcome.OK, NOON, final_url=URL), page)
    if found is None:
        return None
    assert found.reason.code is PortalCode.ANNOUNCED
    assert not found.gone
    return found.reason["title"]


@pytest.mark.parametrize(
    "shown",
    [
        f"<ul><li><a href='/g/1.html'>关于关停{NAME}网站的公告</a> 2026-10-15</li></ul>",
        f"<ul><li><a href='/g/1.html'>{NAME}门户网站关停上移公告</a></li></ul>",
        f"<ul><li><a href='/g/1.html' title='{NAME}网站迁移公告'>{NAME}网站迁…</a></li></ul>",
        f"<div class='pop' id='float'><p>{WHOLE}</p></div>",
        f"<div style='position:fixed'>{WHOLE}</div>",
        f"<div class='tip'>{OURS}</div>",
        f"<marquee>{OURS}</marquee>",
        f"<h1>网站关停公告</h1><p>{OURS}</p>",
        f"<p>{OURS}</p>",
        "<p>本网站<b>将于2026年11月20日</b><font color='red'>正式关停</font>，特此公告。</p>",
        f"<table><tr><td>{OURS}</td></tr></table>",
        "<div class='gg'><a href='/g/1.html'>本网站关停公告</a></div>",
        "<div class='gg'><a href='/g/1.html'>关停公告</a></div>",
        "<div class='gg'><a href='/g/1.html'>网站停止更新公告</a></div>",
        f"<div class='gg'><a href='/g/1.html'>{NAME}网站关停公告</a></div>",
        f"<a href='/g/1.html'><img src='/gt.jpg' alt='{NAME}网站关停公告'></a>",
        "<img src='/gt.jpg' title='本网站关停公告'>",
        f"<script>window.alert('{OURS}');</script>",
        f'<script>setTimeout(function(){{alert( "{WHOLE}" )}}, 500)</script>',
        f"<h1>公 告</h1><p>{NAME}网站因职能划转，定于2026年11月20日正式关闭。</p>",
        "<p>本站已整体搬迁至新网址，旧地址于11月20日停用。</p>",
        f"<div class='tips'>友情提醒：为落实集约化要求，{OURS}</div>",
        f"<img src='/gt.jpg' usemap='#m'><map name='m'><area href='/' alt='{NAME}网站下线公告'>",
    ],
)
def test_a_notice_in_any_form(shown: str) -> None:
    assert notice_of(shown)


@pytest.mark.parametrize(
    "text",
    [
        f"关于{NAME}门户网站下线的公告", f"{NAME}网站注销公告", f"{NAME}网站停止运行的公告",
        "网站整合迁移的通知", "关于网站永久下线的公告", "本站将于11月20日停止更新并关停",
        "我局网站将于近日关停", "关于本网站关停的公告", "本单位网站即日起停止服务", WHOLE, OURS,
        "因政务平台升级整合，本网站将于11月20日永久关闭", "【公告】 本网站 关停 公告",
    ],
)  # fmt: skip
def test_own_notices(text: str) -> None:
    assert is_own_notice(text, [NAME])
    assert notice_of(f"<div class='tip'>{text}</div>")


@pytest.mark.parametrize(
    "text",
    [
        # Taken back, or not true.
        "本网站关停公告（2019年已取消）", f"{NAME}网站关停公告（作废）", "本网站关停公告系谣言",
        "本网站延期关停的公告", "关于暂缓关停本网站的公告",
        # Of others, or of a part.
        "某县图书馆网站关停公告", f"关于{NAME}所属单位网站关停迁移情况的公示",
        "日本网站将于近日关停", f"{NAME}关于关停网上直报系统的公告", f"{NAME}网站留言板关闭公告",
        "本网站微信公众号注销公告", "本网站留言功能将于11月20日关闭",
        f"{NAME}网站关于关停小煤矿的公告", f"{NAME}下属网站关停公告",
        # Of something else.
        "本网站旧版将于11月20日下线，新版同步上线", f"{NAME}老版网站关闭公告",
        "某县关停小煤矿公告", f"{NAME}办公地址迁移公告", "关于取缔关停非法采砂网站的通告",
        "政务服务大厅搬迁公告", "本网讯 县城停车场将于近日关闭", "欢迎您访问本网站 已关闭",
        "关于做好我县政府网站关停整合工作的通知", "关于规范政府网站关停上移公告发布的指引",
        # For some hours.
        "因系统升级，本网站将于11月20日22时至24时关闭，请提前办理业务。",
        "春节放假期间本网站停止更新",
        "本网站将于11月20日22:00至11月21日6:00停止服务", "本网站正在改版，敬请期待",
        "本网站春节期间暂停更新公告", "网站系统升级维护停止服务公告",
    ],
)  # fmt: skip
def test_what_is_no_notice_of_this_site(text: str) -> None:
    assert not is_own_notice(text, [NAME])
    for shown in (
        f"<div class='tip'>{text}</div>",
        f"<ul><li><a href='/g/1.html'>{text}</a><span>2026-10-15</span></li></ul>",
        f"<img src='/gt.jpg' alt='{text}'>",
    ):
        assert notice_of(shown) is None


@pytest.mark.parametrize(
    "text",
    [
        "某县统计局网站停止服务公告", "关于停止某县统计局网站服务的公告",
        "某县统计局网站停更公告", "某县统计局门户网站关停公示", "某县统计局网站整合公告",
        "某县统计局网站并入某县人民政府门户网站的公告", "关于某县统计局网站迁移的通知",
        "网站迁移公告", "网站关停通知", "关于注销某县统计局网站的公告", "网站下线通知",
        "本网站自2026年11月20日起停止更新，相关信息请访问某县人民政府网站。",
        "本网站将于2026年11月20日起不再更新，内容并入某县人民政府门户网站",
        "本站已停止维护，请访问新网站",
        "某县统计局网站已并入某县人民政府门户网站，请访问 www.x.gov.cn",
        "我局门户网站于11月20日起正式注销，原有栏目迁移至县政府网",
        "某县统计局官网将于11月20日停止服务", "某县统计局官方网站停止服务的公告", "本网站已停用",
        "本网站即将关停", "温馨提示：本网站即将停用，请移步县政府门户网站",
        "因机构改革，某县统计局网站将不再保留，内容整合到某县人民政府门户网站",
        "某县统计局子站迁移公告", "关于某县统计局网站域名停用的公告",
        "某县统计局网站（www.tjj.gov.cn）将于11月20日关停",
        "某县统计局网站（www.tjj.gov.cn）关停公告", "关停公告", "网站关停迁移公告",
        "关于关停网站的公告", "某县统计局网站停止运行公告",
        "某县统计局门户网站将于2026年11月20日零时起关停，不再提供服务",
        "本网站于2026年12月1日起整合到某县人民政府网，原网址停止使用", "网站整合公告",
        "网站停用公告", "关于网站停止服务的公告", "某县统计局网站停止更新维护公告",
        "某县统计局门户网站归并公告", "某县统计局网站撤销公告", "本网站将于2026年11月20日撤销",
        "某县统计局网站即将下线，敬请关注", "公告：某县统计局网站关停",
        "某县统计局网站集约化迁移公告", "本网站内容已迁移至新平台，本站停止更新",
    ],
)  # fmt: skip
def test_what_ends_is_the_site(text: str) -> None:
    """Between the site and its end stand when, why and where to, and nothing else."""
    assert is_own_notice(text, [NAME])


@pytest.mark.parametrize(
    "text",
    [
        "某大桥关闭公告", "关于关闭县长信箱的公告", "某县统计局关于停用旧印章的公告",
        "某县统计局APP下线公告", "某县统计局客户端停止服务公告", "本网站手机版下线公告",
        "本网站“领导信箱”停止服务的公告", "本网站信息公开栏目迁移公告",
        "某县统计局网站“统计数据”栏目迁移公告", "本网站移动端将于11月20日停止服务",
        "本网站英文版将于11月20日下线", "某县统计局网站无障碍版停用公告",
        "某县统计局网站网上办事大厅停止服务公告", "某县统计局网站在线咨询功能关闭公告",
        "某县统计局网站数据查询平台下线公告", "某县统计局网站直播间关闭公告",
        "本网站搜索服务停用公告", "某县统计局网站举报平台迁移公告",
        "某县统计局网站RSS订阅停止服务公告", "本网站邮件订阅将于11月20日停止服务",
        "某县统计局搬迁公告", "本网站公布关停企业名单公告", "本网站将于近日公布关停名单",
        "本站公交线路将于11月20日关闭通告", "某县统计局网站关于关闭某大桥的公告",
        "某县统计局网站转发关于关闭某煤矿的通告", "本网站新闻：某县关闭某路段公告",
        "本网站服务器迁移公告", "本网站机房搬迁公告", "本网站服务器将于11月20日迁移至云平台",
        "本网站将于11月20日迁移至IPv6", "本网站安全证书更换公告",
        "某县统计局网站将于11月20日迁移至省政务云，届时访问不受影响", "本网站繁体版停止服务公告",
        "本网站热线电话停用公告", "本网站网上申报通道将于11月20日关闭", "网站改版公告",
        "关于暂停网站服务的公告", "本网站2024年度工作年报公告",
        "某县统计局网站调查问卷将于11月20日关闭", "网上调查关闭公告",
        "本网站意见征集将于11月30日关闭", "某县统计局网站图片库迁移公告",
        "本网站部分服务停止公告", "某县统计局网站短信平台停用公告", "本网站政务新媒体注销公告",
        "某县统计局抖音号注销公告", "关停公告栏", "某乡镇网站关停公告",
        "某县统计局视频号停止更新公告", "本网站视频号将于11月20日停止更新",
        "本网站头条号注销公告", "本网站新媒体矩阵整合公告", "本网站老年版下线公告",
        "某县统计局网站报名系统关闭公告", "本网站报名入口将于11月20日17时关闭",
        "本网站预约通道已关闭", "本网站投票已关闭", "本网站在线访谈将于近日下线",
    ],
)  # fmt: skip
def test_what_ends_is_something_of_the_site_or_elsewhere(text: str) -> None:
    assert not is_own_notice(text, [NAME])


@pytest.mark.parametrize(
    "name", ["某县直属机关工作委员会", "某县信息系统管理办公室", "某县用户之家网"]
)
def test_a_name_may_have_words_of_others(name: str) -> None:
    site = name if name.endswith("网") else f"{name}网站"
    assert is_own_notice(f"{site}关停公告", [name])
    assert is_own_notice(
        f"{site}将于2026年11月20日正式关停，内容整合至某县人民政府门户网站。", [name]
    )
    assert not is_own_notice(f"{site}关停公告", [NAME])


def test_words_of_neighbours_make_no_notice() -> None:
    assert notice_of("<div>本网站<a href='#'>关闭</a><a href='/tz/'>通知公告</a></div>") is None
    assert notice_of(f"<ul><li>{NAME}网站</li><li>关停小煤矿公告</li></ul>") is None


@pytest.mark.parametrize(
    "hostile",
    ["<script>" + "alert('" * 50_000 + "</script>",
     "<script>alert('" + "本网站关停" * 50_000 + "')</script>",
     "<p>本网站将于" + "关停" * 50_000, "<b>关停" * 20_000, "<p>网站关停</p>" * 20_000,
     f"<img alt='{'本网站关停公告' * 10_000}'>"],
)  # fmt: skip
def test_hostile_texts_are_read_in_a_while(hostile: str) -> None:
    assert notice_of(hostile) is None
