"""What titles and addresses say when they are no news: words, no sites.

A dated row is an item whatever it is called; these words only speak about undated ones,
whose address looks like an article's too: offices, leaders, services, guides, downloads.
"""

from __future__ import annotations

import re

NOT_A_TITLE = re.compile(
    r"[\[【<(（]?(?:(?:点击)?(?:更多|查看(?:更多|全文|全部|详情)?)|more|详细|详情|阅读全文|进入专[题栏]|下载|附件|首页|上一页|下一页"
    r"|上页|下页|尾页|末页|返回|关闭|打印|登录|注册|RSS订阅|设为首页|加入收藏|无障碍\w*|关怀版|长者\w*|手机版|(?:内容|信息|网站|我要)?纠错|繁[体體]\w*|English)"
    r"[\]】>)）\s+>》&.…]*$|[\d\s.,:/<>«»-]*$",
    re.IGNORECASE,
)
NEIGHBOUR = re.compile(r"[上下前后]一?[篇条]\s?[:：]")
_FOOT = re.compile(
    r"ICP备|公网安备|网站声明|法律声明|隐私|版权|网站地图|联系我们|关于我们|关于本网|网站纠错|"
    r"政府网站找错|主办单位|站点地图|使用帮助|网站帮助|网站标识码|技术支持|工作年度报表|(?:升级|下载|更换|推荐使用|建议使用|兼容)\w{0,10}浏览器|浏览器\w{0,4}(?:版本|下载|升级)"
    r"|(?:内容|信息|网站)纠错|我要纠错|适老化|(?:党政机关|事业单位)(?:标识|网站)|可信网站|诚信网站|营业执照|信息无障碍\w{0,4}证"
    r"|网络文化经营许可|视听节目许可|新闻信息服务许可|(?:许可|资质|认证)证书"
)
_ENTER = re.compile(r"(?:请?点击|请)(?:这里|此处)?(?:进入|前往|访问|查看)|进入.{2,20}专[栏题区]")
_POLICY = re.compile(
    r"国务院|中办|国办|中共中央|印发|(?:的|等)(?:通知|意见|决定|批复|公告|通报|函|令|办法|条例|规定)|条例|第\d+号"
)
_GUIDE = re.compile(
    r"(?:政府|政务)?信息公开(?:工作)?(?:指南|制度|目录|年报|年度报告|平台|专栏|规定)?|(?:法定)?主动公开(?:内容|目录|基本目录)?"
    r"|依申请公开\w{0,6}|(?:建议提案|提案建议)\w{0,8}|\w{0,8}(?:政策|规范性|政府|规章)文件库|\w{0,6}权力(?:和责任)?清单"
    r"|\w{0,8}(?:投诉|举报)(?:电话|方式|渠道|平台|邮箱)|\w{0,6}(?:内设|直属|派出|所属)机构"
)
_GUIDE_CHARS = 14  # of the longest that matches
# Endings that a short title has when it names a thing on the web.
_THING = re.compile(
    r"(?:平台|系统|入口|客户端|公众号|小程序|数据库|大厅|有限公司|热线|专栏|专题|专区|网站|信箱|导航|微信|微博)$|℃"
)
_OFFICES = (
    "厅", "局", "委", "委员会", "办公室", "办", "部", "署", "院", "处", "科", "司", "室", "中心",
    "总队", "支队", "集团", "公司", "协会", "学会", "联合会", "大学", "银行", "政府", "支行",
    "分行", "党组",
)  # fmt: skip
_ASIDE = re.compile(r"(?:（[^）]{2,20}）|\([^)]{2,20}\))$")
_VERB = re.compile(
    r"[，。、；！？“”《》]|赴|调研|访问|会见|走进|走访|考察|视察|出席|召开|部署|推进|助力|开展|举行|成立|支持|慰问|来到|落户"
)
_LEADER = re.compile(
    r"(?:书记|主席|省长|市长|州长|盟长|县长|区长|镇长|主任|部长|厅长|局长|司长|处长|署长|行长|委员|成员|秘书长"
    r"|巡视员|顾问|总理|院长|检察长|总工程师|总规划师|组长)[\s:：、]*[\u4e00-\u9fff·]{2,4}(?:同志)?$"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{1,3}[\s\u3000]?[\u4e00-\u9fff·]{1,2}")
_SERVICE = re.compile(
    r"(?:^|[/._-])(?=[zbwfgms])(?:zwfw|bszn|bsfw|bsdt|wsbs|fwsx|banshi|zwfwsx|guide|matters?|sxcx)"
    r"\w{0,4}(?=[/._?-]|$)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|zip|rar|pptx?|txt)(?:[?#]|$)", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"附件|下载|\.(?:docx?|xlsx?|wps|et|pdf|ofd|zip|rar|pptx?)$|^\d{1,2}[.．、](?!\d)",
    re.IGNORECASE,
)

_SERVICE_HEADING = re.compile(
    r"(?:网上|在线|便民|公共)?(?:办事|服务)(?:指南|事项|大厅|导航|流程)|便民服务|(?:热销|在售|推荐)?(?:楼盘|房源)\w{0,4}"
    r"|(?:表格|资料|文件)下载|下载(?:中心|专区)|常见问题\w{0,4}|友情链接|相关链接|网站导航"
)


def service_heading(line: str) -> bool:
    """Whether a line above a list says that it offers services, houses, downloads, links."""
    return (
        len(line) <= _GUIDE_CHARS and _SERVICE_HEADING.fullmatch("".join(line.split())) is not None
    )


def policy(title: str) -> bool:
    """Whether a title speaks as policy does: such a one is kept in doubt."""
    return len(title) >= 12 and _POLICY.search(title) is not None


def foot(title: str) -> bool:
    """Whether a title belongs to a page's foot."""
    return _FOOT.search(title) is not None


def enters(title: str) -> bool:
    """Whether a title asks to enter a place (点击进入…专栏)."""
    return title[:1] in "点请进前" and _ENTER.match(title) is not None


def offers(title: str, href: str) -> bool:
    """Whether an undated link offers a thing: a guide, a service, a platform."""
    if len(title) <= _GUIDE_CHARS and _GUIDE.fullmatch(title):
        return True
    return (len(title) < 14 and _THING.search(title) is not None) or bool(_SERVICE.search(href))


def download(title: str) -> bool:
    """Whether a file stands beside an article and is not a list's own item."""
    return _DOWNLOAD.search(title) is not None


def file(href: str) -> bool:
    """Whether an address leads to a document to be downloaded."""
    if href.endswith("html") and "?" not in href and "#" not in href:
        return False
    return _FILE.search(href) is not None


def name(title: str) -> bool:
    """Whether a title could be nothing but the name of an office or of a leader.

    News can end like one; only a list that is made of such titles is a list of names.
    """
    if len(title) <= 6 and _PERSON.fullmatch(title):
        return True
    if len(title) > 50:
        return False
    bare = _ASIDE.sub("", title)
    if bare.endswith(_OFFICES) and len(bare) <= 26 and not _VERB.search(bare):
        return True
    return len(title) <= 32 and _LEADER.search(title, max(0, len(title) - 14)) is not None
