"""What people decided, and what became of faults."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class DecisionCode(Code):
    """`by` is a person's name, `reason` their own words."""

    DUTY = "decision.duty", "kind", "by", "at", "expires?", "reason"
    COLUMN = "decision.column", "standing", "by", "at", "expires?", "reason"
    WITHDRAWN = "decision.withdrawn", "by", "at", "reason"
    WAIVED = "decision.waived", "waiver"
    # The machine's own result beside a person's.
    MACHINE = "decision.machine", "result", "reason"
    LINK_GONE = "decision.link_gone"
    # The links that a person rejects, of which the rest of the reason says nothing; the first seen.
    LEFT_OUT = "decision.left_out", "title?", "seen_at", "count"


class FindingCode(Code):
    WITHDRAWN = "finding.withdrawn", "reason"
    NO_DUTY = "finding.no_duty"
    REPOST_SEEN = "finding.repost_seen"
