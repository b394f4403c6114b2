"""Why an indicator of the quarter's spot check ends as it does."""

from __future__ import annotations

from repostwatch.model.reasons import Code


class SpotCheckCode(Code):
    # `low` and `high`: percent of failed probes, however those that are missing had ended.
    PROBES_FAILED = "spot.probes_failed", "failed", "counted", "low", "line", "since", "until"
    PROBES_OPENED = "spot.probes_opened", "failed", "counted", "high", "line", "since", "until"
    PROBES_MISSING = "spot.probes_missing", "missing", "counted", "low", "high", "line"
    PROBES_OURS = "spot.probes_ours", "count"
    PROBES_UNDECIDED = "spot.probes_undecided", "count"
    SAID = "spot.said", "by", "at", "evidence?"
    MACHINE = "spot.machine", "result", "reason"
    NOT_SAID = "spot.not_said"
    NOTHING_GIVEN = "spot.nothing_given"
