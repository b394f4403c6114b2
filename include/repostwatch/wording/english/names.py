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

BOOLEANS = {True: "yes", False: "no"}
NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    VerdictKind: {
        VerdictKind.ON_TIME: "on time",
        VerdictKind.LATE: "late",
        VerdictKind.MISSING: "missing",
        VerdictKind.PENDING: "pending",
        VerdictKind.UNKNOWN: "not verifiable",
        VerdictKind.REVIEW: "for review",
        VerdictKind.WAIVED: "waived",
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
    },
    FindingKind: {
        FindingKind.LATE: "late repost",
        FindingKind.MISSING: "no repost",
        FindingKind.BACKDATED: "backdated",
        FindingKind.COLUMN: "column fault",
        FindingKind.MOVED: "site moved or closed",
    },
    FindingState: {
        FindingState.OPEN: "to be notified",
        FindingState.NOTIFIED: "notified, not yet rectified",
        FindingState.RECTIFIED: "rectified",
        FindingState.WAIVED: "waived",
    },
}
