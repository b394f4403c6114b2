"""The daily mail."""

LABELS = {
    "html.lang": "zh-CN",
    "list.comma": "，",
    "list.member": "、",
    "list.clause": "；",
    "sentence.join": "",
    "sentence.end": "{text}。",
    "count.of": "{name}{count}",
    "count.items": "{name}{count}项",
    "text.heading": "【{text}】",
    "text.aside": "（{text}）",
    "moment.between": "{earliest} 至 {latest}之间",
    "moment.series": "{first} 至 {last}，共{count}次",
    "age.today": "当天",
    "age.days": "{days}天",
    "level.all": "全部",
    "level.other": "其他",
    "level.sum": "合计",
    "figure.column": "专栏开设率",
    "figure.repost": "24小时转载率",
    "link.untitled": "（无标题）",
    "link.same_title": "{host}（标题相同）",
    # subject
    "subject": "国务院政策转载日报 {alert}{day}{belated}：{counts}{columns}",
    "subject.edition": "【更正 第{edition}版】{subject}",
    "subject.alert": "【{text}】",
    "subject.belated": "（补做，数据截至{made_at}）",
    "subject.columns": "，专栏问题{count}",
    "subject.no_duties": "无到期转载任务",
    "subject.nothing": "无超时、无未转载",
    "subject.total": "{counts}（共{total}项）",
    "subject.late": "超时{count}",
    "subject.missing": "未转载{count}",
    "subject.backdated": "倒签{count}",
    "subject.review": "待复核{count}",
    "subject.unknown": "无法核验{count}",
    # summary
    "summary.scope": "监测{portals}个门户网站、{releases}条国务院政策信息",
    "summary.no_duties": "本期{scope}，没有需要判定的转载任务。",
    "summary.duties": "本期{scope}，共{total}项转载任务：{counts}{backdated}。",
    "summary.backdated": "；其中{count}项标注日期与采集观察矛盾",
    "summary.no_figures": "本期没有可计算的指标。",
    "summary.figure": "{name}{share}（{numerator}/{denominator}）",
    "summary.figure_open": "{name}{share}（{numerator}/{denominator}，{unknown}个未能判定）",
    "summary.figure_none": "{name}暂无可计算的数据",
    "summary.belated": ("本报告补做于{made_at}：所列为补做时的情况，不是{day}当天所知的情况。"),
    "summary.none": "本期未发现{kinds}。",
    "summary.none_in_part": "在能够核验的范围内，本期未发现{kinds}。",
    "summary.kind_backdated": "倒签日期",
    # coverage
    "coverage.never": "尚无任何采集记录，转载和专栏情况都没有观察。",
    "coverage.never.short": "尚未采集",
    "coverage.stopped": ("采集已停止{silent}：最近一次结束于{ended_at}，其后的转载情况没有观察。"),
    "coverage.stopped.short": "采集已停止{silent}",
    "coverage.incomplete": "{portals}个网站中有{incomplete}个最近一次未能完整采集",
    "coverage.unknown": "{due}项到期任务中有{unknown}项无法核验（{share}），不作未转载处理",
    "coverage.outage": ("多数网站同时采集不到，请先检查本系统的网络；查明之前，请勿据此通报网站。"),
    "coverage.outage.short": "{incomplete}个网站未能采集",
    "coverage.no_releases": (
        "没有取得任何国务院政策信息，转载情况无从核验：请检查信息来源能否读取。"
    ),
    "coverage.no_releases.short": "没有政策信息",
    # sections
    "section.late": "超时转载",
    "section.late.note": "转载时间晚于期限。转载时间取页面标注与采集观察的共同区间，不作推测。",
    "section.missing": "未转载",
    "section.missing.note": "期限过后对该网站的完整采集均未见到该政策，列表回溯至政策发布之前。",
    "section.backdated": "倒签日期",
    "section.backdated.note": (
        "此前的完整采集未见该链接，其标注日期却更早。两项事实并列如下，请核实。"
    ),
    "section.columns": "专栏问题",
    "section.columns.note": "首页国务院政策专栏未见、空白、停更或位置不显著。",
    "section.review": "待复核",
    "section.review.note": "系统不能自行判定，请核对后在监测系统的“待复核”页认定。",
    "section.unknown": "无法核验",
    "section.unknown.note": "证据不足，不作未转载处理。逐项写明原因。",
    "section.unsure": "专栏待复核或无法核验",
    "section.unsure.note": "不作专栏问题处理，请打开首页核对，在监测系统该网站的页面认定。",
    "section.findings": "未了结的问题",
    "section.findings.note": "尚未整改的问题，最久的在前；本期仍然存在的，详情见上文。",
    "section.decided": "豁免与人工认定",
    "section.decided.note": "以人工决定为准的任务和专栏；系统原判仍然保留，供核对。",
    "section.total.items": "{total}项",
    "section.total.portals": "{total}个网站",
    # what a row says first
    "lead.late": "超时",
    "lead.late_by": "超时{length}",
    "lead.late_between": "超时至少{at_least}，至多{at_most}",
    "lead.missing": "未转载",
    "lead.missing_for": "过期限{length}仍未见",
    "lead.backdated": "标注日期与采集观察矛盾（本项结论：{kind}）",
    "lead.decided": "{kind}（系统原判：{machine}）",
    "lead.column_decided": "专栏{kind}（系统原判：{machine}）",
    "lead.unknown_one": "因为{reason}{differ}",
    "lead.unknown": "{count}项政策无法核验，因为{reason}{differ}",
    "lead.unknown_shared": "共{count}项政策无法核验，因为{reason}{differ}",
    "lead.moments_differ": "（各项时间不同，逐项见附件）",
    "lead.places_differ": "（各项的时间、地址不同，逐项见附件）",
    "lead.list_in_doubt": "{count}项任务：{reason}",
    "lead.finding": "{kind}：{age}",
    "lead.findings": "{kind}：{count}项，最久{age}",
    "portals.count": "{count}个网站",
    "portals.and_others": "{names}等{count}个，逐项见附件",
    # what a row adds
    "fact": "{label}：",
    "fact.published": "发布",
    "fact.deadline": "期限",
    "fact.own_limit": "{deadline}（该任务时限{limit}）",
    "fact.reposted": "转载",
    "fact.scans": "采集",
    "fact.last_scan": "最近采集",
    "fact.never_scanned": "尚未采集",
    "fact.complete_scans": "完整采集",
    "fact.not_seen": "{times}，未见",
    "fact.never_seen": "{times}，均未见",
    "fact.both": "两项事实",
    "fact.ground": "依据",
    "fact.match": "匹配",
    "fact.portals": "网站",
    "fact.explanation": "说明",
    "fact.found_at": "发现于",
    "fact.progress": "进展",
    "fact.situation": "情况",
    "fact.seen": "所见",
    "fact.release": "政策",
    "fact.pages": "所查页面（最近一次）",
    "fact.more_pages": "等{count}页",
    "section.more": "该网站另有{count}条，见附件 {attachment}。",
    "section.more_portals": "其余网站另有{count}条，全部见附件 {attachment}。",
    # releases, scans, exceptions
    "release.no_duty": "无需转载",
    "release.shorter": "{deadline}（时限较短的网站：{shortest}）",
    "release.nothing": "没有需要判定的任务",
    "scans.none": "本期没有采集记录。",
    "scans.lately": (
        "各网站最近一次采集在{when}：{scanned}个网站已采集，其中{whole}个完整，{partial}个不完整。"
    ),
    "scans.never": "尚未采集：{names}。",
    "scans.never_more": "尚未采集：{names}等{count}个网站。",
    "exception.ignore_robots_reason": "不按robots.txt的限制采集",
    "exception.legacy_tls_reason": "接受过时的TLS加密采集",
    "exception.request_headers_reason": "附加请求头采集",
    "exception.proxy_reason": "经代理采集",
    "exception.all": "{exception}：全部网站。设置的理由：{reason}。",
    "exception.portals": "{names}等{count}个网站，全部见登记表",
    "exception.line": "{exception}：{names}。登记的理由：{reason}。",
    "exception.no_reason": "未填写",
    # templates
    "daily.title": "国务院政策信息转载监测日报",
    "daily.as_of": "数据截至{made_at}（北京时间）",
    "daily.figures_note": (
        "“未判定”包括无法核验和待复核；“最差–最好”为其全部不达标、全部达标时的数值，"
        "真实值在两者之间。"
    ),
    "daily.figure_line": (
        "{level}：{share}（{numerator}/{denominator}，未判定{unknown}，最差–最好 {bounds}）"
    ),
    "daily.counts": "结论数",
    "daily.appendix": "附：政策、采集与口径",
    "daily.releases": "各项政策的发布时间、期限与结论",
    "daily.scans": "采集",
    "daily.exceptions": "登记表中的采集例外",
    "daily.exception": "采集例外：{line}",
    "daily.method": "口径",
    "daily.attachments": "附件：{names}。",
    "daily.rule_version": "判定规则版本：{version}。",
    "daily.automatic": "本邮件由系统自动生成。",
    "table.level": "层级",
    "table.share": "比率",
    "table.fraction": "分子/分母",
    "table.open": "未判定",
    "table.bounds": "最差–最好",
    # how verdicts and figures come about
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
