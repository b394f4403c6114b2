"""The mail about an alarm: short, with what to do about it."""

from __future__ import annotations

from datetime import datetime

from repostwatch.clock import beijing
from repostwatch.judging.alarms import AlarmState, Occasion
from repostwatch.reporting.data import Report
from repostwatch.reporting.pages import html_page, text_page
from repostwatch.reporting.safe import clean
from repostwatch.reporting.words import span_words

OCCASIONS = {
    Occasion.RAISED: "告警",
    Occasion.GREW: "告警（范围扩大）",
    Occasion.REMINDED: "告警（仍未解除）",
    Occasion.RESOLVED: "告警解除",
}
# By the first word of the alarm's id.
ADVICE = {
    "source": "请核对发布源地址是否被拦截；可在界面中用其他来源手动运行 ingest_releases。",
    "ingest": "请在 Airflow 界面查看 ingest_releases 是否暂停、是否有任务失败。",
    "silent": "请打开发布源核对：如网站确有新发布而此处没有，说明来源已经停更或改版。",
    "scans": "请在 Airflow 界面查看 scan_portals 是否暂停、调度器是否在运行。错过的采集无法补做。",
    "unseen": "请先检查本机网络、DNS和出口地址是否被封禁；相关任务的结论在此期间为“无法核验”。",
    "links": "请用 repostwatch probe 查看这些网站；如确已改版，请更新登记表中的地址或选择器。",
}
LONGEST = 1000


def alarm_mail(state: AlarmState, occasion: Occasion, now: datetime) -> Report:
    """The mail of an occasion, in Chinese."""
    kind = state.alarm.alarm_id.partition(" ")[0]
    over = occasion is Occasion.RESOLVED
    reason = clean(state.alarm.reason, LONGEST)
    told = {
        "heading": OCCASIONS[occasion],
        "reason": reason,
        "since": _moment(state.opened_at),
        "lasted": span_words((state.seen_at if over else now) - state.opened_at),
        "over": over,
        "until": _moment(state.seen_at),
        "advice": "" if over else ADVICE.get(kind, ""),
        "made_at": _moment(now),
    }
    subject = f"[转载监测] {OCCASIONS[occasion]}：{clean(reason, 60)}"
    return Report(
        subject=subject,
        html=html_page("alarm.html", subject=subject, **told),
        text=text_page("alarm.txt", **told),
        attachments=(),
        made_at=now,
    )


def _moment(moment: datetime) -> str:
    return f"{beijing(moment):%Y-%m-%d %H:%M}"
