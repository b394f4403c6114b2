"""Words which say that a page offers its own name, goods, games of chance, or what is forbidden."""

from __future__ import annotations

import re

_NAME = (
    r"域名(?:出售|转让|出租|交易|抢注|已过期|过期)|(?:该|此|本)域名|网站(?:出售|转让)|"
    r"domain.{0,30}for sale|buy this domain|parked (?:free|domain)|sedoparking|hugedomains"
)
_FORBIDDEN = (
    r"博彩|娱乐城|赌场|百家乐|老虎机|六合彩|彩票(?:平台|投注|app)|棋牌(?:游戏|平台)|体育投注|"
    r"(?:新|太阳)葡京(?!大?酒店)|真人视讯|成人(?:视频|电影|用品)|私服|代开发票|壮阳|丰胸|减肥药|贷款口子|"
    r"(?:亚博|开云|乐鱼|华体会|爱游戏|必威|万博)(?:体育|娱乐|真人|电竞|棋牌|app|官网)|"
    r"(?:体育|电子|娱乐|真人|棋牌|电竞)[·・•]?[（(](?:中国|模拟器|官方)[）)](?:有限公司)?官方网站|"
    r"九游会(?!员)|PG电子|六合(?:宝典|图库|开奖)|天天好彩|"
    r"国产精品.{0,4}(?:自拍|久久|无码)|无码(?:专区|视频|影院)|"
    r"(?:迷药|迷情药|迷魂药|听话水|催情(?:水|药|粉)).{0,20}货到付款|"
    r"黑户(?:可贷|可下|贷款)|不看征信|秒下款|"
    r"代办.{0,6}(?:毕业证|学历|学位证|文凭|资格证)|(?:毕业证|文凭|学历证?)(?:代办|办理|购买|制作)(?:网|公司|中心|价格)|"
    r"办假证|刻章办证|高仿.{0,3}(?:手?表|包|鞋|首饰|奢侈品|服装)|(?:一比一|1:1|顶级)复刻|"
    r"viagra|cialis|(?:online|canadian) pharmacy|"
    r"(?:online|live|mobile|crypto|best) casino|casino (?:bonus|games|slots|sites)|free spins|"
    r"betting (?:sites?|bonus|odds)|online (?:slots|poker)|poker bonus"
)
_GOODS = r"加入购物车|立即购买|包邮"
_OFFER = re.compile(
    f"(?P<name>{_NAME})|(?P<goods>{_GOODS})|(?P<forbidden>{_FORBIDDEN})", re.IGNORECASE
)
# What newspapers and authorities say of shops, too.
_WARNING = re.compile(r"消费(?:提示|提醒|警示|预警)|警惕|谨防|当心|诈骗|骗局|曝光|反诈|防骗")
# A page of rules about names sells none; what is for sale has no such title.
_RULES = re.compile(r"公告|通告|通知|通报|办法|规定|条例|争议|仲裁|打击|整治")
# What speaks of offences, and is said by nobody who commits them.
_OFFENCE = re.compile(
    r"[反禁拒戒防涉参聚]赌|赌博|开设赌场|十赌九|(?:非法|违法|违规|涉嫌)[^，。；]{0,8}|私彩|"
    r"打击治理|专项(?:行动|整治|治理|打击)|严厉打击|整治|查处|取缔|查获|捣毁|侦破|抓获|抽检|召回|不合格|"
    r"被告人|被告单位|嫌疑人|有期徒刑|拘役|罚金|判处|判决|公诉|刑法|治安管理|行政处罚|"
    r"民警|警方|公安(?:机关|局)(?!备案)|派出所|检察(?:院|机关)|人民法院|法院|市场监管|药监|税务(?:机关|局)|"
    r"普法|以案(?:说|释)法|典型案例|案情|犯罪|受害|被骗|骗局|诈骗|危害|"
    r"cross-border gambling|illegal gambling|crackdown|sentenced|convicted|police|prosecut",
    re.IGNORECASE,
)
_OFFENCES = 2  # different ones; a single one stands on pages of those who pretend to be lawful, too
# Shops that authorities open or recommend: of poor places' produce, of stamps, books, museums.
_OFFICIAL = re.compile(
    r"扶贫|脱贫|帮扶|乡村振兴|助农|惠农|兴农|农副?产品|农特产|供销|地理标志|政府?采购|政采|电子卖场|文创|博物[馆院]|"
    r"书店|书城|出版社|邮政|集邮|非遗|老字号"
)
# What a host shows in the place of a site that it serves no longer.
_LAPSED = re.compile(
    r"(?:网站|空间|主机|域名)(?:已经?|服务已)?(?:过期|到期|欠费)|"
    r"(?:网站|域名)(?:还|暂|尚|仍)?未(?:完成|进行|通过)?(?:ICP)?备案|未备案.{0,12}(?:无法|不能|禁止|暂停)访问",
    re.IGNORECASE,
)
_INSISTS = 3  # different offers, one of them in the title; lawful pages name one by the way
_LAPSED_HEAD = 200  # characters of a page in which it says so
_TITLE = re.compile(r"[-_|—–:：·,，\s（(【]+")
_NAMED = 4  # characters of a name that is no mere word
_NO_NAME = frozenset(("首页", "主页", "官网", "网站", "主站", "更多"))
# Words of a link that leads to a shop.
_SHOP = re.compile(r"特产|商城|商店|超市|旗舰|购物|网店|电商|优选|选购|订购|书屋|门票|票务|购票")


def offered_by_title(title: str) -> str:
    """The words of a title that offer something, or nothing."""
    return _offered(title, title, article=False)


def offered(shown: str, title: str, *, article: bool) -> str:
    """What says that a page of few links offers something, or that its site lapsed; or nothing."""
    if mark := _offered(shown, title, article=article):
        return mark
    if article:
        return ""
    head = "" if _RULES.search(title) else shown[:_LAPSED_HEAD]
    lapsed = _LAPSED.search(title) or _LAPSED.search(head)
    return lapsed[0] if lapsed else ""


def insisted(shown: str, title: str, *, article: bool) -> str:
    """The words of a title that offer something, where the page does in other words, too; or
    nothing. Goods do not count, which authorities offer as well."""
    mark = offered_by_title(title)
    if not mark or article or sells_goods(mark) or _RULES.search(title):
        return ""
    found = _OFFER.finditer(f"{title} {shown}")
    marks = {one[0].lower() for one in found if one.lastgroup != "goods"}
    return mark if len(marks) >= _INSISTS else ""


def sells_goods(mark: str) -> bool:
    """Whether it is only what every shop says."""
    found = _OFFER.match(mark)
    return found is not None and found.lastgroup == "goods"


def means_a_shop(words: str) -> bool:
    """Whether a link's words say themselves that it leads to a shop."""
    return bool(_SHOP.search(words))


def names(words: str, title: str) -> bool:
    """Whether a link's words say what the page with this title is: then it leads where it means
    to."""
    said = "".join(words.split())
    own = ["".join(part.split()) for part in _TITLE.split(title)]
    if len(said) > 1 and said == own[0] and said not in _NO_NAME:
        return True
    return len(said) >= _NAMED and any(
        said in part or (len(part) >= _NAMED and part in said) for part in own
    )


def _offered(shown: str, title: str, *, article: bool) -> str:
    """Who warns of an offer, or reports of it, offers nothing."""
    lawful = article or bool(_WARNING.search(title) or _OFFICIAL.search(title))
    reports = bool(_OFFENCE.search(title) or _WARNING.search(title))
    if not reports:
        reports = len({found[0] for found in _OFFENCE.finditer(shown)}) >= _OFFENCES
    excused = {"goods": lawful, "forbidden": reports, "name": bool(_RULES.search(title))}
    marks = (one for one in _OFFER.finditer(shown) if not excused[str(one.lastgroup)])
    return next((one[0] for one in marks), "")
