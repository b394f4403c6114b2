"""The statement of a quarter, and why there is none."""

from collections.abc import Mapping

from repostwatch.model.codes import BulletinCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.chinese.names import quarter
from repostwatch.wording.sentences import Sentence


def _future(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{quarter(words['quarter'])}尚未开始（今日为{words['today']}），不能生成通报"


def _unfinished(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name, last, today = quarter(words["quarter"]), words["last"], words["today"]
    own = "请加 --so-far（通报注明“截至”）"
    return f"{name}至{last}才结束（今日为{today}）；如需截至目前的情况，{own}"


def _deadlines_open(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name, until = quarter(words["quarter"]), words["until"]
    return f"{name}尚有{words['count']}项任务未到期限，最晚{until}到期，此后才能生成通报"


def _nothing_observed(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{quarter(words['quarter'])}没有任何采集记录，无法知道当时的情况"


def _not_observed_before(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{quarter(words['quarter'])}没有采集记录，不作比较"


def _other_portals(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    name = quarter(words["quarter"])
    return (
        f"与{name}相比，监测网站增加{words['added']}个、减少{words['gone']}个，范围不同，不作比较"
    )


def _not_scanned(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    return f"{quarter(words['quarter'])}没有采集过该网站首页"


SENTENCES: dict[Code, Sentence] = {
    BulletinCode.FUTURE: _future,
    BulletinCode.UNFINISHED: _unfinished,
    BulletinCode.DEADLINES_OPEN: _deadlines_open,
    BulletinCode.NOTHING_OBSERVED: _nothing_observed,
    BulletinCode.NOTHING_COUNTED: "没有可以统计的网站",
    BulletinCode.BOUNDS_WIDE: "{unknown}个网站未判定，只能确定在{low}%至{high}%之间，范围过大",
    BulletinCode.LINE_OPEN: (
        "{unknown}个网站未判定，只能确定在{low}%至{high}%之间，是否达到{line}%不能确定"
    ),
    BulletinCode.NOT_OBSERVED_BEFORE: _not_observed_before,
    BulletinCode.OTHER_PORTALS: _other_portals,
    BulletinCode.HOMEPAGE_NOT_SCANNED: _not_scanned,
    BulletinCode.NOT_JUDGED: "期限已过，尚未判定",
}
LABELS = {
    "numeral.1": "一",
    "numeral.2": "二",
    "numeral.3": "三",
    "numeral.4": "四",
    "numeral.5": "五",
    "bulletin.font.title": "方正小标宋简体",
    "bulletin.font.heading": "黑体",
    "bulletin.font.body": "仿宋_GB2312",
    "bulletin.font.else.title": "宋体",
    "bulletin.font.else.body": "仿宋",
    "bulletin.page_number": "— {page} —",
    "bulletin.title": "{quarter}国务院政策信息\n转载监测情况通报",
    "bulletin.until": "（截至{until}）",
    "bulletin.chapter": "{number}、{name}",
    "bulletin.overall": "总体情况",
    "bulletin.problems": "存在的主要问题",
    "bulletin.spot_check": "常态化抽查情况",
    "bulletin.rectified": "问题整改情况",
    "bulletin.compared": "与已公布数据的对照",
    "bulletin.method": "附：统计口径",
    "bulletin.appendix": "附件：各网站情况",
    "bulletin.sites.department": "{count}个国务院部门网站",
    "bulletin.sites.province": "{count}个省级政府门户网站",
    "bulletin.sites.city": "{count}个市级政府门户网站",
    "bulletin.sites.county": "{count}个县级政府门户网站",
    "bulletin.sites.below": "{count}个县级以下政府网站",
    "bulletin.sites.none": "0个门户网站",
    "bulletin.unobserved": (
        "{quarter}没有门户网站的采集记录，国务院政策信息转载和专栏情况无从得知，不作统计；以下为常态化抽查。"
    ),
    "bulletin.scope": (
        "{first}至{last}，共监测{sites}，涉及国务院政策信息{releases}条、转载任务{duties}项。"
        "其中{observed}个网站在此期间有采集记录。转载结论截至{made_at}（北京时间）。"
    ),
    "bulletin.sentence": "{column}，{repost}。",
    "bulletin.column.claim": "{share}的网站在首页显著位置开设了国务院重要政策信息专栏（{counts}）",
    "bulletin.repost.claim": "{share}的网站能够在国务院重要信息发布后{limit}内转载（{counts}）",
    "bulletin.column.unclaimed": (
        "在首页显著位置开设国务院重要政策信息专栏的网站所占比例不能断言（{counts}）：{why}"
    ),
    "bulletin.repost.unclaimed": (
        "能够在国务院重要信息发布后{limit}内转载的网站所占比例不能断言（{counts}）：{why}"
    ),
    "share.at_least": "{percent}%以上",
    "share.over": "超过{percent}%",
    "share.about": "约{percent}%",
    "share.exact": "{percent}%",
    "share.tenths": "{percent}%",
    "bulletin.of": "{numerator}/{denominator}",
    "bulletin.of_few_open": "{numerator}/{denominator}，另有{unknown}个未判定，均为{share}",
    "bulletin.of_open": "{numerator}/{denominator}，另有{unknown}个未判定，介于{low}至{high}",
    "bulletin.head.scope": "范围",
    "bulletin.head.met": "达标",
    "bulletin.head.counted": "总数",
    "bulletin.head.open": "未判定",
    "bulletin.head.bounds": "最低至最高",
    "bulletin.head.change": "较上季度",
    "bulletin.change": "“较上季度”为与{quarter}相比变化的百分点；有未判定的网站时为其上下限。",
    "bulletin.change.between": "{low}至{high}",
    "bulletin.rounding": (
        "“以上”含本数，“超过”不含本数；有未判定的网站时，无论其结果如何，所述均成立。"
    ),
    "bulletin.counts": "全部转载任务中，{counts}。",
    "bulletin.missing": "未转载",
    "bulletin.late": "超时转载",
    "bulletin.backdated": "标注日期早于采集观察",
    "bulletin.unknown": "无法核验",
    "bulletin.review": "待复核",
    "bulletin.none": "未发现未开设专栏、未转载、超时转载或倒签日期的情况。",
    "bulletin.none_in_part": (
        "在能够核验的范围内，未发现未开设专栏、未转载、超时转载或倒签日期的情况。"
    ),
    "bulletin.open_note": "无法核验和待复核的任务既不计入达标，也不认定为问题。",
    "bulletin.column.absent": "专栏未开设（{count}个）：{names}。",
    "bulletin.column.blank": "专栏空白（{count}个）：{names}。",
    "bulletin.column.stale": "专栏更新停滞（{count}个）：{names}。",
    "bulletin.column.not_prominent": "专栏位置不显著（{count}个）：{names}。",
    "bulletin.column.review": "专栏待复核（{count}个）：{names}。",
    "bulletin.column.unknown": "专栏无法核验（{count}个）：{names}。",
    "bulletin.named": "{what}（{portals}个网站，{count}项）：{names}。",
    "bulletin.name_count": "{name}（{count}项）",
    "bulletin.findings": (
        "{first}至{last}，新登记问题{opened}项，已整改{rectified}项，撤销{waived}项；"
        "截至{last}，尚未整改{still}项。"
    ),
    "bulletin.findings.none": "{first}至{last}，没有新登记、整改或尚未整改的问题。",
    "bulletin.findings.kinds": "新登记的问题中，{kinds}。",
    "bulletin.findings.still": "尚未整改（{portals}个网站，{count}项）：{names}。",
    "bulletin.findings.lost": (
        "另有{count}项问题此前曾经登记，当时的起止时间未留存，是否发生在本季度不能确定。"
    ),
    "bulletin.spot_findings": (
        "常态化抽查不合格网站：截至{until}，新登记{opened}个，已整改并复查合格{rectified}个，"
        "撤销{waived}个，尚未整改{still}个。"
    ),
    "bulletin.spot_findings.still": "常态化抽查尚未整改的网站：{names}。",
    "bulletin.oldest": "时间最长的为{name}的{kind}，{opened}登记。",
    "bulletin.not_published": "未公布",
    "bulletin.not_observed": "未采集",
    "bulletin.period": "时间",
    "bulletin.document": "出处",
    "bulletin.ours": "本系统监测",
    "bulletin.same_scope": ("监测范围为相同层级；原通报未公布样本政策与逐站判定规则，仅供参照。"),
    "bulletin.other_scope": (
        "{periods}公布的数据（专栏{columns}，转载{reposts}）监测范围与本期不同，不作比较。"
    ),
    "bulletin.other_portals": "{quarters}的监测网站与本期不同，未列入。",
    "bulletin.picture": "图：{name}（%）",
    "bulletin.picture.same": "监测范围相同",
    "bulletin.picture.other": "范围不同，不可比",
    "bulletin.picture.official": "已公布",
    "bulletin.picture.ours": "本系统",
    "bulletin.picture.note": (
        "空心为已公布数据，箭头表示“以上”或“超过”；实心为本系统监测数据，竖线为未判定网站造成的上下限。"
    ),
    "bulletin.cell.portal": "网站",
    "bulletin.cell.level": "类别",
    "bulletin.cell.column": "专栏",
    "bulletin.cell.duties": "任务",
    "bulletin.cell.open": "未定",
    "bulletin.appendix.note": (
        "“未定”为无法核验、待复核或期限未到的任务；豁免的任务只计入“任务”。"
    ),
    "bulletin.automatic": "本通报由系统依据采集记录生成，逐项结论见附件。",
}
