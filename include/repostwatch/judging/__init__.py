"""Judging: what was observed → verdicts, column standings, figures and findings. Pure."""

from repostwatch.judging.bulletins import PastFigure, bulletins
from repostwatch.judging.columns import column_standing
from repostwatch.judging.decisions import SAYABLE, ColumnDecision, HumanDecision
from repostwatch.judging.figures import Figure, figures
from repostwatch.judging.findings import (
    FaultState,
    FaultStatus,
    Finding,
    known_faults,
    update_findings,
)
from repostwatch.judging.looks import HomepageVisit
from repostwatch.judging.record import ScanHistory, proves
from repostwatch.judging.searched import Searches, rests_on_absence
from repostwatch.judging.verdicts import RULE_VERSION, judge, judge_all, needs_finer_claim

__all__ = [
    "RULE_VERSION",
    "SAYABLE",
    "ColumnDecision",
    "FaultState",
    "FaultStatus",
    "Figure",
    "Finding",
    "HomepageVisit",
    "HumanDecision",
    "PastFigure",
    "ScanHistory",
    "Searches",
    "bulletins",
    "column_standing",
    "figures",
    "judge",
    "judge_all",
    "known_faults",
    "needs_finer_claim",
    "proves",
    "rests_on_absence",
    "update_findings",
]
