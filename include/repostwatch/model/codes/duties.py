"""Why a portal has to repost a release."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class DutyCode(Code):
    NAMED_BY_SOURCE = "duty.named_by_source", "duty"
