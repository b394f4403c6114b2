"""How likely an address is to be the list on which a portal reposts: by its name, its path, where
it stands, and how deep.

The scores only order what is looked at: evidence decides. Names count for most, because the
State Council's own check asks for a column that bears one; then pinyin in the path, which editors
keep when they rename a column. docs/discovery.md has the table.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.portals.moved import FIRST_PAGE
from repostwatch.reading.columns.headings import NAME, WEAK

# A name that says by itself that the list is the State Council's.
NAMED = 80

_BODY = re.compile(
    r"国务院(?:国有资产|国资委|扶贫|侨务|港澳|台湾|研究室|参事|新闻办|发展研究|学位|安委|食安|教育督导|部门|各部|客户端|任免|机构|公报)"
)
_CENTRAL = re.compile(
    r"国务院|国办|党中央|中共中央|中央(?:精神|文件|政策|要闻|决策|部署)|国务要闻|中国政府网|两办|中办"
)
_ABOVE = re.compile(
    r"上级(?:文件|政策|精神|要闻|政府|部门)|国家(?:政策|文件|层面|级|法规)|^上级$|^国家$|^中央$"
)
# (name, score): the highest that fits counts.
_NAMES: tuple[tuple[re.Pattern[str], int], ...] = (
    (_ABOVE, 70),
    (re.compile(r"转载|转发"), 65),
    (WEAK, 60),
    (re.compile(r"时政|国内(?:新闻|要闻)|重要(?:讲话|论述|信息|会议)|头条"), 55),
    (
        re.compile(
            r"政策(?:文件|法规|信息|发布|库|汇编|一览)|(?:最新|相关|法规)政策|^政策$|政策与?文件"
        ),
        50,
    ),
    (re.compile(r"要闻|热点关注"), 45),
    (re.compile(r"文件|法规|公文|政令|政策"), 40),
    (re.compile(r"政务公开|信息公开|公开(?:目录|专栏|平台)|^公开$"), 38),
    (re.compile(r"网站地图|站点地图|网站导航|栏目导航|全站导航"), 36),
    (re.compile(r"新闻|资讯|动态|信息(?!系统|化)|政务"), 30),
    (re.compile(r"专题|专栏|通知|公告|公示"), 18),
)
# What lists of other kinds are called: they come last, and are looked at all the same.
_DECOYS = re.compile(
    r"解读|图解|一图|问答|图片|视频|直播|访谈|发布会|征集|互动|信箱|咨询|投诉|举报|留言|调查|服务|办事|办理"
    r"|招[聘标考录]|采购|人事|任免|预[决]?算|决算|财政|统计|数据|领导|机构|职能|概况|简介|历史|旅游|文化|天气|地图册"
    r"|应急|年度报告|年报|依申请|指南|制度|党建|纪检|巡[视察]|区县|县区|市州|地方|部门(?:文件|动态)|基层|媒体|政府公报"
    r"|联系|关于|版权|隐私|帮助|收藏|无障碍|登录|注册|客户端|微博|微信|公众号|English|繁体|友情|链接|下载|法律声明"
)
_OWN = re.compile(
    r"(?:本|我|省|市|县|区|州|厅|局|委)(?:级|府|政府|委|厅|局)?(?:办公[室厅])?(?:文件|政策|公文)|规范性文件|政府令|规章"
)
_PATHS: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        re.compile(
            r"gwy(?:xx|yw|wj|zc|xw|zx)|guowuyuan(?:xinxi|wenjian|yaowen|zhengce)?|gwywz",
            re.IGNORECASE,
        ),
        75,
    ),
    (
        re.compile(
            r"(?:^|[/_-])gwy|gwyw(?:en)?(?:[/_.-]|$)|zyjs(?:[/_.-]|$)|zywj|gbwj|zgzfw|zysx",
            re.IGNORECASE,
        ),
        55,
    ),
    (
        re.compile(
            r"sjwj|sjzc|gjzc|gjwj|shangji|zhuanzai|(?:^|[/_-])zz(?:xx)?(?:[/_.-]|$)", re.IGNORECASE
        ),
        45,
    ),
    (re.compile(r"szyw|shizheng|gnyw|zyyw|zyjh", re.IGNORECASE), 35),
    (re.compile(r"zcwj|zcfg|zcxx|zhengce|policy|zcfb|flfg", re.IGNORECASE), 28),
    (re.compile(r"zwgk|xxgk|zfxxgk|gkml|openness|open", re.IGNORECASE), 22),
    (
        re.compile(
            r"(?:^|[/_-])(?:yw|ywdt|xwzx|news|xw|zwdt|zwxx|zwyw|yaowen|xxdt|dtxx)(?:[/_.-]|$)",
            re.IGNORECASE,
        ),
        18,
    ),
    (re.compile(r"(?:^|[/_-])wj(?:[/_.-]|$)|sitemap|wzdt|zcjd0", re.IGNORECASE), 15),
)
_DECOY_PATH = re.compile(
    r"zcjd|jiedu|hdjl|bsfw|zwfw|fuwu|sjfb|ldzc|tjsj|rsrm|zfcg|video|tupian|photo", re.IGNORECASE
)
_PLACES = {
    LeadPlace.HEADING: 10,
    LeadPlace.MORE: 10,
    LeadPlace.MENU: 6,
    LeadPlace.FRAME: 30,
    LeadPlace.DATA: 10,
    LeadPlace.BODY: 2,
    LeadPlace.JUMP: 0,
    LeadPlace.CRUMB: 0,
    LeadPlace.MAP: -4,
}
# More for a channel's own address in a site map, where articles stand, too, and for another map.
_FOLDER, _MAP = 6, 12
_HEADING_SHARE = 0.5  # of a heading's name for what stands under it, which may be any of it
_DEPTH = 8  # for every click after the first
_LEVEL = 2  # for every folder of the path after the third
_LONG = 14  # characters; a longer name is an item's


def name_score(words: str) -> int:
    """How much a name speaks for the State Council's policy: 100 and more where it says so."""
    if not words:
        return 0
    if NAME.fullmatch(words):
        return 100
    if _BODY.search(words):
        return 5
    decoy = _DECOYS.search(words) is not None
    if _CENTRAL.search(words):
        return 35 if decoy else 90 if len(words) <= _LONG else 40
    best = max((score for pattern, score in _NAMES if pattern.search(words)), default=0)
    if _OWN.search(words) and not _ABOVE.search(words):
        best = min(best, 25)
    return best - 30 if decoy else best


def path_score(url: str) -> int:
    """How much the path of an address speaks for it."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}"
    best = max((score for pattern, score in _PATHS if pattern.search(path)), default=0)
    if _DECOY_PATH.search(path):
        best -= 20
    return best - _LEVEL * max(0, parts.path.strip("/").count("/") - 3)


def score(lead: Lead, depth: int) -> int:
    """The score of a lead that stands `depth` clicks from the homepage (1: on it)."""
    own = max((name_score(words) for words in lead.words.split()), default=0)
    around = max((name_score(words) for words in lead.heading.split()), default=0)
    if lead.place is LeadPlace.MORE and not lead.words:
        named = around
    else:
        named = max(own, int(max(around, 0) * _HEADING_SHARE) + min(own, 20))
    if lead.place is LeadPlace.MAP:
        path = FIRST_PAGE.sub("/", urlsplit(lead.url).path)
        named += _FOLDER * path.endswith("/") + _MAP * path.endswith(".xml")
    return named + path_score(lead.url) + _PLACES[lead.place] - _DEPTH * max(0, depth - 1)


def is_named(words: str) -> bool:
    """Whether a name says by itself that a list is the State Council's."""
    return any(name_score(one) >= NAMED for one in words.split())
