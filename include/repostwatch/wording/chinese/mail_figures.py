"""Figures, tables and method of the daily mail."""

LABELS = {
    "daily.kept": "附件{name}有{size}，超过随信上限，未随信发送：存于监测系统该日报的存档目录。",
    "daily.workbook": "下载附件（需登录）",
    "figure.range": "{low}–{high}",
    "figure.change": "较{day} {low}个百分点",
    "figure.change_range": "较{day} 下限{low}、上限{high}个百分点",
    "figure.duties": "按任务计：按时{numerator}/{denominator}，即{range}{change}",
    "figure.duties_change": "（{change}）",
    "figure.not_due": "尚有{count}项任务未到期、未见转载，未计入",
    "grid.heading": "网站×政策",
    "grid.note": (
        "✓按时　迟＝超时　未＝未转载　…＝待观察　核＝待复核　？＝无法核验　"
        "免＝豁免。列号对应下列政策。"
    ),
    "grid.even": "另有{count}个网站全部按时或未到期，未列出。",
    "grid.more": "另有{count}个网站未列出，见附件。",
    "grid.on_time": "✓",
    "grid.late": "迟",
    "grid.missing": "未",
    "grid.pending": "…",
    "grid.review": "核",
    "grid.unknown": "？",
    "grid.waived": "免",
    "league.heading": "问题最多的网站",
    "league.note": "按能够判定的任务中未转载和超时的比例排列；无法核验的不计为问题。",
    "league.on_time": "按时",
    "league.due": "到期",
    "league.late": "超时",
    "league.missing": "未转载",
    "league.unknown": "未判定",
    "league.share": "按时率",
    "levels.heading": "分层级指标",
    "trend.caption": "近{days}天走势：蓝色为24小时转载率，棕色为专栏开设率，色带为最差至最好。",
    "trend.alt": "{name}：{first} {before}，{last} {after}",
    "brief.1": (
        "期限自中国政府网首次发布起算，一般为{limit}，网站另有时限的从其规定；转载时间取网页标"
        "注与采集观察的共同区间，链接至原文同等对待。"
    ),
    "brief.2": (
        "期限后至少一次完整采集未见的为未转载；采集不完整的一律为无法核验。标注日期早于未见该链"
        "接的完整采集的为倒签，以观察为准。"
    ),
    "brief.3": (
        "专栏开设率、24小时转载率按网站计，分母为应判定的网站；无法核验与待复核的全部不达标、全"
        "部达标时的数值为区间两端。"
    ),
    "method.1": (
        "期限：自中国政府网首次公开发布之时起算，一般为{limit}；网站另有时限的从其规定。"
        "链接至中国政府网原文与转载同等对待。"
    ),
    "method.2": (
        "转载时间：取网页标注时间与采集观察（最后一次未见、首次见到）的共同区间；"
        "整个区间在期限内为按时，整个区间在期限后为超时。"
    ),
    "method.3": (
        "未转载：期限之后至少一次完整采集（列表连续回溯至政策发布之前）未见该政策。"
        "采集不完整的一律为无法核验，不作未转载。"
    ),
    "method.4": (
        "倒签日期：标注日期早于一次未见该链接的完整采集。以采集观察为准，并列出两项事实。"
    ),
    "method.5": (
        "专栏开设率：首页显著位置开设国务院政策专栏（含嵌入推送）的网站所占比率。"
        "24小时转载率：到期任务按时的比例达到规定要求（默认全部按时）的网站所占比率。"
    ),
    "method.6": (
        "两项指标的分母为应判定总数；无法核验与待复核项不计入分子，"
        "最差与最好分别为其全部不达标、全部达标时的数值。"
    ),
}
