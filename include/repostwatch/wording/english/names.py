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
from repostwatch.wording.english.page_lists import LABELS

BOOLEANS = {True: "yes", False: "no"}
# Instead of an outcome, where robots.txt forbade to ask at all.
NOT_ALLOWED = "robots.txt forbids it"
NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Outcome: {one: LABELS[f"page.outcome.{one}"] for one in Outcome},
    VerdictKind: {
        VerdictKind.ON_TIME: "on time",
        VerdictKind.LATE: "late",
        VerdictKind.MISSING: "missing",
        VerdictKind.PENDING: "pending",
        VerdictKind.UNKNOWN: "not verifiable",
        VerdictKind.REVIEW: "for review",
        VerdictKind.WAIVED: "waived",
    },
    TracePlace: {
        TracePlace.TEXT: "text",
        TracePlace.LINKS: "link text",
        TracePlace.ATTRIBUTES: "attributes",
        TracePlace.CODE: "script or data",
        TracePlace.ADDRESS: "link address",
    },
    Standing: {
        Standing.PRESENT: "present",
        Standing.EMBEDDED: "present (embedded feed)",
        Standing.NOT_PROMINENT: "not prominent",
        Standing.STALE: "stale",
        Standing.BLANK: "empty column",
        Standing.ABSENT: "absent",
        Standing.UNKNOWN: "not verifiable",
        Standing.REVIEW: "for review",
    },
    ColumnForm: {
        ColumnForm.BLOCK: "a block with items",
        ColumnForm.SCRIPT: "the embedded feed",
        ColumnForm.IFRAME: "the embedded frame",
        ColumnForm.CHANNEL: "only a link to a channel",
        ColumnForm.UNFILLED: "filled by a script, no items seen",
    },
    Level: {
        Level.DEPARTMENT: "department",
        Level.PROVINCE: "province",
        Level.CITY: "city",
        Level.COUNTY: "county",
        Level.BELOW: "below the county",
    },
    CheckResult: {
        CheckResult.PASSED: "passed",
        CheckResult.FAILED: "failed",
        CheckResult.UNKNOWN: "unknown",
        CheckResult.WAITING: "waits for a person",
        CheckResult.GONE: "gone",
    },
    VetoIndicator: {
        VetoIndicator.UNREACHABLE: "site unreachable",
        VetoIndicator.STALE_HOMEPAGE: "homepage not updated",
        VetoIndicator.STALE_COLUMNS: "columns not updated",
        VetoIndicator.SERIOUS_ERRORS: "serious errors",
        VetoIndicator.NO_RESPONSE: "no response to people",
        VetoIndicator.UNUSABLE_SERVICE: "services of no use",
    },
    FindingKind: {
        FindingKind.LATE: "late repost",
        FindingKind.MISSING: "no repost",
        FindingKind.BACKDATED: "backdated",
        FindingKind.COLUMN: "column fault",
        FindingKind.NO_REPOSTS: "no reposts on the whole site",
        FindingKind.MOVED: "site moved or closed",
        FindingKind.SPOT_CHECK: "failed the spot check",
    },
    FindingState: {
        FindingState.OPEN: "to be notified",
        FindingState.NOTIFIED: "notified, not yet rectified",
        FindingState.RECTIFIED: "rectified",
        FindingState.WAIVED: "withdrawn or waived",
    },
    DeliveryState: {
        DeliveryState.WAITING: "waiting",
        DeliveryState.SENT: "sent",
        DeliveryState.REFUSED: "refused",
        DeliveryState.UNKNOWN: "unknown whether it arrived",
        DeliveryState.WITHDRAWN: "withdrawn",
    },
    MailStep: {
        MailStep.CONNECT: "connecting",
        MailStep.GREETING: "its greeting",
        MailStep.EHLO: "EHLO",
        MailStep.STARTTLS: "STARTTLS",
        MailStep.LOGIN: "logging in",
        MailStep.SENDER: "the sender",
        MailStep.SIZE: "the size",
        MailStep.RECIPIENT: "the recipient",
        MailStep.DATA: "DATA",
        MailStep.CONTENT: "sending",
        MailStep.ANSWER: "the last answer",
    },
    Frequency: {
        Frequency.DAILY: "every day",
        Frequency.NEWS: "where something is new",
        Frequency.WEEKLY: "every week",
    },
    DecisionKind: {
        DecisionKind.CONFIRM: "confirmed",
        DecisionKind.LATE: "late",
        DecisionKind.REJECT: "rejected",
        DecisionKind.WAIVE: "waived",
        DecisionKind.WITHDRAW: "withdrawn",
    },
    Occasion: {
        Occasion.RAISED: "alarm",
        Occasion.GREW: "alarm (grown)",
        Occasion.REMINDED: "alarm (still on)",
        Occasion.RESOLVED: "alarm over",
    },
    Ready: {
        Ready.PROOF: "by proof",
        Ready.WORD: "by word",
        Ready.WAITING: "waiting",
        Ready.CANNOT: "cannot",
    },
    ListState: {
        ListState.IN_USE: "in use",
        ListState.PROPOSED: "proposed",
        ListState.REJECTED: "rejected",
        ListState.GONE: "gone",
    },
    ListProof: {
        ListProof.REPOSTS: "reposts seen",
        ListProof.WORD: "registry or a person",
        ListProof.NONE: "none",
    },
    ListOrigin: {
        ListOrigin.REGISTRY: "registry",
        ListOrigin.DISCOVERED: "discovered",
        ListOrigin.PERSON: "a person",
    },
    ListChoice: {
        ListChoice.ACCEPT: "accept",
        ListChoice.REJECT: "reject",
        ListChoice.WITHDRAW: "withdraw",
    },
    FetchStage: {
        FetchStage.CONNECT: "connecting",
        FetchStage.ANSWER: "waiting for the answer",
        FetchStage.BODY: "reading the page",
    },
    FileType: {
        FileType.PDF: "a PDF file",
        FileType.ZIP: "an archive or an Office file",
        FileType.OFFICE: "an Office file",
        FileType.RAR: "a RAR archive",
        FileType.SEVEN_ZIP: "a 7z archive",
        FileType.GZIP: "gzip data",
        FileType.PNG: "a PNG image",
        FileType.JPEG: "a JPEG image",
        FileType.GIF: "a GIF image",
        FileType.MEDIA: "an audio or video file",
        FileType.PROGRAM: "a program",
        FileType.ICON: "an icon",
        FileType.FONT: "a font",
        FileType.BINARY: "binary data",
        FileType.JSON: "JSON data",
    },
    Firewall: {
        Firewall.RIVERSEC: "RiverSecurity",
        Firewall.JIASULE: "Jiasule",
        Firewall.ALIYUN: "Alibaba Cloud WAF",
        Firewall.TENCENT: "Tencent Cloud WAF",
        Firewall.HUAWEI: "Huawei Cloud WAF",
        Firewall.BAIDU: "Baidu Yunjiasu",
        Firewall.QIHOO: "360 Website Guard",
        Firewall.CHUANGYU: "Chuangyu Shield",
        Firewall.SAFEDOG: "Safedog",
        Firewall.YUNSUO: "Yunsuo",
        Firewall.BAOTA: "the BaoTa firewall",
        Firewall.SAFELINE: "SafeLine",
        Firewall.D_SHIELD: "D-Shield",
        Firewall.APPLIANCE: "a security appliance",
        Firewall.CLOUDFLARE: "Cloudflare",
        Firewall.IMPERVA: "Imperva",
        Firewall.F5: "an F5 firewall",
        Firewall.AKAMAI: "Akamai",
    },
}


def quarter(key: str) -> str:
    """`2016Q2` as it is said; what is no such key, as it stands."""
    year, _, number = key.partition("Q")
    return f"quarter {number} of {year}" if number in ("1", "2", "3", "4") else key
