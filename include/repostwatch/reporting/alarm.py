"""The mail about an alarm: short, with what to do about it."""

from __future__ import annotations

from datetime import datetime

from repostwatch.model import Language, Occasion
from repostwatch.model.alarms import AlarmState
from repostwatch.reporting.data import Report
from repostwatch.reporting.pages import html_page, text_page
from repostwatch.reporting.readiness import ReadinessText
from repostwatch.reporting.sanitize import sanitize
from repostwatch.wording import Labels, Style, say

LONGEST = 1000


def alarm_mail(
    state: AlarmState,
    occasion: Occasion,
    now: datetime,
    readiness: ReadinessText,
    language: Language = Language.CHINESE,
) -> Report:
    """The mail of an occasion; at its end, which portals can be judged at all."""
    t = Labels(Style(language))
    over = occasion is Occasion.RESOLVED
    reason = say(state.alarm.reason, t.style)
    # By the first word of the alarm's id.
    advice = f"advice.{state.alarm.alarm_id.partition(' ')[0]}"
    subject = t("alarm.subject", occasion=occasion, reason=sanitize(reason, 60))
    shown = {
        "t": t,
        "subject": subject,
        "title": t("alarm.title", occasion=occasion),
        "reason": sanitize(reason, LONGEST),
        "since": state.opened_at,
        "lasted": (state.seen_at if over else now) - state.opened_at,
        "over": over,
        "until": state.seen_at,
        "advice": "" if over else t(advice),
        "made_at": now,
        "readiness": readiness,
    }
    return Report(
        subject=subject,
        html=html_page("alarm.html", **shown),
        text=text_page("alarm.txt", **shown),
        attachments=(),
        made_at=now,
        language=language,
    )
