"""The early-warning mail."""

LABELS = {
    "warning.subject": (
        "[转载预警] {alert}{when}：{portals}个网站的{count}项转载任务即将到期{unread}"
    ),
    "warning.by": "{deadline}到期",
    "warning.from": "{deadline}起到期",
    "warning.unread.short": "，其中{count}项的网站未能采集",
    "warning.unread": "以下任务即将到期，但其网站无法采集，不知道是否已经转载，不作未转载处理：",
    "warning.title": "转载任务即将到期",
    "warning.lead": "以下任务即将到期，截至下列采集时间尚未见到转载。如已转载，请忽略。",
    "warning.due": "期限{deadline}，{left}",
    "warning.left": "剩余{left}",
    "warning.seen.whole": "{at}完整采集，未见转载",
    "warning.seen.too_short": "{at}采集的列表没有回溯到政策发布时",
    "warning.seen.unread": "无法采集，最近一次完整采集于{at}",
    "warning.seen.never": "从未完整采集",
    "warning.about": "每项任务只预警一次；结论以期限后的日报为准。",
}
