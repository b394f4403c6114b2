"""The mail about an alarm, and what to do about it."""

LABELS = {
    "alarm.subject": "[转载监测] {occasion}：{reason}",
    "alarm.title": "转载监测系统{occasion}",
    "alarm.made_at": "{made_at}（北京时间）",
    "alarm.over": "已恢复正常。持续{lasted}（{since}至{until}）。",
    "alarm.lasts": "自{since}起，已持续{lasted}。",
    "alarm.about": "这封邮件说的是监测系统本身，不是门户网站的转载情况。",
    "alarm.readiness": "就绪情况",
    "alarm.readiness.action": "怎么办：{action}",
    "alarm.readiness.more": "另有{count}个网站，见界面中的“就绪情况”，或运行 repostwatch ready",
    "advice.source": ("请核对发布源地址是否被拦截；可在界面中用其他来源手动运行 ingest_releases。"),
    "advice.ingest": "请在 Airflow 界面查看 ingest_releases 是否暂停、是否有任务失败。",
    "advice.silent": ("请打开发布源核对：如网站确有新发布而此处没有，说明来源已经停更或改版。"),
    "advice.scans": (
        "请在 Airflow 界面查看 scan_portals 是否暂停、调度器是否在运行。错过的采集无法补做。"
    ),
    "advice.unseen": (
        "请先检查本机网络、DNS和出口地址是否被封禁；相关任务的结论在此期间为“无法核验”。"
    ),
    "advice.links": (
        "请用 repostwatch probe 查看这些网站；如确已改版，请更新登记表中的地址或选择器。"
    ),
    "advice.internal": "请查看 scan_portals 的运行日志，把其中的错误告诉开发人员。",
    "advice.mail": (
        "请在界面“邮件”页查看原因；核对邮件服务器设置与收件人地址（repostwatch recipients check），"
        "改正后会自动发出；已被拒收的可用 daily_report 的“重发给”补发。"
    ),
}
