"""The kind of a homepage's column, by its name: by which period it has to be updated, if by any."""

from __future__ import annotations

import re

from repostwatch.model.home_columns import ColumnKind

# The first that a name has decides. What asks for less comes first, so that nobody is held to a
# shorter period than the name asks for: 人事公示 is of personnel, 政策动态 of policy.
_KINDS = (
    # What tells of the past, or is set up once: 往期要闻, 信息公开指南, 行政执法公示制度.
    (
        ColumnKind.STANDING,
        re.compile(
            r"往[期届年]|历[史年届任次]|回[顾眸]|以往|旧[闻版]|[存归]档|档案|大事记|史志|沿革"
            r"|(?:制度|指南|目录|清单|名录|职[能责权]|机构|简介|概况|概览|流程|须知|章程|体系"
            r"|发言人)(?:信息)?(?:公开|公示|公布|查询|汇编)?$"
            r"|信息公开(?:条例|办法|规定|依据|标准)$"
        ),
    ),
    # Of one matter, of which nobody knows here whether it is over, or no news although it says so.
    (
        ColumnKind.OTHER,
        re.compile(
            r"十[一二三四五六七八九]?大|届|(?:19|20)\d\d|专题|抗疫|[防战]疫|疫情|新冠|肺炎"
            r"|主题教育|学习教育|党史|群众路线|三严三实|两学一做|初心|脱贫|攻坚|扫黑|督[察查导]|巡[视察]"
            r"|普查|撤[县市区乡镇]|创[城卫建文]|专项(?:行动|整治|治理|活动)|行动$|战役|抗震|救灾|灾后|世博|亚运|奥运|进博"
            r"|新闻发布|发布会|动态(?:监[管测控督]|管理|调整|更新|数据|查询|地图)|监测|新闻出版"
        ),
    ),
    # Personnel and plans, and what law, custom or the season bring once a year.
    (
        ColumnKind.PERSONNEL,
        re.compile(
            r"人事|任免|任前|干部|招聘|招考|招录|考录|录用|公务员|规划|计划|编制|五年"
            r"|年[报鉴度终]|[全半]年|年检|预算|决算|预决算|财政资金|三公|(?<!政府)(?<!国务院)公报|白皮书"
            r"|报告|工作要点|总结|考核|绩效|测评|审计|国民经济|提案|议案|招生|高考|中考|征兵"
            r"|两会|人代会|党代会|全会|汛|旱情|抗旱|防火|禁烧|春运|[供采]暖|评优|评选|表彰"
        ),
    ),
    (
        ColumnKind.NOTICE,
        re.compile(
            r"通知|公告|公示|通告|公报|政策|文件|法规|规章|规范性|条例|解读|信息公开|政务公开|统计"
        ),
    ),
    (ColumnKind.NEWS, re.compile(r"动态|要闻|新闻|快讯|资讯|头条|时政|消息|简讯|进行时|工作进展")),
)


# What is certain of news, notices and policy: whole names of what never ends, after the name of a
# place or a body. Whatever else stands there may name one matter, or what is no news.
_BODY = (
    r"(?:[\u4e00-\u9fff]{1,10}"
    r"(?:[省市县区州盟旗镇乡局委厅办部署院处]|街道|中心|政府))"
)
_USUAL = (
    r"动态|要闻|新闻|快讯|资讯|头条|时政|消息|简讯|进行时|工作|进展|通知|公告|公示|通告|公报|政策|文件|法规"
    r"|规章|规范性|条例|解读|信息|公开|政务|政府|统计|部门|单位|机关|系统|行业|乡镇|镇街|街道|乡村|村镇|基层"
    r"|一线|区县|县区|县市|市县|市州|地方|各地|各县|各区|本地|本县|本市|本区|本省|本局|我县|我市|我区|我省"
    r"|国务院|国内|国家|中央|上级|全国|全省|全市|全县|全区|省内|市内|综合|重要|最新|今日|每日|热点|图片|视频"
    r"|党建|党务|政协|人大|领导|社会|经济|民生|行政|法律|办事|业务|内部|其他|拍卖|征[收集]|采购|招标|中心|栏"
    r"|[及与和、·/\s]"
)
_CERTAIN = re.compile(rf"{_BODY}?(?:{_USUAL}){{1,10}}")


# What comes and goes: dangers, outages, the seasons, calls, talks, vacancies, what is for sale.
# The rule's blank columns are those that never had content; ours, from names of real columns.
_COMES_AND_GOES = re.compile(
    r"预[警报告]|停[水电气暖]|灾|险情|应急|汛|旱|防火|禁烧|春运|暖|征[收集求兵]|调查|听证|访谈|直播|投票|问卷"
    r"|招[聘考录生标商]|考录|录用|高考|中考|采购|招标|拍卖|评[优选]|表彰|悬赏|认领|曝光|辟谣|失信|地震"
)


def always_has_some(name: str) -> bool:
    """Whether a column of that name, once begun, always shows something: without anything it is
    blank for certain. Of warnings, calls for opinions or vacancies there may be none now."""
    return _COMES_AND_GOES.search(name) is None


def kind_of(name: str) -> ColumnKind:
    """OTHER where the name tells no kind, or tells it of one matter."""
    kind = next((kind for kind, words in _KINDS if words.search(name)), ColumnKind.OTHER)
    asked = kind in (ColumnKind.NEWS, ColumnKind.NOTICE)
    return ColumnKind.OTHER if asked and _CERTAIN.fullmatch(name) is None else kind
