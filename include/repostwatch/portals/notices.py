"""Whether a text on a homepage is the notice (关停、迁移公告) of that site itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Raised with every change after which another homepage may hold a notice: each is then read anew.
NOTICE_RULE = 2
_SITE = "(?:官方|政务|政府|门户|互联网|集群){0,3}(?:网站|门户|官网|子站)"
_OURS = (
    "(?<![日基资根样版])本(?:政务|政府|门户|官方)?(?:网站|站(?!讯|点|消息|记者|推荐))|我站"
    f"|(?:本|我)(?:单位|部门|机关|局|委|办|厅|部|院|中心){_SITE}"
)
_ENDS = (
    "关停|关闭|停止(?:运行|服务|更新(?:维护)?|访问|使用|运营|维护)|停用|停更|停运|下线|注销|撤销|迁移|搬迁"
    "|整合|并入|合并|归并|上移|不再(?:更新|维护|运行|运营|使用|保留|提供服务)"
)
_NOTICE = "(?:公告|通告|通知|公示|说明|启事|告示|声明)"
# In a sentence: what ends, or where the content goes.
_ENDED = (
    "关停|关闭|停止(?:运行|服务|更新(?:维护)?|访问|使用|运营|维护)|停用|停更|停运|下线|注销|撤销|并入"
    "|不再(?:更新|维护|运行|运营|使用|保留|提供服务)"
    "|(?:迁移|搬迁|整合|合并|归并|上移)[^。；]{0,12}?(?:至|到|入)(?![^。；，]{0,8}(?:云|IPv6|服务器|机房))"
)
# All that may stand between a site and its end. With anything else between them, it is something of
# the site that ends (本网站手机版, 本网站服务器), or something else that it does (公布关停名单).
_ASIDE = r"(?:[（(][^（）()]{0,60}[）)])?"
_WHY = "(?:(?:因|为|按|根据|由于|依据|依照|遵照|经)[^。；]{1,40}?[，,])?"
_WHAT = "(?:全部|所有|原有|相关|域名|网址|内容|信息|数据){0,3}"
_DAY = (
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[底初份])?(?:\d{1,2}[时点:：]\d{0,2}分?|零[时点]|[上下]午)?"
    r"|\d{4}年[底初]?|\d{1,2}日|即日|今日|近日|近期|年底|年内|月底|本月|下月"
)
_WHEN = (
    f"(?:{_DAY}|即?将|拟|已经?|现|定于|计划|于|自|从|在|起|开始|之日|正式|整体|全面|永久|全部|统一|逐步|予以"
    "|进行|届时|被|[，,]){1,14}+"
)
_TAIL = (
    f"(?:{_ENDS}|[并和及、与]){{0,4}}(?:(?:(?<=入)|至|到|入)[^。；，]{{1,16}}?(?:网站?|门户|平台))?"
    f"的?(?:有关|相关)?(?:事宜|事项)?{_NOTICE}"
)
_BARE = re.compile(
    rf"(?:关于)?(?:{_SITE}(?:即将|永久|整体|正式|集约化?|整合){{0,2}}(?:{_ENDS})(?:{_ENDS})?"
    rf"|关停(?:{_SITE}|上移|迁移|整合)?)的?{_NOTICE}"
)
# It was taken back, is said of what is not true, or of a move that nobody sees.
_TAKEN_BACK = re.compile(
    r"取消|作废|撤回|暂缓|延期|延后|不再关停|不予关停|终止关停|恢复运行|谣言|不实|虚假|假冒"
    r"|(?:访问|浏览|使用)不受影响|不影响[^。；，]{0,4}(?:访问|浏览|使用)|(?:网址|域名|地址)(?:保持)?不变"
)
# For hours or days, after which the site is there again.
_FOR_NOW = re.compile(
    r"升级|(?<!停止)(?<!停止更新)维护|检修|停电|断网|演练|放假|假期|春节|国庆|元旦|五一|端午|中秋|清明|期间|暂停|临时|恢复"
    r"|\d{1,2}[时点:：]\d{0,2}分?[^。；\d]{0,4}(?:至|到|[-—~～])[^。；]{0,12}?\d{1,2}[时点:：]"
)
_FOR_EVER = re.compile(r"永久|集约|整合|迁移|搬迁|上移|并入|不再")
# Of some part of a site, or of the sites of others.
_OF_OTHERS = re.compile(
    r"微信|微博|公众号|账号|客户端|小程序|APP|邮箱|信箱|留言|论坛|评论|功能|栏目|频道|专栏|专题|用户|注册|模块|系统"
    r"|搜索|检索|查询|下载|关于|旧版|老版"
    r"|工作|情况|方案|办法|指引|指南|规范|规定|普查|清理|名单|部分|所属|下属|直属|各",
    re.IGNORECASE,
)
_GREETING = re.compile(r"欢迎[^。；，！]{0,6}(?:本网站|本站|我站)")
_EDGE = " \u3000【】[]「」“”《》·•|:：>›»<«■□◆◇●○★☆▪►▶◎—-!！。"
_LONGEST = 300  # characters; what follows them is told to nobody who passes
# The site's own names stand as one sign each, of which no homepage has any: that of its owner, and
# one that is a site's by itself.
_OWNER, _NAME = "\ue000", "\ue001"
_OWN = f"(?:{_OURS}|{_OWNER}{_SITE}|{_NAME})"
_SAID = (
    re.compile(f"{_OWN}{_ASIDE}(?:域名|网址|集约化?|{_WHEN}){{0,2}}(?:{_ENDS}){_TAIL}"),
    re.compile(f"(?:{_ENDS})的?{_OWN}{_ASIDE}(?:域名|网址)?{_TAIL}"),
    re.compile(f"停止{_OWN}{_ASIDE}的?(?:运行|服务|更新|访问|使用|运营|维护)"),
    re.compile(f"^{_NOTICE}[：:]?{_OWN}{_ASIDE}(?:{_WHEN})?(?:{_ENDS})$"),
    re.compile(
        f"{_OWN}{_ASIDE}{_WHY}{_WHAT}(?=[^。；]{{0,30}}?(?:将|拟|定于|已|现|即日|自|于|从))"
        f"{_WHEN}{_ASIDE}{_WHY}(?:{_WHEN})?(?:{_ENDED})"
    ),
)
# What may be a notice to somebody who reads it, whosever it is: words of an end close to a site's.
_ANY_SITE = "网站|网页|门户|本站|我站|站点|平台|网址|域名"
_ANY_END = f"{_ENDS}|不再(?:更新|维护|运行|提供|使用)|更换|变更|改版|启用新"
_PERHAPS = re.compile(
    f"(?:{_ANY_SITE})[^。；]{{0,40}}?(?:{_ANY_END})|(?:{_ANY_END})[^。；]{{0,20}}?(?:{_ANY_SITE})"
)
# A picture without words that floats, or whose name is that of a notice.
_PICTURE = re.compile(
    r"<img\b[^<>]{0,2000}?(?:gong_?gao|tong_?zhi|guan_?(?:ting|bi)|ting_?yong|qian_?yi|zheng_?he"
    r"|notice|announce|clos(?:e|ing)|float|piao|popup)",
    re.IGNORECASE,
)
_FLOATS = re.compile(
    r"<\w{1,20}\b[^<>]{0,2000}?(?:\b(?:id|class)\s*=\s*[\"']?[^\"'<>]{0,200}?"
    r"(?:float|piao|pop|layer|mask|dialog|modal|couplet|duilian)|position\s*:\s*fixed)",
    re.IGNORECASE,
)


def is_own_notice(text: str, names: Iterable[str]) -> bool:
    """Whether a text says that the site with one of these names closes or moves for good."""
    # Blanks, and what nobody sees between two signs: controls, signs without width.
    seen = "".join(sign for sign in text[:_LONGEST] if sign.isprintable() and not sign.isspace())
    said = _GREETING.sub("", seen.strip(_EDGE))
    if _TAKEN_BACK.search(said):
        return False
    if is_for_now(said):
        return False
    if _BARE.fullmatch(said):
        return True
    signed = _signed(said, names)
    return any(
        _OF_OTHERS.search(match[0]) is None
        for pattern in _SAID
        for match in pattern.finditer(signed)
    )


def is_for_now(said: str) -> bool:
    """Whether a text without blanks says that something is away for hours or days."""
    return bool(_FOR_NOW.search(said)) and not _FOR_EVER.search(said)


def may_announce(source: str, texts: Iterable[str]) -> bool:
    """Whether a homepage may hold a notice of its end in any form, also one that `is_own_notice`
    does not know: said of any site, or in a picture. `texts` are all that its source says."""
    if _PICTURE.search(source) or ("<img" in source.lower() and _FLOATS.search(source)):
        return True
    return any(_PERHAPS.search("".join(text.split())) for text in texts)


def _signed(said: str, names: Iterable[str]) -> str:
    said = said.replace(_OWNER, "").replace(_NAME, "")
    for name in sorted({"".join(name.split()) for name in names} - {""}, key=len, reverse=True):
        said = said.replace(name, _NAME if name.endswith(("网站", "网", "门户")) else _OWNER)
    return said
