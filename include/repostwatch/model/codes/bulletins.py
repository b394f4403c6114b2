"""Why a quarter has no bulletin, a figure no sentence, a change no number."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class BulletinCode(Code):
    # A quarter stands as `quarter.key`: `2026Q3`.
    FUTURE = "bulletin.future", "quarter", "today"
    UNFINISHED = "bulletin.unfinished", "quarter", "last", "today"
    DEADLINES_OPEN = "bulletin.deadlines_open", "quarter", "count", "until"
    NOTHING_OBSERVED = "bulletin.nothing_observed", "quarter"
    # A share that is not claimed. `low`, `high`, `line`: percent.
    NOTHING_COUNTED = "bulletin.nothing_counted"
    BOUNDS_WIDE = "bulletin.bounds_wide", "unknown", "low", "high"
    LINE_OPEN = "bulletin.line_open", "unknown", "line", "low", "high"
    # A change that is not given.
    NOT_OBSERVED_BEFORE = "bulletin.not_observed_before", "quarter"
    OTHER_PORTALS = "bulletin.other_portals", "quarter", "added", "gone"
    # What the quarter's history does not hold.
    HOMEPAGE_NOT_SCANNED = "bulletin.homepage_not_scanned", "quarter"
    NOT_JUDGED = "bulletin.not_judged"
