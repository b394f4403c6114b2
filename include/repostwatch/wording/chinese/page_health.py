"""Pages about the monitor itself: its health, and who gets its mail."""

LABELS = {
    "page.health": "系统状态",
    "page.health.well": "最近一次自检没有告警。",
    "page.health.since": "自 {at}",
    "page.health.steps": "各步骤最近一次运行",
    "page.health.step": "步骤",
    "page.health.never": "从未",
    "page.health.sources": "信息来源（{count}）",
    "page.health.read_at": "最近读取成功",
    "page.health.bad": "读取失败",
    "page.health.looks": "最久没有看全的网站",
    "page.health.looks.note": "按最近一次完整采集的时间排列，最久的在前。",
    "page.health.seen_at": "最近一次看全",
    "page.health.mails": "未送达的邮件（{count}）",
    "page.health.waits": "等待重试",
    "page.health.all_sent": "没有等待发送或被拒收的邮件。",
    "page.health.evidence": "证据占用",
    "page.health.no_evidence": "自检尚未统计证据目录。",
    "page.health.bytes": "{megabytes} MB（{at} 统计）",
    "page.health.past": "已结束的告警（{count}）",
    "page.health.lasted": "{opened} 至 {seen}",
    "page.recipients": "收件人",
    "page.recipients.count": "收件人（{count}）",
    "page.recipients.wrong": "收件人名单有误，日报无法发送",
    "page.recipients.line": "行",
    "page.recipients.column": "列",
    "page.recipients.wrong.note": "改正后刷新本页；下一次日报即按新名单发送。",
    "page.recipients.portals": "网站数",
    "page.recipients.operators": "告警收件人（{count}）",
    "page.recipients.change": "如何修改",
    "page.recipients.file": (
        "名单在文件 {file} 中（设置 REPOSTWATCH_RECIPIENTS）；接收全部网站的另在设置 "
        "REPOSTWATCH_REPORTING__RECIPIENTS 中。"
    ),
    "page.recipients.no_file": (
        "没有名单文件：所有人都由设置 REPOSTWATCH_REPORTING__RECIPIENTS "
        "指定。REPOSTWATCH_RECIPIENTS 指定一个文件，可为每人指定网站。"
    ),
    "page.recipients.how": (
        "修改文件后不必重启，下一次日报即生效；告警收件人在设置 REPOSTWATCH_WATCH__OPERATORS "
        "中。在命令行检查："
    ),
}
