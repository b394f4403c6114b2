"""What people call the product's words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from repostwatch.model.outcomes import FetchStage, FileType, Firewall, Outcome
from repostwatch.model.readiness import Ready
from repostwatch.model.spot_checks import CheckResult, VetoIndicator
from repostwatch.model.watched_lists import ListChoice, ListOrigin, ListProof, ListState
from repostwatch.model.words import (
    ColumnForm,
    DecisionKind,
    DeliveryState,
    FindingKind,
    FindingState,
    Frequency,
    Level,
    MailStep,
    Occasion,
    Standing,
    TracePlace,
    VerdictKind,
)
from repostwatch.wording.chinese.page_lists import LABELS

BOOLEANS = {True: "是", False: "否"}
# Instead of an outcome, where robots.txt forbade to ask at all.
NOT_ALLOWED = "robots.txt不准访问"
NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Outcome: {one: LABELS[f"page.outcome.{one}"] for one in Outcome},
    VerdictKind: {
        VerdictKind.ON_TIME: "按时",
        VerdictKind.LATE: "超时",
        VerdictKind.MISSING: "未转载",
        VerdictKind.PENDING: "待观察",
        VerdictKind.UNKNOWN: "无法核验",
        VerdictKind.REVIEW: "待复核",
        VerdictKind.WAIVED: "豁免",
    },
    TracePlace: {
        TracePlace.TEXT: "网页文字",
        TracePlace.LINKS: "链接文字",
        TracePlace.ATTRIBUTES: "标签属性",
        TracePlace.CODE: "脚本或数据",
        TracePlace.ADDRESS: "链接地址",
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
        Level.BELOW: "县级以下",
    },
    CheckResult: {
        CheckResult.PASSED: "合格",
        CheckResult.FAILED: "不合格",
        CheckResult.UNKNOWN: "无法核验",
        CheckResult.WAITING: "待人工",
        CheckResult.GONE: "已停办",
    },
    VetoIndicator: {
        VetoIndicator.UNREACHABLE: "站点无法访问",
        VetoIndicator.STALE_HOMEPAGE: "首页不更新",
        VetoIndicator.STALE_COLUMNS: "栏目不更新",
        VetoIndicator.SERIOUS_ERRORS: "严重错误",
        VetoIndicator.NO_RESPONSE: "互动回应差",
        VetoIndicator.UNUSABLE_SERVICE: "服务不实用",
    },
    FindingKind: {
        FindingKind.LATE: "超时转载",
        FindingKind.MISSING: "未转载",
        FindingKind.BACKDATED: "倒签日期",
        FindingKind.COLUMN: "专栏问题",
        FindingKind.NO_REPOSTS: "全站未见转载",
        FindingKind.MOVED: "网站迁移或关停",
        FindingKind.SPOT_CHECK: "常态化抽查不合格",
    },
    FindingState: {
        FindingState.OPEN: "待通知",
        FindingState.NOTIFIED: "已通知待整改",
        FindingState.RECTIFIED: "已整改",
        FindingState.WAIVED: "已撤销或豁免",
    },
    DeliveryState: {
        DeliveryState.WAITING: "待发送",
        DeliveryState.SENT: "已送出",
        DeliveryState.REFUSED: "被拒收",
        DeliveryState.UNKNOWN: "不能确定是否送达",
        DeliveryState.WITHDRAWN: "不再发送",
    },
    MailStep: {
        MailStep.CONNECT: "连接",
        MailStep.GREETING: "服务器问候",
        MailStep.EHLO: "EHLO",
        MailStep.STARTTLS: "STARTTLS",
        MailStep.LOGIN: "登录",
        MailStep.SENDER: "发件人",
        MailStep.SIZE: "邮件大小",
        MailStep.RECIPIENT: "收件人",
        MailStep.DATA: "DATA",
        MailStep.CONTENT: "传送内容",
        MailStep.ANSWER: "最后答复",
    },
    Frequency: {
        Frequency.DAILY: "每天",
        Frequency.NEWS: "有新情况时",
        Frequency.WEEKLY: "每周",
    },
    DecisionKind: {
        DecisionKind.CONFIRM: "确认",
        DecisionKind.LATE: "认定超时",
        DecisionKind.REJECT: "否定",
        DecisionKind.WAIVE: "豁免",
        DecisionKind.WITHDRAW: "撤销认定",
    },
    Occasion: {
        Occasion.RAISED: "告警",
        Occasion.GREW: "告警（范围扩大）",
        Occasion.REMINDED: "告警（仍未解除）",
        Occasion.RESOLVED: "告警解除",
    },
    Ready: {
        Ready.PROOF: "有转载为证",
        Ready.WORD: "凭登记或人工确认",
        Ready.WAITING: "待人工确认",
        Ready.CANNOT: "无法判定",
    },
    ListState: {
        ListState.IN_USE: "使用中",
        ListState.PROPOSED: "待确认",
        ListState.REJECTED: "不采用",
        ListState.GONE: "已不在",
    },
    ListProof: {
        ListProof.REPOSTS: "见过转载",
        ListProof.WORD: "凭登记或人工",
        ListProof.NONE: "没有",
    },
    ListOrigin: {
        ListOrigin.REGISTRY: "登记表",
        ListOrigin.DISCOVERED: "自动发现",
        ListOrigin.PERSON: "人工录入或确认",
    },
    ListChoice: {
        ListChoice.ACCEPT: "采用",
        ListChoice.REJECT: "不采用",
        ListChoice.WITHDRAW: "撤销认定",
    },
    FetchStage: {
        FetchStage.CONNECT: "建立连接",
        FetchStage.ANSWER: "等待应答",
        FetchStage.BODY: "读取页面",
    },
    FileType: {
        FileType.PDF: "PDF文件",
        FileType.ZIP: "压缩包或Office文件",
        FileType.OFFICE: "Office文件",
        FileType.RAR: "RAR压缩包",
        FileType.SEVEN_ZIP: "7z压缩包",
        FileType.GZIP: "gzip压缩数据",
        FileType.PNG: "PNG图片",
        FileType.JPEG: "JPEG图片",
        FileType.GIF: "GIF图片",
        FileType.MEDIA: "音视频文件",
        FileType.PROGRAM: "程序文件",
        FileType.ICON: "图标",
        FileType.FONT: "字体",
        FileType.BINARY: "二进制数据",
        FileType.JSON: "JSON数据",
    },
    Firewall: {
        Firewall.RIVERSEC: "瑞数动态防护",
        Firewall.JIASULE: "加速乐",
        Firewall.ALIYUN: "阿里云防护",
        Firewall.TENCENT: "腾讯云防护",
        Firewall.HUAWEI: "华为云防护",
        Firewall.BAIDU: "百度云加速",
        Firewall.QIHOO: "360网站卫士",
        Firewall.CHUANGYU: "创宇盾",
        Firewall.SAFEDOG: "网站安全狗",
        Firewall.YUNSUO: "云锁",
        Firewall.BAOTA: "宝塔防火墙",
        Firewall.SAFELINE: "雷池防护",
        Firewall.D_SHIELD: "D盾",
        Firewall.APPLIANCE: "安全设备",
        Firewall.CLOUDFLARE: "Cloudflare",
        Firewall.IMPERVA: "Imperva",
        Firewall.F5: "F5防火墙",
        Firewall.AKAMAI: "Akamai",
    },
}

# Quarters as official documents write them.
QUARTERS = {"1": "一", "2": "二", "3": "三", "4": "四"}


def quarter(key: str) -> str:
    """`2016Q2` as it is said; what is no such key, as it stands."""
    year, _, number = key.partition("Q")
    return f"{year}年第{QUARTERS[number]}季度" if number in QUARTERS else key
