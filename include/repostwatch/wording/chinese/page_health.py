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
}
