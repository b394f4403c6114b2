"""The early-warning mail."""

LABELS = {
    "warning.subject": "[转载预警] {portals}个网站的{count}项转载任务即将到期",
    "warning.title": "转载任务即将到期",
    "warning.lead": "以下任务即将到期，截至下列采集时间尚未见到转载。如已转载，请忽略。",
    "warning.due": "期限{deadline}，{left}",
    "warning.left": "剩余{left}",
    "warning.looked": "{at}完整采集，未见转载",
    "warning.looked_in_part": "{at}采集不完整，已看到的部分未见转载",
    "warning.never": "尚未采集过该网站，不知道是否已经转载",
    "warning.about": "每项任务只预警一次；结论以期限后的日报为准。",
}
