"""What a page is: each kind with its mark, and articles about the same things stay content."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

import pytest

from repostwatch.model import FileType, PageKind, because
from repostwatch.model.codes import PageCode
from tests.reading import reading_pages as pages

KINDS = [
    (PageKind.EMPTY, PageCode.EMPTY, b""),
    (PageKind.EMPTY, PageCode.EMPTY, b" \r\n\t "),
    (PageKind.EMPTY, PageCode.NO_TEXT, b"<html><body></body></html>"),
    (PageKind.NOT_HTML, PageCode.FILE, b"%PDF-1.7 abc"),
    (PageKind.NOT_HTML, PageCode.FILE, b"\x89PNG\r\n\x1a\n"),
    (PageKind.NOT_HTML, PageCode.FILE, b"PK\x03\x04zip"),
    (PageKind.CHALLENGE, PageCode.CHALLENGE_SCRIPT, "<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script></head><body></body></html>"),
    (PageKind.CHALLENGE, PageCode.CHALLENGE_SCRIPT, "<script>document.cookie=('_')+('_')+('jsl_clearance_s')+'=1;max-age=3600';location.href=location.pathname+location.search</script>"),
    (PageKind.CHALLENGE, PageCode.CHALLENGE, "<html><title>网站防火墙</title><body>您的请求可能存在威胁，已被拦截！</body></html>"),
    (PageKind.CHALLENGE, PageCode.CHALLENGE, "<html><body><h1>安全验证</h1><p>请完成验证后继续访问</p></body></html>"),
    (PageKind.CHALLENGE, PageCode.CHALLENGE, "<html><title>Just a moment...</title><body>Checking your browser</body></html>"),
    (PageKind.SOFT_404, PageCode.MISSING_TITLE, "<html><title>404</title><body>很抱歉，您访问的页面不存在</body></html>"),
    (PageKind.SOFT_404, PageCode.MISSING, "<html><title>某某人民政府</title><body><a href='/'>返回首页</a>对不起，您要访问的页面已被删除</body></html>"),
    (PageKind.SOFT_404, PageCode.MISSING_TITLE, "<html><title>错误提示</title><body>找不到该页</body></html>"),
    (PageKind.LOGIN, PageCode.LOGIN, "<html><title>用户登录</title><body><form>用户名<input name=u>密码<input type='password'></form></body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>域名出售 example.cn</title><body>该域名正在出售，请联系</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>某某娱乐城-百家乐在线投注</title><body>立即注册送彩金</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE, "<html><title>example.cn</title><body>This domain may be for sale</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>亚博体育官方网站-亚博app下载</title><body>欢迎</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>乐鱼APP登录入口</title><body>欢迎</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>Canadian Pharmacy - buy Viagra</title><body>Cheap pills</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE, "<html><title>提示</title><body>您访问的网站已过期，请联系管理员</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE, "<html><title>网站已到期</title><body>请及时续费</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE, "<html><title>提示</title><body>该网站暂未备案，无法访问</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE, "<html><title>某某旗舰店</title><body>爆款 立即购买 谨防假冒</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>Live Casino Slots 2026</title><body>Join now</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE, "<html><title>Home</title><body>Claim your poker bonus and free spins</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>小额网贷_不看征信_当天放款</title><body>在线申请</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>学历证书代办公司 代办各类学位证</title><body>联系微信</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE, "<html><title>奢品汇</title><body>高仿名包 顶级复刻 支持验货</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE, "<html><title>真人娱乐</title><body>百家乐 轮盘 每日返水 警惕假冒网站</body></html>"),
    (PageKind.PARKED, PageCode.FOR_SALE_TITLE, "<html><title>六合彩官网</title><body>拒绝赌博 公安机关备案 违法和不良信息举报</body></html>"),
    (PageKind.SHELL, PageCode.TEMPLATE, "<html><title>某部</title><body><div id='app'></div><script src='/js/app.js'></script></body></html>"),
    (PageKind.SHELL, PageCode.TEMPLATE, "<html ng-app='x'><body><ul><li ng-repeat='i in list'>{{i.title}}</li></ul><script src='a.js'></script></body></html>"),
    (PageKind.SHELL, PageCode.META_REFRESH, "<html><head><meta http-equiv='refresh' content='0; url=/index.html'></head><body></body></html>"),
    (PageKind.SHELL, PageCode.ONLY_SCRIPT, "<title>招商网</title><script src='/j.js'></script><body></body>"),
    (PageKind.SHELL, PageCode.ONLY_SCRIPT, "<html><body><p>正在加载中，请稍候…</p><script src='//cdn.example/j.js'></script></body></html>"),
    (PageKind.SHELL, PageCode.ONLY_SCRIPT, "<html><body>Loading... 3<script>var s=document.createElement('script');s.src=u;document.body.appendChild(s)</script></body></html>"),
    (PageKind.SHELL, PageCode.ONLY_SCRIPT, "<noscript>您的浏览器不支持JavaScript，请启用</noscript><script src='/j.js'></script>"),
    (PageKind.SHELL, PageCode.ONLY_SCRIPT, "<noscript>You need to enable JavaScript to run this app.</noscript><script src='/j.js'></script>"),
    # Something stands there that the script does not show.
    (PageKind.SHELL, PageCode.SCRIPTED, "<html><body><p>欢迎访问某局网站</p><script src='/count.js'></script></body></html>"),
    (PageKind.SHELL, PageCode.SCRIPTED, "<html><body><img src='/welcome.jpg'><script src='/count.js'></script></body></html>"),
    (PageKind.SHELL, PageCode.SCRIPTED, "<html><body><a href='/cn/'>请进入</a><script src='/count.js'></script></body></html>"),
    (PageKind.SHELL, PageCode.JUMP_SCRIPT, "<html><script>window.location.href='/cn/index.html';</script></html>"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "code", "body"), KINDS, ids=lambda value: str(value)[:30])
def test_each_kind_by_its_mark(kind: PageKind, code: PageCode, body: bytes | str) -> None:
    read = pages.read(body if isinstance(body, bytes) else body.encode())
    assert read.reason
    assert (read.kind, read.reason.code) == (kind, code)
    assert not read.links


LONG = "<p>" + "关于进一步加强网络安全防护工作的有关要求如下。" * 80 + "</p>"


@pytest.mark.parametrize(
    "title",
    [
        "关于网站防火墙升级期间暂停访问的公告",
        "关于严厉打击网络博彩的通告",
        "本站404页面改版说明",
        "用户登录系统升级通知",
    ],
)
def test_an_article_about_such_pages_is_content(title: str) -> None:
    head = f"<meta name='SiteIDCode' content='1300000001'><meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='2026-09-18 10:00'>"
    read = pages.read(pages.page(f"<h1>{title}</h1>{LONG}", head))
    assert (read.kind, read.reason) == (PageKind.CONTENT, None)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (PageKind.CONTENT, "<title>关于整治网站链接失效、页面不存在问题的工作报告</title><p>我市抽查发现部分网站页面不存在，已整改。"),
        (PageKind.CONTENT, "<title>关于“页面不存在”的回复</title><p>您好，您反映的页面不存在问题已修复。"),
        (PageKind.CONTENT, "<title>工作动态</title><p>近期抽查发现部分栏目链接失效，均已整改。"),
        (PageKind.SOFT_404, "<title>页面不存在 - 通知公告 - 某市人民政府</title>"),
        (PageKind.SOFT_404, "<title>通知公告</title><p>您访问的页面不存在，请检查网址，如有问题请联系我们"),
        (PageKind.SOFT_404, "<title>某市人民政府</title><p>首页 新闻 通知公告 页面不存在 返回首页"),
        (PageKind.SOFT_404, "<title>找不到页面，请检查网址</title>"),
    ],
)  # fmt: skip
def test_who_reports_of_pages_that_are_missing_is_there(kind: PageKind, body: str) -> None:
    assert pages.read(f"<html>{body}</html>".encode()).kind is kind


FOOTER = "<p>主办：某市人民政府 政府网站标识码：1300000001</p>"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (PageKind.PARKED, "<title>澳门新葡京娱乐城</title><p>真人百家乐 老虎机 首存送彩金 在线博彩"),
        (PageKind.PARKED, "<title>域名出售</title><p>This domain is for sale。本域名出售，联系QQ 123456"),
        (PageKind.CONTENT, "<title>彩票投注站公示</title><p>某市福利彩票投注站一览。"),
        (PageKind.CONTENT, "<title>关于打击百家乐、老虎机等博彩活动的通告</title><p>严禁百家乐、老虎机、博彩。"),
        (PageKind.CONTENT, "<title>社区棋牌游戏活动</title><p>老人们下棋、打牌。"),
        (PageKind.CONTENT, "<title>域名转让交易规则公告</title><p>该域名、域名出售、域名转让应当实名。"),
    ],
)  # fmt: skip
def test_a_kept_footer_makes_no_offer_a_page_of_a_government(kind: PageKind, body: str) -> None:
    read = pages.read(f"<html>{body}{FOOTER}</html>".encode())
    assert read.kind is kind
    if kind is PageKind.PARKED:
        assert read.reason
        assert read.reason.code is PageCode.FOR_SALE_MARKED


@pytest.mark.parametrize(
    "body",
    [
        "<title>消费提示：网上购药勿点“立即购买”</title><p>不法分子以“包邮”“立即购买”诱导下单，请向公安机关报案。",
        "<title>警惕直播间陷阱_某某日报</title><p>主播反复催促观众立即购买，下单后联系不上商家。",
        "<title>关于清理未备案网站的通知</title><p>各单位要对所办网站进行排查。",
        "<title>某县金沙体育馆开放公告</title><p>即日起向市民开放。",
    ],
)
def test_a_warning_of_shops_sells_nothing(body: str) -> None:
    assert pages.read(f"<html>{body}</html>".encode()).kind is PageKind.CONTENT


@pytest.mark.parametrize(
    "body",
    [
        "<title>反赌宣传月_某市公安局</title><p>老虎机、百家乐，十赌十输。棋牌游戏充值群也是陷阱。",
        "<title>以案释法</title><p>被告人王某在出租屋内设老虎机供人参赌，法院判处有期徒刑一年。",
        "<title>禁赌倡议书</title><p>远离六合彩，远离体育投注。",
        "<title>曝光台</title><p>市场监管部门抽检发现，某减肥药非法添加西布曲明，已立案查处。",
        "<title>税案通报</title><p>犯罪团伙代开发票牟利，已被警方抓获。",
        "<title>版权典型案例</title><p>架设私服牟利，一审判决罚金五万元。",
        "<title>校园贷风险提示：不看征信是骗局</title><p>不看征信、秒下款都是骗人的。",
        "<title>防骗课堂_某市反诈中心</title><p>网上办假证、代开发票、秒下款的，件件有套路。",
        "<title>网警提醒您谨防网络陷阱</title><p>所谓“听话水货到付款”，付了款就没有下文。",
        "<title>Police notice</title><p>Three men were sentenced for running an illegal online casino.",
    ],
)
def test_who_speaks_of_offences_offers_nothing(body: str) -> None:
    assert pages.read(f"<html>{body}</html>".encode()).kind is PageKind.CONTENT


@pytest.mark.parametrize(
    "body",
    [
        "<title>关于规范域名转让行为的通知</title><p>域名转让、域名交易应当实名，域名过期的按时续费。",
        "<title>域名争议解决办法</title><p>投诉人认为该域名与其商标相同的，可以投诉。",
        "<title>某地政府旅游局</title><p>景点：大三巴牌坊、新葡京酒店、渔人码头。",
        "<title>某乡游会</title><p>乡村旅游，九游会员积分兑换。",
        "<title>国产精品展</title><p>展出国产精品家电与丝绸。",
    ],
)
def test_who_writes_rules_or_shows_the_way_offers_nothing(body: str) -> None:
    assert pages.read(f"<html>{body}</html>".encode()).kind is PageKind.CONTENT


@pytest.mark.parametrize(
    "title",
    [
        "星海体育·(中国)官方网站-安卓通用版",
        "AG真人（官方）官方网站",
        "PG电子试玩",
        "九游会登录入口",
        "六合图库大全",
        "国产精品久久自拍",
        "听话水_催情粉_货到付款",
    ],
)
def test_names_that_were_taken_by_what_is_forbidden(title: str) -> None:
    body = f"<html><title>{title}</title><p>{'立即进入 下载 ' * 20}"
    assert pages.read(body.encode()).kind is PageKind.PARKED


@pytest.mark.parametrize(
    "title",
    [
        "消费帮扶馆",
        "某省供销优选",
        "政采云电子卖场",
        "某博物馆文创商店",
        "某出版社天猫直营",
        "中国集邮网厅",
        "农特产品展销平台",
    ],
)
def test_a_shop_of_public_purpose_is_no_name_that_was_taken(title: str) -> None:
    body = f"<html><title>{title}</title><p>新品 ￥39 加入购物车 包邮 立即购买"
    assert pages.read(body.encode()).kind is PageKind.CONTENT


def test_no_public_purpose_excuses_games_of_chance() -> None:
    body = "<html><title>某县扶贫网</title><p>百家乐 真人视讯 注册送彩金 立即购买"
    assert pages.read(body.encode()).kind is PageKind.PARKED


def test_a_list_that_mentions_them_is_content() -> None:
    row = "<li><a href='{u}'>{t}（域名出售 404 安全验证）</a><span>{d}</span></li>"
    assert pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>")).kind is PageKind.CONTENT


def test_a_homepage_with_a_login_box_is_content() -> None:
    box = "<form>用户登录<input type='password'></form>"
    listed = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>")
    assert pages.read(pages.page(f"{box}<ul>{listed}</ul>"), pages.HOME).kind is PageKind.CONTENT


def test_bytes_that_are_mostly_controls_are_no_page() -> None:
    read = pages.read(b"\x01\x02a" * 99)
    assert (read.kind, read.reason) == (
        PageKind.NOT_HTML,
        because(PageCode.FILE, file=FileType.BINARY),
    )
