"""What people call the product's words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from repostwatch.model.words import (
    ColumnForm,
    FindingKind,
    FindingState,
    Level,
    Standing,
    VerdictKind,
)

BOOLEANS = {True: "是", False: "否"}
NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    VerdictKind: {
        VerdictKind.ON_TIME: "按时",
        VerdictKind.LATE: "超时",
        VerdictKind.MISSING: "未转载",
        VerdictKind.PENDING: "待观察",
        VerdictKind.UNKNOWN: "无法核验",
        VerdictKind.REVIEW: "待复核",
        VerdictKind.WAIVED: "豁免",
    },
    Standing: {
        Standing.PRESENT: "已开设",
        Standing.EMBEDDED: "已开设（嵌入推送）",
        Standing.NOT_PROMINENT: "位置不显著",
        Standing.STALE: "更新停滞",
        Standing.BLANK: "空白专栏",
        Standing.ABSENT: "未开设",
        Standing.UNKNOWN: "无法核验",
        Standing.REVIEW: "待复核",
    },
    ColumnForm: {
        ColumnForm.BLOCK: "有条目的栏目",
        ColumnForm.SCRIPT: "嵌入推送",
        ColumnForm.IFRAME: "嵌入框架",
        ColumnForm.CHANNEL: "仅有频道入口",
        ColumnForm.UNFILLED: "由脚本填入，未见条目",
    },
    Level: {
        Level.DEPARTMENT: "部门",
        Level.PROVINCE: "地方",
        Level.CITY: "市级",
        Level.COUNTY: "县级",
    },
    FindingKind: {
        FindingKind.LATE: "超时转载",
        FindingKind.MISSING: "未转载",
        FindingKind.BACKDATED: "倒签日期",
        FindingKind.COLUMN: "专栏问题",
        FindingKind.MOVED: "网站迁移或关停",
    },
    FindingState: {
        FindingState.OPEN: "待通知",
        FindingState.NOTIFIED: "已通知待整改",
        FindingState.RECTIFIED: "已整改",
        FindingState.WAIVED: "已豁免",
    },
}
