"""Judging: what was observed → verdicts, column standings, figures and findings. Pure."""

from repostwatch.judging.columns import ColumnVisit, column_standing
from repostwatch.judging.decisions import DecisionKind, HumanDecision
from repostwatch.judging.record import PortalRecord
from repostwatch.judging.verdicts import RULE_VERSION, judge, judge_all, needs_finer_claim

__all__ = [
    "RULE_VERSION",
    "ColumnVisit",
    "DecisionKind",
    "HumanDecision",
    "PortalRecord",
    "column_standing",
    "judge",
    "judge_all",
    "needs_finer_claim",
]
