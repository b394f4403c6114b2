"""Why a duty stands as it does."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class VerdictCode(Code):
    NOT_SEEN_YET = "verdict.not_seen_yet", "deadline"
